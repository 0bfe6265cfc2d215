/** `/api/files`: the pictures and documents that articles name. */

import * as z from 'zod';
import { fail } from '../../failure.ts';
import { buildFileResource, FILE_ID_PATTERN } from '../../file/file.ts';
import { FILE_MIME_TYPES } from '../../file/file-type.ts';
import type { FileCursor } from '../../ledger/files.ts';
import { defineOperation } from './operation.ts';
import { pageQuery } from './page-query.ts';
import { filePage, fileResource } from './resources.ts';
import { storeUpload } from './store-upload.ts';

/** Ids have 26; what is longer is none. */
const MAX_ID_CHARACTERS = 64;
const CURSOR = /^(\d{1,15})\.([0-9a-f]{32})$/;

function readFileCursor(text: string): FileCursor | null {
  const [, createdAt, id] = CURSOR.exec(text) ?? [];
  return createdAt === undefined || id === undefined ? null : { createdAt: Number(createdAt), id };
}

const listQuery = z.lazy(() =>
  z.strictObject({
    ...pageQuery(readFileCursor),
    article: z.string().max(MAX_ID_CHARACTERS).optional(),
  }),
);

const readId = (id: string | undefined) => (id !== undefined && FILE_ID_PATTERN.test(id) ? id : '');

export const fileOperations = [
  defineOperation(
    {
      method: 'POST',
      path: '/api/files',
      summary: 'Upload a file',
      description:
        'The bytes, or a form with one file. What it is, is read from the bytes: ' +
        `${FILE_MIME_TYPES.join(', ')}; at most 25 MiB, of video/mp4 100 MiB. From JPEG, PNG, WebP, GIF and AVIF goes ` +
        'what tells of place, camera and maker; which side is up, and the colours, stay. Of films, sound and documents ' +
        'nothing is taken out. Nobody without a token sees the file before an article that names its `url` is published, or an official or a setting does.',
      role: 'editor',
      takesFile: true,
      headers: {
        'Content-Disposition': 'attachment; filename*=UTF-8’’…, the name of the file (RFC 6266, RFC 8187).',
      },
      answers: {
        201: {
          description: 'The file.',
          schema: fileResource,
          headers: { Location: 'Its address in the API.' },
        },
        413: { description: 'The file is too large.' },
        415: { description: 'The bytes are of no type that may be here, or are broken.' },
      },
    },
    async ({ c, ledger, actor, settings }) => {
      const stored = await storeUpload(c.env, ledger, c.req.raw, { createdBy: actor.name });
      if (!stored.ok) return stored;
      return {
        status: 201,
        body: buildFileResource(stored.value, settings.publicUrl),
        headers: { location: `${settings.publicUrl}/api/files/${stored.value.id}` },
      };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/files',
      summary: 'List files, newest first',
      description: '`article` is the id of one: those that it names.',
      role: 'editor',
      query: listQuery,
      answers: { 200: { description: 'One page.', schema: filePage } },
    },
    async ({ ledger, query, settings }) => {
      const { files, nextCursor } = await ledger.listFiles({
        limit: query.limit,
        cursor: query.cursor ?? null,
        articleId: query.article ?? null,
      });
      return {
        status: 200,
        body: {
          files: files.map((file) => buildFileResource(file, settings.publicUrl)),
          next_cursor: nextCursor === null ? null : `${nextCursor.createdAt}.${nextCursor.id}`,
        },
      };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/files/{id}',
      summary: 'Read what is known of a file',
      role: 'editor',
      answers: { 200: { description: 'The file.', schema: fileResource } },
    },
    async ({ ledger, path, settings }) => {
      const file = await ledger.findFile(readId(path.id));
      return file === null
        ? fail({ code: 'file_not_found' })
        : { status: 200, body: buildFileResource(file, settings.publicUrl) };
    },
  ),
  defineOperation(
    {
      method: 'DELETE',
      path: '/api/files/{id}',
      summary: 'Remove a file that nothing names',
      description: 'What nothing has named for 30 days is removed by itself.',
      role: 'editor',
      answers: {
        204: { description: 'It is gone.' },
        409: { description: 'An article in some state, an official or a setting names it.' },
      },
    },
    async ({ ledger, path }) => {
      const removed = await ledger.removeFile(readId(path.id));
      return removed.ok ? { status: 204 } : removed;
    },
  ),
];
