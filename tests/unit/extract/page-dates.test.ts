import { describe, expect, test } from 'vitest';
import { extractFields, NOW } from '../../support/extract-fields.ts';

const TEXT =
  '<p>The parish council met on Monday evening, in the old school, and agreed to mend the roof of the market hall before the autumn rains set in.</p>' +
  '<p>The work, which two local firms have offered to share, will take six weeks, and the stalls will stand in the car park until it is done.</p>';

/** The date of a page with a heading and a text; what is given stands in its head, under its heading, and so on. */
function read(
  given: { head?: string; above?: string; under?: string; inside?: string; behind?: string; url?: string },
  timezone = 'UTC',
  now = NOW,
): string | undefined {
  const { head = '', above = '', under = '', inside = '', behind = '' } = given;
  const page = `<html><head><title>Market hall</title>${head}</head><body>${above}<h1>Market hall</h1>${under}
    <div class="article-body">${inside}${TEXT}</div>${behind}</body></html>`;
  return extractFields(page, 'text/html', { timezone, now, directory: [], baseUrl: given.url }).datePublished;
}

describe('the date under a heading', () => {
  test.each([
    ['<div class="info">2025-06-03 12:11<span>来源：镇报</span></div>', '2025-06-03T12:11:00Z'],
    ['<div>发布于 2025年6月3日 12:11</div>', '2025-06-03T12:11:00Z'],
    ['<div>发稿时间：2025-06-03 12:11:05</div>', '2025-06-03T12:11:05Z'],
    ['<div>发布日期：<b>２０２５年６月３日</b></div>', '2025-06-03T00:00:00Z'],
    ['<p class="time">二〇二五年六月三日</p>', '2025-06-03T00:00:00Z'],
    ['<div>發布日期：114-06-03</div>', '2025-06-03T00:00:00Z'],
    ['<span>Published 11:11 PM EST Jun 3, 2025</span>', '2025-06-03T23:11:00-05:00'],
    ['<p>June 3, 2025, 4:05 p.m. ET</p>', '2025-06-03T16:05:00-04:00'],
    ['<p>Veröffentlicht am 3. Juni 2025, 12:11 Uhr</p>', '2025-06-03T12:11:00Z'],
    ['<p>Publié le 3 juin 2025 à 12h11</p>', '2025-06-03T12:11:00Z'],
    ['<p>Опубликовано: 3 июня 2025 г., 12:11</p>', '2025-06-03T12:11:00Z'],
    ['<div class="meta">Hamburg, 03.06.2025</div>', '2025-06-03T00:00:00Z'],
    ['<ul><li><span>Datum:</span> 23.06.25</li></ul>', '2025-06-23T00:00:00Z'],
    ['<p>입력 2025. 6. 3. 오후 4:05</p>', '2025-06-03T16:05:00Z'],
    ['<table><tr><th>Date</th><td>3 June 2025</td></tr></table>', '2025-06-03T00:00:00Z'],
    [
      '<time itemprop="datePublished dateCreated" datetime="2025-06-03T12:11:00+02:00">today</time>',
      '2025-06-03T12:11:00+02:00',
    ],
    ['<abbr class="published" title="2025-06-03T12:11:00+02:00">12:11</abbr>', '2025-06-03T12:11:00+02:00'],
    [
      '<span property="schema:datePublished" content="2025-06-03T12:11:00Z">Tuesday</span>',
      '2025-06-03T12:11:00Z',
    ],
    [
      '<div class="date">June 3, 2025 <time datetime="2025-06-03T12:11:00Z"></time></div>',
      '2025-06-03T12:11:00Z',
    ],
    ['<div>2025-06-03 12:11<br>Section: <a href="/a">Roads</a></div>', '2025-06-03T12:11:00Z'],
    ['<p>Changed: 2025-06-05 10:00<br>Published: 2025-06-03<br>Views: 61</p>', '2025-06-03T00:00:00Z'],
    ['<div><h5>Date: </h5>3 June 2025</div>', '2025-06-03T00:00:00Z'],
    ['<div><p class="t">Mise en ligne</p><p class="c">3 juin 2025</p></div>', '2025-06-03T00:00:00Z'],
    ['<div><label>Datum:</label><div> 03.06.2025 um 12:11</div></div>', '2025-06-03T12:11:00Z'],
    ['<div class="foot">Von Jo am 03.06.2025, 12:11 | 0 Kommentare</div>', '2025-06-03T12:11:00Z'],
    [
      '<p><a href="/">镇报</a> <span>|</span>发布: 2025-6-3 12:11<span>|</span>点击: 313</p>',
      '2025-06-03T12:11:00Z',
    ],
    ['<table><tr><td>2025-06-03 &nbsp; 阅读1022次</td></tr></table>', '2025-06-03T00:00:00Z'],
    ['<p><span class="datum">3. Juni 2025.</span></p>', '2025-06-03T00:00:00Z'],
    ['<p>03.06.2025 12:11 Uhr - 2. Liga - red</p>', '2025-06-03T12:11:00Z'],
    ['<div class="created">نشر الثلاثاء 3 حزيران / يونيو 2025 09:22 مساءً</div>', '2025-06-03T21:22:00Z'],
    ['<p>3 يونيو 2025 12:11 ص</p>', '2025-06-03T00:11:00Z'],
    ['<p>تاریخ انتشار: ۱۳ خرداد ۱۴۰۴ - ۱۲:۱۱</p>', '2025-06-03T12:11:00Z'],
    ['<div><span>انتشار:</span> ۱۴۰۴/۰۳/۱۳</div>', '2025-06-03T00:00:00Z'],
    ['<p>3 يونيو 2025 09:22 صباحاً</p>', '2025-06-03T09:22:00Z'],
    [
      '<div class="intro"><p>A hundred traders asked for it, year after year, in letters that nobody had answered, until this summer came.</p></div><span class="date">3 June 2025</span>',
      '2025-06-03T00:00:00Z',
    ],
    ['<time pubdate datetime="2025-06-03T12:11:00Z">today</time>', '2025-06-03T12:11:00Z'],
    ['<p class="date">Written: 2025-06-03 12:11 / Updated: 2025-06-05 10:00</p>', '2025-06-03T12:11:00Z'],
    ['<p>发表于 2025年6月3日 12:11 - (阅读:3727;评论:63)</p>', '2025-06-03T12:11:00Z'],
    ['<p>发布时间 2025-06-03 12:11 来源：镇报</p>', '2025-06-03T12:11:00Z'],
    [
      '<ul><li itemprop="datePublished"><a href="/2025/06/">3. Juni 2025</a></li></ul>',
      '2025-06-03T00:00:00Z',
    ],
    ['<div><a href="/jo">Jo Doe</a> / 03.06.2025 / 09:30 / <a href="#c">5</a></div>', '2025-06-03T00:00:00Z'],
    ['<p>Jo Doe ⋅ June 3, 2025 ⋅ <a href="#c">Print</a></p>', '2025-06-03T00:00:00Z'],
    ['<p>http://news.example 2025-06-03 12:11 来源: 镇报</p>', '2025-06-03T12:11:00Z'],
    ['<p>www.news.example 2025年06月03日 12:11</p>', '2025-06-03T12:11:00Z'],
    ['<p><a href="/u">王小明</a> 发表于 2025-6-3 12:11</p>', '2025-06-03T12:11:00Z'],
    ['<p>[<a href="/s">收藏本文</a>]&nbsp; 發表於2025年06月03日 12:11</p>', '2025-06-03T12:11:00Z'],
    [
      '<p>本贴由<b>王小明</b>于2025年6月3日12:11在〖<a href="/b">镇论坛</a>〗发表</p>',
      '2025-06-03T12:11:00Z',
    ],
    [
      '<p>Written by <a href="/jo">Jo Doe</a> in <a href="/r">Roads</a> on 3 June 2025 at 12:11. 51 Comments</p>',
      '2025-06-03T12:11:00Z',
    ],
    ['<p>Gespeichert von Jo am 3. Juni 2025 - 12:11 · 4 Kommentare, 12 Bilder</p>', '2025-06-03T12:11:00Z'],
    ['<span class="post-date date updated">Juni 3, 2025</span>', '2025-06-03T00:00:00Z'],
    [
      '<div class="teaser-small"><p>VON <a href="/jo">JO DOE</a> am 3. Juni 2025</p></div>',
      '2025-06-03T00:00:00Z',
    ],
    ['<ul><li>Erscheinungsdatum 03.06.2025</li></ul>', '2025-06-03T00:00:00Z'],
    [
      `<div class="wp-caption"><p>${'The old hall, seen from the market, with its roof half gone. '.repeat(2)}</p></div><p>June 3, 2025</p>`,
      '2025-06-03T00:00:00Z',
    ],
  ])('is the article’s: %s', (under, expected) => {
    expect(read({ under })).toBe(expected);
  });

  test.each([
    ['<p>Last updated 3 June 2025</p>'],
    ['<p>最后更新时间：2025-06-03</p>'],
    ['<p>Aktualisiert am 3. Juni 2025</p>'],
    ['<time class="updated" datetime="2025-06-03T12:11:00Z">3 June 2025</time>'],
    ['<p>The hall opened on 3 June 2025, and closed in the same year.</p>'],
    ['<div class="event-date">Termin: 3. Juni 2025</div>'],
    ['<span class="date-updated">3 June 2025</span>'],
    ['<p>这个办法由镇政府于2025年6月3日发布。</p>'],
    ['<p>Written by Jo Doe on the day of the flood, in the summer of 2024, and lost until 3 June 2025</p>'],
    ['<ul><li>3 June 2025 <a href="/fair">The summer fair on the green</a></li></ul>'],
  ])('is none where it is of something else: %s', (under) => {
    expect(read({ under })).toBeUndefined();
  });
});

describe('a date a little way off', () => {
  const FAR = '<p><img src="/a.jpg" alt=""></p>'.repeat(20);

  test.each([
    [
      'above the heading, in a box that is called a teaser',
      { above: '<h3 class="teaser-meta">3 June 2025</h3>' },
    ],
    [
      'in a list, where it leads to its own day',
      { under: '<ul><li><a href="/d/3">3 June 2025</a></li><li>Jo</li></ul>' },
    ],
  ])('is the article’s: %s', (_, given) => {
    expect(read(given)).toBe('2025-06-03T00:00:00Z');
  });

  test('is the article’s at the top of its element, however far above the heading', () => {
    const page = `<html><head><title>Market hall</title></head><body><article>
      <p>Published on 3 June 2025, 12:11</p>${FAR}<h1>Market hall</h1>${TEXT}</article></body></html>`;
    expect(extractFields(page, 'text/html', { timezone: 'UTC', directory: [] }).datePublished).toBe(
      '2025-06-03T12:11:00Z',
    );
  });

  test.each(['sidebar', 'widget', 'masthead'])(
    'is the article’s in a box called %s that holds its heading',
    (name) => {
      const about =
        'Every second month the council meets in the old school, and whoever likes may listen. '.repeat(6);
      const header = (heading: string) =>
        `<header>${heading}<p>Jo · <time pubdate datetime="2025-06-03">3 June</time></p></header>`;
      const page = (heading: string) => `<html><head><title>Market hall</title></head><body>
      <div id="${name}">${header(heading)}<p>${about}</p></div><article>${TEXT.repeat(5)}</article></body></html>`;
      const dateOf = (html: string) =>
        extractFields(html, 'text/html', { timezone: 'UTC', directory: [] }).datePublished;
      expect(dateOf(page('<h1>Market hall</h1>'))).toBe('2025-06-03T00:00:00Z');
      expect(dateOf(page('<h2>Fair</h2>'))).toBeUndefined();
      expect(dateOf(page('<h1><a href="/">Market hall</a></h1>'))).toBeUndefined();
    },
  );

  test('is the article’s behind the last paragraph of its element', () => {
    const page = `<html><head><title>Market hall</title></head><body><h1>Market hall</h1><div class="article-body">
      ${TEXT}${FAR}<div><time class="refs__pubdate" datetime="2025-06-03">3 June</time></div></div></body></html>`;
    expect(extractFields(page, 'text/html', { timezone: 'UTC', directory: [] }).datePublished).toBe(
      '2025-06-03T00:00:00Z',
    );
  });

  test('is none behind the text where there are several: they are other articles’', () => {
    const behind = [3, 5].map((day) => `<div><b>Fair</b> <span class="date">${day} June 2025</span></div>`);
    expect(read({ behind: behind[0] ?? '' })).toBe('2025-06-03T00:00:00Z');
    expect(read({ behind: behind.join('') })).toBeUndefined();
  });
});

describe('the day that a sentence tells of the text itself', () => {
  const REST = 'You may answer it below, or follow what others answer by the feed that this town has for it.';

  test.each([
    `This post was published on June 3, 2025 at noon. ${REST}`,
    `This article was originally published on 3 June 2025 and has been mended since. ${REST}`,
    `Dieser Beitrag wurde am 3. Juni 2025 veröffentlicht. ${REST}`,
    `Der Artikel "Die Halle" wurde am 03.06.2025 in der Kategorie Bauen veröffentlicht. ${REST}`,
  ])('is its date: %s', (text) => {
    expect(read({ behind: `<p>${text}</p>` })).toBe('2025-06-03T00:00:00Z');
  });

  test.each([
    `Dieser Beitrag wurde am 3. Juni 2025 zuletzt geändert. ${REST}`,
    `The hall was first opened on 3 June 2025. ${REST}`,
  ])('is none where it tells of something else: %s', (text) => {
    expect(read({ behind: `<p>${text}</p>` })).toBeUndefined();
  });

  test('may be behind a writer whose name has figures', () => {
    expect(read({ behind: '<div>Author: <a href="/u">Jo2025doe</a> am 03.06.2025, 12:11 Uhr</div>' })).toBe(
      '2025-06-03T12:11:00Z',
    );
  });
});

test.each([
  '<p>by <a href="/jo">Jo Green</a> · June 3, 2025 at 12:11 pm · 1 comment</p>',
  '<p>By Jo Green, Reporter | 3 June 2025, 12:11</p>',
  '<p>Von Jo Grün / 03.06.2025, 12:11</p>',
  '<p>Par Jo Vert – 3 juin 2025, 12:11</p>',
])('a date behind a writer comes before one that a label gives to what is written about: %s', (under) => {
  const book = '<p><b>Title:</b> Roofs<br><b>Released:</b> 9 May 2025</p>';
  expect(read({ under: under + book })).toBe('2025-06-03T12:11:00Z');
});

describe('a sentence amid a text', () => {
  const CHINESE =
    '<p>镇里开会，要求各村抓好落实，会后还看了集市的新屋顶，问了两家商户的生意，也听了他们对停车的意见，答应秋雨之前把事情办好。</p>';

  test.each([
    '<center>本贴由<b>小王</b>于2025年6月3日12:11:05在〖<a href="/b">镇论坛</a>〗发表.</center>',
    '<p>本文由小王于2025年6月3日12:11:05发布。</p>',
    '<p>This article was originally published on 3 June 2025, 12:11:05, and has since been read by all.</p>',
  ])('tells when it was posted: %s', (sentence) => {
    const inside = CHINESE.repeat(3) + sentence + CHINESE.repeat(3);
    expect(read({ inside })).toBe('2025-06-03T12:11:05Z');
  });

  test.each([
    '<p>报告由小王于2025年6月3日在会上发表。</p>',
    '<p>The hall was first opened on 3 June 2025.</p>',
  ])('tells nothing of the kind of something else: %s', (sentence) => {
    const inside = CHINESE.repeat(3) + sentence + CHINESE.repeat(3);
    expect(read({ inside })).toBeUndefined();
  });

  test('gives way to a date under the heading', () => {
    const inside = `${CHINESE.repeat(3)}<p>This article was originally published on 3 May 2020 and has been mended.</p>${CHINESE}`;
    expect(read({ under: '<span class="date">3 June 2025</span>', inside })).toBe('2025-06-03T00:00:00Z');
  });
});

test('a caption that holds the heading holds the article’s date, too, and no other caption does', () => {
  const caption = (inside: string) =>
    `<figure><img src="/a.jpg"><figcaption><small>03.06.2025 | Roofs</small>${inside}</figcaption></figure>`;
  const pageOf = (head: string) =>
    `<html><head><title>Market hall</title></head><body>${head}<div class="article-body">${TEXT}</div></body></html>`;
  const readPage = (head: string) =>
    extractFields(pageOf(head), 'text/html', { timezone: 'UTC', directory: [] }).datePublished;
  expect(readPage(caption('<h1>Market hall</h1>'))).toBe('2025-06-03T00:00:00Z');
  expect(readPage(`<h1>Market hall</h1>${caption('')}`)).toBeUndefined();
});

test.each(['03.06.2025 - 5. Juni', '3.6. bis 05.06.2025', '03.06.2025, 12 Uhr, 5. Juli'])(
  'a span of days is no date beside a section’s name: %s',
  (line) => {
    expect(read({ under: `<p>${line}</p>` })).toBeUndefined();
  },
);

test.each([
  ['(Re)Published:', '2025-06-03T00:00:00Z'],
  ['Originally published', '2025-06-03T00:00:00Z'],
  ['Veröffentlicht am:', '2025-06-03T00:00:00Z'],
  ['发布时间：', '2025-06-03T00:00:00Z'],
  ['Last edit:', undefined],
  ['Last updated', undefined],
  ['最后更新时间：', undefined],
])('a label in the line above a date says which it is: %s', (label, expected) => {
  const box = (words: string, day: string) => `<div><strong>${words}</strong><br> ${day}</div>`;
  expect(read({ behind: box(label, '2025-06-03') })).toBe(expected);
  expect(read({ behind: box(label, '2025-06-03') + box('Last edit:', '2025-06-05') })).toBe(expected);
});

describe('where nothing else tells', () => {
  const FAR = '<div><i>Read</i> <i>on</i></div>'.repeat(20);
  const ALONE = [
    '<p>Ham, 3 June 2025</p>',
    '<p class="small">3. Juni 2025</p>',
    '<div>(2025/06/03 12:11)</div>',
    '<div>二〇二五年六月三日</div>',
    '<div>» 2025年06月03日 12時11分 公開</div>',
  ];
  const PLACES = [
    (line: string, more: string) => ({ behind: line + more }),
    (line: string, more: string) => ({ behind: more + line }),
    (line: string, more: string) => ({
      above: `${more}${line}<div><i>Home</i> <i>News</i> <i>Fair</i> <i>Roof</i></div>`,
    }),
  ];

  test.each(ALONE.flatMap((line) => PLACES.map((place) => [line, place] as const)))(
    'the one day about an article is its own, and of two days neither: %s',
    (line, place) => {
      expect(read(place(line, ''))).toMatch(/^2025-06-03T/);
      expect(read(place(line, line))).toMatch(/^2025-06-03T/);
      expect(read(place(line, '<p>Ham, 5 June 2025</p>'))).toBeUndefined();
    },
  );

  test.each(ALONE)('but its address does, that day is passed over: %s', (line) => {
    const head = '<link rel="canonical" href="https://news.example/2025/06/01/roof">';
    expect(read({ head, behind: line })).toBe('2025-06-01T00:00:00Z');
  });

  test.each([
    'Gespeichert von Jo am 3. Juni 2025 - 12:11',
    'Published: 3 June 2025, 12:11',
    '发布时间：2025年6月3日 12:11',
  ])('the one day that labels tell far from the article is its own: %s', (line) => {
    const far = `${FAR}<div>${line}</div>`;
    expect(read({ behind: far })).toBe('2025-06-03T12:11:00Z');
    expect(read({ behind: `${far}<div>5 June 2025</div>` })).toBe('2025-06-03T12:11:00Z');
    expect(read({ behind: `${far}<div>Published: 5 June 2025</div>` })).toBeUndefined();
    expect(read({ behind: `${FAR}<div>5 June 2025</div>` })).toBeUndefined();
    expect(read({ behind: far, under: '<p>1 June 2025</p>' })).toBe('2025-06-01T00:00:00Z');
  });
});

describe('the date that a text begins with', () => {
  const LONG =
    'In the old school the parish council agreed to mend the roof of the market hall before the autumn rains set in, and to ask two firms.';

  test.each([
    `3 June 2025 – ${LONG}`,
    `(3.6.2025) ${LONG}`,
    `Ham, 3 June 2025. ${LONG}`,
    `Pressemitteilung vom 3. Juni 2025 | Ham – ${LONG}`,
    `Ham, (3.6.2025). ${LONG}`,
    `By Jo Green HAM, June 3, 2025 (TNA) - ${LONG}`,
    `<strong>HAM, 3 June 2025 (Town News)</strong> – ${LONG}`,
  ])('is the article’s: %s', (text) => {
    expect(read({ inside: `<p>${text}</p>` })).toBe('2025-06-03T00:00:00Z');
  });

  test.each([
    `On 3 June 2025, ${LONG}`,
    `3 June 2025 was a day to remember. ${LONG}`,
    `${LONG} 3 June 2025 – then.`,
    `Ham, 3 June 2025 (the day of the fair) was fine. ${LONG}`,
  ])('is none in a sentence: %s', (text) => {
    expect(read({ inside: `<p>${text}</p>` })).toBeUndefined();
  });
});

test('a head’s date that it does not tell as its last change is the article’s', () => {
  expect(read({ head: '<meta name="date" content="2025-06-03">' })).toBe('2025-06-03T00:00:00Z');
});

test.each([
  ['<p>Author: <a href="/jo">Jo</a> am 03.06.2025, 12:11 Uhr</p>', '2025-06-03T12:11:00Z'],
  [
    '<p>This entry was posted on Tuesday, June 3rd, 2025 at 12:11 pm and is filed under Roads. You can follow any responses to this entry through the feed.</p>',
    '2025-06-03T12:11:00Z',
  ],
  [
    '<p>Dieser Beitrag wurde am Dienstag, 3. Juni 2025 um 12:11 Uhr veröffentlicht und unter Straßen abgelegt. Antworten darauf sind über den Feed zu verfolgen.</p>',
    '2025-06-03T12:11:00Z',
  ],
])('a line behind the text tells when it was posted: %s', (behind, expected) => {
  expect(read({ behind })).toBe(expected);
});

test('a day in a head may be written without hyphens', () => {
  expect(read({ head: '<meta name="pubdate" content="20250603">' })).toBe('2025-06-03T00:00:00Z');
});

describe('the day in an article’s address', () => {
  test.each([
    ['https://news.example/2025/06/03/roof', '2025-06-03T00:00:00Z'],
    ['https://news.example/2025-06-03/roof.html', '2025-06-03T00:00:00Z'],
    ['https://news.example/20250603/roof', '2025-06-03T00:00:00Z'],
    ['https://news.example/2025/0603/c1.html', '2025-06-03T00:00:00Z'],
    ['https://town.example/zwgk/t20250603_12.html', '2025-06-03T00:00:00Z'],
    ['https://news.example/2025/june/03/roof', '2025-06-03T00:00:00Z'],
    ['https://news.example/2025/Jun/3/roof', '2025-06-03T00:00:00Z'],
    ['https://news.example/2025/june/roof', undefined],
    ['https://news.example/2025/items/3/roof', undefined],
    ['https://news.example/2025/06/roof', undefined],
    ['https://news.example/roof-20250603', undefined],
    ['https://news.example/a/20251303/roof', undefined],
    ['https://news.example/find?day=/2025/06/03/', undefined],
  ])('is its date where the page tells none: %s', (href, expected) => {
    const head = `<link rel="canonical" href="${href}">`;
    expect(read({ head })).toBe(expected);
    expect(read({ head, under: '<p>5 June 2025</p>' })).toBe('2025-06-05T00:00:00Z');
  });
});

describe('a date is never taken', () => {
  test.each([
    [
      'from a comment',
      { behind: '<div class="comments"><p>Jo <time datetime="2025-06-05">5 June 2025</time></p></div>' },
    ],
    [
      'from a teaser',
      {
        above: `<div class="teaser"><h3><a href="/a">Fair</a></h3><span class="date">5 June 2025</span></div>`,
        behind: '<ul><li><a href="/b">Fair</a> <span class="date">5 June 2025</span></li></ul>',
      },
    ],
    [
      'from a tweet',
      { inside: '<blockquote class="twitter-tweet">Fair! <a href="/t">June 5, 2025</a></blockquote>' },
    ],
    [
      'from a bar at the head',
      { above: '<div class="topbar"><span class="date">Thursday, 5 June 2025</span></div>' },
    ],
    [
      'from a caption',
      { inside: '<figure><img src="/a.jpg"><figcaption>The hall, 5 June 2025</figcaption></figure>' },
    ],
    [
      'from the day when the page was saved',
      { head: '<meta name="last-modified" content="2025-06-05"><meta name="date" content="2025-06-05">' },
    ],
    [
      'from how long a writer has been there',
      { under: '<dl><dd>Posts: 12</dd><dd>Joined: 05.06.2025, 12:11</dd></dl>' },
    ],
    ['from a list of writers', { under: '<dl><dd class="profile-joined">5 June 2025</dd></dl>' }],
    [
      'from the text that this one translates',
      { under: '<p><a href="/o"><em>原文(投稿日：2025/06/05)へ</em></a></p>' },
    ],
    [
      'from a list of what takes place',
      {
        inside: `<div>${[5, 6, 7].map((day) => `<b>Date</b>: ${day} June 2025<br>`).join('')}</div>`,
      },
    ],
    [
      'from teasers amid the text that are marked alike',
      {
        inside: `${TEXT}${'<p>Fair <time pubdate datetime="2025-06-05">today</time></p>'.repeat(3)}`,
      },
    ],
  ])('%s', (_, given) => {
    expect(read(given)).toBeUndefined();
    expect(read({ ...given, under: '<p>Published 3 June 2025</p>' })).toBe('2025-06-03T00:00:00Z');
  });
});

describe('a date whose day and month are both below thirteen', () => {
  const DAY_FIRST = [
    'en-GB',
    'en-IE',
    'en-IN',
    'en-AU',
    'fr',
    'fr-BE',
    'de',
    'es',
    'es-MX',
    'it',
    'pt-BR',
    'nl',
    'pl',
  ];
  const MONTH_FIRST = ['en-US', 'en-PH'];
  const UNKNOWN = ['en', '', 'sv', 'hu', 'ja', 'zh-CN', 'not a tag'];
  const LINES = [
    '<p>03/06/2025</p>',
    '<p class="date">By Jo, 03/06/2025</p>',
    '<p>03-06-2025</p>',
    '<p>03/06/25</p>',
  ];
  const readIn = (language: string, under: string, behind = '') => {
    const page = `<html lang="${language}"><head><title>Market hall</title></head><body><h1>Market hall</h1>${under}
      <div class="article-body">${TEXT}</div>${behind}</body></html>`;
    return extractFields(page, 'text/html', { timezone: 'UTC', directory: [] }).datePublished?.slice(0, 10);
  };

  test.each(LINES)('is read as people write it where the page is from: %s', (line) => {
    for (const language of DAY_FIRST) expect(readIn(language, line), language).toBe('2025-06-03');
    for (const language of MONTH_FIRST) expect(readIn(language, line), language).toBe('2025-03-06');
    for (const language of UNKNOWN) expect(readIn(language, line), language).toBeUndefined();
  });

  test('has the region of what the page says for sharing where its own language has none', () => {
    const under = '<p>03/06/2025</p>';
    expect(read({ head: '<meta property="og:locale" content="en_GB">', under })).toBe('2025-06-03T00:00:00Z');
    expect(read({ head: '<meta property="og:locale" content="en_US">', under })).toBe('2025-03-06T00:00:00Z');
  });

  test('has the order of the page’s other dates, whatever its language', () => {
    const other = (day: string) => `<div class="related"><a href="/f">Fair</a> ${day}</div>`;
    for (const language of ['en', 'en-US', 'en-GB']) {
      expect(readIn(language, '<p>03/06/2025</p>', other('25/12/2024'))).toBe('2025-06-03');
      expect(readIn(language, '<p>03/06/2025</p>', other('12/25/2024'))).toBe('2025-03-06');
      expect(readIn(language, '<p>03/06/2025</p>', other('12/25/2024 25/12/2024'))).toBeUndefined();
    }
  });

  test('is none where no such day is, and no fraction or path is one', () => {
    for (const line of ['<p>31/06/2025</p>', '<p>03/06/2025/7</p>', '<p>1/03/06/25</p>'])
      expect(readIn('en-GB', line)).toBeUndefined();
  });
});

describe('a day of the last change', () => {
  const LABELS = [
    'Last updated',
    'Updated:',
    'Last Updated on',
    'Aktualisiert am',
    'Mis à jour le',
    '最后更新时间：',
  ];
  const BOXES = [
    (label: string, day: string) => `<p>${label} <time datetime="2025-06-05">${day}</time></p>`,
    (label: string, day: string) => `<div class="date-create">${label} <span>${day}</span></div>`,
    (label: string, day: string) => `<div><span>${label}</span> <span class="date">${day}</span></div>`,
    (label: string, day: string) =>
      `<p role="note">${label} <time datetime="2025-06-05">${day}</time>.<br>Fairs are listed there.</p>`,
  ];
  const CASES = LABELS.flatMap((label) => BOXES.map((box) => box(label, '2025-06-05')));

  test.each(CASES)('is no day of publication, wherever its label stands: %s', (under) => {
    expect(read({ under })).toBeUndefined();
    expect(read({ under: `${under}<p>3 June 2025</p>` })).toBe('2025-06-03T00:00:00Z');
  });

  test.each([
    '<div class="field field--name-changed"><time datetime="2025-06-05T12:11:00Z">5 June 2025</time></div>',
    '<span class="changed">5 June 2025</span>',
    '<p><span class="lastUpdated">5 June 2025</span></p>',
  ])('is none by its name: %s', (under) => {
    expect(read({ under })).toBeUndefined();
  });
});

describe('a day that is called something else than one of publication', () => {
  const UPDATED = [
    ['en', 'Page last amended', '5 June 2025'],
    ['en', 'Corrected on', '5 June 2025'],
    ['it', 'Ultimo aggiornamento:', '5 giugno 2025'],
    ['nl', 'Laatste update:', '5 juni 2025'],
    ['ru', 'Последнее обновление:', '5 июня 2025'],
    ['uk', 'Оновлено', '5 червня 2025'],
    ['pt', 'Última atualização', '5 de junho de 2025'],
    ['es', 'Última actualización', '5 de junio de 2025'],
    ['cs', 'Naposledy upraveno', '5. června 2025'],
    ['ro', 'Actualizat', '5 iunie 2025'],
    ['el', 'Ενημερώθηκε', '5 Ιουνίου 2025'],
    ['vi', 'Cập nhật', '05/06/2025'],
    ['id', 'Diperbarui', '5 Juni 2025'],
    ['ar', 'آخر تحديث:', '5 يونيو 2025'],
    ['ko', '최종수정', '2025.06.05. 오후 4:05'],
    ['zh', '最后编辑于', '2025-06-05'],
    ['zh', '更新于', '2025-06-05'],
    ['zh-TW', '編輯日期：', '2025-06-05'],
  ];
  const OTHER = [
    ['en', 'Deadline:', '5 June 2025'],
    ['en', 'Submission deadline', '5 June 2025'],
    ['en', 'Meeting date:', '5 June 2025'],
    ['en', 'Effective:', '5 June 2025'],
    ['en', 'Valid until', '5 June 2025'],
    ['en', 'Next meeting', '5 June 2025'],
    ['en', 'Retrieved on', '5 June 2025'],
    ['en', 'Born', '5 June 1925'],
    ['en', 'Today is Thursday,', '5 June 2025'],
    ['en', '©', '5 June 2025'],
    ['de', 'Anmeldeschluss:', '05.06.2025'],
    ['de', 'Abgerufen am', '05.06.2025'],
    ['de', 'Gültig bis', '05.06.2025'],
    ['de', 'Heute ist Donnerstag, der', '5. Juni 2025'],
    ['fr', 'Date limite :', '5 juin 2025'],
    ['fr', 'Aujourd’hui', '5 juin 2025'],
    ['es', 'Fecha límite:', '05/06/2025'],
    ['zh', '截止日期：', '2025-06-05'],
    ['zh', '会议时间：', '2025年6月5日'],
    ['zh', '今天是', '2025年6月5日'],
    ['zh', '有效期至', '2025年6月5日'],
  ];
  const boxes = (label: string, day: string) => [
    `<p>${label} ${day}</p>`,
    `<p>${label}${/\p{L}$/u.test(label) ? ' ' : ''}<span>${day}</span></p>`,
    `<div class="meta">Jo Green | ${label} ${day}</div>`,
  ];

  test.each([...UPDATED, ...OTHER])(
    'is none of publication (%s): %s %s',
    (language, label = '', day = '') => {
      const head = `<meta property="og:locale" content="${language}">`;
      for (const box of boxes(label, day)) {
        expect(read({ head, under: box }), box).toBeUndefined();
        expect(read({ head, behind: box }), box).toBeUndefined();
        expect(read({ head, under: `${box}<p>2025-06-03</p>` }), box).toBe('2025-06-03T00:00:00Z');
      }
    },
  );
});

test.each([
  '<p>Date: 5 June 2025<br>Time: 7 pm<br>Place: the old school</p>',
  '<p>时间：2025年6月5日 地点：镇礼堂</p>',
  '<p>Datum: 5. Juni 2025<br>Ort: Alte Schule</p>',
])('a day with a place is an event’s: %s', (under) => {
  expect(read({ under })).toBeUndefined();
  expect(read({ under: under.replace(/^<p>[^:：]+/, '<p>Published') })).toBe('2025-06-05T00:00:00Z');
  expect(read({ under: `${under}<p>Published 3 June 2025</p>` })).toBe('2025-06-03T00:00:00Z');
});

test.each([
  '更新时间：2025-06-05 发布时间：2025-06-03',
  'Last updated: 5 June 2025 Published: 3 June 2025',
  'Updated 5 June 2025, first published 3 June 2025',
  'Mis à jour le 5 juin 2025 à 12h11 - Publié le 3 juin 2025',
  'Last updated: 5 June 2025 Published: 3 June 2025 Modified: 6 June 2025',
])('a line that begins with the last change goes on with the day of publication: %s', (line) => {
  expect(read({ under: `<p>${line}</p>` })).toBe('2025-06-03T00:00:00Z');
});

test('a time that begins with the last change is none of publication, whatever it goes on with', () => {
  const under =
    '<time datetime="2025-06-05T20:23:00Z">Updated June 5, 2025 <i>Originally published June 3, 2025</i></time>';
  expect(read({ under })).not.toMatch(/^2025-06-05/);
});

test.each(['3 June 2025 12:11', '12:11, 3 June 2025', '12:11 3 June 2025', '12:11 UTC, 3 June 2025'])(
  'a clock may stand before the day: %s',
  (line) => {
    expect(read({ under: `<p>${line}</p>` })).toMatch(/^2025-06-03/);
  },
);

test('the first day that a system can write is none', () => {
  const head = '<meta property="article:published_time" content="1970-01-01T00:00:00Z">';
  expect(read({ head })).toBeUndefined();
  expect(read({ head, under: '<p>3 June 2025</p>' })).toBe('2025-06-03T00:00:00Z');
});

test.each(['vom 3. bis 5. Juni 2025', '3. und 5. Juni 2025'])('a span of days is no date: %s', (line) => {
  expect(read({ under: `<p>${line}</p>` })).toBeUndefined();
});

test.each(['current-date', 'currentDate', 'response', 'reply'])(
  'a date in a box called %s is none',
  (name) => {
    const box = `<div class="${name}"><b>Jo</b> <span class="date">5 June 2025</span></div>`;
    expect(read({ above: box })).toBeUndefined();
    expect(read({ behind: box })).toBeUndefined();
  },
);

describe('an element that tells machines one day and shows another', () => {
  const MARKS = ['<time', '<time pubdate', '<span itemprop="datePublished"', '<time class="dt-published"'];
  const of = (mark: string, told: string, shown: string) =>
    `${mark} ${mark.startsWith('<time') ? 'datetime' : 'content'}="${told}">${shown}${mark.startsWith('<time') ? '</time>' : '</span>'}`;

  test.each(MARKS)('has none: %s', (mark) => {
    expect(read({ under: of(mark, '2025-06-05', '3 June 2025') })).toBeUndefined();
    expect(read({ under: of(mark, '2019-01-01T00:00:00Z', '3 June 2025') })).toBeUndefined();
    expect(read({ under: of(mark, '2025-06-03T23:30:00Z', '4 June 2025') })).toBe('2025-06-03T23:30:00Z');
    expect(read({ under: of(mark, '2025-06-03', '6 March 2025') })).toBe('2025-06-03T00:00:00Z');
    expect(read({ under: of(mark, '2025-06-03', 'two hours ago') })).toBe('2025-06-03T00:00:00Z');
  });
});

test.each([
  '<p>成文日期：2025-06-01</p><p>发布日期：2025-06-03</p>',
  '<table><tr><td>成文日期</td><td>2025-06-01</td><td>发布日期</td><td>2025-06-03</td></tr></table>',
  '<p>Erstellt am: 01.06.2025<br>Veröffentlicht am: 03.06.2025</p>',
  '<p>Written: 1 June 2025</p><p>Published: 3 June 2025</p>',
])('a day of publication comes before one of writing, and that before none: %s', (under) => {
  expect(read({ under })).toBe('2025-06-03T00:00:00Z');
  expect(read({ under: under.replace(/(?:<p>|<br>|<td>)(?:发布日期|Veröff|Published).*/, '') })).toBe(
    '2025-06-01T00:00:00Z',
  );
});

describe('what a system writes anew with every change', () => {
  const json = (published: string, modified: string) =>
    `<script type="application/ld+json">{"@type":"BlogPosting","headline":"Market hall","datePublished":"${published}","dateModified":"${modified}"}</script>`;
  const head = (published: string, modified: string) =>
    `<meta property="article:published_time" content="${published}"><meta property="article:modified_time" content="${modified}">`;

  test.each([
    ['a label', json('Nov 20, 2025', 'Nov 20, 2025'), '<p>Published June 3, 2025</p>'],
    ['a name', json('Nov 20, 2025', 'Nov 20, 2025'), '<div class="post-date">June 3, 2025</div>'],
    ['a mark', json('2025-11-20', '2025-11-20'), '<p><time pubdate datetime="2025-06-03">June 3</time></p>'],
    ['a label', json('2025-11-20', '2025-11-19'), '<p>Published: June 3, 2025</p>'],
    [
      'the head',
      head('2025-06-03', '2025-11-20'),
      '<span class="updated-on"><time class="published updated" datetime="2025-11-20">20 November</time></span>',
    ],
    [
      'the head',
      head('2025-06-03', '2025-11-20'),
      '<meta itemprop="datePublished" content="2025-11-20"><meta itemprop="dateModified" content="2025-11-20">',
    ],
  ])('gives way to an earlier date of %s: %s', (_, told, under) => {
    expect(read({ head: told, under })).toBe('2025-06-03T00:00:00Z');
  });

  test.each([
    ['the same moment in another zone', '<p>Published November 19, 2025, 11:50 pm</p>'],
    [
      'one in a link to another article',
      '<a href="/fair"><div>The summer fair on the green is open</div><time datetime="2025-06-03">3 June</time></a>',
    ],
  ])('does not give way to %s: %s', (_, under) => {
    expect(read({ head: json('2025-11-20', '2025-11-20'), under })).toBe('2025-11-20T00:00:00Z');
  });
});

describe('where a page shows another day than it tells machines', () => {
  const json = '<script type="application/ld+json">{"@type":"Article","datePublished":"2025-06-03"}</script>';
  const meta = '<meta property="article:published_time" content="2025-06-03T12:00:00Z">';
  const link = '<link rel="canonical" href="https://news.example/2024/6/5/roof">';
  const shown = [
    '<p>Published 5 June 2025</p>',
    '<p>5 June 2025</p>',
    '<p>5 June 2024</p>',
    '<span class="date">12 January 2026</span>',
    '<div class="meta"><time datetime="2025-12-03">3 December</time></div>',
  ].flatMap((under) =>
    [json, meta, `${json}<meta name="lastmod" content="2026-01-12">`].map((head) => ({ head, under })),
  );

  test.each(shown)('there is none, rather than a wrong one: %j', (given) => {
    expect(read(given)).toBeUndefined();
    expect(read({ ...given, under: '' })).toMatch(/^2025-06-03/);
  });

  test.each([
    ['a day apart, as the same moment may be', { under: '<p>4 June 2025</p>' }],
    ['with day and month turned', { under: '<p>6 March 2025</p>' }],
    ['in its address alone', { head: json + link }],
    ['behind the text, where others are told of', { behind: '<p>Published 9 June 2025</p>' }],
    [
      'of a picture, and far away the one that machines are told',
      {
        under: '<span>14/08/2021</span>',
        behind: `${'<p><i>Read</i> <i>on</i></p>'.repeat(20)}<div><span>3 June 2025, 12:11</span></div>`,
      },
    ],
  ])('there is one all the same: %s', (_, given) => {
    expect(read({ head: json, ...given })).toBe('2025-06-03T00:00:00Z');
  });
});

describe('where all that a page shows is the day of its last change', () => {
  const json = (change: string) =>
    `<script type="application/ld+json">{"@type":"Article","datePublished":"2025-06-03","dateModified":"${change}"}</script>`;
  const confirmed = [
    '<meta property="article:published_time" content="2025-06-03T12:00:00Z">',
    '<link rel="canonical" href="https://news.example/2025/06/03/roof">',
  ];

  test.each([
    '<p>Updated: 12 January 2026</p>',
    '<p>By Jo Green | Last updated on January 12, 2026</p>',
    '<p>Aktualisiert am 12.01.2026</p>',
    '<span class="updated">12 January 2026</span>',
    '<div class="meta">Last reviewed <time datetime="2026-01-12">12 January 2026</time></div>',
  ])('JSON-LD alone does not tell the day of publication: %s', (under) => {
    const head = json('2026-01-12T08:00:00Z');
    expect(read({ head, under })).toBeUndefined();
    for (const other of confirmed) expect(read({ head: head + other, under })).toMatch(/^2025-06-03/);
    expect(read({ head, under: `${under}<p>Published 3 June 2025</p>` })).toMatch(/^2025-06-03/);
    expect(read({ head, behind: under })).toMatch(/^2025-06-03/);
    expect(read({ head })).toMatch(/^2025-06-03/);
    expect(read({ head: json('2025-06-03'), under })).toMatch(/^2025-06-03/);
  });
});

test('a moment that machines are told stands beside a day shown that some clock then had, and beside no other', () => {
  for (let hour = 0; hour < 24; hour += 1) {
    const moment = new Date(Date.UTC(2025, 5, 5, hour, 2));
    const head = `<script type="application/ld+json">{"@type":"Article","datePublished":"${moment.toISOString()}"}</script>`;
    const dayIn = (timeZone: string) =>
      Number(new Intl.DateTimeFormat('en', { day: 'numeric', timeZone }).format(moment));
    const west = dayIn('Etc/GMT+12');
    const east = dayIn('Pacific/Kiritimati');
    for (let day = west; day <= east; day += 1)
      expect(read({ head, under: `<p>${day} June 2025</p>` }), `${hour}: ${day}`).toMatch(/^2025-06-05T/);
    for (const day of hour < 14 ? [east + 1, west - 2] : [east + 1, west - 1])
      expect(read({ head, under: `<p>${day} June 2025</p>` }), `${hour}: ${day}`).toBeUndefined();
  }
});

test('a page with more figures than an article has is asked for its date in its first two thousand lines', () => {
  const find = (rooms: number) => read({ under: `${'<p>Room 5</p>'.repeat(rooms)}<p>3 June 2025</p>` });
  expect(find(1_900)).toBe('2025-06-03T00:00:00Z');
  expect(find(2_100)).toBeUndefined();
});

describe('of several dates', () => {
  const json = (date: string) =>
    `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Market hall","datePublished":"${date}"}</script>`;

  test.each([
    [
      'one under the heading comes before what is told of another article behind the text',
      {
        under: '<p>3 June 2025</p>',
        behind: '<div><b>Fair opens</b> <time datetime="2025-06-05">5 June 2025</time></div>',
      },
      '2025-06-03T00:00:00Z',
    ],
    [
      'JSON-LD comes before all others',
      {
        head: `${json('2025-06-03T12:00:00Z')}<meta property="article:published_time" content="2025-06-04">`,
        under: '<p>Published 4 June 2025</p>',
      },
      '2025-06-03T12:00:00Z',
    ],
    [
      'one that is marked comes before the head’s',
      {
        head: '<meta name="pubdate" content="2025-06-05">',
        under: '<time itemprop="datePublished" datetime="2025-06-03">3 June</time>',
      },
      '2025-06-03T00:00:00Z',
    ],
    [
      'the head’s comes before a line',
      {
        head: '<meta property="article:published_time" content="2025-06-03T12:00:00Z">',
        under: '<p>4 June 2025</p>',
      },
      '2025-06-03T12:00:00Z',
    ],
    [
      'a line comes before a head’s that may be of the last change',
      { head: '<meta name="date" content="2025-06-05">', under: '<p>3 June 2025</p>' },
      '2025-06-03T00:00:00Z',
    ],
    [
      'the page’s own comes where the article has none',
      {
        head: '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2025-06-03T12:00:00Z"}]}</script>',
      },
      '2025-06-03T12:00:00Z',
    ],
    [
      'two that agree come before JSON-LD',
      {
        head: `${json('2025-06-08T12:00:00Z')}<meta property="article:published_time" content="2025-06-03T12:00:00Z">`,
        under: '<p>3 June 2025</p>',
      },
      '2025-06-03T12:00:00Z',
    ],
    [
      'two that agree come before JSON-LD, where the second one is in another block of it',
      { head: `${json('2025-06-08T12:00:00Z')}${json('Jun 3, 2025')}`, under: '<p>3 June 2025</p>' },
      '2025-06-03T00:00:00Z',
    ],
    [
      'one under the heading comes before what a label tells amid the text',
      { under: '<p>By Jo, June 3, 2025</p>', inside: `${TEXT}<p><b>Date:</b> 5 June 2025</p>` },
      '2025-06-03T00:00:00Z',
    ],
    [
      'the time is added to the day',
      { head: '<meta name="pubdate" content="2025-06-03">', under: '<p>2025-06-03 12:11</p>' },
      '2025-06-03T12:11:00Z',
    ],
    [
      'one with a label behind the text is better than none',
      { behind: '<p>Erschienen am: 03.06.2025</p>' },
      '2025-06-03T00:00:00Z',
    ],
  ])('%s', (_, given, expected) => {
    expect(read(given)).toBe(expected);
  });
});

describe('a day to come', () => {
  const DAY_MS = 24 * 60 * 60_000;
  const JUNE_3 = Date.UTC(2025, 5, 3);
  const json = (date: string) =>
    `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Market hall","datePublished":"${date}"}</script>`;
  const TOLD: { head?: string; under?: string; behind?: string; url?: string }[] = [
    { head: json('2025-06-03T08:00:00+02:00') },
    { head: '<meta property="article:published_time" content="2025-06-03">' },
    { head: '<meta name="date" content="2025-06-03">' },
    { under: '<time itemprop="datePublished" datetime="2025-06-03T08:00:00Z">3 June</time>' },
    { under: '<p>Veröffentlicht am 3. Juni 2025</p>' },
    { under: '<p>发布时间：2025-06-03</p>' },
    { under: '<p>3 de junio de 2025</p>' },
    { behind: '<p>公開日：令和7年6月3日</p>' },
    { url: 'https://town.example/2025/06/03/market-hall.html' },
  ];

  test.each(TOLD)('is none of publication, and the present day is one: %j', (told) => {
    expect(read(told, 'UTC', JUNE_3 - 7 * DAY_MS)).toBeUndefined();
    expect(read(told, 'UTC', JUNE_3 + DAY_MS / 2)).toMatch(/^2025-06-03T/);
  });

  test.each(TOLD)('may have begun where the page is from: %j', (told) => {
    expect(read(told, 'UTC', JUNE_3 - DAY_MS / 2)).toMatch(/^2025-06-03T/);
  });

  test.each(TOLD.filter(({ head }) => head !== undefined))(
    'leaves what the page shows: %j',
    ({ head = '' }) => {
      expect(read({ head, under: '<p>Posted on 20 May 2025</p>' }, 'UTC', JUNE_3 - 7 * DAY_MS)).toBe(
        '2025-05-20T00:00:00Z',
      );
    },
  );

  const extract = (text: string, type: 'text/plain' | 'text/markdown') =>
    extractFields(text, type, { timezone: 'UTC', now: JUNE_3 - 7 * DAY_MS, directory: [] }).datePublished;

  test.each(['3 June 2025', 'Published: 2025-06-03 12:11', '发布时间：2025-06-03 来源：镇报'])(
    'is none in a text that is pasted: %s',
    (line) => {
      const text = `Market hall mended\n\n${line}\n\nThe roof of the market hall will be mended before the rains set in.\n`;
      expect(extract(text, 'text/plain')).toBeUndefined();
      expect(extract(text.replaceAll('2025', '2024'), 'text/plain')).toMatch(/^2024-06-03T/);
    },
  );

  test('is when an article is to be published where its front matter says so', () => {
    expect(extract('---\ndate: 2025-06-03\n---\n\nThe roof will be mended.\n', 'text/markdown')).toBe(
      '2025-06-03T00:00:00Z',
    );
  });
});

describe('a line that tells more than a day', () => {
  test.each([
    ['how long reading takes, in Japanese', '<p class="meta">2025年6月3日 読了時間 3 分</p>'],
    ['in Chinese', '<div>2025-06-03　阅读时间：5 分钟</div>'],
    ['in English', '<p>June 3, 2025 5 min read</p>'],
    ['in German', '<div class="meta">3. Juni 2025 – Lesezeit 4 Min.</div>'],
    ['in French', '<p>3 juin 2025, 12 min de lecture</p>'],
    ['in Russian', '<p>3 июня 2025, чтения на 5 мин</p>'],
    ['a weekday before the year, each in an element', '<p><i>Jun </i><i>03 </i><i>Tue </i><i>2025 </i></p>'],
    ['who wrote in a forum', '<p class="author">Beitragvon <a href="/u">jo23</a> » 03.06.2025, 00:00</p>'],
    ['who wrote in an English one', '<p>Post by <b>jo23</b> » Jun 03, 2025 12:00 am</p>'],
    ['who wrote in a Spanish one', '<p>Mensaje por <b>Ana López</b> » 3 de junio de 2025</p>'],
    ['who wrote in a French one', '<p>Message par <b>jo.23</b> » 3 juin 2025</p>'],
  ])('has its day: %s', (_, under) => {
    expect(read({ under })).toBe('2025-06-03T00:00:00Z');
  });

  test.each([
    '<p>2025年6月3日 12時11分</p>',
    '<p>June 3, 2025 12:11</p>',
    '<p>3. Juni 2025, 12:11 Uhr, 5 Min.</p>',
  ])('has its time: %s', (under) => {
    expect(read({ under })).toBe('2025-06-03T12:11:00Z');
  });
});

describe('a day in the lines of an old page, which are parted by breaks', () => {
  test.each(['font', 'span', 'b'])('is read where <%s> is the box of them', (tag) => {
    const box = (lines: string) => `<div><${tag}><${tag}>${lines}</${tag}></${tag}><p>&nbsp;</p></div>`;
    expect(read({ under: box('作者：王小明<br>译： Jo Doe<br>2025年6月3日<br>') })).toBe(
      '2025-06-03T00:00:00Z',
    );
    expect(read({ under: box('Jo Doe<br>3 June 2025<br>All about the hall<br>') })).toBe(
      '2025-06-03T00:00:00Z',
    );
  });
});

describe('a day between the lead and the text', () => {
  const LEAD =
    '<p>A hundred traders asked for it, year after year, in letters that nobody had answered, until the new council came and read them all aloud.</p>';

  test.each([
    '<p>Hofheim | Wiesbaden, 3. Juni 2025</p>',
    '<p>Lyon, le 3 juin 2025</p>',
    '<div class="credit"><p>By Jo Doe</p><p class="date">June 3, 2025.</p></div>',
    '<p>2025年6月3日</p>',
  ])('is the article’s where it is the only one: %s', (line) => {
    expect(read({ inside: LEAD + line })).toBe('2025-06-03T00:00:00Z');
    expect(read({ inside: `${LEAD}${line}<p>5 June 2025</p>` })).toBeUndefined();
    expect(read({ inside: LEAD + line, under: '<p>2 June 2025</p>' })).toBe('2025-06-02T00:00:00Z');
  });

  test('is not the article’s further down', () => {
    expect(read({ inside: `${LEAD}${TEXT}<p>3 June 2025</p>` })).toBeUndefined();
    expect(read({ inside: `${LEAD}${'<p>Stalls</p>'.repeat(6)}<p>3 June 2025</p>` })).toBeUndefined();
  });
});

describe('a day in the heading itself', () => {
  const about = 'The market hall will have a new roof before the rains of the autumn set in';
  const head = (heading: string) =>
    extractFields(
      `<html><body><h1>${heading}</h1><div class="article-body">${TEXT}</div></body></html>`,
      'text/html',
      {
        timezone: 'UTC',
        directory: [],
      },
    ).datePublished;

  test.each([
    `03.06.2025 - ${about}`,
    `3 June 2025 – ${about}`,
    `(3 juin 2025) ${about}`,
    `2025-06-03 — ${about}`,
  ])('is the article’s where it stands first, however long the heading is: %s', (heading) => {
    expect(head(heading)).toBe('2025-06-03T00:00:00Z');
  });

  test.each([
    `3 June 2025, 18:00 - ${about}`,
    `${about}, as it was on 3 June 2025`,
    `From 3 June 2025 on, ${about}`,
  ])('is none where something takes place then: %s', (heading) => {
    expect(head(heading)).toBeUndefined();
  });
});

describe('an element that is called after the last change', () => {
  test.each([
    '<span class="updated-at">Published Jun 3, 2025</span>',
    '<span id="update_posted_time">posted on June 3, 2025</span>',
    '<div class="modified">Veröffentlicht am 3. Juni 2025</div>',
    '<div class="last-updated">发布时间：2025-06-03</div>',
    '<p class="updated">Publicado el 3 de junio de 2025</p>',
  ])('has the day of publication where its label says so: %s', (under) => {
    expect(read({ under })).toBe('2025-06-03T00:00:00Z');
  });

  test.each([
    '<span class="updated-at">Date: 3 June 2025</span>',
    '<span class="updated-at">Updated Jun 3, 2025</span>',
    '<div class="modified">更新时间：2025-06-03</div>',
  ])('has none otherwise: %s', (under) => {
    expect(read({ under })).toBeUndefined();
  });
});

test.each(['teaser-meta', 'teaser_text_meta', 'card-date'])(
  'a line above the heading is the article’s though it is called %s, as all those of lists are',
  (name) => {
    const line = (day: string) =>
      `<div class="${name}"><a href="/jo">Jo Doe</a> / ${day}.06.2025 / 09:30</div>`;
    const links = '<p><a href="/a">A</a> <a href="/b">B</a></p>'.repeat(3);
    const list = `<div class="more"><div>${line('01')}<h2><a href="/1">Fair</a></h2></div><div>${line('02')}<h2><a href="/2">Flood</a></h2></div></div>`;
    expect(read({ above: line('03') + links, behind: list })).toBe('2025-06-03T00:00:00Z');
  },
);

describe('a day that machines are told of a page that was written anew', () => {
  const json = (published: string, modified: string) =>
    `<script type="application/ld+json">{"@type":"Article","headline":"Market hall","datePublished":"${published}","dateModified":"${modified}"}</script>`;
  const meta = (date: string) => `<meta property="article:published_time" content="${date}">`;
  const NEW = '2025-06-03T12:00:00Z';

  test.each(['4 min read · Dec 30, 2023', '30 décembre 2023', '2023年12月30日'])(
    'gives way to one under the heading that is long before: %s',
    (day) => {
      expect(read({ head: json(NEW, NEW), under: `<p>${day}</p>` })).toBe('2023-12-30T00:00:00Z');
    },
  );

  test.each([
    ['where it may be of what the article reports', json(NEW, NEW), '20 May 2025'],
    ['where the change was later', json(NEW, '2025-08-01T12:00:00Z'), '30 December 2023'],
    ['where the day and the month may be turned', json('2025-06-03', '2025-06-03'), 'March 6, 2025'],
  ])('does not %s', (_, head, day) => {
    expect(read({ head, under: `<p>${day}</p>` })).not.toBe(read({ under: `<p>${day}</p>` }));
  });

  test('does not where the head agrees with JSON-LD, or the address does', () => {
    const under = '<p>30 December 2023</p>';
    expect(read({ head: json(NEW, NEW) + meta(NEW), under })).toBeUndefined();
    expect(
      read({ head: json(NEW, NEW), under, url: 'https://town.example/2025/06/03/hall.html' }),
    ).toBeUndefined();
  });
});
