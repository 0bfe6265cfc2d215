// @ts-check
/** A file of any kind that `publish` takes, as bodies of `POST /api/articles`. */

import { extname } from 'node:path';
import { UserError } from '../user-error.mjs';
import { readHtmlPage } from './html.mjs';
import { readMarkdownFile } from './markdown-file.mjs';

/** Reads the articles of a file; its name's ending tells its kind.
 * @param {string} path
 * @param {string} text
 * @returns {Record<string, unknown>[]} */
export function readArticleFile(path, text) {
  switch (extname(path).toLowerCase()) {
    case '.md':
    case '.markdown':
      return [readMarkdownFile(text)];
    case '.html':
    case '.htm':
      return [readHtmlFile(text)];
    case '.json':
      return readJsonFile(text);
    default:
      throw new UserError('is no .md, .html or .json file');
  }
}

/** @param {string} text */
function readHtmlFile(text) {
  const { title, content_html, language, summary } = readHtmlPage(text);
  if (title === '') throw new UserError('has no title: neither <title> nor <h1>');
  if (content_html === '') throw new UserError('has no text');
  return {
    title,
    content_html,
    ...(language === null ? {} : { language }),
    ...(summary === null ? {} : { summary }),
  };
}

/** @param {string} text */
function readJsonFile(text) {
  /** @type {unknown} */
  let json;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
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
