/** RSS 2.0 after the RSS Advisory Board's profile, written by `feed`. */

import { type Extension, Feed as FeedWriter, type Item } from 'feed';
import { escapeHtml } from '../article/content/plain-text.ts';
import { FEED_MEDIA_TYPES } from './address.ts';
import { showContent } from './attached-html.ts';
import type { Feed } from './feed.ts';
import type { FeedItem } from './feed-item.ts';
import { HeldTexts } from './held-texts.ts';
import { finishXml, protectAttribute, protectText, writeCdata, writeText } from './xml.ts';

/** Equal to the `max-age` of the answer: readers wait for the longer of the two. */
const TTL_MINUTES = 5;

const ROOT =
  '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"' +
  ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">';

/** Renders a feed as RSS 2.0, in parts. */
export function renderRss(feed: Feed): string[] {
  const writer = new FeedWriter({
    title: protectText(feed.title),
    description: protectText(feed.description),
    link: feed.homeUrl,
    feed: feed.selfUrl,
    language: protectText(feed.language),
    updated: new Date(feed.updatedAt),
    generator: 'Gazette',
    ttl: TTL_MINUTES,
    image: protectText(feed.iconUrl),
  });
  writer.addExtension(extend('_attributes', { 'xml:lang': protectAttribute(feed.language) }));
  writer.addExtension(extend('atom:link', buildLinks(feed)));
  const held = new HeldTexts();
  for (const item of feed.items) writer.addItem(buildItem(item, feed, held));
  // The package declares prefixes by what it believes is used, and never all of them.
  return held.release(finishXml(writer.rss2()).replace(/<rss [^>]*>/, ROOT));
}

function buildLinks(feed: Feed): readonly object[] {
  const type = FEED_MEDIA_TYPES.rss;
  return [
    { rel: 'self', type, href: feed.selfUrl },
    ...(feed.firstUrl === null ? [] : [{ rel: 'first', type, href: feed.firstUrl }]),
    ...(feed.nextUrl === null ? [] : [{ rel: 'next', type, href: feed.nextUrl }]),
    ...(feed.hubUrl === null ? [] : [{ rel: 'hub', href: feed.hubUrl }]),
  ].map((link) => ({ _attributes: { ...link, href: protectAttribute(link.href) } }));
}

function buildItem(item: FeedItem, feed: Feed, held: HeldTexts): Item {
  const [enclosure, ...others] = item.attachments;
  const content = () => held.hold(writeCdata(showContent(item, feed.language, others)));
  const date = new Date(item.publishedAt);
  const subjects = (list: readonly { readonly name: string }[], url: string) => {
    const domain = protectAttribute(url);
    return list.map(({ name }) => ({ name: protectText(name), domain }));
  };
  return {
    title: protectText(item.title),
    link: item.url,
    guid: protectText(item.id),
    date,
    // Readers take `description` for HTML; without a summary it is the place of the content itself.
    ...(item.summary === null
      ? { description: content() }
      : { description: held.hold(writeText(escapeHtml(item.summary))), content: content() }),
    category: [
      ...subjects(item.categories, feed.categoriesUrl),
      ...subjects(item.officials, feed.officialsUrl),
    ],
    ...(enclosure !== undefined && {
      enclosure: {
        url: enclosure.url,
        length: enclosure.sizeInBytes ?? 0,
        type: protectAttribute(enclosure.mimeType),
      },
    }),
    extensions: [
      ...(item.language === feed.language
        ? []
        : [extend('_attributes', { 'xml:lang': protectAttribute(item.language) })]),
      ...(item.creators.length === 0
        ? []
        : [
            extend(
              'dc:creator',
              item.creators.map((name) => ({ _text: protectText(name) })),
            ),
          ]),
      ...(item.modifiedAt === item.publishedAt
        ? []
        : [extend('atom:updated', { _text: new Date(item.modifiedAt).toISOString() })]),
    ],
  };
}

/** An element, or several of one name, that the package writes as it is told to; its types know single ones only. */
function extend(name: string, objects: object): Extension {
  return { name, objects: objects as Extension['objects'] };
}
