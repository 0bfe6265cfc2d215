/** What feeds carry, read by parsers that are not ours. */

import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import type { XmlElement } from '../support/xml-tree.ts';
import { listChildren, parseXml, readChild } from '../support/xml-tree.ts';

export interface Entry {
  readonly html: string;
  /** Where the format says that it is markup. */
  readonly title: string | null;
}

/** Every entry of the feed of everything, in all three formats, to its last page. */
export async function readFeedEntries(origin: string): Promise<Entry[]> {
  const read = async (path: string) => (await fetch(new URL(path, origin))).text();
  const atom = await readPages('/feed.atom', read, (xml) => {
    const feed = parseXml(xml);
    return [
      listChildren(feed, 'atom:entry').map((entry) => ({
        html: readChild(entry, 'atom:content') ?? '',
        title: readChild(entry, 'atom:title'),
      })),
      findNext(feed),
    ];
  });
  const rss = await readPages('/feed.rss', read, (xml) => {
    const [channel] = listChildren(parseXml(xml), 'channel');
    if (channel === undefined) throw new Error('no channel');
    return [
      listChildren(channel, 'item').map((item) => ({
        html: `${readChild(item, 'content:encoded') ?? ''}${readChild(item, 'description') ?? ''}`,
        title: null,
      })),
      findNext(channel),
    ];
  });
  const json = await readPages('/feed.json', read, (text) => {
    const feed = JSON.parse(text) as { items: { content_html?: string }[]; next_url?: string };
    return [
      feed.items.map(({ content_html = '' }) => ({ html: content_html, title: null })),
      feed.next_url ?? null,
    ];
  });
  return [...atom, ...rss, ...json];
}

async function readPages(
  first: string,
  read: (path: string) => Promise<string>,
  parse: (document: string) => [Entry[], string | null],
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let path: string | null = first; path !== null; ) {
    const [found, next]: [Entry[], string | null] = parse(await read(path));
    entries.push(...found);
    path = next;
  }
  return entries;
}

function findNext(parent: XmlElement): string | null {
  return (
    listChildren(parent, 'atom:link').find(({ attributes }) => attributes.rel === 'next')?.attributes.href ??
    null
  );
}

/** What in a piece of HTML could run. */
export function listDangers(html: string): string[] {
  const dangers: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.ChildNode) => {
    if ('attrs' in node) {
      if (
        /^(script|style|iframe|object|embed|form|input|button|svg|math|base|meta|link|template)$/.test(
          node.tagName,
        )
      )
        dangers.push(node.tagName);
      for (const { name, value } of node.attrs) {
        const address = [...value].filter((letter) => letter > ' ').join('');
        if (name.startsWith('on') || name === 'style' || /^(javascript|vbscript|data):/i.test(address))
          dangers.push(`${name}=${value}`);
      }
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  parseFragment(html).childNodes.forEach(walk);
  return dangers;
}
