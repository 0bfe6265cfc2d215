// @ts-check
/** Files of this computer in the service: each once, found again by the digest that its name there ends with. */

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MAX_FILM_BYTES } from '../../src/file/file.ts';
import { callService, listAll, Refusal } from './service.mjs';
import { formatBytes, showLine } from './terminal.mjs';

/** Hexadecimal digits of SHA-256 in a name: no two files of an editor have the same by chance. */
const DIGEST_DIGITS = 16;
/** So much of a name is kept before its digest; the service keeps 100 characters in all. */
const MAX_NAME_CHARACTERS = 80;
const DIGEST_IN_NAME = new RegExp(`-([0-9a-f]{${DIGEST_DIGITS}})\\.[a-z0-9]+$`);

/** Nothing else is opened, whatever a text names. */
const ENDINGS = /\.(?:jpe?g|png|webp|avif|gif|pdf|docx|xlsx|pptx|od[tsp]|csv|txt|mp3|m4a|mp4|m4v)$/i;

/** @typedef {{ url: string, name: string, mime_type: string, size_in_bytes: number }} KeptFile as the API describes it */

/** Whether the service may take what is called so.
 * @param {string} path */
export function isUploadable(path) {
  return ENDINGS.test(path);
}

/**
 * Brings files into the service. What is there already is not sent again, whoever sent it and whenever.
 *
 * @param {(() => import('./service.mjs').Service) | null} connect null: nothing is sent or asked for, only listed in
 *   `unsent`; a file's address is then the one on this computer
 */
export function openUploads(connect) {
  /** @type {Map<string, KeptFile> | null} */
  let kept = null;
  /** @type {Map<string, KeptFile | { lacks: string }>} */
  const known = new Map();
  /** @type {string | null} */
  let obstacle = null;
  const counts = { sent: 0, found: 0 };
  /** @type {Set<string>} */
  const unsent = new Set();

  /** @param {string} path @returns {Promise<KeptFile | { lacks: string }>} */
  const bring = async (path) => {
    const { size } = await stat(path);
    // Of other files the service takes less, and says so.
    if (size > MAX_FILM_BYTES) return { lacks: `is larger than ${formatBytes(MAX_FILM_BYTES)}` };
    if (connect === null) {
      unsent.add(path);
      const { href: url } = pathToFileURL(path);
      return { url, name: basename(path), mime_type: 'application/octet-stream', size_in_bytes: size };
    }
    const bytes = await readFile(path);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, DIGEST_DIGITS);
    kept ??= await listKeptFiles(connect());
    const found = kept.get(digest);
    if (found !== undefined) {
      counts.found += 1;
      return checkKind(path, found);
    }
    if (obstacle !== null) return { lacks: obstacle };
    try {
      const file = await sendFile(connect(), bytes, nameFile(path, digest));
      kept.set(digest, file);
      counts.sent += 1;
      return checkKind(path, file);
    } catch (thrown) {
      if (!(thrown instanceof Refusal) || (thrown.isFinal && thrown.status !== 503)) throw thrown;
      // Without a place for files the texts go all the same, and nothing else is tried.
      if (thrown.status === 503) obstacle = thrown.message;
      return { lacks: thrown.message };
    }
  };

  return {
    counts,
    /** Files that would have been sent. */
    unsent,
    /** The file in the service, or why it is not there.
     * @param {string} path @returns {Promise<KeptFile | { lacks: string }>} */
    async upload(path) {
      const before = known.get(path);
      if (before !== undefined) return before;
      const file = await bring(path);
      known.set(path, file);
      return file;
    },
  };
}

/** The service's files by the digest in their names. @param {import('./service.mjs').Service} service */
async function listKeptFiles(service) {
  /** @type {Map<string, KeptFile>} */
  const kept = new Map();
  for (const file of await listAll(service, '/api/files?limit=100', 'files')) {
    const digest = DIGEST_IN_NAME.exec(file.name)?.[1];
    if (digest !== undefined) kept.set(digest, file);
  }
  return kept;
}

/** @param {import('./service.mjs').Service} service @param {Uint8Array} bytes @param {string} name @returns {Promise<KeptFile>} */
async function sendFile(service, bytes, name) {
  const { json } = await callService(service, {
    method: 'POST',
    path: '/api/files',
    body: bytes,
    type: 'application/octet-stream',
    headers: { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` },
    // Sent twice, one of the two is named by nothing, and is removed by itself.
    isRepeatable: true,
  });
  return json;
}

/** Text under the name of a picture, such as a pointer of Git LFS, is none. @param {string} path @param {KeptFile} file */
function checkKind(path, file) {
  const isText = file.mime_type === 'text/plain' && !/\.(?:txt|csv)$/i.test(path);
  return isText ? { lacks: 'is not what its name says, but text' } : file;
}

/** @param {string} path @param {string} digest */
function nameFile(path, digest) {
  const ending = extname(path);
  const stem = [...showLine(basename(path, ending).toWellFormed())].slice(0, MAX_NAME_CHARACTERS).join('');
  return `${stem}-${digest}${ending.toLowerCase()}`;
}
