/** What a file is: what is known of its bytes, where it stands, and what an article must write to name it. */

import { formatTimestamp } from '../article/date-format.ts';

/** A file that is here: its bytes are in the bucket before anything knows of it. */
export interface StoredFile {
  /** 128 random bits in hexadecimal: nobody guesses an address before the article that names it is published. */
  readonly id: string;
  /** As it is downloaded; its ending is that of its type. */
  readonly name: string;
  readonly mimeType: string;
  readonly sizeInBytes: number;
  /** Pixels as it is shown, turned where its orientation says so; null for what is no picture. */
  readonly width: number | null;
  readonly height: number | null;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The name of the token that brought it. */
  readonly createdBy: string;
}

/** A file as the API shows it. */
export interface FileResource {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly mime_type: string;
  readonly size_in_bytes: number;
  readonly width?: number;
  readonly height?: number;
  readonly created_at: string;
}

/** A file's id: `FILE_ID_BYTES` in hexadecimal digits. */
export const FILE_ID_PATTERN = /^[0-9a-f]{32}$/;
/** 128 bits: two files never share an id. */
export const FILE_ID_BYTES = 16;

/** Larger than a photo of any telephone, and what the memory of a Worker holds beside everything else. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;
/** Films go to the bucket as they come, never whole in memory; more than this Cloudflare lets nobody send. */
export const MAX_FILM_BYTES = 100 * 1024 * 1024;

/** The address by which articles name a file and readers get it. */
export function buildFileUrl({ id, name }: Pick<StoredFile, 'id' | 'name'>, publicUrl: string): string {
  return `${publicUrl}/files/${id}/${encodeURIComponent(name)}`;
}

/** Shows a file to those who may see it. */
export function buildFileResource(file: StoredFile, publicUrl: string): FileResource {
  return {
    id: file.id,
    url: buildFileUrl(file, publicUrl),
    name: file.name,
    mime_type: file.mimeType,
    size_in_bytes: file.sizeInBytes,
    ...(file.width === null || file.height === null ? {} : { width: file.width, height: file.height }),
    created_at: formatTimestamp(file.createdAt),
  };
}

/** The id of a file in its address; null in any other. Under whatever host: a service may have moved. */
export function readFileId(url: string): string | null {
  return /\/files\/([0-9a-f]{32})(?=[/?#]|$)/.exec(url)?.[1] ?? null;
}

/** True for an address of this service's files, whether there is such a file or not. */
export function isFileUrl(url: string, publicUrl: string): boolean {
  return url.startsWith(`${publicUrl}/files/`);
}
