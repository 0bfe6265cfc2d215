// @ts-check
/** Links between the files of a site, as links between the articles that are made of them. */

import { pathToFileURL } from 'node:url';
import { ID_PREFIX } from '../../src/article/content/fragments.ts';
import { indexSiteLinks } from './read/site-links.mjs';

/**
 * @typedef {import('./read/site-links.mjs').LinkedFile} LinkedFile
 * @typedef {{ url: string, isOwnPage: boolean }} ArticleAddress `isOwnPage`: it is the service's, where ids have a prefix
 *
 * @typedef {object} LinkOptions
 * @property {readonly LinkedFile[]} files that become articles now, each pending until `settle` is told of it
 * @property {() => Promise<readonly { file: LinkedFile, address: ArticleAddress }[]>} findOthers the site's other files
 *   that articles were made of before; asked once, when a link leads to none of `files`
 */

/** The address of an article that a dry run does not make: its file's on this computer.
 * @param {LinkedFile} file
 * @returns {ArticleAddress} */
export function locateFile({ place }) {
  return { url: pathToFileURL(place).href, isOwnPage: false };
}

/** Leads links to articles.
 * @param {LinkOptions} options */
export function openLinks({ files, findOthers }) {
  const findHere = indexSiteLinks(files);
  /** @type {Map<LinkedFile, ArticleAddress>} */
  const addresses = new Map();
  const pending = new Set(files);
  /** @type {Promise<ReturnType<typeof indexSiteLinks>> | null} */
  let findElsewhere = null;
  const openOthers = async () => {
    const others = await findOthers();
    for (const { file, address } of others) addresses.set(file, address);
    return indexSiteLinks(others.map(({ file }) => file));
  };

  return {
    /** The files of this run that the addresses lead to.
     * @param {readonly string[]} links @param {LinkedFile} from */
    listTargets: (links, from) => links.flatMap((address) => findHere(address, from) ?? []),

    /** Tells what became of a file: its article's address, or null where it has none.
     * @param {LinkedFile} file @param {ArticleAddress | null} address */
    settle(file, address) {
      pending.delete(file);
      if (address !== null) addresses.set(file, address);
    },

    /** Gives the address of the article that a link means: null for no article, `url` null for one that is still to be made.
     * @param {string} link @param {LinkedFile} from
     * @returns {Promise<{ url: string | null } | null>} */
    async lead(link, from) {
      const here = findHere(link, from);
      const fragment = /#(.+)$/s.exec(link)?.[1];
      if (here === from && fragment !== undefined) return { url: `#${fragment}` };
      if (here !== null && pending.has(here)) return { url: null };
      findElsewhere ??= here === null ? openOthers() : null;
      const file = here ?? (await findElsewhere)?.(link, from);
      const address = file ? addresses.get(file) : undefined;
      if (address === undefined) return null;
      const place = fragment === undefined ? '' : `#${address.isOwnPage ? ID_PREFIX : ''}${fragment}`;
      return { url: address.url + place };
    },
  };
}

/**
 * Files in the order in which most of their links can be led at once: each behind those that it links to, but where a
 * circle of links has no such order.
 *
 * @template File
 * @param {readonly File[]} files
 * @param {(file: File) => readonly File[]} listTargets
 * @returns {File[]}
 */
export function orderByLinks(files, listTargets) {
  /** @type {Set<File>} */
  const begun = new Set();
  /** @type {File[]} */
  const ordered = [];
  for (const first of files) {
    // A stack of our own: a thousand posts may each name the one before.
    const open = begun.has(first) ? [] : [{ file: first, targets: listTargets(first).values() }];
    begun.add(first);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const target = top.targets.find((file) => !begun.has(file));
      if (target === undefined) {
        ordered.push(top.file);
        open.pop();
      } else {
        begun.add(target);
        open.push({ file: target, targets: listTargets(target).values() });
      }
    }
  }
  return ordered;
}
