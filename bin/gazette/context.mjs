// @ts-check
/** What a command gets from where it runs. */

import { join } from 'node:path';
import { findService } from './connection.mjs';
import { showLine, spellOut } from './terminal.mjs';

/** Where `npm start` keeps its token. */
const PROJECT = join(import.meta.dirname, '../..');

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
