// @ts-check
/** Which file of a site a link in another one means, however its generator spells it. */

import { basename, dirname, join } from 'node:path';
import { splitFrontMatter } from '../../../src/extract/front-matter.ts';
import { DATED_NAME, FOLDER_EXTENSIONS, listPlaces, MARKDOWN_EXTENSIONS, readPath } from './site-files.mjs';

/**
 * @typedef {object} LinkedFile
 * @property {string} place its absolute path
 * @property {string} site the site's first folder, an absolute path
 * @property {string} text
 */

const ARTICLE_ENDING = matchEnding(FOLDER_EXTENSIONS);
const MARKDOWN_ENDING = matchEnding(MARKDOWN_EXTENSIONS);
/** Fields that say at which addresses a file's page is, or once was: Jekyll's, Hugo's, Zola's, Hexo's. */
export const ADDRESS_FIELDS = ['permalink', 'url', 'path', 'aliases', 'alias', 'redirect_from', 'redirects'];
/** Hugo's `bridge.fr.md`. */
const LANGUAGE = /\.[a-z]{2}(?:-[a-z]{2,4})?$/i;
/** A page that lists what is called so is no article, whatever articles are called. */
const LISTING = /^(?:tags?|categor(?:y|ies)|authors?|topics?|series)$/i;

/**
 * Finds files by what links to them say: a path from the file or from a folder that generators publish, with its ending
 * or without; an address of the front matter; a file's name alone, or an address that ends with what the file is called
 * and has the parts of its day before, where that is one file only.
 *
 * @template {LinkedFile} File
 * @param {readonly File[]} files
 * @returns {(address: string, from: LinkedFile) => File | null}
 */
export function indexSiteLinks(files) {
  /** @type {Map<string, File>} */
  const byPlace = new Map();
  /** @type {Map<string, File>} */
  const byAddress = new Map();
  /** @type {Map<string, { file: File, days: (string | undefined)[] }[]>} */
  const byName = new Map();
  for (const file of files) {
    const place = trimPlace(file.place);
    if (!byPlace.has(place)) byPlace.set(place, file);
    const split = splitFrontMatter(file.text);
    const frontMatter = split.ok ? split.frontMatter : new Map();
    for (const address of ADDRESS_FIELDS.flatMap((name) => listAddresses(frontMatter.get(name))))
      if (!byAddress.has(address)) byAddress.set(address, file);
    const slug = frontMatter.get('slug');
    if (typeof slug === 'string' && !byPlace.has(join(dirname(place), slug)))
      byPlace.set(join(dirname(place), slug), file);
    const name = basename(place);
    const plain = name.replace(DATED_NAME, '');
    const days = [
      DATED_NAME.exec(name)?.[1],
      /^\d{4}-\d{2}-\d{2}/.exec(String(frontMatter.get('date') ?? ''))?.[0],
    ];
    for (const called of new Set([name, plain, ...(typeof slug === 'string' ? [slug] : [])]))
      byName.set(called, [...(byName.get(called) ?? []), { file, days }]);
  }

  /** @param {string} path */
  const findByName = (path) => {
    const parts = path.replace(ARTICLE_ENDING, '').split('/').filter(Boolean);
    const name = parts.pop() ?? '';
    const isFile = MARKDOWN_ENDING.test(path) || DATED_NAME.test(name);
    const figures = parts.filter((part) => /^\d{1,4}$/.test(part));
    // A word alone may be any page of the site, but for one that lies in a folder of the same name.
    const isWord = !isFile && figures.length === 0 && !/[-_]/.test(name);
    const found = (byName.get(name) ?? []).filter(
      ({ file, days }) =>
        (!isWord || basename(dirname(file.place)) === parts.at(-1)) &&
        (figures.length === 0 || days.some((day) => isOfDay(day, figures))),
    );
    return found.length === 1 ? (found[0]?.file ?? null) : null;
  };

  return (address, from) => {
    const path = readPath(address);
    if (path === '') return null;
    const said = byAddress.get(trimAddress(path));
    if (said !== undefined || LISTING.test(path.split('/').filter(Boolean).at(-2) ?? '')) return said ?? null;
    const language = LANGUAGE.exec(trimPlace(from.place))?.[0] ?? '';
    for (const place of listPlaces(path, from.place, from.site)) {
      const found = byPlace.get(trimPlace(place) + language) ?? byPlace.get(trimPlace(place));
      if (found !== undefined) return found;
    }
    return findByName(path);
  };
}

/** @param {readonly string[]} extensions */
function matchEnding(extensions) {
  return new RegExp(`(?:${extensions.join('|').replaceAll('.', '\\.')})$`, 'i');
}

/** Whether the figures that are parts of an address can be a day's, in whole or its beginning.
 * @param {string | undefined} day `2020-01-31`
 * @param {readonly string[]} figures */
function isOfDay(day, figures) {
  return day?.split('-').map(Number).join('/').startsWith(figures.map(Number).join('/')) === true;
}

/** A file's place as links may spell it: without its ending, or its folder's where it is the folder's page.
 * @param {string} place */
function trimPlace(place) {
  const plain = place.replace(/\/+$/, '').replace(ARTICLE_ENDING, '');
  const language = LANGUAGE.exec(plain)?.[0] ?? '';
  return basename(plain) === `index${language}` ? dirname(plain) + language : plain;
}

/** @param {string} path of an address */
function trimAddress(path) {
  return (
    `/${path.replace(/^\/+|\/+$/g, '')}`.replace(/(?:\/index)?\.html?$/i, '').replace(/\/index$/i, '') || '/'
  );
}

/** @param {unknown} value @returns {string[]} */
function listAddresses(value) {
  if (Array.isArray(value)) return value.flatMap(listAddresses);
  // What a generator would have filled in is no address yet.
  if (typeof value !== 'string' || /[{}:]/.test(value) || value.trim() === '') return [];
  return [trimAddress(readPath(value.trim()))];
}
