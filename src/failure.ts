/** What may go wrong as expected, as values. Exceptions are bugs; these are answers. */

/** One thing wrong with a request's content; `pointer` is a JSON Pointer (RFC 6901) into the body, or `?name` for a parameter. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** Every expected failure. `http/problem.ts` maps each to its problem+json answer, exhaustively. */
export type Failure =
  | { readonly reason: 'not_found'; readonly detail: string }
  | { readonly reason: 'conflict'; readonly detail: string }
  | { readonly reason: 'precondition_failed'; readonly detail: string }
  | { readonly reason: 'forbidden'; readonly detail: string }
  | { readonly reason: 'invalid'; readonly errors: readonly FieldError[] }
  | { readonly reason: 'unavailable'; readonly detail: string; readonly retryAfterSeconds: number };

/** The value, or the expected failure in its place. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Wraps a value as a success. */
export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a failure as a result. */
export function fail(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

/** The failure of a single field. */
export function failField(
  pointer: string,
  detail: string,
): { readonly ok: false; readonly failure: Failure } {
  return fail({ reason: 'invalid', errors: [{ pointer, detail }] });
}
