/** Times on the wire and in documents: RFC 3339, UTC. In storage they are epoch milliseconds. */

/** Formats epoch milliseconds as `2021-08-31T13:35:07Z`; the fraction appears only where there is one. */
export function formatTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}

/** Formats epoch milliseconds as `formatTimestamp` does; null for a time that is missing. */
export function formatOptionalTimestamp(epochMs: number | null): string | null {
  return epochMs === null ? null : formatTimestamp(epochMs);
}
