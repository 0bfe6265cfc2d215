/** Times on the wire: RFC 3339, UTC. In storage they are epoch milliseconds. */

/** Formats epoch milliseconds as `2021-08-31T13:35:07Z`; the fraction appears only where there is one. */
export function formatTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

/** Formats a time that may be missing. */
export function formatOptionalTimestamp(milliseconds: number | null): string | null {
  return milliseconds === null ? null : formatTimestamp(milliseconds);
}
