/** A POST of JSON, as every chat service takes it. */

import type { PreparedRequest } from './format.ts';

/** Prepares a POST of `payload`, JSON in UTF-8, to `url`. */
export function prepareJsonPost(url: string, payload: unknown): PreparedRequest {
  return {
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(payload),
  };
}
