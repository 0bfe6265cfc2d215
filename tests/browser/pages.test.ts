/** The public pages in a real browser: what they are to eyes, ears, keyboards and small screens. */

import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { bundleWorker, type Service, startService } from '../support/service.ts';
import { type Filled, fillWithArticles } from './installation.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The rules of WCAG 2.2 to level AA, and what axe calls good practice. */
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** The narrowest telephone in use, a common one, a tablet, and a desk. */
const WIDTHS = [320, 390, 768, 1280];

let browser: Browser;
let worker: readonly string[];
let service: Service;
let fixtures: Filled;

beforeAll(async () => {
  worker = await bundleWorker();
  [service, browser] = await Promise.all([
    startService({
      vars: { PUBLICATION_TITLE: 'Town Gazette', PUBLICATION_LANGUAGE: 'en-GB', FEED_SIZE: '4' },
      args: worker,
    }),
    startBrowser(),
  ]);
  fixtures = await fillWithArticles(service);
});

afterAll(async () => {
  await browser?.close();
  await service?.kill();
  if (service !== undefined) rmSync(service.dataFolder, { recursive: true, force: true });
});

/** Opens pages one after the other in a window of its own, hands each over, and gives back what the browser found wrong. */
async function visit(
  paths: readonly string[],
  options: BrowserContextOptions,
  look: (page: Page, path: string) => Promise<void>,
): Promise<string[]> {
  const context = await browser.newContext(options);
  const problems: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => {
      // A page that is not there is told of as well; its status is what the test wants.
      if (message.type() !== 'log' && !/status of 4(04|10)/.test(message.text())) {
        problems.push(`${page.url()} ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => problems.push(`${page.url()} ${error}`));
    for (const path of paths) {
      await page.goto(service.origin + path);
      await look(page, path);
    }
  } finally {
    await context.close();
  }
  return problems;
}

/** What axe finds, in a line each. The policy forbids scripts of others, so axe comes in by the debugger's door. */
async function listViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = (await page.evaluate(
    (rules) => (globalThis as unknown as { axe: { run: (o: unknown) => unknown } }).axe.run(rules),
    RULES,
  )) as AxeResults;
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('every page', () => {
  it('has nothing that axe finds, in light and dark, and nothing for the console', async () => {
    const problems = await visit(fixtures.paths, {}, async (page, path) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        // Without transitions: a colour that is on its way to another has no contrast of its own.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await listViolations(page), `${path} ${colorScheme}`).toEqual([]);
      }
    });
    expect(problems).toEqual([]);
  });

  it('fits every screen without scrolling sideways', async () => {
    await visit(fixtures.paths, {}, async (page, path) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 700 });
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
      }
    });
  });

  it('starts for the keyboard with a link to its content, and shows where one is', async () => {
    await visit(['/'], {}, async (page) => {
      await page.keyboard.press('Tab');
      const skip = page.locator(':focus');
      expect(await skip.textContent()).toBe('Skip to the content');
      // It slides in.
      await expect.poll(async () => (await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('content');
      await page.keyboard.press('Tab');
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineWidth');
      expect(outline).toBe('3px');
    });
  });

  it('is whole without scripts', async () => {
    await visit(fixtures.paths, { javaScriptEnabled: false }, async (page, path) => {
      expect((await page.locator('main').textContent())?.length, path).toBeGreaterThan(20);
      expect(await page.locator('link[rel=alternate]').count()).toBeGreaterThanOrEqual(3);
    });
    await visit(['/subscribe'], { javaScriptEnabled: false }, async (page) => {
      expect(await page.getByLabel('Address of the feed: Everything').inputValue()).toBe(
        `${service.origin}/feed.rss`,
      );
      expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0);
    });
  });
});

describe('the page for subscribers', () => {
  it('copies an address and says so', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    const problems = await visit(['/subscribe'], options, async (page) => {
      const row = page.getByRole('listitem').filter({ hasText: 'Economy' });
      await row.getByRole('button', { name: 'Copy' }).click();
      await row.getByRole('button', { name: 'Copied' }).waitFor();
      const address = `${service.origin}/categories/economy/feed.rss`;
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(address);
      expect(await page.getByRole('status').textContent()).toContain(address);
    });
    expect(problems).toEqual([]);
  });
});

describe('the picture of an official', () => {
  it('that was uploaded here is seen by everybody, on their page and in the list', async () => {
    const problems = await visit(['/officials/wu-shu', '/officials'], {}, async (page, path) => {
      const picture = page.locator('main img');
      await picture.scrollIntoViewIfNeeded();
      const size = () => picture.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth);
      await expect.poll(size, { message: path }).toBe(8);
    });
    expect(problems).toEqual([]);
  });

  it('pushes nothing away as it comes', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 700 } });
    const readPlaces = () =>
      page.evaluate(
        `[...document.querySelectorAll('main *')].map((one) => { const { x, y } = one.getBoundingClientRect(); return one.localName + ' ' + Math.round(x) + ' ' + Math.round(y); })`,
      );
    for (const path of ['/officials/wu-shu', '/officials']) {
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      await page.route('**/files/**', async (route) => {
        await released;
        await route.continue();
      });
      await page.goto(service.origin + path, { waitUntil: 'domcontentloaded' });
      // Not waitForFunction, whose second look is one that the page's policy forbids.
      await expect
        .poll(() => page.evaluate('document.styleSheets.length'), { message: path })
        .toBeGreaterThan(0);
      const before = await readPlaces();
      release();
      const size = 'document.querySelector("main img").naturalWidth';
      await expect.poll(() => page.evaluate(size), { message: path }).toBe(8);
      expect(await readPlaces()).toEqual(before);
      await page.unrouteAll();
    }
    await page.close();
  });
});

describe('the page of an article', () => {
  it('hands its address to the clipboard, and to the system’s dialog where there is one', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    const problems = await visit(['/', fixtures.wholePath], options, async (page, path) => {
      // The first page is where what comes after is prepared.
      if (path === '/') {
        await page.addInitScript(
          'Navigator.prototype.share = (data) => { globalThis.shared = data; return Promise.resolve(); };',
        );
        return;
      }
      const address = service.origin + path;
      await page.getByRole('button', { name: 'Copy link' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(address);
      await page.getByRole('button', { name: 'Share' }).click();
      expect(await page.evaluate('globalThis.shared')).toEqual({
        title: 'Library opens on Sundays · Town Gazette',
        url: address,
      });
    });
    expect(problems).toEqual([]);
    await visit(['/', fixtures.wholePath], {}, async (page, path) => {
      if (path === '/') {
        await page.addInitScript('delete Navigator.prototype.share;');
        return;
      }
      await page.getByRole('button', { name: 'Copy link' }).waitFor();
      expect(await page.getByRole('button', { name: 'Share' }).count()).toBe(0);
    });
  });

  it('is on paper with its address and without what cannot be pressed there', async () => {
    await visit([fixtures.wholePath], {}, async (page, path) => {
      await page.emulateMedia({ media: 'print' });
      // Whole, on as many lines as it takes: a field would show its beginning.
      const written = `getComputedStyle(document.querySelector('.address.own'), '::after').content`;
      expect(await page.evaluate(written)).toBe(JSON.stringify(service.origin + path));
      for (const gone of ['.bar', '#own-address', 'main button', '.beside']) {
        for (const one of await page.locator(gone).all()) expect(await one.isVisible(), gone).toBe(false);
      }
    });
  });
});

describe('text in Arabic', () => {
  it('begins at the right, in the list and on its page, and the page around it stays as it is', async () => {
    await visit(['/', fixtures.arabicPath], {}, async (page) => {
      expect(await readDirection(page, 'main :is(h1, h3)[lang=ar]')).toBe('rtl');
      expect(await readDirection(page, 'body')).toBe('ltr');
    });
    await visit([fixtures.arabicPath], {}, async (page) => {
      // The first line's box, not the paragraph's, which is as wide as the page lets it be.
      const firstLineEnd = await page.evaluate(`(() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector('.content p'));
        return range.getClientRects()[0].right;
      })()`);
      const box = await page.locator('.content').boundingBox();
      expect(Math.abs(Number(firstLineEnd) - ((box?.x ?? 0) + (box?.width ?? 0)))).toBeLessThan(4);
    });
  });
});

function readDirection(page: Page, selector: string): Promise<unknown> {
  return page.evaluate(`getComputedStyle(document.querySelector('${selector}')).direction`);
}

/** Names in lists that do not begin at the right, beside a small picture at most. */
function listNamesOutOfPlace(page: Page): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll(':is(.entries, .terms, .index) li')].flatMap((entry) => {
    const range = document.createRange();
    range.selectNodeContents(entry.querySelector('a, bdi'));
    const gap = entry.getBoundingClientRect().right - range.getClientRects()[0].right;
    return gap < 60 ? [] : [entry.textContent];
  })`);
}

describe('a publication in Arabic', () => {
  it('is laid out from right to left as a whole', async () => {
    const arabic = await startService({
      vars: {
        PUBLICATION_TITLE: 'جريدة البلدية',
        PUBLICATION_DESCRIPTION: 'أخبار',
        PUBLICATION_LANGUAGE: 'ar',
      },
      args: worker,
    });
    try {
      const filled = await fillWithArticles(arabic);
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(`${arabic.origin}/`);
      expect(await page.evaluate('[document.documentElement.dir, document.documentElement.lang]')).toEqual([
        'rtl',
        'ar',
      ]);
      expect(await page.getByRole('navigation').textContent()).toBe('الأخبارالأقسامالمسؤولونالمناصب');
      // A part in another language would be marked as such.
      expect(await page.locator(':is(.masthead, .foot, .index) [lang]').count()).toBe(0);
      const list = await page.locator('.list').boundingBox();
      const index = await page.locator('.index').boundingBox();
      expect(list?.x).toBeGreaterThan((index?.x ?? 0) + (index?.width ?? 0));
      for (const path of filled.paths) {
        await page.goto(arabic.origin + path);
        expect(await listViolations(page), path).toEqual([]);
        expect(await listNamesOutOfPlace(page), path).toEqual([]);
      }
      await page.close();
    } finally {
      await arabic.kill();
      rmSync(arabic.dataFolder, { recursive: true, force: true });
    }
  });
});
