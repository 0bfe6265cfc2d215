/** What comes of an attempt: each message's progress, and what the outcome says of the endpoint. */

import type { AttemptOutcome } from './attempt.ts';
import type { AttemptKey } from './attempt-store.ts';
import { finishAttempt, insertEndedAttempt } from './attempt-store.ts';
import type { Parcel } from './dispatch.ts';
import type { EndpointTarget } from './endpoint.ts';
import { findAdapter } from './format/formats.ts';
import { diagnose, recordFailure, UNTRIED } from './health.ts';
import type { MailboxRecord } from './mailbox-record.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { IncomingMessage } from './message.ts';
import { beginProgress, decideArrival, decideOutcome, isOvertaken } from './message.ts';
import type { MessageInHand } from './message-in-hand.ts';
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
    if (!isFormer && !isTrial) judgeEndpoint(sql, record, id, progress.stepsTaken, outcome, now);
  }
  // A service's own limit is for all messages, and newer bytes are but the same message; of any other receiver,
  // only this one was asked to wait.
  const isForAll = rateLimit !== null || isSubscription;
  if (isForAll && verdict.kind === 'throttled' && verdict.retryAfterSeconds !== null) {
    record.rate = blockUntil(record.rate, now + verdict.retryAfterSeconds * 1000);
  }
}

/**
 * Records a first attempt's end together with its message, which is not written yet: nothing else happened since, or
 * it would be (mailbox-object.ts). Runs in one transaction.
 */
export function settleInHand(
  sql: MailboxSql,
  record: MailboxRecord,
  { message, began }: Pick<MessageInHand, 'message' | 'began'>,
  outcome: AttemptOutcome,
  terms: RetryTerms,
): void {
  const progress = decideOutcome({
    message: beginProgress('pending', began),
    outcome,
    isDigest: false,
    ...terms,
  });
  store.insertMessage(sql, message, progress);
  insertEndedAttempt(sql, message.id, began, outcome);
  judgeEndpoint(sql, record, message.id, progress.stepsTaken, outcome, terms.now);
}

/** A first attempt that was made by somebody else, and did not succeed. */
export interface FailedAttempt {
  /** Epoch milliseconds. */
  readonly began: number;
  readonly outcome: AttemptOutcome;
  /** When something last reached the endpoint without passing through here; null: never. */
  readonly deliveredAt: number | null;
}

/** Records a message together with its first attempt, made elsewhere at `target`. Runs in one transaction. */
export function settleElsewhere(
  sql: MailboxSql,
  record: MailboxRecord,
  target: EndpointTarget,
  message: IncomingMessage,
  { began, outcome, deliveredAt }: FailedAttempt,
  terms: RetryTerms,
): void {
  if (store.hasMessage(sql, message.id)) return;
  const { failingSince } = record.health;
  if (failingSince !== null && deliveredAt !== null && deliveredAt > failingSince) record.health = UNTRIED;
  const { articleId } = message;
  const withdrawnAt = articleId === null ? null : store.findWithdrawal(sql, articleId);
  const isLate = withdrawnAt !== null && isOvertaken(message, withdrawnAt);
  const state = decideArrival(record.target?.state ?? 'active', isLate);
  const isFormer = record.target?.url !== target.url;
  if (state === 'pending') {
    const said = isFormer ? discountGone(outcome) : outcome;
    settleInHand(sql, record, { message, began }, said, terms);
  } else {
    store.insertMessage(sql, message, { ...beginProgress(state, began), stepsTaken: 1 });
    insertEndedAttempt(sql, message.id, began, outcome);
  }
}

/** Counts the outcome for or against the endpoint; may warn its owner or disable it. */
function judgeEndpoint(
  sql: MailboxSql,
  record: MailboxRecord,
  messageId: string,
  failedAttempts: number,
  { verdict }: AttemptOutcome,
  now: number,
): void {
  const { health, target } = record;
  if (verdict.kind === 'delivered') {
    // Any success clears the count; a row is written only where there was one.
    record.health = UNTRIED;
    return;
  }
  // A limit that may be somebody else's says nothing about this endpoint.
  if (verdict.kind === 'throttled' && verdict.isShared) return;
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
