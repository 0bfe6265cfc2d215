import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../../src/extract/extract.ts';
import { extractFields } from '../../support/extract-fields.ts';

function read(text: string) {
  const {
    officials: _,
    suggestedOfficials: __,
    language: ___,
    ...fields
  } = extractFields(text, 'text/plain', {
    timezone: 'UTC',
    directory: [],
  });
  return fields;
}

describe('a credit at the end never drops what stands above it', () => {
  test.each([
    ['来源：镇办公室', { source: { name: '镇办公室', url: null } }],
    ['编辑：李四', {}],
    ['责任编辑：李四 审核：王五', {}],
    ['记者：张三', { authors: [{ name: '张三' }] }],
    ['本报记者 张三 通讯员 李四', { authors: [{ name: '张三' }, { name: '李四' }] }],
  ])('%s', (credit, fields) => {
    expect(read(`镇里开会\n\n6月3日，镇里开会。\n\n会议要求抓好落实。\n\n${credit}`)).toEqual({
      title: '镇里开会',
      contentText: '6月3日，镇里开会。\n\n会议要求抓好落实。',
      ...fields,
    });
  });

  test.each([
    ['Source: Town Hall', { source: { name: 'Town Hall', url: null } }],
    ['By Jane Doe', { authors: [{ name: 'Jane Doe' }] }],
    ['Tags: roof, hall', {}],
    ['Views: 120', {}],
    ['Photo: John Roe', {}],
  ])('%s', (credit, fields) => {
    for (const gap of ['\n', '\n\n'])
      expect(read(['Council meets', 'The council met.', 'It will mend the roof.', credit].join(gap))).toEqual(
        {
          title: 'Council meets',
          contentText: 'The council met.\n\nIt will mend the roof.',
          ...fields,
        },
      );
  });
});

describe('an event’s time and place stay', () => {
  test.each([
    ['读书会预告\n\n时间：2025年6月10日上午9点\n\n地点：镇图书馆\n\n欢迎参加。'],
    ['读书会预告\n\n地点：镇图书馆\n\n时间：6月10日上午9点\n\n欢迎参加。'],
    [
      'Reading group\n\nDate: 10 June 2025\nTime: 9 am\nPlace: Town library\n\nAll are welcome, the group says.',
    ],
    ['Lesekreis\n\nDatum: 10.06.2025\nOrt: Bücherei\n\nAlle sind willkommen, sagt der Kreis.'],
  ])('%j', (text) => {
    const [title, ...rest] = text.split('\n\n');
    expect(read(text)).toEqual({ title, contentText: rest.join('\n\n') });
  });
});

describe('a title is told from', () => {
  test.each([
    [
      'the lines that it goes on in',
      'A very long title that goes\non in a second line\n\nThe council met on Monday.',
      {
        title: 'A very long title that goes on in a second line',
        contentText: 'The council met on Monday.',
      },
    ],
    [
      'the lines that it goes on in, above a line about the article',
      '临江区召开安全生产会议\n部署今年防汛抗旱工作\n2025-06-03 来源：镇报\n区里昨天开会。',
      {
        title: '临江区召开安全生产会议 部署今年防汛抗旱工作',
        datePublished: '2025-06-03T00:00:00Z',
        source: { name: '镇报', url: null },
        contentText: '区里昨天开会。',
      },
    ],
    [
      'the lines that it goes on in, of which the first is short',
      '镇里开会部署\n防汛抗旱工作和安全生产\n2025-06-03\n区里昨天开会。',
      {
        title: '镇里开会部署 防汛抗旱工作和安全生产',
        datePublished: '2025-06-03T00:00:00Z',
        contentText: '区里昨天开会。',
      },
    ],
    [
      'a last word of it in a line of its own',
      '关于停水的\n通知\n\n6月3日停水。',
      { title: '关于停水的 通知', contentText: '6月3日停水。' },
    ],
    [
      'a word that goes on in small letters',
      'Library\nopens on Sunday\n\nThe council met.',
      { title: 'Library opens on Sunday', contentText: 'The council met.' },
    ],
    [
      'the name of a site above it',
      '临江新闻网\n镇里召开安全生产会议\n2025-06-03\n镇里昨天开会。',
      { title: '镇里召开安全生产会议', datePublished: '2025-06-03T00:00:00Z', contentText: '镇里昨天开会。' },
    ],
    [
      'a section’s name above it',
      '最新消息\n镇里召开安全生产会议\n2025-06-03\n镇里昨天开会。',
      { title: '镇里召开安全生产会议', datePublished: '2025-06-03T00:00:00Z', contentText: '镇里昨天开会。' },
    ],
    [
      'a second title',
      '镇里召开安全生产会议\n——部署防汛工作\n\n镇里昨天开会。',
      { title: '镇里召开安全生产会议', contentText: '——部署防汛工作\n\n镇里昨天开会。' },
    ],
    [
      'an agency',
      '新华社\n镇里召开安全生产会议\n\n镇里昨天开会。',
      {
        title: '镇里召开安全生产会议',
        source: { name: '新华社', url: null },
        contentText: '镇里昨天开会。',
      },
    ],
    [
      'reporters',
      '镇里召开安全生产会议\n本报记者 张三 李四\n镇里昨天开会。',
      {
        title: '镇里召开安全生产会议',
        authors: [{ name: '张三' }, { name: '李四' }],
        contentText: '镇里昨天开会。',
      },
    ],
    [
      'the text that an agency’s mark begins',
      '镇里召开会议\n\n新华社临江6月3日电（记者张三）镇里昨天开会。',
      { title: '镇里召开会议', contentText: '新华社临江6月3日电（记者张三）镇里昨天开会。' },
    ],
    [
      'a question that it asks itself',
      '谁来为无序拆房“埋单”？\n\n镇里昨天开会。\n\n会议要求抓好落实。',
      { title: '谁来为无序拆房“埋单”？', contentText: '镇里昨天开会。\n\n会议要求抓好落实。' },
    ],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('a whole page pasted, menu and all', () => {
  const text =
    'The council met on Monday, and agreed to mend the roof of the market hall before the rains.\nIt takes six weeks.';

  test('has no title where nothing tells it from the menu', () => {
    expect(read(`Menu\nHome\nNews\nSport\nLog in\n${text}\nContact\nPrivacy\nCookies`)).toEqual({
      contentText: text.replace('\n', '\n\n'),
    });
  });

  test('has the one above the line with date and source', () => {
    expect(
      read(
        '首页\n新闻\n登录\n注册\n搜索\n镇里召开会议\n2025-06-03 来源：镇报\n镇里昨天开会。\n会议要求抓好落实。\n关于我们\n联系我们\n版权所有',
      ),
    ).toEqual({
      title: '镇里召开会议',
      datePublished: '2025-06-03T00:00:00Z',
      source: { name: '镇报', url: null },
      contentText: '镇里昨天开会。\n\n会议要求抓好落实。',
    });
  });

  test('but a list at the end of a text without a menu stays', () => {
    expect(read('Winners\n\nThe jury has chosen.\n\nAnn\n\nBen\n\nCleo').contentText).toBe(
      'The jury has chosen.\n\nAnn\n\nBen\n\nCleo',
    );
  });
});

describe('what cannot be read', () => {
  const fail = (body: string, type: 'text/plain' | 'text/html') => {
    const extracted = extractArticle(body, type, { timezone: 'UTC', directory: [] });
    return extracted.ok ? null : extracted.failure;
  };

  test.each(['https://town.example/news/1', ' http://town.example/?a=b \n', 'www.town.example/news'])(
    'an address is no text: %j',
    (address) => {
      for (const type of ['text/plain', 'text/html'] as const)
        expect(fail(address, type)).toEqual({
          code: 'invalid',
          errors: [{ pointer: '', code: 'address_instead_of_text' }],
        });
    },
  );

  test('an address in a text is one', () => {
    expect(fail('See https://town.example/news/1', 'text/plain')).toBeNull();
  });

  test('a page that nests without an end says so', () => {
    expect(fail('<div>'.repeat(10_000), 'text/html')).toMatchObject({
      errors: [{ code: 'markup_too_deep' }],
    });
    expect(fail('<br>x'.repeat(100_000), 'text/html')).toMatchObject({
      errors: [{ code: 'too_many_elements' }],
    });
  });
});

test.each([
  ['临江区政府', '关于做好图书馆开放工作的通知'],
  ['镇人民政府办公室', '印发《图书馆开放办法》'],
])('a title goes on from the body that speaks to its subject: %s %s', (body, subject) => {
  expect(read(`${body}\n${subject}\n2025-06-03 来源：镇报\n各单位：请认真落实。`).title).toBe(
    `${body} ${subject}`,
  );
  expect(read(`${body}\n${subject}\n\n各单位：请认真落实。`).title).toBe(`${body} ${subject}`);
});
