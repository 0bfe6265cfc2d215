/** The whole ledger out and back in: articles, revisions, directory and the authority of its ids. */

import type { ArchiveLine } from '../article/archive.ts';
import { formatArchiveLine } from '../article/archive.ts';
import type { Article } from '../article/article.ts';
import { extractText } from '../article/content.ts';
import type { Official } from '../article/directory.ts';
import type { Failure, Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { ChangeKind } from './articles/article-change.ts';
import { findArticle, readArticleRow, writeArticleRows } from './articles/article-rows.ts';
import { writeRevision } from './articles/revisions.ts';
import type { LedgerContext } from './context.ts';
import { readAuthority, readMeta, writeMeta } from './context.ts';
import { putCategory, putOfficial } from './directory.ts';
import { markArticleDirty } from './feeds/documents.ts';

/** Characters that one page of an export aims at: small in memory, few calls. */
const PAGE_CHARACTERS = 1_000_000;
const OPEN = 'restore_open';

/** Where an export goes on: behind what has the slug or id `after`, of revisions behind that number of the article. */
export type ExportCursor =
  | { readonly part: 'categories' | 'officials' | 'articles'; readonly after: string }
  | { readonly part: 'revisions'; readonly after: string; readonly revision: number };

export interface ExportPage {
  /** Whole lines, each with its end. */
  readonly text: string;
  /** Where the next page begins; null: that was all. */
  readonly cursor: ExportCursor | null;
}

/** One page of the export: first the directory, then each article with its revisions, by id. */
export function exportPage(ledger: LedgerContext, cursor: ExportCursor | null): ExportPage {
  let text = '';
  for (const [line, behind] of listLines(ledger, cursor)) {
    text += `${formatArchiveLine(line, ledger.settings.publicUrl)}\n`;
    if (text.length >= PAGE_CHARACTERS) return { text, cursor: behind };
  }
  return { text, cursor: null };
}

type PlacedLine = readonly [line: ArchiveLine, behind: ExportCursor];

function* listLines(ledger: LedgerContext, cursor: ExportCursor | null): Generator<PlacedLine> {
  let at = cursor ?? ({ part: 'categories', after: '' } as const);
  if (cursor === null) yield [{ type: 'gazette', format: 1, authority: readAuthority(ledger) }, at];
  if (at.part === 'categories') {
    const rows = ledger.sql.exec<{ slug: string; name: string; description: string | null }>(
      'SELECT slug, name, description FROM categories WHERE slug > ? ORDER BY slug',
      at.after,
    );
    for (const row of rows)
      yield [
        { type: 'category', ...row },
        { part: 'categories', after: row.slug },
      ];
    at = { part: 'officials', after: '' };
  }
  if (at.part === 'officials') {
    const rows = ledger.sql.exec<{ body: string }>(
      'SELECT body FROM officials WHERE slug > ? ORDER BY slug',
      at.after,
    );
    for (const { body } of rows) {
      const official = JSON.parse(body) as Official;
      yield [
        { type: 'official', ...official, aliases: [...official.aliases] },
        { part: 'officials', after: official.slug },
      ];
    }
    at = { part: 'articles', after: '' };
  }
  if (at.part === 'revisions') yield* listRevisionLines(ledger, at.after, at.revision);
  const rows = ledger.sql.exec<{
    id: string;
    body: string;
    has_given_slug: number;
    was_published: number;
    notify: number;
  }>(
    'SELECT id, body, has_given_slug, was_published, notify FROM articles WHERE id > ? ORDER BY id',
    at.after,
  );
  for (const row of rows) {
    const { article, hasGivenSlug, wasPublished, notify } = readArticleRow(ledger, row);
    yield [
      { type: 'article', article, has_given_slug: hasGivenSlug, was_published: wasPublished, notify },
      { part: 'revisions', after: row.id, revision: 0 },
    ];
    yield* listRevisionLines(ledger, row.id, 0);
  }
}

function* listRevisionLines(ledger: LedgerContext, articleId: string, behind: number): Generator<PlacedLine> {
  const rows = ledger.sql.exec<{
    revision: number;
    at: number;
    by: string;
    change: ChangeKind;
    body: string;
  }>(
    'SELECT revision, at, by, change, body FROM revisions WHERE article_id = ? AND revision > ? ORDER BY revision',
    articleId,
    behind,
  );
  for (const { revision, body, ...facts } of rows) {
    yield [
      { type: 'revision', ...facts, article: JSON.parse(body) as Article },
      { part: 'revisions', after: articleId, revision },
    ];
  }
}

/**
 * Takes lines back in; the same lines again change nothing. Only a ledger that holds nothing but what was
 * restored takes them, so that no restore ever overwrites an editor's work.
 */
export function restoreLines(ledger: LedgerContext, lines: readonly ArchiveLine[]): Result<null> {
  if (readMeta(ledger, OPEN) === null) {
    if (holdsAnything(ledger)) {
      return fail({ code: 'installation_not_empty' });
    }
    writeMeta(ledger, OPEN, 'yes');
  }
  for (const line of lines) {
    const clash = line.type === 'article' ? findClash(ledger, line.article) : null;
    if (clash !== null) return fail(clash);
    restoreLine(ledger, line);
  }
  return succeed(null);
}

/** After the first change by an editor nothing more may be restored. */
export function closeRestore(ledger: Pick<LedgerContext, 'sql'>): void {
  ledger.sql.exec('DELETE FROM meta WHERE key = ?', OPEN);
}

function restoreLine(ledger: LedgerContext, line: ArchiveLine): void {
  switch (line.type) {
    case 'gazette':
      if (line.authority !== null && readAuthority(ledger) === null)
        writeMeta(ledger, 'authority', line.authority);
      return;
    case 'category': {
      const { type: _, ...category } = line;
      putCategory(ledger, category);
      return;
    }
    case 'official': {
      const { type: _, ...official } = line;
      putOfficial(ledger, official);
      return;
    }
    case 'article': {
      const { article } = line;
      const before = findArticle(ledger, 'id', article.id)?.article ?? null;
      writeArticleRows(
        ledger,
        {
          article,
          hasGivenSlug: line.has_given_slug,
          wasPublished: line.was_published,
          notify: line.notify,
        },
        extractText(article.content_html),
      );
      markArticleDirty(ledger, before, article);
      return;
    }
    case 'revision':
      writeRevision({ ...ledger, now: line.at }, line.article, {
        kind: line.change as ChangeKind,
        by: line.by,
        tokenId: null,
      });
      return;
  }
}

/** Two articles of one archive with the same unique name: it was not written by an export. */
function findClash(ledger: LedgerContext, article: Article): Failure | null {
  for (const name of ['slug', 'external_id'] as const) {
    const value = article[name];
    const holder = value === null ? null : findArticle(ledger, name, value);
    if (value !== null && holder !== null && holder.article.id !== article.id)
      return { code: 'archive_not_unique', field: name, value };
  }
  return null;
}

function holdsAnything(ledger: Pick<LedgerContext, 'sql'>): boolean {
  return ['articles', 'categories', 'officials'].some(
    (table) => ledger.sql.exec(`SELECT 1 FROM ${table} LIMIT 1`).toArray().length > 0,
  );
}
