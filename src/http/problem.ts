/** Failures as HTTP: `application/problem+json` (RFC 9457). */

import type { Failure, FieldError } from '../failure.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Builds a problem answer; never stored by any cache. */
export function buildProblem(status: number, detail: string, extras: ProblemExtras = {}): Response {
  const body = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    ...(extras.errors === undefined ? {} : { errors: extras.errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...extras.headers },
  });
}

/** Maps an expected failure to its answer. A new kind of failure does not compile until it is told here. */
export function answerFailure(failure: Failure): Response {
  switch (failure.reason) {
    case 'not_found':
      return buildProblem(404, failure.detail);
    case 'conflict':
      return buildProblem(409, failure.detail);
    case 'precondition_failed':
      return buildProblem(412, failure.detail);
    case 'forbidden':
      return buildProblem(403, failure.detail);
    case 'invalid':
      return buildProblem(422, describeErrors(failure.errors), { errors: failure.errors });
    case 'unavailable':
      return buildProblem(503, failure.detail, {
        headers: { 'retry-after': String(failure.retryAfterSeconds) },
      });
  }
}

function describeErrors(errors: readonly FieldError[]): string {
  return errors.map(({ pointer, detail }) => `${pointer || 'The body'} ${detail}`).join('; ');
}
