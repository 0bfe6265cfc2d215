/** OPML 2.0 (http://opml.org/spec2.opml): every feed of the publication, for readers to subscribe to at once. */

import { describeOfficial } from '../article/article.ts';
import { cleanText } from '../article/content/plain-text.ts';
import { EVERYTHING, expandScope, type Filter } from '../article/filter.ts';
import { chooseFeedMessages } from '../messages/feed.ts';
import type { Settings } from '../settings.ts';
import { buildFeedPath, buildHomePath } from './address.ts';
import { finishXml, protectText, writeAttributes } from './xml.ts';

/** What a list of feeds is made of. */
export interface OpmlContents {
  readonly settings: Settings;
  readonly categories: readonly { readonly slug: string; readonly name: string }[];
  readonly offices: readonly { readonly slug: string; readonly name: string }[];
  readonly officials: readonly {
    readonly slug: string;
    readonly name: string;
    readonly role: string | null;
  }[];
}

/**
 * Renders the list: everything, then each category, office and official in the order given. Each feed is there
 * once, as RSS, the one format that `type="rss"` cannot be wrong about: two formats would be two subscriptions.
 */
export function renderOpml({ settings, categories, offices, officials }: OpmlContents): string {
  const messages = chooseFeedMessages(settings.language);
  const title = cleanText(settings.title);
  const write = (text: string, filter: Filter, indent: string) =>
    `${indent}<outline${writeAttributes({
      type: 'rss',
      text: cleanText(text),
      title: cleanText(text),
      xmlUrl: settings.publicUrl + buildFeedPath(filter, 'rss'),
      htmlUrl: settings.publicUrl + buildHomePath(filter),
      language: settings.language,
    })}/>\n`;
  const writeGroup = (name: string, outlines: readonly string[]) =>
    outlines.length === 0
      ? ''
      : `    <outline${writeAttributes({ text: name, title: name })}>\n${outlines.join('')}    </outline>\n`;
  const indent = ' '.repeat(6);
  const body =
    write(title, EVERYTHING, '    ') +
    writeGroup(
      messages.categories,
      categories.map(({ slug, name }) => write(name, expandScope(`category/${slug}`), indent)),
    ) +
    writeGroup(
      messages.offices,
      offices.map(({ slug, name }) => write(name, expandScope(`office/${slug}`), indent)),
    ) +
    writeGroup(
      messages.officials,
      officials.map((official) =>
        write(describeOfficial(official), expandScope(`official/${official.slug}`), indent),
      ),
    );
  return finishXml(
    `<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n  <head>\n    <title>${protectText(title)}</title>\n` +
      `  </head>\n  <body>\n${body}  </body>\n</opml>\n`,
  );
}
