/** Zod's issues, as the `errors` of a 422. */

import type * as z from 'zod';
import type { FieldError } from '../failure.ts';

/** A request full of mistakes is told the first of them, not a megabyte. */
const MAX_FIELD_ERRORS = 50;

/** Lists every mistake with a JSON Pointer (RFC 6901) to its place; `prefix` stands before each. */
export function listFieldErrors(error: z.ZodError, prefix = ''): FieldError[] {
  const errors = error.issues.flatMap((issue) => listIssueErrors(issue, prefix));
  return errors.slice(0, MAX_FIELD_ERRORS);
}

function listIssueErrors(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  const pointer = prefix + buildPointer(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: `${pointer}${buildPointer([key])}`,
      detail: 'is not a field of this resource',
    }));
  }
  if (issue.code === 'invalid_union') {
    // Of the forms that a value may have, the one is meant whose type it has.
    const meant = issue.errors.find(([first]) => first !== undefined && !isOtherType(first));
    if (meant !== undefined) return meant.flatMap((inner) => listIssueErrors(inner, pointer));
  }
  return [{ pointer, detail: issue.message }];
}

function isOtherType(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function buildPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
