import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JPEG } from '../fixtures/pictures.ts';
import { collectBrowserErrors, startBrowser, tabTo } from '../support/browser.ts';
import type { Service } from '../support/service.ts';
import { bundleWorker, startService } from '../support/service.ts';

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
function give(selector: string, how: 'paste' | 'drop', files: readonly SentFile[], html = ''): Promise<void> {
  return page.evaluate(
    ({ selector, how, files, html }) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      if (html !== '') transfer.setData('text/html', html);
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
    { selector, how, files, html },
  );
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

describe('a clerk with a photo', () => {
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
      /<img src="[^"]+\/files\/[0-9a-f]{32}\/photo\.jpg" alt="Two people on a bridge" width="8" height="12">/,
    );
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

  it('of a telephone is sent as large as pages show it, in fewer bytes', async () => {
    await write('Bridge open', 'It carries traffic. ');
    const bytes = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(4032, 3024);
      const drawing = canvas.getContext('2d');
      const noise = drawing?.createImageData(4032, 3024);
      if (drawing === null || noise === undefined) throw new Error('no canvas');
      for (let at = 0; at < noise.data.length; at += 1)
        noise.data[at] = at % 4 === 3 ? 255 : (at * 7919) % 251;
      drawing.putImageData(noise, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
      const transfer = new DataTransfer();
      transfer.items.add(new File([blob], 'IMG_0001.jpg', { type: 'image/jpeg' }));
      const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: transfer });
      document.querySelector('.rich-text')?.dispatchEvent(event);
      return blob.size;
    });
    await page.waitForSelector('#picture-alt:focus', { timeout: 60_000 });
    await page.keyboard.insertText('A pattern');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.rich-text img[alt="A pattern"]');
    const { files } = (await (await service.call('GET', '/api/files?limit=1')).json()) as {
      files: { width: number; height: number; size_in_bytes: number }[];
    };
    expect(files[0]).toMatchObject({ width: 2560, height: 1920 });
    expect(files[0]?.size_in_bytes).toBeLessThan(bytes);
  });

  it('is told what cannot be taken, in words, and keeps the text', async () => {
    await write('Bridge open', 'It carries traffic.');
    await give('.rich-text', 'drop', [
      { name: 'drawing.svg', type: 'image/svg+xml', base64: btoa('<svg/>') },
    ]);
    await page.waitForSelector('.uploads .error:has-text("drawing.svg: This kind of file cannot be used")');
    expect(await page.textContent('.rich-text')).toContain('It carries traffic.');
    await page.click('.toolbar button[aria-label="Picture"]');
    await page.fill('#picture-src', 'C:\\Users\\Anna\\photo.jpg');
    await page.fill('#picture-alt', 'A bridge');
    await page.click('dialog button[type="submit"]');
    await page.waitForSelector('dialog .error:has-text("This is a place on a computer")');
    await page.keyboard.press('Escape');
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
});
