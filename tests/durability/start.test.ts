import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../support/free-port.ts';

const PROJECT = join(import.meta.dirname, '../..');
const TIMEOUT_MS = 240_000;

interface Run {
  readonly process: ChildProcess;
  readonly log: () => string;
  readonly ended: Promise<number | null>;
}

const runs: Run[] = [];
afterAll(() => {
  for (const { process: program } of runs) killGroup(program);
});

/** A fresh checkout of the project in a folder of its own; `isInstalled`: after `npm ci`. */
function checkOut(isInstalled: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'gazette-start-'));
  mkdirSync(join(folder, 'bin'));
  for (const file of ['bin/start.mjs', 'bin/former-data.mjs', 'wrangler.toml', 'package.json']) {
    cpSync(join(PROJECT, file), join(folder, file));
  }
  for (const name of ['src', 'public', ...(isInstalled ? ['node_modules'] : [])]) {
    symlinkSync(join(PROJECT, name), join(folder, name));
  }
  return folder;
}

/** Runs what `npm start` runs, from another folder than the project's. */
function start(folder: string, ...parameters: string[]): Run {
  const program = spawn(process.execPath, [join(folder, 'bin/start.mjs'), ...parameters], {
    cwd: tmpdir(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  program.stdout.on('data', (chunk) => (log += String(chunk)));
  program.stderr.on('data', (chunk) => (log += String(chunk)));
  const ended = new Promise<number | null>((resolve) => program.once('exit', resolve));
  const run = { process: program, log: () => log, ended };
  runs.push(run);
  return run;
}

async function waitUntilUp(origin: string, run: Run): Promise<void> {
  for (const end = Date.now() + TIMEOUT_MS; Date.now() < end; ) {
    if (run.process.exitCode !== null) break;
    if (await isUp(origin)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the service did not start:\n${run.log()}`);
}

const isUp = (origin: string) =>
  fetch(`${origin}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

function killGroup(program: ChildProcess): boolean {
  try {
    return program.pid !== undefined && process.kill(-program.pid, 'SIGKILL');
  } catch {
    return false;
  }
}

describe('npm start', () => {
  const folder = checkOut(true);
  let port = 0;
  let origin = '';
  let token = '';

  beforeAll(async () => {
    port = await findFreePort();
    origin = `http://localhost:${port}`;
  });

  it('makes a token on the first run, shows it, and links lead to the port that was asked for', async () => {
    const run = start(folder, '--port', String(port));
    await waitUntilUp(origin, run);
    token = /Token +(\S{32})/.exec(run.log())?.[1] ?? '';
    for (const line of [origin, `${origin}/editor`, `${origin}/feed.rss`]) expect(run.log()).toContain(line);
    expect(run.log(), 'what the runtime says of itself').not.toMatch(/⛅|▲|Binding|wrangler/i);
    const kept = join(folder, '.dev.vars');
    expect(readFileSync(kept, 'utf8')).toContain(`ADMIN_TOKEN="${token}"`);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    const published = await fetch(`${origin}/api/articles`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Kept between runs', content_text: 'Text.' }),
    });
    expect(published.status).toBe(201);
    expect(await published.json()).toMatchObject({ url: expect.stringContaining(`${origin}/articles/`) });
    const local = await fetch(`${origin}/api/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'http://127.0.0.1:9/' }),
    });
    expect(local.status).toBe(201);
  });

  it('says that a port is taken, and ends', async () => {
    const second = start(folder, '--port', String(port), '--persist-to', join(folder, 'other'));
    expect(await second.ended).not.toBe(0);
    expect(second.log()).toContain('already in use');
  });

  it('does not show the kept token where another is given, which is the one that counts', async () => {
    for (const given of [
      ['--var', 'ADMIN_TOKEN:for-this-run-alone'],
      ['--var=ADMIN_TOKEN:for-this-run-alone'],
    ]) {
      const second = start(folder, '--port', String(port), '--persist-to', join(folder, 'other'), ...given);
      await second.ended;
      expect(second.log()).toMatch(/Token +ADMIN_TOKEN, as it was given/);
      expect(second.log()).not.toContain(token);
    }
  });

  it('ends everything that it started with itself', async () => {
    const [first] = runs;
    first?.process.kill('SIGINT');
    await first?.ended;
    expect(await isUp(origin)).toBe(false);
  });

  it('has the data and the token of the first run on every later one', async () => {
    const run = start(folder, '--port', String(port));
    await waitUntilUp(origin, run);
    expect(run.log()).toContain(token);
    const listed = await fetch(`${origin}/api/articles`, { headers: { authorization: `Bearer ${token}` } });
    expect(await listed.json()).toMatchObject({ articles: [{ title: 'Kept between runs' }] });
  });

  it.each([
    ['the folder of every day', '.wrangler/state', []],
    ['a folder of one’s own', 'kept', ['--persist-to', 'kept']],
    ['a folder named with =', 'kept', ['--persist-to=kept']],
  ])(
    'starts nothing beside data of an older version in %s, and says how to take it along',
    async (_, state, parameters) => {
      const old = checkOut(true);
      mkdirSync(join(old, state, 'v3/do/gazette-Newsroom'), { recursive: true });
      const run = start(old, '--port', String(await findFreePort()), ...parameters);
      expect(await run.ended).toBe(1);
      for (const word of ['gazette-Newsroom', '/api/export', 'restore']) expect(run.log()).toContain(word);
      expect(run.log()).not.toContain('Token ');
      expect(readdirSync(join(old, state, 'v3/do'))).toEqual(['gazette-Newsroom']);
    },
  );

  it('starts nothing on tables of another version, and opens its own after a kill', async () => {
    const before = runs.findLast(({ process: { exitCode } }) => exitCode === null);
    if (before === undefined) throw new Error('nothing runs');
    killGroup(before.process);
    await before.ended;
    const ledgers = join(folder, '.wrangler/state/v3/do/gazette-Ledger');
    const [file = ''] = readdirSync(ledgers).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
    const second = start(folder, '--port', String(port));
    await waitUntilUp(origin, second);
    second.process.kill('SIGINT');
    await second.ended;
    const database = new DatabaseSync(join(ledgers, file));
    database.exec('ALTER TABLE articles ADD COLUMN former');
    database.close();
    const third = start(folder, '--port', String(port));
    expect(await third.ended).toBe(1);
    for (const word of [file, '/api/export']) expect(third.log()).toContain(word);
  });

  it('before anything is installed says what to run', async () => {
    const run = start(checkOut(false));
    expect(await run.ended).toBe(1);
    expect(run.log()).toContain('npm ci');
    expect(run.log()).not.toContain('Token');
  });
});
