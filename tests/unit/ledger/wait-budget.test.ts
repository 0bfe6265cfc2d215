import { expect, test } from 'vitest';
import { WaitBudget } from '../../../src/ledger/wait-budget.ts';

const MINUTE_MS = 60_000;

test('answers wait for their documents again after a while, wherever the clock was set back to meanwhile', () => {
  for (const backMs of [0, MINUTE_MS, 60 * MINUTE_MS]) {
    const budget = new WaitBudget();
    const now = 365 * 24 * 60 * MINUTE_MS;
    for (let answers = 0; answers < 100; answers++) budget.take(now);
    expect([budget.take(now), budget.take(now - backMs)]).toEqual([false, false]);
    expect(budget.take(now - backMs + MINUTE_MS)).toBe(true);
  }
});
