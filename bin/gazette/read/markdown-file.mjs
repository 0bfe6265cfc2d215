// @ts-check
/** A Markdown file with front matter, as Jekyll, Hugo, Eleventy, Astro and people write it. */

import { basename, dirname, extname } from 'node:path';
import { splitFrontMatter } from '../../../src/extract/front-matter.ts';
import { readFrontMatterFields } from '../../../src/extract/front-matter-fields.ts';
import { UserError } from '../user-error.mjs';
import { unwrapComponents } from './components.mjs';
import { readDate } from './dates.mjs';
import { foldSpace } from './html.mjs';
import { ADDRESS_FIELDS } from './site-links.mjs';
import { followFences, mapProse, readProse, replaceTemplateTags, writePicture } from './template-tags.mjs';

/**
 * @typedef {object} ArticleFile an article as a file has it
 * @property {Record<string, unknown>} article the body of `POST /api/articles`
 * @property {string[]} categories names or slugs that have still to be found in the service
 * @property {boolean} isDraft
 *
 * @typedef {object} FileOptions
 * @property {string} path
 * @property {string} timezone in which dates without an offset are read
 * @property {(text: string) => void} warn told what was passed over, in the same words for the same thing
 * @property {(rest: string) => string | undefined} [readTextDate] the date that the text itself says, RFC 3339, where
 *   nothing else says one
 */

/** What is said of a value that was passed over.
 * @type {Readonly<Record<import('../../../src/extract/front-matter-fields.ts').FrontMatterNote['code'], string>>} */
const NOTES = {
  unknown_name: 'is not used',
  not_text: 'is no text: passed over',
  not_date: 'is no date that can be read',
  not_language: 'is no language tag, such as en or zh-CN: passed over',
  not_slug: 'is no slug (lower-case letters, digits and hyphens): passed over',
  not_web_address: 'is no whole web address (https://…): passed over',
  not_understood: 'is not understood: passed over',
  summary_cut: 'is longer than a summary may be: cut',
};

/** Eleventy's words for dates that it takes from the file, or from git. */
const FILE_DATE = /^(?:git )?(?:last modified|created)$/i;
/** How Jekyll names posts, and others too. */
const DATED_NAME = /^(\d{4}-\d{2}-\d{2})[-_ ]+(.+)$/;
/** A day that is spelt in folders, with the name's beginning as Docusaurus has it, or in an address that the front matter gives. */
const DATED_PATH = /(?:^|\/)(\d{4}(?:\/\d{2}[/-]|-\d{2}\/)\d{2})(?:[/-]|$)/;

/**
 * Takes the front matter off a file. Throws a UserError that names the line or the field.
 *
 * @param {string} text
 * @param {FileOptions} options
 * @returns {Omit<ArticleFile, 'article'> & { fields: Record<string, unknown>, rest: string, hasFrontMatter: boolean }}
 */
export function readFileFields(text, { path, timezone, warn, readTextDate }) {
  const split = splitFrontMatter(text);
  if (!split.ok) throw new UserError(describeFailure(split.failure));
  const name = basename(path, extname(path));
  const [, day, words] = DATED_NAME.exec(name) ?? [];
  const {
    fields: read,
    categories,
    isDraft,
    notes,
  } = readFrontMatterFields(split.frontMatter, {
    timezone,
    isJekyllPost: day !== undefined,
    takesPaths: true,
  });
  for (const { name, code } of notes) {
    // Links are led by it.
    if (code === 'unknown_name' && ADDRESS_FIELDS.includes(name)) continue;
    if (code === 'not_date' && FILE_DATE.test(String(split.frontMatter.get(name)))) {
      warn(`front matter: ${name}, which is to be a file’s, is passed over`);
      continue;
    }
    // Published now instead of then, it would be wrong everywhere.
    if (code === 'not_date') throw new UserError(`front matter: ${name} ${NOTES[code]}`);
    warn(`front matter: ${name} ${NOTES[code]}`);
  }
  const place = day ?? findDay(path, name, split.frontMatter);
  const date = place === undefined ? null : readDate(place, timezone);
  const { datePublished = date?.date ?? readTextDate?.(split.rest), externalId, ...fields } = read;
  if (datePublished === undefined && !isDraft) warn('has no date: is published as of now');
  return {
    fields: {
      ...fields,
      ...(datePublished === undefined ? {} : { date_published: datePublished }),
      ...(externalId === undefined ? {} : { external_id: externalId }),
      ...(fields.title === undefined ? readNameTitle(words, path, split.frontMatter.size > 0) : {}),
    },
    categories: [...categories],
    isDraft,
    rest: split.rest,
    hasFrontMatter: split.frontMatter.size > 0,
  };
}

/** What a file is called: a post with a day, and whatever has front matter, as generators show it.
 * @param {string | undefined} words behind the day
 * @param {string} path
 * @param {boolean} hasFrontMatter
 * @returns {{ nameTitle?: string, isGuessed?: boolean }} */
function readNameTitle(words, path, hasFrontMatter) {
  if (words !== undefined) return { nameTitle: spellTitle(words) };
  const name = basename(path, extname(path));
  const called = /^(?:index|readme)$/i.test(name) ? basename(dirname(path)) : name;
  return hasFrontMatter && /\p{L}{2}/u.test(called) ? { nameTitle: spellTitle(called), isGuessed: true } : {};
}

/** The day that a file's folders or its address say, where its own name says none.
 * @param {string} path
 * @param {string} name
 * @param {import('../../../src/extract/front-matter.ts').FrontMatter} frontMatter
 * @returns {string | undefined} */
function findDay(path, name, frontMatter) {
  const folder = dirname(path).replaceAll('\\', '/');
  // A post with its pictures is a folder that is named as the post would be.
  if (/^index$/i.test(name)) {
    const day = DATED_NAME.exec(basename(folder))?.[1];
    if (day !== undefined) return day;
  }
  for (const said of [
    frontMatter.get('path'),
    frontMatter.get('permalink'),
    frontMatter.get('url'),
    `${folder}/${name}/`,
  ]) {
    const found = DATED_PATH.exec(typeof said === 'string' ? said : '');
    if (found?.[1] !== undefined) return found[1].replaceAll('/', '-');
  }
  return undefined;
}

/**
 * Reads the file. Without a `title` the first heading (`# …`) is it, else what a Jekyll post is named. A draft may lack
 * title and text.
 *
 * @param {string} file
 * @param {FileOptions} options
 * @returns {ArticleFile}
 */
export function readMarkdownFile(file, options) {
  const { fields, categories, isDraft, rest } = readFileFields(file.replace(/^\ufeff/, ''), options);
  const { nameTitle, isGuessed, ...article } = fields;
  const isMdx = extname(options.path).toLowerCase() === '.mdx';
  const unix = rest.replaceAll('\r\n', '\n');
  const plain = writeComponents(unix, options.warn);
  /** @type {Set<string>} */
  const components = new Set();
  const written = replaceTemplateTags(
    isMdx ? unwrapComponents(dropImports(plain, options.warn), (name) => components.add(name)) : plain,
  );
  const lines = dropAttributes(written.split('\n'), options.warn);
  const start = lines.findIndex((line) => line.trim() !== '');
  const heading = readHeading(lines, start);
  const shown = heading?.text ?? findHeading(lines);
  const title = article.title ?? shown ?? nameTitle;
  if (title === undefined && !isDraft) {
    throw new UserError('has no title: give one in the front matter, or begin the text with a heading (# …)');
  }
  if (isGuessed && article.title === undefined && shown === undefined)
    options.warn('has no title: is called as its file is');
  // A heading that is the title, or repeats it, is not part of the text.
  const isRepeated = heading !== null && heading.text === foldSpace(String(title));
  const content = lines
    .slice(isRepeated ? start + heading.lines : Math.max(start, 0))
    .join('\n')
    .trim();
  if (content === '' && !isDraft) throw new UserError('has no text');
  const prose = readProse(content);
  noteComponents(prose, components, options.warn);
  noteTemplateTags(prose, options.warn);
  return { article: { ...article, title, content_markdown: content }, categories, isDraft };
}

/** A heading of the first level, `# …` or a line with `===` below it, and how many lines it takes.
 * @param {readonly string[]} lines @param {number} at @returns {{ text: string, lines: number } | null} */
function readHeading(lines, at) {
  const line = lines[at] ?? '';
  const [, text] = /^#\s+(.+?)\s*#*\s*$/.exec(line) ?? [];
  if (text !== undefined) return { text: text.replace(/\s*<a id="[^"]*"><\/a>/g, ''), lines: 1 };
  const isUnderlined = /^=+\s*$/.test(lines[at + 1] ?? '') && /^ {0,3}[^\s>#`~|<]/.test(line);
  return isUnderlined && (lines[at - 1] ?? '').trim() === '' ? { text: foldSpace(line), lines: 2 } : null;
}

/** The first heading, wherever it stands: a picture may be above it. What is fenced is code.
 * @param {readonly string[]} lines */
function findHeading(lines) {
  const isCode = followFences();
  for (const [index, line] of lines.entries()) {
    const heading = isCode(line) ? null : readHeading(lines, index);
    if (heading !== null) return heading.text;
  }
  return undefined;
}

/** Of kramdown and Hugo, at the end of a line or alone on one, `{: .lead}`, `{#top}`; behind a link or a picture, `{width=50%}`. */
const ATTRIBUTES = /\{(?::|(?=[#.]))[^{}%]*\}\s*$|(?<=[\])`*_])\{:[^{}%]*\}|(?<=\))\{[\w.#:-]+=[^{}]*\}/g;

/** Takes attributes away, but for a place that a link of the text leads to. What is fenced is code.
 * @param {readonly string[]} lines @param {(text: string) => void} warn */
function dropAttributes(lines, warn) {
  const isCode = followFences();
  const targets = new Set(
    lines.flatMap((line) => [...line.matchAll(/[("]#([\w:.-]+)/g)].map(([, id]) => id)),
  );
  return lines.map((line) => {
    if (isCode(line) || !line.includes('{')) return line;
    /** @type {string[]} */
    const places = [];
    const rest = line.replace(ATTRIBUTES, (attributes) => {
      const id = /[{\s:]#([\w:.-]+)/.exec(attributes)?.[1];
      if (targets.has(id)) places.push(`<a id="${id}"></a>`);
      warn('{: … } and {#…}, attributes of a text, are left out');
      return '';
    });
    return rest === line ? line : [rest.trimEnd(), ...places].join(' ').trimStart();
  });
}

/** What a generator would have replaced stays in the text, and is told.
 * @param {string} prose @param {(text: string) => void} warn */
export function noteTemplateTags(prose, warn) {
  const tags = prose.matchAll(
    /\{\{[<%]\s*\/?\s*([\w./-]+)|\{%-?\s*(\w+)|\{\{-?\s*([\w.]+|(?:"[^"{}]*"|'[^'{}]*')\s*(?=\|\s*(\w+)))|^(:{3,})\s*\w/gm,
  );
  const names = new Set(
    [...tags].map(([, hugo, liquid, value, filter, box]) => {
      if (hugo !== undefined) return `{{< ${hugo} >}}`;
      if (liquid !== undefined) return `{% ${liquid} %}`;
      // Whatever is given to a filter of the site's own, the filter is what is not known.
      return box ?? `{{ ${filter === undefined ? value : `… | ${filter}`} }}`;
    }),
  );
  for (const name of names) warn(`${name} stays in the text as it is`);
}

/** The service keeps the text in a component, and knows no more of it.
 * @param {string} prose @param {Iterable<string>} gone @param {(text: string) => void} warn */
function noteComponents(prose, gone, warn) {
  const names = prose.matchAll(/<([A-Z][a-z]\w*)(?=[\s/>])[^<>]*>/g);
  for (const name of new Set([...gone, ...[...names].map(([, name]) => name)]))
    warn(`<${name}>, a component, is left out, but for text in it`);
}

const IMPORT = /^import\s+(?:([\w$]+)\s+from\s+|[\w\s{},*$]+\s+from\s+)?(['"])([.@~][^'"\n]*)\2;?[ \t]*$/gm;
const SHOWN_IMPORT =
  /<(?:img|Image|Picture|Figure)\s(?:[^<>]*?\s)?src=\{\s*(?:([\w$]+)(?:\.src)?|require\(\s*(['"])([^'"\n]+)\2\s*\)(?:\.default)?)\s*\}[^<>]*>/g;

/** `style={{ width: "100%" }}` in a tag, which would end it where it has a quotation mark. */
const STYLE_OBJECT = /(<\w[^<>]*?)\s+[\w-]+=\{\{[^{}]*\}\}/g;

/** Lines that import something from the site's own files go, wherever they stand; pictures among it are shown as Markdown does.
 * @param {string} text @param {(text: string) => void} warn */
function writeComponents(text, warn) {
  if (!/^import\s|require\(|=\{\{/m.test(text)) return text;
  /** @type {Map<string, string>} */
  const imported = new Map();
  const rest = mapProse(text, (prose) =>
    prose.replace(IMPORT, (_, name, _quote, path) => {
      if (name !== undefined) imported.set(name, path);
      warn('import and export lines of MDX are left out');
      return '';
    }),
  );
  return mapProse(rest, (prose) =>
    prose.replace(STYLE_OBJECT, '$1').replace(SHOWN_IMPORT, (tag, name, _quote, required) => {
      const path = required ?? imported.get(name);
      const alt = /\balt=(?:"([^"]*)"|'([^']*)')/.exec(tag)?.slice(1).find(Boolean) ?? '';
      return path === undefined ? tag : writePicture(alt, path);
    }),
  );
}

/** The lines of JavaScript with which MDX begins.
 * @param {string} text @param {(text: string) => void} warn */
function dropImports(text, warn) {
  const imports = /^(?:\s*(?:import|export)\s[^\n]*['"{}\w];?[ \t]*(?:\n|$))+/.exec(text);
  if (imports === null) return text;
  warn('import and export lines of MDX are left out');
  return text.slice(imports[0].length);
}

/** @param {string} words as in a file's name */
function spellTitle(words) {
  const spaced = foldSpace(words.replace(/[-_]+/g, ' '));
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** @param {import('../../../src/extract/front-matter.ts').FrontMatterFailure} failure */
function describeFailure(failure) {
  switch (failure.code) {
    case 'front_matter_unclosed':
      return 'line 1: the front matter has no end: a line such as its first, alone';
    case 'front_matter_is_program':
      return 'line 1: the front matter is JavaScript, which is not run: write it in YAML';
    case 'front_matter_too_long':
      return 'line 1: the front matter is longer than 16 kB, or has no end';
    case 'front_matter_malformed':
      return `line ${failure.line}: the front matter cannot be read: ${failure.reason}`;
  }
}
