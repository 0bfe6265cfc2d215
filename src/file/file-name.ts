/** What a file is called: as its sender says, made safe for every address and disk. */

import { percentEncode } from '../article/web-url.ts';
import type { FileKind } from './file-type.ts';
import { FILE_KINDS } from './file-type.ts';

/** Code points; in an address each may become twelve characters. */
const MAX_NAME_CHARACTERS = 100;
/** What systems do not take in a name, what steers text, and what cannot be seen. */
const UNFIT = /[<>:"/\\|?*%#&\p{Cc}\p{Cf}\p{Surrogate}\p{Zl}\p{Zp}]+/gu;

const KNOWN_ENDINGS: readonly string[] = Object.values(FILE_KINDS).flatMap(({ endings }) => endings);

/** The name without folders, with the ending of its kind; `file` where nothing is left of it. */
export function buildFileName(said: string, kind: FileKind): string {
  const [base = ''] = said.split(/[/\\]/).slice(-1);
  const readable = base.normalize('NFC').replace(UNFIT, '-').replace(/\s+/g, ' ');
  const trimmed = readable.replace(/^[\s.-]+|[\s.-]+$/g, '');
  const dot = trimmed.lastIndexOf('.');
  const ending = dot < 1 ? '' : trimmed.slice(dot + 1).toLowerCase();
  const endings: readonly string[] = FILE_KINDS[kind].endings;
  const isRight = endings.includes(ending);
  // An ending of another kind is wrong; what is none of ours may be part of the name.
  const stem = isRight || KNOWN_ENDINGS.includes(ending) ? trimmed.slice(0, dot) : trimmed;
  const kept = [...stem].slice(0, MAX_NAME_CHARACTERS).join('').trim() || 'file';
  return `${kept}.${isRight ? ending : endings[0]}`;
}

/** The name in a `Content-Disposition` (RFC 6266, RFC 8187); '' where it has none that can be read. */
export function readFileName(disposition: string): string {
  const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // What is badly encoded has a plain name beside it, perhaps.
    }
  }
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? [];
  return quoted === undefined ? (token ?? '') : quoted.replace(/\\(["\\])/g, '$1');
}

/** The `Content-Disposition` of an answer. */
export function formatDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const extended = percentEncode(name);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${extended}`;
}
