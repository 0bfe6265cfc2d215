import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPasted as read } from '../../support/extract-fields.ts';

describe('of a pasted text the title is', () => {
  const en = 'The library opens on Sunday, the town said.';
  test.each([
    [
      'above its deck',
      `Library opens on Sunday\n\nCoffee will be free for everybody\n\nBy Jane Doe\n\n${en}`,
      0,
    ],
    [
      'above its deck and a day',
      `Library opens on Sunday\nCoffee will be free for all\nJune 3, 2025\n${en}`,
      0,
    ],
    ['below a catchword', `Town council\n\nLibrary opens on Sunday\n\nBy Jane Doe\n\n${en}`, 2],
    ['below a Chinese catchword', '民生关注\n\n镇图书馆将于6月10日开馆\n\n记者 张三\n\n镇图书馆将开馆。', 2],
    ['above a name', `Library opens on Sunday\nJane Doe\nPublished: 3 June 2025\n${en}`, 0],
    ['above a name in Russian', 'Библиотека откроется\nАнна Иванова\n3 июня 2025\nОна откроется летом.', 0],
    ['above a name in Japanese', '図書館が開館\n山田太郎\n2025年6月3日\n町立図書館は開館する。', 0],
    ['above the name of an account', '图书馆开馆啦\n小镇发布\n2025年6月3日 18:30\n镇图书馆开馆。', 0],
    ['in capitals', `LIBRARY OPENS ON SUNDAY\nBY JANE DOE\nJUNE 3, 2025\n${en}`, 0],
    [
      'long, with a line to itself',
      `Town council agrees to mend the roof of the market hall and to build a new bridge over the river\n\n${en}`,
      0,
    ],
    [
      'told from a form’s other lines',
      `Author: Jane Doe\nTitle: Library opens\nDate: 3 June 2025\n\n${en}`,
      1,
    ],
    [
      'below the head of a document',
      '某镇人民政府文件\n\n镇发〔2025〕12号\n\n关于开馆的通知\n\n各村：图书馆开馆。',
      4,
    ],
    ['behind what no reader sees', `\u200bLibrary opens\n\n${en}`, 0],
    ['marked as in Markdown', `# Library opens\n\n${en}`, 0],
    ['marked as in Markdown with a day below', `# Library opens\n\n3 June 2025\n\n${en}`, 0],
  ])('%s', (_, text, index) => {
    const line = text.split('\n')[index] ?? '';
    expect(read(text).title).toBe(line.replace(/^(?:# |Title: |\u200b)/, ''));
  });

  test.each([
    [
      'FOR IMMEDIATE RELEASE\nJune 3, 2025\n\nContact: Jane Doe, 555-0100\n\nLIBRARY TO OPEN\n\nThe library opens.',
      'LIBRARY TO OPEN',
    ],
    [
      'PRESS RELEASE\n\nEmbargoed until 10 June, 00:01\n\nLibrary opens\n\nThe library opens.',
      'Library opens',
    ],
    ['Pressemitteilung\nHam, 03.06.2025\n\nBücherei öffnet\n\nDie Bücherei öffnet.', 'Bücherei öffnet'],
    [
      'PRESSEMITTEILUNG NR. 45/2025\n\nSperrfrist: 10 Uhr\n\nBücherei öffnet\n\nDie Bücherei öffnet.',
      'Bücherei öffnet',
    ],
    [
      'COMMUNIQUÉ DE PRESSE\nHam, le 3 juin 2025\n\nLa mairie ouvre\n\nLa mairie de Ham ouvre.',
      'La mairie ouvre',
    ],
    ['NOTA DE PRENSA\n\nLa biblioteca abre\n\nLa biblioteca de Ham abre.', 'La biblioteca abre'],
    ['INFORMACJA PRASOWA\n\nBiblioteka otwarta\n\nBiblioteka w Hamie jest otwarta.', 'Biblioteka otwarta'],
    ['ПРЕСС-РЕЛИЗ\n\nБиблиотека откроется\n\nБиблиотека откроется летом.', 'Библиотека откроется'],
    ['بيان صحفي\n\nافتتاح المكتبة\n\nتفتتح المكتبة أبوابها اليوم.', 'افتتاح المكتبة'],
    ['보도자료\n\n도서관 개관\n\n군립도서관이 문을 연다.', '도서관 개관'],
    ['新闻稿\n\n镇图书馆开馆\n\n镇图书馆定于6月10日开馆。', '镇图书馆开馆'],
  ])('what stands below the name of a press release and its preamble: %j', (text, title) => {
    const told = read(text);
    expect(told.title).toBe(title);
    for (const line of text.split('\n').slice(1))
      if (/Contact|Embargo|Sperrfrist|^Ham/.test(line)) expect(told.content).toContain(line);
  });

  test.each(['Ham, 3 June 2025', 'Ham, den 3. Juni 2025', 'Ham, le 3 juin 2025'])(
    'not where and when a letter was written: %s',
    (line) => {
      const told = read(`${line}\n\nLibrary opens\n\nThe library opens, the town said.`);
      expect(told).toMatchObject({ title: 'Library opens', date: '2025-06-03' });
      expect(told.content).toContain(line);
    },
  );
});

describe('a pasted e-mail gives its subject and its day, and its addresses are no text', () => {
  test.each([
    [
      'From: Press <press@ham.example>\nTo: news@paper.example\nDate: Tue, 3 Jun 2025 10:12:00 +0000\nSubject: Library opens',
    ],
    [
      'From: Press\nSent: 03 June 2025 10:12\nTo: News\nCc: Mayor\nSubject: PRESS RELEASE: Library opens\nAttachments: a.jpg',
    ],
    [
      'Von: Presse\nGesendet: Dienstag, 3. Juni 2025 10:12\nAn: Redaktion\nBetreff: WG: Pressemitteilung: Library opens',
    ],
    ['De : Presse\nEnvoyé : mardi 3 juin 2025 10:12\nÀ : Rédaction\nObjet : TR: Library opens'],
    ['De: Prensa\nEnviado el: martes, 3 de junio de 2025 10:12\nPara: Redacción\nAsunto: RV: Library opens'],
    ['Od: Biuro\nWysłano: wtorek, 3 czerwca 2025 10:12\nDo: Redakcja\nTemat: Library opens'],
    ['От: Пресс-служба\nОтправлено: 3 июня 2025 г. 10:12\nКому: Редакция\nТема: Library opens'],
    ['发件人：宣传办\n发送时间：2025年6月3日 10:12\n收件人：镇报\n主题：转发：Library opens'],
    ['寄件者：鎮公所\n收件者：鎮報\n主旨：Library opens\n日期：2025年6月3日'],
    ['差出人：町役場\n宛先：新聞社\n件名：Library opens\n送信日時：2025年6月3日 10:12'],
  ])('%j', (head) => {
    expect(read(`${head}\n\nThe library opens, the town said.`)).toEqual({
      title: 'Library opens',
      date: '2025-06-03',
      content: ['The library opens, the town said.'],
      authors: undefined,
      source: undefined,
    });
  });
});

describe('what a service writes around a post is none of its text', () => {
  test.each([
    [
      '图书馆开馆啦\n原创 张三 小镇发布 2025年06月03日 18:30 某省\n点击上方蓝字关注我们\n镇图书馆开馆。\n来源 | 镇文化站\n编辑 | 李四\n阅读原文\n喜欢此内容的人还喜欢',
      { title: '图书馆开馆啦', content: ['镇图书馆开馆。'], source: '镇文化站', date: '2025-06-03' },
    ],
    [
      '图书馆开馆啦\n2025年06月03日 18:30\n镇图书馆开馆。\nEND\n来源：镇文化站\n点个“在看”，让更多人知道\n阅读 1023\n赞 12\n在看 5',
      { title: '图书馆开馆啦', content: ['镇图书馆开馆。'], source: '镇文化站', date: '2025-06-03' },
    ],
    [
      '25-06-03 18:30 发布于 某省 来自 微博网页版\n镇图书馆开馆，欢迎参加。\n收藏 转发 评论 赞',
      { title: undefined, content: ['镇图书馆开馆，欢迎参加。'] },
    ],
    [
      'Ham Town, [03.06.25 18:30]\nThe library opens, the town said.',
      {
        title: undefined,
        content: ['The library opens, the town said.'],
        source: 'Ham Town',
        date: '2025-06-03',
      },
    ],
  ])('%j', (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });
});

describe('credits below a text', () => {
  test.each([
    ['Text: Hanna Beispiel\nFoto: Max Muster', { authors: ['Hanna Beispiel'] }],
    ['Par Jean Dupont\nPublié le 3 juin 2025 à 10h12', { authors: ['Jean Dupont'], date: '2025-06-03' }],
    ['Автор: Анна Иванова\nИсточник: Хам\nФото: Пётр Петров', { authors: ['Анна Иванова'], source: 'Хам' }],
    ['تصوير: سامي حداد\nالمصدر: البلدية', { source: 'البلدية' }],
    ['記者：山田太郎\n編集：鈴木花子', { authors: ['山田太郎'] }],
    ['供稿：张三\n供图：李四', {}],
    ['发布单位：镇水厂\n发布日期：2025年6月3日', { source: '镇水厂', date: '2025-06-03' }],
    ['Źródło: Urząd\nZdjęcia: Anna Nowak', { source: 'Urząd' }],
    ['SOURCE Town of Ham', { source: 'Town of Ham' }],
  ])('of several kinds are read as one: %j', (credits, told) => {
    expect(read(`Bridge opens\n\nIt is open.\n\n${credits}`)).toMatchObject({
      content: ['It is open.'],
      ...told,
    });
  });

  test('are read where other text follows, and stay there', () => {
    const told = read('镇里修桥\n\n镇里开始修桥。\n\n来源：镇报\n编辑：李四\n\n工期两个月，请绕行。');
    expect(told.source).toBe('镇报');
    expect(told.content).toEqual(['镇里开始修桥。', '来源：镇报', '编辑：李四', '工期两个月，请绕行。']);
  });

  test('of a single line amid the text may be those of a picture', () => {
    const told = read('镇里修桥\n\n镇里开始修桥。\n\n来源：镇报\n\n工期两个月，请绕行。');
    expect(told.source).toBeUndefined();
  });
});

describe('a day is an event’s', () => {
  test.each([
    'Date: 10 June 2025\nTime: 9 am',
    'Datum: 10.06.2025\nUhrzeit: 18 Uhr\nTreffpunkt: Bücherei',
    'Fecha: 10 de junio de 2025\nHora: 18:00',
    'Data: 10 czerwca 2025\nGodzina: 18:00',
    'Дата: 10 июня 2025\nВремя: 18:00',
    'When: 10 June 2025\nWhere: Town library',
    'Fecha: 10 de junio de 2025\nZona: Centro',
    'Datum: 10.06.2025\nEintritt: frei',
    '日期：2025年6月10日\n主讲人：张三',
    '日期：2025年6月10日\n時間：上午九時',
    '时间：6月10日上午9点\n电话：123456',
  ])('that stands above or below its text: %j', (lines) => {
    for (const text of [
      `Reading group\n${lines}\n\nAll are welcome.`,
      `Reading group\n\nAll are welcome.\n\n${lines}`,
    ]) {
      const told = read(text);
      expect(told).toMatchObject({ title: 'Reading group', date: undefined });
      for (const line of lines.split('\n')) expect(told.content).toContain(line);
    }
  });

  test.each([
    'Contact: Jane Doe',
    'https://ham.example/news',
    'Author: Jane Doe',
    '字号：大 中 小',
    'Ressort: Kultur',
    'Rubrique : Culture',
    'Sección: Cultura',
    'Kategoria: Kultura',
    '类别：通知公告',
    '分类：文化',
  ])('and not where beside it stands what tells of no event: %s', (line) => {
    expect(read(`Bridge opens\nDate: 3 June 2025\n${line}\nIt is open.`).date).toBe('2025-06-03');
  });

  test('beside which a source is still one', () => {
    expect(read('读书会\n日期：2025年6月10日\n地点：镇图书馆\n来源：镇文化站\n欢迎参加。')).toMatchObject({
      title: '读书会',
      source: '镇文化站',
      date: undefined,
      content: ['日期：2025年6月10日', '地点：镇图书馆', '欢迎参加。'],
    });
  });
});

describe('what is copied from paper', () => {
  test('goes on where a line or a word was broken', () => {
    const lines = [
      'The library will open on 10 June, the town',
      'said on Tuesday. There will be talks, and cof-',
      'fee for everybody. The Garten- und Stadtamt-',
      'und Bauamt was asked.',
    ];
    expect(read(`Library opens\n\n${lines.join('\n')}`).content).toEqual([
      'The library will open on 10 June, the town said on Tuesday. There will be talks, and coffee for everybody. The Garten- und Stadtamt- und Bauamt was asked.',
    ]);
  });

  test.each(['Page 2 of 3', 'Seite 4 von 12', '- 1 -', '第 1 页'])(
    'has no page numbers in its text: %s',
    (line) => {
      expect(read(`Library opens\n\nThe library opens.\n\n${line}\n\nIt was closed.`).content).not.toContain(
        line,
      );
    },
  );

  test.each(['Der Mond ist aufgegangen\ndie goldnen Sternlein prangen', 'Äpfel\nbirnen und quitten'])(
    'has its short lines as they are: %j',
    (lines) => {
      expect(read(`Abendlied\n\nEs war Abend.\n\n${lines}`).content).toEqual([
        'Es war Abend.',
        ...lines.split('\n'),
      ]);
    },
  );
});

describe('no line vanishes', () => {
  test.each([
    '版权所有是一件重要的事，镇里昨天开会讨论了这件事，会议要求各单位抓好落实，认真对待版权问题，不得有误。各单位要高度重视，切实加强领导。',
    'The privacy policy of the council was discussed at length on Monday, and the copyright in its pictures too.',
    'Das Impressum der Stadt war lange falsch, sagte der Bürgermeister am Montag im Rat, und sie hat es nun verbessert.',
  ])(
    'below a heading that other pages end with, though it speaks of what stands in their foot: %s',
    (line) => {
      expect(read(`Neues\n\nDer Rat hat beraten.\n\nRelated\n\n${line}`).content).toEqual([
        'Der Rat hat beraten.',
        'Related',
        line,
      ]);
    },
  );

  test.each(['分享阅读的快乐', '分享经济走进小镇', '版权所有者应当登记。', '分享到此结束，谢谢大家。'])(
    'that begins as a button or a foot does: %s',
    (line) => {
      expect(read(`镇里开会\n\n镇里昨天开会。\n\n${line}\n\n会议结束。`).content).toContain(line);
    },
  );

  test('that is a button’s word, amid a text', () => {
    const words = ['大', '中', '小', '正常', 'Share', 'Save', '微信', 'Drucken'];
    expect(
      read(`Words\n\nThe words are these.\n\n${words.join('\n\n')}\n\nThere are no others.`).content,
    ).toEqual(['The words are these.', ...words, 'There are no others.']);
  });

  test('that is a button’s word, where a label asks for it', () => {
    expect(read('设备检查\n\n水泵：\n\n正常\n\n检查由镇里完成。').content).toEqual([
      '水泵：',
      '正常',
      '检查由镇里完成。',
    ]);
  });

  /** Lines above a text that are not the title and tell nothing. */
  const HEADINGS = [
    ...[
      'Library opens on Sunday',
      'Coffee is free',
      'Ham Herald',
      'Town council',
      'Jane Doe',
      'HAM TOWN NEWS',
    ],
    ...['镇里召开会议', '部署防汛工作', '民生关注', '小镇发布', '——侧记', '智慧城市', '临江区教育局'],
    ...[
      'Bücherei öffnet',
      'Contact: Jane Doe',
      'Ham, 3 June 2025',
      'Dear editors,',
      'Menu',

      '도서관 개관',
    ],
  ];
  const ABOUT = ['By Jane Doe', '2025-06-03', '来源：镇报', 'Published: 3 June 2025', '记者 张三', ''];

  test('above a text, whatever stands there', () => {
    const headings = fc.uniqueArray(fc.constantFrom(...HEADINGS), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        headings,
        headings,
        fc.constantFrom(...ABOUT),
        fc.constantFrom('\n', '\n\n'),
        (above, below, about, gap) => {
          const { title = '', content = [] } = read(
            [...above, about, ...below, 'The town said so.'].join(gap),
          );
          const kept = [title, ...content].join('\n').replace(/\s+/g, '');
          for (const line of [...above, ...below]) expect(kept).toContain(line.replace(/\s+/g, ''));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
