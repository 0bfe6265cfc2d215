import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DirectoryOfficial } from '../../../src/article/names/officials.ts';
import { extractFields } from '../../support/extract-fields.ts';
import { makeTerm } from '../../support/terms.ts';

const PAGE = readFileSync(new URL('../../fixtures/yixiu-2021-08-31.txt', import.meta.url).pathname, 'utf8');

function official(slug: string, name: string, role: string | null = null): DirectoryOfficial {
  return { slug, name, aliases: [], terms: role === null ? [] : [makeTerm({ role })] };
}

function extract(directory: DirectoryOfficial[] = [], script?: 'simplified') {
  return extractFields(PAGE, 'text/plain', { timezone: 'Asia/Shanghai', directory, script });
}

describe('a district’s news page, as it was scraped', () => {
  test('the title is the heading, without readings', () => {
    expect(extract().title).toBe('宜秀區召開經濟運行“補短板、進位次、促增長”專項行動推進會');
  });

  test('simplified characters come on request', () => {
    const { title, contentText } = extract([], 'simplified');
    expect(title).toBe('宜秀区召开经济运行“补短板、进位次、促增长”专项行动推进会');
    expect(contentText).toContain('区委副书记、区长吴曙出席会议并讲话');
  });

  test('the date is the line’s, in the publication’s time zone', () => {
    expect(extract().datePublished).toBe('2021-08-31T21:35:07+08:00');
  });

  test('a source that the line leaves empty is none', () => {
    expect(extract()).not.toHaveProperty('source');
  });

  test('the text is the five paragraphs, and nothing of the page around them', () => {
    const paragraphs = extract().contentText?.split('\n\n') ?? [];
    expect(paragraphs.map((paragraph) => paragraph.slice(0, 9))).toEqual([
      '8月30日上午,宜',
      '會議傳達貫徹了省政',
      '吳曙在講話中指出,',
      '就干好下步工作,吳',
      '吳曙要求,全區各級',
    ]);
    const text = paragraphs.join('\n');
    for (const furniture of ['日期', '點擊', '來源:', '上一篇', '下一篇', '廉政'])
      expect(text).not.toContain(furniture);
  });

  test('no reading is left, and every real bracket is', () => {
    const text = extract().contentText ?? '';
    expect(text).not.toMatch(/\([\u0300-\u030c\p{Script=Latin}]+\)/u);
    expect(text).toContain('各鄉鎮(街道)主要負責同志');
    expect(text).toContain('“小管委會+大公司”');
  });

  test('officials of the directory are found in the other script, each with the role before the name', () => {
    const directory = [
      official('wu-shu', '吴曙'),
      official('chen-haiyin', '陈海银', '常委'),
      official('jiang-cunfu', '江存富'),
      official('wu-chuandou', '吴传斗'),
      official('someone-else', '郑志'),
    ];
    const { officials, suggestedOfficials } = extract(directory);
    expect(officials).toEqual([
      { slug: 'wu-shu', name: '吴曙', role: '區委副書記、區長', office: null, relation: 'mentioned' },
      {
        slug: 'chen-haiyin',
        name: '陈海银',
        role: '區委常委、常務副區長',
        office: null,
        relation: 'mentioned',
      },
      { slug: 'jiang-cunfu', name: '江存富', role: '區領導', office: null, relation: 'mentioned' },
      { slug: 'wu-chuandou', name: '吴传斗', role: '區領導', office: null, relation: 'mentioned' },
    ]);
    expect(suggestedOfficials.map(({ name }) => name)).toEqual(['張婷', '潘長周', '張泓']);
  });

  test('names behind a role that the directory does not have are suggested, and no others', () => {
    expect(extract([], 'simplified')).toMatchObject({
      officials: [],
      suggestedOfficials: [
        { name: '吴曙', role: '区委副书记、区长' },
        { name: '陈海银', role: '区委常委、常务副区长' },
        { name: '江存富', role: '区领导' },
        { name: '张婷', role: '区领导' },
        { name: '潘长周', role: '区领导' },
        { name: '张泓', role: '区领导' },
        { name: '吴传斗', role: '区领导' },
      ],
    });
  });

  test('Windows line ends and full-width marks change nothing', () => {
    const wide = PAGE.replaceAll(':', '\uff1a')
      .replaceAll('(', '\uff08')
      .replaceAll(')', '\uff09')
      .replaceAll('\n', '\r\n');
    const page = extractFields(wide.replace('21\uff1a35\uff1a07', '21:35:07'), 'text/plain', {
      timezone: 'Asia/Shanghai',
      directory: [],
    });
    expect(page.title).toBe(extract().title);
    expect(page.datePublished).toBe(extract().datePublished);
    expect(page.contentText?.split('\n\n')).toHaveLength(5);
    expect(page.contentText).toContain('\uff08街道\uff09');
  });
});
