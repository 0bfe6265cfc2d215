/** The service as outsiders meet it, for tests in workerd: URLs, headers, bodies. */

import { exports } from 'cloudflare:workers';
import { inject } from 'vitest';
import type { Behaviour, ReceivedRequest } from '../support/receiver.ts';

export const ORIGIN = 'http://gazette.test';
export const ADMIN_TOKEN = 'test-admin-token-0123456789';
export const RECEIVER = inject('receiverOrigin');

export interface CallOptions {
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
  readonly raw?: BodyInit;
}

/** Sends any request to the service. */
export function send(path: string, init: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(ORIGIN + path, { redirect: 'manual', ...init }));
}

/** Calls the API with a JSON body, as the administrator unless told otherwise. */
export function call(
  method: string,
  path: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<Response> {
  const token = options.token === undefined ? ADMIN_TOKEN : options.token;
  return send(path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined && options.raw === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.raw !== undefined
      ? { body: options.raw }
      : body === undefined
        ? {}
        : { body: JSON.stringify(body) }),
  });
}

/** Calls and reads the JSON answer; the status must be as expected. */
export async function callFor<T = Record<string, unknown>>(
  status: number,
  method: string,
  path: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<T> {
  const response = await call(method, path, body, options);
  const text = await response.text();
  if (response.status !== status)
    throw new Error(`${method} ${path}: ${response.status} instead of ${status}: ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

export interface ArticleAnswer {
  readonly id: string;
  readonly slug: string;
  readonly url: string;
  readonly revision: number;
  readonly status: string;
  readonly title: string;
  readonly summary: string;
  readonly content_html: string;
  readonly date_published: string | null;
  readonly date_modified: string | null;
  readonly categories: string[];
  readonly officials: { slug: string; name: string; role: string | null; relation: string }[];
  readonly [field: string]: unknown;
}

/** Publishes an article with sensible parts where none are given. */
export function publish(
  fields: Record<string, unknown> = {},
  options: CallOptions = {},
): Promise<ArticleAnswer> {
  const hasContent = Object.keys(fields).some((name) => name.startsWith('content_'));
  return callFor<ArticleAnswer>(
    201,
    'POST',
    '/api/articles',
    {
      title: 'Bridge closed for repairs',
      ...(hasContent ? {} : { content_text: 'The old bridge is closed until spring.' }),
      ...fields,
    },
    options,
  );
}

export const putCategory = (slug: string, name: string) =>
  callFor(201, 'PUT', `/api/categories/${slug}`, { name });
export const putOfficial = (slug: string, fields: Record<string, unknown>) =>
  callFor(201, 'PUT', `/api/officials/${slug}`, fields);

export interface JsonFeed {
  readonly title: string;
  readonly feed_url: string;
  readonly next_url?: string;
  readonly items: {
    id: string;
    title: string;
    url: string;
    content_html: string;
    [field: string]: unknown;
  }[];
  readonly [field: string]: unknown;
}

/** Reads a JSON feed. */
export async function readJsonFeed(path: string): Promise<JsonFeed> {
  const response = await send(path);
  if (response.status !== 200) throw new Error(`GET ${path}: ${response.status}: ${await response.text()}`);
  return (await response.json()) as JsonFeed;
}

/** Of any test, and of no machine: nothing that comes at all takes longer. */
const LIMIT_MS = 60_000;

/** Waits until `find` finds something; fails with what it was after. */
export async function until<T>(what: string, find: () => Promise<T | null | undefined | false>): Promise<T> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (performance.now() > end) throw new Error(`gave up waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A path on the receiver that no other test uses. */
export function makeHook(name: string): { url: string; name: string } {
  const unique = `${name}-${crypto.randomUUID().slice(0, 8)}`;
  return { name: unique, url: `${RECEIVER}/hooks/${unique}` };
}

/** What the receiver has got on a path. */
export async function listReceived(hookName: string): Promise<ReceivedRequest[]> {
  return (await (await fetch(`${RECEIVER}/requests/${hookName}`)).json()) as ReceivedRequest[];
}

/** Tells the receiver how to answer on a path. */
export async function setBehaviour(hookName: string, ...behaviours: Behaviour[]): Promise<void> {
  await (
    await fetch(`${RECEIVER}/behaviours/${hookName}`, { method: 'PUT', body: JSON.stringify(behaviours) })
  ).text();
}

interface Health {
  readonly unprojected_documents: number;
  readonly pending_messages: number;
}

/** Waits until every document is in the store and every message with its queue. */
export async function settle(): Promise<void> {
  await until('the ledger has nothing left to do', async () => {
    // Whoever has a token is told how things are now.
    const health = (await (await call('GET', '/health')).json()) as Health;
    return health.unprojected_documents === 0 && health.pending_messages === 0;
  });
}
