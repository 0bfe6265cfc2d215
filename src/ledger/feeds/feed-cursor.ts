/** The `before` cursor of a feed: the place of the last article that was seen. */

/** Where a page of articles goes on: behind the one with this date (epoch milliseconds) and id. */
export interface FeedCursor {
  readonly publishedAt: number;
  readonly id: string;
}

/** Writes a cursor for a URL: the moment in base 36, then the id. */
export function formatFeedCursor(cursor: FeedCursor): string {
  return `${cursor.publishedAt.toString(36)}.${cursor.id}`;
}

/** Reads a cursor; null for what is none. */
export function readFeedCursor(text: string): FeedCursor | null {
  const match = /^(-?[0-9a-z]{1,9})\.([0-9A-Z]{26})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const cursor = { publishedAt: Number.parseInt(match[1], 36), id: match[2] };
  return formatFeedCursor(cursor) === text ? cursor : null;
}
