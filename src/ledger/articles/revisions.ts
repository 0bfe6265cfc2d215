/** Revisions: who changed an article and when, and the article whole as it was then. */

import type { Article, ChangeKind } from '../../article/article.ts';
import { formatTimestamp } from '../../article/date-format.ts';
import type { ArticleResource } from '../../article/resource.ts';
import { buildArticleResource } from '../../article/resource.ts';
import { cutPage } from '../../paging.ts';
import type { Actor } from '../actor.ts';
import type { LedgerContext } from '../context.ts';

/** A writer who rests for longer than this comes back to another sitting. */
const SITTING_PAUSE_MS = 30 * 60_000;

/** A revision in a list: who, when, what kind of change. */
export interface RevisionSummary {
  readonly revision: number;
  readonly at: string;
  readonly by: string;
  readonly change: ChangeKind;
}

/** A revision as the API shows it, the article whole. */
export interface RevisionResource extends RevisionSummary {
  readonly article: ArticleResource;
}

/** A page of an article's history, the newest first. */
export interface RevisionPage {
  readonly revisions: readonly RevisionSummary[];
  /** The number that the next page is before; null: that was all. */
  readonly nextCursor: string | null;
}

/**
 * Keeps a revision whole. One writer's saves of a draft in one sitting are one revision, the last: what a page
 * saves by itself every few seconds is no history, and would soon be larger than all articles.
 */
export function keepRevision(ledger: LedgerContext, article: Article, kind: ChangeKind, actor: Actor): void {
  if (article.status === 'draft' && kind === 'edited') {
    const continued = ledger.sql.exec(
      `UPDATE revisions SET revision = ?1, at = ?2, body = ?3
       WHERE article_id = ?4 AND revision = (SELECT max(revision) FROM revisions WHERE article_id = ?4)
         AND token_id = ?5 AND at BETWEEN ?2 - ?6 AND ?2
       RETURNING revision`,
      article.revision,
      ledger.now,
      JSON.stringify(article),
      article.id,
      actor.tokenId,
      SITTING_PAUSE_MS,
    );
    if (continued.toArray().length > 0) return;
  }
  writeRevision(ledger, article, { kind, by: actor.name, tokenId: actor.tokenId });
}

/** Writes a revision as it is; `tokenId` is null where nobody of this installation wrote it. */
export function writeRevision(
  ledger: LedgerContext,
  article: Article,
  change: { readonly kind: ChangeKind; readonly by: string; readonly tokenId: string | null },
): void {
  ledger.sql.exec(
    `INSERT OR REPLACE INTO revisions (article_id, revision, at, by, token_id, change, body)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    article.id,
    article.revision,
    ledger.now,
    change.by,
    change.tokenId,
    change.kind,
    JSON.stringify(article),
  );
}

/** One page of an article's revisions before a number, the newest first; empty where there is no such article. */
export function listRevisions(
  ledger: Pick<LedgerContext, 'sql'>,
  articleId: string,
  before: number | null,
  limit: number,
): RevisionPage {
  const rows = ledger.sql
    .exec<{ revision: number; at: number; by: string; change: ChangeKind }>(
      `SELECT revision, at, by, change FROM revisions WHERE article_id = ? AND revision < ?
       ORDER BY revision DESC LIMIT ?`,
      articleId,
      before ?? Number.MAX_SAFE_INTEGER,
      limit + 1,
    )
    .toArray();
  const { items, last } = cutPage(rows, limit);
  return {
    revisions: items.map((row) => ({ ...row, at: formatTimestamp(row.at) })),
    nextCursor: last === null ? null : String(last.revision),
  };
}

/** One revision; null where there is none of that number, as of one that its sitting went on from. */
export function findRevision(
  ledger: Pick<LedgerContext, 'sql' | 'settings'>,
  articleId: string,
  revision: number,
): RevisionResource | null {
  const [row] = ledger.sql
    .exec<{ revision: number; at: number; by: string; change: ChangeKind; body: string }>(
      'SELECT revision, at, by, change, body FROM revisions WHERE article_id = ? AND revision = ?',
      articleId,
      revision,
    )
    .toArray();
  if (row === undefined) return null;
  const { body, at, ...summary } = row;
  return {
    ...summary,
    at: formatTimestamp(at),
    article: buildArticleResource(JSON.parse(body) as Article, ledger.settings.publicUrl),
  };
}
