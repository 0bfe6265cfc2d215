/** Feeds whose bytes are in memory, by address and ETag; the longest unused go first. */

/** An isolate has 128 MB for everything; a town's feeds of 100 kB in three formats need a tenth of this. */
const MAX_KEPT_BYTES = 24_000_000;

export class RenderedFeeds {
  readonly #kept = new Map<string, { readonly etag: string; readonly bytes: Uint8Array }>();
  #keptBytes = 0;

  /** The bytes of exactly this version, or null. */
  find(path: string, etag: string): Uint8Array | null {
    const entry = this.#kept.get(path);
    if (entry === undefined || entry.etag !== etag) return null;
    // A Map keeps the order of insertion: put in again, it is the last to go.
    this.#kept.delete(path);
    this.#kept.set(path, entry);
    return entry.bytes;
  }

  keep(path: string, etag: string, bytes: Uint8Array): void {
    this.#drop(path);
    this.#kept.set(path, { etag, bytes });
    this.#keptBytes += bytes.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#keptBytes <= MAX_KEPT_BYTES) return;
      this.#drop(oldest);
    }
  }

  #drop(path: string): void {
    this.#keptBytes -= this.#kept.get(path)?.bytes.length ?? 0;
    this.#kept.delete(path);
  }
}
