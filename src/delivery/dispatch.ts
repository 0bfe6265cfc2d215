/** What a Mailbox sends next: single messages, or one digest where the service's limit would be passed. Pure. */

import type { FormatAdapter } from './format/format.ts';
import type { StoredMessage } from './message-store.ts';

/** Messages that go in one POST: one, or several merged. */
export type Parcel = readonly StoredMessage[];

/** More in one digest would be cut by every service anyway. */
export const MAX_DIGEST_MESSAGES = 50;

/**
 * Packs what is due into at most `allowed` parcels. Where more is due than the limit lets through and the format
 * merges, everything that is not on its own goes as one digest.
 */
export function packParcels(
  due: readonly StoredMessage[],
  allowed: number,
  adapter: FormatAdapter,
): Parcel[] {
  if (allowed <= 0) return [];
  const singles = due.map((message): Parcel => [message]);
  if (due.length <= allowed || !adapter.mergesMessages) return singles.slice(0, allowed);
  const together = due.filter((message) => !message.isAlone).slice(0, MAX_DIGEST_MESSAGES);
  const alone = due.filter((message) => message.isAlone).map((message): Parcel => [message]);
  return (together.length > 0 ? [together, ...alone] : alone).slice(0, allowed);
}
