import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  computeNextAttempt,
  DISABLE_AFTER_MS,
  decideDisabling,
  parseRetryAfter,
} from '../../../src/delivery/retry.ts';
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from '../../../src/settings.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

describe('Retry-After', () => {
  test.each([
    ['120', 120],
    [' 0 ', 0],
    ['120.1', 121],
    ['86401', 86_400],
    ['99999999999999999999', 86_400],
    ['Mon, 23 Nov 2026 12:02:00 GMT', 120],
    ['Monday, 23-Nov-26 12:02:00 GMT', 120],
    ['Mon Nov 23 12:02:00 2026', 120],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['Mon, 23 Nov 2036 11:00:00 GMT', 86_400],
  ])('%s asks for %d seconds', (header, seconds) => {
    expect(parseRetryAfter(header, NOW)).toBe(seconds);
  });

  test.each([null, '', '-5', '1e3', 'soon', '2026-11-23T12:02:00Z', 'Nonsense GMT', '0x10'])(
    '%s asks for nothing',
    (header) => {
      expect(parseRetryAfter(header, NOW)).toBeNull();
    },
  );
});

describe('the next attempt', () => {
  const input = fc.record({
    attemptsMade: fc.nat(12),
    scheduleSeconds: fc.array(fc.nat(604_800), { minLength: 1, maxLength: 12 }),
    hasDefaultSchedule: fc.boolean(),
    retryAfterSeconds: fc.option(fc.nat(200_000)),
    wasThrottled: fc.boolean(),
    now: fc.constant(NOW),
    random: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  test('is never earlier than Retry-After, the pause and four fifths of the step, nor later than the longest of them', () => {
    fc.assert(
      fc.property(input, (given) => {
        const next = computeNextAttempt(given);
        const step = given.scheduleSeconds[given.attemptsMade];
        if (step === undefined) {
          expect(next).toBe('exhausted');
          return;
        }
        const delay = Number(next) - given.now;
        const floor = Math.max(
          given.wasThrottled && given.hasDefaultSchedule ? 60_000 : 0,
          Math.min(given.retryAfterSeconds ?? 0, 86_400) * 1000,
        );
        expect(delay).toBeGreaterThanOrEqual(Math.max(floor, step * 800));
        expect(delay).toBeLessThanOrEqual(Math.max(floor, step * 1200));
      }),
    );
  });

  test('spreads over both sides of the step', () => {
    const at = (random: number) =>
      computeNextAttempt({
        attemptsMade: 2,
        scheduleSeconds: DEFAULT_RETRY_SCHEDULE_SECONDS,
        hasDefaultSchedule: true,
        retryAfterSeconds: null,
        wasThrottled: false,
        now: 0,
        random,
      });
    expect([at(0), at(0.5), at(1)]).toEqual([240_000, 300_000, 360_000]);
  });

  test('leaves an overloaded receiver a minute under the default schedule, and none under another', () => {
    const pauseUnder = (hasDefaultSchedule: boolean) =>
      computeNextAttempt({
        attemptsMade: 1,
        scheduleSeconds: [0, 5],
        hasDefaultSchedule,
        retryAfterSeconds: null,
        wasThrottled: true,
        now: 0,
        random: 0.5,
      });
    expect([pauseUnder(true), pauseUnder(false)]).toEqual([60_000, 5000]);
  });
});

describe('disabling', () => {
  const failing = { isGone: false, failingSince: NOW - DISABLE_AFTER_MS, failedMessages: 2, now: NOW };

  test.each([
    ['a receiver that is gone', { ...failing, isGone: true, failingSince: null }, true],
    ['five days of failures on two messages', failing, true],
    ['a moment less than five days', { ...failing, failingSince: NOW - DISABLE_AFTER_MS + 1 }, false],
    ['years of failures on a single message', { ...failing, failingSince: 0, failedMessages: 1 }, false],
    ['no failure', { ...failing, failingSince: null, failedMessages: 0 }, false],
  ])('%s', (_name, input, isDisabled) => {
    expect(decideDisabling(input) !== null).toBe(isDisabled);
  });
});
