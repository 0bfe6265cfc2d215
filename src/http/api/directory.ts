/** `/api/categories`, `/api/officials` and `/api/offices`: what articles may name. */

import * as z from 'zod';
import type { DirectoryKind } from '../../article/directory/directory.ts';
import {
  buildCategory,
  buildOffice,
  buildOfficial,
  buildOfficialResource,
  categorySchema,
  FOLDERS,
  MAX_DIRECTORY_CATEGORIES,
  MAX_DIRECTORY_OFFICES,
  MAX_DIRECTORY_OFFICIALS,
  MAX_OFFICIALS_CHARACTERS,
  officeSchema,
  officialInputSchema,
} from '../../article/directory/directory.ts';
import { buildPopolo } from '../../article/directory/people.ts';
import { listFieldErrors } from '../../article/field-errors.ts';
import { slugField } from '../../article/fields.ts';
import type { Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { Settings } from '../../settings.ts';
import { defineOperation } from './operation.ts';
import {
  categoryList,
  categoryResource,
  officeList,
  officeResource,
  officialList,
  officialResource,
  popoloDocument,
} from './resources.ts';

function checkSlug(slug: string | undefined): Result<string> {
  const parsed = z.object({ slug: slugField }).safeParse({ slug });
  return parsed.success
    ? succeed(parsed.data.slug)
    : fail({ code: 'invalid', errors: listFieldErrors(parsed.error) });
}

/** The answer to a PUT: what is new has an address. */
function answerPut<Entry extends { readonly slug: string }>(
  kind: DirectoryKind,
  body: Entry,
  isNew: boolean,
  { publicUrl }: Settings,
) {
  return isNew
    ? ({
        status: 201,
        body,
        headers: { location: `${publicUrl}/api/${FOLDERS[kind]}/${body.slug}` },
      } as const)
    : ({ status: 200, body } as const);
}

const defineDelete = (kind: DirectoryKind, summary: string, description: string) =>
  defineOperation(
    {
      method: 'DELETE',
      path: `/api/${FOLDERS[kind]}/{slug}`,
      summary,
      role: 'editor',
      answers: {
        204: { description },
        409: { description: 'An article in some state, a webhook, or of an office a term, names it.' },
      },
    },
    async ({ ledger, actor, path }) => {
      const deleted = await ledger.deleteEntry(kind, path.slug ?? '', actor);
      return deleted.ok ? { status: 204 } : deleted;
    },
  );

export const directoryOperations = [
  defineOperation(
    {
      method: 'GET',
      path: '/api/categories',
      summary: 'List the categories',
      role: 'editor',
      answers: { 200: { description: 'All categories, by slug.', schema: categoryList } },
    },
    async ({ ledger }) => ({ status: 200, body: { categories: (await ledger.listDirectory()).categories } }),
  ),
  defineOperation(
    {
      method: 'PUT',
      path: '/api/categories/{slug}',
      summary: 'Create or replace a category',
      role: 'editor',
      body: categorySchema,
      bodyExample: { name: 'Roads', description: 'Streets and bridges' },
      readOnlyFields: ['slug'],
      answers: {
        200: { description: 'It was replaced.', schema: categoryResource },
        201: {
          description: 'It is new.',
          schema: categoryResource,
          headers: { Location: 'Its address in the API.' },
        },
        409: { description: `There are ${MAX_DIRECTORY_CATEGORIES} categories already.` },
      },
    },
    async ({ ledger, actor, path, body, settings }) => {
      const slug = checkSlug(path.slug);
      if (!slug.ok) return slug;
      const category = buildCategory(slug.value, body);
      const isNew = await ledger.putCategory(category, actor);
      if (!isNew.ok) return isNew;
      return answerPut('category', category, isNew.value, settings);
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/categories/{slug}',
      summary: 'Read a category',
      role: 'editor',
      answers: { 200: { description: 'The category.', schema: categoryResource } },
    },
    async ({ ledger, path }) => {
      const category = await ledger.findCategory(path.slug ?? '');
      return category === null
        ? fail({ code: 'category_not_found', slug: path.slug ?? '' })
        : { status: 200, body: category };
    },
  ),
  defineDelete('category', 'Delete a category that nothing names', 'It is gone.'),
  defineOperation(
    {
      method: 'GET',
      path: '/api/officials',
      summary: 'List the officials',
      role: 'editor',
      query: z.lazy(() => z.strictObject({ format: z.enum(['popolo']).optional() })),
      answers: {
        200: {
          description: 'All officials, by slug; in the format `popolo` with their offices, by its names.',
          schema: z.lazy(() => z.union([officialList, popoloDocument])),
        },
      },
    },
    async ({ ledger, query, settings }) => {
      const { officials, offices } = await ledger.listDirectory();
      if (query.format === 'popolo')
        return { status: 200, body: buildPopolo({ officials, offices }, settings) };
      return { status: 200, body: { officials: officials.map(buildOfficialResource) } };
    },
  ),
  defineOperation(
    {
      method: 'PUT',
      path: '/api/officials/{slug}',
      summary: 'Create or replace an official',
      role: 'editor',
      body: officialInputSchema,
      bodyExample: {
        name: 'Anna Weber',
        aliases: ['A. Weber'],
        terms: [{ office: 'mayor', from: '2024-07-01' }],
      },
      readOnlyFields: ['slug'],
      answers: {
        200: { description: 'They were replaced.', schema: officialResource },
        201: {
          description: 'They are new.',
          schema: officialResource,
          headers: { Location: 'Its address in the API.' },
        },
        409: {
          description: `There are ${MAX_DIRECTORY_OFFICIALS} officials already, or ${MAX_OFFICIALS_CHARACTERS} characters of them.`,
        },
      },
    },
    async ({ ledger, actor, path, body, settings }) => {
      const slug = checkSlug(path.slug);
      if (!slug.ok) return slug;
      const written = await ledger.putOfficial(
        buildOfficial(slug.value, body),
        body.announce === true,
        actor,
      );
      if (!written.ok) return written;
      const official = buildOfficialResource(written.value.official);
      return answerPut('official', official, written.value.isNew, settings);
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/officials/{slug}',
      summary: 'Read an official',
      role: 'editor',
      answers: { 200: { description: 'The official.', schema: officialResource } },
    },
    async ({ ledger, path }) => {
      const official = await ledger.findOfficial(path.slug ?? '');
      return official === null
        ? fail({ code: 'official_not_found', slug: path.slug ?? '' })
        : { status: 200, body: buildOfficialResource(official) };
    },
  ),
  defineDelete('official', 'Delete an official whom nothing names', 'They are gone.'),
  defineOperation(
    {
      method: 'GET',
      path: '/api/offices',
      summary: 'List the offices',
      role: 'editor',
      answers: { 200: { description: 'All offices, by slug.', schema: officeList } },
    },
    async ({ ledger }) => ({ status: 200, body: { offices: (await ledger.listDirectory()).offices } }),
  ),
  defineOperation(
    {
      method: 'PUT',
      path: '/api/offices/{slug}',
      summary: 'Create or replace an office',
      role: 'editor',
      body: officeSchema,
      bodyExample: { name: 'Mayor', description: 'Chairs the town council', holders: 'one' },
      readOnlyFields: ['slug'],
      answers: {
        200: { description: 'It was replaced.', schema: officeResource },
        201: {
          description: 'It is new.',
          schema: officeResource,
          headers: { Location: 'Its address in the API.' },
        },
        409: { description: `There are ${MAX_DIRECTORY_OFFICES} offices already.` },
      },
    },
    async ({ ledger, actor, path, body, settings }) => {
      const slug = checkSlug(path.slug);
      if (!slug.ok) return slug;
      const office = buildOffice(slug.value, body);
      const isNew = await ledger.putOffice(office, actor);
      if (!isNew.ok) return isNew;
      return answerPut('office', office, isNew.value, settings);
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/offices/{slug}',
      summary: 'Read an office',
      role: 'editor',
      answers: { 200: { description: 'The office.', schema: officeResource } },
    },
    async ({ ledger, path }) => {
      const office = await ledger.findOffice(path.slug ?? '');
      return office === null
        ? fail({ code: 'office_not_found', slug: path.slug ?? '' })
        : { status: 200, body: office };
    },
  ),
  defineDelete('office', 'Delete an office that nothing names', 'It is gone.'),
];
