import { describe, expect, it } from 'vitest';
import { buildOfficial } from '../../../../src/article/directory/directory.ts';
import { MAX_TABLE_ROWS, readOfficialTable } from '../../../../src/article/directory/official-table.ts';
import { ENGLISH } from '../../../../src/messages/editor/english.ts';
import { SIMPLIFIED_CHINESE } from '../../../../src/messages/editor/simplified-chinese.ts';
import { makeTerm } from '../../../support/terms.ts';

const ANNA = {
  ...buildOfficial('anna-weber', {
    name: 'Anna Weber',
    aliases: ['A. Weber'],
    url: 'https://example.org/mayor',
  }),
  terms: [makeTerm({ office: 'council' }), makeTerm({ role: 'Mayor' })],
  role: 'Mayor',
};
const TWINS = ['li-1', 'li-2'].map((slug) => ({ ...buildOfficial(slug, { name: '李明' }), role: null }));

const read = (text: string) => {
  const { officials, errors } = readOfficialTable(text, [ANNA, ...TWINS]);
  return {
    officials: officials.map(({ kind, official: { slug, name } }) => `${kind} ${slug} ${name}`),
    errors: errors.map(({ line, field, code }) => `${line} ${field} ${code}`),
  };
};

describe('a table of officials', () => {
  it('adds whom the directory does not have, under slugs of their own', () => {
    const table = 'name,slug\nBen Ito,\nJosé Núñez,\n吴曙,\n孙伟,\nAnna Weber,anna-weber-2\nEve,official-1';
    expect(read(table)).toEqual({
      officials: [
        'new ben-ito Ben Ito',
        'new jose-nunez José Núñez',
        'new official-2 吴曙',
        'new official-3 孙伟',
        'new anna-weber-2 Anna Weber',
        'new official-1 Eve',
      ],
      errors: [],
    });
  });

  it('changes whom it has, found by slug or by name, and only in what it says', () => {
    const { officials } = readOfficialTable('name;role;aliases;url\nAnna Weber;Minister;;', [ANNA]);
    expect(officials).toMatchObject([
      {
        kind: 'changed',
        role: 'Minister',
        official: {
          ...{ slug: 'anna-weber', aliases: ANNA.aliases, url: ANNA.url },
          terms: [{ office: 'council' }, { office: null, role: 'Minister' }],
        },
      },
    ]);
    for (const same of ['name\nAnna Weber', 'name,role\nAnna Weber,Mayor'])
      expect(read(same).officials).toEqual(['same anna-weber Anna Weber']);
    expect(read('name,slug\nAnna Weber-Lee,anna-weber').officials).toEqual([
      'changed anna-weber Anna Weber-Lee',
    ]);
  });

  it('reads other names out of one cell, and headings in Chinese', () => {
    const { officials, unusedColumns } = readOfficialTable(
      '姓名,职务,别名,电话\n吴曙,区长,"吴区长;吳曙、老吴",1234',
      [],
    );
    expect(officials[0]?.official).toMatchObject({
      name: '吴曙',
      aliases: ['吴区长', '吳曙', '老吴'],
    });
    expect(unusedColumns).toEqual(['电话']);
  });

  it.each([
    ['English', ENGLISH, ['name', 'role', 'aliases', 'url', 'web address']],
    ['Chinese', SIMPLIFIED_CHINESE, ['姓名', '职务', '别名', '网址', '网页地址']],
  ])('has the columns that the page names in %s', (_, { importLead }, columns) => {
    for (const column of columns) expect(importLead).toContain(column);
    const { errors, unusedColumns, officials } = readOfficialTable(
      `${columns.join()}\nBen Ito,Clerk,B. Ito,https://example.org/ito,ito`,
      [],
    );
    expect({ errors, unusedColumns }).toEqual({ errors: [], unusedColumns: [] });
    expect(officials[0]?.official).toMatchObject({ slug: 'ito', name: 'Ben Ito', aliases: ['B. Ito'] });
  });

  it('tells every line that is wrong, and in what', () => {
    expect(
      read(
        'name,slug,url\n,a,\nBen Ito,Not A Slug,\nCy Lee,,ftp://a.example/\n李明,,\nDan,dan,\nDan,dan,\nEve,,\nEve,,\nAnna Weber,,\nAnna Weber,,',
      ).errors,
    ).toEqual([
      '2 name empty',
      '3 slug not_slug',
      '4 url not_web_url',
      '5 name official_name_ambiguous',
      '7 slug row_repeated',
      '9 name row_repeated',
      '11 name row_repeated',
    ]);
  });

  it('is refused as a whole without a column of names, with an open quotation mark, and beyond its size', () => {
    expect(read('role\nMayor').errors).toEqual(['1  column_missing']);
    expect(read('').errors).toEqual(['1  column_missing']);
    expect(read('name\n"Ann').errors).toEqual(['2  quote_not_closed']);
    const rows = Array.from({ length: MAX_TABLE_ROWS + 1 }, (_, index) => `Official ${index}`);
    expect(read(`name\n${rows.join('\n')}`).errors).toEqual([`${MAX_TABLE_ROWS + 2}  too_many_items`]);
    expect(read(`name\n${rows.slice(1).join('\n')}`).errors).toEqual([]);
  });
});
