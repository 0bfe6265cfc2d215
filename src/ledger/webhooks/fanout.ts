/** Fan-out: every open event to every matching endpoint, page by page from a cursor; repeating it changes nothing. */

import { callInParallel } from '../../call-in-parallel.ts';
import { COURIER_NAMES, nameCourier } from '../../delivery/courier-name.ts';
import type { LedgerContext } from '../context.ts';
import type { Carriers } from './carriers.ts';
import { PARALLEL_HANDOVERS } from './carriers.ts';
import { listUnsyncedEndpoints, markSynced, postponeSync } from './endpoints.ts';
import { findEvent, findOpenEvent } from './events.ts';
import { handOver } from './handover.ts';
import type { PagesUnderWay } from './pages-under-way.ts';
import { listMatchingEndpoints } from './routing.ts';

/** Calls to other objects in one slice: a thousand are allowed to an invocation on the free plan. */
export const HANDOVERS_PER_SLICE = 500;
/** With what came before it, and a call to each Courier, a page stays within them. */
const ENDPOINTS_PER_PAGE = HANDOVERS_PER_SLICE - COURIER_NAMES.length;
/** Before a Mailbox or Courier that could not be reached is tried again: doubled each time, up to five minutes. */
export const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 300_000;

/**
 * Hands one page of the oldest open event to its endpoints' Couriers and Mailboxes, and goes on as soon as all that is
 * left is to wait for slow receivers. One for which that fails is noted and tried again on its own, so that it holds up
 * nobody. Returns the number of those served.
 */
export async function handOutEvent(
  ledger: LedgerContext,
  carriers: Carriers,
  pages: PagesUnderWay,
): Promise<number> {
  await pages.waitForRoom();
  const event = findOpenEvent(ledger, pages.listBegun());
  if (event === null) return 0;
  const cursor = pages.findCursor(event);
  const page = listMatchingEndpoints(ledger, event, cursor, ENDPOINTS_PER_PAGE);
  // What a withdrawal cancels is erased by Couriers too, once.
  const couriers = event.type === 'cancel' && cursor === '' ? COURIER_NAMES : [];
  const ids = [...couriers, ...page.ids];
  const { isBegun, failed } = handOver(ledger, carriers, event, ids);
  pages.add(event.id, page.cursor, failed, (refused) => {
    for (const id of refused) noteFailedHandover(ledger, event.id, id);
    if (page.cursor === null) ledger.sql.exec('UPDATE events SET is_paged = 1 WHERE id = ?', event.id);
    else ledger.sql.exec('UPDATE events SET cursor = ? WHERE id = ?', page.cursor, event.id);
    deleteFinishedEvents(ledger);
  });
  await isBegun;
  return Math.max(ids.length, 1);
}

/** Tries again what failed on its own. Returns how many there were. */
export async function retryHandovers(ledger: LedgerContext, carriers: Carriers): Promise<number> {
  const due = ledger.sql
    .exec<{ event_id: string; endpoint_id: string }>(
      'SELECT event_id, endpoint_id FROM handovers WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      ledger.now,
      PARALLEL_HANDOVERS,
    )
    .toArray();
  const failed = await callInParallel(due, PARALLEL_HANDOVERS, async ({ event_id, endpoint_id }) => {
    const event = findEvent(ledger, event_id);
    const refused = event === null ? [] : await handOver(ledger, carriers, event, [endpoint_id]).failed;
    if (refused.length > 0) throw new Error('It was not taken.');
    ledger.sql.exec('DELETE FROM handovers WHERE event_id = ? AND endpoint_id = ?', event_id, endpoint_id);
  });
  for (const { event_id, endpoint_id } of failed) noteFailedHandover(ledger, event_id, endpoint_id);
  deleteFinishedEvents(ledger);
  return due.length;
}

/** Tells Mailboxes of their endpoints' changes and removals. Returns the number of Mailboxes called. */
export async function syncEndpoints(
  ledger: LedgerContext,
  carriers: Carriers,
  limit: number,
): Promise<number> {
  const unsynced = listUnsyncedEndpoints(ledger, limit);
  const failed = await callInParallel(unsynced, PARALLEL_HANDOVERS, async ({ id, version, target }) => {
    if (target === null) {
      await carriers.openMailbox(id).remove();
      await carriers.openCourier(nameCourier(id)).forget(id);
    } else await carriers.openMailbox(id).configure(target);
    markSynced(ledger, id, version);
  });
  for (const { id } of failed) postponeSync(ledger, id, ledger.now + FIRST_RETRY_MS);
  return unsynced.length;
}

function noteFailedHandover(ledger: LedgerContext, eventId: string, endpointId: string): void {
  // The event may have been dropped while the call was under way: then there is nothing left to hand over.
  ledger.sql.exec(
    `INSERT INTO handovers (event_id, endpoint_id, due_at, failures)
       SELECT id, ?2, ?3 + ?4, 1 FROM events WHERE id = ?1
     ON CONFLICT DO UPDATE SET failures = failures + 1, due_at = ?3 + min(?4 << min(failures, 10), ?5)`,
    eventId,
    endpointId,
    ledger.now,
    FIRST_RETRY_MS,
    LAST_RETRY_MS,
  );
}

function deleteFinishedEvents(ledger: LedgerContext): void {
  ledger.sql.exec('DELETE FROM events WHERE is_paged = 1 AND id NOT IN (SELECT event_id FROM handovers)');
}
