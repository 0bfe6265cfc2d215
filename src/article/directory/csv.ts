/** Tables as spreadsheets write them: CSV (RFC 4180), with commas, semicolons or tabs. */

/** A row that is not blank; `line` is where it begins, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a table, or the line (from 1) at which it cannot be read. */
export type ReadTable =
  | { readonly ok: true; readonly rows: readonly TableRow[] }
  /** A cell begins with a quotation mark that nothing closes. */
  | { readonly ok: false; readonly line: number };

/** A quoted cell, or a plain one; then what ends it. */
const CELLS = {
  ',': /(?:"([^"]*(?:""[^"]*)*)"|([^,\r\n]*))(,|\r\n|\r|\n|$)/y,
  ';': /(?:"([^"]*(?:""[^"]*)*)"|([^;\r\n]*))(;|\r\n|\r|\n|$)/y,
  '\t': /(?:"([^"]*(?:""[^"]*)*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y,
} as const;
type Separator = keyof typeof CELLS;

/** Reads a table; the separator is the one that its first line has most of. */
export function readTable(text: string): ReadTable {
  const separator = findSeparator(text);
  const pattern = CELLS[separator];
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let startLine = 1;
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at;
    const [whole = '', quoted, plain = '', end = ''] = pattern.exec(text) ?? [];
    if (quoted === undefined && plain.startsWith('"')) return { ok: false, line };
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    at += whole.length;
    line += whole.match(/\r\n|\r|\n/g)?.length ?? 0;
    if (end === separator && at < text.length) continue;
    if (cells.some((cell) => cell !== '')) rows.push({ line: startLine, cells });
    cells = [];
    startLine = line;
  }
  return { ok: true, rows };
}

function findSeparator(text: string): Separator {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (separator: string) => head.split(separator).length;
  const separators: readonly Separator[] = [',', ';', '\t'];
  return separators.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

/** GB 18030 and Big5 are what spreadsheets of their countries write where it is not Unicode; elsewhere Windows-1252. */
function nameNationalEncoding(language: string): string {
  const { language: base, script, region } = new Intl.Locale(language).maximize();
  if (base !== 'zh') return 'windows-1252';
  return script === 'Hant' || region === 'TW' ? 'big5' : 'gb18030';
}

/**
 * The text of a file that a spreadsheet wrote: UTF-8 or UTF-16 by its first bytes, UTF-8 where its rules hold, else as
 * is usual where `language` (BCP 47) is spoken. null: it is no text.
 */
export function decodeTable(bytes: Uint8Array, language: string): string | null {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encodings = isUtf16
    ? [first === 0xff ? 'utf-16le' : 'utf-16be']
    : ['utf-8', nameNationalEncoding(language)];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes);
      // A picture or a workbook is no table, whatever its bytes would spell.
      return text.includes('\0') ? null : text;
    } catch {
      // The next one, then.
    }
  }
  return null;
}
