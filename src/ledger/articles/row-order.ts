/**
 * Rows of articles stand in the order of their dates, so that the search index, which gives what it finds by row, gives
 * the newest first and need not be read to its end. They are numbers of 64 bits, which stay within SQL.
 */

/** Articles whose dates share all but so many bits of their milliseconds, some 17 minutes, stand in any order. */
const BITS_OF_SPAN = 20;
/** Rows of such a span: more than a ledger holds. */
const BITS_OF_ROWS = 20;

/** SQL: the first row of the span that a date is in; `ahead` spans later. */
export function writeFirstRow(date: string, ahead = 0): string {
  return `((((${date}) >> ${BITS_OF_SPAN}) + ${ahead}) << ${BITS_OF_ROWS})`;
}

/** SQL: a row that is free, for an article of this date. */
export function writeFreeRow(date: string): string {
  return `(SELECT coalesce(max(row) + 1, ${writeFirstRow(date)}) FROM articles
    WHERE row >= ${writeFirstRow(date)} AND row < ${writeFirstRow(date, 1)})`;
}
