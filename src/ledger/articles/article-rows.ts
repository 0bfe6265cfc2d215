/** Articles as rows: the article, the feeds it is in, its search text and its revisions, always written together. */

import type { Article, ChangeKind } from '../../article/article.ts';
import { isPublic } from '../../article/article.ts';
import { extractText } from '../../article/content/text.ts';
import type { PlaceKind } from '../../article/filter.ts';
import type { OfficialReference } from '../../article/input.ts';
import { listLanguageRanges } from '../../article/language.ts';
import { listNamedFiles } from '../../article/named-files.ts';
import { indexText } from '../../article/search-terms.ts';
import { buildWithdrawalNotice, redactArticle } from '../../article/withdrawal-notice.ts';
import type { Actor } from '../actor.ts';
import type { LedgerContext } from '../context.ts';
import { noteEdit } from '../feeds/feed-changed-at.ts';
import { noteUses } from '../files.ts';
import { keepRevision } from './revisions.ts';
import { deleteTranslations, findTranslations } from './translations.ts';

/** An article with what only the ledger knows of it. */
export interface StoredArticle {
  readonly article: Article;
  /** The editor chose the slug; otherwise it follows title and date until the first publication. */
  readonly hasGivenSlug: boolean;
  /** False for a history that is moved in: nobody is told at publication. */
  readonly notify: boolean;
  /** When its first publication was told, epoch milliseconds; null where it was not, or not yet. */
  readonly announcedAt: number | null;
  /** How the editor named the officials of what is not yet public: who they are, its date will say. */
  readonly references: readonly OfficialReference[];
}

/** A row as ARTICLE_COLUMNS name it. */
export type ArticleRow = {
  readonly body: string;
  readonly hasGivenSlug: number;
  readonly notify: number;
  readonly announcedAt: number | null;
  readonly references: string | null;
};

/** SQL: the columns of an `ArticleRow`. */
export const ARTICLE_COLUMNS =
  'body, has_given_slug AS hasGivenSlug, notify, announced_at AS announcedAt, official_references AS "references"';

/** Reads one article by a unique column. */
export function findArticle(
  ledger: Pick<LedgerContext, 'sql'>,
  by: 'id' | 'slug' | 'external_id' | 'feed_id',
  value: string,
): StoredArticle | null {
  const rows = ledger.sql
    .exec<ArticleRow>(`SELECT ${ARTICLE_COLUMNS} FROM articles WHERE ${by} = ?`, value)
    .toArray();
  return rows[0] === undefined ? null : readArticleRow(ledger, rows[0]);
}

/** Reads a row of ARTICLE_COLUMNS. */
export function readArticleRow(ledger: Pick<LedgerContext, 'sql'>, row: ArticleRow): StoredArticle {
  return {
    article: readArticle(ledger, row.body),
    hasGivenSlug: row.hasGivenSlug === 1,
    notify: row.notify === 1,
    references: JSON.parse(row.references ?? '[]') as OfficialReference[],
    announcedAt: row.announcedAt,
  };
}

/** Reads the `body` of an article's row. */
export function readArticle(ledger: Pick<LedgerContext, 'sql'>, body: string): Article {
  const article = correctNames(ledger, JSON.parse(body) as Article);
  return { ...article, translations: findTranslations(ledger, article.id) };
}

/** Writes an article with everything that follows from it, and its revision. */
export function writeArticle(
  ledger: LedgerContext,
  stored: StoredArticle,
  text: string,
  change: { readonly kind: ChangeKind; readonly actor: Actor },
): void {
  writeArticleRows(ledger, stored, text);
  keepRevision(ledger, stored.article, change.kind, change.actor);
}

/** Writes an article with its memberships and its search text. */
export function writeArticleRows(ledger: LedgerContext, stored: StoredArticle, text: string): void {
  const { article } = stored;
  const before = findPublicState(ledger, article.id);
  const toldAt = isPublic(article) ? Math.max(article.modifiedAt, stored.announcedAt ?? 0) : null;
  if (before !== null) noteEdit(ledger, before.publishedAt !== article.publishedAt);
  removeFromSearch(ledger, article.id);
  ledger.sql.exec(
    `INSERT INTO articles (id, status, slug, has_given_slug, external_id, feed_id, listed_at, published_at,
         announced_at, told_at, changed_at, notify, official_references, body, row)
       VALUES (?, ?, ?, ?, ?, ?, ?7, ?, ?, ?, ?, ?, ?, ?, ${writeFreeRow('?7')})
       ON CONFLICT (id) DO UPDATE SET
         row = CASE WHEN excluded.published_at IS NULL OR (row >= ${writeFirstRow('excluded.published_at')}
           AND row < ${writeFirstRow('excluded.published_at', 1)}) THEN row ELSE excluded.row END,
         status = excluded.status, slug = excluded.slug,
         has_given_slug = excluded.has_given_slug, external_id = excluded.external_id, feed_id = excluded.feed_id,
         listed_at = coalesce(excluded.published_at, listed_at), published_at = excluded.published_at,
         announced_at = excluded.announced_at, told_at = excluded.told_at, changed_at = excluded.changed_at,
         notify = excluded.notify,
         official_references = excluded.official_references, body = excluded.body`,
    article.id,
    article.status,
    article.slug,
    Number(stored.hasGivenSlug),
    article.externalId,
    article.feedId,
    article.publishedAt ?? article.changedAt,
    article.publishedAt,
    stored.announcedAt,
    toldAt,
    article.changedAt,
    Number(stored.notify),
    isPublic(article) || stored.references.length === 0 ? null : JSON.stringify(stored.references),
    JSON.stringify(article),
  );
  writeMemberships(ledger, article, toldAt, before !== null);
  noteUses(ledger, { kind: 'article', id: article.id }, listNamedFiles(article), isPublic(article));
  ledger.sql.exec(
    'INSERT INTO search (rowid, text) SELECT row, ? FROM articles WHERE id = ?',
    buildSearchText(article, text),
    article.id,
  );
}

function removeFromSearch({ sql }: Pick<LedgerContext, 'sql'>, id: string): void {
  sql.exec('DELETE FROM search WHERE rowid = (SELECT row FROM articles WHERE id = ?)', id);
}

/** Deletes an article that was never published, without a trace. */
export function deleteArticleRows(ledger: LedgerContext, id: string): void {
  deleteTranslations(ledger, id);
  removeFromSearch(ledger, id);
  ledger.sql.exec('DELETE FROM articles WHERE id = ?', id);
  ledger.sql.exec('DELETE FROM memberships WHERE article_id = ?', id);
  noteUses(ledger, { kind: 'article', id }, [], false);
  ledger.sql.exec('DELETE FROM revisions WHERE article_id = ?', id);
  ledger.sql.exec('DELETE FROM previews WHERE article_id = ?', id);
}

/** When the article was published, if the public sees it at this moment. */
function findPublicState(
  ledger: Pick<LedgerContext, 'sql'>,
  id: string,
): { readonly publishedAt: number | null } | null {
  const rows = ledger.sql
    .exec<{ publishedAt: number | null }>(
      `SELECT published_at AS publishedAt FROM articles WHERE id = ? AND status IN ('published', 'withdrawn')`,
      id,
    )
    .toArray();
  return rows[0] ?? null;
}

function writeMemberships(
  ledger: LedgerContext,
  article: Article,
  toldAt: number | null,
  wasPublic: boolean,
): void {
  const isVisible = isPublic(article);
  const memberships = listMemberships(article).flatMap(([kind, slugs]) =>
    slugs.map((slug) => [kind, slug] as const),
  );
  // A membership that has ended is kept with its time: the feed that lost the article changed then.
  ledger.sql.exec(
    `UPDATE memberships SET left_at = ?, joined_at = NULL
     WHERE article_id = ? AND left_at IS NULL AND is_public = 1
       AND kind || '/' || slug NOT IN (SELECT value FROM json_each(?))`,
    ledger.now,
    article.id,
    JSON.stringify(memberships.map((membership) => membership.join('/'))),
  );
  ledger.sql.exec('DELETE FROM memberships WHERE article_id = ? AND is_public = 0', article.id);
  for (const [kind, slug] of memberships) {
    ledger.sql.exec(
      `INSERT INTO memberships
         (kind, slug, article_id, is_public, published_at, told_at, left_at, joined_at)
       VALUES (?, ?, ?, ?, ?, ?, NULL, ?)
       ON CONFLICT DO UPDATE SET is_public = excluded.is_public, published_at = excluded.published_at,
         told_at = excluded.told_at, left_at = NULL,
         joined_at = CASE WHEN left_at IS NULL THEN joined_at ELSE excluded.joined_at END`,
      kind,
      slug,
      article.id,
      Number(isVisible),
      article.publishedAt,
      toldAt,
      wasPublic ? ledger.now : null,
    );
  }
}

/** The places, by kind, that an article is found in. */
export function listMemberships(article: Article): readonly (readonly [PlaceKind, readonly string[]])[] {
  const offices = article.officials.map((official) => official.office).filter((office) => office !== null);
  return [
    ['category', article.categories.map((category) => category.slug)],
    ['official', article.officials.map((official) => official.slug)],
    ['office', [...new Set(offices)]],
    ['language', listLanguageRanges(article.language)],
  ];
}

/** What a search looks through: of a withdrawn article its notice, and no word of what was taken back. */
export function buildSearchText(article: Article, text: string): string {
  const { title, summary, officials, status } = redactArticle(article);
  const names = officials.map((official) => `${official.name} ${official.role ?? ''}`);
  const notice = status === 'withdrawn' ? buildWithdrawalNotice(article) : null;
  const words = notice === null ? [title, summary, text] : [notice.title, extractText(notice.contentHtml)];
  return indexText([...words, ...names].join('\n'));
}

/** What an entry of the directory is called now. */
interface CorrectedName {
  readonly name: string;
  /** When it was last corrected, epoch milliseconds; 0 for never. */
  readonly renamedAt: number;
}

/**
 * The article with the names that its categories and officials have by now, changed when the latest of these was;
 * roles stay as they were. Revisions keep the names of their time.
 */
function correctNames(ledger: Pick<LedgerContext, 'sql'>, article: Article): Article {
  const categories = findNames(ledger, 'category', article.categories);
  const officials = findNames(ledger, 'official', article.officials);
  const times = [...categories.values(), ...officials.values()].map(({ renamedAt }) => renamedAt);
  const correct = <Attached extends { readonly slug: string; readonly name: string }>(
    attached: Attached,
    names: ReadonlyMap<string, CorrectedName>,
  ): Attached => ({ ...attached, name: names.get(attached.slug)?.name ?? attached.name });
  return {
    ...article,
    categories: article.categories.map((category) => correct(category, categories)),
    officials: article.officials.map((official) => correct(official, officials)),
    changedAt: Math.max(article.changedAt, ...times),
  };
}

const NAMES = {
  category: 'SELECT slug, name, renamed_at AS renamedAt FROM categories',
  official: `SELECT slug, body ->> '$.name' AS name, renamed_at AS renamedAt FROM officials`,
} as const;

function findNames(
  ledger: Pick<LedgerContext, 'sql'>,
  kind: keyof typeof NAMES,
  attached: readonly { readonly slug: string }[],
): Map<string, CorrectedName> {
  if (attached.length === 0) return new Map();
  const rows = ledger.sql.exec<{ slug: string; name: string; renamedAt: number }>(
    `${NAMES[kind]} WHERE slug IN (SELECT value FROM json_each(?) AS wanted)`,
    JSON.stringify(attached.map(({ slug }) => slug)),
  );
  return new Map([...rows].map((row) => [row.slug, row]));
}

// Rows stand in the order of their dates, so that the search index, which gives what it finds by row, gives the newest
// first and need not be read to its end. They are numbers of 64 bits, which stay within SQL.

/** Articles whose dates share all but so many bits of their milliseconds, some 17 minutes, stand in any order. */
const BITS_OF_SPAN = 20;
/** Rows of such a span: more than a ledger holds. */
const BITS_OF_ROWS = 20;

/** SQL: the first row of the span that a date is in; `ahead` spans later. */
export function writeFirstRow(date: string, ahead = 0): string {
  return `((((${date}) >> ${BITS_OF_SPAN}) + ${ahead}) << ${BITS_OF_ROWS})`;
}

/** SQL: a row that is free, for an article of this date. */
function writeFreeRow(date: string): string {
  return `(SELECT coalesce(max(row) + 1, ${writeFirstRow(date)}) FROM articles
    WHERE row >= ${writeFirstRow(date)} AND row < ${writeFirstRow(date, 1)})`;
}
