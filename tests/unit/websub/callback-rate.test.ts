import { describe, expect, test } from 'vitest';
import { CallbackRate } from '../../../src/websub/callback-rate.ts';
import { nameCallbackHost } from '../../../src/websub/lease.ts';

const HOST = 'reader.example';

describe('requests about one callback host', () => {
  test('are ten within any minute, and the wait is until the oldest is a minute old', () => {
    const rate = new CallbackRate();
    for (let second = 0; second < 10; second += 1) expect(rate.take(HOST, second * 1000)).toBeNull();
    expect(rate.take(HOST, 10_000)).toBe(50);
    expect(rate.take(HOST, 59_999)).toBe(1);
    expect(rate.take(HOST, 60_000)).toBeNull();
    expect(rate.take(HOST, 60_001)).toBe(1);
    expect(rate.take(HOST, 61_000)).toBeNull();
  });

  test('that were refused do not count, and other hosts are not concerned', () => {
    const rate = new CallbackRate();
    for (let sent = 0; sent < 100; sent += 1) rate.take(HOST, 0);
    expect(rate.take('other.example', 0)).toBeNull();
    expect(rate.take(HOST, 60_000)).toBeNull();
  });
});

describe('a callback host', () => {
  test.each([
    ['https://reader.example/a?b', 'reader.example'],
    ['https://reader.example./a', 'reader.example'],
    ['https://READER.example:443/', 'reader.example'],
    ['http://127.0.0.1:9000/', '127.0.0.1:9000'],
  ])('of %s is %s', (callback, host) => {
    expect(nameCallbackHost(callback)).toBe(host);
  });
});
