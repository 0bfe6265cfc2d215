/** `If-Match` (RFC 9110 §13.1.1): a write that must not overwrite what somebody else wrote. */

import type { Result } from '../../failure.ts';
import { fail } from '../../failure.ts';
import type { LedgerContext } from '../context.ts';
import { findArticle } from './article-rows.ts';

/** The failure of a write that is based on another revision than the newest; null where it may go on. */
export function refuseStale(
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
