/** What may stand in an article: the words and their structure, nothing that acts or decorates. */

import type { Schema } from 'hast-util-sanitize';

const INLINE_TAGS = (
  'a abbr b bdi br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup ' +
  'time u var wbr'
).split(' ');
export const TABLE_PARTS: readonly string[] = 'caption colgroup col thead tbody tfoot tr td th'.split(' ');

/** What begins a line of its own. */
export const BLOCK_TAGS: readonly string[] =
  'blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table ul'.split(
    ' ',
  );

/** Every element that an article may have. */
export const TAGS: readonly string[] = [...INLINE_TAGS, ...BLOCK_TAGS, ...TABLE_PARTS];

/** Elements that go with all they hold; `html-replace.ts` puts something readable in the place of some. */
export const LEFT_OUT_TAGS: readonly string[] = (
  'applet audio button canvas embed frame frameset head iframe input math noembed noframes object option ' +
  'plaintext script select style svg template textarea title video xmp'
).split(' ');

/** Lengths and counts: digits, for images also per cent. */
const COUNT = /^\d{1,5}$/;
const LENGTH = /^\d{1,5}%?$/;
/** Where a list begins, and what an item of it is counted as. */
const WHOLE_NUMBER = /^-?\d{1,9}$/;

/**
 * Stricter than GitHub's schema, on which the library's default is built: no `class`, `style` or `aria-*`,
 * no form fields; no `bdo`, which feed validators and readers do not take (`bdi` and `dir` say the same of text in
 * another direction). Elements that are not listed are replaced by what they hold; those under `strip` go whole.
 * Protocols are decided where addresses are resolved, in `html-clean.ts`, and ids where they are prefixed, in
 * `fragments.ts`.
 */
export const CONTENT_SCHEMA: Schema = {
  allowComments: false,
  allowDoctypes: false,
  tagNames: [...TAGS],
  // Outside of a table its parts would vanish, and their text with another parser's context change places.
  ancestors: Object.fromEntries(TABLE_PARTS.map((name) => [name, ['table']])),
  attributes: {
    '*': ['id', 'lang', ['dir', 'ltr', 'rtl', 'auto'], 'title'],
    a: ['href', 'hrefLang'],
    blockquote: ['cite'],
    q: ['cite'],
    del: ['cite', 'dateTime'],
    ins: ['cite', 'dateTime'],
    time: ['dateTime'],
    img: ['src', 'alt', ['width', LENGTH], ['height', LENGTH]],
    ol: [['start', WHOLE_NUMBER], ['type', '1', 'a', 'A', 'i', 'I'], 'reversed'],
    li: [['value', WHOLE_NUMBER]],
    td: [
      ['colSpan', COUNT],
      ['rowSpan', COUNT],
    ],
    th: [
      ['colSpan', COUNT],
      ['rowSpan', COUNT],
      ['scope', 'row', 'col', 'rowgroup', 'colgroup'],
    ],
    col: [['span', COUNT]],
    colgroup: [['span', COUNT]],
  },
  protocols: {},
  required: {},
  clobber: [],
  strip: [...LEFT_OUT_TAGS],
};
