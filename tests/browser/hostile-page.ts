/** What runs in a page, and what in it could run: told by the browser itself. */

import type { BrowserContext, Frame, Page } from 'playwright-core';

const SILENCE_MS = 1_000;

/** Every call of `alert` in any page and frame of the context, from here on. */
export async function watchAlerts(context: BrowserContext): Promise<string[]> {
  const calls: string[] = [];
  await context.exposeBinding('alert', ({ frame }) => {
    calls.push(frame.page().url());
  });
  return calls;
}

/** Does to a page, and to all frames in it, what readers do: points at, clicks, focuses, opens, sends. */
export async function provoke(page: Page): Promise<void> {
  await Promise.all(page.frames().map((frame) => settle(provokeFrame(frame).catch(ignoreLeftPage))));
}

/** A frame that the browser refused to load never answers: there is nothing in it. */
async function settle<T>(answer: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), SILENCE_MS);
  });
  const first = await Promise.race([answer, silence]);
  clearTimeout(timer);
  return first;
}

/** A vector may have led the page elsewhere meanwhile: then there is nothing left to provoke. */
function ignoreLeftPage(error: unknown): void {
  if (!/context|navigat|detached|closed|frame/i.test(String(error))) throw error;
}

function provokeFrame(frame: Frame): Promise<void> {
  return frame.evaluate(async () => {
    // Whatever leads out of the page is not wanted; what runs in it is.
    document.addEventListener('click', (event) => {
      const link = (event.target as Element).closest('a, area');
      const address = link?.getAttribute('href') ?? link?.getAttribute('xlink:href') ?? '';
      if (/^https?:/.test(address)) event.preventDefault();
    });
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of element.getAttributeNames()) {
        const type = /^on([a-z]+)$/.exec(name)?.[1];
        if (type !== undefined) element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
      }
      if (element.matches('a, area, button, input, summary, math, svg *')) {
        element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window }));
      }
    }
    // Loads that fail and addresses that run are tasks of their own.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
  });
}

/** What could run in a page and its frames: handlers, addresses that run, scripts that are not the service's. */
export async function listTraps(page: Page): Promise<string[]> {
  const found = await Promise.all(page.frames().map((frame) => frame.evaluate(findTraps)));
  return found.flat();
}

function findTraps(): string[] {
  const traps: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      // What a browser ignores in front of and within a scheme.
      const address = [...value].filter((letter) => letter > ' ').join('');
      // Pictures that were pasted stand in the text until they are uploaded; whatever they hold, an img runs nothing.
      const isPicture =
        element instanceof HTMLImageElement &&
        name === 'src' &&
        /^data:image\/(gif|jpeg|png|webp)[;,]/i.test(address);
      const runs =
        !isPicture && name !== 'value' && name !== 'content' && /^(javascript|vbscript|data):/i.test(address);
      if (name.startsWith('on') || runs) traps.push(`${location.href} ${element.outerHTML.slice(0, 200)}`);
    }
    // A script of the service's own (a frame's address is that of its page), or data for search engines, which no browser runs.
    const isOwn =
      element instanceof HTMLScriptElement &&
      (element.src.startsWith(`${new URL(document.baseURI).origin}/`) ||
        element.type === 'application/ld+json');
    // The service's icons draw, and do nothing else.
    const isIcon =
      element.matches('svg[aria-hidden="true"]') &&
      element.querySelector(':not(path, circle, rect, g)') === null;
    if (
      !isOwn &&
      !isIcon &&
      element.matches('script, object, embed, frame, base, meta[http-equiv=refresh], svg, math')
    ) {
      traps.push(`${location.href} ${element.outerHTML.slice(0, 200)}`);
    }
  }
  return traps;
}
