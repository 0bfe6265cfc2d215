/**
 * What validators and readers demand of a feed beyond its grammar, as a list of what is broken. The rules are the
 * RSS Advisory Board's profile, RFC 4287, JSON Feed 1.1, RFC 9110 and what the W3C validator warns of.
 */

import { parseFragment } from 'parse5';
import { jsonFeedSchema } from './json-feed-schema.ts';
import { listChildren, parseXml, readChild, type XmlElement } from './xml-tree.ts';

export interface FeedUnderTest {
  readonly format: 'rss' | 'atom' | 'json';
  /** The address that was asked, whole. */
  readonly url: string;
  readonly publicUrl: string;
  readonly headers: Headers;
  readonly text: string;
}

/** What any format says of an item, for comparison between formats. */
interface SeenItem {
  readonly id: string;
  readonly title: string;
  readonly publishedAt: number;
}

export interface Inspection {
  /** Each in words; empty where nothing is wrong. */
  readonly broken: readonly string[];
  readonly items: readonly SeenItem[];
}

const TYPES = { rss: 'application/rss+xml', atom: 'application/atom+xml', json: 'application/feed+json' };
const VALIDATOR_LIMIT_BYTES = 5_000_000;
const FIRST_PLAUSIBLE_DATE_MS = Date.UTC(1990, 0, 1);
/** The validator lets clocks differ by so much. */
const FUTURE_TOLERANCE_MS = 600_000;

type Report = (isKept: boolean, rule: string) => void;

/** Looks at one answer. */
export function inspectFeed(feed: FeedUnderTest): Inspection {
  const broken: string[] = [];
  const report: Report = (isKept, rule) => {
    if (!isKept) broken.push(rule);
  };
  inspectAnswer(feed, report);
  const items =
    feed.format === 'json'
      ? inspectJson(feed, report)
      : feed.format === 'rss'
        ? inspectRss(feed, report)
        : inspectAtom(feed, report);
  report(new Set(items.map(({ id }) => id)).size === items.length, 'ids are unique');
  for (const { id, title, publishedAt } of items) {
    report(
      /^tag:[a-z0-9.-]+,\d{4}:article\/[0-9A-Z]{26}(\/withdrawn|\/corrected\/\d+)?$/.test(id),
      `id ${id} is a tag URI`,
    );
    report(title.trim() === title && title !== '', `title of ${id} is there and trimmed`);
    report(isPlausible(publishedAt), `date of ${id} is plausible`);
  }
  return { broken, items };
}

function inspectAnswer({ format, url, headers, text }: FeedUnderTest, report: Report): void {
  report(headers.get('content-type') === `${TYPES[format]}; charset=utf-8`, 'content type');
  report(/^"[\x21\x23-\x7e]+"$/.test(headers.get('etag') ?? ''), 'strong ETag');
  const modified = headers.get('last-modified') ?? '';
  report(new Date(modified).toUTCString() === modified, 'Last-Modified is an HTTP date');
  report(isPlausible(Date.parse(modified)), 'Last-Modified is not in the future');
  report(headers.get('cache-control') === 'public, max-age=300', 'Cache-Control');
  report(headers.get('access-control-allow-origin') === '*', 'CORS');
  report(headers.get('set-cookie') === null && headers.get('expires') === null, 'no cookie, no Expires');
  const selves = [...(headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="self"/g)].map(([, href]) => href);
  report(selves.length === 1 && selves[0] === url, `Link names ${url} as self, once`);
  report(Buffer.byteLength(text) < VALIDATOR_LIMIT_BYTES, 'size');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  report(!/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]/.test(text), 'no control characters');
  if (format === 'json') return;
  report(text.startsWith('<?xml version="1.0" encoding="utf-8"?>'), 'XML declaration first');
  const withoutContent = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  report(
    !/<!\[CDATA\[|<!DOCTYPE|<\?xml-stylesheet|&(amp|lt|gt);/.test(withoutContent),
    'hexadecimal references only, but in content',
  );
}

function inspectRss({ text, url, publicUrl }: FeedUnderTest, report: Report): SeenItem[] {
  const rss = parseXml(text);
  report(rss.name === 'rss' && rss.attributes.version === '2.0', 'is RSS 2.0');
  const [channel, ...more] = listChildren(rss, 'channel');
  if (channel === undefined || more.length > 0) throw new Error('not one channel');
  for (const name of ['title', 'link', 'description', 'language', 'ttl']) {
    report(
      listChildren(channel, name).length === 1 && readChild(channel, name) !== '',
      `channel has one ${name}`,
    );
  }
  report(/^[1-9]\d*$/.test(readChild(channel, 'ttl') ?? ''), 'ttl is in minutes');
  report(listChildren(channel, 'category').length === 0, 'channel has no categories');
  const names = channel.children.map(({ name }) => name);
  const firstItem = names.indexOf('item');
  report(firstItem < 0 || names.slice(firstItem).every((name) => name === 'item'), 'metadata before items');
  inspectLinks(channel, url, TYPES.rss, report);
  const built = readChild(channel, 'lastBuildDate') ?? '';
  report(new Date(built).toUTCString() === built, 'lastBuildDate is RFC 822 with its right day');
  for (const { name } of flatten(rss)) {
    report(/^(?:(atom|content|dc):)?[a-zA-Z]+$/.test(name), `element ${name} is known`);
  }
  return listChildren(channel, 'item').map((item) => inspectRssItem(item, publicUrl, report));
}

function inspectRssItem(item: XmlElement, publicUrl: string, report: Report): SeenItem {
  const id = readChild(item, 'guid') ?? '';
  const names = item.children.map(({ name }) => name);
  for (const name of ['title', 'link', 'guid', 'pubDate', 'description']) {
    report(names.filter((one) => one === name).length === 1, `${id} has one ${name}`);
  }
  for (const name of ['content:encoded', 'enclosure', 'atom:updated']) {
    report(names.filter((one) => one === name).length <= 1, `${id} has at most one ${name}`);
  }
  for (const name of ['author', 'dc:date', 'dc:subject'])
    report(!names.includes(name), `${id} has no ${name}`);
  report(listChildren(item, 'guid')[0]?.attributes.isPermaLink === 'false', `guid ${id} is no permalink`);
  report(isAbsolute(readChild(item, 'link') ?? ''), `link of ${id} is absolute`);
  const content = names.indexOf('content:encoded');
  report(
    content < 0 || names.indexOf('description') < content,
    `${id} has its description before its content`,
  );
  for (const { attributes } of listChildren(item, 'enclosure')) {
    const { url = '', length = '', type = '' } = attributes;
    report(
      isAbsolute(url) && /^\d+$/.test(length) && /^[^/]+\/[^/]+$/.test(type),
      `enclosure of ${id} is whole`,
    );
    report(Object.keys(attributes).length === 3, `enclosure of ${id} has nothing else`);
  }
  for (const { attributes, text } of listChildren(item, 'category')) {
    const { domain = '' } = attributes;
    report(text !== '', `category of ${id} has a name`);
    report(
      [`${publicUrl}/categories`, `${publicUrl}/officials`].includes(domain),
      `domain ${domain} of ${id}`,
    );
  }
  for (const { text } of listChildren(item, 'dc:creator'))
    report(text.trim() !== '', `creator of ${id} is named`);
  const date = readChild(item, 'pubDate') ?? '';
  report(new Date(date).toUTCString() === date, `pubDate of ${id} is RFC 822 with its right day`);
  inspectHtml(readChild(item, 'content:encoded') ?? readChild(item, 'description') ?? '', id, report);
  return { id, title: readChild(item, 'title') ?? '', publishedAt: Date.parse(date) };
}

function inspectAtom({ text, url, publicUrl }: FeedUnderTest, report: Report): SeenItem[] {
  const feed = parseXml(text);
  report(feed.name === 'atom:feed', 'is Atom');
  for (const name of ['id', 'title', 'updated', 'author']) {
    report(listChildren(feed, `atom:${name}`).length === 1, `feed has one ${name}`);
  }
  const names = feed.children.map(({ name }) => name);
  const first = names.indexOf('atom:entry');
  report(first < 0 || names.slice(first).every((name) => name === 'atom:entry'), 'metadata before entries');
  inspectLinks(feed, url, TYPES.atom, report, 'atom:');
  const entries = listChildren(feed, 'atom:entry');
  const updated = entries.map((entry) => Date.parse(readChild(entry, 'atom:updated') ?? ''));
  report(
    entries.length === 0 || Date.parse(readChild(feed, 'atom:updated') ?? '') === Math.max(...updated),
    'updated is that of the latest entry',
  );
  return entries.map((entry) => inspectEntry(entry, publicUrl, report));
}

function inspectEntry(entry: XmlElement, publicUrl: string, report: Report): SeenItem {
  const id = readChild(entry, 'atom:id') ?? '';
  for (const name of ['id', 'title', 'updated', 'published', 'content']) {
    report(listChildren(entry, `atom:${name}`).length === 1, `${id} has one ${name}`);
  }
  const alternates = listChildren(entry, 'atom:link').filter(
    ({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate',
  );
  report(alternates.length === 1, `${id} has one alternate link`);
  for (const { attributes } of listChildren(entry, 'atom:link')) {
    report(isAbsolute(attributes.href ?? ''), `links of ${id} are absolute`);
  }
  for (const { attributes } of listChildren(entry, 'atom:category')) {
    const { term = '', scheme = '', label = '' } = attributes;
    report(term !== '' && label !== '', `category of ${id} has term and label`);
    report(
      [`${publicUrl}/categories`, `${publicUrl}/officials`].includes(scheme),
      `scheme ${scheme} of ${id}`,
    );
  }
  for (const name of ['updated', 'published']) {
    report(isRfc3339(readChild(entry, `atom:${name}`) ?? ''), `${name} of ${id} is RFC 3339`);
  }
  const [content] = listChildren(entry, 'atom:content');
  report(content?.attributes.type === 'html', `content of ${id} says that it is HTML`);
  inspectHtml(content?.text ?? '', id, report);
  const [title] = listChildren(entry, 'atom:title');
  return {
    id,
    title: readHtmlText(title?.attributes.type === 'html', title?.text ?? ''),
    publishedAt: Date.parse(readChild(entry, 'atom:published') ?? ''),
  };
}

function inspectJson({ text, url }: FeedUnderTest, report: Report): SeenItem[] {
  const json: unknown = JSON.parse(text);
  const parsed = jsonFeedSchema.safeParse(json);
  report(parsed.success, `schema: ${parsed.error?.message}`);
  const feed = json as {
    feed_url: string;
    next_url?: string;
    items: { id: string; title: string; date_published: string; content_html: string; url: string }[];
  };
  report(feed.feed_url === url, 'feed_url is what was asked');
  report(feed.next_url !== url, 'next_url leads on');
  return feed.items.map(({ id, title, date_published, content_html, url: link }) => {
    report(isAbsolute(link), `url of ${id} is absolute`);
    inspectHtml(content_html, id, report);
    return { id, title, publishedAt: Date.parse(date_published) };
  });
}

function inspectLinks(
  parent: XmlElement,
  url: string,
  type: string,
  report: Report,
  prefix: 'atom:' = 'atom:',
): void {
  const links = listChildren(parent, `${prefix}link`).map(({ attributes }) => attributes);
  const selves = links.filter(({ rel }) => rel === 'self');
  report(selves.length === 1 && selves[0]?.href === url && selves[0]?.type === type, `one self link: ${url}`);
  for (const rel of ['first', 'next', 'hub']) {
    report(links.filter((link) => link.rel === rel).length <= 1, `at most one ${rel} link`);
  }
  for (const { href = '', rel } of links) {
    report(isAbsolute(href), `${rel} link is absolute`);
    report(rel !== 'next' || href !== url, 'next leads on');
  }
}

interface HtmlNode {
  readonly nodeName: string;
  readonly value?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly HtmlNode[];
}

const FORBIDDEN = [
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'form',
  'input',
  'base',
  'meta',
  'link',
  'svg',
];
const URL_ATTRIBUTES = ['href', 'src', 'cite', 'longdesc', 'poster', 'action', 'background'];

function inspectHtml(html: string, id: string, report: Report): void {
  report(html.trim() !== '', `${id} has content`);
  for (const node of flattenHtml(parseFragment(html) as HtmlNode)) {
    report(!FORBIDDEN.includes(node.nodeName), `${id} has no ${node.nodeName}`);
    for (const { name, value } of node.attrs ?? []) {
      report(!/^on|^style$|^srcdoc$/i.test(name), `${id} has no attribute ${name}`);
      const isLink = URL_ATTRIBUTES.includes(name);
      report(
        !isLink || isAbsolute(value) || /^(mailto|tel):/.test(value),
        `${id}: ${name}="${value}" is absolute`,
      );
    }
  }
}

function* flattenHtml(node: HtmlNode): Generator<HtmlNode> {
  yield node;
  for (const child of node.childNodes ?? []) yield* flattenHtml(child);
}

function* flatten(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* flatten(child);
}

function readHtmlText(isHtml: boolean, text: string): string {
  if (!isHtml) return text;
  return [...flattenHtml(parseFragment(text) as HtmlNode)].map(({ value }) => value ?? '').join('');
}

function isAbsolute(url: string): boolean {
  return /^https?:\/\/[^/]/.test(url) && URL.canParse(url);
}

function isRfc3339(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}

function isPlausible(epochMs: number): boolean {
  return epochMs >= FIRST_PLAUSIBLE_DATE_MS && epochMs <= Date.now() + FUTURE_TOLERANCE_MS;
}
