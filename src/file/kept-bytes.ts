/** What is kept of a file's bytes, without a copy of them. */

/** A picture has some hundred pieces at most; thousands are made to use up memory. */
const MAX_PIECES = 4_096;

/** Pieces of bytes in their order; those that follow each other in the file are one. */
export class KeptBytes {
  readonly #bytes: Uint8Array;
  readonly #pieces: Uint8Array[] = [];
  #lastEnd = -1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Keeps the file's bytes from `start` up to `end`. */
  keep(start: number, end: number): void {
    const last = this.#pieces.at(-1);
    if (last !== undefined && this.#lastEnd === start) {
      this.#pieces[this.#pieces.length - 1] = this.#bytes.subarray(start - last.length, end);
    } else {
      this.#pieces.push(this.#bytes.subarray(start, end));
    }
    this.#lastEnd = end;
  }

  /** Adds bytes that are not the file's. */
  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#lastEnd = -1;
  }

  /** True where there are more pieces than any picture has. */
  get isScattered(): boolean {
    return this.#pieces.length > MAX_PIECES;
  }

  get pieces(): readonly Uint8Array[] {
    return this.#pieces;
  }
}

/** The ASCII text that stands at a place; shorter where the bytes end. */
export function readAscii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** A view of bytes, whatever of their buffer they are. */
export function openView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
