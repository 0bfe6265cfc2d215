/** What somebody sends who wants a script of theirs to run on other people's screens. */

import { parseFragment } from 'parse5';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_ADDRESSES, HOSTILE_MARKUP, QUOTED_ADDRESSES } from '../fixtures/hostile-markup.ts';
import { startBrowser } from '../support/browser.ts';
import { batchMarkup, packPieces } from '../support/hostile-batches.ts';
import type { Service } from '../support/service.ts';
import { startService } from '../support/service.ts';
import { listDangers, readFeedEntries } from './feed-entries.ts';
import { listTraps, provoke, watchAlerts } from './hostile-page.ts';
import { runUnder, runUnprotected } from './raw-pages.ts';

const ALL = Object.values(HOSTILE_MARKUP).flat();
const DOCUMENTS = batchMarkup(ALL).map((pieces) => pieces.join('\n'));
/** Names and titles are lines: what breaks them is refused before it gets anywhere. */
const LINES = ALL.map((piece) => piece.replace(/\s+/g, ' ').trim());
const TITLES = packPieces(LINES, 300);
const NAMES = packPieces(LINES, 200);
/** Enough that the articles carry them all, few enough that they stand in few feeds each. */
const NAMES_EACH = 4;
const TABS = 3;

interface Sent {
  readonly id: string;
  readonly slug: string;
}

let service: Service;
let browser: Browser;
/** What was published of it, on every kind of page. */
let articles: Sent[];
let hookId: string;
let editorToken: string;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), startBrowser()]);
  await eachAtOnce([...NAMES.entries()], 8, async ([index, name]) => {
    const shortName = name.slice(0, 100);
    await send('PUT', `/api/categories/c-${index}`, { name: shortName, description: name });
    await send('PUT', `/api/officials/o-${index}`, {
      name: shortName,
      role: name,
      aliases: [shortName],
      url: QUOTED_ADDRESSES[index % QUOTED_ADDRESSES.length],
      image: QUOTED_ADDRESSES[index % QUOTED_ADDRESSES.length],
    });
  });
  editorToken = (
    await send<{ token: string }>('POST', '/api/tokens', { name: TITLES[0]?.slice(0, 100), role: 'editor' })
  ).token;
  hookId = (
    await send<Sent>('POST', '/api/webhooks', {
      url: 'http://127.0.0.1:9/hooks',
      description: NAMES[0],
      events: ['article.published', 'article.updated', 'article.withdrawn'],
    })
  ).id;
  articles = await eachAtOnce(buildArticles(), 8, publish);
});

afterAll(async () => {
  await browser?.close();
  await service?.kill();
});

async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await service.call(method, path, body);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

/** Does something to each, several at a time; what came of it, in order. */
async function eachAtOnce<In, Out>(
  items: readonly In[],
  atOnce: number,
  act: (item: In, lane: number) => Promise<Out>,
): Promise<Out[]> {
  const done: Out[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async (_, lane) => {
      for (let index = next++; index < items.length; index = next++) {
        done[index] = await act(items[index] as In, lane);
      }
    }),
  );
  return done;
}

/** Articles that carry every piece in every field that takes text. */
function buildArticles(): Record<string, unknown>[] {
  const html = batchMarkup(ALL).map((pieces) => ({ content_html: `<p>Text</p>${pieces.join('\n')}` }));
  const markdown = [...batchMarkup(ALL), ...batchMarkup(HOSTILE_MARKUP.Markdown ?? [])].map((pieces) => ({
    content_markdown: `Text\n\n${pieces.join('\n\n')}`,
  }));
  const contents = [...html, ...markdown];
  const notes = packPieces(LINES, 900);
  return contents.map((content, index) => {
    const start = (index * NAMES_EACH) % NAMES.length;
    const places = NAMES.slice(start, start + NAMES_EACH).map((_name, place) => start + place);
    return {
      ...content,
      title: TITLES[index % TITLES.length],
      summary: notes[index % notes.length],
      categories: places.map((place) => `c-${place}`),
      officials: places.map((place) => ({
        slug: `o-${place}`,
        role: NAMES[place] ?? '',
        relation: 'author',
      })),
      authors: places.map((place) => ({ name: NAMES[place] ?? '' })),
      source: { name: NAMES[index % NAMES.length], url: QUOTED_ADDRESSES[index % QUOTED_ADDRESSES.length] },
      image: QUOTED_ADDRESSES[index % QUOTED_ADDRESSES.length],
      attachments: places.map((place) => ({
        url: QUOTED_ADDRESSES[place % QUOTED_ADDRESSES.length],
        title: NAMES[place],
        mime_type: 'text/html',
      })),
    };
  });
}

async function publish(fields: Record<string, unknown>, lane: number): Promise<Sent> {
  const article = await send<Sent>('POST', '/api/articles', fields);
  const note = String(fields.summary);
  if (lane % 2 === 0) await send('PATCH', `/api/articles/${article.id}`, { change_note: note });
  if (lane % 4 === 1) await send('DELETE', `/api/articles/${article.id}?reason=${encodeURIComponent(note)}`);
  return article;
}

/** Looks at pages in several tabs. */
async function look(
  context: BrowserContext,
  paths: readonly string[],
  act: (page: Page, path: string) => Promise<void>,
): Promise<void> {
  const tabs = await Promise.all(Array.from({ length: TABS }, () => context.newPage()));
  await eachAtOnce(paths, TABS, async (path, lane) => {
    const page = tabs[lane];
    if (page !== undefined) await act(page, path);
  });
  // Left open they would go on working: editors, previews, what was pasted.
  await Promise.all(tabs.map((tab) => tab.close()));
}

/** Opens a page that must be there, and gives what could run in it. */
async function visit(page: Page, path: string): Promise<string[]> {
  const response = await page.goto(service.origin + path);
  if (![200, 410].includes(response?.status() ?? 0)) throw new Error(`${path}: ${response?.status()}`);
  // Where nothing is found that could run, there is nothing to click either; what runs by itself has run by now.
  return listTraps(page);
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${service.origin}/editor`);
  await page.fill('input[name="token"]', editorToken);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.signed-in');
}

describe('hostile markup', () => {
  it('is at least 150 pieces, most of which run in a page without protection', async () => {
    expect(new Set(ALL).size).toBe(ALL.length);
    expect(ALL.length).toBeGreaterThanOrEqual(150);
    const running = await runUnprotected(browser, ALL);
    expect(running.size).toBeGreaterThanOrEqual(150);
    // Not all of them: a piece may lead its document away before anything else in it has run.
    expect((await runUnder(browser, null, DOCUMENTS)).length).toBeGreaterThan(DOCUMENTS.length / 2);
    const page = await browser.newPage();
    await page.setContent('<p onclick=alert(1)><a href="java&Tab;script:alert(1)">x</a><svg></svg></p>');
    expect(await listTraps(page)).toHaveLength(3);
    await page.close();
  });

  it.each(['/', '/editor'])('is stopped by the policy of %s alone, unsanitised', async (path) => {
    const policy = (await fetch(service.origin + path)).headers.get('content-security-policy');
    expect(policy).not.toBeNull();
    expect(await runUnder(browser, policy, DOCUMENTS)).toEqual([]);
  });

  it('runs on no public page and leaves nothing there that could', async () => {
    const context = await browser.newContext();
    const alerts = await watchAlerts(context);
    const traps: string[] = [];
    const paths = [
      '/',
      '/subscribe',
      ...articles.map(({ slug }) => `/articles/${slug}`),
      '/categories/c-0',
      '/officials/o-0',
      `/officials/o-${NAMES.length - 1}`,
    ];
    await look(context, paths, async (page, path) => {
      traps.push(...(await visit(page, path)));
    });
    await context.close();
    expect(traps).toEqual([]);
    expect(alerts).toEqual([]);
  });

  it('runs on no page of the editor: lists, forms, previews, conflicts, revisions, webhooks', async () => {
    const context = await browser.newContext();
    const alerts = await watchAlerts(context);
    const traps: string[] = [];
    let conflicts = 0;
    let previews = 0;
    const first = await context.newPage();
    await signIn(first);
    const [article = { id: '', slug: '' }] = articles;
    await send('PATCH', `/api/articles/${article.id}`, { title: TITLES[1] });
    const query = encodeURIComponent(NAMES[0] ?? '');
    const places = [
      `/editor?q=${query}`,
      '/editor/categories',
      '/editor/categories/c-1',
      '/editor/officials',
      '/editor/officials/o-1',
      `/editor/officials?name=${query}`,
      '/editor/webhooks',
      `/editor/webhooks/${hookId}`,
      ...articles
        .slice(0, 3)
        .flatMap(({ id }) => [`/editor/articles/${id}/revisions`, `/editor/articles/${id}/revisions/1`]),
      `/editor/articles/${article.id}/withdraw`,
    ];
    await look(context, places, async (page, path) => {
      traps.push(...(await visit(page, path)));
    });
    const forms = articles.map(({ id }) => `/editor/articles/${id}`);
    await look(context, forms, async (page, path) => {
      traps.push(...(await visit(page, path)));
      await page.waitForSelector('.toolbar', { state: 'attached' });
      traps.push(...(await listTraps(page)));
      // As if somebody else had changed it: both texts are shown, the stored one and one that no rule has seen yet.
      const content = DOCUMENTS[forms.indexOf(path)];
      if (content === undefined) return;
      await page.evaluate((markup) => {
        const write = (name: string, value: string) => {
          const field = document.querySelector<HTMLInputElement>(`.article-form [name="${name}"]`);
          if (field !== null) field.value = value;
        };
        write('revision', '0');
        write('format', 'html');
        write('content', markup);
        for (const name of ['title', 'summary', 'authors', 'source_name', 'source_url', 'image', 'url']) {
          write(name, markup.slice(0, 300));
        }
        document.querySelector<HTMLButtonElement>('.decide button.primary')?.click();
      }, content);
      await page.waitForSelector('.side-by-side');
      conflicts++;
      traps.push(...(await listTraps(page)));
    });
    expect(conflicts).toBe(DOCUMENTS.length);
    await look(context, DOCUMENTS, async (page, content) => {
      await page.goto(`${service.origin}/editor/articles/new`);
      await page.waitForSelector('.toolbar', { state: 'attached' });
      await page.selectOption('#format', 'html');
      await page.fill('#content', content.replaceAll(/<img\b/gi, '$& alt=""'));
      await page.fill('#title', content.slice(0, 300).replace(/\s+/g, ' '));
      await page.selectOption('#format', 'rich');
      traps.push(...(await listTraps(page)));
      await Promise.all([page.waitForEvent('domcontentloaded'), page.click('.decide button.primary')]);
      // What holds pictures that say nothing of themselves is sent back with an error.
      await page.waitForSelector('iframe.preview, .article-form .error');
      if ((await page.locator('iframe.preview').count()) > 0) {
        await page.frameLocator('iframe.preview').locator('h1').waitFor();
        previews++;
      }
      traps.push(...(await listTraps(page)));
    });
    expect(previews).toBeGreaterThan(DOCUMENTS.length / 2);
    expect(traps).toEqual([]);
    expect(alerts).toEqual([]);
    await context.close();
  });

  it('runs neither when it is pasted, nor when it comes back from what the browser kept', async () => {
    const context = await browser.newContext();
    const alerts = await watchAlerts(context);
    const page = await context.newPage();
    await signIn(page);
    await page.goto(`${service.origin}/editor/articles/new`);
    await page.waitForSelector('.rich-text');
    await page.fill('#title', TITLES[2] ?? '');
    for (const markup of ALL) {
      await page.evaluate((html) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/html', html);
        document
          .querySelector('.rich-text')
          ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, markup);
    }
    expect(await page.textContent('.rich-text')).toContain('x');
    expect(await listTraps(page)).toEqual([]);
    await page.waitForSelector('[data-kept]:not(:empty)');
    await page.goto(`${service.origin}/editor`);
    expect(await listTraps(page)).toEqual([]);
    await context.close();
    expect(alerts).toEqual([]);
  });

  it('is in no feed, of any format', async () => {
    const entries = await readFeedEntries(service.origin);
    expect(entries.length).toBeGreaterThanOrEqual(3 * articles.length);
    for (const { html, title } of entries) {
      expect(listDangers(html), html).toEqual([]);
      // As text, a title may say anything; as markup it is text alone.
      if (title !== null)
        expect(parseFragment(title).childNodes.every(({ nodeName }) => nodeName === '#text')).toBe(true);
    }
    const context = await browser.newContext();
    const alerts = await watchAlerts(context);
    const page = await context.newPage();
    for (const { html } of entries) {
      await page.setContent(`<!doctype html>${html}`, { waitUntil: 'commit' });
      await provoke(page);
    }
    await context.close();
    expect(alerts).toEqual([]);
  });

  it('is refused as the address of anything', async () => {
    for (const url of HOSTILE_ADDRESSES) {
      const response = await service.call('POST', '/api/articles', {
        title: 'Addresses',
        content_text: 'Text.',
        url,
        image: url,
        source: { name: 'Source', url },
        attachments: [{ url, mime_type: 'text/html' }],
      });
      const { errors } = (await response.json()) as { errors: { pointer: string }[] };
      expect(response.status, url).toBe(422);
      expect(errors.map(({ pointer }) => pointer).sort(), url).toEqual([
        '/attachments/0/url',
        '/image',
        '/source/url',
        '/url',
      ]);
      const official = await service.call('PUT', '/api/officials/nobody', {
        name: 'Nobody',
        url,
        image: url,
      });
      expect(official.status, url).toBe(422);
      await official.text();
      const hook = await service.call('POST', '/api/webhooks', { url });
      expect(hook.status, url).toBe(422);
      await hook.text();
    }
  });
});
