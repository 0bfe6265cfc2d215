import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTable, readTable } from '../../../../src/article/directory/csv.ts';

const readCells = (text: string) => {
  const table = readTable(text);
  return table.ok ? table.rows.map(({ cells }) => cells) : `line ${table.line}`;
};

describe('a table', () => {
  it('comes back as it was written, whatever its cells hold, its separator and its line ends', () => {
    const cell = fc
      .array(fc.constantFrom('a', 'é', '吴', '"', ',', ';', '\t', '\n', ' '), { maxLength: 6 })
      .map((parts) => parts.join('').trim())
      .filter((text) => text !== '');
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        (rows, separator, lineEnd, endsLine) => {
          const head = rows[0]?.map((_, index) => `column${index}`) ?? [];
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const written = [head, ...rows].map((row) => row.map(quote).join(separator)).join(lineEnd);
          expect(readCells(written + (endsLine ? lineEnd : ''))).toEqual([head, ...rows]);
        },
      ),
    );
  });

  it('may leave cells empty and lines blank, and tells where each row began', () => {
    expect(readTable('name,role\n\nAnn,\n,,\n"Bea\nLee",Mayor\nCy')).toEqual({
      ok: true,
      rows: [
        { line: 1, cells: ['name', 'role'] },
        { line: 3, cells: ['Ann', ''] },
        { line: 5, cells: ['Bea\nLee', 'Mayor'] },
        { line: 7, cells: ['Cy'] },
      ],
    });
    expect(readCells('')).toEqual([]);
  });

  it('is refused with its line where a quotation mark is not closed, or text follows one that is', () => {
    expect(readCells('name\nAnn\n"Bea')).toBe('line 3');
    expect(readCells('name,role\n"Ann" Lee,Mayor')).toBe('line 2');
    expect(readCells('name\nAnn "Bea" Lee')).toEqual([['name'], ['Ann "Bea" Lee']]);
  });
});

describe('the bytes of a table', () => {
  const utf16 = (text: string, isLittleEndian: boolean) => {
    const view = new DataView(new ArrayBuffer(2 * (text.length + 1)));
    [...`\uFEFF${text}`].forEach((character, index) => {
      view.setUint16(2 * index, character.charCodeAt(0), isLittleEndian);
    });
    return new Uint8Array(view.buffer);
  };
  const utf8 = (text: string) => new TextEncoder().encode(text);

  it('are read as spreadsheets write them', () => {
    expect(decodeTable(utf8('name\n吴曙'), 'en')).toBe('name\n吴曙');
    expect(decodeTable(utf8('\uFEFFname'), 'en')).toBe('name');
    expect(decodeTable(utf16('name\t吴曙', true), 'en')).toBe('name\t吴曙');
    expect(decodeTable(utf16('name', false), 'en')).toBe('name');
    expect(decodeTable(new Uint8Array([0xcb, 0xef, 0x0a]), 'zh-CN')).toBe('孙\n');
    expect(decodeTable(new Uint8Array([0xa7, 0x64, 0x0a]), 'zh-TW')).toBe('吳\n');
    expect(decodeTable(new Uint8Array([0x4d, 0xfc, 0x6c]), 'de')).toBe('Mül');
  });

  it('are refused where they are no text', () => {
    expect(decodeTable(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'en')).toBeNull();
    expect(decodeTable(new Uint8Array([0xff, 0xfe, 0x00, 0xd8]), 'en')).toBeNull();
  });
});
