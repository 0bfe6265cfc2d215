/** The UTF-8 of bodies: what is signed, and what goes over the wire. */

import { MAX_EVENT_BODY_BYTES } from './event-body.ts';

let last: { readonly text: string; readonly bytes: Uint8Array } = {
  text: '',
  bytes: new Uint8Array(),
};

/** Encodes a body. An event goes to thousands of receivers in the same words, so those of the last one are remembered. */
export function encodeBody(text: string): Uint8Array {
  if (text === last.text) return last.bytes;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= MAX_EVENT_BODY_BYTES) last = { text, bytes };
  return bytes;
}
