import { describe, expect, it } from 'vitest';
import type { ArchiveLine } from '../../../src/article/archive.ts';
import { formatArchiveLine, readArchiveLines } from '../../../src/article/archive.ts';
import { cleanText } from '../../../src/article/content/plain-text.ts';
import { deriveSummary } from '../../../src/article/content/text.ts';
import type { NewArticle } from '../../../src/article/input.ts';
import { mergeImage, mergeSource, readNewArticle } from '../../../src/article/input.ts';
import { countCases } from '../../support/cases.ts';

const ORIGIN = 'https://gazette.example';
type Json = Record<string, unknown>;
type ArticleLine = Extract<ArchiveLine, { type: 'article' | 'revision' }>;

const ARTICLE = {
  id: '01JDB3ABCDEFGHJKMNPQRSTVWX',
  status: 'published',
  revision: 3,
  slug: '2021-08-31-budget',
  url: 'https://hall.example.org/budget',
  external_id: 'hall-7',
  feed_id: 'http://hall.example.org/?p=7',
  title: 'Budget',
  summary: 'What the council spends.',
  content_html: '<p>The council spends.</p>',
  language: 'en',
  date_published: '2021-08-31T13:35:07Z',
  date_modified: '2021-08-31T13:35:07Z',
  categories: ['economy'],
  officials: [{ slug: 'wu-shu', name: 'Wu Shu', role: 'Mayor', office: 'mayor', relation: 'quoted' }],
  source: { name: 'Hall', url: 'https://hall.example.org/' },
  authors: [{ name: 'Ann Author' }],
  image: {
    url: 'https://hall.example.org/a.png',
    alt: 'The hall',
    caption: null,
    credit: 'Hall',
    width: 800,
    height: 600,
  },
  translations: [],
  attachments: [
    { url: 'https://hall.example.org/a.pdf', mime_type: 'application/pdf', title: 'Plan', size_in_bytes: 7 },
  ],
  change_note: 'A sum.',
  withdrawn_reason: null,
};
const CORRECTIONS = [
  { revision: 3, date: '2021-08-31T13:35:07Z', note: 'A sum.' },
  { revision: 2, date: '2021-08-31T13:35:07Z', note: 'A name.' },
];
const FACTS = { date_changed: '2021-09-01T00:00:00Z', has_own_url: true, corrections: CORRECTIONS };
const LINES: readonly Json[] = [
  { type: 'gazette', format: 1, authority: 'tag:gazette.example,2021' },
  { type: 'category', slug: 'economy', name: 'Economy', description: 'Money.' },
  { type: 'office', slug: 'mayor', name: 'Mayor', description: 'Chairs the council.', holders: 'one' },
  {
    type: 'official',
    slug: 'wu-shu',
    name: 'Wu Shu',
    aliases: ['Old Wu'],
    url: 'https://hall.example.org/wu',
    image: null,
    terms: [
      {
        office: 'mayor',
        role: 'Mayor',
        from: '2020-01-01',
        until: null,
        acting: false,
        end_reason: null,
      },
    ],
  },
  {
    type: 'file',
    id: '0123456789abcdef'.repeat(2),
    name: 'Plan.pdf',
    mime_type: 'application/pdf',
    size_in_bytes: 9,
    width: null,
    height: null,
    digest: '0123456789abcdef'.repeat(4),
    created_at: FACTS.date_changed,
    created_by: 'Press',
    was_public: true,
  },
  { type: 'removed_file', id: 'fedcba9876543210'.repeat(2) },
  {
    type: 'article',
    ...FACTS,
    has_given_slug: true,
    notify: true,
    date_announced: FACTS.date_changed,
    official_references: [{ office: 'mayor', relation: 'quoted' }],
    article: ARTICLE,
  },
  { type: 'revision', ...FACTS, at: FACTS.date_changed, by: 'Press', change: 'major', article: ARTICLE },
];

const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  0.5,
  1e21,
  '',
  ' ',
  '  two   words ',
  'constructor',
  '__proto__',
  'A-B',
  'a'.repeat(600),
  '宜'.repeat(countCases(3_000_000)),
  'en\u0000',
  '\u000e0\u000f',
  '\ud800',
  '\ufffe',
  '\u202e',
  ']]>',
  '<script>alert(1)</script>',
  '<p>Text <b onclick="x()">b</b></p>',
  'javascript:alert(1)',
  'http://[::1]/',
  'https://user:secret@hall.example.org/ a',
  'text/html; charset=utf-8',
  'EN-us',
  'tag:x"><b>,2021',
  '2021-13-01',
  '2999-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  [],
  ['economy', 'economy'],
  ['constructor'],
  ['__proto__'],
  [''],
  [{ name: 'A' }, { name: 'A', x: 1 }],
  Array.from({ length: 60 }, (_, number) => `c-${number}`),
  {},
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { name: null, url: null },
  { name: 'x', url: 'ftp://x.example' },
  { name: 'x' },
];

/** Each with its beginning, as it is told of. */
const SHOWN = HOSTILE.map((value) => [value, JSON.stringify(value)?.slice(0, 60)] as const);

/** Every place in a line, as the keys that lead there. */
function listPlaces(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...inner.flatMap(([key, part]) => listPlaces(part, [...path, key])),
  ];
}

function replaceAt(line: Json, path: readonly string[], value: unknown): Json {
  const copy = structuredClone(line);
  let place: Json = copy;
  for (const key of path.slice(0, -1)) place = place[key] as Json;
  place[path.at(-1) ?? ''] = value;
  return copy;
}

const read = (line: Json): ArchiveLine | null => {
  const lines = readArchiveLines(JSON.stringify(line), ORIGIN);
  if (!lines.ok) {
    expect(lines.failure).toMatchObject({
      code: 'archive_line_invalid',
      line: 1,
      errors: [{ pointer: expect.stringMatching(/^\/0/) }],
    });
    return null;
  }
  return lines.value[0]?.line ?? null;
};

/** What a POST makes of the fields that an editor writes, by the archive's names. */
const READ_BY_API: Readonly<Record<string, (input: NewArticle) => unknown>> = {
  slug: ({ slug }) => slug,
  external_id: ({ externalId }) => externalId,
  title: ({ title }) => title,
  summary: ({ summary, content }) => summary || deriveSummary(content.text),
  content_html: ({ content }) => content.html,
  language: ({ language }) => language,
  date_published: ({ publishedAt }) => publishedAt,
  categories: ({ categories }) => categories,
  // Whose office it was is the service's to say: of what is sent, as of what is read here, only the rest counts.
  officials: ({ officials }) =>
    officials?.map((official) => ({ role: null, ...official, office: undefined })),
  source: ({ source }) => mergeSource(null, source),
  authors: ({ authors }) => authors,
  image: ({ image }) => image && mergeImage(null, image),
  attachments: ({ attachments }) => attachments,
};

/** The same of a line that was read. */
function readByArchive({ article }: ArticleLine, field: string): unknown {
  if (field === 'date_published') return article.publishedAt;
  if (field === 'external_id') return article.externalId;
  if (field === 'content_html') return article.contentHtml;
  if (field === 'categories') return article.categories.map(({ slug }) => slug);
  if (field === 'officials')
    return article.officials.map(({ name: _, ...official }) => ({ ...official, office: undefined }));
  return article[field as keyof typeof article];
}

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
}

describe('a line of an archive', () => {
  it('is read as it was written', () => {
    for (const line of LINES) {
      const known = read(line);
      if (known === null) throw new Error('refused');
      expect(JSON.parse(formatArchiveLine(known, ORIGIN))).toEqual(line);
    }
  });

  it('of an older export is read without what follows from the rest', () => {
    const line = LINES.find(({ type }) => type === 'article') ?? {};
    const former = { ...line, was_published: true, category_names: { economy: 'Economy' } };
    expect(read(former)).toEqual(read(line));
  });

  it.each(LINES.map((line) => [String(line.type), line] as const))(
    'of type %s with anything hostile in any place is refused, or is as the API would have taken it',
    (_, line) => {
      let accepted = 0;
      for (const path of listPlaces(line)) {
        for (const [value, shown] of SHOWN) {
          const changed = replaceAt(line, path, value);
          const taken = read(changed);
          const told = `${path.join('/')} = ${shown}`;
          const field = path[0] === 'article' ? (path[1] ?? '') : '';
          const readField = READ_BY_API[field];
          if (readField !== undefined) {
            const { title, content_html } = ARTICLE;
            const body = { title, content_html, [field]: (changed.article as Json)[field] };
            const input = readNewArticle(body, ARTICLE.url);
            if (!input.ok) expect([told, taken]).toEqual([told, null]);
            else if (taken !== null) {
              expect([told, readByArchive(taken as ArticleLine, field)]).toEqual([
                told,
                readField(input.value),
              ]);
            }
          }
          if (taken === null) continue;
          accepted += 1;
          const texts = listTexts(taken).map((text) => text.slice(0, 10_000));
          expect([told, texts.map(cleanText)]).toEqual([told, texts]);
          expect([told, read(JSON.parse(formatArchiveLine(taken, ORIGIN)) as Json)]).toEqual([told, taken]);
        }
      }
      // It has an id alone, and nothing hostile is one.
      expect(accepted > 0).toBe(line.type !== 'removed_file');
    },
  );

  it('cannot hold what no article of its status has', () => {
    const line = LINES.find(({ type }) => type === 'article') ?? {};
    const impossible: readonly (readonly [Json, string])[] = [
      [{ date_published: null }, 'date_published'],
      [{ date_modified: null }, 'date_modified'],
      [{ status: 'draft' }, 'date_modified'],
      [{ status: 'draft', date_modified: null }, 'change_note'],
      [{ status: 'scheduled', date_modified: null, date_published: null }, 'date_published'],
      [{ withdrawn_reason: 'Wrong.' }, 'withdrawn_reason'],
    ];
    for (const [fields, pointer] of impossible) {
      const lines = readArchiveLines(JSON.stringify({ ...line, article: { ...ARTICLE, ...fields } }), ORIGIN);
      expect(lines).toMatchObject({ failure: { errors: [{ pointer: `/0/article/${pointer}` }] } });
    }
  });
});
