// @ts-check
/** `gazette publish FILE…`: files and folders become articles; a file published again changes its article. */

import { relative, resolve } from 'node:path';
import { bringArticleFiles, listLinks, listTextAddresses } from './article-files.mjs';
import { locateFile, openLinks, orderByLinks } from './article-links.mjs';
import { openCategories } from './categories.mjs';
import { findFormerArticles } from './former-articles.mjs';
import { makeExternalId } from './import-article.mjs';
import { openLanguages } from './languages.mjs';
import { startAccount } from './publish-account.mjs';
import { readArticleFile } from './read/article-file.mjs';
import { listArticleFiles } from './read/article-folder.mjs';
import { readTimezone } from './read/dates.mjs';
import { openSites } from './read/site-files.mjs';
import { decodeText, readBytes } from './read/text-file.mjs';
import { changeArticle, createArticle } from './send-article.mjs';
import { Refusal } from './service.mjs';
import { showLine } from './terminal.mjs';
import { openUploads } from './uploads.mjs';
import { UserError } from './user-error.mjs';
import { countWarnings, noteLeftOut } from './warnings.mjs';

/**
 * @typedef {object} PublishFlags
 * @property {boolean} [draft]
 * @property {boolean} [no-notify]
 * @property {boolean} [no-create-categories]
 * @property {boolean} [dry-run]
 * @property {string} [timezone]
 * @property {string} [root]
 */

/**
 * @typedef {object} Job an article to be
 * @property {string} path as it was given
 * @property {import('./read/site-links.mjs').LinkedFile} file where it stands; the same for all articles of a file
 * @property {string | null} name what it is known by where it has no external_id; null: nothing
 * @property {import('./read/markdown-file.mjs').ArticleFile} read
 * @property {import('./article-files.mjs').TextAddresses} addresses in its text
 */

/** @typedef {ReturnType<typeof openRun>} Run */
/** @typedef {ReturnType<typeof openLinks>} Links */

/**
 * Publishes files; one that fails does not stop the others, unless all would fail.
 *
 * @param {readonly string[]} paths files and folders
 * @param {PublishFlags} flags
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<number>} the exit code
 */
export async function publishFiles(paths, flags, context) {
  const run = openRun(flags, context);
  const listed = listArticleFiles(paths, flags.root ?? null, process.cwd());
  try {
    await publishJobs(await readJobs(listed, run), run);
  } finally {
    tellRun(run);
  }
  return run.account.failures.length === 0 ? 0 : 1;
}

/** What all articles of a run share.
 * @param {PublishFlags} flags
 * @param {import('./context.mjs').Context} context */
function openRun(flags, context) {
  const warnings = countWarnings();
  // Without a service it is a dry run.
  const connect = flags['dry-run'] === true ? null : context.connect;
  return {
    flags,
    context,
    connect,
    timezone: readTimezone(flags.timezone),
    warnings,
    warn: warnings.add,
    account: startAccount(),
    uploads: openUploads(connect),
    findSite: openSites(),
    findLanguage: openLanguages(connect),
    findCategories: openCategories(connect, {
      createsCategories: flags['no-create-categories'] !== true,
      warn: warnings.add,
      tellMade: (name) => warnings.add(`category "${name}" was made`),
    }),
  };
}

/**
 * Reads files; what is no article to be is counted.
 *
 * @param {readonly import('./read/article-folder.mjs').ListedFile[]} listed
 * @param {Run} run
 * @returns {Promise<Job[]>}
 */
async function readJobs(listed, { flags, timezone, warn, account, findSite }) {
  const takesDrafts = flags.draft === true;
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {Job[]} */
  const jobs = [];
  for (const { path, name, folder, skipped } of listed) {
    if (skipped !== null && !(takesDrafts && skipped === 'draft')) {
      account.skip(skipped);
      continue;
    }
    const place = resolve(path);
    if (seen.has(place)) continue;
    seen.add(place);
    try {
      const text = decodeText(await readBytes(path), (warning) => warn(`${path} ${warning}`));
      const file = { place, site: findSite(folder), text };
      const articles = readArticleFile(text, { path, timezone, now: Date.now(), warn });
      for (const read of articles) {
        if (read.isDraft && !takesDrafts) {
          account.skip('draft');
          continue;
        }
        const addresses = listTextAddresses(read.article);
        jobs.push({ path, file, name: articles.length === 1 ? name : null, read, addresses });
      }
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      account.fail(`${path}: ${thrown.message}`);
    }
  }
  return jobs;
}

/**
 * Publishes articles to be. A file comes behind those that it links to, so that its article leads to theirs from the first.
 * Where links go in a circle, those that cannot be led yet are once all articles are there.
 *
 * @param {readonly Job[]} jobs
 * @param {Run} run
 */
async function publishJobs(jobs, run) {
  const { connect, context } = run;
  const links = openRunLinks(jobs, run);
  /** @type {(() => Promise<void>)[]} */
  const unfinished = [];
  for (const job of orderJobs(jobs, links)) {
    /** @param {() => Promise<void>} work */
    const tryTo = (work) => attempt(job, work, links, run);
    await tryTo(async () => {
      const named = await run.findLanguage(await buildBody(job, run));
      const { body, isWhole } = await complete(job, named, links, run);
      if (connect === null) return context.print(JSON.stringify(body, null, 2));
      const service = connect();
      const sent = await createArticle(service, body, run.warn);
      const { article, outcome } = sent;
      settle(job, article, body, links);
      if (isWhole && outcome !== null) return finish(job, { article, outcome }, body, links, run);
      if (isWhole) return finish(job, await changeArticle(service, sent, body), body, links, run);
      unfinished.push(() =>
        tryTo(async () => {
          const { body: whole } = await complete(job, named, links, run);
          finish(job, await changeArticle(service, sent, whole), whole, links, run);
        }),
      );
    });
  }
  for (const work of unfinished) await work();
}

/** Links among the files of a run, and to articles of files beside them.
 * @param {readonly Job[]} jobs
 * @param {Run} run
 * @returns {Links} */
function openRunLinks(jobs, { flags: { root }, connect, findSite }) {
  const files = [...new Set(jobs.filter(({ name }) => name !== null).map(({ file }) => file))];
  const places = new Set(files.map(({ place }) => place));
  const links = openLinks({
    files,
    findOthers: async () =>
      root === undefined ? [] : await findFormerArticles(root, connect, { places, findSite }),
  });
  if (connect === null) for (const file of files) links.settle(file, locateFile(file));
  return links;
}

/** @param {readonly Job[]} jobs @param {Links} links */
function orderJobs(jobs, links) {
  const byFile = Map.groupBy(jobs, ({ file }) => file);
  const ordered = orderByLinks([...byFile.keys()], (file) =>
    links.listTargets(
      (byFile.get(file) ?? []).flatMap(({ addresses }) => listLinks(addresses)),
      file,
    ),
  );
  return ordered.flatMap((file) => byFile.get(file) ?? []);
}

/** What goes wrong with one article is told, and the others go on.
 * @param {Job} job
 * @param {() => Promise<void>} work
 * @param {Links} links
 * @param {Run} run */
async function attempt({ path, file, read }, work, links, { account }) {
  try {
    await work();
  } catch (thrown) {
    if (!(thrown instanceof UserError) || (thrown instanceof Refusal && thrown.isFinal)) throw thrown;
    links.settle(file, null);
    account.fail(`${path}: ${showLine(read.article.title ?? '')}: ${thrown.message}`);
  }
}

/** The body of `POST /api/articles`, its addresses as the file has them.
 * @param {Job} job
 * @param {Run} run */
async function buildBody({ name, read: { article, categories } }, { flags, findCategories }) {
  const slugs = await findCategories(categories.map((category) => ({ name: category, slug: category })));
  return {
    ...(name === null ? {} : { external_id: makeExternalId(name) }),
    ...article,
    ...(slugs.length === 0 ? {} : { categories: slugs }),
    ...(flags.draft ? { status: 'draft' } : {}),
    ...(flags['no-notify'] ? { notify: false } : {}),
  };
}

/** The body with the addresses that are known by now, and whether they are all.
 * @param {Job} job
 * @param {Record<string, any>} named
 * @param {Links} links
 * @param {Run} run */
async function complete({ path, file, addresses }, named, links, { account, uploads }) {
  let isWhole = true;
  const body = await bringArticleFiles(named, addresses, {
    article: file.place,
    site: file.site,
    upload: uploads.upload,
    lead: async (address) => {
      const led = await links.lead(address, file);
      if (led?.url === null) isWhole = false;
      else if (led !== null) account.led.add(`${path}: ${address}`);
      return led;
    },
    tell: (address, why) => account.leaveOut(`${path}: ${address} ${why}`),
    tellLost: (address) => account.lost.add(`${path}: ${address}`),
  });
  return { body, isWhole };
}

/** Links to the file lead to its article from now on.
 * @param {Job} job
 * @param {{ url: string }} article
 * @param {Record<string, any>} body
 * @param {Links} links */
function settle({ file }, { url }, body, links) {
  links.settle(file, { url, isOwnPage: body.url === undefined });
}

/** @param {Job} job
 * @param {import('./send-article.mjs').Changed} changed
 * @param {Record<string, any>} body
 * @param {Links} links
 * @param {Run} run */
function finish(job, { article, outcome }, body, links, { context, account, warn }) {
  settle(job, article, body, links);
  account.count(outcome);
  noteLeftOut(article, warn);
  context.print(showLine(article.url));
  context.note(`${job.path}: ${outcome}, ${showLine(article.id)}`);
}

/** @param {Run} run */
function tellRun({ context, connect, warnings, account, uploads }) {
  for (const text of warnings.list()) context.note(`note: ${text}`);
  for (const text of account.leftOut) context.note(`left out: ${showLine(text)}`);
  for (const text of account.lost) context.note(`leads nowhere: ${showLine(text)}`);
  for (const file of uploads.unsent) context.note(`would upload ${showLine(relative('.', file))}`);
  if (connect !== null) context.note(account.describe(uploads.counts));
  for (const text of account.failures) context.note(`failed: ${showLine(text)}`);
}
