// @ts-check
/** The bytes of an archive's files: in a folder, each under its id, and back. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { callService, openAnswer } from './service.mjs';
import { UserError } from './user-error.mjs';

/** @typedef {{ id: string, name: string, mime_type: string, digest: string }} ArchivedFile */

const FILE_LINE = '{"type":"file",';

/** Files named in an archive, as they pass by in pieces of any size. */
export class FileLines {
  #decoder = new TextDecoder();
  #rest = '';
  /** @type {ArchivedFile[]} */
  files = [];

  /** @param {Uint8Array} chunk */
  add(chunk) {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(FILE_LINE)) this.files.push(JSON.parse(line));
  }
}

/**
 * Fetches what the folder does not have yet.
 *
 * @param {import('./service.mjs').Service} service
 * @param {readonly ArchivedFile[]} files
 * @param {string} folder
 * @param {(done: number) => void} show
 */
export async function saveFiles(service, files, folder, show) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [index, { id, name, digest }] of files.entries()) {
    const path = join(folder, id);
    if ((await readWhole(path, digest)) === null) {
      const answer = await openAnswer(service, {
        method: 'GET',
        path: `/files/${id}/${encodeURIComponent(name)}`,
        isRepeatable: true,
      });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (digestOf(bytes) !== digest) throw new UserError(`the file ${id} (${name}) came with other bytes`);
      await writeFile(`${path}.part`, bytes, { mode: 0o600 });
      await rename(`${path}.part`, path);
    }
    show(index + 1);
  }
}

/**
 * Sends the files that an archive names; each may be sent again.
 *
 * @param {import('./service.mjs').Service} service
 * @param {string} archive
 * @param {string} folder
 * @param {(done: number) => void} show
 */
export async function sendFiles(service, archive, folder, show) {
  let sent = 0;
  for await (const line of createInterface({
    input: createReadStream(archive),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (!line.startsWith(FILE_LINE)) continue;
    /** @type {ArchivedFile} */
    const { id, name, digest } = JSON.parse(line);
    const bytes = await readWhole(join(folder, id), digest);
    if (bytes === null) {
      throw new UserError(`${join(folder, id)} (${name}) is not there, or is not as it was exported`);
    }
    await callService(service, {
      method: 'PUT',
      path: `/api/restore/files/${id}`,
      body: bytes,
      type: 'application/octet-stream',
      headers: { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` },
      isRepeatable: true,
    });
    sent += 1;
    show(sent);
  }
}

/** The bytes of a file; null where it is not there or has another digest.
 * @param {string} path @param {string} digest */
async function readWhole(path, digest) {
  try {
    const bytes = await readFile(path);
    return digestOf(bytes) === digest ? bytes : null;
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes */
function digestOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
