// @ts-check
/** An article in the service: made, or changed where it is there already. */

import { createHash } from 'node:crypto';
import { callService, Refusal } from './service.mjs';

/** Fields that a change of an article leaves to whoever looks after it in the service. */
const FIELDS_OF_CREATION = ['status', 'notify', 'slug', 'external_id'];

/**
 * @typedef {'published' | 'scheduled' | 'kept as draft' | 'changed' | 'unchanged'} Outcome
 * @typedef {{ article: any, outcome: Outcome }} Changed
 * @typedef {{ article: any, outcome: Outcome | null }} Sent
 */

/**
 * Creates an article, or finds the one that it is known to be: that has no outcome yet. Generators that have the day in an
 * address give one slug to several; here the second has one made for it.
 *
 * @param {import('./service.mjs').Service} service
 * @param {Record<string, any>} body
 * @param {(text: string) => void} warn
 * @returns {Promise<Sent>}
 */
export async function createArticle(service, body, warn) {
  try {
    return await postArticle(service, body);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.code !== 'slug_taken' || body.slug === undefined) throw thrown;
    warn('a slug that another article has is passed over');
    const { slug: _, ...rest } = body;
    return await postArticle(service, rest);
  }
}

/** @param {import('./service.mjs').Service} service @param {Record<string, any>} body @returns {Promise<Sent>} */
async function postArticle(service, body) {
  const text = JSON.stringify(body);
  const { status, headers, json } = await callService(service, {
    method: 'POST',
    path: '/api/articles',
    body: text,
    type: 'application/json',
    // What has no name of its own is named by what would be sent: with other options it is another request.
    headers: body.external_id ? {} : { 'idempotency-key': `gazette-${digest(text)}` },
    isRepeatable: true,
  });
  if (headers.get('idempotent-replayed') === 'true') return { article: json, outcome: 'unchanged' };
  if (status !== 200) return { article: json, outcome: readOutcome(json) };
  if (json.status === 'withdrawn') {
    throw new Refusal(409, 'was withdrawn in the service, and stays so', []);
  }
  return { article: json, outcome: null };
}

/** @param {{ status: string }} article @returns {Outcome} */
function readOutcome({ status }) {
  return status === 'draft' ? 'kept as draft' : /** @type {Outcome} */ (status);
}

/** Gives an article what its file says.
 * @param {import('./service.mjs').Service} service
 * @param {Sent} sent
 * @param {Record<string, any>} body
 * @returns {Promise<Changed>} */
export async function changeArticle(service, { article, outcome }, body) {
  const isToBePublished = article.status === 'draft' && (body.status ?? 'published') !== 'draft';
  const { json: changed } = await callService(service, {
    method: 'PATCH',
    path: `/api/articles/${encodeURIComponent(article.id)}`,
    json: {
      ...Object.fromEntries(Object.entries(body).filter(([name]) => !FIELDS_OF_CREATION.includes(name))),
      ...(isToBePublished ? { status: 'published' } : {}),
      ...(body.notify === undefined ? {} : { notify: body.notify }),
    },
    isRepeatable: true,
  });
  if (outcome !== null) return { article: changed, outcome };
  if (isToBePublished) return { article: changed, outcome: readOutcome(changed) };
  return { article: changed, outcome: changed.revision === article.revision ? 'unchanged' : 'changed' };
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}
