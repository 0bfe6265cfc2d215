/**
 * Atom 1.0 (RFC 4287), written by `feed`. The package has no words for languages, for enclosures with a type
 * of their own, and for links beyond one of each kind: those are put into its document at the root and at
 * each entry's opening tag, which no text can imitate because protected text holds no `<`.
 */

import { Feed as FeedWriter, type Item } from 'feed';
import { escapeHtml } from '../article/content/plain-text.ts';
import { FEED_MEDIA_TYPES } from './address.ts';
import { showContent } from './attached-html.ts';
import type { Feed } from './feed.ts';
import type { FeedItem } from './feed-item.ts';
import { HeldTexts } from './held-texts.ts';
import { finishXml, protectAttribute, protectText, writeAttributes, writeCdata, writeText } from './xml.ts';

/** The package parses an id as an address and looks at it unit by unit; `finishEntry` writes what it is. */
const UNWRITTEN_ID = 'a:';
/** In a label, for the scheme that follows it: the package would parse one as an address for each of hundreds of categories. */
const CATEGORY_MARK = '\u0010';
const OFFICIAL_MARK = '\u0011';
const ENTRY_TAG = '<entry>';
const HTML_TITLE = '<title type="html">';
const TEXT_TITLE = '<title type="text">';

/** Renders a feed as Atom 1.0, in parts. */
export function renderAtom(feed: Feed): string[] {
  const writer = new FeedWriter({
    id: protectText(feed.id),
    title: protectText(feed.title),
    description: protectText(feed.description),
    updated: new Date(feed.updatedAt),
    generator: 'Gazette',
    author: { name: protectText(feed.publisher) },
    link: feed.homeUrl,
    favicon: protectText(feed.iconUrl),
  });
  const held = new HeldTexts();
  for (const item of feed.items) writer.addItem(buildEntry(item, feed.language, held));
  const [head = '', ...entries] = writer
    .atom1()
    .replaceAll(CATEGORY_MARK, `" scheme="${protectAttribute(feed.categoriesUrl)}`)
    .replaceAll(OFFICIAL_MARK, `" scheme="${protectAttribute(feed.officialsUrl)}`)
    .split(ENTRY_TAG);
  const finishedHead = head
    .replace(/<feed [^>]*>/, (tag) => `${tag.slice(0, -1)}${writeAttributes({ 'xml:lang': feed.language })}>`)
    .replace('<link rel="alternate"', (opening) => buildLinks(feed) + opening);
  const finishedEntries = entries.map((entry, index) => {
    const item = feed.items[index];
    if (item === undefined) return ENTRY_TAG + entry;
    return openEntry(item, feed) + finishEntry(item, entry);
  });
  return held.release(finishXml(finishedHead + finishedEntries.join('')));
}

function buildEntry(item: FeedItem, feedLanguage: string, held: HeldTexts): Item {
  const subjects = (list: readonly { readonly slug: string; readonly name: string }[], mark: string) =>
    list.map(({ slug, name }) => ({ term: slug, name: protectAttribute(name) + mark }));
  return {
    // The package declares titles and summaries to be HTML; where a title is not, `finishEntry` says so.
    title: protectText(isPlainTitle(item.title) ? item.title : escapeHtml(item.title)),
    id: UNWRITTEN_ID,
    link: item.url,
    date: new Date(item.modifiedAt),
    published: new Date(item.publishedAt),
    ...(item.summary !== null && { description: held.hold(writeText(escapeHtml(item.summary))) }),
    content: held.hold(writeCdata(showContent(item, feedLanguage, []))),
    author: item.creators.map((name) => ({ name: protectText(name) })),
    category: [...subjects(item.categories, CATEGORY_MARK), ...subjects(item.officials, OFFICIAL_MARK)],
  };
}

/**
 * True where a title means the same as text and as HTML. Some readers show the escapes of one that is declared as HTML,
 * and some take all for HTML: so a title is text unless those would read it otherwise.
 */
function isPlainTitle(title: string): boolean {
  return !/<|&(?:#|\w+;)/.test(title);
}

function buildLinks(feed: Feed): string {
  const type = FEED_MEDIA_TYPES.atom;
  return [
    writeLink({ rel: 'self', type, href: feed.selfUrl }),
    feed.firstUrl === null ? '' : writeLink({ rel: 'first', type, href: feed.firstUrl }),
    feed.nextUrl === null ? '' : writeLink({ rel: 'next', type, href: feed.nextUrl }),
    feed.hubUrl === null ? '' : writeLink({ rel: 'hub', href: feed.hubUrl }),
  ]
    .filter((link) => link !== '')
    .map((link) => `${link}\n    `)
    .join('');
}

/** The package writes ids as it would spell an address; an id is what it is, to the byte. */
function finishEntry(item: FeedItem, entry: string): string {
  const identified = entry.replace(/<id>[^<]*/, () => `<id>${protectText(item.iri)}`);
  return isPlainTitle(item.title) ? identified.replace(HTML_TITLE, TEXT_TITLE) : identified;
}

function openEntry(item: FeedItem, feed: Feed): string {
  const language = item.language === feed.language ? undefined : item.language;
  const enclosures = item.attachments.map(({ url, mimeType, title, sizeInBytes }) =>
    writeLink({
      rel: 'enclosure',
      type: mimeType,
      title: title ?? undefined,
      length: sizeInBytes?.toString(),
      href: url,
    }),
  );
  return `<entry${writeAttributes({ 'xml:lang': language })}>${enclosures.map((link) => `\n        ${link}`).join('')}`;
}

function writeLink(attributes: Readonly<Record<string, string | undefined>>): string {
  return `<link${writeAttributes(attributes)}/>`;
}
