/** A receiver of webhooks that can answer anything, controlled and read over HTTP by tests in any runtime. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the next requests to one path are answered; the last rule stays. */
export interface Behaviour {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Milliseconds before anything is answered. */
  readonly delayMs?: number;
  /** `hang`: never answer; `drip`: a byte a second; `huge`: 100 MB; `reset`: close the socket. */
  readonly mode?: 'hang' | 'drip' | 'huge' | 'reset';
  /** For how many requests the rule holds before the next one; absent: for good. */
  readonly times?: number;
  /** One request in so many is answered 500, whatever the rule says. */
  readonly failOneIn?: number;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Receiver {
  readonly origin: string;
  readonly requests: Map<string, ReceivedRequest[]>;
  readonly behaviours: Map<string, Behaviour[]>;
  /** Resolves as the next message is taken, before it is answered. */
  whenNext(): Promise<void>;
  close(): Promise<void>;
}

const HUGE_BYTES = 100_000_000;

/**
 * Starts a receiver on loopback. `/hooks/{name}` receives; `GET /requests/{name}` lists what came,
 * `PUT /behaviours/{name}` sets an array of rules, `DELETE /requests/{name}` forgets.
 */
export async function startReceiver(port = 0): Promise<Receiver> {
  const requests = new Map<string, ReceivedRequest[]>();
  const behaviours = new Map<string, Behaviour[]>();
  let next = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  // All of 127.0.0.0/8, so that tests can have many hosts; nobody from outside is let in.
  server.on('connection', (socket) => {
    if (!socket.localAddress?.startsWith('127.')) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, '0.0.0.0', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, requests, behaviours, whenNext: () => next.promise, close: () => closeServer(server) };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const [, area = '', ...rest] = url.pathname.split('/');
    const name = rest.join('/');
    const body = await readBody(request);
    if (area === 'requests') {
      if (request.method === 'DELETE') requests.delete(name);
      answerJson(response, requests.get(name) ?? []);
      return;
    }
    if (area === 'behaviours') {
      behaviours.set(name, JSON.parse(body) as Behaviour[]);
      answerJson(response, {});
      return;
    }
    const list = requests.get(name) ?? [];
    list.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body,
      at: Date.now(),
    });
    requests.set(name, list);
    next.resolve();
    next = Promise.withResolvers();
    await behave(response, takeRule(behaviours.get(name) ?? [], list.length), url);
  }
}

function takeRule(rules: Behaviour[], count: number): Behaviour {
  const rule = rules[0] ?? {};
  if (rule.times !== undefined) {
    if (rule.times <= 1) rules.shift();
    else rules[0] = { ...rule, times: rule.times - 1 };
  }
  return rule.failOneIn !== undefined && count % rule.failOneIn === 0 ? { status: 500 } : rule;
}

async function behave(response: ServerResponse, rule: Behaviour, url: URL): Promise<void> {
  if (rule.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, rule.delayMs));
  if (rule.mode === 'hang') return;
  if (rule.mode === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (rule.mode === 'drip') {
    response.writeHead(rule.status ?? 200);
    const timer = setInterval(() => response.write('x'), 1000);
    response.on('close', () => clearInterval(timer));
    return;
  }
  if (rule.mode === 'huge') {
    response.writeHead(rule.status ?? 200);
    const chunk = Buffer.alloc(65_536, 120);
    for (let sent = 0; sent < HUGE_BYTES && !response.destroyed; sent += chunk.length) {
      if (!response.write(chunk)) {
        await new Promise<void>((resolve) => {
          const goOn = () => {
            response.off('drain', goOn).off('close', goOn);
            resolve();
          };
          response.on('drain', goOn).on('close', goOn);
        });
      }
    }
    response.end();
    return;
  }
  response.writeHead(rule.status ?? 200, rule.headers);
  // A WebSub hub asks with a challenge and wants it back.
  response.end(rule.body ?? url.searchParams.get('hub.challenge') ?? 'ok');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answerJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
