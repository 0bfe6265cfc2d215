import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EndpointTarget } from '../../../src/delivery/endpoint.ts';
import type { Verdict } from '../../../src/delivery/format/format.ts';
import type { MessageProgress } from '../../../src/delivery/message.ts';
import {
  DISABLE_AFTER_MS,
  decideOutcome,
  type EndpointCondition,
  type OutcomeInput,
  UNTRIED,
} from '../../../src/delivery/outcome.ts';
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from '../../../src/settings.ts';

const NOW = Date.UTC(2026, 10, 23);
const TARGET: EndpointTarget = {
  id: 'ep_1',
  version: 1,
  url: 'https://receiver.example/',
  format: 'standard',
  secret: null,
  retiringSecrets: [],
  state: 'active',
};
const PENDING: MessageProgress = { state: 'pending', stepsTaken: 0, nextAttemptAt: NOW, isAlone: false };
const FAILURE = { code: 'answered', status: 500 } as const;
const AGAIN: Verdict = { kind: 'again', retryAfterSeconds: null, failure: FAILURE };
const GONE: Verdict = { kind: 'gone', failure: { code: 'answered', status: 410 } };

interface Case {
  readonly verdict?: Verdict;
  readonly ids?: readonly string[];
  readonly progress?: Partial<MessageProgress>;
  readonly condition?: EndpointCondition;
  readonly change?: Partial<OutcomeInput>;
  readonly latencyMs?: number;
  readonly now?: number;
}

function decide({ verdict = AGAIN, ids = ['m1'], progress, condition, change, latencyMs, now }: Case) {
  return decideOutcome({
    messages: ids.map((id) => ({ id, type: 'article.published', progress: { ...PENDING, ...progress } })),
    attempt: {
      at: NOW,
      status: 500,
      latencyMs: latencyMs ?? 10,
      verdict,
      isOverloaded: verdict.kind === 'throttled',
      isUnsent: false,
    },
    sentTo: TARGET.url,
    target: TARGET,
    condition: condition ?? UNTRIED,
    format: {},
    ladder: { stepsSeconds: DEFAULT_RETRY_SCHEDULE_SECONDS, isEndless: false },
    hasDefaultSchedule: true,
    now: now ?? NOW,
    random: 0.5,
    ...change,
  });
}

describe('an endpoint', () => {
  test('is disabled exactly where five days and two messages have failed since the last success', () => {
    const outcome = fc.record({
      afterMs: fc.nat(3 * 86_400_000),
      messageId: fc.constantFrom('m1', 'm2', 'm3'),
      isSuccess: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 12, size: 'max' }), (outcomes) => {
        let condition = UNTRIED;
        let at = NOW;
        let failures: { readonly at: number; readonly messageId: string }[] = [];
        for (const { afterMs, messageId, isSuccess } of outcomes) {
          at += afterMs;
          failures = isSuccess ? [] : [...failures, { at, messageId }];
          const verdict: Verdict = isSuccess ? { kind: 'delivered' } : AGAIN;
          const decided = decide({ verdict, ids: [messageId], condition, now: at });
          condition = decided.condition;
          const since = failures[0]?.at ?? at;
          const isOver =
            at - since >= DISABLE_AFTER_MS && new Set(failures.map((failed) => failed.messageId)).size >= 2;
          expect(decided.state === 'disabled').toBe(isOver);
        }
      }),
    );
  });

  test('is disabled at once by a receiver that is gone, and says why', () => {
    const { state, progress, findings } = decide({ verdict: GONE });
    expect([state, progress[0]?.state]).toEqual(['disabled', 'held']);
    expect(findings).toEqual([{ kind: 'disabled', reason: 'receiver_gone' }]);
  });

  test('is not disabled by what its former address says; the message is tried at the new one', () => {
    const { state, progress, condition } = decide({
      verdict: GONE,
      change: { sentTo: 'https://former.example/' },
    });
    expect([state, progress[0]?.state, condition.failing]).toEqual(['active', 'pending', null]);
  });

  test('is reported at the fourth failure of one message, and not again before a success', () => {
    const three = decide({ progress: { stepsTaken: 2 } });
    expect(three.findings).toEqual([]);
    const four = decide({ progress: { stepsTaken: 3 }, condition: three.condition });
    expect(four.findings).toEqual([{ kind: 'failing' }]);
    expect(decide({ progress: { stepsTaken: 4 }, condition: four.condition }).findings).toEqual([]);
    const well = decide({ verdict: { kind: 'delivered' }, condition: four.condition });
    expect(decide({ progress: { stepsTaken: 3 }, condition: well.condition }).findings).toEqual([
      { kind: 'failing' },
    ]);
  });

  test('of a subscription is never ended by failures, but by an address that is gone', () => {
    const format = { isSubscription: true };
    const failing = { since: 0, messageId: 'm2', isSeveral: true, isReported: true };
    const years = decide({ condition: { ...UNTRIED, failing }, change: { format } });
    expect(years.state).toBe('active');
    expect(decide({ verdict: GONE, change: { format } }).state).toBe('disabled');
  });

  test('is held until the time that it asked for, and a shorter wish does not undo a longer one', () => {
    const wish = (retryAfterSeconds: number | null): Verdict => ({
      kind: 'throttled',
      retryAfterSeconds,
      isShared: false,
      failure: { code: 'answered', status: 429 },
    });
    const hour = decide({ verdict: wish(3600) }).condition;
    expect(hour.hold).toEqual({ since: NOW, until: NOW + 3_600_000 });
    expect(decide({ verdict: wish(10), condition: hour }).condition.hold).toEqual(hour.hold);
    expect(decide({ verdict: wish(null) }).condition.hold).toEqual({ since: NOW, until: NOW + 60_000 });
    expect(decide({ verdict: { ...AGAIN, retryAfterSeconds: 5 } }).condition.hold?.until).toBe(NOW + 5000);
    // By a schedule of one's own there is no pause but that between two attempts.
    const ladder = { stepsSeconds: [0, 20, 40], isEndless: false };
    const own = decide({ verdict: wish(null), change: { ladder, hasDefaultSchedule: false } });
    expect(own.condition.hold).toEqual({ since: NOW, until: NOW + 16_667 });
    expect(own.progress).toMatchObject([{ nextAttemptAt: NOW + 20_000 }]);
    const atOnce = decide({ verdict: wish(0), change: { ladder, hasDefaultSchedule: false } });
    expect(atOnce.condition.hold).toBeNull();
    expect(decide({}).condition.hold).toBeNull();
    expect(decide({ verdict: { kind: 'delivered' }, condition: hour }).condition.hold).toBeNull();
  });

  test('is not blamed for a limit that may be somebody else’s', () => {
    const verdict: Verdict = {
      kind: 'throttled',
      retryAfterSeconds: 5,
      isShared: true,
      failure: { code: 'network_blocked', service: 'discord' },
    };
    expect(decide({ verdict }).condition.failing).toBeNull();
  });

  test('that is slow is not healthy until it is quicker', () => {
    const slow = decide({ verdict: { kind: 'delivered' }, latencyMs: 3000 }).condition;
    expect(slow.isSlow).toBe(true);
    expect(decide({ verdict: { kind: 'delivered' }, condition: slow }).condition.isSlow).toBe(false);
  });
});

describe('a message', () => {
  test('that was cancelled while it was under way stays so, unless it has arrived', () => {
    const answer = (verdict: Verdict) => decide({ verdict, progress: { state: 'cancelled' } }).progress[0];
    for (const verdict of [AGAIN, GONE]) expect(answer(verdict)?.state).toBe('cancelled');
    expect(answer({ kind: 'delivered' })).toMatchObject({ state: 'delivered', nextAttemptAt: null });
  });

  test('of a digest that is refused goes by itself; one that is refused by itself has failed', () => {
    const verdict: Verdict = { kind: 'permanent', failure: { code: 'content_refused', service: 'wecom' } };
    expect(decide({ verdict, ids: ['m1', 'm2'] }).progress).toMatchObject([
      { state: 'pending', isAlone: true, nextAttemptAt: NOW },
      { state: 'pending', isAlone: true, nextAttemptAt: NOW },
    ]);
    expect(decide({ verdict }).progress[0]?.state).toBe('failed');
  });

  test('is given up with the last step of the schedule', () => {
    const steps = DEFAULT_RETRY_SCHEDULE_SECONDS.length;
    expect(decide({ progress: { stepsTaken: steps - 2 } }).progress[0]?.state).toBe('pending');
    expect(decide({ progress: { stepsTaken: steps - 1 } }).progress[0]?.state).toBe('failed');
  });
});

describe('a test', () => {
  const ping = (verdict: Verdict, target: EndpointTarget) =>
    decide({
      verdict,
      change: {
        target,
        messages: [{ id: 'p', type: 'ping', progress: { ...PENDING, state: 'failed', nextAttemptAt: null } }],
      },
    });

  test('that is delivered makes a disabled endpoint active again, and a paused one not', () => {
    const delivered = { kind: 'delivered' } as const;
    expect(ping(delivered, { ...TARGET, state: 'disabled' })).toMatchObject({
      state: 'active',
      findings: [{ kind: 'recovered' }],
    });
    expect(ping(delivered, { ...TARGET, state: 'paused' }).state).toBe('paused');
  });

  test('that fails is not held against the endpoint, unless the address is gone', () => {
    expect(ping(AGAIN, TARGET)).toMatchObject({ state: 'active', condition: { failing: null } });
    expect(ping(GONE, TARGET).state).toBe('disabled');
  });
});
