// @ts-check
/** An entry of any feed or export, before it is an article: what all the readers give. */

/**
 * @typedef {object} EntryCategory
 * @property {string} name as people read it
 * @property {string | null} slug what the document itself calls it in addresses
 *
 * @typedef {object} EntryAttachment
 * @property {string} url
 * @property {string} mimeType
 * @property {string} [title]
 * @property {number} [sizeBytes]
 *
 * @typedef {object} Entry
 * @property {string} id what the document calls it, to the byte: guid, id, else its link; '' for none
 * @property {string} link its page; '' for none
 * @property {string} title plain text; '' for none
 * @property {string} html content; '' for none
 * @property {string} summary plain text; '' for none
 * @property {string} date as the document writes it; '' for none
 * @property {string} language '' for none
 * @property {string[]} authors
 * @property {EntryCategory[]} categories
 * @property {EntryAttachment[]} attachments
 * @property {string} image '' for none
 * @property {{ name: string, url: string } | null} source where it was taken from
 *
 * @typedef {object} Document
 * @property {string} kind 'RSS', 'Atom' … as people call it
 * @property {Entry[]} entries in the document's order
 * @property {Record<string, number>} skipped how many items are no published articles, by what they are
 * @property {string[]} warnings
 *
 * @typedef {object} ReadOptions
 * @property {boolean} takesPages whether pages of an export are articles, too
 * @property {string | null} site the address of the site that an export is of, where it does not say so itself
 *
 * @typedef {{ url: string, title: string, date: string, modified: string }} SitemapPage
 * @typedef {{ kind: 'sitemap', pages: SitemapPage[], skipped: Record<string, number>, warnings: string[] }} Sitemap
 */

/** An entry with nothing in it.
 * @returns {Entry} */
export function emptyEntry() {
  return {
    id: '',
    link: '',
    title: '',
    html: '',
    summary: '',
    date: '',
    language: '',
    authors: [],
    categories: [],
    attachments: [],
    image: '',
    source: null,
  };
}

/** What is said of a page of an export where pages are no articles. */
export const UNWANTED_PAGE = 'page (see --pages)';

/** Reads what is an article out of an export that has other things, too, and counts those by what they are.
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item) => string | null} findReasonToSkip null: it is an article
 * @param {(item: Item) => Entry} readEntry
 * @returns {Pick<Document, 'entries' | 'skipped'>} */
export function readEntries(items, findReasonToSkip, readEntry) {
  /** @type {Record<string, number>} */
  const skipped = {};
  const entries = items.flatMap((item) => {
    const reason = findReasonToSkip(item);
    if (reason === null) return [readEntry(item)];
    skipped[reason] = (skipped[reason] ?? 0) + 1;
    return [];
  });
  return { entries, skipped };
}

/** An attachment as a document describes it; null where its address is none.
 * @param {{ url: string | undefined, mimeType: string | undefined, title?: string | undefined, size: unknown }} said
 * @param {string | null} base
 * @returns {EntryAttachment | null} */
export function readAttachment({ url = '', mimeType = '', title = '', size }, base) {
  const address = resolveAddress(url, base);
  if (address === '') return null;
  const sizeBytes = Number(size);
  return {
    url: address,
    mimeType,
    ...(title === '' ? {} : { title }),
    // Many write 0 for "unknown", as the RSS Advisory Board advises.
    ...(sizeBytes > 0 ? { sizeBytes } : {}),
  };
}

/** An address made absolute; '' where it is none of http or https.
 * @param {string} address
 * @param {string | null} [base]
 * @returns {string} */
export function resolveAddress(address, base) {
  const text = address.trim();
  if (text === '' || !URL.canParse(text, base || undefined)) return '';
  const url = new URL(text, base || undefined);
  return /^https?:$/.test(url.protocol) ? url.href : '';
}
