/** A Sender: makes POSTs for a queue whose own slots are taken. It keeps nothing. */

import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import type { DeliveryFormat } from './endpoint.ts';
import type { PreparedRequest } from './format/format.ts';
import type { Attempt } from './post.ts';
import { sendPost } from './post.ts';

/**
 * An object and not a stateless entrypoint: what an entrypoint has open counts with its caller (Workers limits, service
 * bindings), so that receivers who hang would take the queue's own connections after all.
 */
export class Sender extends DurableObject<Env> {
  /** Makes the one attempt. Whatever goes wrong is in what it gives back. */
  async send(request: PreparedRequest, format: DeliveryFormat): Promise<Attempt> {
    return await sendPost(request, format);
  }
}

/** A queue's Sender for a lane of its own. */
export function openSender({ exports }: DurableObjectState, name: string): DurableObjectStub<Sender> {
  const { Sender: senders } = exports as unknown as { readonly Sender: DurableObjectNamespace<Sender> };
  return senders.getByName(name);
}
