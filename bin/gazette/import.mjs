// @ts-check
/** `gazette import FILE`: a feed, an export or a sitemap becomes articles, once each however often it runs. */

import { cutText } from '../../src/article/cut-text.ts';
import { openCategories } from './categories.mjs';
import { buildImportedArticle } from './import-article.mjs';
import { openLanguages } from './languages.mjs';
import { openPages } from './pages.mjs';
import { runPool } from './pool.mjs';
import { readTimezone } from './read/dates.mjs';
import { readDocument } from './read/document.mjs';
import { decodeText, readBytes } from './read/text-file.mjs';
import { callService, Refusal } from './service.mjs';
import { formatCount, showLine, startProgress } from './terminal.mjs';
import { UsageError, UserError } from './user-error.mjs';
import { countWarnings, noteLeftOut } from './warnings.mjs';

const DEFAULT_PARALLEL = 8;
const MAX_PARALLEL = 32;
const DEFAULT_DELAY_SECONDS = 1;
const MAX_DELAY_SECONDS = 3600;
/** The service's own limit of a body. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Of a title in a line about its failure. */
const SHOWN_TITLE_CHARACTERS = 60;

/**
 * @typedef {object} ImportFlags
 * @property {boolean} [notify]
 * @property {boolean} [create-categories]
 * @property {boolean} [no-create-categories]
 * @property {boolean} [own-pages]
 * @property {boolean} [dry-run]
 * @property {string} [timezone]
 * @property {boolean} [pages]
 * @property {boolean} [new-ids]
 * @property {string} [site]
 * @property {string} [delay]
 * @property {string} [parallel]
 *
 * @typedef {import('./import-article.mjs').ImportOptions} ImportOptions
 *
 * @typedef {object} Job one article to be
 * @property {string} name for messages
 * @property {string} key its external_id
 * @property {() => Promise<Record<string, unknown>>} build the body to send
 */

/** Imports a file. What fails is told and does not stop the rest, unless all would fail.
 * @param {string} file
 * @param {string | null} folder of a sitemap's pages as saved files; null: they are fetched
 * @param {ImportFlags} flags
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<number>} the exit code */
export async function importFile(file, folder, flags, context) {
  const options = { ...readFlags(flags), folder };
  const document = await openDocument(file, options);
  const warnings = countWarnings();
  const isSitemap = 'pages' in document;
  const jobs = dropRepeated(
    isSitemap
      ? openPages(document.pages, { ...options, connect: context.connect, warn: warnings.add })
      : await prepareEntries(document.entries, options, context, warnings.add),
    warnings.add,
  );
  const progress = startProgress(context.stderr);
  progress.note(`${document.kind}: ${formatCount(jobs.length, isSitemap ? 'page' : 'article')}`);
  const tally = startTally(jobs.length);
  // A site's pages are fetched one by one; what lies in files can go at once.
  const width = isSitemap && folder === null ? 1 : options.parallel;
  try {
    await runPool(jobs, width, async (job) => {
      try {
        const body = await job.build();
        if (options.isDryRun) context.print(JSON.stringify(body));
        else tally.counts[await sendArticle(context.connect(), body, warnings.add)] += 1;
      } catch (thrown) {
        if (!(thrown instanceof UserError) || (thrown instanceof Refusal && thrown.isFinal)) throw thrown;
        tally.counts.failed += 1;
        const title = cutText(showLine(job.name), SHOWN_TITLE_CHARACTERS);
        progress.note(`failed: ${title}: ${showLine(thrown.message)}`);
      }
      progress.show(tally.describe());
    });
  } finally {
    progress.end();
    for (const text of warnings.list()) progress.note(`note: ${text}`);
    noteSkipped(document, progress.note);
    if (!options.isDryRun) context.print(tally.summarize());
  }
  if (jobs.length === 0) throw new UserError(`${file}: nothing was imported: ${describeNothing(document)}`);
  return tally.counts.failed === 0 ? 0 : 1;
}

/** @param {import('./read/entry.mjs').Document | import('./read/entry.mjs').Sitemap} document */
function describeNothing({ kind, skipped }) {
  const left = listSkipped(skipped);
  return left.length === 0
    ? `the ${kind} has nothing in it`
    : `all that the ${kind} has was left out: ${left.join(', ')}`;
}

/** @param {string} file @param {import('./read/entry.mjs').ReadOptions} options */
async function openDocument(file, options) {
  try {
    /** @type {string[]} */
    const warnings = [];
    const text = decodeText(await readBytes(file), (warning) => warnings.push(`the file ${warning}`));
    const document = readDocument(text, options);
    return { ...document, warnings: [...warnings, ...document.warnings] };
  } catch (thrown) {
    throw thrown instanceof UserError ? new UserError(`${file}: ${thrown.message}`) : thrown;
  }
}

/** @param {ImportFlags} flags */
function readFlags(flags) {
  if (flags['create-categories'] && flags['no-create-categories']) {
    throw new UsageError('--create-categories and --no-create-categories exclude each other');
  }
  return {
    notify: flags.notify === true,
    ownPages: flags['own-pages'] === true,
    createsCategories: flags['no-create-categories'] !== true,
    isDryRun: flags['dry-run'] === true,
    keepsIds: flags['new-ids'] !== true,
    takesPages: flags.pages === true,
    site: readSite(flags.site),
    timezone: readTimezone(flags.timezone),
    parallel: Math.floor(readNumber(flags.parallel, '--parallel', DEFAULT_PARALLEL, 1, MAX_PARALLEL)),
    delayMs: readNumber(flags.delay, '--delay', DEFAULT_DELAY_SECONDS, 0, MAX_DELAY_SECONDS) * 1000,
  };
}

/** @param {string | undefined} text */
function readSite(text) {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '');
  throw new UsageError('--site must be like https://old.example.org');
}

/** @param {string | undefined} text @param {string} name @param {number} fallback @param {number} min @param {number} max */
function readNumber(text, name, fallback, min, max) {
  if (text === undefined) return fallback;
  const number = Number(text);
  if (text.trim() !== '' && number >= min && number <= max) return number;
  throw new UsageError(`${name} must be a number from ${min} to ${max}`);
}

/**
 * Builds the articles, the oldest first, so that they are written in the order in which they were published, and
 * creates the categories that the service does not have. Existing ones are left as they are.
 *
 * @param {readonly import('./read/entry.mjs').Entry[]} entries
 * @param {ImportOptions & { createsCategories: boolean, isDryRun: boolean }} options
 * @param {import('./context.mjs').Context} context
 * @param {(text: string) => void} warn
 * @returns {Promise<Job[]>}
 */
async function prepareEntries(entries, options, context, warn) {
  const connect = options.isDryRun ? null : context.connect;
  const { createsCategories } = options;
  const findCategories = openCategories(connect, { createsCategories, warn });
  const findLanguage = openLanguages(connect);
  const articles = [];
  for (const entry of tellApart(entries, warn)) {
    const article = buildImportedArticle(entry, options, warn);
    const categories = await findCategories(entry.categories);
    articles.push(categories.length === 0 ? article : { ...article, categories });
  }
  return articles
    .map((article) => ({ article, at: Date.parse(article.date_published ?? '') || Number.MAX_SAFE_INTEGER }))
    .sort((a, b) => a.at - b.at)
    .map(({ article }) => ({
      name: article.title,
      key: article.external_id,
      build: () => findLanguage(article),
    }));
}

/** Entries that have an id in common though nothing else: the later are named by what they say, as those without an id.
 * @param {readonly import('./read/entry.mjs').Entry[]} entries @param {(text: string) => void} warn */
function tellApart(entries, warn) {
  /** @type {Map<string, import('./read/entry.mjs').Entry>} */
  const first = new Map();
  return entries.map((entry) => {
    const other = first.get(entry.id);
    if (other === undefined) first.set(entry.id, entry);
    const names = /** @type {const} */ (['title', 'html', 'link']);
    // Of an entry that stands there again, changed, one of these is as it was.
    if (other === undefined || entry.id === '' || names.some((name) => other[name] === entry[name]))
      return entry;
    warn('the id of another entry: a new one is made');
    return { ...entry, id: '' };
  });
}

/** @param {readonly Job[]} jobs @param {(text: string) => void} warn @returns {Job[]} */
function dropRepeated(jobs, warn) {
  const keys = new Set();
  return jobs.filter(({ key }) => {
    if (keys.has(key)) warn('the same id as an entry before it: left out');
    return !keys.has(key) && keys.add(key);
  });
}

/** @param {import('./service.mjs').Service} service @param {Record<string, unknown>} article @param {(text: string) => void} warn
 * @returns {Promise<'created' | 'unchanged'>} */
async function sendArticle(service, article, warn) {
  const body = JSON.stringify(article);
  if (Buffer.byteLength(body) > MAX_BODY_BYTES)
    throw new UserError(`is larger than ${MAX_BODY_BYTES / 1024 / 1024} MiB`);
  // Its external_id makes the article one however often it is sent.
  const call = { method: 'POST', path: '/api/articles', body, type: 'application/json', isRepeatable: true };
  try {
    const { status, json } = await callService(service, call);
    noteLeftOut(json, warn);
    return status === 201 ? 'created' : 'unchanged';
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || !thrown.errors.some(isForAdministrators)) throw thrown;
    // As a 403: the others would be refused as well.
    throw new Refusal(
      403,
      'the ids of an old feed are kept with an administrator’s token: take one, or --new-ids',
      [],
    );
  }
}

/** @param {import('./service.mjs').FieldError} error */
function isForAdministrators({ pointer, code }) {
  return pointer === '/feed_id' && code === 'admin_only';
}

/** Counts what became of articles.
 * @param {number} total */
function startTally(total) {
  const counts = { created: 0, unchanged: 0, failed: 0 };
  const startedAt = Date.now();
  const measureSeconds = () => Math.max(0.001, (Date.now() - startedAt) / 1000);
  const countDone = () => counts.created + counts.unchanged + counts.failed;
  const list = () => `${counts.created} created, ${counts.unchanged} unchanged, ${counts.failed} failed`;
  return {
    counts,
    describe: () =>
      `${countDone()} of ${total}, ${(countDone() / measureSeconds()).toFixed(0)} a second: ${list()}`,
    summarize: () => {
      const left = total - countDone();
      return `${list()}${left === 0 ? '' : `, ${left} not tried`}, in ${measureSeconds().toFixed(1)} s`;
    },
  };
}

/** @param {import('./read/entry.mjs').Document | import('./read/entry.mjs').Sitemap} document @param {(text: string) => void} note */
function noteSkipped(document, note) {
  for (const text of document.warnings) note(`note: ${showLine(text)}`);
  for (const text of listSkipped(document.skipped)) note(`left out: ${showLine(text)}`);
}

/** @param {Readonly<Record<string, number>>} skipped */
function listSkipped(skipped) {
  return Object.entries(skipped).map(([what, number]) => `${number} × ${what}`);
}
