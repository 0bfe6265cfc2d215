/** Moments as JSON Feed and HTTP write them. */

/** RFC 3339 in UTC, with a fraction only where there is one: `2021-08-31T13:35:07Z`. */
export function formatDate(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}

/** IMF-fixdate (RFC 9110 §5.6.7), which RSS 2.0 takes as well: `Tue, 31 Aug 2021 13:35:07 GMT`. */
export function formatHttpDate(epochMs: number): string {
  return new Date(epochMs).toUTCString();
}
