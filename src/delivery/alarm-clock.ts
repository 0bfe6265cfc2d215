/** An object's one alarm: set only where it changes, because each time is a row written. */

/** What it needs of a Durable Object's storage. */
export type AlarmStorage = Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm'>;

export class AlarmClock {
  readonly #storage: AlarmStorage;
  /** What it is set to, epoch milliseconds, as far as this object knows; null: perhaps not at all. */
  #at: number | null = null;

  constructor(storage: AlarmStorage) {
    this.#storage = storage;
  }

  /** It has fired, or was deleted: from now on it is not set. */
  forget(): void {
    this.#at = null;
  }

  /** The alarm as the platform has it. */
  async read(): Promise<number | null> {
    this.#at = await this.#storage.getAlarm();
    return this.#at;
  }

  async set(at: number): Promise<void> {
    // To look costs nothing beside a row that is written and a wait for the disk.
    if ((this.#at ?? (await this.read())) === at) return;
    // Noted first: the alarm may fire before the call returns.
    this.#at = at;
    try {
      await this.#storage.setAlarm(at);
    } catch (error) {
      this.#at = null;
      throw error;
    }
  }

  /** Makes sure that it fires at some time from `now` on and no later than `at`. */
  async setNoLaterThan(at: number, now: number): Promise<void> {
    if (this.#at === null || this.#at <= now || this.#at > at) await this.set(at);
  }
}
