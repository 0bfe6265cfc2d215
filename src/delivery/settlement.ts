/** What comes of an attempt: each message's progress, and what the outcome says of the endpoint. */

import { takeIn } from './arrival.ts';
import type { AttemptOutcome } from './attempt.ts';
import type { AttemptKey } from './attempt-store.ts';
import { finishAttempt, insertAttempt } from './attempt-store.ts';
import type { Parcel } from './dispatch.ts';
import type { EndpointTarget } from './endpoint.ts';
import { findAdapter } from './format/formats.ts';
import { diagnose, recordFailure, UNTRIED } from './health.ts';
import type { MailboxRecord } from './mailbox-record.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { IncomingMessage } from './message.ts';
import { decideOutcome } from './message.ts';
import * as store from './message-store.ts';
import { blockUntil } from './rate.ts';

/** An attempt that is over. */
export interface EndedAttempt {
  readonly parcel: Parcel;
  /** One for each message. */
  readonly attempts: readonly AttemptKey[];
  /** Where it was sent; the endpoint may have another address by now. */
  readonly target: EndpointTarget;
  readonly outcome: AttemptOutcome;
  /** When something last reached the endpoint by way of its Courier, as far as that matters; null: never. */
  readonly deliveredAt: number | null;
  /** True where a refusal may be one message's fault, so that each is to go by itself. */
  readonly isDigest: boolean;
}

/** What deciding about the next attempt depends on. */
export interface RetryTerms {
  readonly scheduleSeconds: readonly number[];
  readonly hasDefaultSchedule: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
  /** From 0 to 1; the same for all of a digest: what waits together can go together again. */
  readonly random: number;
}

/** Records an attempt's end. Runs in one transaction. */
export function settleAttempt(
  sql: MailboxSql,
  record: MailboxRecord,
  ended: EndedAttempt,
  terms: RetryTerms,
): void {
  const { parcel, attempts, target, isDigest } = ended;
  const { now } = terms;
  const isFormer = record.target?.url !== target.url;
  const { isSubscription, rateLimit } = findAdapter(target.format);
  const outcome = isFormer ? discountGone(ended.outcome) : ended.outcome;
  const { verdict } = outcome;
  for (const attempt of attempts) finishAttempt(sql, attempt, outcome);
  for (const { id, type } of parcel) {
    const message = store.findProgress(sql, id);
    if (message === null) continue;
    const progress = decideOutcome({ message, outcome, isDigest, ...terms });
    store.writeProgress(sql, id, progress);
    if (isSubscription && progress.state === 'delivered') store.eraseBody(sql, id);
    // A test that fails is somebody trying: it is not held against the endpoint unless the address is gone.
    const isTrial = type === 'ping' && verdict.kind !== 'delivered' && verdict.kind !== 'gone';
    if (!isFormer && !isTrial)
      judgeEndpoint(sql, record, id, progress.stepsTaken, { ...ended, outcome }, now);
  }
  // A service's own limit is for all messages, and newer bytes are but the same message; of any other receiver,
  // only this one was asked to wait.
  const isForAll = rateLimit !== null || isSubscription;
  if (isForAll && verdict.kind === 'throttled' && verdict.retryAfterSeconds !== null) {
    record.rate = blockUntil(record.rate, now + verdict.retryAfterSeconds * 1000);
  }
}

/** A first attempt that was made by a Courier, and did not succeed. */
export interface ForeignAttempt {
  /** Epoch milliseconds. */
  readonly began: number;
  /** null: it was cut off, and nobody knows whether it arrived. */
  readonly outcome: AttemptOutcome | null;
  /** When something last reached the endpoint without passing through here; null: never. */
  readonly deliveredAt: number | null;
  /** The message has lost its text: its article was withdrawn. */
  readonly isErased: boolean;
}

/** Records a message together with its first attempt, made elsewhere at `target`. Runs in one transaction. */
export function settleElsewhere(
  sql: MailboxSql,
  record: MailboxRecord,
  target: EndpointTarget,
  message: IncomingMessage,
  { began, outcome, deliveredAt, isErased }: ForeignAttempt,
  terms: RetryTerms,
): void {
  if (store.hasMessage(sql, message.id)) return;
  const progress = takeIn(sql, record, message, began, isErased);
  const attempts = [insertAttempt(sql, message.id, began)];
  if (outcome === null) return;
  const parcel = [{ ...message, ...progress }];
  settleAttempt(sql, record, { parcel, attempts, target, outcome, isDigest: false, deliveredAt }, terms);
}

/** Counts the outcome for or against the endpoint; may warn its owner or disable it. */
function judgeEndpoint(
  sql: MailboxSql,
  record: MailboxRecord,
  messageId: string,
  failedAttempts: number,
  { outcome: { verdict }, deliveredAt }: Pick<EndedAttempt, 'outcome' | 'deliveredAt'>,
  now: number,
): void {
  const { target } = record;
  if (verdict.kind === 'delivered') {
    // Any success clears the count; a row is written only where there was one.
    record.health = UNTRIED;
    return;
  }
  // A limit that may be somebody else's says nothing about this endpoint.
  if (verdict.kind === 'throttled' && verdict.isShared) return;
  const { failingSince } = record.health;
  const hasRecovered = failingSince !== null && deliveredAt !== null && deliveredAt > failingSince;
  const health = hasRecovered ? UNTRIED : record.health;
  const worse = recordFailure(health, { messageId, failedAttempts, at: now });
  record.health = worse;
  if (worse.isReported && !health.isReported) record.report('failing', verdict.error, now);
  if (target === null) return;
  const disablesOnFailure = !findAdapter(target.format).isSubscription;
  const reason = diagnose(worse, { disablesOnFailure }, verdict.kind === 'gone', now);
  if (reason === null || target.state !== 'active') return;
  record.target = { ...target, state: 'disabled' };
  store.holdPending(sql);
  record.report('disabled', reason, now);
}

/** What an address says that is no longer the endpoint's ends nothing: the new one is tried. */
function discountGone(outcome: AttemptOutcome): AttemptOutcome {
  const { verdict } = outcome;
  if (verdict.kind !== 'gone') return outcome;
  return { ...outcome, verdict: { kind: 'again', retryAfterSeconds: null, error: verdict.error } };
}
