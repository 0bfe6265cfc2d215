/** Outcomes: what an answer makes of a POST's messages and of their endpoint, written into the store. */

import type { EndpointTarget } from './endpoint.ts';
import type { Flight } from './flights.ts';
import { findAdapter } from './format/formats.ts';
import type { AttemptRecord } from './message.ts';
import { beginProgress, buildMessageId } from './message.ts';
import type { StoredMessage } from './message-rows.ts';
import type { Finding } from './outcome.ts';
import { decideOutcome } from './outcome.ts';
import type { Attempt } from './post.ts';
import type { EndpointReport } from './queue-calls.ts';
import type { RetryLadder } from './schedule.ts';
import type { DeliveryStore } from './store.ts';

/** A POST that has ended, and the messages that it named to its receiver. */
export interface EndedFlight {
  readonly flight: Flight;
  readonly attempt: Attempt;
  readonly named: readonly string[];
}

/** Whoever retries for ever makes no row larger than one may be: the newest attempts are kept. */
const MAX_KEPT_ATTEMPTS = 100;

/** Writes outcomes. Inside the caller's transaction. */
export class OutcomeRecorder {
  readonly #store: DeliveryStore;
  readonly #ladder: RetryLadder;
  readonly #hasDefaultSchedule: boolean;

  constructor(store: DeliveryStore, ladder: RetryLadder, hasDefaultSchedule: boolean) {
    this.#store = store;
    this.#ladder = ladder;
    this.#hasDefaultSchedule = hasDefaultSchedule;
  }

  /** Writes what came of one POST. What it did not name stays as it is, for the next one. */
  record({ flight, attempt, named }: EndedFlight, now: number, random: number): void {
    const endpoint = this.#store.endpoints.find(flight.target.id);
    if (endpoint === null || endpoint.isRemoved) return;
    const format = findAdapter(flight.target.format);
    const messages = flight.messages
      .filter((message) => named.includes(buildMessageId(message.eventId, message.endpointId)))
      .map(({ event, ...chosen }) => ({
        event,
        stored:
          flight.page === null
            ? (this.#store.messages.find(chosen.endpointId, chosen.eventId) ?? chosen)
            : { ...chosen, ...beginProgress(endpoint.target.state, now) },
      }));
    const { target } = endpoint;
    const outcome = decideOutcome({
      messages: messages.map(({ event, stored }) => ({
        id: buildMessageId(stored.eventId, stored.endpointId),
        type: event.type,
        progress: this.#readProgress(stored),
      })),
      attempt,
      sentTo: flight.target.url,
      target,
      condition: endpoint.condition,
      format,
      ladder: this.#ladder,
      hasDefaultSchedule: this.#hasDefaultSchedule,
      now,
      random,
    });
    const record = recordAttempt(attempt);
    for (const [index, { stored }] of messages.entries()) {
      const progress = outcome.progress[index];
      if (progress === undefined) continue;
      const message = {
        ...stored,
        ...progress,
        attempts: [...stored.attempts, record].slice(-MAX_KEPT_ATTEMPTS),
      };
      if (format.isSubscription) this.#recordPush(message);
      else this.#store.messages.write(message);
    }
    if (outcome.state === 'disabled' && target.state !== 'disabled')
      this.#store.messages.holdPending(target.id);
    const nextAt =
      flight.page === null || record.failure !== null || endpoint.nextAt !== null
        ? this.#store.messages.findNextAttemptAt(target.id)
        : null;
    const isChanged =
      outcome.state !== target.state ||
      nextAt !== endpoint.nextAt ||
      JSON.stringify(outcome.condition) !== JSON.stringify(endpoint.condition);
    if (isChanged) {
      this.#store.endpoints.write({
        target: { ...target, state: outcome.state },
        condition: outcome.condition,
        nextAt: outcome.state === 'active' ? nextAt : null,
      });
    }
    for (const finding of outcome.findings)
      this.#store.reports.insert(buildReport(finding, target, record, now));
  }

  /** A message as it stands; one whose event was cancelled meanwhile is so, whatever its row says. */
  #readProgress(message: StoredMessage): StoredMessage {
    const isCancelled =
      message.state !== 'delivered' && (this.#store.events.find(message.eventId)?.isCancelled ?? true);
    return isCancelled ? { ...message, state: 'cancelled', nextAttemptAt: null } : message;
  }

  /** Of feeds' bytes only what is still to arrive is kept, and which were the last. */
  #recordPush(message: StoredMessage): void {
    const { endpointId, eventId } = message;
    this.#store.messages.dropOlder(endpointId, eventId);
    if (this.#store.messages.hasNewer(endpointId, eventId)) this.#store.messages.delete(endpointId, eventId);
    else this.#store.messages.write({ ...message, attempts: [] });
    this.#store.events.dropPush(eventId);
  }
}

function recordAttempt({ at, status, latencyMs, verdict }: Attempt): AttemptRecord {
  return { at, status, latencyMs, failure: verdict.kind === 'delivered' ? null : verdict.failure };
}

function buildReport(
  finding: Finding,
  { id, version }: EndpointTarget,
  { failure }: AttemptRecord,
  at: number,
): EndpointReport {
  const about = { id, version, at };
  switch (finding.kind) {
    case 'failing':
      return { ...about, kind: 'failing', failure };
    case 'disabled':
      return { ...about, kind: 'disabled', reason: finding.reason, failure };
    case 'recovered':
      return { ...about, kind: 'recovered' };
  }
}
