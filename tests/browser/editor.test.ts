import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Cookie, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectBrowserErrors, startBrowser, tabTo } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import type { Receiver } from '../support/receiver.ts';
import { startReceiver } from '../support/receiver.ts';
import type { Service } from '../support/service.ts';
import { bundleWorker, startService } from '../support/service.ts';

const DISTRICT_PAGE = readFileSync(join(import.meta.dirname, '../fixtures/yixiu-2021-08-31.txt'), 'utf8');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let service: Service;
let receiver: Receiver;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let browserErrors: string[];
let worker: readonly string[];
/** Of somebody who is signed in: signing in is counted, and one test does it by hand. */
let signedIn: Cookie[];

/** Longer than any field is wide. */
const LONG_TITLE = 'A long title is seen whole. '.repeat(10);

const DESKTOP: BrowserContextOptions = { locale: 'en-GB', viewport: { width: 1280, height: 900 } };

const vars = { PUBLICATION_TIMEZONE: 'Asia/Shanghai' };

beforeAll(async () => {
  worker = await bundleWorker();
  [service, receiver, browser] = await Promise.all([
    startService({ vars, args: worker }),
    startReceiver(),
    startBrowser(),
  ]);
  await putOfficial('wu-shu', '吴曙', '区长');
  await putOfficial('chen-haiyin', '陈海银', '常务副区长');
  await putOfficial('li-min', '李敏', '局长');
  await (await service.call('PUT', '/api/categories/economy', { name: 'Economy' })).text();
  await openWindow(DESKTOP);
  await signIn();
  signedIn = await context.cookies();
});

afterAll(async () => {
  await browser?.close();
  await service?.kill();
  await receiver?.close();
});

/** All tests share a window, for a new one reads the script anew; each finds it signed in and with nothing kept. */
beforeEach(async () => {
  await page.goto(`${service.origin}/health`);
  await page.evaluate(() => localStorage.clear());
  await context.clearCookies();
  await context.addCookies(signedIn);
  browserErrors.length = 0;
});

afterEach(() => {
  expect(browserErrors).toEqual([]);
});

async function openWindow(options: BrowserContextOptions): Promise<void> {
  await context?.close();
  context = await browser.newContext(options);
  await openPage();
}

async function openPage(): Promise<void> {
  page = await context.newPage();
  browserErrors = collectBrowserErrors(page);
}

async function putOfficial(slug: string, name: string, role: string): Promise<void> {
  await (await service.call('PUT', `/api/officials/${slug}`, { name, role })).text();
}

/** Signs in; the sign-in form takes the focus by itself, in the first frame that is drawn after loading. */
async function signIn(path = '/editor'): Promise<void> {
  await page.goto(service.origin + path);
  await page.waitForSelector('#token:focus');
  await page.keyboard.insertText(service.token);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.signed-in');
}

/** Opens a page of the editor, signed in. */
async function open(path: string): Promise<void> {
  await page.goto(service.origin + path);
}

async function read<T>(path: string): Promise<T> {
  return (await (await service.call('GET', path)).json()) as T;
}

interface ReadArticle {
  readonly id: string;
  readonly status: string;
  readonly title: string;
  readonly content_html: string;
  readonly revision: number;
  readonly officials: { readonly slug: string; readonly role: string | null }[];
  readonly [field: string]: unknown;
}

const readArticle = (id: string) => read<ReadArticle>(`/api/articles/${id}`);
const idOfPage = () => /[0-9A-Z]{26}/.exec(page.url())?.[0] ?? '';

async function createArticle(fields: Record<string, unknown>): Promise<ReadArticle> {
  return (await (await service.call('POST', '/api/articles', fields)).json()) as ReadArticle;
}

/** Types into the formatted view, from its title field on. */
async function write(title: string, text: string): Promise<void> {
  await page.waitForSelector('.rich-text');
  await page.fill('#title', title);
  await page.click('.rich-text');
  await page.keyboard.insertText(text);
}

/** A draft that rests is sent by itself, which some tests wait for; the browser's coming back on line does it at once. */
const sendAtOnce = () => page.evaluate(() => dispatchEvent(new Event('online')));

async function saveAtOnce(): Promise<void> {
  await sendAtOnce();
  await waitUntilKept('Draft saved');
}

const waitUntilKept = (words: string) => page.waitForSelector(`[data-kept]:has-text("${words}")`);

async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await isThere())) {
    if (Date.now() > end) throw new Error(`gave up waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('an editor without a mouse', () => {
  it('publishes the page of a district, corrects it and withdraws it, and everybody gets to know', async () => {
    await context.clearCookies();
    await signIn('/editor/webhooks');
    await tabTo(page, '#url');
    await page.keyboard.insertText(`${receiver.origin}/hooks/editor`);
    await page.waitForSelector('text=Recognised: own program');
    await tabTo(page, 'input[value="article.updated"]');
    await page.keyboard.press('Space');
    await tabTo(page, 'button:text-is("Add a webhook")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('code.secret');

    await tabTo(page, '.bar a:text-is("Articles")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.search');
    await tabTo(page, 'a:text-is("New article")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.rich-text');
    await tabTo(page, '.paste summary');
    await page.keyboard.press('Enter');
    await tabTo(page, '#page');
    await page.keyboard.insertText(DISTRICT_PAGE);
    await tabTo(page, 'input[name="script"]');
    await page.keyboard.press('Space');
    await tabTo(page, 'button:text-is("Fill the form")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice.good');
    expect(await page.inputValue('#title')).toBe('宜秀区召开经济运行“补短板、进位次、促增长”专项行动推进会');
    expect(await page.inputValue('#date')).toBe('2021-08-31T21:35:07');
    expect(await page.inputValue('[name="official_role:wu-shu"]')).toBe('区委副书记、区长');
    await tabTo(page, 'input[name="category"]');
    await page.keyboard.press('Space');
    await tabTo(page, '.decide button.primary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('iframe.preview');
    expect(await page.textContent('.outcome')).toContain(
      'It stands in 4 feeds: everything, Economy, 吴曙, 陈海银.',
    );
    expect(await page.textContent('.outcome')).toContain('1 receiver is told.');
    expect(await page.frameLocator('iframe.preview').locator('h1').textContent()).toContain('宜秀区召开');
    await tabTo(page, 'button:text-is("Publish now")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice.good:has-text("Published.")');

    const id = idOfPage();
    expect(await readArticle(id)).toMatchObject({
      status: 'published',
      date_published: '2021-08-31T13:35:07Z',
      categories: ['economy'],
      officials: [
        { slug: 'wu-shu', role: '区委副书记、区长' },
        { slug: 'chen-haiyin', role: '区委常委、常务副区长' },
      ],
    });
    for (const path of ['/feed', '/categories/economy/feed', '/officials/wu-shu/feed']) {
      for (const format of ['rss', 'atom', 'json']) {
        await until(`${path}.${format} has it`, async () =>
          (await (await fetch(`${service.origin}${path}.${format}`)).text()).includes('专项行动推进会'),
        );
      }
    }
    await until('the receiver has it', async () =>
      hookBodies().some((body) => body.includes('article.published')),
    );

    expect(await page.textContent('.notice.good')).toContain('Feeds: everything, Economy, 吴曙, 陈海银');
    expect(await page.textContent('.notice.good')).toContain('1 receiver is told.');
    await tabTo(page, '.rich-text');
    await page.keyboard.press('Control+Home');
    await page.keyboard.insertText('更正：');
    await tabTo(page, '.decide button.primary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('iframe.preview');
    await tabTo(page, 'input[name="change"][value="minor"]');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '#change_note');
    await page.keyboard.insertText('会议日期有误。');
    await tabTo(page, 'button:text-is("Publish the correction")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice.good');
    await until('the receiver has the correction', async () =>
      hookBodies().some((body) => body.includes('article.updated') && body.includes('会议日期有误。')),
    );

    await tabTo(page, 'a:text-is("Withdraw")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#reason');
    await tabTo(page, '#reason');
    await page.keyboard.insertText('内容不实。');
    await tabTo(page, 'button:text-is("Withdraw")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice.good:has-text("Withdrawn")');
    await until('the receiver has the withdrawal', async () =>
      hookBodies().some((body) => body.includes('article.withdrawn')),
    );
    expect(await readArticle(id)).toMatchObject({ status: 'withdrawn', withdrawn_reason: '内容不实。' });
  });

  it('formats a text with the toolbar, attaches whom the text names unless unticked, and attaches whom one types', async () => {
    await open('/editor/articles/new');
    await page.waitForSelector('.rich-text');
    await tabTo(page, '#title');
    await page.keyboard.insertText(LONG_TITLE);
    await page.keyboard.insertText('over\ntwo lines');
    expect(await page.inputValue('#title')).toBe(`${LONG_TITLE}over two lines`);
    expect(await page.$eval('#title', (title) => title.scrollHeight - title.clientHeight)).toBe(0);
    await tabTo(page, '.toolbar button');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('A heading');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('吴曙 and 陈海银 met.');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('ArrowRight');
    // No hand is so quick that its next key comes before the editor has heard of the selection.
    await page.waitForFunction(() => document.getSelection()?.isCollapsed);
    await page.waitForTimeout(100);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('An item');
    await page.waitForSelector('[role="status"]:has-text("Attached: 吴曙, 陈海银")');
    await tabTo(page, '.attached input[value="chen-haiyin"]');
    await page.keyboard.press('Space');
    await tabTo(page, '#added_official');
    await page.keyboard.insertText('李');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#added_official-error:has-text("nobody")');
    await page.keyboard.insertText('敏');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.attached li[data-official="li-min"]');
    expect(await page.inputValue('#added_official')).toBe('');
    expect(await page.locator('#added_official-error').count()).toBe(0);
    await page.keyboard.insertText('李');
    await page.waitForSelector('#all-officials option[value="李敏"]', { state: 'attached' });
    // As a browser tells it when one of the list is chosen; nobody is attached twice.
    await page.$eval('#added_official', (field) => {
      (field as HTMLInputElement).value = '李敏';
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
    });
    await page.waitForSelector('[role="status"]:has-text("Attached: 李敏")');
    expect(await page.locator('.attached li:has(input[name="official"]:checked)').count()).toBe(2);
    await waitUntilKept('Draft saved');
    const article = await readArticle(idOfPage());
    expect(article.content_html).toBe(
      '<h2>A heading</h2><p>吴曙 and 陈海银 met.</p><ul><li>An item</li></ul>',
    );
    expect(article.officials.map(({ slug }) => slug)).toEqual(['wu-shu', 'li-min']);
  });
});

const hookBodies = () => (receiver.requests.get('editor') ?? []).map(({ body }) => body);

describe('what is written', () => {
  it('survives a reload, and a server that is killed while one writes', async () => {
    await open('/editor/articles/new');
    await write('Survivor', 'The first sentence.');
    await page.reload();
    await page.waitForSelector('.rich-text');
    expect(await page.inputValue('#title')).toBe('Survivor');
    expect(await page.textContent('.rich-text')).toBe('The first sentence.');
    await page.click('.rich-text');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(' The second.');
    await saveAtOnce();
    const url = page.url();
    const { port } = new URL(service.origin);
    const { dataFolder, token } = service;
    await service.kill();
    await page.keyboard.insertText(' The third, to nobody.');
    await waitUntilKept('The server cannot be reached');
    await page.close();
    service = await startService({
      port: Number(port),
      dataFolder,
      vars: { ...vars, ADMIN_TOKEN: token },
      args: worker,
    });
    await openPage();
    await page.goto(url);
    await page.waitForSelector('.rich-text');
    expect(await page.textContent('.rich-text')).toBe(
      'The first sentence. The second. The third, to nobody.',
    );
    await page.click('.rich-text');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(' The fourth.');
    await saveAtOnce();
    expect((await readArticle(idOfPage())).content_html).toBe(
      '<p>The first sentence. The second. The third, to nobody. The fourth.</p>',
    );
  });

  it('is still there when the session has ended and one signs in again', async () => {
    await open('/editor/articles/new');
    await write('Interrupted', 'Before the end.');
    await saveAtOnce();
    await context.clearCookies();
    await page.keyboard.insertText(' After it.');
    await sendAtOnce();
    await page.click('button:text-is("Sign in again")');
    await page.fill('#ask-token', 'not the token');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog .error:has-text("not known")');
    await page.fill('#ask-token', service.token);
    await page.keyboard.press('Enter');
    await waitUntilKept('Draft saved');
    expect((await readArticle(idOfPage())).content_html).toBe('<p>Before the end. After it.</p>');
  });

  it('is shown beside what somebody else wrote meanwhile', async () => {
    const { id } = await createArticle({ title: 'Shared', content_text: 'Ours.', status: 'draft' });
    await open(`/editor/articles/${id}`);
    await page.waitForSelector('.rich-text');
    await service.call('PATCH', `/api/articles/${id}`, { content_text: 'Theirs.' });
    await page.click('.rich-text');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(' And mine.');
    await sendAtOnce();
    await page.click('button:text-is("Compare both texts")');
    await page.waitForSelector('.side-by-side');
    const both = await page.textContent('.side-by-side');
    expect(both).toContain('Ours. And mine.');
    expect(both).toContain('Theirs.');
    await page.click('button:text-is("Go on with my text")');
    await page.waitForSelector('.rich-text');
    expect(await page.textContent('.rich-text')).toBe('Ours. And mine.');
    await page.click('button:text-is("Save draft")');
    await waitUntilKept('Draft saved');
    expect((await readArticle(id)).content_html).toBe('<p>Ours. And mine.</p>');
  });

  it('is called kept in the browser only where it is, and is not left without a warning', async () => {
    const { id } = await createArticle({ title: 'Full', content_text: 'Old.' });
    await open(`/editor/articles/${id}`);
    await page.waitForSelector('.rich-text');
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.click('.rich-text');
    await page.keyboard.insertText('New. ');
    await waitUntilKept('cannot keep your text');
    expect(await page.textContent('[data-kept]')).not.toContain('Kept in this browser');
    const asked = new Promise<string>((resolve) => {
      page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.accept();
      });
    });
    await page.goto(`${service.origin}/editor`);
    expect(await asked).toBe('beforeunload');
  });

  it('is not called kept while there is nothing to keep', async () => {
    const { id } = await createArticle({ title: 'Untouched', content_text: 'As it is.' });
    await open(`/editor/articles/${id}`);
    await page.waitForSelector('.rich-text');
    await page.click('.rich-text');
    await page.keyboard.press('x');
    await waitUntilKept('Kept in this browser');
    await page.keyboard.press('Backspace');
    await page.waitForSelector('[data-kept]:empty', { state: 'attached' });
  });

  it('without a title is on the server, too', async () => {
    await open('/editor/articles/new');
    await page.waitForSelector('.rich-text');
    await page.click('.rich-text');
    await page.keyboard.insertText('Words come first.');
    await saveAtOnce();
    expect((await readArticle(idOfPage())).content_html).toBe('<p>Words come first.</p>');
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.waitForSelector('.rich-text');
    expect(await page.inputValue('#title')).toBe('');
  });

  it('stays on the page when it cannot be published, which says so, and goes when it can', async () => {
    await open('/editor/articles/new');
    await write('Offline', 'Written under way.');
    await saveAtOnce();
    await page.press('.decide button.primary', 'Enter');
    await page.waitForSelector('iframe.preview');
    await context.setOffline(true);
    await page.click('button:text-is("Publish now")');
    await page.waitForSelector('[role="alert"]:has-text("Nothing was sent")');
    await context.setOffline(false);
    await page.click('button:text-is("Publish now")');
    await page.waitForSelector('.notice.good:has-text("Published")');
    expect((await readArticle(idOfPage())).status).toBe('published');
  });

  it('does not stay in a browser that somebody signs out of, unless it is asked to', async () => {
    const { id } = await createArticle({ title: 'Half done', content_text: 'Old.' });
    for (const [choice, left] of [
      ['Sign out and leave them here', 1],
      ['Sign out and discard them', 0],
    ] as const) {
      await context.addCookies(signedIn);
      await open(`/editor/articles/${id}`);
      await page.waitForSelector('.rich-text');
      await page.click('.rich-text');
      await page.keyboard.insertText('New. ');
      await waitUntilKept('Kept in this browser');
      await page.click('.signed-in button');
      await page.waitForSelector('dialog li:has-text("Half done")');
      // The session is the others' too: only the form is looked at here.
      await page.route('**/editor/sign-out', (route) =>
        route.fulfill({ status: 303, headers: { location: '/editor/sign-in' } }),
      );
      await page.click(`button:text-is("${choice}")`);
      await page.waitForSelector('#token');
      await page.unroute('**/editor/sign-out');
      expect(await page.evaluate(() => Object.keys(localStorage).length)).toBe(left);
    }
  });

  it('in another tab by oneself is told as that', async () => {
    const { id } = await createArticle({ title: 'Two tabs', content_text: 'One.', status: 'draft' });
    await open(`/editor/articles/${id}`);
    await page.waitForSelector('.rich-text');
    await service.call('PATCH', `/api/articles/${id}`, { content_text: 'Two.' });
    await page.click('.rich-text');
    await page.keyboard.insertText('Mine. ');
    await sendAtOnce();
    await page.waitForSelector('[data-kept]:has-text("in another tab or window")');
    await page.click('button:text-is("Compare both texts")');
    await page.waitForSelector('h1:text-is("You changed this article in another tab")');
  });

  it('of a published article stays in the browser until it is decided', async () => {
    const { id } = await createArticle({ title: 'Out', content_text: 'As readers have it.' });
    await open(`/editor/articles/${id}`);
    await page.waitForSelector('.rich-text');
    await page.click('.rich-text');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(' Half a thou');
    await waitUntilKept('Kept in this browser');
    await page.goto(`${service.origin}/editor`);
    await page.click('text=Go on writing');
    await page.waitForSelector('.notice:has-text("is back")');
    expect(await page.textContent('.rich-text')).toBe('As readers have it. Half a thou');
    expect((await readArticle(id)).revision).toBe(1);
    await page.click('text=Take the saved text instead');
    await page.waitForSelector('.rich-text p:text-is("As readers have it.")');
    await page.goto(`${service.origin}/editor`);
    await page.waitForSelector('.search');
    expect(await page.locator('text=Go on writing').count()).toBe(0);
  });

  it('loses nothing by being looked at, though the formatted view could not hold it', async () => {
    const content_html =
      '<p><ruby>漢<rt>kan</rt></ruby></p><details><summary>More</summary><p>Text</p></details>';
    const article = await createArticle({ title: 'Rich', content_html });
    await open(`/editor/articles/${article.id}`);
    await page.waitForSelector('text=it is shown as HTML');
    expect(await page.inputValue('#content')).toBe(article.content_html);
    const plain = await createArticle({
      title: 'Plain',
      content_html:
        '<h3>Head</h3><ul><li>One<ul><li>Two</li></ul></li></ul><table><tbody><tr><td>Cell</td></tr></tbody></table>',
    });
    await page.goto(`${service.origin}/editor/articles/${plain.id}`);
    await page.waitForSelector('.rich-text table');
    // By key: what the page still lays out cannot move the button away from under it.
    await page.press('.decide button.primary', 'Enter');
    await eventually(async () =>
      expect(await page.textContent('main')).toContain('the article is as it was'),
    );
  });
});

describe('an official whom a text names', () => {
  it('is attached as the name is written, goes with the name, and is only offered where the saved text left them out', async () => {
    await open('/editor/articles/new');
    await write('Named', '李敏局长到会。');
    await page.waitForSelector('.attached li[data-official="li-min"]');
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('吴曙区长到会。');
    await page.waitForSelector('.attached li[data-official="wu-shu"]');
    expect(await page.locator('.attached li').count()).toBe(1);
    const { id } = await createArticle({ title: 'Left out', content_text: '吴曙区长到会。', officials: [] });
    await open(`/editor/articles/${id}`);
    await page.waitForSelector('.suggestions li:has-text("吴曙")');
    expect(await page.locator('.attached li').count()).toBe(0);
    await page.press('.decide button.primary', 'Enter');
    await page.waitForSelector('.suggestions p:text-is("Named but not attached:")');
    expect(await page.textContent('.outcome ul')).toContain('the article is as it was');
    await tabTo(page, 'button[value="attach:wu-shu"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('button[value="attach:wu-shu"]', { state: 'detached' });
    await page.waitForSelector('.outcome li:has-text("吴曙")');
    expect((await readArticle(id)).officials).toEqual([]);
  });
});

describe('a name behind an office that the directory does not have', () => {
  it('becomes an official of the article by one key, with its role', async () => {
    await open('/editor/articles/new');
    await write('Unknown', '区委书记欧阳凤鸣出席会议。');
    await page.waitForSelector('.suggestions li:has-text("欧阳凤鸣")');
    await tabTo(page, '.suggestions button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.attached li:has-text("欧阳凤鸣")');
    await page.waitForSelector('.suggestions', { state: 'detached' });
    await saveAtOnce();
    const [official] = (await readArticle(idOfPage())).officials;
    expect(official?.role).toBe('区委书记');
    const made = await read<{ name: string }>(`/api/officials/${official?.slug}`);
    expect(made.name).toBe('欧阳凤鸣');
  });
});

describe('what is seldom done', () => {
  it('is done by keyboard alone: a link for review, a token, a comparison, a table of officials', async () => {
    const { id } = await createArticle({ title: 'For review', status: 'draft', content_text: 'One.' });
    await open(`/editor/articles/${id}/previews`);
    await tabTo(page, 'form button.primary');
    await page.keyboard.press('Enter');
    const url = (await page.textContent('code.secret')) ?? '';
    const shown = await fetch(url.trim());
    expect(await shown.text()).toContain('For review');
    await tabTo(page, 'button.danger');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice.good');
    expect((await fetch(url.trim())).status).toBe(404);

    await open('/editor/tokens');
    await tabTo(page, '#name');
    await page.keyboard.insertText('Maria Weber');
    await page.keyboard.press('Enter');
    await page.waitForSelector('code.secret + button');
    const token = (await page.textContent('code.secret'))?.trim() ?? '';
    const asMaria = { headers: { authorization: `Bearer ${token}` } };
    expect((await fetch(`${service.origin}/api/articles`, asMaria)).status).toBe(200);

    await (
      await service.call('PATCH', `/api/articles/${id}`, { content_text: 'Two.', status: 'published' })
    ).text();
    await open(`/editor/articles/${id}/revisions`);
    await tabTo(page, 'button[type="submit"]:text-is("Compare")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.marked del:text-is("One")');
    await page.waitForSelector('.marked ins:text-is("Two")');

    await open('/editor/import-officials');
    await tabTo(page, '#text');
    await page.keyboard.insertText('name\trole\nZdeňka Nová\tTreasurer');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('td:text-is("zdenka-nova")');
    await tabTo(page, 'form button.primary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice.good');
    expect(await read('/api/officials/zdenka-nova')).toMatchObject({ name: 'Zdeňka Nová' });
  });
});

describe('the formatted view', () => {
  it('is reached by Enter from the title, saved by Ctrl+S, linked by Ctrl+K, looked at by Ctrl+Enter, and raises, lowers and clears', async () => {
    await open('/editor/articles/new');
    await page.waitForSelector('.rich-text');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('title');
    await page.keyboard.insertText('By key');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('2');
    await page.keyboard.press('Control+a');
    await page.waitForTimeout(100);
    await page.keyboard.press('Control+k');
    await page.waitForSelector('#ask-href:focus');
    await page.keyboard.insertText('example.org');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.rich-text a[href="https://example.org"]');
    await page.click('.toolbar [aria-label="Superscript"]');
    await page.waitForSelector('.rich-text sup');
    await page.click('.toolbar [aria-label="Subscript"]');
    await page.waitForSelector('.rich-text sub');
    expect(await page.locator('.rich-text sup').count()).toBe(0);
    await page.keyboard.press('Control+s');
    await waitUntilKept('Draft saved');
    const { content_html } = await readArticle(idOfPage());
    expect(content_html).toMatch(/^<p>(<sub>)?<a href="https:\/\/example.org\/?">(<sub>)?2/);
    await page.click('.toolbar [aria-label="Remove the link"]');
    await page.click('.toolbar [aria-label="Clear formatting"]');
    await page.keyboard.press('Control+s');
    await until('it is plain', async () => (await readArticle(idOfPage())).content_html === '<p>2</p>');
    await page.click('.rich-text');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('iframe.preview');
  });

  it('lets go of who is in a table, by Tab from its last cell and by Esc from any', async () => {
    await open('/editor/articles/new');
    await page.waitForSelector('.rich-text');
    await page.click('.rich-text');
    await page.click('.toolbar [aria-label="Table"]');
    await page.waitForSelector('.rich-text table');
    for (let cell = 0; cell < 5; cell++) await page.keyboard.press('Tab');
    await page.keyboard.insertText('last');
    expect(await page.textContent('.rich-text tr:last-child td:last-child')).toBe('last');
    await page.keyboard.press('Tab');
    expect(await page.locator('.rich-text tr').count()).toBe(3);
    expect(await page.evaluate(() => document.activeElement?.matches('.rich-text'))).toBe(false);
    await page.click('.rich-text th');
    await page.keyboard.press('Escape');
    await page.keyboard.insertText('behind');
    await page.waitForSelector('.rich-text > p:text-is("behind")');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.matches('.rich-text'))).toBe(false);
  });

  it('has its tools in one row and its decisions in another, on a low screen too', async () => {
    const { id } = await createArticle({ title: 'Rows', content_text: 'Text. '.repeat(400) });
    await openWindow({ ...DESKTOP, viewport: { width: 1280, height: 800 } });
    await context.addCookies(signedIn);
    await open(`/editor/articles/${id}`);
    await page.waitForSelector('.rich-text');
    const heights = await page.evaluate(() =>
      ['.toolbar', '.decide'].map(
        (name) => document.querySelector(name)?.getBoundingClientRect().height ?? 0,
      ),
    );
    // A button has 44 px, and nothing stands below it.
    for (const height of heights) expect(height).toBeLessThan(66);
  });
});

describe('what is pasted', () => {
  const paste = async (html: string) => {
    await page.click('.rich-text');
    await page.evaluate((markup) => {
      const data = new DataTransfer();
      data.setData('text/html', markup);
      data.setData('text/plain', 'plain');
      document
        .querySelector('.rich-text')
        ?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
    }, html);
  };

  it('from Word keeps headings, lists, links and tables, and nothing of Word', async () => {
    await open('/editor/articles/new');
    await page.fill('#title', 'Pasted');
    await paste(readFileSync(join(import.meta.dirname, '../fixtures/pasted/word.html'), 'utf8'));
    await saveAtOnce();
    expect((await readArticle(idOfPage())).content_html).toBe(
      readFileSync(join(import.meta.dirname, '../fixtures/pasted/word.expected.html'), 'utf8').trim(),
    );
  });

  it('from a web page keeps its structure and loses its scripts, styles and frames', async () => {
    await open('/editor/articles/new');
    await page.fill('#title', 'From the web');
    await paste(readFileSync(join(import.meta.dirname, '../fixtures/pasted/web.html'), 'utf8'));
    await saveAtOnce();
    expect((await readArticle(idOfPage())).content_html).toBe(
      readFileSync(join(import.meta.dirname, '../fixtures/pasted/web.expected.html'), 'utf8').trim(),
    );
  });
});

describe('a list', () => {
  it('follows what is typed, and so do the boxes of a long one and the officials of a webhook', async () => {
    for (let number = 1; number <= 14; number++) {
      await (
        await service.call('PUT', `/api/categories/many-${number}`, { name: `Ämter Nummer ${number}` })
      ).text();
    }
    await open('/editor/categories');
    await page.fill('#q', 'amt 14');
    await page.waitForFunction(() => document.querySelectorAll('.entries li').length === 1);
    expect(await page.textContent('.entries')).toContain('Ämter Nummer 14');
    expect(page.url()).toContain('q=amt+14');
    await open('/editor/articles/new');
    await page.fill('#categories input[type="search"]', 'amter 13');
    await page.waitForFunction(
      () => document.querySelectorAll('#categories .choices li:not([hidden])').length === 1,
    );
    await open('/editor/webhooks');
    await tabTo(page, '#added_official');
    await page.keyboard.insertText('陈');
    await page.waitForSelector('#all-officials option[value="陈海银"]', { state: 'attached' });
    await page.keyboard.insertText('海银');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-picked="official"] input[value="chen-haiyin"]:checked');
    for (let number = 1; number <= 14; number++) {
      await service.call('DELETE', `/api/categories/many-${number}`);
    }
  });
});

describe('more categories than there are boxes for', () => {
  const slugs = Array.from({ length: 301 }, (_, index) => `very-many-${index}`);
  const each = (method: string) =>
    Promise.all(
      slugs.map(async (slug) => {
        const body = method === 'PUT' ? { name: `Quartier ${slug.slice(10)}` } : undefined;
        await (await service.call(method, `/api/categories/${slug}`, body)).text();
      }),
    );

  it('are found by parts of their names, ticked by Enter, and kept with the text', async () => {
    await each('PUT');
    await open('/editor/articles/new');
    await write('One of many', 'Words.');
    await page.focus('#categories [data-suggests]');
    await page.keyboard.insertText('quart 29');
    await page.waitForSelector('#category-list option[value="very-many-299"]', { state: 'attached' });
    await page.fill('#categories [data-suggests]', 'Quartier 299');
    await page.waitForSelector('#category-list option:only-child', { state: 'attached' });
    await page.keyboard.press('Enter');
    const box = '#categories input[value="very-many-299"]';
    await page.waitForSelector(`${box}:checked`);
    // What the browser alone has comes back with its boxes.
    await waitUntilKept('Kept in this browser');
    await page.reload();
    await page.waitForSelector(`${box}:checked`);
    await saveAtOnce();
    const id = idOfPage();
    expect((await readArticle(id)).categories).toEqual(['very-many-299']);
    await open('/editor');
    await page.fill('.search [name="category"]', 'very-many-299');
    await page.waitForFunction(() => document.querySelectorAll('.articles li').length === 1);
    await (await service.call('DELETE', `/api/articles/${id}`)).text();
    await each('DELETE');
  });
});

describe('the pages', () => {
  afterAll(() => openWindow(DESKTOP));

  it.each([
    ['in English, light, on a desktop', 'en-GB', 'light', 1280],
    ['in Chinese, dark, on a telephone', 'zh-CN', 'dark', 390],
    ['in Chinese, light, on the smallest telephone', 'zh-CN', 'light', 320],
    ['in English, dark, on a tablet', 'en-GB', 'dark', 768],
  ] as const)('have nothing that axe-core finds wrong: %s', async (_name, locale, colorScheme, width) => {
    await openWindow({ locale, colorScheme, viewport: { width, height: 850 } });
    const { id } = await createArticle({
      title: 'Looked at',
      content_text: '吴曙 spoke.',
      categories: ['economy'],
      attachments: [{ url: 'https://example.org/a.pdf', mime_type: 'application/pdf', title: 'Plan' }],
    });
    await (
      await service.call('PATCH', `/api/articles/${id}`, { content_text: '吴曙 and others spoke.' })
    ).text();
    const draft = await createArticle({ title: 'For review', status: 'draft', content_text: 'One.' });
    const token = (await (
      await service.call('POST', '/api/tokens', { name: 'Maria Weber', role: 'editor' })
    ).json()) as { id: string };
    const { articles } = await read<{ articles: unknown[] }>('/api/articles');
    expect(articles.length).toBeGreaterThan(0);
    const hook = (await (
      await service.call('POST', '/api/webhooks', { url: `${receiver.origin}/hooks/axe` })
    ).json()) as { id: string };
    await open('/editor');
    const found: string[] = await runAxe();
    await context.addCookies(signedIn);
    for (const path of [
      '/editor',
      '/editor/articles/new',
      `/editor/articles/${id}`,
      `/editor/articles/${id}/withdraw`,
      `/editor/articles/${id}/revisions`,
      `/editor/articles/${id}/revisions/1`,
      `/editor/articles/${id}/revisions/compare?from=1&to=2`,
      `/editor/articles/${draft.id}/previews`,
      '/editor/tokens',
      `/editor/tokens/${token.id}`,
      '/editor/audit-log?subject=official',
      '/editor/import-officials',
      '/editor/categories',
      '/editor/categories/economy',
      '/editor/officials',
      '/editor/officials/wu-shu',
      '/editor/webhooks',
      `/editor/webhooks/${hook.id}`,
    ]) {
      await page.goto(service.origin + path);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      found.push(...(await runAxe()));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) found.push(`${path} is ${overflow} px too wide`);
    }
    for (const table of ['name,role\nNew One,Mayor', 'name,url\nWrong One,nowhere']) {
      await page.goto(`${service.origin}/editor/import-officials`);
      await page.fill('#text', table);
      await page.click('.entry-form button.primary');
      await page.waitForSelector('main .notice');
      found.push(...(await runAxe()));
    }
    await page.goto(`${service.origin}/editor/articles/${id}`);
    await page.waitForSelector('.rich-text');
    await page.fill('#title', '');
    await page.click('.decide button.primary');
    await page.waitForSelector('.notice.problem');
    found.push(...(await runAxe()));
    await page.fill('#title', 'Looked at again');
    await page.click('.decide button.primary');
    await page.waitForSelector('iframe.preview');
    found.push(...(await runAxe()));
    expect(found).toEqual([]);
  });

  it.each([
    ['light, on a desktop', 'light', 1280],
    ['dark, on the smallest telephone', 'dark', 320],
  ] as const)('nor in what an editor brings about: %s', async (_name, colorScheme, width) => {
    await openWindow({ locale: 'en-GB', colorScheme, viewport: { width, height: 850 } });
    await context.addCookies(signedIn);
    const found: string[] = [];
    const look = async (state: string) => {
      found.push(...(await runAxe()).map((problem) => `${state}: ${problem}`));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) found.push(`${state}: ${overflow} px too wide`);
    };
    const arabic = {
      title: 'المكتبة تفتح أبوابها أيام الأحد',
      content_html: '<p>ابتداء من الأول من ديسمبر تفتح مكتبة المنطقة أبوابها كل يوم أحد.</p>',
      language: 'ar',
    };
    const { id } = await createArticle(arabic);
    await open(`/editor/articles/${id}`);
    await page.waitForSelector('.rich-text');
    await look('Arabic');
    await page.click('.rich-text');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('dialog[open]');
    await look('a link is asked for');
    await page.keyboard.press('Escape');
    await page.click('.toolbar [aria-label="Table"]');
    await page.waitForSelector('.rich-text table');
    // A heading without words is the editor's own fault.
    await page.keyboard.insertText('اليوم');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('الساعات');
    await waitUntilKept('Kept in this browser');
    await look('a table, kept in the browser');
    await page.click('.signed-in button');
    await page.waitForSelector('dialog[open]');
    await look('signing out is asked about');
    await page.keyboard.press('Escape');
    await page.reload();
    await page.waitForSelector('.notice button');
    await look('a text is back from the browser');
    await service.call('PATCH', `/api/articles/${id}`, { title: 'Theirs' });
    await page.press('.decide button.primary', 'Enter');
    await page.waitForSelector('.side-by-side');
    await look('a conflict');
    await page.click('button:text-is("Go on with my text")');
    await page.waitForSelector('.rich-text');
    await page.press('.decide button.primary', 'Enter');
    await page.check('input[value="major"]');
    await page.click('button[value="publish"]');
    await page.waitForSelector('.notice.problem');
    await look('a note is missing');
    await page.fill('#change_note', 'Hours added.');
    await page.click('button[value="publish"]');
    await page.waitForSelector('.notice.good');
    await look('corrected');

    const draft = await createArticle({ title: 'Draft', status: 'draft', content_text: 'One.' });
    await open(`/editor/articles/${draft.id}`);
    await page.waitForSelector('.rich-text');
    await service.call('PATCH', `/api/articles/${draft.id}`, { content_text: 'Two.' });
    await page.click('.rich-text');
    await page.keyboard.insertText('Mine. ');
    await sendAtOnce();
    await page.waitForSelector('[data-kept] button');
    await look('a conflict is told');
    await open(`/editor/articles/${draft.id}/previews`);
    await page.click('form button.primary');
    await page.waitForSelector('code.secret + button');
    await look('a link for review');

    await open('/editor/webhooks');
    await page.fill('#url', 'ftp://example.org/');
    await page.click('.entry-form button.primary');
    await page.waitForSelector('.notice.problem');
    await look('an address is refused');
    await page.fill('#url', `${receiver.origin}/hooks/states-${width}`);
    await page.click('.entry-form button.primary');
    await page.waitForSelector('code.secret');
    await look('a webhook is added');
    receiver.behaviours.set(`states-${width}`, [{ status: 410 }]);
    await page.click('main a.button');
    await page.click('button:text-is("Send a test")');
    await page.waitForSelector('.status.disabled');
    await look('a test switched it off');
    await open('/editor/tokens');
    await page.fill('#name', 'Maria Weber');
    await page.keyboard.press('Enter');
    await page.waitForSelector('code.secret');
    await look('a token is made');
    expect(found).toEqual([]);
  });

  async function runAxe(): Promise<string[]> {
    // Through the debugger: the page's policy lets no other script in.
    await page.evaluate(AXE);
    return await page.evaluate(async () => {
      const axe = (globalThis as unknown as { axe: { run: typeof import('axe-core').run } }).axe;
      const { violations } = await axe.run({ exclude: [['iframe']] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${location.pathname} ${id}: ${node.html} ${node.failureSummary ?? ''}`),
      );
    });
  }
});
