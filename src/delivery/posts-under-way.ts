/** How many POSTs a Courier and each of its Runners wait for: a seventh would wait until one of six is answered. */

/** Answers that the platform lets one object wait for at a time. */
export const POSTS_PER_OBJECT = 6;
/** With the Courier's own six, 54 receivers may hang at once; those who come then are served by their Mailboxes. */
const RUNNERS_PER_COURIER = 8;

/** Who makes a POST. 0: the Courier itself; else its Runner of that number. */
export type Seat = number;

export class PostsUnderWay {
  readonly #counts = new Array<number>(1 + RUNNERS_PER_COURIER).fill(0);

  /** How many more may begin without waiting for another. */
  get room(): number {
    return this.#counts.reduce((room, count) => room + Math.max(0, POSTS_PER_OBJECT - count), 0);
  }

  /** Takes the first seat with room, or the last one where none has any. */
  begin(): Seat {
    const free = this.#counts.findIndex((count) => count < POSTS_PER_OBJECT);
    const seat = free === -1 ? RUNNERS_PER_COURIER : free;
    this.#counts[seat] = (this.#counts[seat] ?? 0) + 1;
    return seat;
  }

  end(seat: Seat): void {
    this.#counts[seat] = (this.#counts[seat] ?? 0) - 1;
  }
}
