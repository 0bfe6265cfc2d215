/** Files as the ledger knows them: what there is, what names it, and what must leave the bucket. */

import { callInParallel } from '../concurrency.ts';
import type { Failure, Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { StoredFile } from '../file/file.ts';
import { isFileUrl, readFileId } from '../file/file.ts';
import { cutPage } from '../paging.ts';
import type { FileDocument } from '../published/store.ts';
import type { LedgerContext } from './context.ts';
import { findNextTry } from './context.ts';

const DAY_MS = 86_400_000;
/** A file that nothing has named for so long is removed. */
const KEPT_UNNAMED_MS = 30 * DAY_MS;
/** An upload that has not ended by then never will: what it left in the bucket goes. */
export const LONGEST_UPLOAD_MS = DAY_MS;
/** Files removed, and objects deleted, by one alarm. */
const REMOVED_PER_SLICE = 50;
const PARALLEL_DELETIONS = 6;

/** A row as COLUMNS name it. */
type FileRow = { [Field in keyof StoredFile]: StoredFile[Field] };

const COLUMNS = `id, name, mime_type AS mimeType, size_in_bytes AS sizeInBytes, width, height, digest,
  created_at AS createdAt, created_by AS createdBy`;

/** What names files: an article in any state, an official, a setting. The latter two are always seen by readers. */
export interface FileHolder {
  readonly kind: 'article' | 'official' | 'setting';
  /** An article's id, an official's slug, a setting's name. */
  readonly id: string;
}

/** Behind which file a page begins. */
export interface FileCursor {
  readonly createdAt: number;
  readonly id: string;
}

/** One page of files, newest first. */
export interface FilePage {
  readonly files: readonly StoredFile[];
  /** null: that was all. */
  readonly nextCursor: FileCursor | null;
}

/** Which files, and where the page begins. */
export interface FileQuery {
  readonly limit: number;
  readonly cursor: FileCursor | null;
  /** The article that names them. */
  readonly articleId: string | null;
}

/**
 * Notes that bytes of this id are on their way into the bucket: if no file comes of them, they go. Fails where somebody
 * else has brought that file meanwhile, whose bytes must stay.
 */
export function beginUpload(ledger: LedgerContext, id: string): Result<null> {
  if (findFile(ledger, id) !== null) return fail({ code: 'upload_given_up', retryAfterSeconds: 1 });
  discardObject(ledger, id, ledger.now + LONGEST_UPLOAD_MS);
  return succeed(null);
}

/** Adds the file whose bytes are in the bucket. Fails where the bytes were given up in the meantime. */
export function finishUpload(ledger: LedgerContext, file: StoredFile): Result<StoredFile> {
  const waiting = ledger.sql
    .exec('DELETE FROM discarded_objects WHERE id = ? RETURNING id', file.id)
    .toArray();
  if (waiting.length === 0) return fail({ code: 'upload_given_up', retryAfterSeconds: 1 });
  ledger.sql.exec(
    `INSERT INTO files (id, name, mime_type, size_in_bytes, width, height, digest, created_at, created_by,
       was_public, unnamed_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
    file.id,
    file.name,
    file.mimeType,
    file.sizeInBytes,
    file.width,
    file.height,
    file.digest,
    file.createdAt,
    file.createdBy,
    ledger.now,
  );
  return succeed(file);
}

/** Reads one file; null for none. */
export function findFile(ledger: Pick<LedgerContext, 'sql'>, id: string): StoredFile | null {
  const [row] = ledger.sql.exec<FileRow>(`SELECT ${COLUMNS} FROM files WHERE id = ?`, id).toArray();
  return row ?? null;
}

/** The file at an address; null for an address elsewhere, 'unknown' for one of ours where nothing is. */
export function findNamedFile(
  ledger: Pick<LedgerContext, 'sql' | 'settings'>,
  url: string,
): StoredFile | 'unknown' | null {
  const id = readFileId(url);
  const file = id === null ? null : findFile(ledger, id);
  return file ?? (isFileUrl(url, ledger.settings.publicUrl) ? 'unknown' : null);
}

/** Lists files, the newest first. */
export function listFiles(ledger: Pick<LedgerContext, 'sql'>, query: FileQuery): FilePage {
  const { limit, cursor, articleId } = query;
  const rows = ledger.sql
    .exec<FileRow>(
      `SELECT ${COLUMNS} FROM files
       WHERE (?1 IS NULL OR (created_at, id) < (?1, ?2))
         AND (?3 IS NULL OR id IN (SELECT file_id FROM file_uses WHERE kind = 'article' AND holder = ?3))
       ORDER BY created_at DESC, id DESC LIMIT ?4`,
      cursor?.createdAt ?? null,
      cursor?.id ?? null,
      articleId,
      limit + 1,
    )
    .toArray();
  const { items: files, last } = cutPage(rows, limit);
  return { files, nextCursor: last };
}

/** Lists every file behind an id, by id. */
export function* listFilesById(
  ledger: Pick<LedgerContext, 'sql'>,
  after: string,
): Generator<{ readonly file: StoredFile; readonly wasPublic: boolean }> {
  const rows = ledger.sql.exec<FileRow & { wasPublic: number }>(
    `SELECT ${COLUMNS}, was_public AS wasPublic FROM files WHERE id > ? ORDER BY id`,
    after,
  );
  for (const { wasPublic, ...file } of rows) yield { file, wasPublic: wasPublic === 1 };
}

/** Lists the ids of removed files that were public, behind one of them. */
export function listRemovedFiles(
  ledger: Pick<LedgerContext, 'sql'>,
  after: string,
): Iterable<{ readonly id: string }> {
  return ledger.sql.exec<{ id: string }>('SELECT id FROM removed_files WHERE id > ? ORDER BY id', after);
}

/** Has the address of a file that is not here say that it is gone. */
export function noteRemovedFile(ledger: LedgerContext, id: string): void {
  ledger.sql.exec('INSERT INTO removed_files VALUES (?) ON CONFLICT DO NOTHING', id);
}

/** Gives a file whose bytes are here the name and the history that an archive tells. False: its bytes are not here. */
export function describeFile(
  ledger: LedgerContext,
  { id, name, digest, createdAt, createdBy }: StoredFile,
  wasPublic: boolean,
): boolean {
  const described = ledger.sql
    .exec(
      `UPDATE files SET name = ?, created_at = ?, created_by = ?, was_public = max(was_public, ?)
       WHERE id = ? AND digest = ? RETURNING id`,
      name,
      createdAt,
      createdBy,
      Number(wasPublic),
      id,
      digest,
    )
    .toArray();
  return described.length > 0;
}

/** Removes a file that nothing names. */
export function removeFile(ledger: LedgerContext, id: string): Result<null> {
  if (findFile(ledger, id) === null) return fail({ code: 'file_not_found' });
  const [use] = ledger.sql
    .exec<{ kind: FileHolder['kind']; id: string }>(
      'SELECT kind, holder AS id FROM file_uses WHERE file_id = ? LIMIT 1',
      id,
    )
    .toArray();
  if (use !== undefined) return fail(describeUse(use));
  dropFile(ledger, id);
  return succeed(null);
}

function describeUse({ kind, id }: FileHolder): Failure {
  switch (kind) {
    case 'article':
      return { code: 'file_in_article', article: id };
    case 'official':
      return { code: 'file_in_official', official: id };
    case 'setting':
      return { code: 'file_in_setting', setting: id };
  }
}

function dropFile(ledger: LedgerContext, id: string): void {
  ledger.sql.exec(
    'INSERT INTO removed_files SELECT id FROM files WHERE id = ? AND was_public = 1 ON CONFLICT DO NOTHING',
    id,
  );
  ledger.sql.exec('DELETE FROM files WHERE id = ?', id);
  discardObject(ledger, id, ledger.now);
}

function discardObject(ledger: LedgerContext, id: string, at: number): void {
  ledger.sql.exec(
    `INSERT INTO discarded_objects (id, due_at, failures) VALUES (?1, ?2, 0)
     ON CONFLICT DO UPDATE SET due_at = excluded.due_at`,
    id,
    at,
  );
}

/**
 * Writes down which files something names now; `isPublic` is whether readers see it, or saw it before it was withdrawn.
 * Gives back those that it did not name before, and those that it names no more.
 */
export function noteUses(
  ledger: LedgerContext,
  { kind, id: holder }: FileHolder,
  fileIds: readonly string[],
  isPublic: boolean,
): readonly string[] {
  const ids = JSON.stringify(fileIds);
  const left = ledger.sql
    .exec<{ id: string }>(
      `DELETE FROM file_uses WHERE kind = ?1 AND holder = ?2 AND file_id NOT IN (SELECT value FROM json_each(?3))
       RETURNING file_id AS id`,
      kind,
      holder,
      ids,
    )
    .toArray();
  const added = ledger.sql
    .exec<{ id: string }>(
      `INSERT INTO file_uses (file_id, kind, holder)
         SELECT id, ?1, ?2 FROM files WHERE id IN (SELECT value FROM json_each(?3))
       ON CONFLICT DO NOTHING RETURNING file_id AS id`,
      kind,
      holder,
      ids,
    )
    .toArray();
  ledger.sql.exec(
    `UPDATE files SET unnamed_since = NULL, was_public = max(was_public, ?2)
     WHERE id IN (SELECT value FROM json_each(?1))`,
    ids,
    Number(isPublic),
  );
  ledger.sql.exec(
    `UPDATE files SET unnamed_since = ?2 WHERE id IN (SELECT value FROM json_each(?1))
       AND NOT EXISTS (SELECT 1 FROM file_uses WHERE file_id = files.id)`,
    JSON.stringify(left.map(({ id }) => id)),
    ledger.now,
  );
  return [...left, ...added].map(({ id }) => id);
}

/** What the published store has of a file; null where the public knows nothing of it. */
export function readFileDocument(ledger: Pick<LedgerContext, 'sql'>, id: string): FileDocument | null {
  const [row] = ledger.sql
    .exec<FileRow & { wasPublic: number; isPublic: number }>(
      `SELECT ${COLUMNS}, was_public AS wasPublic, EXISTS (
         SELECT 1 FROM file_uses LEFT JOIN articles ON kind = 'article' AND articles.id = holder
         WHERE file_id = files.id AND (kind <> 'article' OR status = 'published')) AS isPublic
       FROM files WHERE id = ?`,
      id,
    )
    .toArray();
  if (row === undefined) {
    const removed = ledger.sql.exec('SELECT 1 FROM removed_files WHERE id = ?', id).toArray();
    return removed.length > 0 ? { state: 'gone' } : null;
  }
  if (row.wasPublic === 0) return null;
  const { name, mimeType, sizeInBytes, digest } = row;
  return row.isPublic === 0
    ? { state: 'gone' }
    : { state: 'public', file: { id, name, mimeType, sizeInBytes, digest } };
}

/** Removes what nothing has named for KEPT_UNNAMED_MS; gives back the ids. */
export function removeUnnamedFiles(ledger: LedgerContext): readonly string[] {
  const rows = ledger.sql
    .exec<{ id: string }>(
      'SELECT id FROM files WHERE unnamed_since <= ? ORDER BY unnamed_since LIMIT ?',
      ledger.now - KEPT_UNNAMED_MS,
      REMOVED_PER_SLICE,
    )
    .toArray();
  for (const { id } of rows) dropFile(ledger, id);
  return rows.map(({ id }) => id);
}

/** What sweeping needs of the bucket. */
export type ObjectBucket = Pick<R2Bucket, 'delete'>;

/** Deletes from the bucket what no file stands for, a slice of it; what fails is put off, never thrown. */
export async function deleteDiscarded(makeLedger: () => LedgerContext, bucket: ObjectBucket): Promise<void> {
  const ledger = makeLedger();
  const due = ledger.sql
    .exec<{ id: string; failures: number }>(
      'SELECT id, failures FROM discarded_objects WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      ledger.now,
      REMOVED_PER_SLICE,
    )
    .toArray();
  const failed = await callInParallel(due, PARALLEL_DELETIONS, async ({ id }) => {
    await bucket.delete(id);
    // An upload of the same id may have begun anew meanwhile, as a restore's: then its bytes are waited for again.
    makeLedger().sql.exec('DELETE FROM discarded_objects WHERE id = ? AND due_at <= ?', id, ledger.now);
  });
  for (const { id, failures } of failed) {
    const { sql, now } = makeLedger();
    sql.exec(
      'UPDATE discarded_objects SET due_at = ?, failures = failures + 1 WHERE id = ?',
      findNextTry(failures + 1, now),
      id,
    );
  }
}

/** When something of files is to be done next, epoch milliseconds; null: nothing is. */
export function findNextFileWork(ledger: Pick<LedgerContext, 'sql'>): number | null {
  const { removal, deletion } = ledger.sql
    .exec<{ removal: number | null; deletion: number | null }>(
      `SELECT (SELECT min(unnamed_since) FROM files) AS removal, (SELECT min(due_at) FROM discarded_objects) AS deletion`,
    )
    .one();
  const times = [removal === null ? null : removal + KEPT_UNNAMED_MS, deletion].filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}
