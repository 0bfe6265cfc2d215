/** The installation as a whole: taken out, brought back in, and its documents written again. */

import * as z from 'zod';
import { MAX_PART_BYTES, readArchiveLines } from '../../article/archive.ts';
import type { LedgerStub } from '../../env.ts';
import { fail } from '../../failure.ts';
import { buildFileResource, FILE_ID_PATTERN } from '../../file/file.ts';
import type { ExportCursor, ExportPage } from '../../ledger/export.ts';
import { defineOperation } from './operation.ts';
import { fileResource } from './resources.ts';
import { storeUpload } from './store-upload.ts';

const ARCHIVE_EXAMPLE =
  '{"type":"gazette","format":1,"authority":"tag:news.example.org,2026"}\n' +
  '{"type":"category","slug":"roads","name":"Roads","description":null}\n';
const archiveText = z.lazy(() => z.string().meta({ examples: [ARCHIVE_EXAMPLE] }));
const NDJSON = 'application/x-ndjson';

export const installationOperations = [
  defineOperation(
    {
      method: 'PUT',
      path: '/api/restore/files/{id}',
      summary: 'Take the bytes of an archive’s file back in, under its id',
      description: 'Before the archive’s lines; may be repeated.',
      role: 'admin',
      takesFile: true,
      answers: {
        200: { description: 'It was here already.', schema: fileResource },
        201: { description: 'It is in.', schema: fileResource },
        409: { description: 'The installation holds something of its own.' },
      },
    },
    async ({ c, ledger, actor, path, settings }) => {
      const { id = '' } = path;
      if (!FILE_ID_PATTERN.test(id)) return fail({ code: 'file_not_found' });
      const opened = await ledger.openRestore();
      if (!opened.ok) return opened;
      const known = await ledger.findFile(id);
      if (known !== null) return { status: 200, body: buildFileResource(known, settings.publicUrl) };
      const stored = await storeUpload(c.env, ledger, c.req.raw, { createdBy: actor.name, id });
      if (!stored.ok) return stored;
      return { status: 201, body: buildFileResource(stored.value, settings.publicUrl) };
    },
  ),
  defineOperation(
    {
      method: 'POST',
      path: '/api/rebuild',
      summary: 'Write every document of the published store again from the ledger',
      role: 'admin',
      answers: { 202: { description: 'It has begun; /health tells how many documents are left.' } },
    },
    async ({ ledger }) => {
      await ledger.rebuild();
      return { status: 202 };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/export',
      summary: 'Everything but tokens, webhooks and leases, one JSON object a line',
      role: 'admin',
      answers: { 200: { description: 'The archive.', schema: archiveText, mediaType: NDJSON } },
    },
    async ({ ledger }) => ({ status: 200, body: streamExport(ledger) }),
  ),
  defineOperation(
    {
      method: 'POST',
      path: '/api/restore',
      summary: 'Take an archive back in, in parts of whole lines that may be repeated',
      role: 'admin',
      description:
        'Files first, each by its id: a line of one whose bytes are not here is refused, and so is an article that names it. ' +
        'Where the bytes are lost, `without_files=true` takes the rest back.',
      query: z.lazy(() => z.strictObject({ without_files: z.enum(['true', 'false']).optional() })),
      textBody: [NDJSON],
      bodyExample: ARCHIVE_EXAMPLE,
      maxBodyBytes: MAX_PART_BYTES,
      answers: {
        204: { description: 'The part is in.' },
        409: { description: 'The installation holds something of its own.' },
      },
    },
    async ({ ledger, rawBody, settings, query }) => {
      const lines = readArchiveLines(rawBody, settings.publicUrl);
      if (!lines.ok) return lines;
      const restored = await ledger.restore(lines.value, query.without_files === 'true');
      return restored.ok ? { status: 204 } : restored;
    },
  ),
];

/** Page after page as the client reads: an archive of any size takes the memory of one page. */
function streamExport(ledger: LedgerStub): ReadableStream<Uint8Array> {
  let cursor: ExportCursor | null = null;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const page: ExportPage = await ledger.exportPage(cursor);
      controller.enqueue(new TextEncoder().encode(page.text));
      cursor = page.cursor;
      if (cursor === null) controller.close();
    },
  });
}
