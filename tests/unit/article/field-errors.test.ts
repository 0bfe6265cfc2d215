import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { officialSchema } from '../../../src/article/directory/directory.ts';
import { listFieldErrors } from '../../../src/article/field-errors.ts';
import { articlePatchSchema } from '../../../src/article/input.ts';

function listErrors(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : listFieldErrors(parsed.error);
}

describe('a mistake in a request', () => {
  it.each([
    [{ title: ' ' }, { pointer: '/title', code: 'empty' }],
    [{ title: 'x'.repeat(301) }, { pointer: '/title', code: 'too_long', maxCharacters: 300 }],
    [{ title: 7 }, { pointer: '/title', code: 'wrong_type', expected: 'string' }],
    [{ summary: 'a\u0000' }, { pointer: '/summary', code: 'control_characters' }],
    [{ slug: 'A' }, { pointer: '/slug', code: 'not_slug' }],
    [{ url: 'ftp://a.example' }, { pointer: '/url', code: 'not_web_url' }],
    [{ url: 'https://[::1]/' }, { pointer: '/url', code: 'ipv6_host' }],
    [{ date_published: 'today' }, { pointer: '/date_published', code: 'not_date_time' }],
    [{ date_published: '0999-01-01T00:00:00Z' }, { pointer: '/date_published', code: 'year_out_of_range' }],
    [{ language: 'english' }, { pointer: '/language', code: 'not_language' }],
    [{ categories: ['a', 'B'] }, { pointer: '/categories/1', code: 'not_slug' }],
    [{ officials: [{ slug: 'a', x: 1 }] }, { pointer: '/officials/0/x', code: 'unknown_field' }],
    [{ 'x/y': 1 }, { pointer: '/x~1y', code: 'unknown_field' }],
    [
      { attachments: [{ url: 'https://a.example/', mime_type: 'pdf' }] },
      { pointer: '/attachments/0/mime_type', code: 'not_media_type' },
    ],
    [
      { attachments: [{ url: 'https://a.example/', mime_type: 'a/b', size_in_bytes: -1 }] },
      { pointer: '/attachments/0/size_in_bytes', code: 'too_small', minimum: 0 },
    ],
  ])('in %j is told by code and place', (patch, error) => {
    expect(listErrors(articlePatchSchema, patch)).toEqual([error]);
  });

  it('of the allowed values says which they are', () => {
    expect(listErrors(articlePatchSchema, { status: 'gone' })).toEqual([
      {
        pointer: '/status',
        code: 'not_one_of',
        values: ['draft', 'scheduled', 'published', 'withdrawn'],
      },
    ]);
  });

  it('of a day or of a term is told by a code of its own', () => {
    expect(listErrors(officialSchema, { name: 'A', terms: [{}, { from: 'x' }] })).toEqual([
      { pointer: '/terms/1/from', code: 'not_day' },
    ]);
    expect(
      listErrors(officialSchema, { name: 'A', terms: [{ from: '2024-02-01', until: '2024-01-01' }] }),
    ).toEqual([{ pointer: '/terms/0', code: 'term_ends_before_start' }]);
  });
});
