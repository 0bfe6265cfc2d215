// @ts-check
/** A Markdown file with front matter, as Jekyll, Hugo, Eleventy, Astro and people write it. */

import { extname } from 'node:path';
import { renderMarkdown } from '../../../src/article/content/markdown.ts';
import { UserError } from '../user-error.mjs';
import { chooseTitle, readFileFields } from './file-fields.mjs';
import { foldSpace, readHtmlText } from './html.mjs';
import { dropImports, noteComponents, unwrapComponents, writeImports } from './mdx.mjs';
import { followFences, noteTemplateTags, readProse, replaceTemplateTags } from './template-tags.mjs';

/**
 * @typedef {object} ArticleFile an article as a file has it
 * @property {Record<string, unknown>} article the body of `POST /api/articles`
 * @property {string[]} categories names or slugs that have still to be found in the service
 * @property {boolean} isDraft
 */

/** Of HTML, with a link and pictures in it. */
const MAX_HEADING_LINES = 10;

/**
 * Reads the file. Without a `title` the first heading (`# …`) is it, else what a post is named, else the heading that the
 * text begins with. A draft may lack title and text.
 *
 * @param {string} text
 * @param {import('./file-fields.mjs').FileOptions} options
 * @returns {ArticleFile}
 */
export function readMarkdownFile(text, options) {
  const file = readFileFields(text, options);
  const { fields, categories, isDraft } = file;
  /** @type {Set<string>} */
  const components = new Set();
  const lines = dropAttributes(writeMarkdown(file.rest, options, components).split('\n'), options.warn);
  const start = Math.max(
    lines.findIndex((line) => line.trim() !== ''),
    0,
  );
  const heading = readHeading(lines, start, 6);
  const title = chooseTitle(file, findTitle(lines), options.warn) ?? heading?.text;
  if (title === undefined && !isDraft) {
    throw new UserError('has no title: give one in the front matter, or begin the text with a heading (# …)');
  }
  // A heading that is the title, or repeats it, is not part of the text.
  const isRepeated = heading?.text === readWords(String(title));
  const content = lines
    .slice(start + (isRepeated ? heading.lines : 0))
    .join('\n')
    .trim();
  if (content === '' && !isDraft) throw new UserError('has no text');
  const prose = readProse(content);
  noteComponents(prose, components, options.warn);
  noteTemplateTags(prose, options.warn);
  return { article: { ...fields, title, content_markdown: content }, categories, isDraft };
}

/** What generators add to Markdown, as Markdown.
 * @param {string} text
 * @param {import('./file-fields.mjs').FileOptions} options
 * @param {Set<string>} components takes the names of those that are gone */
function writeMarkdown(text, { path, warn }, components) {
  const plain = writeImports(text.replaceAll('\r\n', '\n'), warn);
  const isMdx = extname(path).toLowerCase() === '.mdx';
  return replaceTemplateTags(
    isMdx ? unwrapComponents(dropImports(plain, warn), (name) => components.add(name)) : plain,
  );
}

/** A heading, and how many lines it takes: `# …`, a line with `===` below it, `<h1>…</h1>`.
 * @param {readonly string[]} lines
 * @param {number} at
 * @param {number} maxLevel 1 to 6
 * @returns {{ text: string, lines: number } | null} */
function readHeading(lines, at, maxLevel) {
  const line = lines[at] ?? '';
  const [, marks, text] = /^(#{1,6})\s+(.+?)\s*#*\s*$/.exec(line) ?? [];
  if (marks !== undefined && text !== undefined)
    return marks.length > maxLevel ? null : { text: readWords(text), lines: 1 };
  if (/^<h1[\s>]/i.test(line)) return readHtmlHeading(lines, at);
  const isUnderlined = /^=+\s*$/.test(lines[at + 1] ?? '') && /^ {0,3}[^\s>#`~|<]/.test(line);
  return isUnderlined && (lines[at - 1] ?? '').trim() === '' ? { text: readWords(line), lines: 2 } : null;
}

/** @param {readonly string[]} lines @param {number} at */
function readHtmlHeading(lines, at) {
  const begun = lines.slice(at, at + MAX_HEADING_LINES);
  const end = begun.findIndex((line) => /<\/h1>\s*$/i.test(line));
  const html = begun.slice(0, end + 1);
  // An empty line ends HTML in Markdown.
  const text = html.some((line) => line.trim() === '') ? '' : readHtmlText(html.join('\n'));
  return text === '' ? null : { text, lines: html.length };
}

/** The words of a heading. @param {string} line */
function readWords(line) {
  const rendered = renderMarkdown(`# ${line.trim()}`);
  return typeof rendered === 'string' ? foldSpace(line) : readHtmlText(rendered.html);
}

/** The first heading of the first level, wherever it stands: a picture may be above it. What is fenced is code.
 * @param {readonly string[]} lines */
function findTitle(lines) {
  const isCode = followFences();
  for (const [index, line] of lines.entries()) {
    const heading = isCode(line) ? null : readHeading(lines, index, 1);
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
