/** One event on its way to some of its endpoints: by their Couriers, a few at a time, or to their Mailboxes. */

import {
  ENDPOINTS_PER_CALL,
  isCourierName,
  isServedByCourier,
  nameCourier,
} from '../../delivery/courier-name.ts';
import type { HandedEvent } from '../../delivery/courier-store.ts';
import type { EndpointTarget } from '../../delivery/endpoint.ts';
import { buildMessageId } from '../../delivery/message-id.ts';
import { isSettledWithin } from '../../delivery/settled-within.ts';
import type { LedgerContext } from '../context.ts';
import type { Carriers } from './carriers.ts';
import { PARALLEL_HANDOVERS } from './carriers.ts';
import { buildTarget, findEndpoint } from './endpoints.ts';
import type { LedgerEvent } from './events.ts';
import { hasEvent } from './events.ts';

/** Whoever waits behind a call waits this long for its receivers, and then only for some room. */
const CALL_PATIENCE_MS = 100;
/** Calls to one Courier under way at once. */
const CALLS_PER_COURIER = 3;

/** An event on its way. */
export interface Handover {
  /** Resolves when every call has begun, and those that have not ended wait for slow receivers. */
  readonly isBegun: Promise<void>;
  /** The ids for which it failed, when every call has ended. */
  readonly failed: Promise<readonly string[]>;
}

/** Gives an event to each of its endpoints' carriers; a cancellation also to Couriers, by their names. */
export function handOver(
  ledger: LedgerContext,
  carriers: Carriers,
  event: LedgerEvent,
  ids: readonly string[],
): Handover {
  const handed = prepareForCouriers(ledger, event);
  const isForCourier = (id: string) => {
    const endpoint = handed === null ? null : findEndpoint(ledger, id);
    return endpoint !== null && isServedByCourier(endpoint.format);
  };
  const byCourier = ids.filter(isForCourier);
  const carried = new Set(byCourier);
  const others = ids.filter((id) => !carried.has(id)).values();
  const failed: string[] = [];
  // A Courier each, all at once: one whose receivers hang makes no other wait.
  const toCouriers =
    handed === null
      ? []
      : [...Map.groupBy(byCourier, nameCourier)].map(([name, load]) =>
          callInTurn(split(load, ENDPOINTS_PER_CALL), CALLS_PER_COURIER, async (some) => {
            failed.push(...(await callCourier(ledger, carriers, name, handed, some)));
          }),
        );
  const toOthers = Array.from({ length: PARALLEL_HANDOVERS }, () =>
    callInTurn(others, 1, async (id) => {
      if (!(await callOther(ledger, carriers, event, id))) failed.push(id);
    }),
  );
  const turns = [...toCouriers, ...toOthers];
  return {
    isBegun: Promise.all(turns.map(({ isBegun }) => isBegun)).then(() => undefined),
    failed: Promise.all(turns.map(({ isOver }) => isOver)).then(() => failed),
  };
}

interface Turn {
  /** Resolves when the last has begun and was waited for, but not long. */
  readonly isBegun: Promise<void>;
  readonly isOver: Promise<void>;
}

/** Makes calls that never reject, one after the other; one that takes long is not waited for while there is room. */
function callInTurn<T>(items: Iterable<T>, most: number, call: (item: T) => Promise<void>): Turn {
  const underWay = new Set<Promise<void>>();
  const begin = async () => {
    for (const item of items) {
      if (underWay.size >= most) await Promise.race(underWay);
      const ending = call(item).finally(() => underWay.delete(ending));
      underWay.add(ending);
      await isSettledWithin(CALL_PATIENCE_MS, [ending]);
    }
  };
  const isBegun = begin();
  return { isBegun, isOver: isBegun.then(() => Promise.all(underWay)).then(() => undefined) };
}

function split<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, number) => items.slice(number * size, (number + 1) * size));
}

/**
 * An event as Couriers are handed it; null where it is not for them: what withdraws or cancels goes to the Mailboxes,
 * and so does everything where the schedule begins with a delay.
 */
function prepareForCouriers(
  { settings }: Pick<LedgerContext, 'settings'>,
  { id, type, articleId, body, at }: LedgerEvent,
): HandedEvent | null {
  if (type !== 'article.published' && type !== 'article.updated') return null;
  if ((settings.retryScheduleSeconds[0] ?? 0) > 0) return null;
  return { id, type, articleId, body, createdAt: at };
}

/** Calls a Courier for a few of its endpoints. Returns those for which it failed. */
async function callCourier(
  ledger: LedgerContext,
  { openCourier }: Carriers,
  name: string,
  event: HandedEvent,
  ids: readonly string[],
): Promise<readonly string[]> {
  try {
    const targets = readTargets(ledger, event.id, ids);
    // Whose format was changed meanwhile is handed over again, to its Mailbox.
    const others = targets.filter(({ format }) => !isServedByCourier(format)).map(({ id }) => id);
    const ours = targets.filter(({ format }) => isServedByCourier(format));
    return ours.length === 0 ? others : [...others, ...(await openCourier(name).deliver(event, ours))];
  } catch {
    return ids;
  }
}

/** Calls a Mailbox, or a Courier that is to erase something. Returns whether it succeeded. */
async function callOther(
  ledger: LedgerContext,
  carriers: Carriers,
  event: LedgerEvent,
  id: string,
): Promise<boolean> {
  try {
    if (isCourierName(id)) await eraseAtCourier(carriers, id, event);
    else await callMailbox(ledger, carriers, event, id);
    return true;
  } catch {
    return false;
  }
}

async function callMailbox(
  ledger: LedgerContext,
  { openMailbox }: Carriers,
  event: LedgerEvent,
  endpointId: string,
): Promise<void> {
  const { id, type, articleId, body, at } = event;
  for (const target of readTargets(ledger, id, [endpointId])) {
    const mailbox = openMailbox(endpointId);
    if (type !== 'cancel') {
      const message = { id: buildMessageId(id, endpointId), type, articleId, body, createdAt: at };
      await mailbox.accept(target, [message]);
    } else if (articleId !== null) await mailbox.cancelArticle(articleId, at);
  }
}

async function eraseAtCourier(
  { openCourier }: Carriers,
  name: string,
  { articleId, at }: LedgerEvent,
): Promise<void> {
  if (articleId !== null) await openCourier(name).eraseArticle(articleId, at);
}

/**
 * The endpoints as they are just now; none where the event was dropped, because its article is withdrawn. While calls
 * are under way, both may have changed since the call before.
 */
function readTargets(ledger: LedgerContext, eventId: string, ids: readonly string[]): EndpointTarget[] {
  if (!hasEvent(ledger, eventId)) return [];
  return ids.flatMap((id) => findEndpoint(ledger, id) ?? []).map(buildTarget);
}
