/** Zod's issues, as the `errors` of a 422. */

import type { z } from 'zod';
import type { FieldError } from '../failure.ts';

/** A request full of mistakes is told the first of them, not a megabyte. */
const MAX_FIELD_ERRORS = 50;

/** Lists every mistake with a JSON Pointer (RFC 6901) to its place; `prefix` stands before each. */
export function listFieldErrors(error: z.ZodError, prefix = ''): FieldError[] {
  const errors = error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: prefix + buildPointer([...issue.path, key]),
        detail: 'is not a field of this resource',
      }));
    }
    return [{ pointer: prefix + buildPointer(issue.path), detail: issue.message }];
  });
  return errors.slice(0, MAX_FIELD_ERRORS);
}

function buildPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
