/** A Sender: makes the POSTs of a queue, so that whoever hangs takes none of the queue's own connections. It keeps nothing. */

import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import { readSettings } from '../settings.ts';
import type { Attempt, Post } from './post.ts';
import { ATTEMPT_TIMEOUT_MS, attempt, buildPost } from './post.ts';
import { LATE_MS } from './schedule.ts';

/** A POST that is over. */
export interface EndedPost {
  /** Its place among those that were asked for at once. */
  readonly number: number;
  readonly attempt: Attempt;
  /** Ids of the messages that its receiver was told. */
  readonly named: readonly string[];
}

/**
 * An object and not a stateless entrypoint: what an entrypoint has open counts with its caller (Workers limits, service
 * bindings), so that receivers who hang would take the queue's own connections after all.
 */
export class Sender extends DurableObject<Env> {
  readonly #settings = readSettings(this.env);

  /**
   * Makes POSTs, one attempt each, all at once. `tell` hears of each as it ends, so that one that hangs holds up none of
   * the others; what ends while a call of it is under way goes with the next. Whenever it is called, with nothing too, all
   * have left.
   */
  async send(posts: readonly Post[], tell: (ended: readonly EndedPost[]) => Promise<void>): Promise<void> {
    let ended: EndedPost[] = [];
    let told = Promise.resolve();
    const tellAll = async () => {
      if (ended.length === 0) return;
      const some = ended;
      ended = [];
      await tell(some);
    };
    const built = await Promise.all(posts.map((post) => buildPost(post, this.#settings, Date.now())));
    const [limit, ending] = [new AbortController(), new AbortController()];
    // One for all, and taken away at the end: each that is left would keep the object awake until its time is over.
    const timer = setTimeout(() => limit.abort(), ATTEMPT_TIMEOUT_MS);
    scheduler
      .wait(LATE_MS, { signal: ending.signal })
      .then(() => tell([]))
      .catch(() => undefined);
    await Promise.all(
      built.map(async (post, number) => {
        const made = await attempt(post, limit.signal);
        ended.push({ number, attempt: made, named: post.named });
        told = told.then(tellAll);
        await told;
      }),
    ).finally(() => {
      clearTimeout(timer);
      ending.abort();
    });
  }
}

/** A queue's Sender for a lane of its own. */
export function openSender({ exports }: DurableObjectState, name: string): DurableObjectStub<Sender> {
  const { Sender: senders } = exports as unknown as { readonly Sender: DurableObjectNamespace<Sender> };
  return senders.getByName(name);
}
