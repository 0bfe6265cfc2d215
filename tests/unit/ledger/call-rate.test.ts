import { describe, expect, test } from 'vitest';
import { CallRate } from '../../../src/ledger/call-rate.ts';

const KEY = 'reader.example';

describe('calls of one key', () => {
  test('are ten within any minute, and the wait is until the oldest is a minute old', () => {
    const rate = new CallRate(10, 60_000);
    for (let second = 0; second < 10; second += 1) expect(rate.take(KEY, second * 1000)).toBeNull();
    expect(rate.take(KEY, 10_000)).toBe(50);
    expect(rate.take(KEY, 59_999)).toBe(1);
    expect(rate.take(KEY, 60_000)).toBeNull();
    expect(rate.take(KEY, 60_001)).toBe(1);
    expect(rate.take(KEY, 61_000)).toBeNull();
  });

  test('wait no longer where the clock was set back than they would have', () => {
    const rate = new CallRate(10, 60_000);
    for (let sent = 0; sent < 10; sent += 1) rate.take(KEY, 3_600_000);
    expect(rate.take(KEY, 3_600_000)).toBe(60);
    expect(rate.take(KEY, 0)).toBeNull();
  });

  test('that were refused do not count, and other keys are not concerned', () => {
    const rate = new CallRate(10, 60_000);
    for (let sent = 0; sent < 100; sent += 1) rate.take(KEY, 0);
    expect(rate.take('other.example', 0)).toBeNull();
    expect(rate.take(KEY, 60_000)).toBeNull();
  });
});
