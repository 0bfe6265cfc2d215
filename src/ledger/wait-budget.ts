/** How often an answer may wait for its documents: an editor wants to see the change, a script wants to go on. */

/** Waits in a row before answers stop waiting. */
const BURST = 8;
/** One more is allowed after this long. */
const REFILL_MS = 10_000;

/** A token bucket in memory: after an eviction, the budget is whole again. */
export class WaitBudget {
  #left = BURST;
  #since = 0;

  /** True where this answer may wait. `now` is epoch milliseconds. */
  take(now: number): boolean {
    // The clock was set back: from now on it is counted anew.
    this.#since = Math.min(this.#since, now);
    const refilled = Math.floor((now - this.#since) / REFILL_MS);
    if (refilled > 0) {
      this.#left = Math.min(BURST, this.#left + refilled);
      this.#since = now;
    }
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }
}
