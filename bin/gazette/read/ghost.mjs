// @ts-check
/** A Ghost export (JSON, version 1 and later). Published public posts alone are articles. */

import { emptyEntry, readEntries, resolveAddress, UNWANTED_PAGE } from './entry.mjs';
import { absolutizeLinks, foldSpace } from './html.mjs';

/** What Ghost writes in the place of its own address. */
const OWN_ADDRESS = '__GHOST_URL__';

/** @typedef {Readonly<Record<string, unknown>>} Row */

/** Whether JSON is a Ghost export.
 * @param {unknown} json */
export function isGhostExport(json) {
  return Array.isArray(findData(json)?.posts);
}

/** Reads an export. Addresses on the site are whole where its own address is given.
 * @param {unknown} json
 * @param {import('./entry.mjs').ReadOptions} options
 * @returns {import('./entry.mjs').Document} */
export function readGhostExport(json, { takesPages, site }) {
  const data = findData(json) ?? {};
  const posts = listRows(data.posts);
  const tags = new Map(listRows(data.tags).map((tag) => [tag.id, tag]));
  const users = new Map(listRows(data.users).map((user) => [user.id, readText(user.name)]));
  const tagsOfPosts = Map.groupBy(sortRows(listRows(data.posts_tags)), (row) => row.post_id);
  const authorsOfPosts = Map.groupBy(sortRows(listRows(data.posts_authors)), (row) => row.post_id);
  const { entries, skipped } = readEntries(
    posts,
    (post) => findReasonToSkip(post, takesPages),
    (post) => {
      const authorIds = authorsOfPosts.get(post.id)?.map((row) => row.author_id) ?? [post.author_id];
      return {
        ...readPost(post, site),
        authors: authorIds.flatMap((id) => users.get(id) || []),
        categories: (tagsOfPosts.get(post.id) ?? []).flatMap((row) => readTag(tags.get(row.tag_id))),
      };
    },
  );
  const warnings =
    site === null && entries.length > 0
      ? ['the export does not say where its site is: with --site URL articles keep their addresses']
      : [];
  return { kind: 'Ghost export', entries, skipped, warnings };
}

/** @param {Row} post @param {string | null} site */
function readPost(post, site) {
  const spell = (/** @type {string} */ text) => (site === null ? text : text.replaceAll(OWN_ADDRESS, site));
  const link = site === null ? '' : resolveAddress(`${site}/${readText(post.slug)}/`);
  return {
    ...emptyEntry(),
    // What Ghost's own feed has for its guid; before version 1 it was the other.
    id: typeof post.id === 'number' ? readText(post.uuid) || readText(post.id) : readText(post.id),
    link: resolveAddress(readText(post.canonical_url)) || link,
    title: foldSpace(readText(post.title)),
    html: absolutizeLinks(spell(readText(post.html)), link || null),
    summary: foldSpace(readText(post.custom_excerpt)),
    date: readDate(post.published_at) || readDate(post.created_at),
    language: readText(post.locale),
    image: resolveAddress(spell(readText(post.feature_image))),
  };
}

/** @param {Row} post @param {boolean} takesPages @returns {string | null} */
function findReasonToSkip(post, takesPages) {
  const type = readText(post.type) || (post.page ? 'page' : 'post');
  if (type === 'page' && !takesPages) return UNWANTED_PAGE;
  const status = readText(post.status);
  if (status !== 'published') return `${status || 'unknown'} ${type}`;
  const visibility = readText(post.visibility) || 'public';
  return visibility === 'public' ? null : `${type} for ${visibility}`;
}

/** Tags whose names begin with # are Ghost's internal ones.
 * @param {Row | undefined} tag */
function readTag(tag) {
  const name = foldSpace(readText(tag?.name));
  return name === '' || name.startsWith('#') ? [] : [{ name, slug: readText(tag?.slug) || null }];
}

/** @param {unknown} json @returns {Row | null} */
function findData(json) {
  const [whole] = listRows([json]);
  const [first] = listRows(whole?.db);
  return listRows([(first ?? whole)?.data])[0] ?? null;
}

/** @param {unknown} value @returns {Row[]} */
function listRows(value) {
  if (!Array.isArray(value)) return [];
  return value.filter((row) => typeof row === 'object' && row !== null && !Array.isArray(row));
}

/** @param {readonly Row[]} rows */
function sortRows(rows) {
  return rows.toSorted((a, b) => Number(a.sort_order ?? 0) - Number(b.sort_order ?? 0));
}

/** Epoch milliseconds are dates of old versions.
 * @param {unknown} value */
function readDate(value) {
  return typeof value === 'number' ? new Date(value).toISOString() : readText(value);
}

/** Numbers are ids of old versions.
 * @param {unknown} value */
function readText(value) {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
