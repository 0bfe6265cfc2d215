// @ts-check
/** What a command gets from where it runs: where to write, and which service is called, with whose token. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { showLine, spellOut } from './terminal.mjs';
import { UsageError, UserError } from './user-error.mjs';

/** Where `npm start` keeps its token. */
const PROJECT = join(import.meta.dirname, '../..');
const DEFAULT_URL = 'http://localhost:8787';

/**
 * @typedef {{ write(text: string | Uint8Array, done?: (error?: Error | null) => void): boolean, isTTY?: boolean }} Output
 *
 * @typedef {object} Context
 * @property {() => import('./service.mjs').Service} connect the service; throws where no token is found
 * @property {(text: string) => void} print a line of what was asked for
 * @property {(text: string) => void} note a line for the person who looks on
 * @property {Output} stdout
 * @property {Output} stderr
 */

/** The context of this process. The service is looked for when it is first needed: `--dry-run` needs no token.
 * @param {{ url?: string, token?: string }} options
 * @returns {Context} */
export function openContext(options) {
  const { stdout, stderr } = process;
  const note = (/** @type {string} */ text) => void stderr.write(`${spellOut(text)}\n`);
  /** @type {import('./service.mjs').Service | null} */
  let service = null;
  return {
    connect() {
      if (service === null) {
        const { url, token, warning } = findService(options, process.env, [process.cwd(), PROJECT]);
        if (warning !== null) note(warning);
        service = { url, token, notice: (text) => note(showLine(text)) };
      }
      return service;
    },
    print: (text) => void stdout.write(`${spellOut(text)}\n`),
    note,
    stdout,
    stderr,
  };
}

/**
 * Finds the service: options before the environment before what `npm start` left in `.dev.vars`; the latter only
 * for a service on this machine, so that its token is never sent elsewhere. No message ever holds the token.
 *
 * @param {{ url?: string, token?: string }} options
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} folders where `.dev.vars` may lie, the first that has a token counts
 * @returns {{ url: string, token: string, warning: string | null }}
 */
function findService(options, env, folders) {
  const url = readBaseUrl(options.url ?? (env.GAZETTE_URL || DEFAULT_URL));
  const isLocal = isLoopback(url.hostname);
  const token = options.token ?? (env.GAZETTE_TOKEN || (isLocal ? findKeptToken(folders) : null));
  if (!token) {
    const kept = isLocal ? ', and .dev.vars has none here or where Gazette is' : '';
    throw new UserError(`A token is needed: set GAZETTE_TOKEN (or --token)${kept}.`);
  }
  // fetch would refuse such a header with a message that quotes it.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError('The token holds characters that no token has (a space, a line end?).');
  }
  const isOpen = url.protocol === 'http:' && !isLocal;
  return {
    url: url.href.replace(/\/+$/, ''),
    token,
    warning: isOpen ? `${url.origin} is not https: the token can be read on its way there.` : null,
  };
}

/** Whether a host is this machine.
 * @param {string} host */
function isLoopback(host) {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])\.?$/.test(host);
}

/** @param {string} text */
function readBaseUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(
      'The address of the service must be like https://news.example.org (--url, GAZETTE_URL).',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('The address of the service must not hold a name or password.');
  }
  if (url.search !== '' || url.hash !== '')
    throw new UsageError('The address of the service ends before ? and #.');
  return url;
}

/** @param {readonly string[]} folders @returns {string | null} */
function findKeptToken(folders) {
  return folders.map(readKeptToken).find((token) => token !== null) ?? null;
}

/** @param {string} folder @returns {string | null} */
function readKeptToken(folder) {
  try {
    const lines = readFileSync(join(folder, '.dev.vars'), 'utf8');
    return /^ADMIN_TOKEN *= *(["']?)([^"'\r\n]+)\1 *$/m.exec(lines)?.[2]?.trim() ?? null;
  } catch {
    return null;
  }
}
