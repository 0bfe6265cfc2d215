import { describe, expect, it } from 'vitest';
import { isPlatformFault } from '../../../src/http/fallback.ts';

describe('an exception', () => {
  it.each([
    Object.assign(new Error('database or disk is full: SQLITE_FULL'), { durableObjectReset: true }),
    Object.assign(new Error('Network connection lost.'), { retryable: true }),
    Object.assign(new Error('Durable Object is overloaded.'), { overloaded: true }),
    new Error('internal error; reference = lqe9pln0stkfceqhfmj47t08'),
    new Error('internal error'),
  ])('of the platform, such as %s, is a fault that passes', (error) => {
    expect(isPlatformFault(error)).toBe(true);
  });

  it.each([
    new TypeError('Cannot read properties of undefined'),
    Object.assign(new Error('no such table: articles'), { remote: true }),
    new Error('an internal error; reference = none'),
  ])('of our own, such as %s, is none', (error) => {
    expect(isPlatformFault(error)).toBe(false);
  });
});
