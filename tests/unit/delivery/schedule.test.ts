import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CALL_LADDER,
  chooseLane,
  computeDueAt,
  computeRetryAt,
  countAllowed,
  findNextAllowed,
  planNext,
  type Slot,
  spendOne,
  type Waiting,
} from '../../../src/delivery/schedule.ts';
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from '../../../src/settings.ts';

const NOW = Date.UTC(2026, 10, 23);
const DEFAULT = { stepsSeconds: DEFAULT_RETRY_SCHEDULE_SECONDS, isEndless: false };
const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('the next attempt', () => {
  test('is never earlier than what was asked for and four fifths of the step, nor later than the longer of that and six fifths', () => {
    const input = fc.record({
      attemptsMade: fc.nat(12),
      stepsSeconds: fc.array(fc.nat(604_800), { minLength: 1, maxLength: 12, size: 'max' }),
      leastSeconds: fc.nat(86_400),
      random: chance,
    });
    fc.assert(
      fc.property(input, ({ stepsSeconds, attemptsMade, leastSeconds, random }) => {
        const ladder = { stepsSeconds, isEndless: false };
        const next = computeRetryAt(ladder, { attemptsMade, leastSeconds, now: NOW, random });
        const step = stepsSeconds[attemptsMade];
        if (step === undefined) {
          expect(next).toBeNull();
          return;
        }
        const delayMs = Number(next) - NOW;
        expect(delayMs).toBeGreaterThanOrEqual(Math.max(leastSeconds * 1000, step * 800));
        expect(delayMs).toBeLessThanOrEqual(Math.max(leastSeconds * 1000, step * 1200));
      }),
    );
  });

  test('spreads over both sides of the step', () => {
    const at = (random: number) => computeRetryAt(DEFAULT, { attemptsMade: 2, now: 0, random });
    expect([at(0), at(0.5), at(1)]).toEqual([240_000, 300_000, 360_000]);
  });

  test('of a call between objects comes for as long as it takes, five minutes apart in the end', () => {
    const at = (attemptsMade: number) => computeRetryAt(CALL_LADDER, { attemptsMade, now: 0, random: 0.5 });
    expect([at(1), at(2), at(9), at(1000)]).toEqual([2000, 4000, 300_000, 300_000]);
  });
});

describe('a rate limit', () => {
  const limit = fc.record({
    burst: fc.integer({ min: 1, max: 20 }),
    intervalMs: fc.integer({ min: 1, max: 60_000 }),
  });

  test('never lets more through in any span of time than its burst and what has dripped in since', () => {
    fc.assert(
      fc.property(limit, fc.array(fc.nat(20_000), { maxLength: 60, size: 'max' }), (given, pausesMs) => {
        let fullAt = 0;
        let now = NOW;
        const sentAt: number[] = [];
        for (const pauseMs of pausesMs) {
          now += pauseMs;
          for (; countAllowed(fullAt, given, now) >= 1; fullAt = spendOne(fullAt, given, now))
            sentAt.push(now);
        }
        const tooMany = sentAt.filter((from, first) =>
          sentAt
            .slice(first)
            .some((until, later) => later + 1 > given.burst + Math.floor((until - from) / given.intervalMs)),
        );
        expect(tooMany).toEqual([]);
      }),
    );
  });

  test('says exactly when the next request may go', () => {
    fc.assert(
      fc.property(limit, fc.integer({ min: 1, max: 40 }), (given, requests) => {
        let fullAt = 0;
        for (let sent = 0; sent < requests; sent += 1) {
          fullAt = spendOne(fullAt, given, Math.max(NOW, findNextAllowed(fullAt, given)));
        }
        const next = findNextAllowed(fullAt, given);
        expect(countAllowed(fullAt, given, next)).toBeGreaterThanOrEqual(1);
        if (requests >= given.burst) expect(countAllowed(fullAt, given, next - 1)).toBe(0);
      }),
    );
  });
});

describe('what waits behind a hold', () => {
  test('goes after its end, spread over a fifth of it, each message at a time of its own', () => {
    const hold = { since: NOW, until: NOW + 3_600_000 };
    const times = Array.from({ length: 200 }, (_, number) =>
      computeDueAt({ id: `message ${number}`, nextAttemptAt: 0 }, hold),
    );
    expect(Math.min(...times)).toBeGreaterThanOrEqual(hold.until);
    expect(Math.max(...times)).toBeLessThanOrEqual(hold.until + 720_000);
    expect(new Set(times).size).toBeGreaterThan(150);
  });
});

describe('what is due', () => {
  const message = (number: number, isAlone = false): Waiting => ({
    id: `m${number}`,
    nextAttemptAt: NOW,
    isAlone,
  });
  const merging = { rateLimit: { burst: 2, intervalMs: 1000 }, mergesMessages: true };
  const rested = { bucketFullAt: 0, hold: null };
  const ids = (plan: ReturnType<typeof planNext<Waiting>>) => plan.messages?.map(({ id }) => id) ?? null;

  test('goes one by one where the limit allows it', () => {
    expect(ids(planNext([message(1), message(2)], rested, merging, NOW))).toEqual(['m1']);
  });

  test('goes as one digest where it does not, without what was refused in a digest before', () => {
    const waiting = [message(1), message(2, true), message(3), message(4)];
    expect(ids(planNext(waiting, rested, merging, NOW))).toEqual(['m1', 'm3', 'm4']);
    expect(
      ids(planNext([message(1, true), message(2, true), message(3, true)], rested, merging, NOW)),
    ).toEqual(['m1']);
  });

  test('waits where nothing is allowed, and is never merged in a format that cannot', () => {
    const spent = { bucketFullAt: NOW + 2000, hold: null };
    expect(planNext([message(1)], spent, merging, NOW)).toEqual({ messages: null, nextAt: NOW + 1000 });
    const plain = { rateLimit: null, mergesMessages: false };
    expect(ids(planNext([message(1), message(2), message(3)], rested, plain, NOW))).toEqual(['m1']);
  });

  test('waits behind a hold', () => {
    const hold = { since: NOW - 1000, until: NOW + 1000 };
    const plan = planNext([message(1)], { bucketFullAt: 0, hold }, merging, NOW);
    expect(plan.messages).toBeNull();
    expect(plan.messages === null && plan.nextAt).toBeGreaterThanOrEqual(hold.until);
  });
});

describe('a lane', () => {
  const slots = (lane: number, count: number, isLate: boolean): Slot[] =>
    Array.from({ length: count }, () => ({ lane, isLate }));

  test('has six slots, is of one kind, and takes no more before its POSTs are answered or late', () => {
    const slot = fc.record({ lane: fc.nat(12), isLate: fc.boolean() });
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 100, size: 'max' }), fc.boolean(), (open, isHealthy) => {
        const room = chooseLane(open, isHealthy);
        if (room === null) return;
        const taken = open.filter(({ lane }) => lane === room.lane);
        expect(room.slots).toBeGreaterThan(0);
        expect(taken.length + room.slots).toBe(6);
        expect(taken.every(({ isLate }) => isLate)).toBe(true);
        expect(room.lane < 9).toBe(isHealthy);
      }),
    );
  });

  test('is there for those who are healthy, whatever those who are not do', () => {
    const unhealthy = [9, 10, 11, 12].flatMap((lane) => slots(lane, 6, true));
    expect(chooseLane(unhealthy, false)).toBeNull();
    expect(chooseLane(unhealthy, true)).toEqual({ lane: 0, slots: 6 });
  });

  test('that has late POSTs makes room elsewhere, and four calls in flight are enough', () => {
    expect(chooseLane(slots(0, 2, true), true)).toEqual({ lane: 1, slots: 6 });
    const calls = [0, 1, 2, 3].flatMap((lane) => slots(lane, 6, false));
    expect(chooseLane(calls, true)).toBeNull();
    expect(chooseLane(calls.slice(0, 18), true)).toEqual({ lane: 3, slots: 6 });
  });
});
