/** The whole ledger as an archive, in pages: its authority, the directory, files, and articles with their revisions. */

import type { ArchiveLine } from '../article/archive.ts';
import { formatArchiveLine } from '../article/archive.ts';
import type { Article, ChangeKind } from '../article/article.ts';
import type { Office, Official } from '../article/directory/directory.ts';
import type { ArticleRow } from './articles/article-rows.ts';
import { ARTICLE_COLUMNS, readArticleRow } from './articles/article-rows.ts';
import type { LedgerContext } from './context.ts';
import { readAuthority } from './context.ts';
import { listFilesById, listRemovedFiles } from './files.ts';

/** Characters that one page of an export aims at: small in memory, few calls. */
const PAGE_CHARACTERS = 1_000_000;

/** What an archive has before its articles. */
type DirectoryPart = 'categories' | 'offices' | 'officials' | 'files' | 'removed_files';

/** Where an export goes on: behind what has the slug or id `after`, of revisions behind that number of the article. */
export type ExportCursor =
  | { readonly part: DirectoryPart; readonly after: string }
  | { readonly part: 'revisions'; readonly after: string; readonly revision: number };

/** A page of an archive. */
export interface ExportPage {
  /** Whole lines, each with its end. */
  readonly text: string;
  /** Where the next page begins; null: that was all. */
  readonly cursor: ExportCursor | null;
}

/** A line, and where an export goes on behind it. */
type PlacedLine = readonly [line: ArchiveLine, behind: ExportCursor];

/** One page of the export: first the directory, then the files, then each article with its revisions, by id. */
export function exportPage(ledger: LedgerContext, cursor: ExportCursor | null): ExportPage {
  let text = '';
  for (const [line, behind] of listLines(ledger, cursor)) {
    text += `${formatArchiveLine(line, ledger.settings.publicUrl)}\n`;
    if (text.length >= PAGE_CHARACTERS) return { text, cursor: behind };
  }
  return { text, cursor: null };
}

function* listLines(ledger: LedgerContext, cursor: ExportCursor | null): Generator<PlacedLine> {
  const start = cursor ?? ({ part: 'categories', after: '' } as const);
  if (cursor === null) yield [{ type: 'gazette', authority: readAuthority(ledger) }, start];
  if (start.part === 'revisions') {
    yield* listRevisionLines(ledger, start.after, start.revision);
    yield* listArticleLines(ledger, start.after);
    return;
  }
  const first = DIRECTORY_PARTS.findIndex(([part]) => part === start.part);
  for (const [index, [part, list]] of DIRECTORY_PARTS.slice(first).entries()) {
    for (const [line, after] of list(ledger, index === 0 ? start.after : '')) yield [line, { part, after }];
  }
  yield* listArticleLines(ledger, '');
}

/** A line, and the slug or id by which it stands in its part. */
type PartLine = readonly [line: ArchiveLine, at: string];

const DIRECTORY_PARTS: readonly (readonly [
  part: DirectoryPart,
  list: (ledger: LedgerContext, after: string) => Generator<PartLine>,
])[] = [
  ['categories', listCategoryLines],
  ['offices', listOfficeLines],
  ['officials', listOfficialLines],
  ['files', listFileLines],
  ['removed_files', listRemovedFileLines],
];

function* listCategoryLines({ sql }: LedgerContext, after: string): Generator<PartLine> {
  const query = 'SELECT slug, name, description FROM categories WHERE slug > ? ORDER BY slug';
  const rows = sql.exec<{ slug: string; name: string; description: string | null }>(query, after);
  for (const category of rows) yield [{ type: 'category', category }, category.slug];
}

function* listOfficeLines({ sql }: LedgerContext, after: string): Generator<PartLine> {
  const query = 'SELECT body FROM offices WHERE slug > ? ORDER BY slug';
  for (const { body } of sql.exec<{ body: string }>(query, after)) {
    const office = JSON.parse(body) as Office;
    yield [{ type: 'office', office }, office.slug];
  }
}

function* listOfficialLines({ sql }: LedgerContext, after: string): Generator<PartLine> {
  const query = 'SELECT body FROM officials WHERE slug > ? ORDER BY slug';
  for (const { body } of sql.exec<{ body: string }>(query, after)) {
    const official = JSON.parse(body) as Official;
    yield [{ type: 'official', official }, official.slug];
  }
}

function* listFileLines(ledger: LedgerContext, after: string): Generator<PartLine> {
  for (const { file, wasPublic } of listFilesById(ledger, after))
    yield [{ type: 'file', file, wasPublic }, file.id];
}

function* listRemovedFileLines(ledger: LedgerContext, after: string): Generator<PartLine> {
  for (const { id } of listRemovedFiles(ledger, after)) yield [{ type: 'removed_file', id }, id];
}

function* listArticleLines(ledger: LedgerContext, after: string): Generator<PlacedLine> {
  const rows = ledger.sql.exec<ArticleRow & { id: string }>(
    `SELECT id, ${ARTICLE_COLUMNS} FROM articles WHERE id > ? ORDER BY id`,
    after,
  );
  for (const row of rows) {
    const line = { type: 'article', ...readArticleRow(ledger, row) } as const;
    yield [line, { part: 'revisions', after: row.id, revision: 0 }];
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
    const line = { type: 'revision', ...facts, article: JSON.parse(body) as Article } as const;
    yield [line, { part: 'revisions', after: articleId, revision }];
  }
}
