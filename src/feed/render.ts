/** From a published document to the bytes of one format. */

import type { FeedDocument } from '../published/document.ts';
import type { Settings } from '../settings.ts';
import type { FeedFormat } from './address.ts';
import { renderAtom } from './atom.ts';
import { buildFeed } from './feed.ts';
import { renderJsonFeed } from './json-feed.ts';
import { renderRss } from './rss.ts';

/** Part of every ETag: raised with any change of the bytes that the same document gives. */
export const RENDERER_VERSION = 13;

/** Renders a document; the same document, settings and format give the same bytes, whatever the clock says. */
export function renderFeed(document: FeedDocument, settings: Settings, format: FeedFormat): string {
  return renderParts(document, settings, format).join('');
}

/**
 * The same as bytes. A single character beyond Latin-1, be it the ellipsis of a summary, makes all of a text that it is
 * in twice as wide in memory, which takes ten times as long to encode: so each part is encoded by itself.
 */
export function encodeFeed(
  document: FeedDocument,
  settings: Settings,
  format: FeedFormat,
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts = renderParts(document, settings, format).map((part) => encoder.encode(part));
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

function renderParts(document: FeedDocument, settings: Settings, format: FeedFormat): string[] {
  const feed = buildFeed(document, settings, format);
  switch (format) {
    case 'rss':
      return renderRss(feed);
    case 'atom':
      return renderAtom(feed);
    case 'json':
      return renderJsonFeed(feed);
  }
}
