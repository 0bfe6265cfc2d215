import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JPEG, PNG, TELEPHONE_EXIF } from '../fixtures/pictures.ts';
import { collectBrowserErrors, startBrowser, tabTo } from '../support/browser.ts';
import { hasProgram, runProgram } from '../support/outside-program.ts';
import type { Service } from '../support/service.ts';
import { bundleWorker, startService } from '../support/service.ts';
import { PYTHON } from '../support/xml-tree.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHOTO = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(JPEG) };
const PLAN = { name: 'Plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n% a plan\n') };

let service: Service;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let browserErrors: string[];

beforeAll(async () => {
  const args = await bundleWorker();
  [service, browser] = await Promise.all([startService({ args }), startBrowser()]);
  context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  browserErrors = collectBrowserErrors(page);
  await page.goto(`${service.origin}/editor`);
  await page.waitForSelector('#token:focus');
  await page.keyboard.insertText(service.token);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.signed-in');
});

afterAll(async () => {
  await browser?.close();
  await service?.kill();
});

beforeEach(async () => {
  browserErrors.length = 0;
  await page.goto(`${service.origin}/editor/articles/new`);
  await page.waitForSelector('.rich-text');
});

afterEach(() => {
  expect(browserErrors).toEqual([]);
});

async function write(title: string, text: string): Promise<void> {
  await page.fill('#title', title);
  await page.click('.rich-text');
  await page.keyboard.insertText(text);
}

async function expectAccessible(): Promise<void> {
  await page.evaluate(AXE);
  const wrong = await page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run: typeof import('axe-core').run } }).axe;
    const { violations } = await axe.run({ exclude: [['iframe']] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  expect(wrong).toEqual([]);
}

interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

/** Gives files to an element as a hand or a clipboard does; `html` is what a word processor puts beside them. */
function give(
  selector: string,
  how: 'paste' | 'drop',
  files: readonly SentFile[],
  html = '',
  rtf = '',
): Promise<void> {
  return page.evaluate(
    ({ selector, how, files, html, rtf }) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      if (html !== '') transfer.setData('text/html', html);
      if (rtf !== '') transfer.setData('text/rtf', rtf);
      const target = document.querySelector(selector);
      const box = target?.getBoundingClientRect();
      const shared = { bubbles: true, cancelable: true };
      const at = { clientX: (box?.x ?? 0) + 20, clientY: (box?.y ?? 0) + 10 };
      const event =
        how === 'paste'
          ? new ClipboardEvent('paste', { ...shared, clipboardData: transfer })
          : new DragEvent('drop', { ...shared, ...at, dataTransfer: transfer });
      target?.dispatchEvent(event);
    },
    { selector, how, files, html, rtf },
  );
}

/** A photo as a telephone takes it: lying on its side, red at the side that is up, with its camera and its place. */
async function takePhoto(): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(4032, 3024);
    const drawing = canvas.getContext('2d');
    const pixels = drawing?.createImageData(4032, 3024);
    if (drawing === null || pixels === undefined) throw new Error('no canvas');
    let noise = 1;
    for (let at = 0; at < pixels.data.length; at += 4) {
      noise = (noise * 48_271) % 2_147_483_647;
      const isLeft = (at / 4) % 4032 < 2016;
      pixels.data.set([isLeft ? 200 : 0, noise % 200, isLeft ? 0 : 200, 255], at);
    }
    drawing.putImageData(pixels, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.98 });
    return new Uint8Array(await blob.arrayBuffer()).toBase64();
  });
  const jpeg = Buffer.from(base64, 'base64');
  return Buffer.concat([jpeg.subarray(0, 2), TELEPHONE_EXIF, jpeg.subarray(2)]);
}

const sent = ({ name, mimeType, buffer }: typeof PHOTO): SentFile => ({
  name,
  type: mimeType,
  base64: buffer.toString('base64'),
});

async function publish(): Promise<string> {
  await page.click('button[value="review"]');
  await page.waitForSelector('iframe.preview');
  await page.click('button[value="publish"]');
  await page.waitForSelector('.notice.good');
  const id = /[0-9A-Z]{26}/.exec(page.url())?.[0] ?? '';
  return id;
}

interface ReadArticle {
  readonly [field: string]: unknown;
  readonly content_html: string;
  readonly image: {
    readonly url: string;
    readonly alt: string | null;
    readonly caption: string | null;
  } | null;
  readonly attachments: {
    readonly title: string;
    readonly mime_type: string;
    readonly size_in_bytes: number;
  }[];
}

async function readArticle(id: string): Promise<ReadArticle> {
  return (await (await service.call('GET', `/api/articles/${id}`)).json()) as ReadArticle;
}

describe('an editor with a photo', () => {
  it('chooses it by keyboard, must say what it shows, and readers get it with that', async () => {
    await write('Bridge open', 'It carries traffic. ');
    await page.focus('.toolbar button[aria-label="Picture"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    await expectAccessible();
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, 'dialog button:has-text("from this computer")');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(PHOTO);
    await page.waitForSelector('#picture-alt:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog .error:has-text("Say what the picture shows")');
    await page.keyboard.insertText('Two people on a bridge');
    await tabTo(page, '#picture-caption');
    await page.keyboard.insertText('Open again');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('Press office');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.rich-text img[alt="Two people on a bridge"]');
    // Nobody else sees it yet, but whoever writes does, here and in the look before publishing.
    const isSeen = () =>
      page.locator('.rich-text img').evaluate((one) => (one as HTMLImageElement).naturalWidth > 0);
    await expect.poll(isSeen).toBe(true);
    await page.click('button[value="review"]');
    const preview = page.frameLocator('iframe.preview').locator('img[alt="Two people on a bridge"]');
    await expect
      .poll(() => preview.evaluate((one) => (one as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
    await page.click('button[value="publish"]');
    await page.waitForSelector('.notice.good');
    const article = await readArticle(/[0-9A-Z]{26}/.exec(page.url())?.[0] ?? '');
    expect(article.content_html).toMatch(
      /<figure><img src="[^"]+\/files\/[0-9a-f]{32}\/photo\.jpg" alt="Two people on a bridge" width="8" height="12"><figcaption>Open again <small>Press office<\/small><\/figcaption><\/figure>/,
    );
    // What stands below it is changed where it was said.
    await page.goto(`${service.origin}/editor/articles/${/[0-9A-Z]{26}/.exec(page.url())?.[0]}`);
    await page.click('.rich-text figure img');
    expect(await page.inputValue('#picture-credit')).toBe('Press office');
    await page.fill('#picture-caption', '');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.rich-text figcaption:has-text("Press office"):not(:has-text("Open again"))');
  });

  it('drops it and pastes it, is asked for what it shows, and never leaves the page', async () => {
    await write('Bridge open', 'It carries traffic. ');
    const place = page.url();
    for (const how of ['drop', 'paste'] as const) {
      await give('.rich-text', how, [sent(PHOTO)]);
      await page.waitForSelector('#picture-alt:focus');
      await page.keyboard.insertText(`By ${how}`);
      await page.keyboard.press('Enter');
      await page.waitForSelector(`.rich-text img[alt="By ${how}"]`);
    }
    await give('body', 'drop', [sent(PLAN)]);
    await page.waitForSelector('.uploads:has-text("Added to the documents: Plan.pdf")');
    expect(page.url()).toBe(place);
    await expectAccessible();
    const article = await readArticle(await publish());
    expect(article.content_html.match(/<img/g)).toHaveLength(2);
    expect(article.attachments).toMatchObject([
      { title: 'Plan', mime_type: 'application/pdf', size_in_bytes: PLAN.buffer.length },
    ]);
  });

  it('may decide later, but not after publishing', async () => {
    await write('Bridge open', 'It carries traffic. ');
    await give('.rich-text', 'paste', [sent(PHOTO)]);
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.rich-text img:not([alt])');
    await page.click('button[value="review"]');
    await page.waitForSelector('.notice.problem:has-text("Say what the picture shows")');
    await page.waitForSelector('.rich-text img');
    await page.click('.rich-text img');
    expect(await page.inputValue('#picture-src')).toContain('/files/');
    await page.check('#picture-decorates');
    await page.click('dialog button[type="submit"]');
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.waitForSelector('.rich-text img[alt=""]');
    // By keyboard: the arrow selects the picture, Enter asks about it.
    await page.click('.rich-text p');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#picture-alt:focus');
    await page.keyboard.press('Escape');
    expect((await readArticle(await publish())).content_html).toContain(' alt=""');
  });

  it('puts one at the top, with a caption', async () => {
    await write('Bridge open', 'It carries traffic.');
    await page.click('[data-lead-picture] summary');
    const chooser = page.waitForEvent('filechooser');
    await page.click('[data-lead-picture] button');
    await (await chooser).setFiles(PHOTO);
    await page.waitForSelector('#image_alt:focus');
    await page.keyboard.insertText('Two people');
    await page.fill('#image_caption', 'Open again');
    await expectAccessible();
    expect((await readArticle(await publish())).image).toMatchObject({
      alt: 'Two people',
      caption: 'Open again',
    });
  });

  it('of 12 MB from a telephone is published the right way up, small, and says nothing of camera and place', async () => {
    const photo = await takePhoto();
    expect(photo.length).toBeGreaterThan(12_000_000);
    expect(photo.includes('SECRET')).toBe(true);
    await write('Bridge open', 'It carries traffic. ');
    await page.click('.toolbar button[aria-label="Picture"]');
    const chooser = page.waitForEvent('filechooser');
    await page.click('dialog button:has-text("from this computer")');
    await (await chooser).setFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page.waitForSelector('dialog [role="status"]:has-text("On its way: IMG_0001.jpg")');
    await page.waitForSelector('#picture-alt:focus', { timeout: 60_000 });
    await page.keyboard.insertText('Red above blue');
    await page.keyboard.press('Enter');
    await publish();
    await page.click('.notice.good a');
    const sides = await page.locator('img[alt="Red above blue"]').evaluate(async (one) => {
      const image = one as HTMLImageElement;
      await image.decode();
      const canvas = new OffscreenCanvas(1, 2);
      const drawing = canvas.getContext('2d');
      drawing?.drawImage(image, 0, 0, 1, 2);
      const [red = 0, , blue = 0, , redBelow = 0, , blueBelow = 0] =
        drawing?.getImageData(0, 0, 1, 2).data ?? [];
      return {
        size: [image.naturalWidth, image.naturalHeight],
        isUpright: red > blue && blueBelow > redBelow,
        src: image.src,
      };
    });
    expect(sides).toMatchObject({ size: [1920, 2560], isUpright: true });
    const shown = Buffer.from(await (await fetch(sides.src)).arrayBuffer());
    expect(shown.length).toBeLessThan(photo.length / 4);
    expect(shown.includes('SECRET') || shown.includes('Exif')).toBe(false);
    // Sent whole by a program, it stays as large as it was.
    const whole = await fetch(`${service.origin}/api/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${service.token}` },
      body: new Uint8Array(photo),
    });
    const file = (await whole.json()) as { url: string };
    expect(file).toMatchObject({ width: 3024, height: 4032 });
    const kept = await fetch(file.url, { headers: { authorization: `Bearer ${service.token}` } });
    expect(Buffer.from(await kept.arrayBuffer()).includes('SECRET')).toBe(false);
  });

  it('puts it between paragraphs, and writes on behind it', async () => {
    await write('Bridge open', 'It carries traffic.');
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowLeft');
    await give('.rich-text', 'paste', [sent(PHOTO)]);
    await page.waitForSelector('#picture-alt:focus');
    await page.keyboard.insertText('A bridge');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.keyboard.insertText('From Monday.');
    expect((await readArticle(await publish())).content_html).toMatch(
      /^<p>It carries traffic\.<\/p>\s*(<p>)?<img [^>]+>(<\/p>)?\s*<p>From Monday\.<\/p>$/,
    );
  });

  it('pastes it into Markdown and HTML as well', async () => {
    await page.fill('#title', 'Bridge open');
    await page.selectOption('#format', 'markdown');
    await page.fill('#content', 'It carries traffic.\n\n');
    await give('#content', 'paste', [sent(PHOTO)]);
    await page.waitForSelector('#picture-alt:focus');
    await page.keyboard.insertText('Two [people]');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.inputValue('#content')).toMatch(/!\[Two \\\[people\\\]\]\(http[^)]+\)/);
    await page.selectOption('#format', 'html');
    await expect.poll(() => page.inputValue('#content')).toContain('alt="Two [people]"');
    await give('#content', 'paste', [sent(PHOTO)]);
    await page.waitForSelector('#picture-alt:focus');
    await page.keyboard.press('Escape');
    await page.click('button[value="review"]');
    await page.waitForSelector('.notice.problem:has-text("Say what the picture shows")');
  });

  it('is told what cannot be taken, in words, and keeps the text', async () => {
    await write('Bridge open', 'It carries traffic.');
    await give('.rich-text', 'drop', [
      { name: 'drawing.svg', type: 'image/svg+xml', base64: btoa('<svg/>') },
    ]);
    await page.waitForSelector('.uploads .error:has-text("drawing.svg: This kind of file cannot be used")');
    expect(await page.textContent('.rich-text')).toContain('It carries traffic.');
    // It is seen, above the buttons, on a screen that ends before the text does.
    await page.setViewportSize({ width: 1280, height: 700 });
    const isSeen = await page.locator('.uploads .error').evaluate((line) => {
      const { x, y, width, height } = line.getBoundingClientRect();
      return line.contains(document.elementFromPoint(x + width / 4, y + height / 2));
    });
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(isSeen).toBe(true);
    await page.click('.toolbar button[aria-label="Picture"]');
    await page.fill('#picture-src', 'C:\\Users\\Anna\\photo.jpg');
    await page.fill('#picture-alt', 'A bridge');
    await page.click('dialog button[type="submit"]');
    await page.waitForSelector('dialog .error:has-text("This is a place on a computer")');
    await page.keyboard.press('Escape');
  });

  it('is told that it was not sent where the server cannot be reached, and sends it again', async () => {
    await write('Bridge open', 'It carries traffic.');
    await context.setOffline(true);
    await give('body', 'drop', [sent(PLAN)]);
    await page.waitForSelector('.uploads .error:has-text("Plan.pdf: Nothing was sent")');
    await context.setOffline(false);
    await give('body', 'drop', [sent(PLAN)]);
    await page.waitForSelector('.uploads:has-text("Added to the documents: Plan.pdf")');
  });

  it('pastes a text with pictures from a word processor: what has its bytes is there, the others are counted', async () => {
    await write('Bridge open', 'Before. ');
    const html =
      `<p>One <img src="data:image/jpeg;base64,${PHOTO.buffer.toString('base64')}" alt="A bridge"></p>` +
      '<p>Two <img src="file:///C:/Temp/clip_image001.png"></p>';
    await give('.rich-text', 'paste', [], html);
    await page.waitForSelector('.rich-text img[alt="A bridge"][src^="http"]');
    await page.waitForSelector('text=pictures that are on your computer only (1)');
    expect((await readArticle(await publish())).content_html).toMatch(
      /<img src="[^"]+\/files\/[^"]+" alt="A bridge"/,
    );
  });

  it('pastes from Word, whose HTML names pictures on the computer and whose RTF has their bytes', async () => {
    await write('Bridge open', 'Before. ');
    const html =
      '<p class=MsoNormal>One <img width=8 height=12 src="file:///C:/Temp/clip_image001.jpg" alt="A bridge"></p>';
    const rtf = `{\\rtf1 {\\*\\shppict{\\pict\\jpegblip ${PHOTO.buffer.toString('hex')}}}}`;
    await give('.rich-text', 'paste', [], html, rtf);
    await page.waitForSelector('.rich-text img[alt="A bridge"][src^="http"]');
    await publish();
  });

  it('dropped from Word after a paste, has pictures of its own or none, never those of the paste', async () => {
    await write('Bridge open', 'Before. ');
    const name = (alt: string) =>
      `<p class=MsoNormal>One <img src="file:///C:/Temp/clip_image001.jpg" alt="${alt}"></p>`;
    const bytes = (kind: string, picture: Uint8Array) =>
      `{\\rtf1 {\\*\\shppict{\\pict\\${kind} ${Buffer.from(picture).toString('hex')}}}}`;
    await give('.rich-text', 'paste', [], name('Pasted'), bytes('jpegblip', JPEG));
    await page.waitForSelector('.rich-text img[alt="Pasted"][src^="http"]');
    await give('.rich-text', 'drop', [], name('Dropped without'));
    await page.waitForSelector('text=pictures that are on your computer only (1)');
    expect(await page.locator('.rich-text img[alt="Dropped without"]').count()).toBe(0);
    await give('.rich-text', 'drop', [], name('Dropped'), bytes('pngblip', PNG));
    await page.waitForSelector('.rich-text img[alt="Dropped"][src^="http"]');
    expect(await page.getAttribute('.rich-text img[alt="Dropped"]', 'src')).toMatch(/\.png$/);
  });

  it('who drops it beside its place leaves no page of the editor', async () => {
    for (const path of ['/editor/articles/new', '/editor/import-officials', '/editor']) {
      await page.goto(service.origin + path);
      const isKept = (kind: string, selector: string) =>
        page.evaluate(
          ({ kind, selector }) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File(['x'], 'x.txt'));
            const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer });
            return document.querySelector(selector)?.dispatchEvent(event) === false;
          },
          { kind, selector },
        );
      await page.waitForSelector('main');
      expect(await isKept('dragover', 'h1')).toBe(true);
      expect(await isKept('drop', 'h1')).toBe(true);
      // A field that takes files takes them itself.
      if (path.includes('import')) expect(await isKept('drop', 'input[type="file"]')).toBe(false);
    }
  });
});

describe('an article with two officials, a category and a photo', () => {
  /** What choosing a file in the system's own window takes: the file, and the button. */
  const CLICKS_OF_CHOOSER = 2;

  it('is published with nine clicks at most, and with twenty keys at most beyond its words', async () => {
    for (const [slug, name] of [
      ['jane-doe', 'Jane Doe'],
      ['john-roe', 'John Roe'],
    ])
      await service.call('PUT', `/api/officials/${slug}`, { name, role: 'Councillor' });
    await service.call('PUT', '/api/categories/roads', { name: 'Roads' });
    // Counted where they arrive, whatever makes them.
    await context.addInitScript(() => {
      const count = (name: string) =>
        sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name) ?? 0) + 1));
      addEventListener('keydown', () => count('keys'), true);
      addEventListener('click', (event) => event.isTrusted && event.detail > 0 && count('clicks'), true);
    });
    await page.goto(`${service.origin}/editor`);
    await page.evaluate(() => sessionStorage.clear());
    await page.click('a:has-text("New article")');
    await page.waitForSelector('#title:focus');
    await page.waitForSelector('.rich-text');
    await page.keyboard.insertText('Bridge open');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('Jane Doe and John Roe opened the bridge. ');
    await page.click('.toolbar button[aria-label="Picture"]');
    const chooser = page.waitForEvent('filechooser');
    await page.click('dialog button:has-text("from this computer")');
    await (await chooser).setFiles(PHOTO);
    await page.waitForSelector('#picture-alt:focus');
    await page.keyboard.insertText('Two people on a bridge');
    await page.keyboard.press('Enter');
    await page.click('#categories label:has-text("Roads")');
    await page.waitForSelector('.attached li:nth-child(2)');
    const article = await readArticle(await publish());
    expect(article).toMatchObject({
      status: 'published',
      categories: ['roads'],
      officials: [{ slug: 'jane-doe' }, { slug: 'john-roe' }],
      content_html: expect.stringContaining('alt="Two people on a bridge"'),
    });
    const { keys, clicks } = await page.evaluate(() => ({
      keys: Number(sessionStorage.getItem('keys')),
      clicks: Number(sessionStorage.getItem('clicks')),
    }));
    expect(keys).toBeGreaterThan(0);
    expect(clicks).toBeGreaterThan(0);
    expect(keys).toBeLessThanOrEqual(20);
    expect(clicks + CLICKS_OF_CHOOSER).toBeLessThanOrEqual(9);
  });
});

const hasNewsboat = hasProgram('newsboat', ['--version']) && hasProgram(PYTHON, ['-c', 'import sqlite3']);

describe.skipIf(!hasNewsboat)('newsboat (skipped where newsboat or python3 is not installed)', () => {
  it('shows a photo that an editor has published, with what it shows, its caption and whose it is', async () => {
    await write('Bridge seen elsewhere', 'It carries traffic. ');
    await give('.rich-text', 'drop', [sent(PHOTO)]);
    await page.waitForSelector('#picture-alt:focus');
    await page.keyboard.insertText('Two people on a bridge');
    await page.fill('#picture-caption', 'Open again');
    await page.fill('#picture-credit', 'Press office');
    await page.keyboard.press('Enter');
    const id = await publish();
    const folder = mkdtempSync(join(tmpdir(), 'gazette-newsboat-'));
    const [urls, cache, config] = ['urls', 'cache.db', 'config'].map((name) => join(folder, name));
    writeFileSync(urls ?? '', `${service.origin}/feed.rss\n`);
    writeFileSync(config ?? '', '');
    const args = ['-u', urls, '-c', cache, '-C', config, '-x', 'reload'].map(String);
    await promisify(execFile)('newsboat', args, { env: { ...process.env, HOME: folder } });
    const items = JSON.parse(
      runProgram(PYTHON, ['tests/support/read_newsboat.py', String(cache)]).stdout,
    ) as { guid: string; content: string }[];
    rmSync(folder, { recursive: true });
    expect(items.find(({ guid }) => guid.endsWith(`:article/${id}`))?.content).toMatch(
      /<figure><img src="http[^"]+photo\.jpg" alt="Two people on a bridge"[^>]*><figcaption>Open again <small>Press office<\/small>/,
    );
  });
});

describe('an editor with the portrait of an official', () => {
  it('chooses it by keyboard, and everybody sees it once the official is kept', async () => {
    await page.goto(`${service.origin}/editor/officials`);
    await page.fill('#name', 'Ann Lee');
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, 'button:has-text("from this computer")');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(PHOTO);
    await page.waitForSelector('#image:focus');
    await expectAccessible();
    await page.click('button.primary');
    await page.waitForSelector('.notice.good');
    const visitor = await browser.newPage();
    await visitor.goto(`${service.origin}/officials/ann-lee`);
    const width = () => visitor.locator('main img').evaluate((one) => (one as HTMLImageElement).naturalWidth);
    await expect.poll(width).toBe(8);
    await visitor.close();
  });

  it('is told where it is no picture, or was refused', async () => {
    await page.goto(`${service.origin}/editor/officials`);
    for (const [file, words] of [
      [PLAN, 'Choose a picture'],
      [{ name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }, 'cannot be used'],
    ] as const) {
      const chooser = page.waitForEvent('filechooser');
      await page.click('button:has-text("from this computer")');
      await (await chooser).setFiles(file);
      await page.waitForSelector(`.uploads .error:has-text("${words}")`);
    }
    expect(await page.inputValue('#image')).toBe('');
    // The browser tells of the refusal by itself.
    browserErrors.length = 0;
  });
});
