/** Reading a request's body: its bytes as they come, its size, its media type, its JSON. */

import type { Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { AppContext } from '../app-routes.ts';

/** An article of 256 KiB with all its metadata fits four times. */
const MAX_BODY_BYTES = 1024 * 1024;

export interface RawBody {
  readonly text: string;
  /** Undefined where the operation takes no JSON. */
  readonly json: unknown;
}

/** What an operation says of its body. */
interface BodyDescription {
  readonly method: string;
  readonly body?: unknown;
  readonly unreadBody?: unknown;
  readonly textBody?: readonly string[];
  readonly maxBodyBytes?: number;
  readonly takesFile?: boolean;
}

/** Reads the body whole (a file is left to the handler), or fails: too large, of another media type, not readable. */
export async function readBody(c: AppContext, description: BodyDescription): Promise<Result<RawBody>> {
  const takesFile = description.takesFile === true;
  const takesJson = description.body !== undefined || description.unreadBody !== undefined;
  if (!takesFile && !takesJson && description.textBody === undefined) {
    await c.req.raw.body?.cancel();
    return succeed({ text: '', json: undefined });
  }
  // What is packed can be a thousand times as large as it looks: nothing here unpacks it.
  if (isEncoded(c)) return fail({ code: 'content_encoding_unsupported' });
  if (takesFile) return succeed({ text: '', json: undefined });
  const mediaTypes = description.textBody ?? ['application/json', 'application/merge-patch+json'];
  const mediaType = (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!mediaTypes.includes(mediaType)) {
    return fail({ code: 'media_type_unsupported', mediaTypes });
  }
  const maxBytes = description.maxBodyBytes ?? MAX_BODY_BYTES;
  const bytes = await readBytes(c.req.raw.body, maxBytes);
  if (bytes === null) return fail({ code: 'body_too_large', maxBytes });
  const encodings = mediaType.startsWith('text/')
    ? listEncodings(c.req.header('content-type'), bytes)
    : ['utf-8'];
  const text = encodings.flatMap((encoding) => decode(bytes, encoding) ?? [])[0] ?? null;
  if (text === null) return fail({ code: 'body_not_text', encodings });
  if (description.textBody !== undefined) return succeed({ text, json: undefined });
  try {
    return succeed({ text, json: JSON.parse(text) as unknown });
  } catch {
    return fail({ code: 'body_not_json' });
  }
}

function isEncoded(c: AppContext): boolean {
  const encoding = c.req.header('content-encoding')?.trim().toLowerCase() ?? '';
  return encoding !== '' && encoding !== 'identity';
}

/** Reads a stream of at most `maxBytes`; null where there is more. */
export async function readBytes(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array | null> {
  if (stream === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of readChunks(stream)) {
    length += chunk.length;
    // Leaving the loop cancels the stream: what is too much is not read.
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** A page may say itself which characters it is made of; the standard looks for it in so many bytes. */
const PRESCAN_BYTES = 1024;
const CHARSET = /charset\s*=\s*["']?([\w-]{1,40})/i;

/**
 * What a text may be written in, the surest first: what the request says, UTF-8 (whose rules other encodings break at
 * once; who fetched an old page as text sends it so), what the page says.
 */
function listEncodings(contentType: string | undefined, bytes: Uint8Array): string[] {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCAN_BYTES));
  const named = [CHARSET.exec(contentType ?? '')?.[1], 'utf-8', CHARSET.exec(head)?.[1]];
  return [...new Set(named.flatMap((name) => name?.toLowerCase() ?? []))];
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}

/** The client, or the connection to it, ended in the middle of a body: nobody's bug. */
export class BodyCutShort extends Error {}

/** The chunks of a body; throws BodyCutShort where they end before it does. */
export async function* readChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw new BodyCutShort(String(error));
  }
}
