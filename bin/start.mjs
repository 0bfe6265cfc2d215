#!/usr/bin/env node
/** `npm start`: the whole service on this machine, with its data on disk and an administrator's token. */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));
const programsFolder = join(projectFolder, 'node_modules/.bin');
const secretsFile = join(projectFolder, '.dev.vars');
/** 192 bits, as letters and digits that survive copying. */
const TOKEN_BYTES = 24;

/** As in wrangler.toml. */
const CRON_INTERVAL_MS = 5 * 60_000;

/** `npm run dev`: the editor's script is built again at every change of it. */
const isDevelopment = process.argv.includes('--dev');
const given = process.argv.slice(2).filter((argument) => argument !== '--dev');
const gives = (name) => given.some((argument) => argument === name || argument.startsWith(`${name}=`));
const givesVar = (name) => given.some((argument) => argument.includes(`${name}:`));

if (!existsSync(join(programsFolder, 'wrangler'))) {
  console.error('Nothing is installed yet. Run this first, in the project’s folder: npm ci');
  process.exit(1);
}

const stateFolder = resolve(projectFolder, readOption('--persist-to') ?? '.wrangler/state');
// Only once everything is installed is there a Node that can read what this reads.
const { listFormerData } = await import('./former-data.mjs');
const former = listFormerData(projectFolder, stateFolder);
if (former.length > 0) {
  console.error(`
The data in ${stateFolder} was made by another version of Gazette, and this one cannot open it:
  ${former.join('\n  ')}

Nothing was changed. To take the data along:
  1. With the version that you ran before, start it as before and export:
       curl -H "Authorization: Bearer TOKEN" http://localhost:8787/api/export > archive.ndjson
  2. Stop it, and keep the old data elsewhere:
       mv ${stateFolder} ${stateFolder}.before
  3. With this version, npm start, and in a second terminal:
       bin/gazette.mjs restore archive.ndjson

Webhooks and tokens are not in an export; make them again.
`);
  process.exit(1);
}
const token = keepToken();
const isTokenGiven = given.some((argument) => /(?:^|=)ADMIN_TOKEN:/.test(argument));
const port = readOption('--port') ?? '8787';
const defaults = [
  ...(gives('--ip') ? [] : ['--ip', '127.0.0.1']),
  ...(gives('--port') ? [] : ['--port', port]),
  ...(gives('--persist-to') ? [] : ['--persist-to', '.wrangler/state']),
  ...(givesVar('ALLOW_PRIVATE_TARGETS') ? [] : ['--var', 'ALLOW_PRIVATE_TARGETS:true']),
  ...(givesVar('PUBLIC_URL') || !hasDefaultAddress() ? [] : ['--var', `PUBLIC_URL:http://localhost:${port}`]),
  '--show-interactive-dev-session=false',
  // Tables of bindings and hints about the local runtime are of no use to who runs it; errors are.
  ...(gives('--log-level') ? [] : ['--log-level', 'error']),
];

console.log(`
  Gazette      http://localhost:${port}
  Editor       http://localhost:${port}/editor
  A feed       http://localhost:${port}/feed.rss
  Token        ${isTokenGiven ? 'ADMIN_TOKEN, as it was given' : `${token}   (the administrator's, kept in .dev.vars)`}
`);

// The runtime on this machine does not call the cron by itself.
setInterval(() => {
  fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled`).catch(() => undefined);
}, CRON_INTERVAL_MS).unref();

const server = spawn('wrangler', ['dev', ...defaults, ...given], {
  cwd: projectFolder,
  stdio: 'inherit',
  env: {
    ...process.env,
    // As npm has it: the project's programs first, and of Node the one that they need.
    PATH: `${programsFolder}${delimiter}${process.env.PATH}`,
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    // Recording every call of every object would take half of the processor.
    X_LOCAL_OBSERVABILITY: 'false',
  },
});
if (isDevelopment) {
  const builder = spawn('node', [join(projectFolder, 'bin/build-assets.mjs'), '--watch'], {
    stdio: 'inherit',
  });
  server.on('exit', () => builder.kill());
}
server.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 0));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));

/** The administrator's token: made on the first run, the same on every later one. */
function keepToken() {
  const lines = existsSync(secretsFile) ? readFileSync(secretsFile, 'utf8') : '';
  const kept = /^ADMIN_TOKEN *= *["']?([^"'\n]{16,}?)["']? *$/m.exec(lines)?.[1];
  if (kept !== undefined) return kept;
  const made = randomBytes(TOKEN_BYTES).toString('base64url').replace(/[-_]/g, 'x');
  const others = lines.split('\n').filter((line) => line !== '' && !line.startsWith('ADMIN_TOKEN'));
  writeFileSync(secretsFile, `${[...others, `ADMIN_TOKEN="${made}"`].join('\n')}\n`, { mode: 0o600 });
  return made;
}

/** True where nobody has set where this installation is: then links lead to the port that it is on. */
function hasDefaultAddress() {
  const settings = readFileSync(join(projectFolder, 'wrangler.toml'), 'utf8');
  const secrets = readFileSync(secretsFile, 'utf8');
  return /^PUBLIC_URL *= *"http:\/\/localhost:8787"/m.test(settings) && !/^PUBLIC_URL *=/m.test(secrets);
}

function readOption(name) {
  const index = given.indexOf(name);
  return index >= 0
    ? given[index + 1]
    : given.find((argument) => argument.startsWith(`${name}=`))?.split('=')[1];
}
