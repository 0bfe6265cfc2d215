/** How often one host may be called in somebody's name: whoever fills in a form must not aim this hub at others. */

/** Requests about one callback host within WINDOW_MS. */
const MAX_REQUESTS_OF_HOST = 10;
const WINDOW_MS = 60_000;
/** Hosts remembered at a time; beyond, the one that was asked for longest ago is forgotten. */
const MAX_HOSTS = 10_000;

/** Counts in memory alone: nothing about a request is kept before its challenge comes back. */
export class CallbackRate {
  readonly #calls = new Map<string, readonly number[]>();

  /** Counts one more request; instead, the seconds to wait where there were enough. `now` is epoch milliseconds. */
  take(host: string, now: number): number | null {
    const recent = (this.#calls.get(host) ?? []).filter((at) => at > now - WINDOW_MS);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= MAX_REQUESTS_OF_HOST) {
      return Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000));
    }
    // A Map keeps the order of insertion: put in again, the host is the last to be forgotten.
    this.#calls.delete(host);
    this.#calls.set(host, [...recent, now]);
    const [longestAgo] = this.#calls.keys();
    if (this.#calls.size > MAX_HOSTS && longestAgo !== undefined) this.#calls.delete(longestAgo);
    return null;
  }
}
