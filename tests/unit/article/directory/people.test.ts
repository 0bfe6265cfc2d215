import { describe, expect, it } from 'vitest';
import type { CurrentOfficial } from '../../../../src/article/directory/directory.ts';
import { buildOffice, buildOfficial, describeCurrent } from '../../../../src/article/directory/directory.ts';
import { MAX_TABLE_ROWS } from '../../../../src/article/directory/official-table.ts';
import { buildPopolo, readPeople } from '../../../../src/article/directory/people.ts';
import type { Term } from '../../../../src/article/directory/terms.ts';
import { nameRoles } from '../../../../src/article/directory/terms.ts';
import { readPeopleDocument } from '../../../../src/extract/people-document.ts';
import { makeTerm } from '../../../support/terms.ts';

const OFFICES = [
  buildOffice('mayor', { name: 'Mayor' }),
  buildOffice('council', { name: 'Town council', holders: 'many' }),
];
const AT = { today: '2026-06-01', language: 'en' };

function make(slug: string, name: string, terms: readonly Term[], fields: object = {}): CurrentOfficial {
  const official = { ...buildOfficial(slug, { name, ...fields }), terms };
  return describeCurrent(official, AT.today, nameRoles(OFFICES, AT.language));
}

const ANNA = make(
  'anna-weber',
  'Anna Weber',
  [
    makeTerm({
      office: 'mayor',
      from: '2020-01-01',
      until: '2025-12-31',
      acting: true,
      endReason: 'Elected',
    }),
    makeTerm({ office: 'council', role: 'Chair', from: '2026-01-01' }),
    makeTerm({ role: 'Poet' }),
  ],
  { aliases: ['A. Weber'], url: 'https://hall.example/anna', image: 'https://hall.example/anna.jpg' },
);
const BEN = make('ben-ito', 'Ben Ito', []);

const read = (document: unknown, officials: readonly CurrentOfficial[] = []) =>
  readPeople(document, { officials, offices: OFFICES }, AT);
const strip = ({ role: _, ...official }: CurrentOfficial) => official;

describe('people by the names of Popolo', () => {
  const popolo = buildPopolo(
    { officials: [ANNA, BEN], offices: OFFICES },
    { publicUrl: 'https://gazette.example', title: 'Gazette', language: AT.language },
  );

  it('that were exported here come back as they were, into an empty directory and into the same', () => {
    for (const [officials, kind] of [
      [[], 'new'],
      [[ANNA, BEN], 'same'],
    ] as const) {
      const { officials: read_, errors } = read(readPeopleDocument(JSON.stringify(popolo)), officials);
      expect(errors).toEqual([]);
      expect(read_).toEqual([
        { line: 1, kind, official: strip(ANNA), role: 'Chair' },
        { line: 2, kind, official: strip(BEN), role: '' },
      ]);
    }
  });

  it('may have memberships inside of persons, posts by label, and dates that are years or months', () => {
    const document = [
      {
        name: 'Cy Lee',
        memberships: [
          { post: { label: 'MAYOR' }, start_date: '2015', end_date: '2016-02' },
          { role: 'Clerk', start_date: '2017-03', end_date: '2018' },
        ],
      },
    ];
    expect(read(document).officials[0]?.official.terms).toEqual([
      makeTerm({ office: 'mayor', from: '2015-01-01', until: '2016-02-29' }),
      makeTerm({ role: 'Clerk', from: '2017-03-01', until: '2018-12-31' }),
    ]);
  });
});

describe('people by the names of Open States', () => {
  const PEOPLE = `
id: ocd-person/0d22a1ba-8d6c-4a55-9a1f-5f3f0c9d2a11
name: Anna Weber
given_name: Anna
party:
- name: Independent
roles:
- type: mayor
  jurisdiction: ocd-jurisdiction/country:us/state:nc/place:town/government
  start_date: '2020-01-01'
  end_date: '2026-03-31'
  end_reason: Retired
offices:
- classification: capitol
  voice: 919-555-0100
image: https://town.example/anna.jpg
links:
- url: https://town.example/anna
- url: https://town.example/else
other_names:
- name: Anna B. Weber
other_identifiers:
- scheme: legacy
  identifier: NCL000001
---
name: Dee Park
roles:
- type: upper
  district: 5
  start_date: 2024-01-01
- type: lt_governor
  start_date: ~
`;

  it('are read with their roles as terms, in an office where the directory has it', () => {
    const { officials, errors } = read(readPeopleDocument(PEOPLE));
    expect(errors).toEqual([]);
    expect(officials.map(({ official }) => official)).toEqual([
      {
        slug: 'anna-weber',
        name: 'Anna Weber',
        aliases: ['Anna B. Weber'],
        url: 'https://town.example/anna',
        image: 'https://town.example/anna.jpg',
        terms: [makeTerm({ office: 'mayor', from: '2020-01-01', until: '2026-03-31', endReason: 'Retired' })],
      },
      {
        ...{ slug: 'dee-park', name: 'Dee Park', aliases: [], url: null, image: null },
        terms: [
          makeTerm({ role: 'Senator, 5', from: '2024-01-01' }),
          makeTerm({ role: 'Lieutenant governor' }),
        ],
      },
    ]);
  });

  it('change whom the directory has by name, and only in what they tell', () => {
    const document = { name: 'Anna Weber', roles: [{ type: 'mayor', start_date: '2020-01-01' }] };
    const [one] = read(document, [ANNA]).officials;
    expect(one?.kind).toBe('changed');
    expect(one?.official).toEqual({
      ...strip(ANNA),
      terms: [makeTerm({ office: 'mayor', from: '2020-01-01' }), ...ANNA.terms.slice(1)],
    });
    expect(read({ id: 'person-7', name: 'Anna Weber' }, [ANNA]).officials[0]).toMatchObject({
      kind: 'same',
      official: { slug: 'anna-weber' },
    });
  });
});

describe('a list of people', () => {
  it.each([
    ['[1, 2]', '1  malformed'],
    ['{"people": []}', '1  malformed'],
    ['[{"name": "Ann"}, {"name": ""}]', '2 name empty'],
    ['[{"name": "Ann"}, {"name": "Ann"}]', '2 name row_repeated'],
    ['[{"name": "Ann", "image": "javascript:x"}]', '1 image not_web_url'],
    ['[{"name": "Ann", "roles": [{"type": "mayor", "start_date": "soon"}]}]', '1 terms not_day'],
    [`[${'{"name":"Ann"},'.repeat(MAX_TABLE_ROWS)}{"name":"Ann"}]`, `${MAX_TABLE_ROWS + 1}  too_many_items`],
  ])('is not taken where one is wrong, and says which: %.40s', (text, error) => {
    const { errors } = read(readPeopleDocument(text));
    expect(errors.map(({ line, field, code }) => `${line} ${field} ${code}`)).toEqual([error]);
  });

  it('is told from a table by how it begins, and from what is neither', () => {
    for (const text of ['name,role\nAnn,Mayor', 'name\tid\nAnn\t1', '姓名\n吴曙', '{"name": ', '[[[', ''])
      expect(readPeopleDocument(text)).toBeNull();
  });
});
