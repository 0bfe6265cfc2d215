import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose, recordFailure, UNTRIED } from '../../../src/delivery/health.ts';
import { DISABLE_AFTER_MS } from '../../../src/delivery/retry.ts';

const NOW = Date.UTC(2026, 10, 23);
const policy = { disablesOnFailure: true };

describe('the health of an endpoint', () => {
  test('asks for disabling exactly where five days and two messages have failed since the last success', () => {
    const outcome = fc.record({
      afterMs: fc.nat(3 * 86_400_000),
      messageId: fc.constantFrom('m1', 'm2', 'm3'),
      isSuccess: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 12 }), (outcomes) => {
        let health = UNTRIED;
        let at = NOW;
        let failures: { readonly at: number; readonly messageId: string }[] = [];
        for (const { afterMs, messageId, isSuccess } of outcomes) {
          at += afterMs;
          failures = isSuccess ? [] : [...failures, { at, messageId }];
          health = isSuccess ? UNTRIED : recordFailure(health, { messageId, failedAttempts: 1, at });
          const since = failures[0]?.at ?? at;
          const isOver =
            at - since >= DISABLE_AFTER_MS && new Set(failures.map((f) => f.messageId)).size >= 2;
          expect(diagnose(health, policy, false, at) !== null).toBe(isOver);
        }
      }),
    );
  });

  test('is reported at the fourth failure of one message', () => {
    const fail = (health: typeof UNTRIED, failedAttempts: number) =>
      recordFailure(health, { messageId: 'm1', failedAttempts, at: NOW });
    const three = fail(UNTRIED, 3);
    expect(three.isReported).toBe(false);
    expect(fail(three, 4).isReported).toBe(true);
  });

  test('never ends a subscription whose failures must not, but an address that is gone does', () => {
    const lease = { disablesOnFailure: false };
    const failing = { ...UNTRIED, failingSince: 0, failedMessageId: 'm2', failedMessages: 2 };
    expect(diagnose(failing, lease, false, NOW)).toBeNull();
    expect(diagnose(UNTRIED, lease, true, NOW)).not.toBeNull();
  });
});
