/** JSON-LD in a page: what schema.org's NewsArticle and its relatives say. */

import type { Root } from 'hast';
import * as z from 'zod';
import { listElements, parseContent } from '../../article/content/html-tree.ts';
import { readAuthorName } from '../credits.ts';
import type { DateReading } from '../dates.ts';
import { findDate } from '../dates.ts';
import type { ExtractedFields } from '../extracted.ts';
import { readAttribute, readText } from './query.ts';

const ARTICLE_TYPES =
  /^(?:https?:\/\/schema\.org\/)?(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting)$/;
/** Whose date is the article's, where there is no article. */
const PAGE_TYPES = /^(?:https?:\/\/schema\.org\/)?(?:WebPage|ItemPage|AboutPage|Recipe)$/;
/** Graphs nest lists in lists; none that is honest goes deeper. */
const MAX_DEPTH = 4;

const textField = z.lazy(() =>
  z.string().transform(readMarkup).pipe(z.string().trim().min(1)).optional().catch(undefined),
);
const bodyField = z.lazy(() => z.string().trim().min(1).optional().catch(undefined));

/** Some systems escape for HTML what is to be JSON. */
function readMarkup(text: string): string {
  if (!/&[#\w]+;|<\/?[a-z]/i.test(text)) return text;
  const tree = parseContent(text);
  return typeof tree === 'string' ? text : readText(tree);
}

const articleSchema = z.lazy(() =>
  z.object({
    headline: textField,
    name: textField,
    datePublished: textField,
    description: textField,
    inLanguage: textField,
    articleBody: bodyField,
    author: z.unknown().optional(),
    image: z.unknown().optional(),
    publisher: z.unknown().optional(),
  }),
);
const nodeSchema = z.lazy(() => z.record(z.string(), z.unknown()));
const thingSchema = z.lazy(() => z.object({ name: textField, url: textField, contentUrl: textField }));

/** What a page's JSON-LD tells. */
export interface LinkedData {
  /** Of the first article that it describes; `contentText` is its text, without markup. */
  readonly fields: ExtractedFields;
  /** What the article is called, beside its headline. */
  readonly name: string | undefined;
  /** When the page as such was published, where an article has no date. */
  readonly pageDate: string | undefined;
  /** When the article was published, as often as it is told, and whichever block of JSON-LD tells it. */
  readonly dates: readonly string[];
  /** When the article and the page were last changed, as far as that is told. */
  readonly changes: readonly string[];
}

/** Reads every `<script type="application/ld+json">` of a page, and those whose type was forgotten. */
export function readJsonLd(page: Root, reading: DateReading): LinkedData {
  const blocks = listElements(page).flatMap((script) => {
    const type = readAttribute(script, 'type').trim().toLowerCase();
    if (script.tagName !== 'script' || (type !== 'application/ld+json' && type !== '')) return [];
    const source = script.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    return type === '' && !/^\s*\{\s*"@context"/.test(source) ? [] : [parseJson(source)];
  });
  const isArticle = (node: Node) => hasType(node, ARTICLE_TYPES);
  const isPage = (node: Node) => hasType(node, PAGE_TYPES) && typeof node.datePublished === 'string';
  const articles = blocks.flatMap((json) => {
    const node = findNode(json, isArticle, 0);
    return node === null ? [] : [resolveReferences(node, json)];
  });
  const [article] = articles;
  const webPage = blocks.map((json) => findNode(json, isPage, 0)).find((node) => node !== null);
  return {
    fields: article === undefined ? {} : readArticle(article, reading),
    name: article === undefined ? undefined : articleSchema.safeParse(article).data?.name,
    pageDate: findDate(String(webPage?.datePublished ?? ''), reading) ?? undefined,
    dates: articles.flatMap((node) => findDate(String(node.datePublished ?? ''), reading) ?? []),
    changes: [article, webPage].flatMap((node) => findDate(String(node?.dateModified ?? ''), reading) ?? []),
  };
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(tidyJson(source));
  } catch {
    // Pages with broken JSON-LD are common; they are read by what else they say.
    return null;
  }
}

/** What templates wrap around JSON or leave in it: comments, CDATA, a semicolon, line ends inside strings. */
function tidyJson(source: string): string {
  return source
    .replace(/^\s*(?:\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[|<!--)/, '')
    .replace(/(?:\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>|-->)\s*$/, '')
    .replace(/;\s*$/, '')
    .replace(/[\r\n\t]/g, ' ');
}

type Node = z.infer<typeof nodeSchema>;

function hasType(node: Node, types: RegExp): boolean {
  return [node['@type']].flat().some((type) => typeof type === 'string' && types.test(type));
}

function findNode(value: unknown, isWanted: (node: Node) => boolean, depth: number): Node | null {
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = findNode(item, isWanted, depth + 1);
      if (found !== null) return found;
    }
    return null;
  }
  const node = nodeSchema.safeParse(value);
  if (!node.success) return null;
  if (isWanted(node.data)) return node.data;
  return findNode(node.data['@graph'] ?? node.data.mainEntity ?? null, isWanted, depth + 1);
}

/** In a graph an author is often only `{ "@id": … }`, told elsewhere. */
function resolveReferences(article: Node, json: unknown): Node {
  const byId = new Map<unknown, unknown>();
  for (const item of [json].flat()) {
    const node = nodeSchema.safeParse(item);
    for (const part of [node.data?.['@graph'] ?? []].flat()) {
      const named = nodeSchema.safeParse(part);
      if (named.success && typeof named.data['@id'] === 'string') byId.set(named.data['@id'], named.data);
    }
  }
  const resolve = (value: unknown): unknown => {
    const node = nodeSchema.safeParse(value);
    return node.success ? { ...(byId.get(node.data['@id']) as object | undefined), ...node.data } : value;
  };
  const things = ['author', 'image', 'publisher'].map((name) => [
    name,
    [article[name] ?? []].flat().map(resolve),
  ]);
  return { ...article, ...Object.fromEntries(things) };
}

function readArticle(node: unknown, reading: DateReading): ExtractedFields {
  const parsed = articleSchema.safeParse(node);
  if (!parsed.success) return {};
  const article = parsed.data;
  const date = article.datePublished === undefined ? null : findDate(article.datePublished, reading);
  const [publisher] = listThings(article.publisher);
  const names = listThings(article.author).flatMap(({ name }) => readAuthorName(name ?? '') ?? []);
  const authors = [...new Set(names)].map((name) => ({ name }));
  const [image] = listThings(article.image);
  const imageUrl =
    image?.url ?? image?.contentUrl ?? (/^(?:https?:)?\//.test(image?.name ?? '') ? image?.name : undefined);
  const title = article.headline ?? article.name;
  return {
    ...(title === undefined ? {} : { title }),
    ...(date === null ? {} : { datePublished: date }),
    ...(article.description === undefined ? {} : { summary: article.description }),
    ...(article.inLanguage === undefined ? {} : { language: article.inLanguage }),
    ...(article.articleBody === undefined ? {} : { contentText: article.articleBody }),
    ...(authors.length === 0 ? {} : { authors }),
    ...(imageUrl === undefined ? {} : { image: imageUrl }),
    ...(publisher?.name === undefined
      ? {}
      : { source: { name: publisher.name, url: publisher.url ?? null } }),
  };
}

/** One thing or many, each by name or as an object. */
function listThings(value: unknown): z.infer<typeof thingSchema>[] {
  return [value].flat().flatMap((item: unknown) => {
    if (typeof item === 'string') return item.trim() === '' ? [] : [{ name: item.trim() }];
    const thing = thingSchema.safeParse(item);
    return thing.success ? [thing.data] : [];
  });
}
