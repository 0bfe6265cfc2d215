/** Which queue an endpoint has: chosen when the endpoint is made, and kept in its row for good. */

/**
 * Queues that new endpoints are spread over. It may grow at any time: endpoints that exist stay where they are. Sixteen
 * serve ten thousand endpoints.
 */
export const SHARD_COUNT = 16;

/** The shard of a new endpoint or lease, by its id. */
export function chooseShard(id: string): number {
  return hashText(id) % SHARD_COUNT;
}

/** A number below 2^32 that is the same each time for the same text, and far apart for similar ones (FNV-1a). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
