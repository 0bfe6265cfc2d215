/** What comes of an attempt: where its messages stand, and how their endpoint is. Pure: clock and chance are arguments. */

import type { EndpointTarget } from './endpoint.ts';
import type { MessageType } from './event.ts';
import type { FormatAdapter, Verdict } from './format/format.ts';
import type { MessageProgress } from './message.ts';
import type { Attempt } from './post.ts';
import type { BucketFullAt, Hold, RetryLadder } from './schedule.ts';
import { computeRetryAt, JITTER, SLOW_MS } from './schedule.ts';

/** How long an overloaded receiver is left alone under the default schedule. */
const OVERLOAD_PAUSE_SECONDS = 60;
/** Standard Webhooks 1.0.0, "Delivery success and failure": disable what has failed for days. */
export const DISABLE_AFTER_MS = 5 * 86_400_000;
/** An endpoint's owner is told when one message has failed this often. */
const FAILURES_BEFORE_REPORT = 4;

/** An endpoint that has failed since its last success. */
interface Failing {
  /** Epoch milliseconds. */
  readonly since: number;
  /** The message that failed last. */
  readonly messageId: string;
  /** Two different messages at least have failed: one by itself may be at fault. */
  readonly isSeveral: boolean;
  /** Its owner was told; not again before a success. */
  readonly isReported: boolean;
}

/** How an endpoint is, as its queue knows. */
export interface EndpointCondition {
  /** null: its last message was delivered, or nothing was sent yet. */
  readonly failing: Failing | null;
  /** Its last answer took longer than SLOW_MS. */
  readonly isSlow: boolean;
  readonly bucketFullAt: BucketFullAt;
  /** null: it may be called at any time. */
  readonly hold: Hold | null;
}

/** An endpoint to which nothing was sent yet. */
export const UNTRIED: EndpointCondition = { failing: null, isSlow: false, bucketFullAt: 0, hold: null };

/** True where the endpoint delays nobody: its POSTs take the slots of healthy ones. */
export function isHealthy({ failing, isSlow }: EndpointCondition): boolean {
  return failing === null && !isSlow;
}

/** True where a message may go at once, with those to others. */
export function isFree(condition: EndpointCondition, now: number): boolean {
  return isHealthy(condition) && (condition.hold === null || condition.hold.until <= now);
}

/** Why an endpoint was disabled. */
export type DisablingReason = 'receiver_gone' | 'failing_for_days';

/** What the ledger is to be told of an endpoint. */
export type Finding =
  | { readonly kind: 'failing' }
  | { readonly kind: 'disabled'; readonly reason: DisablingReason }
  /** A test of a disabled endpoint was delivered. */
  | { readonly kind: 'recovered' };

/** A message of an attempt, as it stands when the answer comes, not when the attempt began. */
interface AttemptedMessage {
  readonly id: string;
  readonly type: MessageType;
  readonly progress: MessageProgress;
}

export interface OutcomeInput {
  readonly messages: readonly AttemptedMessage[];
  readonly attempt: Attempt;
  /** The address it was sent to; the endpoint may have another one by now. */
  readonly sentTo: string;
  /** The endpoint as it is now. */
  readonly target: EndpointTarget;
  readonly condition: EndpointCondition;
  readonly format: Pick<FormatAdapter, 'isSubscription'>;
  readonly ladder: RetryLadder;
  readonly hasDefaultSchedule: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
  /** From 0 to 1; the same for all of a digest: what waits together can go together again. */
  readonly random: number;
}

export interface Outcome {
  /** In the order of the messages. */
  readonly progress: readonly MessageProgress[];
  readonly state: EndpointTarget['state'];
  readonly condition: EndpointCondition;
  readonly findings: readonly Finding[];
}

/** Where everything stands after an attempt. */
export function decideOutcome(input: OutcomeInput): Outcome {
  const { attempt, messages, target, condition } = input;
  const isFormer = target.url !== input.sentTo;
  // What an address says that is no longer the endpoint's ends nothing: the new one is tried.
  const verdict = isFormer ? forgiveGone(attempt.verdict) : attempt.verdict;
  const progress = messages.map((message) => advance(message.progress, verdict, input));
  const known = { progress, state: target.state, condition, findings: [] };
  if (isFormer) return known;
  const isTest = messages.some(({ type }) => type === 'ping');
  if (verdict.kind === 'delivered') {
    const isRecovered = isTest && target.state === 'disabled';
    return {
      progress,
      state: isRecovered ? 'active' : target.state,
      condition: { ...condition, failing: null, hold: null, isSlow: attempt.latencyMs > SLOW_MS },
      findings: isRecovered ? [{ kind: 'recovered' }] : [],
    };
  }
  const held = { ...condition, hold: decideHold(verdict, progress, input) };
  // A test that fails is somebody trying: it is not held against the endpoint unless the address is gone.
  if (isTest && verdict.kind !== 'gone') return { ...known, condition: held };
  // A limit that may be somebody else's says nothing about this endpoint.
  if (verdict.kind === 'throttled' && verdict.isShared) return { ...known, condition: held };
  return { progress, ...judgeFailure(verdict, progress, held, input) };
}

function forgiveGone(verdict: Verdict): Verdict {
  if (verdict.kind !== 'gone') return verdict;
  return { kind: 'again', retryAfterSeconds: null, failure: verdict.failure };
}

function advance(
  before: MessageProgress,
  verdict: Verdict,
  { messages, attempt, ladder, hasDefaultSchedule, now, random }: OutcomeInput,
): MessageProgress {
  const stepsTaken = before.stepsTaken + 1;
  if (verdict.kind === 'delivered') return conclude(before, 'delivered', stepsTaken);
  // Erased while the attempt was under way: there is nothing left to send again.
  if (before.state === 'cancelled') return before;
  // Held, or delivered by an earlier attempt: a failure changes neither.
  if (before.state !== 'pending') return { ...before, stepsTaken };
  if (verdict.kind === 'gone') return conclude(before, 'held', stepsTaken);
  if (verdict.kind === 'permanent') {
    // One of a digest is at fault: each goes by itself. What concerns the address itself concerns them all.
    return messages.length > 1 && !attempt.isUnsent
      ? { state: 'pending', stepsTaken, nextAttemptAt: now, isAlone: true }
      : conclude(before, 'failed', stepsTaken);
  }
  const isPaused = attempt.isOverloaded && hasDefaultSchedule;
  const pause = isPaused ? OVERLOAD_PAUSE_SECONDS * (1 + JITTER * random) : 0;
  const leastSeconds = Math.max(pause, verdict.retryAfterSeconds ?? 0);
  const next = computeRetryAt(ladder, { attemptsMade: stepsTaken, leastSeconds, now, random });
  return next === null
    ? conclude(before, 'failed', stepsTaken)
    : { ...before, stepsTaken, nextAttemptAt: next };
}

function conclude(
  { isAlone }: MessageProgress,
  state: MessageProgress['state'],
  stepsTaken: number,
): MessageProgress {
  return { state, stepsTaken, nextAttemptAt: null, isAlone };
}

/**
 * Whoever asks for fewer messages, or for a wait, gets nothing until then; a shorter wish does not undo a longer one. Where
 * nobody says how long, all that waits has gone, spread as it is, when the message is tried again.
 */
function decideHold(
  verdict: Verdict,
  progress: readonly MessageProgress[],
  { condition, hasDefaultSchedule, now }: OutcomeInput,
): Hold | null {
  const { hold } = condition;
  if (verdict.kind !== 'throttled' && verdict.kind !== 'again') return hold;
  if (verdict.kind === 'again' && verdict.retryAfterSeconds === null) return hold;
  const pause = verdict.kind === 'throttled' && hasDefaultSchedule ? OVERLOAD_PAUSE_SECONDS : 0;
  const isTold = pause > 0 || verdict.retryAfterSeconds !== null;
  const nextAttemptAt = Math.max(...progress.map((message) => message.nextAttemptAt ?? now));
  const until = isTold
    ? now + Math.max(pause, verdict.retryAfterSeconds ?? 0) * 1000
    : now + Math.round((nextAttemptAt - now) / (1 + JITTER));
  return until <= Math.max(now, hold?.until ?? 0) ? hold : { since: now, until };
}

/** Counts the failure against the endpoint; its owner may be told, and the endpoint disabled. */
function judgeFailure(
  verdict: Verdict,
  progress: readonly MessageProgress[],
  condition: EndpointCondition,
  { messages, attempt, target, format, now }: OutcomeInput,
): Omit<Outcome, 'progress'> {
  const before = condition.failing;
  const messageId = messages[messages.length - 1]?.id ?? '';
  const failedAttempts = Math.max(...progress.map(({ stepsTaken }) => stepsTaken));
  const failing: Failing = {
    since: before?.since ?? now,
    messageId,
    isSeveral: before !== null && (before.isSeveral || messages.some(({ id }) => id !== before.messageId)),
    isReported: (before?.isReported ?? false) || failedAttempts >= FAILURES_BEFORE_REPORT,
  };
  const worse: EndpointCondition = { ...condition, failing, isSlow: attempt.latencyMs > SLOW_MS };
  const findings: Finding[] = [];
  if (failing.isReported && !(before?.isReported ?? false)) findings.push({ kind: 'failing' });
  const reason = target.state === 'active' ? findDisablingReason(verdict, failing, format, now) : null;
  if (reason === null) return { state: target.state, condition: worse, findings };
  return { state: 'disabled', condition: worse, findings: [...findings, { kind: 'disabled', reason }] };
}

/** Why the endpoint is disabled now; null: it is not. A subscription is ended by its time or by 410 alone (W3C WebSub §7). */
function findDisablingReason(
  verdict: Verdict,
  { since, isSeveral }: Failing,
  { isSubscription }: Pick<FormatAdapter, 'isSubscription'>,
  now: number,
): DisablingReason | null {
  if (verdict.kind === 'gone') return 'receiver_gone';
  if (isSubscription || !isSeveral || now - since < DISABLE_AFTER_MS) return null;
  return 'failing_for_days';
}
