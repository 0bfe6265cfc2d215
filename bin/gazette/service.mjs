// @ts-check
/** The service's API as the command calls it: with the token, trying again while it is busy, and never anywhere else. */

import { setTimeout as sleep } from 'node:timers/promises';
import { showLine } from './terminal.mjs';
import { describeThrown, UserError } from './user-error.mjs';

/** One try and five more. */
const MAX_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 500;
/** A service that wants a longer wait than this is told to the user at once. */
const MAX_PAUSE_MS = 120_000;
/** An answer that takes longer will not come. */
const TIMEOUT_MS = 120_000;

/**
 * @typedef {object} Service
 * @property {string} url base address, without a slash at its end
 * @property {string} token
 * @property {(text: string) => void} notice told of waits, before they begin
 * @property {typeof fetch} [fetch]
 * @property {(milliseconds: number) => Promise<unknown>} [sleep]
 *
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path from `/api`
 * @property {unknown} [json] the body, as JSON
 * @property {string | Uint8Array} [body] the body as it is; `type` is its media type
 * @property {string} [type]
 * @property {Record<string, string>} [headers]
 * @property {boolean} [isRepeatable] whether a call whose answer was lost may be made again
 *
 * @typedef {{ pointer: string, code: string, detail: string }} FieldError
 * @typedef {{ status: number, headers: Headers, json: any }} Answer
 */

/** An answer that is no success. */
export class Refusal extends UserError {
  /** @param {number} status @param {string} message @param {FieldError[]} errors @param {string} [code] the problem's */
  constructor(status, message, errors, code = '') {
    super(message);
    this.status = status;
    this.errors = errors;
    this.code = code;
  }

  /** Whether every other call would be refused as well: the token is not known, or may not. */
  get isFinal() {
    return this.status === 401 || this.status === 403 || this.status === 503 || this.status === 0;
  }
}

/** Calls the API and gives its answer; throws a Refusal for anything but 2xx. 429 and 503 are waited for.
 * @param {Service} service
 * @param {Call} call
 * @returns {Promise<Answer>} */
export async function callService(service, call) {
  const response = await openAnswer(service, call);
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, json: isJson ? parseJson(text) : undefined };
}

/** Asks for a list page by page and gives all of it.
 * @param {Service} service
 * @param {string} path with a `limit`
 * @param {string} name of the list in each answer
 * @returns {Promise<any[]>} */
export async function listAll(service, path, name) {
  const all = [];
  for (let cursor = ''; ; ) {
    const { json } = await callService(service, { method: 'GET', path: path + cursor, isRepeatable: true });
    all.push(...json[name]);
    if (!json.next_cursor) return all;
    cursor = `&cursor=${encodeURIComponent(json.next_cursor)}`;
  }
}

/** As `callService`, with the answer's body unread.
 * @param {Service} service
 * @param {Call} call
 * @returns {Promise<Response>} */
export async function openAnswer(service, call) {
  for (let attempt = 1; ; attempt++) {
    const backoffMs = FIRST_PAUSE_MS * 2 ** (attempt - 1);
    /** @type {Response} */
    let response;
    try {
      response = await sendOnce(service, call);
    } catch (thrown) {
      const isRefused = isConnectionRefused(thrown);
      if (attempt >= MAX_ATTEMPTS || !(call.isRepeatable || isRefused)) {
        throw new Refusal(0, `${service.url} cannot be reached: ${describeThrown(thrown)}`, []);
      }
      await pause(service, backoffMs, describeThrown(thrown));
      continue;
    }
    if (response.ok) return response;
    const refusal = await readRefusal(service, response);
    const isPassing =
      response.status === 429 ||
      response.status === 503 ||
      (call.isRepeatable === true && response.status >= 500);
    const pauseMs = Math.max(readRetryAfterMs(response.headers, Date.now()) ?? 0, backoffMs);
    if (!isPassing || attempt >= MAX_ATTEMPTS || pauseMs > MAX_PAUSE_MS) throw refusal;
    await pause(service, pauseMs, refusal.message);
  }
}

/** @param {Service} service @param {Call} call */
async function sendOnce(service, call) {
  const body = call.json === undefined ? call.body : JSON.stringify(call.json);
  const type = call.json === undefined ? call.type : 'application/json';
  return await (service.fetch ?? fetch)(service.url + call.path, {
    method: call.method,
    // A redirect would carry the token or lose the body: it is told instead.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      authorization: `Bearer ${service.token}`,
      accept: 'application/json',
      ...(type === undefined ? {} : { 'content-type': type }),
      ...call.headers,
    },
    ...(body === undefined ? {} : { body: /** @type {any} */ (body) }),
  });
}

/** @param {Service} service @param {number} milliseconds @param {string} reason */
async function pause(service, milliseconds, reason) {
  service.notice(`waiting ${(milliseconds / 1000).toFixed(1)} s: ${reason}`);
  await (service.sleep ?? sleep)(milliseconds);
}

/** How long an answer asks to wait, in milliseconds; null where it does not (RFC 9110 §10.2.3: seconds or a date).
 * @param {Headers} headers
 * @param {number} now epoch milliseconds
 * @returns {number | null} */
function readRetryAfterMs(headers, now) {
  const value = headers.get('retry-after')?.trim();
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** @param {Service} service @param {Response} response */
async function readRefusal(service, response) {
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    const target = response.headers.get('location') ?? 'nowhere';
    return new Refusal(
      response.status,
      `${service.url} leads to ${showLine(target)}: give that address as --url`,
      [],
    );
  }
  const problem = parseJson(await response.text().catch(() => ''));
  const errors = Array.isArray(problem?.errors) ? problem.errors : [];
  const detail = problem?.detail ?? problem?.title ?? response.statusText;
  const code = typeof problem?.code === 'string' ? problem.code : '';
  return new Refusal(response.status, `${response.status} ${showLine(detail)}`.trim(), errors, code);
}

/** @param {unknown} thrown */
function isConnectionRefused(thrown) {
  return thrown instanceof Error && /ECONNREFUSED/.test(`${Reflect.get(thrown.cause ?? {}, 'code')}`);
}

/** @param {string} text @returns {any} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
