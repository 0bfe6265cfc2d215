/** What editors ask of articles: repeats answered as the first time, stale editions refused, answers as resources. */

import type { Article } from '../../article/article.ts';
import type { ArticleChange, NewArticle } from '../../article/input.ts';
import type { ArticleResource } from '../../article/resource.ts';
import { buildArticleResource } from '../../article/resource.ts';
import type { Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { Actor } from '../actor.ts';
import type { LedgerContext } from '../context.ts';
import { findArticle } from './article-rows.ts';
import { changeArticle, createArticle, deleteArticle } from './articles.ts';
import type { IdempotencyKey } from './idempotency.ts';
import { findFirstAnswer, keepAnswer } from './idempotency.ts';

/** What `POST /api/articles` answers. */
export interface CreationAnswer {
  readonly status: 200 | 201;
  readonly article: ArticleResource;
  /** True where an Idempotency-Key brought back the first answer. */
  readonly isReplayed: boolean;
}

/** How an article is deleted or withdrawn: what is said of it (null: nothing), and whether endpoints are told. */
export interface DeletionOptions {
  readonly reason: string | null;
  readonly notify: boolean;
  /** The request's `If-Match`; null without one. */
  readonly ifMatch: string | null;
}

/** Creates an article; what repeats a request with its Idempotency-Key gets the first answer and creates nothing. */
export function createArticleOnce(
  ledger: LedgerContext,
  input: NewArticle,
  actor: Actor,
  request: IdempotencyKey | null,
): Result<CreationAnswer> {
  const first = request === null ? succeed(null) : findFirstAnswer(ledger, request);
  if (!first.ok) return first;
  if (first.value !== null)
    return succeed({ ...(JSON.parse(first.value) as CreationAnswer), isReplayed: true });
  const created = createArticle(ledger, input, actor);
  if (!created.ok) return created;
  const answer: CreationAnswer = {
    status: created.value.isNew ? 201 : 200,
    article: showArticle(ledger, created.value.article),
    isReplayed: false,
  };
  if (request !== null) keepAnswer(ledger, request, JSON.stringify(answer));
  return succeed(answer);
}

/** Changes an article if it is still the edition that the editor saw. */
export function changeArticleIf(
  ledger: LedgerContext,
  id: string,
  change: ArticleChange,
  ifMatch: string | null,
  actor: Actor,
): Result<ArticleResource> {
  const stale = refuseStale(ledger, id, ifMatch);
  if (stale !== null) return stale;
  const changed = changeArticle(ledger, id, change, actor);
  return changed.ok ? succeed(showArticle(ledger, changed.value)) : changed;
}

/** Deletes a draft (null) or withdraws an article (its notice), if it is still the edition that the editor saw. */
export function deleteArticleIf(
  ledger: LedgerContext,
  id: string,
  options: DeletionOptions,
  actor: Actor,
): Result<ArticleResource | null> {
  const stale = refuseStale(ledger, id, options.ifMatch);
  if (stale !== null) return stale;
  const deleted = deleteArticle(ledger, id, options.reason, options.notify, actor);
  if (!deleted.ok) return deleted;
  return succeed(deleted.value === null ? null : showArticle(ledger, deleted.value));
}

function showArticle(ledger: LedgerContext, article: Article): ArticleResource {
  return buildArticleResource(article, ledger.settings.publicUrl);
}

/** The failure of a write that is based on another revision than the newest (`If-Match`, RFC 9110 §13.1.1); null where it may go on. */
function refuseStale(
  ledger: Pick<LedgerContext, 'sql'>,
  id: string,
  ifMatch: string | null,
): Result<never> | null {
  if (meetsPrecondition(findArticle(ledger, 'id', id)?.article.revision, ifMatch)) return null;
  return fail({ code: 'article_changed' });
}

/** The ETag of an article's revision. */
export function formatRevisionTag(revision: number): string {
  return `"${revision}"`;
}

/**
 * True where the write may go on: no header, `*` and a resource, or its strong tag in the list. A resource that
 * is not there (undefined) is left to be told as not found.
 */
function meetsPrecondition(revision: number | undefined, ifMatch: string | null): boolean {
  if (revision === undefined || ifMatch === null || ifMatch.trim() === '*') return true;
  return ifMatch
    .split(',')
    .map((tag) => tag.trim())
    .includes(formatRevisionTag(revision));
}
