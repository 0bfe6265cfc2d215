/** A POST of JSON, as every chat service takes it. */

import type { Written } from './digest.ts';
import type { BuiltRequest, PreparedRequest } from './format.ts';

/** Prepares a POST of `payload`, JSON in UTF-8, to `url`. */
function prepareJsonPost(url: string, payload: unknown): PreparedRequest {
  return {
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(payload),
  };
}

/** Prepares a POST of the payload that `wrap` makes of what was written. */
export function buildJsonPost<T>(
  url: string,
  { written, named }: Written<T>,
  wrap: (written: T) => unknown,
): BuiltRequest {
  return { request: prepareJsonPost(url, wrap(written)), named };
}
