import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBundledService } from '../support/bundled-service.ts';
import { eventually } from '../support/eventually.ts';
import { findFreePort } from '../support/free-port.ts';
import { startReceiver } from '../support/receiver.ts';
import type { Service } from '../support/service.ts';

const PROJECT = join(import.meta.dirname, '../..');
const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');

let service: Service;
const receivers: ChildProcess[] = [];
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  service = await startBundledService();
});

afterAll(async () => {
  for (const receiver of receivers) receiver.kill();
  for (const close of closers) await close();
  await service.kill();
});

/** The code block of the README that is marked with this name. */
function findExample(name: string): string {
  const marked = readme.split(`<!-- run: ${name} -->`)[1] ?? '';
  return /```\w+\n([\s\S]*?)```/.exec(marked)?.[1] ?? '';
}

/** What a stranger may send instead of a signature. */
const FORGED: readonly Record<string, string>[] = [
  {},
  { 'webhook-id': 'x' },
  { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' },
  { 'webhook-id': 'x', 'webhook-timestamp': 'now', 'webhook-signature': 'v1,x' },
  { 'webhook-id': 'x', 'webhook-timestamp': '9'.repeat(5000), 'webhook-signature': 'v1,x' },
  { 'webhook-id': '\u00e9', 'webhook-timestamp': '1', 'webhook-signature': '\u00e9' },
  ...['', 'v1', 'v1,', 'v1,x', 'v1a,x v2,y', '\u00e9'].map((signature) => ({
    'webhook-id': 'x',
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': signature,
  })),
];

/** Runs an example receiver, sends it what is forged, then an article, and gives what it printed. */
async function receiveWith(program: string, file: string): Promise<string> {
  const port = await findFreePort();
  const created = await service.call('POST', '/api/webhooks', { url: `http://127.0.0.1:${port}/` });
  const { secret } = (await created.json()) as { secret: string };
  const receiver = spawn(program, [file], { env: { ...process.env, SECRET: secret, PORT: String(port) } });
  receivers.push(receiver);
  let printed = '';
  receiver.stdout.on('data', (chunk) => (printed += String(chunk)));
  receiver.stderr.on('data', (chunk) => (printed += String(chunk)));
  const post = (headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'forged', headers });
  await eventually(async () => void (await post({})));
  for (const headers of FORGED) {
    expect((await post(headers)).status, JSON.stringify(headers)).toBe(401);
  }
  expect(printed).toBe('');
  await service.call('POST', '/api/articles', { title: `For ${program}`, content_text: 'Text.' });
  await eventually(() => expect(printed).toContain(`For ${program}`));
  return printed;
}

it('has a Node receiver that verifies what comes and refuses what is forged', async () => {
  // Beside the project, so that the example finds the package it imports.
  const folder = mkdtempSync(join(PROJECT, 'node_modules', '.readme-'));
  const file = join(folder, 'receiver.mjs');
  writeFileSync(file, findExample('receiver.mjs'));
  expect(await receiveWith(process.execPath, file)).toContain('article.published For');
});

it('has a Python receiver that verifies what comes and refuses what is forged', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'readme-')), 'receiver.py');
  writeFileSync(file, findExample('receiver.py'));
  expect(await receiveWith('python3', file)).toContain('article.published For python3');
});

it('has a shell script that tells a genuine delivery from a forged one', async () => {
  const receiver = await startReceiver();
  closers.push(() => receiver.close());
  const created = await service.call('POST', '/api/webhooks', { url: `${receiver.origin}/hooks/shell` });
  const { secret } = (await created.json()) as { secret: string };
  await service.call('POST', '/api/articles', { title: '给命令行', content_text: 'Text.' });
  await eventually(() => expect(receiver.requests.has('shell')).toBe(true));
  const [request] = receiver.requests.get('shell') ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  const body = join(folder, 'body');
  const forged = join(folder, 'forged');
  const script = join(folder, 'verify.sh');
  writeFileSync(body, request?.body ?? '');
  writeFileSync(forged, `${request?.body} `);
  writeFileSync(script, findExample('verify.sh'));
  const readHeader = (name: string) => request?.headers[`webhook-${name}`] ?? '';
  const signature = readHeader('signature');
  const run = (signatures: string, file: string) =>
    execFileSync('sh', [script, readHeader('id'), readHeader('timestamp'), signatures, file], {
      env: { ...process.env, SECRET: secret },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  expect(run(signature, body)).toBe('verified\n');
  expect(run(`v1,other ${signature}`, body)).toBe('verified\n');
  expect(() => run('v1,other', body)).toThrow();
  expect(() => run(signature, forged)).toThrow();
});

it('has curl commands that do what they say', () => {
  const block = /```sh\nTOKEN=…[\s\S]*?```/.exec(readme)?.[0] ?? '';
  const script = block
    .replace(/^```sh\n|```$/g, '')
    .replace(/TOKEN=….*/, `TOKEN=${service.token}`)
    .replaceAll('http://localhost:8787', service.origin)
    .replaceAll('curl ', 'curl -sS --fail-with-body ');
  const printed = execFileSync('bash', ['-e', '-c', script]).toString();
  expect(printed).toContain('"name":"吴曙","role":"区委副书记、区长","office":null,"relation":"mentioned"');
});
