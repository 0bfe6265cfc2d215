/** An upload becomes a file: read, recognised, cleaned, into the bucket, and only then known to the ledger. */

import type { Env, LedgerStub } from '../../env.ts';
import type { Failure, Result } from '../../failure.ts';
import { fail, failField, succeed } from '../../failure.ts';
import type { StoredFile } from '../../file/file.ts';
import { FILE_ID_BYTES, MAX_FILE_BYTES, MAX_FILM_BYTES } from '../../file/file.ts';
import { buildFileName } from '../../file/file-name.ts';
import type { FileKind } from '../../file/file-type.ts';
import { FILE_KINDS, FILE_MIME_TYPES, HEAD_BYTES, isFilm, readFile } from '../../file/file-type.ts';
import { STORAGE_UNAVAILABLE } from '../problem.ts';
import { openSentFile, type SentFile } from './sent-file.ts';

/** A bucket is not made by itself: an hour is soon enough to ask again. */
const RETRY_AFTER_SETUP_SECONDS = 3_600;
/** Parts of one film in the bucket: all but the last equally large, none below 5 MiB (R2). */
const PART_BYTES = 8 * 1024 * 1024;
/** What a buffer begins with where nobody says how long the body is. */
const FIRST_BUFFER_BYTES = 256 * 1024;

/** While there is no bucket. */
const FILES_NOT_SET_UP: Failure = {
  code: 'files_not_set_up',
  retryAfterSeconds: RETRY_AFTER_SETUP_SECONDS,
};

/** What is known of a file once its bytes are in the bucket. */
type KeptFile = Pick<StoredFile, 'sizeInBytes' | 'digest' | 'width' | 'height'> & { readonly kind: FileKind };

/** Whose file it is and what it is to be called; of a restored one also its id. */
export interface UploadFacts {
  readonly createdBy: string;
  readonly id?: string;
}

/** Stores the file that a request brings. A refusal leaves nothing behind that is not swept. */
export async function storeUpload(
  env: Env,
  ledger: LedgerStub,
  request: Request,
  facts: UploadFacts,
): Promise<Result<StoredFile>> {
  const bucket = env.FILES;
  if (bucket === undefined) return fail(FILES_NOT_SET_UP);
  const sent = await openSentFile(request);
  if (!sent.ok) return sent;
  const id = facts.id ?? crypto.getRandomValues(new Uint8Array(FILE_ID_BYTES)).toHex();
  const expectedBytes = Number(request.headers.get('content-length')) || FIRST_BUFFER_BYTES;
  const bytes = sent.value.bytes[Symbol.asyncIterator]();
  const head = new ByteBuffer(HEAD_BYTES, MAX_FILM_BYTES);
  await head.fillFrom(bytes, HEAD_BYTES);
  if (head.bytes.length === 0) return failField('', { code: 'empty' });
  const begin = () => ledger.beginUpload(id);
  const kept = isFilm(head.bytes)
    ? await keepFilm({ bucket, id, begin }, head, bytes)
    : await keepWhole({ bucket, id, begin }, head, bytes, sent.value, expectedBytes);
  if (!kept.ok) return kept;
  const fault = sent.value.findFault();
  if (fault !== null) return fail(fault);
  const { kind, ...measures } = kept.value;
  return await ledger.finishUpload({
    id,
    name: buildFileName(sent.value.name, kind),
    mimeType: FILE_KINDS[kind].mimeType,
    ...measures,
    createdAt: Date.now(),
    createdBy: facts.createdBy,
  });
}

interface Destination {
  readonly bucket: R2Bucket;
  readonly id: string;
  /** To be called before anything is put there; nothing may be where it fails. */
  readonly begin: () => Promise<Result<null>>;
}

/** Everything but films: whole in memory, because their types stand at both ends and pictures are cleaned. */
async function keepWhole(
  destination: Destination,
  head: ByteBuffer,
  rest: AsyncIterator<Uint8Array>,
  sent: SentFile,
  expectedBytes: number,
): Promise<Result<KeptFile>> {
  const whole = new ByteBuffer(Math.min(expectedBytes, MAX_FILE_BYTES), MAX_FILE_BYTES);
  const fits = whole.add(head.bytes) && (await whole.fillFrom(rest, Number.POSITIVE_INFINITY));
  if (!fits) return fail({ code: 'body_too_large', maxBytes: MAX_FILE_BYTES });
  const file = readFile(whole.bytes, sent);
  if (file === null) return fail({ code: 'file_type_unsupported', mediaTypes: FILE_MIME_TYPES });
  const sizeInBytes = file.pieces.reduce((sum, { length }) => sum + length, 0);
  const begun = await destination.begin();
  if (!begun.ok) return begun;
  const digest = new Digest();
  const { readable, writable } = new FixedLengthStream(sizeInBytes);
  const put = keepObject(() => destination.bucket.put(destination.id, readable, describeObject(file.kind)));
  const writer = writable.getWriter();
  const written = (async () => {
    for (const piece of file.pieces) {
      await digest.add(piece);
      await writer.write(piece);
    }
    await writer.close();
  })().catch(() => undefined);
  const failure = await put;
  if (failure !== null) return fail(failure);
  await written;
  const { kind, width, height } = file;
  return succeed({ kind, sizeInBytes, width, height, digest: await digest.finish() });
}

/** Films: a part of PART_BYTES at a time. */
async function keepFilm(
  { bucket, id, begin }: Destination,
  head: ByteBuffer,
  rest: AsyncIterator<Uint8Array>,
): Promise<Result<KeptFile>> {
  const begun = await begin();
  if (!begun.ok) return begun;
  const digest = new Digest();
  let sizeInBytes = 0;
  let isTooLarge = false;
  const failure = await keepObject(async () => {
    const upload = await bucket.createMultipartUpload(id, describeObject('mp4'));
    const parts: R2UploadedPart[] = [];
    for await (const part of cutParts(head, rest)) {
      sizeInBytes += part.length;
      isTooLarge = sizeInBytes > MAX_FILM_BYTES;
      if (isTooLarge) return await upload.abort();
      await digest.add(part);
      parts.push(await upload.uploadPart(parts.length + 1, part));
    }
    await upload.complete(parts);
  });
  if (failure !== null) return fail(failure);
  if (isTooLarge) return fail({ code: 'body_too_large', maxBytes: MAX_FILM_BYTES });
  return succeed({ kind: 'mp4', sizeInBytes, width: null, height: null, digest: await digest.finish() });
}

async function* cutParts(head: ByteBuffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let over: Uint8Array = head.bytes;
  for (;;) {
    const part = new ByteBuffer(PART_BYTES, 2 * MAX_FILM_BYTES);
    part.add(over);
    await part.fillFrom(rest, PART_BYTES);
    if (part.bytes.length > 0) yield part.bytes.subarray(0, PART_BYTES);
    if (part.bytes.length < PART_BYTES) return;
    over = part.bytes.slice(PART_BYTES);
  }
}

function describeObject(kind: FileKind): R2PutOptions & R2MultipartOptions {
  return { httpMetadata: { contentType: FILE_KINDS[kind].mimeType } };
}

/** Puts something into the bucket; the failure where that is not possible now. */
async function keepObject(put: () => Promise<unknown>): Promise<Failure | null> {
  try {
    await put();
    return null;
  } catch (error) {
    console.warn(JSON.stringify({ event: 'file_not_kept', error: String(error) }));
    return STORAGE_UNAVAILABLE;
  }
}

/** SHA-256 of bytes as they come. */
class Digest {
  readonly #stream = new crypto.DigestStream('SHA-256');
  readonly #writer = this.#stream.getWriter();

  async add(bytes: Uint8Array): Promise<void> {
    await this.#writer.write(bytes);
  }

  /** In hexadecimal. */
  async finish(): Promise<string> {
    await this.#writer.close();
    return new Uint8Array(await this.#stream.digest).toHex();
  }
}

/** Bytes that grow, up to a limit. */
class ByteBuffer {
  #memory: Uint8Array;
  #length = 0;
  readonly #maxBytes: number;

  constructor(firstBytes: number, maxBytes: number) {
    this.#memory = new Uint8Array(firstBytes);
    this.#maxBytes = maxBytes;
  }

  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#length);
  }

  /** False where that is more than the limit. */
  add(bytes: Uint8Array): boolean {
    const length = this.#length + bytes.length;
    if (length > this.#maxBytes) return false;
    if (length > this.#memory.length) {
      const larger = new Uint8Array(Math.min(this.#maxBytes, Math.max(length, 2 * this.#memory.length)));
      larger.set(this.bytes);
      this.#memory = larger;
    }
    this.#memory.set(bytes, this.#length);
    this.#length = length;
    return true;
  }

  /** Reads until there are `wantedBytes`, or no more; false where that is more than the limit. */
  async fillFrom(source: AsyncIterator<Uint8Array>, wantedBytes: number): Promise<boolean> {
    while (this.#length < wantedBytes) {
      const { done, value } = await source.next();
      if (done === true) return true;
      if (!this.add(value)) {
        await source.return?.();
        return false;
      }
    }
    return true;
  }
}
