/** A Runner: makes POSTs for one Courier that waits for as many answers as an object may. It keeps nothing. */

import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import { readSettings } from '../settings.ts';
import type { AttemptOutcome } from './attempt.ts';
import type { HandedEvent } from './courier-store.ts';
import type { EndpointTarget } from './endpoint.ts';
import { Errand, sendErrand } from './errand.ts';

export class Runner extends DurableObject<Env> {
  readonly #settings = readSettings(this.env);

  /** Makes the one POST of an event's message to an endpoint. Whatever goes wrong is in the outcome. */
  async run(event: HandedEvent, target: EndpointTarget): Promise<AttemptOutcome> {
    return await sendErrand(new Errand(event, target), this.#settings);
  }
}
