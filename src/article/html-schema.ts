/** What may stand in an article: the words and their structure, nothing that acts or decorates. */

import type { Options as Schema } from 'rehype-sanitize';

const INLINE = ['a', 'abbr', 'b', 'bdi', 'br', 'cite', 'code', 'del', 'dfn', 'em', 'i', 'img', 'ins', 'kbd'];
const MORE_INLINE = ['mark', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup'];
const REST_INLINE = ['time', 'u', 'var', 'wbr'];
const BLOCK = [
  'blockquote',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'figcaption',
  'figure',
  'hr',
  'li',
  'ol',
  'p',
];
const MORE_BLOCK = ['pre', 'summary', 'ul', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const TABLE = ['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'];

/** Lengths and counts: digits, for images also per cent. */
const COUNT = /^\d{1,5}$/;
const LENGTH = /^\d{1,5}%?$/;

/**
 * Stricter than GitHub's schema, on which the library's default is built: no `class`, `id`, `style` or `aria-*`,
 * no form fields; no `bdo`, which feed validators and readers do not take (`bdi` and `dir` say the same of text in
 * another direction). Elements that are not listed are replaced by what they hold; those under `strip` go whole.
 * Protocols are decided where addresses are resolved, in `html-clean.ts`.
 */
export const CONTENT_SCHEMA: Schema = {
  allowComments: false,
  allowDoctypes: false,
  tagNames: [...INLINE, ...MORE_INLINE, ...REST_INLINE, ...BLOCK, ...MORE_BLOCK, ...TABLE],
  // Outside of a table its parts would vanish, and their text with another parser's context change places.
  ancestors: Object.fromEntries(TABLE.slice(1).map((name) => [name, ['table']])),
  attributes: {
    '*': ['lang', ['dir', 'ltr', 'rtl', 'auto'], 'title'],
    a: ['href', 'hrefLang'],
    blockquote: ['cite'],
    q: ['cite'],
    del: ['cite', 'dateTime'],
    ins: ['cite', 'dateTime'],
    time: ['dateTime'],
    img: ['src', 'alt', ['width', LENGTH], ['height', LENGTH]],
    ol: [['start', /^-?\d{1,9}$/], 'reversed'],
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
  strip: [
    'script',
    'style',
    'template',
    'title',
    'head',
    'iframe',
    'frame',
    'frameset',
    'noframes',
    'noembed',
    'object',
    'embed',
    'applet',
    'svg',
    'math',
    'textarea',
    'select',
    'option',
    'button',
    'input',
    'canvas',
    'audio',
    'video',
    'xmp',
    'plaintext',
  ],
};
