import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FEED_FORMATS } from '../../src/feed/address.ts';
import { inspectFeed } from '../support/feed-rules.ts';
import { hasProgram } from '../support/outside-program.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { bundleWorker, type Service, startService } from '../support/service.ts';
import { PYTHON } from '../support/xml-tree.ts';
import { settle } from './newspaper.ts';

const hasPython = hasProgram(PYTHON, ['--version']);
/** When the second of them takes over: long ago, so that only the announcement is of today. */
const FROM = '2024-04-01';

describe.skipIf(!hasPython)(
  'a succession, A until the last of March and B from the first of April (skipped where python3 is not installed)',
  () => {
    let service: Service;
    let receiver: Receiver;
    /** The articles by title, as the API answered. */
    const ids = new Map<string, string>();

    beforeAll(async () => {
      receiver = await startReceiver();
      service = await startService({ args: await bundleWorker() });
      const put = (path: string, body: object) => call('PUT', path, body);
      await put('/api/offices/mayor', { name: 'Mayor & <others>' });
      await put('/api/officials/a', { name: 'Ada Former', terms: [{ office: 'mayor', from: '2020-01-01' }] });
      for (const [name, fields] of Object.entries({
        articles: {},
        changes: { events: ['office.changed'] },
        others: { officials: ['a'] },
      }))
        await call('POST', '/api/webhooks', {
          url: `${receiver.origin}/hooks/${name}`,
          offices: ['mayor'],
          ...fields,
        });
      await publish('Before', 'Ada Former opened the bridge.', '2024-03-31');
      await put('/api/officials/b', {
        name: 'Bea Latter',
        terms: [{ office: 'mayor', from: FROM }],
        announce: true,
      });
      await put('/api/officials/c', {
        name: 'Cleo Acting',
        terms: [{ office: 'mayor', from: '2024-05-01', until: '2024-05-31', acting: true }],
      });
      await publish('After', 'Bea Latter met Ada Former.', FROM);
      await publish('Acting', 'Cleo Acting spoke.', '2024-05-15');
      await publish('Nobody', 'It rained.', '2024-05-16');
      await settle(service);
    });
    afterAll(async () => {
      await service?.kill();
      await receiver?.close();
    });

    async function call(method: string, path: string, body: object): Promise<Record<string, unknown>> {
      const response = await service.call(method, path, body);
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return JSON.parse(text) as Record<string, unknown>;
    }

    async function publish(title: string, content_text: string, day: string): Promise<void> {
      const article = await call('POST', '/api/articles', {
        title,
        content_text,
        date_published: `${day}T12:00:00Z`,
      });
      ids.set(title, String(article.id));
    }

    const CHANGE = 'Change of office: Bea Latter, Mayor & <others>';

    it.each(FEED_FORMATS)(
      'carries the followers of the office over, and leaves each person their own: valid %s',
      async (format) => {
        for (const [path, titles] of [
          ['/offices/mayor', [CHANGE, 'Acting', 'After', 'Before']],
          ['/officials/a', [CHANGE, 'Before']],
          ['/officials/b', [CHANGE, 'After']],
          ['/officials/c', ['Acting']],
        ] as const) {
          const url = `${service.origin}${path}/feed.${format}`;
          const response = await fetch(url);
          const text = await response.text();
          const seen = inspectFeed({
            format,
            url,
            publicUrl: service.origin,
            headers: response.headers,
            text,
          });
          expect([path, seen.broken]).toEqual([path, []]);
          expect([path, seen.items.map(({ title }) => title)]).toEqual([path, titles]);
          for (const { id, title } of seen.items)
            if (title !== CHANGE) expect(id.endsWith(`:article/${ids.get(title)}`)).toBe(true);
        }
      },
    );

    it('tells a webhook of the office of each holder’s articles, and one that asks of the change', async () => {
      const listTitles = (name: string) =>
        (receiver.requests.get(name) ?? []).map(({ body }) => {
          const { type, data } = JSON.parse(body) as { type: string; data: { article: { title: string } } };
          return `${type} ${data.article.title}`;
        });
      const published = (titles: readonly string[]) => titles.map((title) => `article.published ${title}`);
      await expect
        .poll(() => listTitles('articles').sort())
        .toEqual(published(['Acting', 'After', 'Before']));
      await expect.poll(() => listTitles('changes')).toEqual([`office.changed ${CHANGE}`]);
      expect(listTitles('others')).toEqual(published(['Before']));
    });
  },
);
