/** A proxy that stands before the service and notes who asked for what: readers are watched, not believed. */

import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Passage {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly userAgent: string;
  readonly ifNoneMatch: string | null;
  readonly ifModifiedSince: string | null;
}

export interface LoggingProxy {
  readonly origin: string;
  /** Since the last call of it. */
  takePassages(): Passage[];
  /** Where requests go from now on. */
  target(origin: string): void;
  close(): Promise<void>;
}

/** Starts a proxy on loopback; without a target every request is 502. */
export async function startLoggingProxy(): Promise<LoggingProxy> {
  let passages: Passage[] = [];
  let targetOrigin = '';
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', targetOrigin || 'http://localhost');
    const onward = request(
      url.href,
      { method: incoming.method ?? 'GET', headers: incoming.headers },
      (answer) => {
        passages.push({
          method: incoming.method ?? '',
          path: incoming.url ?? '',
          status: answer.statusCode ?? 0,
          userAgent: incoming.headers['user-agent'] ?? '',
          ifNoneMatch: incoming.headers['if-none-match'] ?? null,
          ifModifiedSince: incoming.headers['if-modified-since'] ?? null,
        });
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    takePassages: () => {
      const taken = passages;
      passages = [];
      return taken;
    },
    target: (origin) => {
      targetOrigin = origin;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
