// @ts-check
/** `gazette export [FILE]` and `gazette restore FILE`: the whole installation as lines of JSON, and back. */

import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { FileLines, saveFiles, sendFiles } from './archive-files.mjs';
import { callService, openAnswer, Refusal } from './service.mjs';
import { formatBytes, formatCount, spellOut, startProgress } from './terminal.mjs';
import { UserError } from './user-error.mjs';

/** What the service takes at once. */
const MAX_PART_BYTES = 8 * 1024 * 1024;
const NDJSON = 'application/x-ndjson';
const LINE_END = 0x0a;

/**
 * Exports to a file, which appears when it is whole and not before, or to standard output (`-`).
 *
 * @param {string} file
 * @param {string | undefined} folder where the bytes of files go; undefined: nowhere
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<number>} the exit code
 */
export async function exportArchive(file, folder, context) {
  const service = context.connect();
  const named = new FileLines();
  const response = await openAnswer(service, {
    method: 'GET',
    path: '/api/export',
    isRepeatable: true,
  });
  const progress = startProgress(context.stderr);
  const output = file === '-' ? openStandardOutput(context) : await openWholeFile(file);
  let bytes = 0;
  let lines = 0;
  let last = LINE_END;
  try {
    for await (const chunk of response.body ?? []) {
      for (const byte of chunk) if (byte === LINE_END) lines += 1;
      bytes += chunk.length;
      last = chunk[chunk.length - 1] ?? last;
      named.add(chunk);
      await output.write(chunk);
      progress.show(`${formatBytes(bytes)}, ${formatCount(lines, 'line')}`);
    }
    if (bytes === 0 || last !== LINE_END) throw new UserError('The export broke off: nothing was kept.');
    if (folder !== undefined) {
      await saveFiles(service, named.files, folder, (done) =>
        progress.show(`${done} of ${formatCount(named.files.length, 'file')}`),
      );
    }
    await output.finish();
  } catch (thrown) {
    await output.discard();
    throw thrown;
  } finally {
    progress.end();
  }
  progress.note(`${formatCount(lines, 'line')}, ${formatBytes(bytes)}`);
  if (folder === undefined && named.files.length > 0) {
    progress.note(
      `the bytes of ${formatCount(named.files.length, 'file')} are not in it: --files DIR takes them along`,
    );
  }
  return 0;
}

/**
 * Restores a file in parts of whole lines. Each part may be repeated, and is, where its answer is lost.
 *
 * @param {string} file
 * @param {{ files?: string | undefined, withoutFiles?: boolean }} options where the bytes of files are, or that they are lost
 * @param {import('./context.mjs').Context} context
 * @param {number} [maxPartBytes]
 * @returns {Promise<number>} the exit code
 */
export async function restoreArchive(
  file,
  { files, withoutFiles = false },
  context,
  maxPartBytes = MAX_PART_BYTES,
) {
  const total = await measureFile(file);
  const service = context.connect();
  const progress = startProgress(context.stderr);
  let bytes = 0;
  let lines = 0;
  const path = `/api/restore${withoutFiles ? '?without_files=true' : ''}`;
  try {
    if (files !== undefined) {
      await sendFiles(service, file, files, (done) => progress.show(formatCount(done, 'file')));
    }
    for await (const part of readParts(createReadStream(file), maxPartBytes)) {
      if (lines === 0 && !/^\{"type":"gazette"/.test(Buffer.from(part.bytes.subarray(0, 64)).toString())) {
        throw new UserError(`${file} is no export of this service: its first line says so`);
      }
      await sendPart(service, path, part.bytes, lines);
      bytes += part.bytes.length;
      lines += part.lines;
      progress.show(`${formatBytes(bytes)} of ${formatBytes(total)}, ${formatCount(lines, 'line')}`);
    }
  } finally {
    progress.end();
  }
  if (lines === 0) throw new UserError(`${file} is empty`);
  progress.note(`restored ${formatCount(lines, 'line')}, ${formatBytes(bytes)}`);
  return 0;
}

/**
 * Cuts a stream at line ends into parts of at most `maxBytes`.
 *
 * @param {AsyncIterable<Uint8Array>} stream
 * @param {number} maxBytes
 * @returns {AsyncGenerator<{ bytes: Uint8Array<ArrayBuffer>, lines: number }>}
 */
export async function* readParts(stream, maxBytes) {
  let part = { pieces: /** @type {Uint8Array[]} */ ([]), bytes: 0, lines: 0 };
  let line = { pieces: /** @type {Uint8Array[]} */ ([]), bytes: 0 };
  let number = 0;
  const flush = () => {
    const flushed = { bytes: new Uint8Array(Buffer.concat(part.pieces)), lines: part.lines };
    part = { pieces: [], bytes: 0, lines: 0 };
    return flushed;
  };
  /** @param {Uint8Array} piece */
  const grow = (piece) => {
    line.pieces.push(piece);
    line.bytes += piece.length;
    if (line.bytes > maxBytes) throw new UserError(`line ${number + 1} is longer than ${maxBytes} bytes`);
  };
  const take = () => {
    number += 1;
    part.pieces.push(...line.pieces);
    part.bytes += line.bytes;
    part.lines += 1;
    line = { pieces: [], bytes: 0 };
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
      grow(chunk.subarray(start, end + 1));
      start = end + 1;
      if (part.bytes + line.bytes > maxBytes) yield flush();
      take();
    }
    if (start < chunk.length) grow(chunk.subarray(start));
  }
  if (line.bytes > 0) {
    if (part.bytes + line.bytes > maxBytes) yield flush();
    take();
  }
  if (part.bytes > 0) yield flush();
}

/** @param {import('./service.mjs').Service} service @param {string} path @param {Uint8Array} part @param {number} linesBefore */
async function sendPart(service, path, part, linesBefore) {
  try {
    await callService(service, {
      method: 'POST',
      path,
      body: part,
      type: NDJSON,
      isRepeatable: true,
    });
  } catch (thrown) {
    const error = thrown instanceof Refusal ? thrown.errors[0] : undefined;
    const [, index, inLine] = /^\/(\d+)(\/.*)?$/.exec(error?.pointer ?? '') ?? [];
    if (error === undefined || index === undefined) throw thrown;
    // The service counts the lines of a part; people count those of the file.
    throw new UserError(
      `line ${linesBefore + Number(index) + 1} of the file: ${inLine === undefined ? '' : `${inLine} `}${error.detail}`,
    );
  }
}

/** @param {string} file */
async function measureFile(file) {
  try {
    return (await stat(file)).size;
  } catch {
    throw new UserError(`${file}: there is no such file`);
  }
}

/** @param {import('./context.mjs').Context} context */
function openStandardOutput({ stdout }) {
  const decoder = new TextDecoder();
  return {
    /** @param {Uint8Array} chunk @returns {Promise<void>} */
    write: (chunk) =>
      new Promise((resolve, reject) => {
        // Programs get every byte; a person's terminal is not to be steered by an article.
        stdout.write(stdout.isTTY ? spellOut(decoder.decode(chunk, { stream: true })) : chunk, (error) =>
          error ? reject(error) : resolve(),
        );
      }),
    finish: async () => {},
    discard: async () => {},
  };
}

/** A file that only its writer may read, drafts being in it, under another name until it is whole.
 * @param {string} file */
async function openWholeFile(file) {
  const partName = `${file}.part`;
  let handle;
  try {
    handle = await open(partName, 'w', 0o600);
  } catch (thrown) {
    throw new UserError(
      `${partName} cannot be written: ${thrown instanceof Error ? thrown.message : thrown}`,
    );
  }
  return {
    /** @param {Uint8Array} chunk */
    write: async (chunk) => void (await handle.writeFile(chunk)),
    finish: async () => {
      await handle.sync();
      await handle.close();
      await rename(partName, file);
    },
    discard: async () => {
      await handle.close();
      await rm(partName, { force: true });
    },
  };
}
