// @ts-check
/** A file of any kind that `publish` takes, as articles. */

import { extname } from 'node:path';
import { readHtmlPage as readPageFields } from '../../../src/extract/html-page.ts';
import { UserError } from '../user-error.mjs';
import { chooseTitle, readFileFields } from './file-fields.mjs';
import { readHtmlPage } from './html.mjs';
import { readMarkdownFile } from './markdown-file.mjs';
import { FOLDER_EXTENSIONS, MARKDOWN_EXTENSIONS } from './site-files.mjs';
import { noteTemplateTags, readProse } from './template-tags.mjs';

/** @typedef {import('./markdown-file.mjs').ArticleFile} ArticleFile */
/** @typedef {import('./file-fields.mjs').FileOptions} FileOptions */

/** Reads the articles of a file; its name's ending tells its kind.
 * @param {string} text
 * @param {FileOptions} options
 * @returns {ArticleFile[]} */
export function readArticleFile(text, options) {
  const extension = extname(options.path).toLowerCase();
  if (MARKDOWN_EXTENSIONS.includes(extension)) return [readMarkdownFile(text, options)];
  if (FOLDER_EXTENSIONS.includes(extension)) return [readHtmlFile(text, options)];
  if (extension !== '.json') throw new UserError('is no .md, .html or .json file');
  return readJsonFile(text).map((article) => ({ article, categories: [], isDraft: false }));
}

/** A page, or with front matter the text of one.
 * @param {string} text
 * @param {FileOptions} options
 * @returns {ArticleFile} */
function readHtmlFile(text, options) {
  /** @type {{ name: string }[]} */
  let authors = [];
  const file = readFileFields(text, options, (html) => {
    const told = readPageFields(html, { timezone: options.timezone, now: options.now });
    if (!told.ok) return undefined;
    authors = told.value.authors ?? [];
    return told.value.datePublished;
  });
  const { fields, categories, isDraft, rest, hasFrontMatter } = file;
  const page = readHtmlPage(rest);
  const article = {
    ...(page.language === null ? {} : { language: page.language }),
    ...(page.summary === null ? {} : { summary: page.summary }),
    ...(authors.length === 0 ? {} : { authors }),
    ...fields,
    title: chooseTitle(file, page.title || undefined, options.warn),
    content_html: page.content_html,
  };
  if (!article.title) throw new UserError('has no title: neither <title> nor <h1>');
  if (article.content_html === '') throw new UserError('has no text');
  if (hasFrontMatter) noteTemplateTags(readProse(rest), options.warn);
  return { article, categories, isDraft };
}

/** @param {string} text @returns {Record<string, unknown>[]} */
function readJsonFile(text) {
  /** @type {unknown} */
  let json;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw new UserError(`is not JSON: ${thrown instanceof Error ? thrown.message : thrown}`);
  }
  const articles = Array.isArray(json) ? json : [json];
  if (articles.length === 0) throw new UserError('holds no article');
  for (const [index, article] of articles.entries()) {
    if (typeof article !== 'object' || article === null || Array.isArray(article)) {
      throw new UserError(`item ${index + 1} is no article: it must be an object`);
    }
  }
  return articles;
}
