import { describe, expect, it } from 'vitest';
import { describeOfficial } from '../../../../src/article/article.ts';
import { indexOfficials } from '../../../../src/article/names/officials.ts';

const official = (slug: string, name: string, aliases: string[] = [], role: string | null = null) => ({
  slug,
  name,
  aliases,
  role,
});

const DIRECTORY = [
  official('wu-shu', '吴曙', ['吴区长'], '区长'),
  official('will-rice', 'Will Rice', ['W. Rice', "Will O'Rice"], 'Mayor'),
  official('chen-a', '陈海', [], '市长'),
  official('chen-b', 'Chen Hai', ['陈海'], '书记'),
  official('mayor', 'Somebody', ['wu-shu']),
  official('twice', 'Ann Twice', ['ann twice']),
];
const findSlugs = (text: string) => indexOfficials(DIRECTORY)(text).map(({ slug }) => slug);

describe('who is meant by what somebody types', () => {
  it('is the official of that slug, whoever else is called so', () => {
    expect(findSlugs('wu-shu')).toEqual(['wu-shu']);
  });

  it.each([
    ['吴曙', 'wu-shu'],
    ['吳曙', 'wu-shu'],
    ['吴区长', 'wu-shu'],
    ['吳區長', 'wu-shu'],
    ['  will   RICE ', 'will-rice'],
    ['Will O’Rice', 'will-rice'],
    ['ANN TWICE', 'twice'],
  ])('is whoever has it as a name or alias, in either script and any case: %s', (text, slug) => {
    expect(findSlugs(text)).toEqual([slug]);
  });

  it('is everybody who shares the name, and one of them by name and office', () => {
    expect(findSlugs('陳海')).toEqual(['chen-a', 'chen-b']);
    expect(findSlugs('陈海, 市长')).toEqual(['chen-a']);
  });

  it('is whoever the list describes so', () => {
    for (const one of DIRECTORY) expect(findSlugs(describeOfficial(one))).toEqual([one.slug]);
  });

  it.each(['', ' ', '吴', 'Will', 'Rice, Mayor', '__proto__'])(
    'is nobody by a part of a name: "%s"',
    (text) => {
      expect(findSlugs(text)).toEqual([]);
    },
  );
});
