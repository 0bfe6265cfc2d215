// @ts-check
/** The entries of a document as articles to be, with the categories that they need. */

import { listCategories, mapCategories, putCategory } from './categories.mjs';
import { buildImportedArticle } from './import-article.mjs';

const MAX_CATEGORIES = 20;

/** @typedef {import('./import-article.mjs').ImportOptions & { createsCategories: boolean, isDryRun: boolean }} EntryOptions */

/**
 * Builds the articles, the oldest first, so that they are written in the order in which they were published, and
 * creates the categories that the service does not have. Existing ones are left as they are.
 *
 * @param {readonly import('./read/entry.mjs').Entry[]} entries
 * @param {EntryOptions} options
 * @param {import('./context.mjs').Context} context
 * @param {(text: string) => void} warn
 * @returns {Promise<import('./import.mjs').Job[]>}
 */
export async function prepareEntries(entries, options, context, warn) {
  const findCategory = mapCategories(options.isDryRun ? [] : await listCategories(context.connect()));
  /** @type {Map<string, string>} */
  const missing = new Map();
  const articles = entries.map((entry) => {
    const article = buildImportedArticle(entry, options, warn);
    /** @type {Set<string>} */
    const slugs = new Set();
    for (const category of entry.categories) {
      const found = findCategory(category);
      if (found === null || slugs.has(found.slug)) continue;
      if (found.isNew && !options.createsCategories) {
        warn(`category "${found.name}" is unknown: left out`);
      } else if (slugs.size >= MAX_CATEGORIES) {
        warn(`more than ${MAX_CATEGORIES} categories: the first ${MAX_CATEGORIES} are taken`);
      } else {
        slugs.add(found.slug);
        if (found.isNew) missing.set(found.slug, found.name);
      }
    }
    return slugs.size === 0 ? article : { ...article, categories: [...slugs] };
  });
  if (!options.isDryRun) {
    for (const [slug, name] of missing) await putCategory(context.connect(), slug, name);
  }
  return articles
    .map((article) => ({ article, at: Date.parse(article.date_published ?? '') || Number.MAX_SAFE_INTEGER }))
    .sort((a, b) => a.at - b.at)
    .map(({ article }) => ({ name: article.title, key: article.external_id, build: async () => article }));
}
