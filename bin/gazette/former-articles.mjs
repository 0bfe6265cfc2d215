// @ts-check
/** The articles that were made of a site's other files before. */

import { resolve } from 'node:path';
import { splitFrontMatter } from '../../src/extract/front-matter.ts';
import { readFrontMatterFields } from '../../src/extract/front-matter-fields.ts';
import { locateFile } from './article-links.mjs';
import { makeExternalId } from './import-article.mjs';
import { listArticleFiles } from './read/article-folder.mjs';
import { decodeText, readBytes } from './read/text-file.mjs';
import { listAll } from './service.mjs';
import { UserError } from './user-error.mjs';

/** What has readers, or will have. */
const SHOWN = ['published', 'scheduled'];

/**
 * Finds files under `root` whose articles the service shows.
 *
 * @param {string} root
 * @param {(() => import('./service.mjs').Service) | null} connect null: nothing is asked for, and every file counts
 * @param {{ places: ReadonlySet<string>, findSite: (folder: string) => string }} run `places`: files that are left out
 * @returns {Promise<{ file: import('./read/site-links.mjs').LinkedFile, address: import('./article-links.mjs').ArticleAddress }[]>}
 */
export async function findFormerArticles(root, connect, { places, findSite }) {
  const shown = connect === null ? null : await mapArticles(connect());
  const found = [];
  for (const { path, name, folder, skipped } of listArticleFiles([root], root, process.cwd())) {
    const place = resolve(path);
    if (skipped !== null || places.has(place)) continue;
    const text = await readTextOrNothing(path);
    const { externalId = makeExternalId(name), url: foreignUrl } = readFields(text);
    const file = { place, site: findSite(folder), text };
    const url = shown?.get(externalId);
    if (shown === null) found.push({ file, address: locateFile(file) });
    else if (url !== undefined) found.push({ file, address: { url, isOwnPage: foreignUrl === undefined } });
  }
  return found;
}

/** Addresses by `external_id`. @param {import('./service.mjs').Service} service @returns {Promise<Map<string, string>>} */
async function mapArticles(service) {
  const articles = await listAll(service, '/api/articles?limit=100', 'articles');
  return new Map(
    articles
      .filter(({ status, external_id: name }) => SHOWN.includes(status) && name !== null)
      .map(({ external_id: name, url }) => [name, url]),
  );
}

/** What cannot be read is told when it is published itself. @param {string} path */
async function readTextOrNothing(path) {
  try {
    return decodeText(await readBytes(path));
  } catch (thrown) {
    if (thrown instanceof UserError) return '';
    throw thrown;
  }
}

/** @param {string} text */
function readFields(text) {
  const split = splitFrontMatter(text);
  return split.ok ? readFrontMatterFields(split.frontMatter, { timezone: 'UTC' }).fields : {};
}
