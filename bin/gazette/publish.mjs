// @ts-check
/** `gazette publish FILE…`: files and folders become articles; a file published again changes its article. */

import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { bringArticleFiles } from './article-files.mjs';
import { listCategories, mapCategories, putCategory } from './categories.mjs';
import { makeExternalId } from './import-article.mjs';
import { readArticleFile } from './read/article-file.mjs';
import { listArticleFiles } from './read/article-folder.mjs';
import { readTimezone } from './read/dates.mjs';
import { emptyEntry } from './read/entry.mjs';
import { openSites } from './read/site-files.mjs';
import { decodeText, readBytes } from './read/text-file.mjs';
import { callService, Refusal } from './service.mjs';
import { showLine } from './terminal.mjs';
import { openUploads } from './uploads.mjs';
import { UserError } from './user-error.mjs';
import { countWarnings, noteLeftOut } from './warnings.mjs';

const MAX_CATEGORIES = 20;
/** Fields that a change of an article leaves to whoever looks after it in the service. */
const FIELDS_OF_CREATION = ['status', 'notify', 'slug', 'external_id'];

/**
 * @typedef {object} PublishFlags
 * @property {boolean} [draft]
 * @property {boolean} [no-notify]
 * @property {boolean} [no-create-categories]
 * @property {boolean} [dry-run]
 * @property {string} [timezone]
 * @property {string} [root]
 *
 * @typedef {'published' | 'scheduled' | 'kept as draft' | 'changed' | 'unchanged'} Outcome
 * @typedef {import('./read/markdown-file.mjs').ArticleFile} ArticleFile
 * @typedef {(names: readonly string[]) => Promise<string[]>} FindCategories slugs for names, made where they are missing
 */

/**
 * Publishes files one after the other; one that fails does not stop the others, unless all would fail.
 *
 * @param {readonly string[]} paths files and folders
 * @param {PublishFlags} flags
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<number>} the exit code
 */
export async function publishFiles(paths, flags, context) {
  const timezone = readTimezone(flags.timezone);
  const files = listArticleFiles(paths, flags.root ?? null, process.cwd());
  const warnings = countWarnings();
  const account = startAccount();
  const findCategories = openCategories(flags, context, warnings.add);
  const uploads = openUploads(context.connect, flags['dry-run'] === true);
  const findSite = openSites();
  /** @type {Set<string>} */
  const seen = new Set();
  try {
    for (const { path, name, folder, skipped } of files) {
      if (skipped !== null && !(flags.draft && skipped === 'draft')) {
        account.skip(skipped);
        continue;
      }
      const place = resolve(path);
      if (seen.has(place)) continue;
      seen.add(place);
      try {
        const text = decodeText(await readBytes(path));
        const site = findSite(folder);
        const articles = readArticleFile(text, { path, timezone, warn: warnings.add });
        for (const article of articles) {
          if (article.isDraft && !flags.draft) {
            account.skip('draft');
            continue;
          }
          const named = await buildBody(article, articles.length === 1 ? name : null, flags, findCategories);
          const body = await bringArticleFiles(named, {
            article: place,
            site,
            upload: uploads.upload,
            tell: (address, why) => account.leaveOut(`${path}: ${address} ${why}`),
            warn: warnings.add,
          });
          if (flags['dry-run']) context.print(JSON.stringify(body, null, 2));
          else await publishOne(path, body, context, account, warnings.add);
        }
      } catch (thrown) {
        if (!(thrown instanceof UserError) || (thrown instanceof Refusal && thrown.isFinal)) throw thrown;
        account.fail(`${path}: ${thrown.message}`);
      }
    }
  } finally {
    for (const text of warnings.list()) context.note(`note: ${text}`);
    for (const text of account.leftOut) context.note(`left out: ${showLine(text)}`);
    for (const file of uploads.unsent) context.note(`would upload ${showLine(relative('.', file))}`);
    if (!flags['dry-run']) context.note(account.describe(uploads.counts));
    for (const text of account.failures) context.note(`failed: ${showLine(text)}`);
  }
  return account.failures.length === 0 ? 0 : 1;
}

/**
 * @param {ArticleFile} file
 * @param {string | null} name what an article that has no external_id is known by; null: nothing
 * @param {PublishFlags} flags
 * @param {FindCategories} findCategories
 */
async function buildBody({ article, categories }, name, flags, findCategories) {
  const slugs = await findCategories(categories);
  return {
    ...(name === null ? {} : { external_id: makeExternalId({ ...emptyEntry(), id: name }) }),
    ...article,
    ...(slugs.length === 0 ? {} : { categories: slugs }),
    ...(flags.draft ? { status: 'draft' } : {}),
    ...(flags['no-notify'] ? { notify: false } : {}),
  };
}

/**
 * @param {string} path
 * @param {Record<string, unknown>} body
 * @param {import('./context.mjs').Context} context
 * @param {ReturnType<typeof startAccount>} account
 * @param {(text: string) => void} warn
 */
async function publishOne(path, body, context, account, warn) {
  try {
    const { article, outcome } = await sendArticle(context.connect(), body);
    account.count(outcome);
    noteLeftOut(article, warn);
    context.print(showLine(article.url));
    context.note(`${path}: ${outcome}, ${showLine(article.id)}`);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.isFinal) throw thrown;
    account.fail(`${path}: ${showLine(body.title ?? '')}: ${thrown.message}`);
  }
}

/** Creates an article, or changes the one that it is known to be.
 * @param {import('./service.mjs').Service} service
 * @param {Record<string, unknown>} body
 * @returns {Promise<{ article: any, outcome: Outcome }>} */
async function sendArticle(service, body) {
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
  if (status !== 200) {
    const outcome = json.status === 'draft' ? 'kept as draft' : json.status;
    return { article: json, outcome };
  }
  if (json.status === 'withdrawn') {
    throw new Refusal(409, 'was withdrawn in the service, and stays so', []);
  }
  const isToBePublished = json.status === 'draft' && (body.status ?? 'published') !== 'draft';
  const { json: changed } = await callService(service, {
    method: 'PATCH',
    path: `/api/articles/${encodeURIComponent(json.id)}`,
    json: {
      ...Object.fromEntries(Object.entries(body).filter(([name]) => !FIELDS_OF_CREATION.includes(name))),
      ...(isToBePublished ? { status: 'published' } : {}),
      ...(body.notify === undefined ? {} : { notify: body.notify }),
    },
    isRepeatable: true,
  });
  if (isToBePublished) return { article: changed, outcome: changed.status };
  return { article: changed, outcome: changed.revision === json.revision ? 'unchanged' : 'changed' };
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * @param {PublishFlags} flags
 * @param {import('./context.mjs').Context} context
 * @param {(text: string) => void} warn
 * @returns {FindCategories}
 */
function openCategories(flags, context, warn) {
  /** @type {ReturnType<typeof mapCategories> | null} */
  let find = null;
  /** @type {Set<string>} */
  const made = new Set();
  return async (names) => {
    if (names.length === 0) return [];
    find ??= mapCategories(flags['dry-run'] ? [] : await listCategories(context.connect()));
    /** @type {Set<string>} */
    const slugs = new Set();
    for (const name of names) {
      const found = find({ name, slug: name });
      if (found === null || slugs.has(found.slug)) continue;
      if (found.isNew && flags['no-create-categories']) {
        warn(`category "${found.name}" is unknown: left out`);
        continue;
      }
      if (slugs.size === MAX_CATEGORIES) {
        warn(`more than ${MAX_CATEGORIES} categories: the first ${MAX_CATEGORIES} are taken`);
        break;
      }
      if (found.isNew && !flags['dry-run'] && !made.has(found.slug)) {
        await putCategory(context.connect(), found.slug, found.name);
        made.add(found.slug);
        warn(`category "${found.name}" was made`);
      }
      slugs.add(found.slug);
    }
    return [...slugs];
  };
}

/** Counts what became of files, and keeps why others failed, and what they named that is not in the service. */
function startAccount() {
  /** @type {Record<Outcome, number>} */
  const counts = { published: 0, changed: 0, unchanged: 0, scheduled: 0, 'kept as draft': 0 };
  /** @type {Map<string, number>} */
  const skipped = new Map();
  /** @type {string[]} */
  const failures = [];
  /** @type {Set<string>} */
  const leftOut = new Set();
  return {
    failures,
    leftOut,
    /** @param {Outcome} outcome */
    count: (outcome) => {
      counts[outcome] += 1;
    },
    /** @param {string} what */
    skip: (what) => void skipped.set(what, (skipped.get(what) ?? 0) + 1),
    /** @param {string} text */
    fail: (text) => void failures.push(text),
    /** @param {string} text */
    leaveOut: (text) => void leftOut.add(text),
    /** @param {{ sent: number, found: number }} files */
    describe(files) {
      const { published, changed, unchanged, ...rarer } = counts;
      const told = Object.entries({ published, changed, unchanged }).map(
        ([what, count]) => `${count} ${what}`,
      );
      for (const [what, count] of Object.entries(rarer)) if (count > 0) told.push(`${count} ${what}`);
      for (const [what, count] of skipped) told.push(`${count} skipped (${what}${count === 1 ? '' : 's'})`);
      if (files.sent + files.found + leftOut.size > 0)
        told.push(`files: ${files.sent} uploaded, ${files.found} there already, ${leftOut.size} left out`);
      return [...told, `${failures.length} failed`].join(', ');
    },
  };
}
