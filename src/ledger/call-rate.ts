/** How often something may be asked for by one of many: counted in memory alone, so that asking keeps nothing. */

/** Who is remembered at a time; beyond, whoever asked longest ago is forgotten. */
const MAX_KEYS = 10_000;

export class CallRate {
  readonly #calls = new Map<string, readonly number[]>();
  readonly #limit: number;
  readonly #windowMs: number;

  /** At most `limit` calls of one key within any `windowMs`. */
  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Counts one more call; instead, the seconds to wait where there were enough. `now` is epoch milliseconds. */
  take(key: string, now: number): number | null {
    // One from the future was made before the clock was set back: it counts no more.
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - this.#windowMs && at <= now);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= this.#limit) {
      return Math.max(1, Math.ceil((oldest + this.#windowMs - now) / 1000));
    }
    // A Map keeps the order of insertion: put in again, the key is the last to be forgotten.
    this.#calls.delete(key);
    this.#calls.set(key, [...recent, now]);
    const [longestAgo] = this.#calls.keys();
    if (this.#calls.size > MAX_KEYS && longestAgo !== undefined) this.#calls.delete(longestAgo);
    return null;
  }
}
