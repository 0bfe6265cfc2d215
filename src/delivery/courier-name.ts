/** Which Courier an endpoint has: it is always the same, and knows what arrived there. */

import type { DeliveryFormat } from './endpoint.ts';
import { POSTS_PER_OBJECT } from './posts-under-way.ts';

/** Changing it would lose sight of what was delivered. */
const COURIERS = 16;
/** Endpoints in one call: as many POSTs as the Courier makes itself where it makes no others. */
export const ENDPOINTS_PER_CALL = POSTS_PER_OBJECT;

const COURIER_PREFIX = 'courier-';

/** All that there are. */
export const COURIER_NAMES: readonly string[] = Array.from(
  { length: COURIERS },
  (_, number) => `${COURIER_PREFIX}${number}`,
);

export function isCourierName(id: string): boolean {
  return id.startsWith(COURIER_PREFIX);
}

/** By a hash of the id (FNV-1a, 32 bits). */
export function nameCourier(endpointId: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < endpointId.length; index++) {
    hash = Math.imul(hash ^ endpointId.charCodeAt(index), 0x01000193) >>> 0;
  }
  return `${COURIER_PREFIX}${hash % COURIERS}`;
}

/** Whether first attempts are a Courier's: services have limits of their own, which only a Mailbox keeps. */
export function isServedByCourier(format: DeliveryFormat): boolean {
  return format === 'standard';
}
