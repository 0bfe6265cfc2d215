// @ts-check
/** `gazette publish FILE…`: files and folders become articles; a file published again changes its article. */

import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { bringArticleFiles, listLinks, listTextAddresses } from './article-files.mjs';
import { openLinks, orderByLinks } from './article-links.mjs';
import { listCategories, mapCategories, pickCategories, putCategory } from './categories.mjs';
import { findFormerArticles } from './former-articles.mjs';
import { makeExternalId } from './import-article.mjs';
import { openLanguages } from './languages.mjs';
import { readArticleFile } from './read/article-file.mjs';
import { listArticleFiles } from './read/article-folder.mjs';
import { readTimezone } from './read/dates.mjs';
import { openSites } from './read/site-files.mjs';
import { decodeText, readBytes } from './read/text-file.mjs';
import { callService, Refusal } from './service.mjs';
import { showLine } from './terminal.mjs';
import { openUploads } from './uploads.mjs';
import { UserError } from './user-error.mjs';
import { countWarnings, noteLeftOut } from './warnings.mjs';

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
 * @typedef {object} Job an article to be
 * @property {string} path as it was given
 * @property {import('./read/site-links.mjs').LinkedFile} file where it stands; the same for all articles of a file
 * @property {string | null} name what it is known by where it has no external_id; null: nothing
 * @property {ArticleFile} read
 * @property {import('./article-files.mjs').TextAddresses} addresses in its text
 */

/**
 * Publishes files; one that fails does not stop the others, unless all would fail. A file comes behind those that it
 * links to, so that its article leads to theirs from the first. Where links go in a circle, those that cannot be led yet
 * are once all articles are there.
 *
 * @param {readonly string[]} paths files and folders
 * @param {PublishFlags} flags
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<number>} the exit code
 */
export async function publishFiles(paths, flags, context) {
  const timezone = readTimezone(flags.timezone);
  const { root } = flags;
  const listed = listArticleFiles(paths, root ?? null, process.cwd());
  const findSite = openSites();
  const isDryRun = flags['dry-run'] === true;
  const warnings = countWarnings();
  const account = startAccount();
  const findCategories = openCategories(flags, context, warnings.add);
  const uploads = openUploads(context.connect, isDryRun);
  const findLanguage = openLanguages(isDryRun ? null : context.connect);
  try {
    const jobs = await readJobs(listed, {
      timezone,
      takesDrafts: flags.draft === true,
      warn: warnings.add,
      account,
      findSite,
    });
    const findOthers = async () =>
      root === undefined
        ? []
        : findFormerArticles(root, isDryRun ? null : context.connect, {
            places: new Set(files.map(({ place }) => place)),
            findSite,
          });
    const files = [...new Set(jobs.filter(({ name }) => name !== null).map(({ file }) => file))];
    const links = openLinks({ files, isDryRun, findOthers });

    /** The article with the addresses that are known by now. @param {Job} job @param {Record<string, any>} named */
    const complete = async ({ path, file, addresses }, named) => {
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
    };

    /** @param {Job} job @param {() => Promise<void>} work */
    const attempt = async ({ path, file, read }, work) => {
      try {
        await work();
      } catch (thrown) {
        if (!(thrown instanceof UserError) || (thrown instanceof Refusal && thrown.isFinal)) throw thrown;
        links.settle(file, null);
        account.fail(`${path}: ${showLine(read.article.title ?? '')}: ${thrown.message}`);
      }
    };

    /** @param {Job} job @param {Changed} changed @param {Record<string, any>} body */
    const finish = ({ path, file }, { article, outcome }, body) => {
      links.settle(file, { url: article.url, isOwnPage: body.url === undefined });
      account.count(outcome);
      noteLeftOut(article, warnings.add);
      context.print(showLine(article.url));
      context.note(`${path}: ${outcome}, ${showLine(article.id)}`);
    };

    /** @type {{ job: Job, named: Record<string, any>, sent: Sent }[]} */
    const unfinished = [];
    const byFile = Map.groupBy(jobs, ({ file }) => file);
    const ordered = orderByLinks([...byFile.keys()], (file) =>
      links.listTargets(
        (byFile.get(file) ?? []).flatMap(({ addresses }) => listLinks(addresses)),
        file,
      ),
    );
    for (const job of ordered.flatMap((file) => byFile.get(file) ?? []))
      await attempt(job, async () => {
        const named = await findLanguage(await buildBody(job.read, job.name, flags, findCategories));
        const { body, isWhole } = await complete(job, named);
        if (isDryRun) return context.print(JSON.stringify(body, null, 2));
        const sent = await createArticle(context.connect(), body, warnings.add);
        const { article, outcome } = sent;
        links.settle(job.file, { url: article.url, isOwnPage: body.url === undefined });
        if (!isWhole) return void unfinished.push({ job, named, sent });
        const changed =
          outcome === null ? await changeArticle(context.connect(), sent, body) : { article, outcome };
        finish(job, changed, body);
      });
    for (const { job, named, sent } of unfinished)
      await attempt(job, async () => {
        const { body } = await complete(job, named);
        finish(job, await changeArticle(context.connect(), sent, body), body);
      });
  } finally {
    for (const text of warnings.list()) context.note(`note: ${text}`);
    for (const text of account.leftOut) context.note(`left out: ${showLine(text)}`);
    for (const text of account.lost) context.note(`leads nowhere: ${showLine(text)}`);
    for (const file of uploads.unsent) context.note(`would upload ${showLine(relative('.', file))}`);
    if (!isDryRun) context.note(account.describe(uploads.counts));
    for (const text of account.failures) context.note(`failed: ${showLine(text)}`);
  }
  return account.failures.length === 0 ? 0 : 1;
}

/**
 * Reads files; what is no article to be is counted.
 *
 * @param {readonly import('./read/article-folder.mjs').ListedFile[]} listed
 * @param {{ timezone: string, takesDrafts: boolean, warn: (text: string) => void, account: ReturnType<typeof startAccount>, findSite: (folder: string) => string }} options
 * @returns {Promise<Job[]>}
 */
async function readJobs(listed, { timezone, takesDrafts, warn, account, findSite }) {
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
      const articles = readArticleFile(file.text, { path, timezone, now: Date.now(), warn });
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
 * @param {ArticleFile} file
 * @param {string | null} name what an article that has no external_id is known by; null: nothing
 * @param {PublishFlags} flags
 * @param {FindCategories} findCategories
 */
async function buildBody({ article, categories }, name, flags, findCategories) {
  const slugs = await findCategories(categories);
  return {
    ...(name === null ? {} : { external_id: makeExternalId(name) }),
    ...article,
    ...(slugs.length === 0 ? {} : { categories: slugs }),
    ...(flags.draft ? { status: 'draft' } : {}),
    ...(flags['no-notify'] ? { notify: false } : {}),
  };
}

/**
 * @typedef {{ article: any, outcome: Outcome }} Changed
 * @typedef {{ article: any, outcome: Outcome | null }} Sent
 */

/** Creates an article, or finds the one that it is known to be: that has no outcome yet. Generators that have the day in an
 * address give one slug to several; here the second has one made for it.
 * @param {import('./service.mjs').Service} service
 * @param {Record<string, any>} body
 * @param {(text: string) => void} warn
 * @returns {Promise<Sent>} */
async function createArticle(service, body, warn) {
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
async function changeArticle(service, { article, outcome }, body) {
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
    const asked = names.map((name) => ({ name, slug: name }));
    const createsCategories = flags['no-create-categories'] !== true;
    const picked = pickCategories(asked, find, { createsCategories, warn });
    for (const { slug, name, isNew } of picked) {
      if (!isNew || flags['dry-run'] || made.has(slug)) continue;
      await putCategory(context.connect(), slug, name);
      made.add(slug);
      warn(`category "${name}" was made`);
    }
    return picked.map(({ slug }) => slug);
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
  /** @type {Set<string>} */
  const led = new Set();
  /** @type {Set<string>} */
  const lost = new Set();
  return {
    failures,
    leftOut,
    /** Links to articles. */
    led,
    /** Links to nothing. */
    lost,
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
      if (led.size + lost.size > 0) told.push(`links: ${led.size} to articles, ${lost.size} lead nowhere`);
      return [...told, `${failures.length} failed`].join(', ');
    },
  };
}
