// @ts-check
/** `gazette webhooks …`: who is told, and what became of it, for people (tables) and programs (`--json`). */

import { readFileSync } from 'node:fs';
import { callService, listAll } from './service.mjs';
import { formatCount, formatTable, showLine } from './terminal.mjs';
import { UsageError, UserError } from './user-error.mjs';

const DEFAULT_MESSAGES = 50;
const MAX_MESSAGES = 200;
const UNITS_MS = /** @type {Readonly<Record<string, number>>} */ ({ m: 60_000, h: 3_600_000, d: 86_400_000 });

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {{ json?: boolean, [name: string]: unknown }} Flags */
/** @typedef {(positionals: readonly string[], flags: Flags, context: Context) => Promise<number>} WebhookCommand */

/** @type {Readonly<Record<string, WebhookCommand>>} */
export const WEBHOOK_COMMANDS = {
  async list(_positionals, flags, context) {
    const webhooks = await listAll(context.connect(), '/api/webhooks?limit=500', 'webhooks');
    if (flags.json) return printJson(context, { webhooks });
    if (webhooks.length === 0) context.note('There are no webhooks.');
    else {
      const rows = webhooks.map((hook) => [
        hook.id,
        hook.state,
        hook.format,
        hook.url,
        hook.events.join(' '),
        describeFilter(hook),
        hook.description ?? '',
      ]);
      context.print(formatTable(['ID', 'STATE', 'FORMAT', 'RECEIVER', 'EVENTS', 'OF', 'DESCRIPTION'], rows));
    }
    return 0;
  },

  async add([url], flags, context) {
    const list = (/** @type {string} */ name) => readList(flags[name]);
    const body = {
      url,
      ...(flags.category === undefined ? {} : { categories: list('category') }),
      ...(flags.official === undefined ? {} : { officials: list('official') }),
      ...(flags.office === undefined ? {} : { offices: list('office') }),
      ...(flags['not-category'] === undefined ? {} : { not_categories: list('not-category') }),
      ...(flags['not-official'] === undefined ? {} : { not_officials: list('not-official') }),
      ...(flags.language === undefined ? {} : { languages: list('language') }),
      ...(flags.search === undefined ? {} : { q: flags.search }),
      ...(flags.events === undefined ? {} : { events: list('events').map(readEvent) }),
      ...(flags.format === undefined ? {} : { format: flags.format }),
      ...(flags.signature === undefined ? {} : { signature: flags.signature }),
      ...(flags.description === undefined ? {} : { description: flags.description }),
      ...(flags['secret-file'] === undefined ? {} : { secret: readSecret(String(flags['secret-file'])) }),
    };
    return showWithSecret(context, flags, await post(context, '/api/webhooks', body));
  },

  async test([id], flags, context) {
    const outcome = await post(context, `${path(id)}/test`);
    if (flags.json) printJson(context, outcome);
    else context.print(describeAttempt(outcome, outcome.delivered ? 'delivered' : 'not delivered'));
    return outcome.delivered ? 0 : 1;
  },

  async messages([id], flags, context) {
    const limit = flags.limit === undefined ? DEFAULT_MESSAGES : Number(flags.limit);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_MESSAGES) {
      throw new UsageError(`--limit must be a whole number from 1 to ${MAX_MESSAGES}`);
    }
    const page = await get(context, `${path(id)}/messages?limit=${limit}`);
    if (flags.json) return printJson(context, page);
    if (page.messages.length === 0) context.note('There are no messages.');
    else {
      const headings = ['MESSAGE', 'EVENT', 'ARTICLE', 'STATE', 'TRIES', 'LAST', 'NEXT'];
      context.print(formatTable(headings, page.messages.map(buildMessageRow)));
      if (page.next_cursor) context.note(`There are older ones: --limit, up to ${MAX_MESSAGES}.`);
    }
    return 0;
  },

  async retry([id, message], flags, context) {
    await post(context, `${path(id)}/messages/${encodeURIComponent(message ?? '')}/retry`);
    return tell(context, flags, { retried: message }, 'It is being sent again.');
  },

  async recover([id], flags, context) {
    const since = readSince(flags.since, Date.now());
    const answer = await post(context, `${path(id)}/recover`, { since });
    const recovered = Number(answer?.recovered ?? Number.NaN);
    const what = Number.isNaN(recovered) ? 'What was not delivered' : formatCount(recovered, 'message');
    return tell(context, flags, answer ?? { since }, `Since ${since}: ${what} on the way.`);
  },

  pause: async ([id], flags, context) => await setState(id, 'paused', flags, context),

  resume: async ([id], flags, context) => await setState(id, 'active', flags, context),

  async rotate([id], flags, context) {
    return showWithSecret(context, flags, await post(context, `${path(id)}/rotate-secret`));
  },

  async remove([id], flags, context) {
    await callService(context.connect(), { method: 'DELETE', path: path(id) });
    return tell(context, flags, { removed: id }, `${showLine(id)} is gone.`);
  },
};

/** A time from which to recover: RFC 3339 with an offset, or how long ago (`90m`, `24h`, `7d`).
 * @param {unknown} text
 * @param {number} now epoch milliseconds
 * @returns {string} */
function readSince(text, now) {
  if (typeof text !== 'string') throw new UsageError('--since is needed: a time, or how long ago (24h, 7d)');
  const ago = /^(\d{1,5})([mhd])$/.exec(text);
  if (ago !== null) return new Date(now - Number(ago[1]) * (UNITS_MS[ago[2] ?? ''] ?? 0)).toISOString();
  if (/T.*(z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new UsageError('--since must be like 2026-11-24T09:00:00+08:00, or how long ago: 90m, 24h, 7d');
}

/** @param {any} message @returns {unknown[]} */
function buildMessageRow(message) {
  const last = message.attempts[message.attempts.length - 1];
  return [
    message.id,
    message.event,
    message.article_id ?? '',
    message.state,
    message.attempts.length,
    last === undefined ? '' : `${last.at} ${describeAttempt(last)}`,
    message.next_attempt_at ?? '',
  ];
}

/** @param {{ status: number | null, latency_ms: number | null, error: string | null }} attempt @param {string} [outcome] */
function describeAttempt({ status, latency_ms, error }, outcome) {
  const parts = [
    outcome,
    status === null ? null : `HTTP ${status}`,
    latency_ms === null ? null : `${latency_ms} ms`,
    error,
  ];
  return showLine(parts.filter((part) => part !== undefined && part !== null && part !== '').join(', '));
}

/** @param {any} hook */
function describeFilter({ categories, officials, offices, not_categories, not_officials, languages, q }) {
  const unwanted = [...not_categories, ...not_officials].map((slug) => `not:${slug}`);
  const words = q === null ? [] : [`"${q}"`];
  return (
    [...categories, ...officials, ...offices, ...unwanted, ...languages, ...words].join(' ') || 'everything'
  );
}

/** @param {string | undefined} id @param {'paused' | 'active'} state @param {Flags} flags @param {Context} context */
async function setState(id, state, flags, context) {
  const call = { method: 'PATCH', path: path(id), json: { state }, isRepeatable: true };
  const { json } = await callService(context.connect(), call);
  const hint = state === 'active' ? ' What was held stays held: webhooks recover sends it.' : '';
  return tell(context, flags, json, `${showLine(json.id)} is ${showLine(json.state)}.${hint}`);
}

/** @param {Context} context @param {Flags} flags @param {any} hook */
function showWithSecret(context, flags, hook) {
  if (flags.json) return printJson(context, hook);
  const rows = [
    ['id', hook.id],
    ['receiver', hook.url],
    ['format', hook.format],
    ['events', hook.events.join(' ')],
    ['of', describeFilter(hook)],
    ...(hook.secret ? [['secret', hook.secret]] : []),
    ...hook.public_keys.map((/** @type {any} */ { public_key }) => ['public key', public_key]),
  ];
  context.print(rows.map(([name, value]) => `${String(name).padEnd(10)} ${showLine(value)}`).join('\n'));
  if (hook.secret) context.note('The secret is shown this once: keep it where the receiver reads it.');
  return 0;
}

/** @param {Context} context @param {Flags} flags @param {unknown} json @param {string} text */
function tell(context, flags, json, text) {
  if (flags.json) return printJson(context, json);
  context.print(text);
  return 0;
}

/** @param {Context} context @param {unknown} json */
function printJson(context, json) {
  context.print(JSON.stringify(json, null, 2));
  return 0;
}

/** @param {string | undefined} id */
function path(id) {
  return `/api/webhooks/${encodeURIComponent(id ?? '')}`;
}

/** @param {Context} context @param {string} path @returns {Promise<any>} */
async function get(context, path) {
  return (await callService(context.connect(), { method: 'GET', path, isRepeatable: true })).json;
}

/** @param {Context} context @param {string} path @param {unknown} [json] @returns {Promise<any>} */
async function post(context, path, json) {
  return (await callService(context.connect(), { method: 'POST', path, json })).json;
}

/** Options may be repeated, and hold several values with commas between.
 * @param {unknown} value @returns {string[]} */
function readList(value) {
  const given = Array.isArray(value) ? value : [value];
  return given
    .flatMap((text) => String(text).split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** `published` is enough for `article.published`.
 * @param {string} name */
function readEvent(name) {
  return /^(published|updated|withdrawn)$/.test(name) ? `article.${name}` : name;
}

/** A service's own secret, from a file: in the arguments every user of the machine could read it.
 * @param {string} file */
function readSecret(file) {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').trim();
  } catch {
    throw new UserError(`${file} cannot be read`);
  }
}
