import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFileName, formatDisposition, readFileName } from '../../../src/file/file-name.ts';
import type { CleanFile, FileKind } from '../../../src/file/file-type.ts';
import { FILE_KINDS, isFilm, readFile } from '../../../src/file/file-type.ts';
import { readOrientation } from '../../../src/file/picture.ts';
import { AVIF, buildArchive, buildMedia, GIF, JPEG, MP3, PNG, WEBP } from '../../fixtures/pictures.ts';
import { anyText } from '../../support/arbitrary-text.ts';
import { countCases } from '../../support/cases.ts';

const text = (value: string) => new TextEncoder().encode(value);
const read = (bytes: Uint8Array, name = '') => readFile(bytes.slice(), { name, mimeType: '' });
const join = (file: CleanFile | null) => Uint8Array.from(file?.pieces.flatMap((piece) => [...piece]) ?? []);
const say = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

const PICTURES = { jpeg: JPEG, png: PNG, webp: WEBP, gif: GIF, avif: AVIF } as const;
const TURNED: readonly string[] = ['jpeg', 'png', 'webp'];
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';

const OTHERS: readonly (readonly [FileKind, Uint8Array])[] = [
  ['pdf', text('%PDF-1.7\n')],
  ['docx', buildArchive(['[Content_Types].xml', 'word/document.xml'])],
  ['xlsx', buildArchive(['[Content_Types].xml', 'xl/workbook.xml'])],
  ['pptx', buildArchive(['[Content_Types].xml', 'ppt/presentation.xml'])],
  ['odt', buildArchive(['mimetype', 'content.xml'], `${OPEN_DOCUMENT}text`)],
  ['ods', buildArchive(['mimetype', 'content.xml'], `${OPEN_DOCUMENT}spreadsheet`)],
  ['odp', buildArchive(['mimetype', 'content.xml'], `${OPEN_DOCUMENT}presentation`)],
  ['txt', text('Sitzung am Montag, 区长')],
  ['mp3', MP3],
  ['mp3', Uint8Array.of(...text('ID3'), 4, 0, 0, 0, 0, 0, 2, 0, 0, ...MP3)],
  ['m4a', buildMedia('M4A ')],
  ['mp4', buildMedia('isom')],
];

describe('a picture', () => {
  it.each(Object.entries(PICTURES))(
    'that is %s tells nothing of camera, place and maker any more',
    (kind, bytes) => {
      expect(say(bytes)).toContain('SECRET');
      const file = read(bytes);
      expect(file?.kind).toBe(kind);
      expect(say(join(file))).not.toContain('SECRET');
    },
  );

  it.each(Object.entries(PICTURES))(
    'that is %s keeps its size as it is shown, and cleaned again its bytes',
    (kind, bytes) => {
      const file = read(bytes);
      const isTurned = TURNED.includes(kind);
      expect([file?.width, file?.height]).toEqual(isTurned ? [8, 12] : [12, 8]);
      const again = read(join(file));
      expect(join(again)).toEqual(join(file));
      expect([again?.width, again?.height]).toEqual([file?.width, file?.height]);
    },
  );

  it('keeps which side is up, in the block that every viewer reads', () => {
    for (const bytes of [JPEG, PNG, WEBP]) {
      const cleaned = join(read(bytes));
      const at = say(cleaned).indexOf('MM\0*');
      expect(readOrientation(cleaned.subarray(at))).toBe(6);
    }
  });

  it('that is avif keeps which side is up as a property', () => {
    const turned = AVIF.slice();
    const at = say(turned).indexOf('pixi');
    turned.set([...text('irot'), 1], at);
    const file = read(turned);
    expect([file?.width, file?.height]).toEqual([8, 12]);
    expect(join(file).subarray(at, at + 5)).toEqual(turned.subarray(at, at + 5));
  });

  it('that is avif has nothing that no box leads to, behind its pixels or in a box that fills up', () => {
    const left = ['mdat', 'free', 'skip'].flatMap((name) => [0, 0, 0, 14, ...text(`${name}SECRET`)]);
    const bytes = Uint8Array.from([...AVIF, ...left]);
    const cleaned = join(read(bytes));
    expect(say(cleaned)).not.toContain('SECRET');
    expect(cleaned.subarray(0, AVIF.length)).toEqual(join(read(AVIF)));
    const pixels = say(AVIF).indexOf('mdat');
    expect(cleaned.subarray(pixels, pixels + 37)).toEqual(AVIF.subarray(pixels, pixels + 37));
  });
});

describe('a file', () => {
  it.each(OTHERS)('is recognised as %s by its bytes, which stay as they are', (kind, bytes) => {
    const file = read(bytes, 'whatever.jpg');
    expect(file?.kind).toBe(kind);
    expect(join(file)).toEqual(bytes);
  });

  it('is a table where its name or its sender says so, and its bytes are text', () => {
    expect(read(text('a,b\n1,2\n'), 'votes.CSV')?.kind).toBe('csv');
    expect(readFile(text('a,b\n'), { name: 'votes', mimeType: 'text/csv' })?.kind).toBe('csv');
    expect(read(JPEG, 'votes.csv')?.kind).toBe('jpeg');
  });

  it.each([
    ['a page', text('<!doctype html><p>Hello')],
    ['a page behind white space', text('\ufeff \n<html><body>')],
    ['a page behind a word', text('Hello <script>alert(1)</script>')],
    ['a drawing', text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['XML', text('<?xml version="1.0"?><a/>')],
    ['a program', Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0)],
    ['an archive', buildArchive(['readme.txt'])],
    ['a document with a program in it', buildArchive(['word/document.xml', 'word/vbaProject.bin'])],
    ['a film of another kind', buildMedia('qt  ')],
    ['a picture of another kind', buildMedia('heic')],
    ['text in another encoding', Uint8Array.of(0x47, 0xfc, 0x6e, 0x74, 0x65, 0x72)],
    ['nothing', new Uint8Array()],
  ])('that is %s is none of those, under whatever name', (_, bytes) => {
    for (const name of ['a.txt', 'a.csv', 'a.jpg', 'a.pdf', 'a.html']) expect(read(bytes, name)).toBeNull();
  });

  it('that was broken or made up anyhow is read within bounds, and never throws', () => {
    const samples = [...Object.values(PICTURES), ...OTHERS.map(([, bytes]) => bytes)];
    const broken = fc
      .tuple(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12, size: 'max' }),
        fc.option(fc.nat()),
        fc.uint8Array({ maxLength: 64, size: 'max' }),
      )
      .map(([bytes, changes, cut, end]) => {
        const copy = Uint8Array.from([...bytes, ...end]);
        for (const [at, value] of changes) copy[at % copy.length] = value;
        return cut === null ? copy : copy.subarray(0, cut % (copy.length + 1));
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 512, size: 'max' })), (bytes) => {
        isFilm(bytes);
        const file = read(bytes, 'x');
        const size = join(file).length;
        // An orientation may be added where there was a longer block of EXIF; nothing else grows.
        expect(size).toBeLessThanOrEqual(bytes.length + 64);
        if (file !== null && file.kind in PICTURES) expect(file.width).toBeGreaterThan(0);
      }),
      { numRuns: countCases(20_000) },
    );
  });
});

describe('a name', () => {
  it.each([
    ['C:\\Users\\Anna\\photo.jpg', 'jpeg', 'photo.jpg'],
    ['../../etc/passwd', 'txt', 'passwd.txt'],
    ['photo.png', 'jpeg', 'photo.jpg'],
    ['page.html', 'txt', 'page.html.txt'],
    ['区长 讲话.JPEG', 'jpeg', '区长 讲话.jpeg'],
    ['a\u202egpj.exe', 'pdf', 'a-gpj.exe.pdf'],
    ['', 'pdf', 'file.pdf'],
    ['.jpg', 'jpeg', 'jpg.jpg'],
  ] as const)('%j of a %s becomes %j', (said, kind, name) => {
    expect(buildFileName(said, kind)).toBe(name);
  });

  it('whatever was said, is safe in an address and a header, comes back from its own header, and stays itself', () => {
    const kind = fc.constantFrom(...(Object.keys(FILE_KINDS) as FileKind[]));
    fc.assert(
      fc.property(anyText(), kind, (said, one) => {
        const name = buildFileName(said, one);
        expect(name).not.toMatch(/[/\\<>"%\p{Cc}]/u);
        expect(encodeURIComponent(name).length).toBeLessThan(1300);
        expect(buildFileName(name, one)).toBe(name);
        const header = formatDisposition('attachment', name);
        expect(header).toMatch(/^[\x20-\x7e]+$/);
        expect(readFileName(header)).toBe(name);
      }),
      { numRuns: countCases(2_000) },
    );
  });

  it('is read from every form of the header', () => {
    expect(readFileName(`attachment; filename="a \\"b\\".txt"`)).toBe('a "b".txt');
    expect(readFileName('attachment; filename=a.txt')).toBe('a.txt');
    expect(readFileName(`attachment; filename="x"; filename*=UTF-8'de'M%C3%A4rz.pdf`)).toBe('März.pdf');
    expect(readFileName(`attachment; filename="x.pdf"; filename*=UTF-8''%ff`)).toBe('x.pdf');
    expect(readFileName('inline')).toBe('');
  });
});
