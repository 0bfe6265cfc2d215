/** JSON-LD in a page: what schema.org's NewsArticle and its relatives say. */

import type { Root } from 'hast';
import * as z from 'zod';
import { findDate } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';
import { listElements, readAttribute } from './html-query.ts';

const ARTICLE_TYPES =
  /^(?:https?:\/\/schema\.org\/)?(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting)$/;
/** Graphs nest lists in lists; none that is honest goes deeper. */
const MAX_DEPTH = 4;

const textField = z.string().trim().min(1).optional().catch(undefined);
const articleSchema = z.object({
  headline: textField,
  name: textField,
  datePublished: textField,
  description: textField,
  inLanguage: textField,
  articleBody: textField,
  author: z.unknown(),
  image: z.unknown(),
  publisher: z.unknown(),
});
const nodeSchema = z.record(z.string(), z.unknown());
const thingSchema = z.object({ name: textField, url: textField, contentUrl: textField });

/** The fields of the first article that a page's JSON-LD describes; `articleBody` is its text, without markup. */
export function readJsonLd(page: Root, timezone: string): ExtractedFields {
  for (const script of listElements(page)) {
    if (
      script.tagName !== 'script' ||
      readAttribute(script, 'type').trim().toLowerCase() !== 'application/ld+json'
    )
      continue;
    const source = script.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    const article = findArticle(parseJson(source), 0);
    if (article !== null) return readArticle(article, timezone);
  }
  return {};
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    // Pages with broken JSON-LD are common; they are read by what else they say.
    return null;
  }
}

function findArticle(value: unknown, depth: number): z.infer<typeof nodeSchema> | null {
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = findArticle(item, depth + 1);
      if (found !== null) return found;
    }
    return null;
  }
  const node = nodeSchema.safeParse(value);
  if (!node.success) return null;
  const types = [node.data['@type']].flat();
  if (types.some((type) => typeof type === 'string' && ARTICLE_TYPES.test(type))) return node.data;
  return findArticle(node.data['@graph'] ?? node.data.mainEntity ?? null, depth + 1);
}

function readArticle(node: unknown, timezone: string): ExtractedFields {
  const parsed = articleSchema.safeParse(node);
  if (!parsed.success) return {};
  const article = parsed.data;
  const date = article.datePublished === undefined ? null : findDate(article.datePublished, timezone);
  const authors = listThings(article.author).flatMap(({ name }) => (name === undefined ? [] : [{ name }]));
  const [publisher] = listThings(article.publisher);
  const [image] = listThings(article.image);
  const imageUrl =
    image?.url ?? image?.contentUrl ?? (/^(?:https?:)?\//.test(image?.name ?? '') ? image?.name : undefined);
  const title = article.headline ?? article.name;
  return {
    ...(title === undefined ? {} : { title }),
    ...(date === null ? {} : { date_published: date }),
    ...(article.description === undefined ? {} : { summary: article.description }),
    ...(article.inLanguage === undefined ? {} : { language: article.inLanguage }),
    ...(article.articleBody === undefined ? {} : { content_text: article.articleBody }),
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
