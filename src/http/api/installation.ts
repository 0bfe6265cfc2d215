/** The installation as a whole: its health, and writing its documents again. */

import * as z from 'zod';
import { MAX_PART_BYTES, readArchiveLines } from '../../article/archive.ts';
import { formatOptionalTimestamp } from '../../article/timestamp.ts';
import type { LedgerStub } from '../../env.ts';
import { LEDGER_NAME } from '../../env.ts';
import type { Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import { buildFileResource, FILE_ID_PATTERN } from '../../file/file.ts';
import type { Health } from '../../ledger/health.ts';
import type { ExportCursor, ExportPage } from '../../ledger/transfer.ts';
import { VERSION } from '../../version.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { limitReads } from '../client-limit.ts';
import { answerFailure } from '../problem.ts';
import { authenticate } from './auth.ts';
import { defineOperation } from './operation.ts';
import { fileResource } from './resources.ts';
import { storeUpload } from './store-upload.ts';

const ARCHIVE_EXAMPLE =
  '{"type":"gazette","format":1,"authority":"tag:news.example.org,2026"}\n' +
  '{"type":"category","slug":"roads","name":"Roads","description":null}\n';
const archiveText = z.string().meta({ examples: [ARCHIVE_EXAMPLE] });
const RETRY_AFTER_SECONDS = 30;
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
      query: z.strictObject({ without_files: z.enum(['true', 'false']).optional() }),
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

/** How long strangers are told again what somebody was told. */
const HEALTH_KEPT_MS = 5_000;

/** What was last told; `askedAt` in epoch milliseconds. */
let keptHealth: { readonly askedAt: number; readonly health: Health } | null = null;

/** The ledger's health as it is now for whoever has a token, else as it was some seconds ago. */
async function findHealth(c: AppContext): Promise<Result<Health>> {
  const ledger = c.env.LEDGER.getByName(LEDGER_NAME);
  const isKnown = c.req.header('authorization') !== undefined && (await authenticate(c, ledger)).ok;
  if (!isKnown) {
    const age = Date.now() - (keptHealth?.askedAt ?? 0);
    if (keptHealth !== null && age >= 0 && age < HEALTH_KEPT_MS) return succeed(keptHealth.health);
    const refusal = await limitReads(c, 'health');
    if (refusal !== null) return fail(refusal);
  }
  const askedAt = Date.now();
  const health = await ledger.readHealth();
  keptHealth = { askedAt, health };
  return succeed(health);
}

/** `GET /health`, for monitoring: no token needed, nothing secret in it. */
export function mountHealth(app: App): void {
  app.get('/health', async (c) => {
    try {
      const found = await findHealth(c);
      if (!found.ok) return answerFailure(found.failure);
      const health = found.value;
      const { isFresh } = health;
      const body = {
        status: isFresh ? 'ok' : 'stale',
        version: VERSION,
        last_published: formatOptionalTimestamp(health.lastPublishedAt),
        pending_messages: health.pendingMessages,
        oldest_pending_seconds: health.oldestPendingSeconds,
        unprojected_documents: health.unprojectedDocuments,
      };
      c.header('cache-control', 'no-store');
      if (!isFresh) c.header('retry-after', String(RETRY_AFTER_SECONDS));
      return c.json(body, isFresh ? 200 : 503);
    } catch {
      return answerFailure({ code: 'ledger_unreadable', retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  });
  answerOtherMethods(app, '/health', ['GET']);
}
