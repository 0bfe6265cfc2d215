/**
 * The baseline under every notification: the same POSTs by a plain loop of `fetch`, and by an object for each receiver
 * that has a row on disk before its POST and another one after it. No ledger, no queue.
 */

import { DurableObject } from 'cloudflare:workers';

interface Env {
  readonly SENDER: DurableObjectNamespace<Sender>;
}

interface Order {
  readonly urls: readonly string[];
  readonly body: string;
  /** POSTs under way at once. */
  readonly parallel: number;
  /** True: by an object for each receiver. */
  readonly isDurable: boolean;
}

export class Sender extends DurableObject<Env> {
  async send(url: string, body: string): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec('CREATE TABLE IF NOT EXISTS posts (id INTEGER PRIMARY KEY, body TEXT, status INTEGER)');
    const { id } = sql.exec<{ id: number }>('INSERT INTO posts (body) VALUES (?) RETURNING id', body).one();
    const status = await post(url, body);
    sql.exec('UPDATE posts SET status = ? WHERE id = ?', status, id);
  }
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== 'POST') return new Response('ready');
    const { urls, body, parallel, isDurable } = (await request.json()) as Order;
    const queue = urls.values();
    const work = async () => {
      for (const url of queue) {
        if (isDurable) await env.SENDER.getByName(url).send(url, body);
        else await post(url, body);
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
    return new Response('done');
  },
};

async function post(url: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.body?.cancel();
  return response.status;
}
