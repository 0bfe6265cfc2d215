import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readParts } from '../../../bin/gazette/archive.mjs';
import { runCommand, runProgram } from '../../support/command.ts';
import type { SmallApi } from '../../support/small-api.ts';
import { startSmallApi } from '../../support/small-api.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const FIXTURES = join(import.meta.dirname, '../../fixtures/import');
const TIMEOUT_MS = 600_000;

let api: SmallApi;
let folder: string;

beforeEach(async () => {
  api = await startSmallApi();
  folder = mkdtempSync(join(tmpdir(), 'gazette-command-'));
});

afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Runs the command as a script would, with the token in the environment. */
async function gazette(args: readonly string[], env: Record<string, string> = {}, run = runCommand) {
  const given = { GAZETTE_URL: api.origin, GAZETTE_TOKEN: api.token, ...env };
  const ran = await run(args, { folder, env: given });
  // Whatever happens, the token is nowhere.
  expect(ran.out + ran.err).not.toContain(api.token);
  return ran;
}

function* endlessly(text: string): Generator<string> {
  for (;;) yield text;
}

const makeFeed = (count: number) =>
  `<rss version="2.0"><channel><title>t</title>${Array.from(
    { length: count },
    (_, index) =>
      `<item><title>News ${index}</title><guid isPermaLink="false">n${index}</guid><category>教育</category><description>Text</description><pubDate>${new Date(1e12 - index * 1e7).toUTCString()}</pubDate></item>`,
  ).join('')}</channel></rss>`;

describe('publish', () => {
  test(
    'prints the address of each article; one that fails does not stop the others but the exit code says so',
    async () => {
      const files = [
        write('a.md', '# A\n\nText'),
        write('b.md', '---\ntitel: B\n---\nText'),
        write('c.json', '[{"title":"unacceptable","content_text":"x"},{"title":"C","content_text":"x"}]'),
      ];
      const { code, out, err } = await gazette(['publish', ...files]);
      expect(code).toBe(1);
      expect(out.trim().split('\n')).toEqual([`${api.origin}/articles/1`, `${api.origin}/articles/2`]);
      expect(err).toContain('note: front matter: titel is not used (1 time)');
      expect(err).toContain('2 published, 0 changed, 0 unchanged, 2 failed');
      expect(err).toMatch(/failed: .*b\.md: has no title/);
      expect(err).toContain('unacceptable: 422 /title must be acceptable');
    },
    TIMEOUT_MS,
  );

  test(
    'a file again changes its article, told by its path, and never makes a second one',
    async () => {
      write('a.md', '# A\n\nText');
      expect((await gazette(['publish', 'a.md'])).err).toContain(
        '1 published, 0 changed, 0 unchanged, 0 failed',
      );
      expect((await gazette(['publish', 'a.md'])).err).toContain(
        '0 published, 0 changed, 1 unchanged, 0 failed',
      );
      write('a.md', '---\nslug: a\n---\n# A\n\nNew text');
      const { out, err } = await gazette(['publish', 'a.md', '--no-notify']);
      expect(err).toContain('0 published, 1 changed, 0 unchanged, 0 failed');
      expect(out).toBe(`${api.origin}/articles/1\n`);
      expect([...api.articles]).toMatchObject([['a.md', { content_markdown: 'New text', revision: 2 }]]);
      // An address that readers have stays; who is told of a change is said by the call.
      expect(JSON.parse(api.requests.at(-1)?.body ?? '')).toEqual({
        title: 'A',
        content_markdown: 'New text',
        notify: false,
      });
    },
    TIMEOUT_MS,
  );

  test(
    'a slug that another article has is passed over and told, and one that is refused otherwise is not',
    async () => {
      const taken = { status: 409, body: { code: 'slug_taken', detail: 'Another article has it.' } };
      write('a.md', '---\nslug: report\n---\n# A\n\nText');
      api.interruptions.push(taken);
      const { code, err } = await gazette(['publish', 'a.md']);
      expect({ code, bodies: api.requests.map(({ body }) => JSON.parse(body).slug) }).toEqual({
        code: 0,
        bodies: ['report', undefined],
      });
      expect(err).toContain('note: a slug that another article has is passed over (1 time)');
      write('b.md', '# B\n\nText');
      api.interruptions.push(taken);
      expect((await gazette(['publish', 'b.md'])).code).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    'a file that is given with its folder is one article, and what the service leaves out of it is told',
    async () => {
      mkdirSync(join(folder, 'site'));
      write('site/a.md', '# A\n\n<iframe src="https://a.example"></iframe>');
      const article = { id: '1', url: 'https://a.example/1', status: 'published', left_out: ['iframe'] };
      api.interruptions.push({ status: 201, body: article });
      const { out, err } = await gazette(['publish', 'site', 'site/a.md', './site/../site/a.md']);
      expect(out).toBe('https://a.example/1\n');
      expect(err).toContain('note: <iframe> is left out of the text, or a link in its place (1 time)');
      expect(err).toContain('1 published, 0 changed, 0 unchanged, 0 failed');
    },
    TIMEOUT_MS,
  );

  test(
    'what was kept as a draft is published when the file is published, and a withdrawn article stays withdrawn',
    async () => {
      write('a.md', '# A\n\nText');
      expect((await gazette(['publish', 'a.md', '--draft'])).err).toContain('1 kept as draft, 0 failed');
      expect((await gazette(['publish', 'a.md', '--draft'])).err).toContain('1 unchanged');
      expect((await gazette(['publish', 'a.md'])).err).toContain('1 published');
      expect(api.articles.get('a.md')).toMatchObject({ status: 'published' });
      api.articles.set('a.md', { ...api.articles.get('a.md'), status: 'withdrawn' });
      const { code, err } = await gazette(['publish', 'a.md']);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringContaining('was withdrawn in the service'),
      });
    },
    TIMEOUT_MS,
  );

  test(
    'a folder gives its files in one order, without drafts, sections and the generator’s own',
    async () => {
      for (const name of ['_posts', '_drafts', '_layouts', 'scaffolds', '.git', 'news'])
        mkdirSync(join(folder, 'site', name), { recursive: true });
      write('site/_posts/2019-03-01-open.md', '---\ntitle: Open\ntags: [Roads, 教育]\n---\nText');
      write('site/_drafts/later.md', '# Later\n\nText');
      write('site/_layouts/page.html', '<h1>Layout</h1><p>x</p>');
      write('site/scaffolds/post.md', '---\ntitle: {{ title }}\n---\n');
      write('site/.git/a.md', '# Git\n\nText');
      write('site/news/_index.md', '---\ntitle: News\n---\nAll news');
      write('site/news/b.markdown', '+++\ntitle = "B"\ndate = 2024-05-01\n+++\nText');
      write('site/news/c.md', '---\ntitle: C\ndraft: true\n---\nText');
      write('site/news/d.txt', 'Text');
      const first = await gazette(['publish', 'site', '--timezone', 'Asia/Shanghai']);
      expect({ code: first.code, err: first.err }).toEqual({
        code: 0,
        err: expect.stringContaining(
          '2 published, 0 changed, 0 unchanged, 2 skipped (drafts), 1 skipped (section page), 0 failed',
        ),
      });
      expect([...api.articles]).toMatchObject([
        [
          '_posts/2019-03-01-open.md',
          { date_published: '2019-02-28T16:00:00Z', categories: ['roads', expect.stringMatching(/^topic-/)] },
        ],
        ['news/b.markdown', { date_published: '2024-05-01T00:00:00+08:00' }],
      ]);
      // One of them by itself is the same article, where its name begins at the same folder.
      const again = await gazette([
        'publish',
        'site/news/b.markdown',
        '--root',
        'site',
        '--timezone=Asia/Shanghai',
      ]);
      expect(again.err).toContain('1 unchanged');
      expect(api.articles.size).toBe(2);
    },
    TIMEOUT_MS,
  );

  test(
    'a folder without articles, and a root that a file is not in, are mistakes',
    async () => {
      mkdirSync(join(folder, 'empty'));
      expect(await gazette(['publish', 'empty'])).toMatchObject({
        code: 1,
        err: expect.stringContaining('there is no file in it'),
      });
      const file = write('a.md', '# A\n\nText');
      expect(await gazette(['publish', file, '--root', 'empty'])).toMatchObject({ code: 2 });
      expect(api.requests).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'categories that the service does not have may be left out instead of made',
    async () => {
      write('a.md', '---\ntitle: A\ntags: [roads]\n---\nText');
      const { err } = await gazette(['publish', 'a.md', '--no-create-categories']);
      expect(err).toContain('category "roads" is unknown: left out');
      expect(api.categories.size).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    'a service that has no place for files is asked once, and the articles go without them',
    async () => {
      for (const name of ['a', 'b']) {
        write(`${name}.png`, name);
        write(`${name}.md`, `# A\n\n![](${name}.png)`);
      }
      const { code, err } = await gazette(['publish', 'a.md', 'b.md']);
      expect(code).toBe(0);
      expect(err).toContain('left out: a.md: a.png 503 No files here.');
      expect(err).toContain('left out: b.md: b.png 503 No files here.');
      expect(err).toContain(
        '2 published, 0 changed, 0 unchanged, files: 0 uploaded, 0 there already, 2 left out',
      );
      expect(
        api.requests.filter(({ method, path }) => method === 'POST' && path === '/api/files'),
      ).toHaveLength(1);
    },
    TIMEOUT_MS,
  );

  test(
    'a text that is plainly in another language than the publication’s is told to be, where its file says none',
    async () => {
      const english =
        'The council of the town is to keep the library open on Sundays, and that is for all of us. ';
      write('he.md', '# מועצת העיר\n\nמועצת העיר החליטה אתמול להאריך את שעות הפתיחה של הספרייה.');
      write('el.html', '<h1>Νέα</h1><p>Το δημοτικό συμβούλιο αποφάσισε να παρατείνει το ωράριο.</p>');
      write(
        'said.md',
        '---\ntitle: A\nlang: yi\n---\nמועצת העיר החליטה אתמול להאריך את שעות הפתיחה של הספרייה.',
      );
      write('en.md', `# Library\n\n${english.repeat(3)}`);
      write('code.md', '# Code\n\n```\nמועצת העיר החליטה אתמול להאריך את שעות הפתיחה\n```');
      const names = ['he.md', 'el.html', 'said.md', 'en.md', 'code.md'];
      expect((await gazette(['publish', ...names])).code).toBe(0);
      expect(names.map((name) => api.articles.get(name)?.language)).toEqual([
        'he',
        'el',
        'yi',
        undefined,
        undefined,
      ]);
      const feed = makeFeed(1).replace('Text', 'מועצת העיר החליטה אתמול להאריך את שעות הפתיחה של הספרייה');
      await gazette(['import', write('feed.rss', feed)]);
      expect(api.articles.get('n0')).toMatchObject({ language: 'he' });
      expect(api.requests.filter(({ path }) => path === '/feed.json')).toHaveLength(2);
    },
    TIMEOUT_MS,
  );

  describe('links from one file of a site to another', () => {
    const words = 'Read about ';
    const address = (name: string) => String(api.articles.get(name)?.url);
    const revisions = () =>
      Object.fromEntries([...api.articles].map(([name, { revision }]) => [name, revision]));

    test(
      'lead to its article, in a circle too, and a second run changes nothing',
      async () => {
        mkdirSync(join(folder, 'site'));
        write('site/a.md', `# A\n\n${words}[B](b.md#when), [C](./c) and [A](a.md).`);
        write('site/b.md', `# B\n\n${words}[A](../site/a.md) and [C](c.md "See").`);
        write('site/c.md', `# C\n\n${words}[nobody](gone.md) and [a page](/about/).`);
        const first = await gazette(['publish', 'site']);
        expect(first).toMatchObject({ code: 0 });
        expect(first.err).toContain(
          '3 published, 0 changed, 0 unchanged, links: 5 to articles, 2 lead nowhere',
        );
        for (const lost of ['site/c.md: gone.md', 'site/c.md: /about/'])
          expect(first.err).toContain(`leads nowhere: ${lost}`);
        expect(api.articles.get('a.md')?.content_markdown).toBe(
          `${words}[B](${address('b.md')}#user-content-when), [C](${address('c.md')}) and [A](${address('a.md')}).`,
        );
        expect(api.articles.get('b.md')?.content_markdown).toBe(
          `${words}[A](${address('a.md')}) and [C](${address('c.md')} "See").`,
        );
        // Only what could not be led at once was written twice.
        const before = revisions();
        expect(before['c.md']).toBe(1);
        const again = await gazette(['publish', 'site']);
        expect(again.err).toContain('0 published, 0 changed, 3 unchanged, links: 5 to articles');
        expect(revisions()).toEqual(before);
      },
      TIMEOUT_MS,
    );

    test(
      'need no second change where they go in no circle, whatever the files are called',
      async () => {
        mkdirSync(join(folder, 'site'));
        for (let number = 0; number < 30; number++)
          write(
            `site/${10 + number}.md`,
            `# ${number}\n\nText${number < 29 ? ` [next](${11 + number}.md)` : ''}`,
          );
        expect((await gazette(['publish', 'site'])).err).toContain('links: 29 to articles, 0 lead nowhere');
        expect(api.requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
        expect(new Set(Object.values(revisions()))).toEqual(new Set([1]));
      },
      TIMEOUT_MS,
    );

    test(
      'lead to an article of an earlier run, and stay where one file is published alone',
      async () => {
        mkdirSync(join(folder, 'site'));
        write('site/old.md', '---\ntitle: Old\npermalink: /2020/old/\n---\nText');
        write('site/named.md', '---\ntitle: Named\nexternal_id: n-1\nurl: https://a.example/n\n---\nText');
        write('site/gone.md', '# Gone\n\nText');
        await gazette(['publish', 'site']);
        api.articles.set('gone.md', { ...api.articles.get('gone.md'), status: 'withdrawn' });
        write(
          'site/new.md',
          `# New\n\n[Old](/2020/old/), [named](named.md#x), [gone](gone.md), [unknown](never.md)`,
        );
        write('site/never.md', '# Never\n\nText');
        const only = await gazette(['publish', '--root', 'site', 'site/new.md']);
        expect(only.err).toContain(
          '1 published, 0 changed, 0 unchanged, links: 2 to articles, 2 lead nowhere',
        );
        expect(api.articles.get('new.md')?.content_markdown).toBe(
          `[Old](${address('old.md')}), [named](https://a.example/n#x), [gone](gone.md), [unknown](never.md)`,
        );
        const listings = () =>
          api.requests.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/articles'));
        expect(listings()).toHaveLength(1);
        // What names no other file asks for no list.
        await gazette(['publish', '--root', 'site', 'site/old.md']);
        expect(listings()).toHaveLength(1);
      },
      TIMEOUT_MS,
    );

    test(
      'to one that could not be published stay as they are, and are told',
      async () => {
        mkdirSync(join(folder, 'site'));
        write('site/a.md', '# A\n\n[B](b.md)');
        write('site/b.md', '# unacceptable\n\n[A](a.md)');
        const { code, err } = await gazette(['publish', 'site']);
        expect({ code, err }).toEqual({
          code: 1,
          err: expect.stringContaining('leads nowhere: site/a.md: b.md'),
        });
        expect(err).toContain(
          '1 published, 0 changed, 0 unchanged, links: 0 to articles, 1 lead nowhere, 1 failed',
        );
        expect(api.articles.get('a.md')?.content_markdown).toBe('[B](b.md)');
      },
      TIMEOUT_MS,
    );
  });

  test(
    '--dry-run sends nothing and needs no token',
    async () => {
      const { code, out } = await gazette(['publish', '--dry-run', write('a.md', '# A\n\nText')], {
        GAZETTE_TOKEN: '',
      });
      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual({ external_id: 'a.md', title: 'A', content_markdown: 'Text' });
      expect(api.requests).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    '--dry-run leads a link to the place in the file that it means, whether that is among those given or not',
    async () => {
      const given = [write('a.md', '# A\n\n[B](b.md#top), [C](c.md#top)'), write('b.md', '# B\n\nText')];
      write('c.md', '# C\n\nText');
      const { out } = await gazette(['publish', '--dry-run', '--root', folder, ...given], {
        GAZETTE_TOKEN: '',
      });
      const here = pathToFileURL(folder).href;
      expect(out).toContain(`[B](${here}/b.md#top), [C](${here}/c.md#top)`);
    },
    TIMEOUT_MS,
  );
});

describe('import', () => {
  test(
    'a feed becomes articles once, however often it is imported, the oldest first and several at a time',
    async () => {
      const file = write('feed.rss', makeFeed(60));
      const first = await gazette(['import', file]);
      expect(first.code).toBe(0);
      expect(first.out).toMatch(/^60 created, 0 unchanged, 0 failed, in /);
      expect((await gazette(['import', file])).out).toMatch(/^0 created, 60 unchanged, 0 failed, in /);
      expect(api.articles.size).toBe(60);
      expect([...api.articles.keys()].slice(0, 8)).toContain('n59');
      expect(api.articles.get('n0')).toMatchObject({
        feed_id: 'n0',
        notify: false,
        date_published: '2001-09-09T01:46:40Z',
      });
      expect(api.mostAtOnce).toBeGreaterThan(1);
      expect(api.mostAtOnce).toBeLessThanOrEqual(8);
      // The category was made once, by the first run.
      expect(api.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
      expect([...api.categories.values()]).toEqual(['教育']);
    },
    TIMEOUT_MS,
  );

  test(
    'a service that asks to wait is given time, and nothing is lost',
    async () => {
      api.interruptions.push(
        { status: 503, headers: { 'retry-after': '0' } },
        { status: 429, headers: { 'retry-after': '1' }, body: { detail: 'Too many' } },
      );
      const { code, out, err } = await gazette(['import', write('feed.rss', makeFeed(3))]);
      expect({ code, out }).toEqual({
        code: 0,
        out: expect.stringMatching(/^3 created, 0 unchanged, 0 failed/),
      });
      expect(err).toContain('waiting 1.0 s: 429 Too many');
    },
    TIMEOUT_MS,
  );

  test(
    'of two entries with one id and nothing else in common each is an article, however often they are imported',
    async () => {
      const item = (name: string) =>
        `<item><title>${name}</title><guid>everything</guid><link>https://old.example/${name}</link><description>Text of ${name}</description></item>`;
      const file = write(
        'feed.rss',
        `<rss><channel><title>t</title>${['A', 'B', 'C', 'A'].map(item).join('')}</channel></rss>`,
      );
      const { out, err } = await gazette(['import', file]);
      expect(out).toMatch(/^3 created, 0 unchanged, 0 failed/);
      expect(err).toContain('the id of another entry: a new one is made (2 times)');
      const bodies = [...api.articles.values()].map(({ title, feed_id }) => ({ title, feed_id }));
      expect(bodies).toEqual([{ title: 'A', feed_id: 'everything' }, { title: 'B' }, { title: 'C' }]);
      expect((await gazette(['import', file])).out).toMatch(/^0 created, 3 unchanged, 0 failed/);
    },
    TIMEOUT_MS,
  );

  test(
    'what one article lacks is told and the others go on',
    async () => {
      const feed = makeFeed(3).replace('News 1', 'unacceptable').replace('>n2<', '>n0<');
      const { code, out, err } = await gazette(['import', write('feed.rss', feed)]);
      expect({ code, out }).toEqual({
        code: 1,
        out: expect.stringMatching(/^1 created, 0 unchanged, 1 failed/),
      });
      expect(err).toContain('failed: unacceptable: 422');
      expect(err).toContain('the same id as an entry before it: left out (1 time)');
    },
    TIMEOUT_MS,
  );

  test(
    'a token that is not known ends it at once',
    async () => {
      const { code, err } = await gazette(['import', write('feed.rss', makeFeed(50))], {
        GAZETTE_TOKEN: 'wrong-token',
      });
      expect(code).toBe(1);
      expect(err).toContain('401 The token is not known.');
      expect(api.requests).toHaveLength(1);
    },
    TIMEOUT_MS,
  );

  test(
    'categories may be left out instead of made',
    async () => {
      await gazette(['import', '--no-create-categories', write('feed.rss', makeFeed(1))]);
      expect(api.categories.size).toBe(0);
      expect(api.articles.get('n0')).not.toHaveProperty('categories');
    },
    TIMEOUT_MS,
  );

  test(
    'a WordPress export gives its posts and says what it leaves out',
    async () => {
      const { out, err } = await gazette([
        'import',
        join(FIXTURES, 'blog.wxr.xml'),
        '--timezone',
        'Asia/Shanghai',
      ]);
      expect(out).toMatch(/^2 created/);
      expect(err).toContain('left out: 1 × draft post');
      expect(api.categories.get('local-roads')).toBe('Roads');
      expect(api.articles.get('https://blog.example/?p=22')).toMatchObject({
        date_published: '2021-09-01T00:00:00Z',
      });
    },
    TIMEOUT_MS,
  );

  test(
    'a sitemap’s pages are read by the service, from a folder that no address leads out of',
    async () => {
      mkdirSync(join(folder, 'site/town.example/news/library'), { recursive: true });
      write('site/town.example/news/roads.html', '<h1>Roads</h1>');
      write('outside.html', '<h1>Outside</h1>');
      const sitemap = readFileSync(join(FIXTURES, 'sitemap.xml'), 'utf8').replace(
        'mailto:nobody@town.example',
        'https://town.example/%2e%2e%2f%2e%2e%2foutside.html',
      );
      const { code, out, err } = await gazette(['import', write('sitemap.xml', sitemap), 'site']);
      expect({ code, out }).toEqual({
        code: 1,
        out: expect.stringMatching(/^1 created, 0 unchanged, 2 failed/),
      });
      expect(err).toContain('is not in site');
      expect(api.articles.get('https://town.example/news/roads')).toMatchObject({
        title: 'Roads',
        url: 'https://town.example/news/roads',
        date_published: '2021-08-31T13:35:07Z',
        officials: [{ slug: 'jane' }],
      });
    },
    TIMEOUT_MS,
  );

  test(
    'what has nothing to import is an error that says why',
    async () => {
      const empty = write('empty.rss', '<rss version="2.0"><channel><title>t</title></channel></rss>');
      expect(await gazette(['import', empty])).toMatchObject({
        code: 1,
        err: expect.stringContaining('nothing was imported: the RSS has nothing in it'),
      });
      const drafts = readFileSync(join(FIXTURES, 'blog.wxr.xml'), 'utf8').replaceAll(/\bpublish\b/g, 'draft');
      expect(await gazette(['import', write('drafts.xml', drafts)])).toMatchObject({
        code: 1,
        err: expect.stringMatching(
          /nothing was imported: all that the WordPress export has was left out: .*draft post/,
        ),
      });
      expect(api.articles.size).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    'an editor’s token is told that the ids of an old feed are an administrator’s, before anything else fails',
    async () => {
      const body = {
        errors: [{ pointer: '/feed_id', code: 'admin_only', detail: 'is for administrators only' }],
      };
      // The list of categories, and making the one.
      api.interruptions.push(
        { status: 200, body: { categories: [] } },
        { status: 201 },
        { status: 422, body },
      );
      const file = write('feed.rss', makeFeed(50));
      const { code, err } = await gazette(['import', file, '--parallel', '1']);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('take one, or --new-ids') });
      expect(api.articles.size).toBe(0);
      expect((await gazette(['import', file, '--new-ids'])).code).toBe(0);
      expect(api.articles.get('n0')).not.toHaveProperty('feed_id');
    },
    TIMEOUT_MS,
  );

  test(
    'a sitemap without saved pages has them fetched',
    async () => {
      const sitemap = `<urlset><url><loc>${api.origin}/page</loc></url></urlset>`;
      api.interruptions.push({ status: 200, body: '<h1>Fetched</h1>' });
      const { out } = await gazette(['import', write('sitemap.xml', sitemap), '--delay', '0']);
      expect(out).toMatch(/^1 created/);
      // The site is not the service: it never sees the token.
      expect(api.requests[0]).toMatchObject({ path: '/page' });
      expect(api.requests[0]?.headers).not.toHaveProperty('authorization');
    },
    TIMEOUT_MS,
  );

  test(
    'of a page that has no end no more is read than a page may have',
    async () => {
      const site = createServer((_request, response) => {
        Readable.from(endlessly('<p>news</p>'.repeat(10_000))).pipe(response);
      });
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
      const { port } = site.address() as AddressInfo;
      const sitemap = `<urlset><url><loc>http://127.0.0.1:${port}/page</loc></url></urlset>`;
      const { code, err } = await gazette(['import', write('sitemap.xml', sitemap), '--delay', '0']);
      site.closeAllConnections();
      site.close();
      expect(err).toContain('the page is larger than 4 MiB');
      expect(code).toBe(1);
    },
    TIMEOUT_MS,
  );
});

describe('export and restore', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `${JSON.stringify({ type: 'article', index })}\n`);
  const archive = `{"type":"gazette","format":1}\n${lines.join('')}`;

  test(
    'an export appears when it is whole, for its writer alone, and goes back in',
    async () => {
      api.exported = archive;
      expect((await gazette(['export', 'out.ndjson'])).code).toBe(0);
      expect(readFileSync(join(folder, 'out.ndjson'), 'utf8')).toBe(archive);
      expect(statSync(join(folder, 'out.ndjson')).mode & 0o077).toBe(0);
      expect((await gazette(['export'])).out).toBe(archive);
      const { code, err } = await gazette(['restore', 'out.ndjson']);
      expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('restored 31 lines') });
      expect(api.restored.join('')).toBe(archive);
      const sent = api.requests.find(({ path }) => path === '/api/restore');
      expect(sent?.headers['content-type']).toBe('application/x-ndjson');
    },
    TIMEOUT_MS,
  );

  test(
    'an export that breaks off leaves the last good one as it was',
    async () => {
      api.exported = archive.slice(0, -5);
      write('out.ndjson', 'the last good one');
      expect(await gazette(['export', 'out.ndjson'])).toMatchObject({ code: 1 });
      expect(readFileSync(join(folder, 'out.ndjson'), 'utf8')).toBe('the last good one');
      expect(existsSync(join(folder, 'out.ndjson.part'))).toBe(false);
    },
    TIMEOUT_MS,
  );

  test(
    'what is no export is not sent',
    async () => {
      expect(await gazette(['restore', write('x.ndjson', '{"a":1}\n')])).toMatchObject({ code: 1 });
      expect(api.requests).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test('parts are whole lines within the limit, and together the file', async () => {
    async function* stream() {
      const bytes = Buffer.from(`${archive}{"last":"without an end"}`);
      for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
    }
    const parts = [];
    for await (const part of readParts(stream(), 100)) parts.push(part);
    expect(parts.length).toBeGreaterThan(5);
    for (const { bytes } of parts) expect(bytes.length).toBeLessThanOrEqual(100);
    for (const { bytes } of parts.slice(0, -1))
      expect(Buffer.from(bytes).toString().endsWith('\n')).toBe(true);
    expect(parts.map(({ bytes }) => Buffer.from(bytes).toString()).join('')).toBe(
      `${archive}{"last":"without an end"}`,
    );
    expect(parts.reduce((sum, part) => sum + part.lines, 0)).toBe(32);
    await expect(readParts(stream(), 20).next()).rejects.toThrow('line 1 is longer than 20 bytes');
  });

  test(
    'a line that the service refuses is named by its number in the file',
    async () => {
      const pointer = { errors: [{ pointer: '/3', code: 'not_json', detail: 'is not JSON' }] };
      api.interruptions.push({ status: 422, body: pointer });
      const { code, err } = await gazette(['restore', write('x.ndjson', archive)]);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringContaining('line 4 of the file: is not JSON'),
      });
    },
    TIMEOUT_MS,
  );
});

describe('webhooks', () => {
  test(
    'are added with their filter and listed for people and for programs',
    async () => {
      const added = await gazette([
        'webhooks',
        'add',
        'https://a.example/hook',
        '--category',
        'roads',
        '--category=water',
        '--not-official',
        'jane',
        '--office=mayor',
        '--language=de,fr',
        '--search',
        'bridge tolls',
        '--signature=v1',
        '--events',
        'published,updated',
      ]);
      expect(added).toMatchObject({ code: 0, out: expect.stringContaining('whsec_shown_once') });
      expect(JSON.parse(api.requests[0]?.body ?? '')).toEqual({
        url: 'https://a.example/hook',
        categories: ['roads', 'water'],
        offices: ['mayor'],
        not_officials: ['jane'],
        languages: ['de', 'fr'],
        q: 'bridge tolls',
        signature: 'v1',
        events: ['article.published', 'article.updated'],
      });
      const table = await gazette(['webhooks', 'list']);
      expect(table.out).toMatch(/^ID +STATE +FORMAT +RECEIVER/);
      expect(table.out).toMatch(
        /\nep_1 +active +standard +a\.example\/…hook +article\.published article\.updated +roads water mayor not:jane de fr "bridge tolls"/,
      );
      const json = await gazette(['webhooks', 'list', '--json']);
      expect(JSON.parse(json.out).webhooks).toHaveLength(1);
    },
    TIMEOUT_MS,
  );

  test(
    'are paused, resumed, tested, recovered, given a new secret and removed',
    async () => {
      await gazette(['webhooks', 'add', 'https://a.example/hook']);
      expect((await gazette(['webhooks', 'pause', 'ep_1'])).out).toContain('ep_1 is paused.');
      expect((await gazette(['webhooks', 'resume', 'ep_1'])).out).toContain('ep_1 is active.');
      expect(await gazette(['webhooks', 'test', 'ep_1'])).toMatchObject({
        code: 1,
        out: 'not delivered, HTTP 410, 3 ms, Gone.\n',
      });
      expect((await gazette(['webhooks', 'recover', 'ep_1', '--since', '24h'])).out).toContain(
        '3 messages on the way',
      );
      expect((await gazette(['webhooks', 'retry', 'ep_1', 'msg_1'])).code).toBe(0);
      expect((await gazette(['webhooks', 'rotate', 'ep_1'])).out).toContain('whsec_new');
      expect((await gazette(['webhooks', 'remove', 'ep_1'])).code).toBe(0);
      expect(await gazette(['webhooks', 'test', 'ep_1'])).toMatchObject({
        code: 1,
        err: expect.stringContaining('404'),
      });
      expect(api.requests.some(({ path }) => path === '/api/webhooks/ep_1/messages/msg_1/retry')).toBe(true);
    },
    TIMEOUT_MS,
  );

  test(
    'messages show what the receiver said, and nothing in them steers the terminal',
    async () => {
      await gazette(['webhooks', 'add', 'https://a.example/hook']);
      const { out } = await gazette(['webhooks', 'messages', 'ep_1']);
      expect(out).toContain('HTTP 503, 9 ms, The receiver [2J is down.');
      expect(out).not.toContain('\u001b');
    },
    TIMEOUT_MS,
  );
});

describe('text from elsewhere', () => {
  /** Clears the screen, rings, names a window, turns the order of letters, and goes on in a line of its own. */
  const HOSTILE =
    'Town\u001b[2J\u0007\u009b31m\u001b]0;x\u0007\u202enews\u2066\u{e0041}\r\ngazette: all is well';
  const OBEYED = /(?!\n)[\p{Cc}\p{Cf}]/u;
  const hostileHook = {
    id: HOSTILE,
    url: HOSTILE,
    state: HOSTILE,
    format: HOSTILE,
    events: [HOSTILE],
    description: HOSTILE,
    categories: [HOSTILE],
    officials: [],
    public_keys: [],
  };
  const problem = {
    status: 422,
    body: { detail: HOSTILE, errors: [{ pointer: HOSTILE, code: HOSTILE, detail: HOSTILE }] },
  };
  const article = () => write('news.json', JSON.stringify({ title: HOSTILE, content_text: HOSTILE }));
  const feed = () =>
    write(
      'feed.json',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: HOSTILE,
        items: [{ id: HOSTILE, title: HOSTILE, content_text: HOSTILE, tags: [HOSTILE] }],
      }),
    );
  const archive = () => write('archive.ndjson', `${JSON.stringify({ type: HOSTILE })}\n`);

  test.each([
    ['a problem of an article', () => ['publish', article()], [problem]],
    ['an article', () => ['publish', '--dry-run', article()], []],
    ['an imported feed', () => ['import', '--dry-run', feed()], []],
    ['a problem of an imported feed', () => ['import', feed()], [problem, problem, problem]],
    ['a problem of an archive', () => ['restore', archive()], [problem]],
    ['a problem of webhooks', () => ['webhooks', 'list'], [problem]],
    [
      'webhooks',
      () => ['webhooks', 'list'],
      [{ status: 200, body: { webhooks: [hostileHook], next_cursor: null } }],
    ],
    [
      'webhooks as JSON',
      () => ['webhooks', 'list', '--json'],
      [{ status: 200, body: { webhooks: [hostileHook], next_cursor: null } }],
    ],
    [
      'an address that it leads to',
      () => ['webhooks', 'list'],
      [{ status: 301, headers: { location: 'https://a.example/\u009b2J' } }],
    ],
    ['its own arguments', () => ['publish', '--timezone', HOSTILE, article()], []],
    ['names of files', () => ['publish', HOSTILE], []],
  ] as const)('does not steer the terminal: %s', async (_, args, interruptions) => {
    api.interruptions.push(...interruptions);
    const { out, err } = await gazette(args());
    expect(out + err).not.toMatch(OBEYED);
    expect((out + err).split('\n')).not.toContain('gazette: all is well');
    expect(out + err).not.toBe('');
  });
});

describe('the command line', () => {
  test('is a program that ends with its exit code and keeps what was asked for from what is told', async () => {
    const file = write('a.md', '# A\n\nText');
    const asked = { code: 0, out: `${api.origin}/articles/1\n`, err: expect.stringContaining('1 published') };
    expect(await gazette(['publish', file], {}, runProgram)).toEqual(asked);
    const failed = { code: 1, out: '', err: expect.stringContaining('404') };
    expect(await gazette(['webhooks', 'test', 'ep_1'], {}, runProgram)).toEqual(failed);
    const mistaken = { code: 2, out: '', err: expect.stringContaining('--drafts') };
    expect(await gazette(['publish', '--drafts'], {}, runProgram)).toEqual(mistaken);
  });

  test.each([
    [['publish', '--drafts', 'a.md'], "Unknown option '--drafts'"],
    [['webhooks', 'list', '--since', '1h'], "Unknown option '--since'"],
    [['webhooks', 'frob'], 'what follows webhooks is one of: list, add'],
    [['constructor'], 'there is no command "constructor"'],
    [['publish'], 'use: gazette publish FILE…'],
    [['webhooks', 'recover', 'ep_1'], '--since is needed'],
    [['import', 'x', '--parallel', 'many'], '--parallel must be a number from 1 to 32'],
    [['export', '--url', 'ftp://a.example'], 'must be like https://'],
    [['export', '--url', 'https://a:b@a.example'], 'must not hold a name or password'],
    [['export', '--token', 'two\nlines'], 'holds characters that no token has'],
  ])(
    'a mistake is exit code 2 and told: %j',
    async (args, words) => {
      const { code, err } = await gazette(args);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(words) });
      expect(err).not.toContain('two');
    },
    TIMEOUT_MS,
  );

  test(
    'help and version need nothing',
    async () => {
      const { version } = JSON.parse(
        readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
      );
      expect(await gazette(['--version'], { GAZETTE_TOKEN: '' })).toMatchObject({
        code: 0,
        out: `gazette ${version}\n`,
      });
      expect((await gazette(['import', '--help'])).out).toContain('--timezone ZONE');
      expect((await gazette([])).out).toContain('webhooks recover ID');
    },
    TIMEOUT_MS,
  );

  test(
    'the token of .dev.vars is taken for this machine alone',
    async () => {
      write('.dev.vars', `OTHER=1\nADMIN_TOKEN="${api.token}"\n`);
      expect((await gazette(['webhooks', 'list'], { GAZETTE_TOKEN: '' })).code).toBe(0);
      const far = await gazette(['webhooks', 'list', '--url', 'https://gazette.invalid'], {
        GAZETTE_TOKEN: '',
      });
      expect(far).toMatchObject({ code: 1, err: expect.stringContaining('A token is needed') });
    },
    TIMEOUT_MS,
  );

  test(
    'the token that npm start keeps is found from any folder, after that of the folder itself',
    async () => {
      const project = join(folder, 'project');
      const site = join(folder, 'site');
      for (const made of [project, site]) mkdirSync(made);
      cpSync(join(PROJECT, 'bin'), join(project, 'bin'), { recursive: true });
      for (const name of ['src', 'node_modules', 'package.json'])
        symlinkSync(join(PROJECT, name), join(project, name));
      write('project/.dev.vars', `ADMIN_TOKEN="${api.token}"\n`);
      const list = () =>
        runProgram(
          ['webhooks', 'list'],
          { folder: site, env: { GAZETTE_URL: api.origin } },
          join(project, 'bin/gazette.mjs'),
        );
      expect(await list()).toMatchObject({ code: 0 });
      write('site/.dev.vars', 'ADMIN_TOKEN="another-one-of-the-site"\n');
      expect(await list()).toMatchObject({ code: 1, err: expect.stringContaining('401') });
    },
    TIMEOUT_MS,
  );

  test(
    'a redirect is told and not followed',
    async () => {
      api.interruptions.push({ status: 301, headers: { location: 'https://other.example/' } });
      const { code, err } = await gazette(['webhooks', 'list']);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringContaining('leads to https://other.example/'),
      });
      expect(api.requests).toHaveLength(1);
    },
    TIMEOUT_MS,
  );
});
