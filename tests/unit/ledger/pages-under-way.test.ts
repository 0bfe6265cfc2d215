import { expect, test, vi } from 'vitest';
import { PagesUnderWay } from '../../../src/ledger/webhooks/pages-under-way.ts';

test('a page that cannot be finished leaves its event to be handed out again, and is logged', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const pages = new PagesUnderWay();
  pages.add('e', null, Promise.resolve(), () => {
    throw new Error('database or disk is full');
  });
  expect(pages.listBegun()).toEqual(['e']);
  await pages.waitForEnd();
  expect(pages.listBegun()).toEqual([]);
  expect(pages.findCursor({ id: 'e', cursor: 'from the row' })).toBe('from the row');
  expect(log).toHaveBeenCalledOnce();
});

test('where eight have not ended, the ninth waits for the first that does', async () => {
  const pages = new PagesUnderWay();
  const calls = Array.from({ length: 8 }, () => Promise.withResolvers<void>());
  for (const [number, { promise }] of calls.entries()) {
    await pages.waitForRoom();
    pages.add(`e${number}`, null, promise, () => {});
  }
  const hasRoom = vi.fn();
  const waiting = pages.waitForRoom().then(hasRoom);
  await new Promise((resolve) => setTimeout(resolve));
  expect(hasRoom).not.toHaveBeenCalled();
  calls[3]?.resolve();
  await waiting;
});
