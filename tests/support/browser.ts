/** A real browser, driven by tests: the system's Chromium. */

import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

/** How long a page may take for what a test asks of it, on a machine with other things to do; Playwright has 30 seconds. */
const LIMIT_MS = 120_000;

/** Starts it without what would reach beyond this machine. */
export async function startBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });
  const { newContext } = browser;
  browser.newContext = async (...options) => {
    const context = await newContext.apply(browser, options);
    context.setDefaultTimeout(LIMIT_MS);
    return context;
  };
  return browser;
}

/** Presses Tab until the element has the focus, as somebody without a mouse does; fails where Tab never gets there. */
export async function tabTo(page: Page, selector: string, maxStops = 150): Promise<void> {
  const target = page.locator(selector).first();
  // Found once, for there are many stops; found again where the page has drawn it anew meanwhile.
  let element = await target.elementHandle();
  for (let stop = 0; stop < maxStops; stop++) {
    const state = await element?.evaluate((one) =>
      one === one.ownerDocument.activeElement ? 'focused' : one.isConnected ? 'elsewhere' : 'gone',
    );
    if (state === 'focused') return;
    if (state === 'gone') element = await target.elementHandle();
    else await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

/** What a page's console says against it: errors of scripts and of the Content-Security-Policy. */
export function collectBrowserErrors(page: Page): string[] {
  const browserErrors: string[] = [];
  page.on('pageerror', (error) => browserErrors.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) browserErrors.push(message.text());
  });
  return browserErrors;
}
