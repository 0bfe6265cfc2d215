// @ts-check
/** A file's bytes as text, in the encoding that they are in. */

import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../user-error.mjs';

/** A document is read whole; a string in Node ends at about twice this. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;
/** Where an XML declaration or a page's charset stands, if anywhere. */
const HEAD_BYTES = 1024;

/** What UTF-16 begins with: its mark, or two signs of ASCII. */
const UTF_16 = /** @type {const} */ ([
  [/^(?:\xff\xfe|[^\0]\0[^\0]\0)/, 'utf-16le'],
  [/^(?:\xfe\xff|\0[^\0]\0[^\0])/, 'utf-16be'],
]);

/** Reads a file whole.
 * @param {string} path
 * @returns {Promise<Uint8Array>} */
export async function readBytes(path) {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) throw new UserError(`is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`);
    return await readFile(path);
  } catch (thrown) {
    const code = thrown instanceof Error ? Reflect.get(thrown, 'code') : null;
    if (code === 'ENOENT') {
      const isAddress = /^https?:\/\//i.test(path);
      throw new UserError(isAddress ? 'is a web address: save it as a file first' : 'there is no such file');
    }
    if (code === 'EISDIR') throw new UserError('is a folder');
    if (code === 'EACCES') throw new UserError('may not be read');
    throw thrown;
  }
}

/** An encoding that reads this many characters for each one that it does not is the right one. */
const CHARACTERS_PER_FAULT = 20;

/**
 * Bytes as text: UTF-8 where they are, else what their head declares. A few that cannot be read are told and become �, and
 * so is it told what others are taken for: Chinese, where all of them can be that, else Western European.
 *
 * @param {Uint8Array} bytes
 * @param {(text: string) => void} [warn]
 * @returns {string}
 */
export function decodeText(bytes, warn = () => {}) {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  const utf16 = UTF_16.find(([start]) => start.test(head))?.[1];
  const declared =
    utf16 ??
    /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  // UTF-16 may be UTF-8 with many zeros.
  const asUtf8 = utf16 === undefined ? decode(bytes, 'utf-8') : null;
  const exact = asUtf8 ?? decode(bytes, declared ?? 'utf-8');
  if (exact !== null) return exact;
  for (const encoding of ['utf-8', declared ?? 'utf-8']) {
    const text = decode(bytes, encoding, false) ?? '';
    const faults = text.match(/\ufffd/g)?.length ?? 0;
    const read = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
    if (read < faults * CHARACTERS_PER_FAULT || read === 0) continue;
    warn(`has ${faults} places that are not ${encoding}, which stand as �`);
    return text;
  }
  if (utf16 !== undefined || bytes.includes(0)) return refuse(declared);
  const chinese = decode(bytes, 'gb18030');
  warn(`is not ${declared ?? 'UTF-8'}, and was read as ${chinese === null ? 'windows-1252' : 'gb18030'}`);
  return chinese ?? decode(bytes, 'windows-1252') ?? refuse(declared);
}

/** @param {Uint8Array} bytes @param {string} encoding @param {boolean} [isStrict] */
function decode(bytes, encoding, isStrict = true) {
  try {
    return new TextDecoder(encoding, { fatal: isStrict, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}

/** @param {string | undefined} declared @returns {never} */
function refuse(declared) {
  throw new UserError(declared === undefined ? 'is not UTF-8' : `is neither UTF-8 nor ${declared}`);
}
