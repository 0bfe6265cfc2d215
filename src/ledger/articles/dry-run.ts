/** What a change would do, told before it is done: the article as readers would get it, its feeds, and who would be told. */

import type { Article, ChangeKind } from '../../article/article.ts';
import { isPublic, listOfficesOfArticle } from '../../article/article.ts';
import type { Office } from '../../article/directory/directory.ts';
import type { ArticleChange, NewArticle } from '../../article/input.ts';
import type { Result } from '../../failure.ts';
import { succeed } from '../../failure.ts';
import type { Actor } from '../actor.ts';
import type { LedgerContext } from '../context.ts';
import { readAuthority } from '../context.ts';
import { findOffice } from '../directory.ts';
import { searchArticle } from '../webhooks/audience.ts';
import { EVENT_OF_KIND } from '../webhooks/events.ts';
import { countMatchingEndpoints } from '../webhooks/routing.ts';
import { findArticle } from './article-rows.ts';
import { changeArticle, createArticle } from './articles.ts';

/** A change to try out: of an article by its id, or the making of one. */
export type DryRunChange =
  | { readonly id: string; readonly change: ArticleChange }
  | { readonly id: null; readonly change: NewArticle };

/** What a change would come to. */
export interface DryRun {
  readonly article: Article;
  /** Those whose feeds it would stand in. */
  readonly offices: readonly Office[];
  /** The tag authority that the article's id would have. */
  readonly authority: string | null;
  /** null: nothing is different. */
  readonly kind: ChangeKind | null;
  /** Endpoints that would be told, now or, of a scheduled article, on its day. */
  readonly receivers: number;
}

/**
 * Makes a change and tells its outcome. The caller must undo the transaction that this runs in: rows and
 * events are written as they would be, so that every refusal and every count is the real one.
 */
export function dryRunChange(ledger: LedgerContext, change: DryRunChange, actor: Actor): Result<DryRun> {
  const before = change.id === null ? null : (findArticle(ledger, 'id', change.id)?.article ?? null);
  const changed =
    change.id === null
      ? createArticle(ledger, change.change, actor)
      : changeArticle(ledger, change.id, change.change, actor);
  if (!changed.ok) return changed;
  const article = 'isNew' in changed.value ? changed.value.article : changed.value;
  const kind = before?.revision === article.revision ? null : findKind(ledger, article);
  return succeed({
    article,
    offices: listOfficesOfArticle(article).flatMap((slug) => findOffice(ledger, slug) ?? []),
    authority: readAuthority(ledger),
    kind,
    receivers: change.change.notify ? countReceivers(ledger, before, article, kind) : 0,
  });
}

function findKind(ledger: LedgerContext, article: Article): ChangeKind | null {
  const rows = ledger.sql
    .exec<{ change: ChangeKind }>(
      'SELECT change FROM revisions WHERE article_id = ? AND revision = ?',
      article.id,
      article.revision,
    )
    .toArray();
  return rows[0]?.change ?? null;
}

function countReceivers(
  ledger: LedgerContext,
  before: Article | null,
  after: Article,
  kind: ChangeKind | null,
): number {
  // What is scheduled is told on its day.
  const type =
    after.status === 'scheduled' ? 'article.published' : kind === null ? undefined : EVENT_OF_KIND[kind];
  if (type === undefined) return 0;
  const told = [...(before !== null && isPublic(before) ? [before] : []), after];
  return countMatchingEndpoints(
    ledger,
    { type, audience: told.map((article) => searchArticle(ledger, article)) },
    '',
  );
}
