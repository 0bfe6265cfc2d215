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
