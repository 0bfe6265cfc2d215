// @ts-check
/** The files that `publish` was given, those of folders in them included, in an order that is always the same. */

import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UsageError, UserError } from '../user-error.mjs';
import { FOLDER_EXTENSIONS } from './site-files.mjs';

/**
 * @typedef {object} ListedFile
 * @property {string} path as it was given
 * @property {string} name its path with `/` from where names begin: what it is known by in the service
 * @property {string} folder where names begin, an absolute path; for a file that is not there its own folder
 * @property {string | null} skipped why it is no article: what people call such a file
 */

/** Folders of sources and results of the generators, that hold no articles. */
const NO_ARTICLES =
  /^(?:\..*|node_modules|_(?:includes|layouts|data|site|sass|plugins)|archetypes|layouts|scaffolds|themes)$/;

/**
 * Lists files. Names begin at `root`; without one at the folder that was given, and for a file that was itself given at
 * the folder in which the command runs.
 *
 * @param {readonly string[]} given files and folders
 * @param {string | null} root
 * @param {string} currentFolder
 * @returns {ListedFile[]}
 */
export function listArticleFiles(given, root, currentFolder) {
  return given.flatMap((path) => {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    if (!isFolder) return [listFile(path, root, currentFolder)];
    const found = walk(path);
    if (found.length === 0) {
      throw new UserError(`${path}: there is no file in it that ends in ${FOLDER_EXTENSIONS.join(', ')}`);
    }
    return found.map((file) => listFile(file, root ?? path, currentFolder));
  });
}

/** @param {string} folder @returns {string[]} */
function walk(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return NO_ARTICLES.test(entry.name) ? [] : walk(path);
      return entry.isFile() && FOLDER_EXTENSIONS.includes(extname(entry.name).toLowerCase()) ? [path] : [];
    });
}

/** @param {string} path @param {string | null} root @param {string} currentFolder @returns {ListedFile} */
function listFile(path, root, currentFolder) {
  const whole = resolve(currentFolder, path);
  const folder = resolve(currentFolder, root ?? '.');
  const inside = relative(folder, whole);
  const isOutside = inside.startsWith('..') || isAbsolute(inside);
  if (isOutside && root !== null) throw new UsageError(`${path} is not in ${root}, which --root names`);
  const name = (isOutside ? whole : inside).split(sep).join('/');
  const isDraft = name.split('/').includes('_drafts');
  // Hugo's pages of sections.
  const isSection = /^_index\./.test(basename(path));
  return {
    path,
    name,
    folder: isOutside ? dirname(whole) : folder,
    skipped: isDraft ? 'draft' : isSection ? 'section page' : null,
  };
}
