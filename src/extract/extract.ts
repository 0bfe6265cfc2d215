/** The page or text of an existing news site → the fields of an article. Nothing is guessed. */

import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { MAX_AUTHORS, MAX_SUMMARY_CHARACTERS, MAX_TITLE_CHARACTERS } from '../article/article.ts';
import { toSimplified } from '../article/chinese.ts';
import { parseContent } from '../article/content/html-tree.ts';
import { renderMarkdown } from '../article/content/markdown.ts';
import { cleanText } from '../article/content/plain-text.ts';
import { collectNamingText, extractText } from '../article/content/text.ts';
import type { RoleNames } from '../article/directory/terms.ts';
import { nameRoles } from '../article/directory/terms.ts';
import type { DirectoryOfficial } from '../article/names/officials.ts';
import type { Result } from '../failure.ts';
import { failField, succeed } from '../failure.ts';
import { canonicalizeLanguage } from '../language-tag.ts';
import type { ExtractedArticle, ExtractedFields } from './extracted.ts';
import { splitFrontMatter } from './front-matter.ts';
import { readFrontMatterFields } from './front-matter-fields.ts';
import { readHtmlPage } from './html-page.ts';
import { chooseLanguage } from './language.ts';
import { extractPeople } from './people.ts';
import { readPlainText } from './plain-text.ts';
import { removeReadings } from './readings.ts';

export type { ExtractedArticle } from './extracted.ts';

/** What a page may be sent as. */
export type ExtractableType = 'text/plain' | 'text/html' | 'text/markdown';

export interface ExtractOptions {
  /** IANA; a date without an offset is read in it. */
  readonly timezone: string;
  /** The present, in milliseconds since 1970: what a page says of a later day is not when it was published. */
  readonly now: number;
  readonly directory: readonly DirectoryOfficial[];
  /** What roles are written with; without them terms are called by their own roles alone. */
  readonly roleNames?: RoleNames;
  /** The address of the page, for its relative links; a page's own `<base>` or canonical address wins. */
  readonly baseUrl?: string | undefined;
  /** Converts traditional Chinese characters. */
  readonly script?: 'simplified' | undefined;
}

const NO_NAMES = nameRoles([], 'en');

/** The most that a page or a text may have, in bytes as it was sent: scripts and pictures in it count, too. */
export const MAX_PAGE_BYTES = 4 * 1024 * 1024;

/** Longer than any address that a browser shows. */
const MAX_ADDRESS_UNITS = 4000;
/** Where people paste: an address, as mail has it too, or the beginning of one. */
const ADDRESS = /^<?(?:https?:\/\/|www\.|(?:[\w-]+\.)+[a-z]{2,}\/)\S/i;

/**
 * Extracts an article. Readings in brackets behind Chinese characters are removed, in titles and names too. Fields
 * that the page does not tell, or not clearly, are absent; `contentHtml` is sanitised. Fails for an address instead
 * of a text, and for a page that is nested too deep or has too many elements.
 */
export function extractArticle(
  body: string,
  mediaType: ExtractableType,
  options: ExtractOptions,
): Result<ExtractedArticle> {
  const words = body.length > MAX_ADDRESS_UNITS ? [] : body.trim().split(/\s+/);
  if (words.length > 0 && words.every((word) => ADDRESS.test(word)))
    return failField('', { code: 'address_instead_of_text' });
  const convert = (text: string) => {
    // Once more: in HTML the characters may have been written as references.
    const plain = removeReadings(text);
    return options.script === 'simplified' ? toSimplified(plain) : plain;
  };
  const read = readFields(removeReadings(cleanText(body)), mediaType, options);
  if (!read.ok) return read;
  const { shownText, ...fields } = convertFields(read.value, convert);
  const content = fields.contentText ?? shownText ?? extractText(fields.contentHtml ?? '');
  const text = [fields.title ?? '', content].join('\n\n');
  const naming = collectNamingText(fields.title ?? '', fields.contentHtml ?? '', content);
  const language = chooseLanguage(text, fields.language);
  const publishedAt = fields.datePublished === undefined ? null : Date.parse(fields.datePublished);
  return succeed({
    ...fields,
    ...(language === undefined ? {} : { language }),
    ...extractPeople(naming, options.directory, options.roleNames ?? NO_NAMES, publishedAt, options.timezone),
  });
}

function readFields(
  body: string,
  mediaType: ExtractableType,
  options: ExtractOptions,
): Result<ExtractedFields> {
  const { timezone, now, baseUrl } = options;
  if (mediaType === 'text/plain') return succeed(readPlainText(body, { timezone, now }));
  if (mediaType === 'text/html') return readHtmlPage(body, { timezone, now, baseUrl });
  const { fields, rest } = readFrontMatter(body, timezone);
  const rendered = renderMarkdown(rest);
  if (typeof rendered === 'string') return succeed(fields);
  const page = readHtmlPage(rendered.html, { timezone, now, baseUrl, isArticle: true });
  return page.ok ? succeed({ ...page.value, ...fields }) : page;
}

/**
 * Front matter that cannot be read stays in the text, where an editor sees it. A day to come in it is when the article
 * is to be published: nobody writes it by mistake.
 */
function readFrontMatter(
  markdown: string,
  timezone: string,
): { readonly fields: ExtractedFields; readonly rest: string } {
  const split = splitFrontMatter(markdown);
  if (!split.ok) return { fields: {}, rest: markdown };
  const { fields } = readFrontMatterFields(split.frontMatter, { timezone });
  const { title, summary, language, datePublished, authors, image, source } = fields;
  return {
    fields: {
      ...(title === undefined ? {} : { title }),
      ...(summary === undefined ? {} : { summary }),
      ...(language === undefined ? {} : { language }),
      ...(datePublished === undefined ? {} : { datePublished }),
      ...(authors === undefined ? {} : { authors }),
      ...(image === undefined ? {} : { image: typeof image === 'string' ? image : image.url }),
      ...(source === undefined ? {} : { source: { name: source.name ?? null, url: source.url ?? null } }),
    },
    rest: split.rest,
  };
}

function convertFields(fields: ExtractedFields, convert: (text: string) => string): ExtractedFields {
  const { title, contentHtml, shownText, contentText, summary, language, source, authors, ...rest } = fields;
  const line = (text: string) => convert(text).replace(/\s+/g, ' ').trim();
  const plainTitle = title === undefined ? '' : line(title);
  const plainSummary = summary === undefined ? '' : line(summary);
  const tag = language === undefined ? null : canonicalizeLanguage(language);
  return {
    ...(plainTitle === '' || plainTitle.length > MAX_TITLE_CHARACTERS ? {} : { title: plainTitle }),
    ...(contentHtml === undefined ? {} : { contentHtml: convertHtml(contentHtml, convert) }),
    ...(shownText === undefined ? {} : { shownText: convert(shownText) }),
    ...(contentText === undefined ? {} : { contentText: convert(contentText) }),
    ...(plainSummary === '' || plainSummary.length > MAX_SUMMARY_CHARACTERS ? {} : { summary: plainSummary }),
    ...(tag === null ? {} : { language: tag }),
    ...rest,
    ...(source === undefined || (source.name === null && source.url === null)
      ? {}
      : { source: { name: source.name === null ? null : line(source.name), url: source.url } }),
    ...(authors === undefined
      ? {}
      : { authors: authors.map(({ name }) => ({ name: line(name) })).slice(0, MAX_AUTHORS) }),
  };
}

/** Converts the texts between tags, and what an image shows for those who do not see it. */
function convertHtml(html: string, convert: (text: string) => string): string {
  if (convert(html) === html) return html;
  const tree = parseContent(html);
  if (typeof tree === 'string') return html;
  const visit = (node: Root | Root['children'][number]) => {
    if (node.type === 'text') node.value = convert(node.value);
    if (node.type === 'element') {
      for (const name of ['alt', 'title']) {
        const value = node.properties[name];
        if (typeof value === 'string') node.properties[name] = convert(value);
      }
    }
    if ('children' in node) node.children.forEach(visit);
  };
  visit(tree);
  return toHtml(tree);
}
