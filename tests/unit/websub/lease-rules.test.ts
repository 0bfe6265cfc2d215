import { describe, expect, test } from 'vitest';
import { nameCallbackHost } from '../../../src/websub/lease-rules.ts';

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
