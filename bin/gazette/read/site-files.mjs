// @ts-check
/** Where the pictures and documents lie that a text names: beside it, or in a folder that its generator publishes. */

import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, relative, sep } from 'node:path';

/** What tells that a folder is a site's first: a generator's settings, or the repository. */
const SITE_MARKS = [
  ...['_config.yml', '_config.yaml', '_config.toml'],
  ...['hugo', 'config', 'zola'].flatMap((name) => ['toml', 'yaml', 'yml'].map((type) => `${name}.${type}`)),
  ...['.eleventy', 'eleventy.config', 'astro.config', 'docusaurus.config', 'gatsby-config'].flatMap((name) =>
    ['js', 'mjs', 'cjs', 'ts', 'mts'].map((type) => `${name}.${type}`),
  ),
  ...['.vuepress', '.vitepress', '.git'],
];
/** Folders whose files generators publish at the site's address, the site's first folder before them. */
const ROOTS = [
  '',
  'static',
  'public',
  'assets',
  'source',
  'src',
  'content',
  'pages',
  'docs',
  '.vuepress/public',
];
/** What Astro, Docusaurus and their like begin an address with that is in their sources. */
const ALIAS = /^(?:~?@|~|@site)\/(?=.)/;
/** What a text in Markdown is called. */
export const MARKDOWN_EXTENSIONS = ['.md', '.markdown', '.mdx'];
/** What is taken out of a folder; a JSON file there is rather some program's. */
export const FOLDER_EXTENSIONS = [...MARKDOWN_EXTENSIONS, '.html', '.htm'];
/** What comes before the words in the name of a post: the day, as Jekyll has it and others too. */
export const DATED_NAME = /^(\d{4}-\d{1,2}-\d{1,2})[-_ ]+(?=.)/;

/**
 * Finds the folder that bounds what a file may name: the nearest one around `folder`, or itself, that is a site's first;
 * `folder` where there is none. Thousands of files have the same: each is looked for once.
 */
export function openSites() {
  /** @type {Map<string, string>} */
  const sites = new Map();
  /** @param {string} folder an absolute path @returns {string} */
  return (folder) => {
    const site = sites.get(folder) ?? findSiteFolder(folder);
    sites.set(folder, site);
    return site;
  };
}

/** @param {string} folder */
function findSiteFolder(folder) {
  for (let at = folder; ; at = dirname(at)) {
    if (SITE_MARKS.some((name) => existsSync(join(at, name)))) return at;
    if (dirname(at) === at) return folder;
  }
}

/**
 * Finds a file that a text names. What lies outside of the site, by its path or by a link of the file system, is never
 * opened.
 *
 * @param {string} address as the text has it
 * @param {string} article the text's own file, an absolute path
 * @param {string} site
 * @returns {{ path: string } | { lacks: 'missing' | 'outside' }}
 */
export function findSiteFile(address, article, site) {
  let isOutside = false;
  const realSite = realpathSync(site);
  for (const path of listPlaces(readPath(address), article, site)) {
    if (!isInside(site, path)) {
      isOutside = true;
      continue;
    }
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue;
    const real = realpathSync(path);
    if (isInside(realSite, real)) return { path: real };
    isOutside = true;
  }
  return { lacks: isOutside ? 'outside' : 'missing' };
}

/** The path of an address, without what a browser adds to it. @param {string} address */
export function readPath(address) {
  const [path = ''] = address.split(/[?#]/, 1);
  try {
    return decodeURIComponent(path).replaceAll('\0', '');
  } catch {
    return path;
  }
}

/** Where a path may lead, the likeliest first. @param {string} path @param {string} article @param {string} site */
export function* listPlaces(path, article, site) {
  const folder = dirname(article);
  if (!path.startsWith('/')) {
    yield join(folder, path);
    const name = basename(article, extname(article));
    // Hexo's folder of a post; and, seen from there, what is written for the address `/post/`.
    yield join(folder, name, path);
    yield join(folder, name.replace(DATED_NAME, ''), path);
  }
  const inside = path.replace(ALIAS, '').replace(/^\/+/, '');
  const folders = [site];
  // The home page is the site's alone.
  if (inside !== '')
    for (let at = folder; isInside(site, at) && at !== site; at = dirname(at)) folders.push(at);
  // A site that is not published at its host's first address begins each path with its own.
  for (const part of [inside, inside.replace(/^[^/]+\/(?=.)/, '')])
    for (const root of folders) for (const name of ROOTS) yield join(root, name, part);
}

/** @param {string} folder @param {string} path */
function isInside(folder, path) {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
