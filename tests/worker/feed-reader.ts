/** Feeds as a reader asks for them: each reader has an address of its own, so that none is held up by another. */

import { ORIGIN, send } from './client.ts';

let readers = 0;

/** An address that no other reader has: the ledger is guarded against each client on its own. */
export function makeClientAddress(): string {
  readers += 1;
  return `2001:db8:${readers.toString(16)}::1`;
}

/** Asks as a reader of its own. */
export function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (!headers.has('cf-connecting-ip')) headers.set('cf-connecting-ip', makeClientAddress());
  return send(path, { ...init, headers });
}

interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly content_html: string;
  readonly date_published: string;
  readonly date_modified: string;
  readonly [field: string]: unknown;
}

export interface FeedAnswer {
  readonly title: string;
  readonly feed_url: string;
  readonly next_url?: string;
  readonly items: readonly FeedItem[];
  readonly _gazette: { readonly id: string };
  readonly etag: string;
  readonly lastModified: string;
}

/** Reads a JSON feed with its validators; the answer must be 200. */
export async function readFeed(path: string): Promise<FeedAnswer> {
  const response = await ask(path);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`GET ${path}: ${response.status}: ${text}`);
  return {
    ...(JSON.parse(text) as FeedAnswer),
    etag: response.headers.get('etag') ?? '',
    lastModified: response.headers.get('last-modified') ?? '',
  };
}

/** The titles that a JSON feed shows, in its order. */
export async function listTitles(path: string): Promise<string[]> {
  return (await readFeed(path)).items.map(({ title }) => title);
}

/** The path of a link inside a feed. */
export function pathOf(url: string): string {
  if (!url.startsWith(`${ORIGIN}/`)) throw new Error(`${url} leads elsewhere`);
  return url.slice(ORIGIN.length);
}

/** What `updated` says in the Atom feed at a path without its format. */
export async function readUpdated(feed: string): Promise<string> {
  const xml = await (await ask(`${feed}.atom`)).text();
  return /<updated>([^<]+)<\/updated>/.exec(xml)?.[1] ?? '';
}
