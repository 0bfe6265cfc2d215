/** `If-Match` (RFC 9110 §13.1.1): a write that must not overwrite what somebody else wrote. */

/** The ETag of an article's revision. */
export function formatRevisionTag(revision: number): string {
  return `"${revision}"`;
}

/**
 * True where the write may go on: no header, `*` and a resource, or its strong tag in the list. A resource that
 * is not there (undefined) is left to be told as not found.
 */
export function meetsPrecondition(revision: number | undefined, ifMatch: string | null): boolean {
  if (revision === undefined || ifMatch === null || ifMatch.trim() === '*') return true;
  return ifMatch
    .split(',')
    .map((tag) => tag.trim())
    .includes(formatRevisionTag(revision));
}
