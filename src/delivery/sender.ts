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
   * Makes POSTs, one attempt each, all at once. Gives back what came of them when all have ended within LATE_MS. Else
   * `tell` hears what has come of some by then, and of each further one as it ends, so that one that hangs holds up none of
   * the others; it may be called with nothing. Once it is, all have left.
   */
  async send(
    posts: readonly Post[],
    tell: (ended: readonly EndedPost[]) => Promise<void>,
  ): Promise<readonly EndedPost[]> {
    let ended: EndedPost[] = [];
    let told: Promise<void> | null = null;
    const takeEnded = () => {
      const taken = ended;
      ended = [];
      return taken;
    };
    const built = await Promise.all(posts.map((post) => buildPost(post, this.#settings, Date.now())));
    const [limit, ending] = [new AbortController(), new AbortController()];
    // One for all, and taken away at the end: each that is left would keep the object awake until its time is over.
    const timer = setTimeout(() => limit.abort(), ATTEMPT_TIMEOUT_MS);
    scheduler
      .wait(LATE_MS, { signal: ending.signal })
      .then(() => {
        told = tell(takeEnded());
        return told;
      })
      .catch(() => undefined);
    try {
      await Promise.all(
        built.map(async (post, number) => {
          const made = await attempt(post, limit.signal);
          ended.push({ number, attempt: made, named: post.named });
          // What ends while a call is in flight goes with the next one.
          if (told === null) return;
          told = told.then(() => (ended.length > 0 ? tell(takeEnded()) : undefined));
          await told;
        }),
      );
      await told;
    } finally {
      clearTimeout(timer);
      ending.abort();
    }
    return takeEnded();
  }
}

/** A queue's Sender for a lane of its own. */
export function openSender({ exports }: DurableObjectState, name: string): DurableObjectStub<Sender> {
  const { Sender: senders } = exports as unknown as { readonly Sender: DurableObjectNamespace<Sender> };
  return senders.getByName(name);
}
