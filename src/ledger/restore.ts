/** An archive back into a ledger that holds nothing else: what the API would refuse is refused, with its line. */

import type { ArchiveLine, NumberedLine } from '../article/archive.ts';
import { failLine } from '../article/archive.ts';
import type { Article } from '../article/article.ts';
import { isPublic, listOfficesOfArticle } from '../article/article.ts';
import { extractText } from '../article/content/text.ts';
import type { DirectoryKind, Official } from '../article/directory/directory.ts';
import type { FieldError, Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import { resolveFiles } from './articles/article-files.ts';
import { findArticle, writeArticleRows } from './articles/article-rows.ts';
import { isOversize, linkTranslations } from './articles/articles.ts';
import { isOwnId } from './articles/identifiers.ts';
import { writeRevision } from './articles/revisions.ts';
import { resolveTranslations } from './articles/translations.ts';
import type { LedgerContext } from './context.ts';
import { readAuthority, readMeta, writeMeta } from './context.ts';
import { listUnknownEntries } from './directory.ts';
import { listFileErrors, putCategory, putOffice, putOfficial } from './directory-changes.ts';
import { markArticleDirty, markFileDirty } from './feeds/documents.ts';
import { describeFile, noteRemovedFile } from './files.ts';

/** Set while nothing but restored lines has been written. */
const OPEN = 'restore_open';
/** A restored date may be so far ahead: two machines' clocks differ, and one may have been set back. */
const CLOCK_TOLERANCE_MS = 24 * 3600 * 1000;

/**
 * Takes lines back in; the same lines again change nothing. Only a ledger that holds nothing but what was
 * restored takes them, so that no restore ever overwrites an editor's work.
 */
export function restoreLines(
  ledger: LedgerContext,
  lines: readonly NumberedLine[],
  withoutFiles: boolean,
): Result<null> {
  const opened = openRestore(ledger);
  if (!opened.ok) return opened;
  for (const { number, line } of lines) {
    const restored = restoreLine(ledger, number, line, withoutFiles);
    if (!restored.ok) return restored;
  }
  return succeed(null);
}

/** Makes ready for what was exported; fails where an editor has made something here. */
export function openRestore(ledger: LedgerContext): Result<null> {
  if (readMeta(ledger, OPEN) === null) {
    if (holdsAnything(ledger)) return fail({ code: 'installation_not_empty' });
    writeMeta(ledger, OPEN, 'yes');
  }
  return succeed(null);
}

/** After the first change by an editor nothing more may be restored. */
export function closeRestore(ledger: Pick<LedgerContext, 'sql'>): void {
  ledger.sql.exec('DELETE FROM meta WHERE key = ?', OPEN);
}

function dropValue(result: Result<unknown>): Result<null> {
  return result.ok ? succeed(null) : result;
}

/** What is wrong with a field is wrong with a line. */
function placeFailure(number: number, result: Result<unknown>): Result<null> {
  const [error] = result.ok || result.failure.code !== 'invalid' ? [] : result.failure.errors;
  return error === undefined ? dropValue(result) : failLine(number, error);
}

function restoreLine(
  ledger: LedgerContext,
  number: number,
  line: ArchiveLine,
  withoutFiles: boolean,
): Result<null> {
  switch (line.type) {
    case 'gazette':
      return restoreAuthority(ledger, number, line.authority);
    case 'category':
      return dropValue(putCategory(ledger, line.category));
    case 'office':
      return placeFailure(number, putOffice(ledger, line.office));
    case 'official':
      return restoreOfficial(ledger, number, line.official, withoutFiles);
    case 'file':
      return withoutFiles ? succeed(null) : restoreFile(ledger, number, line);
    case 'removed_file':
      noteRemovedFile(ledger, line.id);
      markFileDirty(ledger, line.id);
      return succeed(null);
    case 'article':
      return restoreArticle(ledger, number, line, withoutFiles);
    case 'revision':
      return restoreRevision(ledger, number, line);
  }
}

type LineOf<Type extends ArchiveLine['type']> = ArchiveLine & { readonly type: Type };

function restoreFile(
  ledger: LedgerContext,
  number: number,
  { file, wasPublic }: LineOf<'file'>,
): Result<null> {
  if (!describeFile(ledger, file, wasPublic))
    return failLine(number, { pointer: '/id', code: 'file_bytes_missing' });
  markFileDirty(ledger, file.id);
  return succeed(null);
}

function restoreArticle(
  ledger: LedgerContext,
  number: number,
  line: LineOf<'article'>,
  withoutFiles: boolean,
): Result<null> {
  const { article } = line;
  const date = findDateToCome(ledger, line);
  if (date !== null) return failLine(number, { pointer: date, code: 'date_in_future' });
  const before = findArticle(ledger, 'id', article.id)?.article ?? null;
  // Published by its date since it was restored.
  if (before !== null && before.revision > article.revision) return succeed(null);
  const error =
    findArticleError(ledger, article, before) ?? (withoutFiles ? null : findFileError(ledger, article));
  if (error !== null) return failLine(number, { ...error, pointer: `/article${error.pointer}` });
  writeArticleRows(ledger, line, extractText(article.contentHtml));
  linkTranslations(ledger, before, article);
  markArticleDirty(ledger, before, article);
  return succeed(null);
}

function restoreRevision(
  ledger: LedgerContext,
  number: number,
  { article, at, by, change }: LineOf<'revision'>,
): Result<null> {
  if (findArticle(ledger, 'id', article.id) === null) {
    return failLine(number, { pointer: '/article/id', code: 'article_unknown', id: article.id });
  }
  writeRevision({ ...ledger, now: at }, article, { kind: change, by, tokenId: null });
  return succeed(null);
}

function restoreOfficial(
  ledger: LedgerContext,
  number: number,
  official: Official,
  withoutFiles: boolean,
): Result<null> {
  const [error] = withoutFiles ? [] : listFileErrors(ledger, official, null);
  if (error === undefined) return placeFailure(number, putOfficial(ledger, official, true));
  // An archive has files behind officials.
  return failLine(number, error.code === 'file_unknown' ? { ...error, code: 'file_bytes_missing' } : error);
}

/** Where a line says that something has happened that is still to come; null: nowhere. */
function findDateToCome(
  { now }: Pick<LedgerContext, 'now'>,
  { article, announcedAt }: LineOf<'article'>,
): string | null {
  const { changedAt, modifiedAt, publishedAt } = article;
  const dates = {
    '/date_announced': announcedAt,
    '/date_changed': changedAt,
    '/article/date_modified': modifiedAt,
    '/article/date_published': isPublic(article) ? publishedAt : null,
  };
  const toCome = Object.entries(dates).find(([, at]) => at !== null && at > now + CLOCK_TOLERANCE_MS);
  return toCome?.[0] ?? null;
}

/** An authority is in every id that was ever shown: of two archives only one can come back. */
function restoreAuthority(ledger: LedgerContext, number: number, authority: string | null): Result<null> {
  const known = readAuthority(ledger);
  if (authority === null || authority === known) return succeed(null);
  if (known !== null)
    return failLine(number, { pointer: '/authority', code: 'not_unique', value: authority });
  const [taken] = ledger.sql
    .exec<{ id: string }>(
      'SELECT feed_id AS id FROM articles WHERE substr(feed_id, 1, length(?1)) = ?1 LIMIT 1',
      `${authority}:`,
    )
    .toArray();
  if (taken !== undefined)
    return failLine(number, { pointer: '/authority', code: 'feed_id_taken', feedId: taken.id });
  writeMeta(ledger, 'authority', authority);
  return succeed(null);
}

/** What is wrong with an article beside this directory, other articles and this clock, as the API would find it. */
function findArticleError(
  ledger: LedgerContext,
  article: Article,
  before: Article | null,
): FieldError | null {
  // What readers have seen stays at its address, and is never a draft again.
  if (before !== null && isPublic(before) && (!isPublic(article) || before.slug !== article.slug)) {
    return { pointer: '/id', code: 'not_unique', value: article.id };
  }
  if (article.feedId !== null && isOwnId(ledger, article.feedId)) {
    return { pointer: '/feed_id', code: 'feed_id_taken', feedId: article.feedId };
  }
  for (const [name, value] of [
    ['slug', article.slug],
    ['external_id', article.externalId],
    ['feed_id', article.feedId],
  ] as const) {
    const holder = value === null ? null : findArticle(ledger, name, value);
    if (value !== null && holder !== null && holder.article.id !== article.id) {
      return { pointer: `/${name}`, code: 'not_unique', value };
    }
  }
  const translations = resolveTranslations(
    ledger,
    article,
    article.translations.map(({ id }) => id),
  );
  // Those that are not there yet come in a later line.
  const errors =
    translations.ok || translations.failure.code !== 'invalid' ? [] : translations.failure.errors;
  const wrong = errors.find(({ code }) => code !== 'article_unknown');
  if (wrong !== undefined) return wrong;
  const unknown = findUnknownEntry(ledger, article);
  if (unknown !== null) return unknown;
  return isOversize(article, ledger.settings)
    ? { pointer: '/content_html', code: 'too_large_for_feeds' }
    : null;
}

/** The first entry of the directory that the article names and that is not here. */
function findUnknownEntry(ledger: LedgerContext, article: Article): FieldError | null {
  const { categories, officials } = article;
  const list = (kind: DirectoryKind, slugs: readonly string[]) =>
    new Set(listUnknownEntries(ledger, kind, slugs).map(({ slug }) => slug));
  const unknownCategories = list(
    'category',
    categories.map(({ slug }) => slug),
  );
  for (const [index, { slug }] of categories.entries()) {
    if (unknownCategories.has(slug))
      return { pointer: `/categories/${index}`, code: 'category_unknown', slug };
  }
  const unknownOfficials = list(
    'official',
    officials.map(({ slug }) => slug),
  );
  const unknownOffices = list('office', listOfficesOfArticle(article));
  for (const [index, { slug, office }] of officials.entries()) {
    const pointer = `/officials/${index}`;
    if (unknownOfficials.has(slug)) return { pointer, code: 'official_unknown', slug };
    if (office !== null && unknownOffices.has(office))
      return { pointer: `${pointer}/office`, code: 'office_unknown', slug: office };
  }
  return null;
}

/** A file of ours that the article names and that is not here. */
function findFileError(ledger: LedgerContext, article: Article): FieldError | null {
  const errors: FieldError[] = [];
  const { image, attachments, contentHtml } = article;
  const content = { html: contentHtml, text: '', leftOut: [] };
  resolveFiles(ledger, { image, attachments, content }, article, errors);
  return errors[0] ?? null;
}

function holdsAnything(ledger: Pick<LedgerContext, 'sql'>): boolean {
  return ['articles', 'categories', 'officials', 'offices', 'files'].some(
    (table) => ledger.sql.exec(`SELECT 1 FROM ${table} LIMIT 1`).toArray().length > 0,
  );
}
