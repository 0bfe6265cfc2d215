import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, callFor, publish, settle, until } from './client.ts';
import { ask, readFeed } from './feed-reader.ts';

const HOUR_MS = 3_600_000;

beforeEach(reset);
afterEach(() => void vi.restoreAllMocks());

/** Sets the clock of everything here back. */
function setClockBack(byMs: number): void {
  const readClock = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => readClock() - byMs);
}

describe.each([60_000, HOUR_MS, 365 * 24 * HOUR_MS])('with the clock set back by %s milliseconds', (byMs) => {
  it('a withdrawn article leaves feeds and pages at once, others can be corrected, and health is well', async () => {
    const article = await publish({ title: 'Withdrawn', content_text: 'Secret figures.' });
    const other = await publish({ title: 'Corrected', content_text: 'Figures.' });
    await settle();
    setClockBack(byMs);
    await callFor(200, 'DELETE', `/api/articles/${article.id}`);
    const changed = await callFor(200, 'PATCH', `/api/articles/${other.id}`, {
      title: 'Corrected well',
      change_note: 'A name.',
    });
    expect(changed).toMatchObject({ revision: 2, date_published: other.date_published });
    await until('the feed has both changes', async () => {
      const { items } = await readFeed('/feed.json');
      const text = JSON.stringify(items);
      return !text.includes('Secret') && text.includes('Corrected well');
    });
    await until(
      'the page is the notice',
      async () => (await ask(`/articles/${article.slug}`)).status === 410,
    );
    await settle();
    const health = (await (await call('GET', '/health')).json()) as Record<string, unknown>;
    expect(health).toMatchObject({ status: 'ok', oldest_pending_seconds: 0 });
  });
});
