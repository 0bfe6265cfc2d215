import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../../src/extract/extract.ts';
import { extractFields, NOW } from '../../support/extract-fields.ts';

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
    ['来源丨镇办公室\n编辑丨李四', { source: { name: '镇办公室', url: null } }],
    ['文/张三', { authors: [{ name: '张三' }] }],
    ['文 | 张三  图 | 李四', { authors: [{ name: '张三' }] }],
    ['資料來源：鎮公所', { source: { name: '鎮公所', url: null } }],
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
    ['By Jane Doe, Staff Writer', { authors: [{ name: 'Jane Doe' }] }],
    ['Von Jane Doe', { authors: [{ name: 'Jane Doe' }] }],
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

/** Lines that a person may write, and none of them a credit. */
const WRITTEN = [
  ...[
    '镇里昨天开会。',
    '一、指导思想',
    '（一）抓好防汛',
    '1.落实责任',
    '下一个目标是全面达标。',
    '下一步，要抓好落实。',
    '联系电话：123456',
  ],
  ...[
    '张三',
    '李四、王五',
    '●镇里植树',
    '问：谁可以申请？',
    '各位领导：',
    '此致',
    '附件：1.报名表.doc',
    '抄送：县委办公室。',
  ],
  ...[
    'The council met on Monday.',
    'Dear editors,',
    '- Bring a bag',
    '1. First',
    'Monday\t9-12',
    'Contact: Jane Doe',
    'Zoë',
  ],
  ...[
    'Source: the data come from the county, and they were checked twice.',
    'Photo: The mayor opens the bridge on Monday.',
  ],
  ...[
    'Editor’s note: The bridge was planned in 1998.',
    'Äpfel 2 €',
    '* * *',
    '[1] Town Hall, 2024.',
    'ein Weg',
    '19:10 Budget',
  ],
  ...[
    'By the time it opened, nobody came.',
    'Embargo on oil',
    'Zone: Centre',
    'An: alle Haushalte',
    'Title IX',
    'Page three',
    'Share of votes: 12 %',
    'Seite an Seite',
    'Text: Der Rat hat getagt.',
    'Where: in the hall',
    'Fecha: 10 de junio',
    '# ham #june',
    'Ham, Bree (left)',
    '原创 话剧《灯》上演',
    '原创话剧 上演',
    '9:30 来自各村的代表到会',
    '赞成：12票',
    '转发通知',
    '分享会',
    '记者手记',
    '第三条 附则',
    '时间：6月10日',
    '主讲人：张三',
    'Kind regards,',
    'افتتح رئيس البلدية الجسر.',
    'महापौर ने पुल खोला।',
    '시장은 말했다.',
  ],
];

describe('of what is pasted, no line vanishes', () => {
  const sum = (text: string) => {
    const { title = '', contentText = '' } = read(text);
    return `${title}\n${contentText}`.replace(/\s+/g, '');
  };

  test('wherever it stands', () => {
    const lines = fc.array(fc.constantFrom(...WRITTEN), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\n\n', '\r\n', '\r\n\r\n'), (written, gap) => {
        const kept = sum(['镇里的消息', ...written].join(gap));
        for (const line of written) expect(kept).toContain(line.replace(/\s+/g, ''));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['Zum Thema', 'Die Stadt baut eine Brücke über den Fluss.', 'Die Brücke kostet zwei Millionen Euro.'],
    ['相关新闻', '镇里昨天开会。', '会议要求抓好落实。'],
    ['Next: Market Street', 'Work on Station Road begins.', 'Then the crews move on to Market Street.'],
  ])('behind a heading that other pages end with: %s', (heading, before, behind) => {
    const { contentText } = read(`Neues\n\n${before}\n\n${heading}\n\n${behind}`);
    expect(contentText).toContain(before);
    expect(contentText).toContain(behind);
  });

  test.each([
    ['下一篇：镇里植树\n版权所有：镇政府。', '镇里昨天开会。'],
    ['Next: Bridge opens\nSmith wins', 'The council met on Monday.'],
    ['Related\nBridge opens\nSmith wins', 'The council met on Monday.'],
    ['3 Comments\nGood. I like it very much, and so does my sister.', 'The council met on Monday.'],
  ])('but what leads on at the end of a page is none of it: %j', (end, text) => {
    expect(read(`Neues\n\n${text}\n\n${end}`).contentText).toBe(text);
  });
});

describe('a title', () => {
  test.each([
    ['- Bring a bag\n- Pay cash', 'a list'],
    ['Monday\t9-12\nTuesday\t10-16', 'a table'],
    ['1. First\n2. Second', 'numbers'],
    ['一、指导思想\n二、主要任务', 'Chinese numbers'],
  ])('stands above %j, which is %s', (text) => {
    expect(read(`Opening hours\n\n${text}`)).toMatchObject({
      title: 'Opening hours',
      contentText: text.replaceAll(/\n/g, '\n\n'),
    });
  });

  test('is told from a line about the article in several languages', () => {
    for (const line of [
      'Publié le 3 juin 2025 par Jean Dupont',
      'Veröffentlicht am 3. Juni 2025 von Jean Dupont',
      'Publicado el 3 de junio de 2025 por Jean Dupont',
    ])
      expect(read(`Titel\n${line}\n\nThe council met on Monday.`)).toEqual({
        title: 'Titel',
        datePublished: '2025-06-03T00:00:00Z',
        authors: [{ name: 'Jean Dupont' }],
        contentText: 'The council met on Monday.',
      });
  });

  test('is no form of address', () => {
    expect(read('Dear editors,\n\nThe council met on Monday.').title).toBeUndefined();
  });
});

describe('what cannot be read', () => {
  const fail = (body: string, type: 'text/plain' | 'text/html') => {
    const extracted = extractArticle(body, type, { timezone: 'UTC', now: NOW, directory: [] });
    return extracted.ok ? null : extracted.failure;
  };

  test.each([
    'https://town.example/news/1',
    ' http://town.example/?a=b \n',
    'www.town.example/news',
    'town.example/news/1',
    '<https://town.example/news/1>',
    'https://town.example/news/1\nhttps://town.example/news/2',
  ])('an address is no text: %j', (address) => {
    for (const type of ['text/plain', 'text/html'] as const)
      expect(fail(address, type)).toEqual({
        code: 'invalid',
        errors: [{ pointer: '', code: 'address_instead_of_text' }],
      });
  });

  test('an address in a text is one', () => {
    expect(fail('See https://town.example/news/1', 'text/plain')).toBeNull();
  });

  test('a page that nests without an end says so', () => {
    expect(fail('<div>'.repeat(10_000), 'text/html')).toMatchObject({
      errors: [{ code: 'markup_too_deep' }],
    });
    expect(fail('<br>x'.repeat(50_000), 'text/html')).toMatchObject({
      errors: [{ code: 'too_many_elements', maxElements: 50_000 }],
    });
    expect(fail('<!---->x'.repeat(50_001), 'text/html')).toMatchObject({
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

test('of thousands of sources below a text only the last ones are asked, and the others stay', () => {
  const text = (count: number) =>
    `The hall opens on Monday, and stays open.\n\n${'Source: Town hall\n'.repeat(count)}`;
  const countLeft = (count: number) => (read(text(count)).contentText ?? '').split('Source:').length - 1;
  expect(countLeft(10)).toBe(0);
  expect(countLeft(10_000)).toBeGreaterThan(7_000);
});
