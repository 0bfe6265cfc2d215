/** Pages that hold markup as it is, with nothing to stop it, or with a policy alone. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { provoke } from './hostile-page.ts';

/** The pieces that run in pages without any protection; each has a frame of its own. */
export async function runUnprotected(browser: Browser, pieces: readonly string[]): Promise<Set<string>> {
  const running = new Set<string>();
  await servePages(pieces, null, async (origin) => {
    const context = await browser.newContext();
    await context.exposeBinding('alert', ({ frame }) => {
      // A piece may open a frame itself.
      for (let place: typeof frame | null = frame; place !== null; place = place.parentFrame()) {
        const piece = pieces[Number(/\/(\d+)$/.exec(place.url())?.[1])];
        if (piece !== undefined) running.add(piece);
      }
    });
    const page = await context.newPage();
    const frames = pieces.map((_piece, index) => `<iframe src="${origin}/${index}"></iframe>`);
    for (let start = 0; start < frames.length; start += 40) {
      await page.goto(`${origin}/frames`);
      await page.setContent(frames.slice(start, start + 40).join(''));
      await provoke(page);
    }
    await context.close();
  });
  return running;
}

/** The documents in which something runs under a policy; null is none. */
export async function runUnder(
  browser: Browser,
  policy: string | null,
  documents: readonly string[],
): Promise<string[]> {
  const running = new Set<string>();
  await servePages(documents, policy, async (origin) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    let current = '';
    await page.exposeFunction('alert', () => {
      running.add(current);
    });
    for (const [index, document] of documents.entries()) {
      current = document;
      await page.goto(`${origin}/${index}`).catch(ignoreInterruption);
      await provoke(page);
    }
    await context.close();
  });
  return documents.filter((document) => running.has(document));
}

/** A piece that leads the page elsewhere at once ends its own loading. */
function ignoreInterruption(error: unknown): void {
  if (!/interrupted|ERR_ABORTED/.test(String(error))) throw error;
}

async function servePages(
  contents: readonly string[],
  policy: string | null,
  act: (origin: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    const content = contents[Number(/^\/(\d+)$/.exec(request.url ?? '')?.[1])];
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy === null ? {} : { 'content-security-policy': policy }),
    });
    response.end(`<!doctype html><title>Piece</title><body>${content ?? ''}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.closeAllConnections();
  server.close();
}
