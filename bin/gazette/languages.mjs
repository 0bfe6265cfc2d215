// @ts-check
/** The language of a text that nobody has told. */

import { chooseLanguage } from '../../src/extract/language.ts';
import { readHtmlText } from './read/html.mjs';
import { readProse } from './read/template-tags.mjs';
import { callService } from './service.mjs';

/**
 * Tells in which languages texts are where they are plainly in another than the publication's, which the service takes
 * for every text that says none.
 *
 * @param {(() => import('./service.mjs').Service) | null} connect null: nothing is asked for, and nothing told
 */
export function openLanguages(connect) {
  /** @type {Promise<string> | null} */
  let publication = null;
  /** Gives the article with its language, or as it was.
   * @template {Record<string, any>} Body
   * @param {Body} body of `POST /api/articles`
   * @returns {Promise<Body>} */
  return async (body) => {
    if (connect === null || body.language !== undefined) return body;
    const text = readWords(body);
    if (chooseLanguage(text, undefined) === undefined) return body;
    publication ??= readPublicationLanguage(connect());
    const own = await publication;
    const language = chooseLanguage(text, own);
    return language === own ? body : { ...body, language };
  };
}

/** @param {Record<string, any>} body */
function readWords({ title, content_markdown: markdown, content_html: html, content_text: text }) {
  const written = typeof markdown === 'string' ? readProse(markdown) : (html ?? text);
  return `${title ?? ''}\n${readHtmlText(String(written ?? '')).replace(/https?:\S+/g, ' ')}`;
}

/** @param {import('./service.mjs').Service} service @returns {Promise<string>} */
async function readPublicationLanguage(service) {
  const { json } = await callService(service, { method: 'GET', path: '/feed.json', isRepeatable: true });
  return json.language;
}
