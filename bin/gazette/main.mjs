// @ts-check
/** Reads the command line and runs the command that it names. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { COMMANDS, GLOBAL_OPTIONS, writeHelp } from './commands.mjs';
import { openContext } from './context.mjs';
import { spellOut } from './terminal.mjs';
import { describeThrown, UsageError, UserError } from './user-error.mjs';

const EXIT_FAILED = 1;
const EXIT_MISUSED = 2;

/** Runs the command; gives the exit code.
 * @param {readonly string[]} args behind the program's name
 * @returns {Promise<number>} */
export async function main(args) {
  try {
    return await run(args);
  } catch (thrown) {
    process.stderr.write(`gazette: ${spellOut(describeThrown(thrown))}\n`);
    if (isBug(thrown)) process.stderr.write(`${spellOut(String(thrown.stack))}\n`);
    return thrown instanceof UsageError ? EXIT_MISUSED : EXIT_FAILED;
  }
}

/** What files and connections throw has a code or a cause; what has neither is ours to mend, by its stack.
 * @param {unknown} thrown
 * @returns {thrown is Error} */
function isBug(thrown) {
  if (!(thrown instanceof Error) || thrown instanceof UserError || thrown instanceof UsageError) return false;
  return !('code' in thrown) && thrown.cause === undefined;
}

/** @param {readonly string[]} args @returns {Promise<number>} */
async function run(args) {
  const words = listWords(args);
  const name = findCommandName(words);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const { values, positionals } = parseStrictly(args, command?.options ?? {});
  const flags = /** @type {{ url?: string, token?: string, help?: boolean, version?: boolean }} */ (values);
  if (flags.version) {
    process.stdout.write(`gazette ${readVersion()}\n`);
    return 0;
  }
  if (flags.help || words.length === 0) {
    process.stdout.write(`${writeHelp(name)}\n`);
    return 0;
  }
  if (command === undefined) {
    const known = Object.keys(COMMANDS).filter((one) => name === 'webhooks' && one.startsWith('webhooks '));
    const hint =
      known.length > 0
        ? `what follows webhooks is one of: ${known.map((one) => one.slice(9)).join(', ')}`
        : '';
    throw new UsageError(hint || `there is no command "${words.join(' ')}": see gazette --help`);
  }
  const given = positionals.slice(name.split(' ').length);
  const [min, max] = command.count;
  if (given.length < min || given.length > max) throw new UsageError(`use: gazette ${name} ${command.usage}`);
  return await command.run(given, values, openContext(flags));
}

/** The words that may name a command: up to two, before anything only the command could explain.
 * @param {readonly string[]} args */
function listWords(args) {
  const { positionals } = parseArgs({
    args: [...args],
    options: GLOBAL_OPTIONS,
    strict: false,
    allowPositionals: true,
  });
  return positionals.slice(0, 2);
}

/** @param {readonly string[]} words */
function findCommandName([first = '', second = '']) {
  if (first !== 'webhooks') return first;
  return second === '' || !Object.hasOwn(COMMANDS, `webhooks ${second}`) ? 'webhooks' : `webhooks ${second}`;
}

/** @param {readonly string[]} args @param {import('node:util').ParseArgsConfig['options']} options */
function parseStrictly(args, options) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...GLOBAL_OPTIONS, ...options },
      strict: true,
      allowPositionals: true,
    });
  } catch (thrown) {
    // Node's first sentence says what is wrong and names the option, never its value.
    const [fault = ''] = (thrown instanceof Error ? thrown.message : '').split(/\. |\n/);
    throw new UsageError(`${fault}: see gazette --help`);
  }
}

function readVersion() {
  return JSON.parse(readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url).href), 'utf8'))
    .version;
}
