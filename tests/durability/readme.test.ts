import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFreePort, type Service, startService } from '../support/service.ts';

const PROJECT = join(import.meta.dirname, '../..');
const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');

let service: Service;
const receivers: ChildProcess[] = [];

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  for (const receiver of receivers) receiver.kill();
  await service.kill();
});

/** The code block of the README that is marked with this name. */
function findExample(name: string): string {
  const marked = readme.split(`<!-- run: ${name} -->`)[1] ?? '';
  return /```\w+\n([\s\S]*?)```/.exec(marked)?.[1] ?? '';
}

/** Runs an example receiver, publishes an article to it, and gives what it printed. */
async function receiveWith(program: string, file: string): Promise<string> {
  const port = await findFreePort();
  const created = await service.call('POST', '/api/webhooks', { url: `http://127.0.0.1:${port}/` });
  const { secret } = (await created.json()) as { secret: string };
  const receiver = spawn(program, [file], { env: { ...process.env, SECRET: secret, PORT: String(port) } });
  receivers.push(receiver);
  let printed = '';
  receiver.stdout.on('data', (chunk) => (printed += String(chunk)));
  receiver.stderr.on('data', (chunk) => (printed += String(chunk)));
  for (let tries = 0; tries < 100; tries++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: 'forged',
      headers: { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' },
    })
      .then((response) => response.status)
      .catch(() => 0);
    if (isUp !== 0) {
      expect(isUp).toBe(401);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await service.call('POST', '/api/articles', { title: `For ${program}`, content_text: 'Text.' });
  for (let tries = 0; tries < 200 && !printed.includes(`For ${program}`); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
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

it('has a shell script that tells a genuine body from a forged one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  const [script, body] = [join(folder, 'verify.sh'), join(folder, 'body')];
  writeFileSync(script, findExample('verify.sh'));
  writeFileSync(body, '{"test": 2432232314}');
  const key = Buffer.alloc(32, 7);
  const signature = createHmac('sha256', key)
    .update('msg_1.1614265330.{"test": 2432232314}')
    .digest('base64');
  const run = (signatures: string) =>
    execFileSync('sh', [script, 'msg_1', '1614265330', signatures, body], {
      env: { ...process.env, SECRET: `whsec_${key.toString('base64')}` },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  expect(run(`v1,other v1,${signature}`)).toBe('verified\n');
  expect(() => run('v1,other')).toThrow();
});

it('has curl commands that do what they say', () => {
  const block = /```sh\nTOKEN=…[\s\S]*?```/.exec(readme)?.[0] ?? '';
  const script = block
    .replace(/^```sh\n|```$/g, '')
    .replace(/TOKEN=….*/, `TOKEN=${service.token}`)
    .replaceAll('http://localhost:8787', service.origin)
    .replaceAll('curl ', 'curl -sS --fail-with-body ');
  const printed = execFileSync('bash', ['-e', '-c', script]).toString();
  expect(printed).toContain('"name":"吴曙","role":"区委副书记、区长","relation":"mentioned"');
});
