/** Validators of pages and lists. */

import { digestText } from '../../feed/conditional.ts';

/** A strong ETag (RFC 9110 §8.8.3) of everything that the bytes depend on, in the order given. */
export function buildPageEtag(parts: readonly string[]): string {
  return `"${digestText(JSON.stringify(parts))}"`;
}
