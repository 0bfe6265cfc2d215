/**
 * `/files/{id}/{name}`: what articles show and carry, to everybody once one of them is published: the bytes or a part of
 * them, with what keeps a file from being more than a file.
 */

import { openLedger } from '../env.ts';
import type { Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import { isNotModified } from '../feed/conditional.ts';
import { buildFileUrl, FILE_ID_PATTERN } from '../file/file.ts';
import { formatDisposition } from '../file/file-name.ts';
import type { FileDocument, PublishedFile } from '../published/store.ts';
import { readFileDocument } from '../published/store.ts';
import { readSettings } from '../settings.ts';
import { authenticate, refuseRole } from './api/auth.ts';
import type { App, AppContext } from './app-routes.ts';
import { answerOtherMethods } from './app-routes.ts';
import { findSession } from './editor/session.ts';
import { excuseStore, readAheadOfStore, readLedgerPage } from './ledger-page.ts';
import { answerNotice } from './pages/notice-page.tsx';
import { answerFailure, STORAGE_UNAVAILABLE } from './problem.ts';

/** Puts the files into the app. */
export function mountFiles(app: App): void {
  app.get('/files/*', serveFile);
  answerOtherMethods(app, '/files/*', ['GET']);
}

async function serveFile(c: AppContext): Promise<Response> {
  const [id = '', ...name] = new URL(c.req.url).pathname.slice('/files/'.length).split('/');
  if (!FILE_ID_PATTERN.test(id)) return answerMissing(c);
  const document = await findDocument(c, id);
  if (document instanceof Response) return document;
  if (document?.state === 'public')
    return await answerFile(c, document.file, { name: name.join('/'), isForEditor: false });
  const own = await findFileOfEditor(c, id);
  if (own !== null) return await answerFile(c, own, { name: name.join('/'), isForEditor: true });
  return document === null ? answerMissing(c) : answerGone();
}

/** What the public may know; where the store fails, the ledger is asked as pages ask it. */
async function findDocument(c: AppContext, id: string): Promise<FileDocument | null | Response> {
  const ask = async () => succeed(await openLedger(c.env).readFileDocument(id));
  const readPage = (isCounted: boolean) =>
    readLedgerPage<FileDocument | null>(c, `/files/${id}`, ask, isCounted);
  const newer = await readAheadOfStore(`file/${id}`, readPage);
  if (newer !== undefined) return newer;
  const reading = await readFileDocument(c.env.ARTICLES, id, Date.now());
  if (reading.state === 'found') return reading.document;
  if (reading.state === 'missing') return null;
  const page = await readPage(true);
  return page instanceof Response ? excuseStore(page) : page;
}

/** The file, public or not, where an editor asks: by the cookie of the editor page, or with a token. */
async function findFileOfEditor(c: AppContext, id: string): Promise<PublishedFile | null> {
  const ledger = openLedger(c.env);
  const hasToken = c.req.header('authorization') !== undefined;
  if (!hasToken && c.req.header('cookie') === undefined) return null;
  const known = hasToken ? await authenticate(c, ledger) : null;
  const session = known === null ? await findSession(c, ledger) : null;
  const actor = known?.ok ? known.value : session?.ok ? session.value?.actor : undefined;
  if (actor === undefined || refuseRole(actor, 'editor') !== null) return null;
  return await ledger.findFile(id);
}

/** Nothing here, and nothing that tells whether there ever will be. */
function answerMissing(c: AppContext): Response {
  return c.req.header('accept')?.includes('text/html')
    ? answerNotice(readSettings(c.env), 404)
    : answerFailure({ code: 'file_not_found' });
}

function answerGone(): Response {
  const answer = answerFailure({ code: 'file_gone' });
  answer.headers.set('cache-control', GONE_CACHE_CONTROL);
  return answer;
}

/** The bytes of an address never change, so browsers may keep them for a year. */
const READERS_CACHE_CONTROL = 'public, max-age=31536000, immutable';
/**
 * What is withdrawn must not live on for a year at our own side: Cloudflare asks again after as long as a page is kept.
 * This header is read there and goes no further.
 */
const EDGE_CACHE_CONTROL = 'public, max-age=300';
/** Seen by nobody but who asked. */
const EDITORS_CACHE_CONTROL = 'private, no-store';
const GONE_CACHE_CONTROL = 'public, max-age=300';

/** A file is never a page: nothing in it runs, whatever a browser takes it for. */
const CONTENT_SECURITY_POLICY = `default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox`;
/** Browsers show PDF with a program of their own, and not inside of a sandbox. */
const PDF_SECURITY_POLICY = `default-src 'none'; object-src 'self'; style-src 'unsafe-inline'`;

/** Shown in place; everything else is downloaded. */
const PDF = 'application/pdf';
const SHOWN_TYPES = /^(?:image\/|audio\/|video\/|application\/pdf$)/;

/** What was asked of a file. */
interface FileRequest {
  /** As it stands in the address, decoded or not. */
  readonly name: string;
  /** Whoever asks may see what nobody else may: no cache keeps it. */
  readonly isForEditor: boolean;
}

/** Answers with the file, a part of it, or that the reader has it already. */
export async function answerFile(
  c: AppContext,
  file: PublishedFile,
  { name, isForEditor }: FileRequest,
): Promise<Response> {
  const url = buildFileUrl(file, readSettings(c.env).publicUrl);
  const cacheControl: Record<string, string> = isForEditor
    ? { 'cache-control': EDITORS_CACHE_CONTROL }
    : { 'cache-control': READERS_CACHE_CONTROL, 'cloudflare-cdn-cache-control': EDGE_CACHE_CONTROL };
  if (decodeName(name) !== file.name) {
    return new Response(null, {
      status: 301,
      headers: { location: url, 'cache-control': isForEditor ? EDITORS_CACHE_CONTROL : GONE_CACHE_CONTROL },
    });
  }
  const { mimeType, sizeInBytes } = file;
  const etag = `"${file.digest.slice(0, 32)}"`;
  const kind = SHOWN_TYPES.test(mimeType) ? 'inline' : 'attachment';
  const headers: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'content-security-policy': mimeType === PDF ? PDF_SECURITY_POLICY : CONTENT_SECURITY_POLICY,
    ...cacheControl,
    etag,
    'accept-ranges': 'bytes',
    'content-type': mimeType.startsWith('text/') ? `${mimeType}; charset=utf-8` : mimeType,
    'content-disposition': formatDisposition(kind, file.name),
  };
  const ifNoneMatch = c.req.header('if-none-match') ?? null;
  if (isNotModified({ ifNoneMatch, ifModifiedSince: null, etag, changedMs: 0 })) {
    return new Response(null, { status: 304, headers });
  }
  const range = readRange(c, etag, sizeInBytes);
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${sizeInBytes}`, ...NOT_KEPT },
    });
  }
  const { offset, length } = range ?? { offset: 0, length: sizeInBytes };
  const isPart = range !== null;
  if (isPart) headers['content-range'] = `bytes ${offset}-${offset + length - 1}/${sizeInBytes}`;
  headers['content-length'] = String(length);
  const status = isPart ? 206 : 200;
  if (c.req.method === 'HEAD') return new Response(null, { status, headers });
  const body = await readBytes(c, file.id, { offset, length });
  return body.ok ? new Response(body.value, { status, headers }) : answerFailure(body.failure);
}

const NOT_KEPT = { 'cache-control': 'no-store', 'cloudflare-cdn-cache-control': 'no-store' };

async function readBytes(
  c: AppContext,
  id: string,
  range: { readonly offset: number; readonly length: number },
): Promise<Result<ReadableStream<Uint8Array>>> {
  try {
    const object = (await c.env.FILES?.get(id, { range })) ?? null;
    if (object !== null) return succeed(object.body);
    console.error(JSON.stringify({ event: 'file_bytes_missing', file: id }));
  } catch (error) {
    console.warn(JSON.stringify({ event: 'file_not_read', file: id, error: String(error) }));
  }
  return fail(STORAGE_UNAVAILABLE);
}

/**
 * The one range that is asked for (RFC 9110 §14.2); null for the whole: none is asked for, several are, none that can be
 * read, or one of another edition (`If-Range`).
 */
function readRange(
  c: AppContext,
  etag: string,
  size: number,
): { readonly offset: number; readonly length: number } | 'unsatisfiable' | null {
  const ifRange = c.req.header('if-range');
  if (c.req.method !== 'GET' || (ifRange !== undefined && ifRange.trim() !== etag)) return null;
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(c.req.header('range')?.trim() ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return null;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { offset: size - length, length };
  }
  const offset = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < offset) return null;
  return offset >= size ? 'unsatisfiable' : { offset, length: last - offset + 1 };
}

function decodeName(name: string): string | null {
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}
