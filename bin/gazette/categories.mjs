// @ts-check
/** Categories of a feed as categories of the service: by slug, by name, or new. */

import { createHash } from 'node:crypto';
import {
  isSlug,
  MAX_CATEGORIES,
  MAX_ENTRY_NAME_CHARACTERS,
  MAX_SLUG_CHARACTERS,
} from '../../src/article/article.ts';
import { cutText } from '../../src/article/cut-text.ts';
import { cutSlug, writeAsciiWords } from '../../src/article/slug.ts';
import { clean } from './import-article.mjs';
import { callService } from './service.mjs';

/** Of a name's digest; 40 bits tell the topics of any site apart. */
const DIGEST_CHARACTERS = 10;

/** @typedef {{ slug: string, name: string }} Category */

/**
 * Maps the categories of documents to slugs, the same ones on every run: one that the service has by this slug or
 * this name is taken as it is; else a new one is made.
 *
 * @param {readonly Category[]} existing
 * @returns {(category: import('./read/entry.mjs').EntryCategory) => Category & { isNew: boolean } | null} null for
 *   a category without a name
 */
export function mapCategories(existing) {
  const bySlug = new Map(existing.map(({ slug, name }) => [slug, { slug, name, isNew: false }]));
  const byName = new Map([...bySlug.values()].map((category) => [foldName(category.name), category]));
  return (category) => {
    const name = cutText(clean(category.name), MAX_ENTRY_NAME_CHARACTERS);
    if (name === '') return null;
    const given = decodeSlug(category.slug);
    const known = bySlug.get(given) ?? byName.get(foldName(name));
    if (known !== undefined) return known;
    const proposed = isSlug(given) ? given : proposeSlug(name);
    const holder = bySlug.get(proposed);
    if (holder !== undefined && !holder.isNew) return holder;
    // Two names of one document that differ in signs alone ("C", "C++") are two categories.
    const made = { slug: holder === undefined ? proposed : hashSlug(name), name, isNew: true };
    bySlug.set(made.slug, made);
    byName.set(foldName(name), made);
    return made;
  };
}

/**
 * Picks an article's categories, each once, as many as the service takes; `createsCategories`: new ones, too.
 *
 * @param {readonly import('./read/entry.mjs').EntryCategory[]} categories
 * @param {ReturnType<typeof mapCategories>} find
 * @param {{ createsCategories: boolean, warn: (text: string) => void }} options
 * @returns {(Category & { isNew: boolean })[]}
 */
export function pickCategories(categories, find, { createsCategories, warn }) {
  /** @type {Map<string, Category & { isNew: boolean }>} */
  const picked = new Map();
  for (const category of categories) {
    const found = find(category);
    if (found === null) continue;
    if (found.isNew && !createsCategories) warn(`category "${found.name}" is unknown: left out`);
    else picked.set(found.slug, found);
  }
  if (picked.size > MAX_CATEGORIES)
    warn(`more than ${MAX_CATEGORIES} categories: the first ${MAX_CATEGORIES} are taken`);
  return [...picked.values()].slice(0, MAX_CATEGORIES);
}

/**
 * Finds the slugs of categories, the same ones on every run; what the service does not have is made.
 *
 * @param {(() => import('./service.mjs').Service) | null} connect null: nothing is asked for, and nothing made
 * @param {{ createsCategories: boolean, warn: (text: string) => void, tellMade?: (name: string) => void }} options
 * @returns {(categories: readonly import('./read/entry.mjs').EntryCategory[]) => Promise<string[]>}
 */
export function openCategories(connect, { createsCategories, warn, tellMade = () => {} }) {
  /** @type {ReturnType<typeof mapCategories> | null} */
  let find = null;
  /** @type {Set<string>} */
  const made = new Set();
  return async (categories) => {
    if (categories.length === 0) return [];
    find ??= mapCategories(connect === null ? [] : await listCategories(connect()));
    const picked = pickCategories(categories, find, { createsCategories, warn });
    for (const { slug, name, isNew } of picked) {
      if (!isNew || connect === null || made.has(slug)) continue;
      await putCategory(connect(), slug, name);
      made.add(slug);
      tellMade(name);
    }
    return picked.map(({ slug }) => slug);
  };
}

/** A slug for a name: its words where all letters are ASCII once accents are taken off, else `topic-` and a digest.
 * @param {string} name */
export function proposeSlug(name) {
  return cutSlug(writeAsciiWords(name), MAX_SLUG_CHARACTERS) || hashSlug(name);
}

/** @param {string} name */
function hashSlug(name) {
  const digest = createHash('sha256').update(name.normalize('NFC')).digest('hex');
  return `topic-${digest.slice(0, DIGEST_CHARACTERS)}`;
}

/** @param {string} name */
function foldName(name) {
  return name.normalize('NFKC').toLowerCase();
}

/** WordPress keeps slugs of other scripts percent-encoded.
 * @param {string | null} slug */
function decodeSlug(slug) {
  try {
    return decodeURIComponent(slug ?? '').toLowerCase();
  } catch {
    return '';
  }
}

/** The categories that the service has.
 * @param {import('./service.mjs').Service} service
 * @returns {Promise<Category[]>} */
async function listCategories(service) {
  const { json } = await callService(service, { method: 'GET', path: '/api/categories', isRepeatable: true });
  return json.categories;
}

/** Makes a category.
 * @param {import('./service.mjs').Service} service
 * @param {string} slug
 * @param {string} name */
async function putCategory(service, slug, name) {
  const path = `/api/categories/${slug}`;
  await callService(service, { method: 'PUT', path, json: { name }, isRepeatable: true });
}
