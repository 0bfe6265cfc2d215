/** What goes by Courier: first attempts that no service's limit stands in the way of, packed into calls. */

import { ENDPOINTS_PER_CALL, nameCourier } from '../webhook/courier-name.ts';
import type { HandedEvent } from '../webhook/courier-store.ts';
import type { EndpointTarget } from '../webhook/endpoint.ts';
import type { Endpoint } from './endpoints.ts';
import { buildTarget } from './endpoints.ts';
import type { LedgerEvent } from './events.ts';
import type { Ledger } from './ledger.ts';

/** What one Courier is to be called with, one call after the other: it may wait for so many answers at a time. */
export interface CourierRound {
  readonly courier: string;
  readonly calls: readonly (readonly EndpointTarget[])[];
}

/**
 * An event as Couriers are handed it; null where it is not for them: what withdraws or cancels, and what may have been
 * withdrawn meanwhile, goes to the Mailboxes, which know of both.
 */
export function prepareForCouriers(
  ledger: Pick<Ledger, 'sql' | 'settings'>,
  { id, type, articleId, body, at }: LedgerEvent,
): HandedEvent | null {
  if (type !== 'article.published' && type !== 'article.updated') return null;
  if ((ledger.settings.retryScheduleSeconds[0] ?? 0) > 0) return null;
  const [withdrawn] = ledger.sql
    .exec(`SELECT 1 FROM articles WHERE id = ? AND status = 'withdrawn'`, articleId)
    .toArray();
  return withdrawn === undefined ? { id, type, articleId, body, createdAt: at } : null;
}

/** Services have limits of their own, which only a Mailbox keeps. */
export function isServedByCourier({ format }: Pick<Endpoint, 'format'>): boolean {
  return format === 'standard';
}

/** Each Courier's endpoints, a few at a time. */
export function packCourierCalls(endpoints: readonly Endpoint[]): CourierRound[] {
  const rounds = new Map<string, EndpointTarget[][]>();
  for (const endpoint of endpoints) {
    const courier = nameCourier(endpoint.id);
    const calls = rounds.get(courier) ?? [];
    rounds.set(courier, calls);
    const last = calls[calls.length - 1];
    if (last !== undefined && last.length < ENDPOINTS_PER_CALL) last.push(buildTarget(endpoint));
    else calls.push([buildTarget(endpoint)]);
  }
  return [...rounds].map(([courier, calls]) => ({ courier, calls }));
}
