/** Zod's issues, as the `errors` of a 422. */

import type * as z from 'zod';
import type { FieldError, Violation } from '../failure.ts';

/** A request full of mistakes is told the first of them, not a megabyte. */
const MAX_FIELD_ERRORS = 50;
/** No field has a longer name, but what is sent in its place may have one of a megabyte. */
const MAX_NAME_CHARACTERS = 100;

/** What a check of our own says where it fails: `z.string().refine(isSlug, violates({ code: 'not_slug' }))`. */
export function violates(violation: Violation): { readonly params: Violation } {
  return { params: violation };
}

/** Lists every mistake with a JSON Pointer (RFC 6901) to its place. */
export function listFieldErrors(error: z.ZodError): FieldError[] {
  const errors = error.issues.flatMap((issue) => listIssueErrors(issue, ''));
  return errors.slice(0, MAX_FIELD_ERRORS);
}

function listIssueErrors(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  const pointer = prefix + buildPointer(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: `${pointer}${buildPointer([key])}`, code: 'unknown_field' }));
  }
  if (issue.code === 'invalid_union') {
    // Of the forms that a value may have, the one is meant whose type it has.
    const meant = issue.errors.find(([first]) => first !== undefined && !isOtherType(first));
    if (meant !== undefined) return meant.flatMap((inner) => listIssueErrors(inner, pointer));
  }
  return [{ pointer, ...readViolation(issue) }];
}

function readViolation(issue: z.core.$ZodIssue): Violation {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'wrong_type', expected: issue.expected };
    case 'invalid_value':
      return { code: 'not_one_of', values: issue.values.map(String) };
    case 'too_small':
      return issue.origin === 'string'
        ? { code: 'too_short', minCharacters: Number(issue.minimum) }
        : { code: 'too_small', minimum: Number(issue.minimum) };
    case 'too_big':
      return readExcess(issue.origin, Number(issue.maximum));
    case 'invalid_format':
      return issue.format === 'date' ? { code: 'not_day' } : { code: 'malformed' };
    case 'custom':
      // Put there by `violates`, and by nothing else.
      return (issue.params as Violation | undefined) ?? { code: 'malformed' };
    default:
      return { code: 'malformed' };
  }
}

function readExcess(origin: z.core.$ZodIssueTooBig['origin'], maximum: number): Violation {
  if (origin === 'string') return { code: 'too_long', maxCharacters: maximum };
  return origin === 'array' ? { code: 'too_many_items', maxItems: maximum } : { code: 'too_large', maximum };
}

function isOtherType(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function buildPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${shorten(String(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function shorten(name: string): string {
  return name.length > MAX_NAME_CHARACTERS ? `${name.slice(0, MAX_NAME_CHARACTERS).toWellFormed()}…` : name;
}
