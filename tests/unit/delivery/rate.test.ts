import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packParcels } from '../../../src/delivery/dispatch.ts';
import { standardFormat } from '../../../src/delivery/format/standard.ts';
import { wecomFormat } from '../../../src/delivery/format/wecom.ts';
import type { StoredMessage } from '../../../src/delivery/message-store.ts';
import {
  blockUntil,
  countAllowed,
  findNextAllowed,
  spendOne,
  UNUSED_RATE,
} from '../../../src/delivery/rate.ts';

const NOW = Date.UTC(2026, 10, 23);

describe('a rate limit', () => {
  const limit = fc.record({
    burst: fc.integer({ min: 1, max: 20 }),
    intervalMs: fc.integer({ min: 1, max: 60_000 }),
  });

  test('never lets more through in any span of time than its burst and what has dripped in since', () => {
    fc.assert(
      fc.property(limit, fc.array(fc.nat(20_000), { maxLength: 60 }), (given, pausesMs) => {
        let state = UNUSED_RATE;
        let now = NOW;
        const sentAt: number[] = [];
        for (const pauseMs of pausesMs) {
          now += pauseMs;
          for (; countAllowed(state, given, now) >= 1; state = spendOne(state, given, now)) sentAt.push(now);
        }
        sentAt.forEach((from, first) => {
          sentAt.slice(first).forEach((until, later) => {
            expect(later + 1).toBeLessThanOrEqual(
              given.burst + Math.floor((until - from) / given.intervalMs),
            );
          });
        });
      }),
    );
  });

  test('says exactly when the next request may go', () => {
    fc.assert(
      fc.property(limit, fc.integer({ min: 1, max: 40 }), (given, requests) => {
        let state = UNUSED_RATE;
        for (let sent = 0; sent < requests; sent += 1) {
          state = spendOne(state, given, Math.max(NOW, findNextAllowed(state, given)));
        }
        const next = findNextAllowed(state, given);
        expect(countAllowed(state, given, next)).toBeGreaterThanOrEqual(1);
        if (requests >= given.burst) expect(countAllowed(state, given, next - 1)).toBe(0);
      }),
    );
  });

  test('is over while the service has asked for silence, whatever is left in the bucket', () => {
    const state = { ...UNUSED_RATE, blockedUntil: NOW + 1 };
    expect(countAllowed(state, null, NOW)).toBe(0);
    expect(countAllowed(state, null, NOW + 1)).toBe(Number.POSITIVE_INFINITY);
    expect(findNextAllowed(state, null)).toBe(NOW + 1);
  });

  test('is silent until the longest silence that was asked for is over', () => {
    const asked = blockUntil(blockUntil(UNUSED_RATE, NOW + 600_000), NOW + 5_000);
    expect(countAllowed(asked, null, NOW + 599_999)).toBe(0);
    expect(findNextAllowed(asked, null)).toBe(NOW + 600_000);
    expect(countAllowed(asked, null, NOW + 600_000)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('what is due', () => {
  const message = (id: number, isAlone = false): StoredMessage => ({
    id: `m${id}`,
    type: 'article.published',
    body: '{}',
    state: 'pending',
    stepsTaken: 0,
    nextAttemptAt: NOW,
    isAlone,
  });
  const ids = (parcels: readonly (readonly StoredMessage[])[]) =>
    parcels.map((parcel) => parcel.map(({ id }) => id));

  test('goes one by one where the limit allows it', () => {
    expect(ids(packParcels([message(1), message(2)], 2, wecomFormat))).toEqual([['m1'], ['m2']]);
  });

  test('goes as one digest where it does not, without what was refused in a digest before', () => {
    const due = [message(1), message(2, true), message(3)];
    expect(ids(packParcels(due, 2, wecomFormat))).toEqual([['m1', 'm3'], ['m2']]);
    expect(ids(packParcels(due, 1, wecomFormat))).toEqual([['m1', 'm3']]);
  });

  test('waits where nothing is allowed, and is never merged in a format that cannot', () => {
    expect(packParcels([message(1)], 0, wecomFormat)).toEqual([]);
    expect(ids(packParcels([message(1), message(2)], 1, standardFormat))).toEqual([['m1']]);
  });
});
