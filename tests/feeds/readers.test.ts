import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoggingProxy, startLoggingProxy } from '../support/logging-proxy.ts';
import { hasProgram, runProgram } from '../support/outside-program.ts';
import { bundleWorker, type Service, startService } from '../support/service.ts';
import { PYTHON } from '../support/xml-tree.ts';
import { type Published, publishNewspaper, settle } from './newspaper.ts';

const hasNewsboat = hasProgram('newsboat', ['--version']) && hasProgram(PYTHON, ['-c', 'import sqlite3']);
const hasRss2email = hasProgram('r2e', ['--version']);
const run = promisify(execFile);
/** A reader that takes longer hangs. */
const READER_TIMEOUT_MS = 60_000;

/** What a reader shows of an item. */
interface Shown {
  readonly guid: string;
  readonly title: string;
  readonly content: string;
}

let service: Service;
let proxy: LoggingProxy;
let folder: string;
let articles: Published[];

beforeAll(async () => {
  if (!hasNewsboat && !hasRss2email) return;
  folder = mkdtempSync(join(tmpdir(), 'gazette-readers-'));
  proxy = await startLoggingProxy();
  // Readers follow the addresses inside feeds: they are the proxy's.
  service = await startService({
    args: await bundleWorker(),
    vars: { PUBLIC_URL: proxy.origin, FEED_SIZE: '100' },
  });
  proxy.target(service.origin);
  articles = await publishNewspaper(service);
});
afterAll(async () => {
  await service?.kill();
  await proxy?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

async function change(method: string, path: string, body?: unknown): Promise<void> {
  const response = await service.call(method, path, body);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  await settle(service);
}

/** Publishes one more article, so that no test changes what another looks at. */
async function publishOne(title: string): Promise<string> {
  const response = await service.call('POST', '/api/articles', {
    title,
    content_text: `The text of ${title}.`,
  });
  const { id } = (await response.json()) as { id: string };
  await settle(service);
  return id;
}

function listFeedPassages(path: string) {
  return proxy
    .takePassages()
    .filter((passage) => passage.path === path)
    .map(({ status, ifNoneMatch, ifModifiedSince }) => ({
      status,
      isConditional: ifNoneMatch !== null && ifModifiedSince !== null,
    }));
}

describe.skipIf(!hasNewsboat)('newsboat (skipped where newsboat or python3 is not installed)', () => {
  /** A profile of its own, with one feed. */
  function open(path: string) {
    const home = mkdtempSync(join(folder, 'newsboat-'));
    const [urls, cache, config] = ['urls', 'cache.db', 'config'].map((name) => join(home, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(urls, `${proxy.origin}${path}\n`);
    writeFileSync(config, 'error-log /dev/stderr\ndownload-retries 1\n');
    return {
      reload: async () => {
        const { stdout } = await run(
          'newsboat',
          ['-u', urls, '-c', cache, '-C', config, '-x', 'reload', 'print-unread'],
          { env: { ...process.env, HOME: home }, timeout: READER_TIMEOUT_MS },
        );
        return Number.parseInt(stdout, 10);
      },
      read: () => JSON.parse(runProgram(PYTHON, ['tests/support/read_newsboat.py', cache]).stdout) as Shown[],
    };
  }

  it.each(['/feed.rss', '/feed.atom'])(
    'shows every article of %s once, asks again for nothing, and follows corrections and withdrawals',
    async (path) => {
      const [edited, withdrawn] = [
        await publishOne(`Edited of ${path}`),
        await publishOne(`Gone of ${path}`),
      ];
      const reader = open(path);
      proxy.takePassages();
      expect(await reader.reload()).toBeGreaterThanOrEqual(articles.length + 2);
      const first = reader.read();
      for (const article of articles) {
        const shown = first.filter(({ guid }) => guid.endsWith(`:article/${article.id}`));
        expect([article.title, shown.length]).toEqual([article.title, 1]);
        if (article.status === 'published') expect(shown[0]?.content).toContain(article.content_html.trim());
      }
      expect(listFeedPassages(path)).toEqual([{ status: 200, isConditional: false }]);
      // newsboat notes validators only where it knows the feed already: its second request has none to send.
      await reader.reload();
      await reader.reload();
      expect(listFeedPassages(path)).toEqual([
        { status: 200, isConditional: false },
        { status: 304, isConditional: true },
      ]);

      const text = { content_text: 'Nothing is as it was.', change_note: 'The text was wrong.' };
      await change('PATCH', `/api/articles/${edited}`, { ...text, title: 'Edited at last' });
      await change('DELETE', `/api/articles/${withdrawn}?reason=It+was+a+mistake`);
      await reader.reload();
      expect(listFeedPassages(path)).toEqual([{ status: 200, isConditional: true }]);
      const second = reader.read();
      const own = second.map(({ guid }) => guid).find((guid) => guid.endsWith(`${withdrawn}/withdrawn`));
      expect(second.map(({ guid }) => guid).sort()).toEqual([...first.map(({ guid }) => guid), own].sort());
      const find = (id: string) => second.find(({ guid }) => guid.endsWith(id));
      expect(find(edited)).toMatchObject({ title: 'Edited at last' });
      expect(find(edited)?.content).toContain('Nothing is as it was.');
      expect(find(edited)?.content).toContain('The text was wrong.');
      expect(find(withdrawn)?.content).toContain('It was a mistake');
      expect(JSON.stringify(find(withdrawn))).not.toContain('The text of');
    },
  );

  it('sees what a filter leaves, under the filter’s own address', async () => {
    const reader = open('/feed.atom?category=economy&official=wu-shu');
    await reader.reload();
    const expected = articles.filter(
      ({ categories, officials }) =>
        categories.includes('economy') && officials.some(({ slug }) => slug === 'wu-shu'),
    );
    expect(expected.length).toBeGreaterThan(5);
    expect(
      reader
        .read()
        .map(({ guid }) => guid.slice(-26))
        .sort(),
    ).toEqual(expected.map(({ id }) => id).sort());
  });
});

describe.skipIf(!hasRss2email)('rss2email (skipped where rss2email is not installed)', () => {
  /** A profile that puts its mail into a folder. */
  function open(path: string) {
    const home = mkdtempSync(join(folder, 'rss2email-'));
    const mail = join(home, 'mail');
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(mail, 'Inbox', part), { recursive: true });
    writeFileSync(
      join(home, 'config'),
      [
        '[DEFAULT]',
        'from = feeds@example.org',
        'to = reader@example.org',
        'email-protocol = maildir',
        `maildir-path = ${mail}`,
        'maildir-mailbox = Inbox',
        'html-mail = True',
        '[feed.gazette]',
        `url = ${proxy.origin}${path}`,
        '',
      ].join('\n'),
    );
    return {
      poll: async () => {
        const profile = ['-c', join(home, 'config'), '-d', join(home, 'data.json')];
        const { stderr } = await run('r2e', [...profile, 'run'], {
          env: { ...process.env, HOME: home },
          timeout: READER_TIMEOUT_MS,
        });
        return stderr;
      },
      listMail: () => {
        const inbox = join(mail, 'Inbox/new');
        if (!existsSync(inbox)) return [];
        return readdirSync(inbox).map((name) => readFileSync(join(inbox, name), 'utf8'));
      },
    };
  }

  it.each(['/feed.rss', '/feed.atom'])(
    'mails every article of %s once, asks again for nothing, and mails none twice for an edit',
    async (path) => {
      const edited = await publishOne(`Mailed of ${path}`);
      const reader = open(path);
      proxy.takePassages();
      const errors = await reader.poll();
      expect(errors.split('\n').filter((line) => /ERROR|Traceback/.test(line))).toEqual([]);
      const { length } = reader.listMail();
      expect(length).toBeGreaterThanOrEqual(articles.length + 1);
      expect(new Set(reader.listMail().map((mail) => /^X-RSS-ID: (.*)$/m.exec(mail)?.[1])).size).toBe(length);
      expect(listFeedPassages(path)).toEqual([{ status: 200, isConditional: false }]);
      await reader.poll();
      expect(listFeedPassages(path)).toEqual([{ status: 304, isConditional: true }]);
      await change('PATCH', `/api/articles/${edited}`, {
        title: 'Mailed and edited',
        change_note: 'A title.',
      });
      await reader.poll();
      expect(listFeedPassages(path)).toEqual([{ status: 200, isConditional: true }]);
      expect(reader.listMail()).toHaveLength(length);
      await publishOne('One more');
      await reader.poll();
      expect(reader.listMail()).toHaveLength(length + 1);
    },
  );
});
