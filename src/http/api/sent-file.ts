/** A file as a request brings it: its bytes as they come, and what is said of them. */

import type { Failure, Result } from '../../failure.ts';
import { fail, failField, succeed } from '../../failure.ts';
import { readFileName } from '../../file/file-name.ts';
import type { SaidOfFile } from '../../file/file-type.ts';
import { readChunks } from './body.ts';

/** A file on its way. */
export interface SentFile extends SaidOfFile {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What turned out to be wrong with the request once all of `bytes` was read; null: nothing. */
  readonly findFault: () => Failure | null;
}

const MULTIPART = /^multipart\/form-data\s*;(?:.*;)?\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;
/** What stands before the bytes of a part: a name, a type. */
const MAX_PART_HEAD_BYTES = 16 * 1024;
/** What a form may hold beside the file. */
const MAX_OTHER_BYTES = 64 * 1024;
const LINE_END = '\r\n';

/** Opens the file of a request: the body itself, or the one file of a form (RFC 7578). */
export async function openSentFile(request: Request): Promise<Result<SentFile>> {
  const type = request.headers.get('content-type') ?? '';
  const stream = request.body;
  if (stream === null) return failField('', { code: 'empty' });
  if (!/^multipart\/form-data\b/i.test(type)) {
    return succeed({
      name: readFileName(`;${request.headers.get('content-disposition') ?? ''}`),
      mimeType: readMediaType(type),
      bytes: readChunks(stream),
      findFault: () => null,
    });
  }
  const [, quoted, token] = MULTIPART.exec(type) ?? [];
  const boundary = quoted ?? token;
  return boundary === undefined
    ? fail({ code: 'body_not_multipart' })
    : await openPart(new PartReader(readChunks(stream), boundary));
}

async function openPart(reader: PartReader): Promise<Result<SentFile>> {
  let head = await reader.nextHead();
  while (head !== null && head.name === null) head = await reader.nextHead();
  if (reader.isBroken) return fail({ code: 'body_not_multipart' });
  if (head === null) return failField('/file', { code: 'empty' });
  let fault: Failure | null = null;
  async function* read() {
    yield* reader.readPart();
    for (let other = await reader.nextHead(); other !== null; other = await reader.nextHead()) {
      if (other.name !== null) fault = { code: 'invalid', errors: [{ pointer: '/file', code: 'repeated' }] };
    }
    if (reader.isBroken) fault = { code: 'body_not_multipart' };
  }
  return succeed({
    name: head.name ?? '',
    mimeType: head.mimeType,
    bytes: read(),
    findFault: () => fault,
  });
}

function readMediaType(type: string): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

interface PartHead {
  /** What the file of the part is called; null for a part that is none. */
  readonly name: string | null;
  readonly mimeType: string;
}

/** Reads the parts of a form one after the other, never more of them than has just come. */
class PartReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #delimiter: Uint8Array;
  /** What has come and is not yet given out. The body's first delimiter has no line end before it. */
  #buffer: Uint8Array<ArrayBufferLike> = encode(LINE_END);
  #isInPart = false;
  #isOver = false;
  isBroken = false;

  constructor(chunks: AsyncIterator<Uint8Array>, boundary: string) {
    this.#chunks = chunks;
    this.#delimiter = encode(`${LINE_END}--${boundary}`);
  }

  /** Goes to the next part; null after the last. */
  async nextHead(): Promise<PartHead | null> {
    let skipped = 0;
    if (!this.#isInPart && !this.#isOver) this.#isInPart = true;
    for await (const piece of this.readPart()) {
      skipped += piece.length;
      if (skipped > MAX_OTHER_BYTES) return this.#break();
    }
    if (this.isBroken || this.#isOver) return null;
    const end = await this.#find(encode(`${LINE_END}${LINE_END}`), MAX_PART_HEAD_BYTES);
    if (end === null) return this.#break();
    const head = new TextDecoder().decode(this.#buffer.subarray(0, end));
    this.#buffer = this.#buffer.subarray(end + 2 * LINE_END.length);
    // A part without a byte ends where its head does.
    this.#isInPart = true;
    const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? '';
    const isFile = /;\s*filename\*?\s*=/i.test(disposition);
    return {
      name: isFile ? readFileName(disposition) : null,
      mimeType: readMediaType(/^content-type:(.*)$/im.exec(head)?.[1] ?? ''),
    };
  }

  /** The rest of the part, up to its delimiter. */
  async *readPart(): AsyncGenerator<Uint8Array> {
    while (this.#isInPart) {
      const at = findBytes(this.#buffer, this.#delimiter);
      const certain = at ?? this.#buffer.length - this.#delimiter.length + 1;
      if (certain > 0) {
        yield this.#buffer.subarray(0, certain);
        this.#buffer = this.#buffer.subarray(certain);
      }
      if (at !== null) return await this.#passDelimiter();
      if (!(await this.#fill())) {
        this.#break();
        return;
      }
    }
  }

  async #passDelimiter(): Promise<void> {
    this.#isInPart = false;
    this.#buffer = this.#buffer.subarray(this.#delimiter.length);
    while (this.#buffer.length < 2 && (await this.#fill()));
    const [first, second] = this.#buffer;
    if (first === 0x2d && second === 0x2d) {
      this.#isOver = true;
      // What follows the last delimiter is nobody's; read, so that the client may end its request.
      while (await this.#fill()) this.#buffer = new Uint8Array();
    }
    // Between the delimiter and its line end a mail program may put white space (RFC 2046 §5.1.1); browsers do not.
    else if (first !== 0x0d || second !== 0x0a) this.#break();
  }

  async #find(wanted: Uint8Array, maxBytes: number): Promise<number | null> {
    for (;;) {
      const at = findBytes(this.#buffer, wanted);
      if (at !== null) return at;
      if (this.#buffer.length > maxBytes || !(await this.#fill())) return null;
    }
  }

  async #fill(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done === true) return false;
    if (this.#buffer.length === 0) this.#buffer = value;
    else {
      const joined = new Uint8Array(this.#buffer.length + value.length);
      joined.set(this.#buffer);
      joined.set(value, this.#buffer.length);
      this.#buffer = joined;
    }
    return true;
  }

  #break(): null {
    this.isBroken = true;
    this.#isInPart = false;
    this.#isOver = true;
    return null;
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The first place of some bytes in others; null for none. */
function findBytes(bytes: Uint8Array, wanted: Uint8Array): number | null {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + wanted.length > bytes.length) return null;
    let length = 1;
    while (length < wanted.length && bytes[at + length] === wanted[length]) length += 1;
    if (length === wanted.length) return at;
  }
  return null;
}
