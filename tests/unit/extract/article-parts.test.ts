import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractFields } from '../../support/extract-fields.ts';

const FIRST =
  'The parish council met on Monday evening, in the old school, and agreed to mend the roof of the market hall before the autumn rains.';
const SECOND =
  'The work, which two local firms have offered to share, will take six weeks, and the stalls will stand in the car park until it is done.';
const THIRD =
  'Anyone who wants to see the plans can do so at the library, on weekdays between nine and five, until the end of the month.';
const P1 = `<p>${FIRST}</p>`;
const P2 = `<p>${SECOND}</p>`;
const P3 = `<p>${THIRD}</p>`;
const TEASER = 'Ten places for a picnic beside the river, chosen by our readers last summer';

/** The content of a page with a heading; `inner` stands in its body. */
function read(inner: string, body = '<body>'): string | undefined {
  const page = `<html><head><title>Market hall</title></head>${body}${inner}</body></html>`;
  return extractFields(page, 'text/html', { timezone: 'UTC', directory: [] }).contentHtml;
}

describe('marks', () => {
  test.each([
    [
      'the same class twice, with an advert between',
      `<div class="article__body">${P1}</div><div>Advert</div><div class="article__body">${P2}</div>`,
    ],
    ['an id and a class of one text', `<div id="zoom"><div class="TRS_Editor">${P1}${P2}</div></div>`],
    [
      'itemprop twice, the second short',
      `<div itemprop="articleBody">${P1}${P2}</div><ul><li><a href="/a">More</a></li></ul><div itemprop="articleBody"></div>`,
    ],
    [
      'a mark on every paragraph',
      `<p itemprop="articleBody">${FIRST}</p><p itemprop="articleBody">${SECOND}</p>`,
    ],
    [
      'one that is empty until a script fills it',
      `<div class="article-body"></div><div class="wrap">${P1}${P2}</div>`,
    ],
    [
      'three teasers beside the text',
      `<div class="wrap">${P1}${P2}</div>${`<article><a href="/x"><h3>Picnics</h3></a><p>${TEASER}</p></article>`.repeat(3)}`,
    ],
    [
      'an <article> with small ones below it',
      `<article class="story">${P1}${P2}</article>${`<article class="card"><h3><a href="/x">Picnics</a></h3><p>${TEASER}.</p></article>`.repeat(4)}`,
    ],
  ])('found several times or in vain still lead to the text: %s', (_, inner) => {
    expect(read(`<h1>Market hall</h1>${inner}`)).toBe(P1 + P2);
  });

  test('the updates of a live report are joined', () => {
    const update = (text: string) => `<article class="update"><h3>Later</h3>${text}</article>`;
    expect(read(`<h1>Market hall</h1><div>${update(P1)}${update(P2)}${update(P3)}</div>`)).toBe(
      `<h3>Later</h3>${P1}<h3>Later</h3>${P2}<h3>Later</h3>${P3}`,
    );
  });
});

describe('a holder of most of the text is never furniture', () => {
  test.each([
    ['<div id="__next">', '</div>'],
    ['<form id="aspnetForm" action="/page.aspx">', '</form>'],
    ['<div class="page with-left-sidebar">', '</div>'],
    ['<div class="share_area">', '</div>'],
    ['<div class="sidebar-right-layout"><div class="widget">', '</div></div>'],
    ['<div class="elementor-widget elementor-widget-text-editor">', '</div>'],
    ['<div class="field field--name-text field--label-hidden">', '</div>'],
    ['<aside>', '</aside>'],
    ['<div class="cookie-town-news">', '</div>'],
    ['<div style="display:none" class="loading">', '</div>'],
  ])('%s', (open, close) => {
    const page = `<h1>Market hall</h1>${open}${P1}${P2}${close}<p><a href="/">Home</a></p>`;
    expect(read(page)).toBe(P1 + P2);
  });

  test('nor is a heading, whatever its id', () => {
    expect(read(`<article>${P1}<h2 id="whats-coming-next">What is coming</h2>${P2}</article>`)).toBe(
      `${P1}<h2 id="user-content-whats-coming-next">What is coming</h2>${P2}`,
    );
  });

  test.each([
    ['comments', `<div id="comments">${`<p>${THIRD}</p>`.repeat(6)}</div>`],
    ['a request for consent', `<div class="cookie-consent">${`<p>${THIRD}</p>`.repeat(6)}</div>`],
    ['what is hidden', `<div hidden>${`<p>${THIRD}</p>`.repeat(6)}</div>`],
  ])('but %s longer than the text are', (_, aside) => {
    expect(read(`<h1>Market hall</h1><div>${P1}${P2}</div>${aside}`)).toBe(P1 + P2);
  });
});

describe('the article’s part of a page', () => {
  test.each([
    [
      'the body’s own mark',
      `<div class="menu"><a href="/">Home</a></div><h1>Market hall</h1><div>${P1}${P2}</div>`,
    ],
    [
      'a part that is too wide',
      `<ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul><h1>Market hall</h1><div>${P1}${P2}</div><div class="links"><a href="/c">${TEASER}</a><a href="/d">${TEASER}</a></div>`,
    ],
  ])('is the densest of %s', (_, inner) => {
    expect(read(inner, '<body id="article_body">')).toBe(P1 + P2);
  });

  test.each([
    ['boxes', `<div>${P1}${P2}</div>`],
    ['a table that places it', `<table><tr><td>${P1}${P2}</td></tr></table>`],
  ])('has a table of short cells beside its paragraphs in %s', (_, text) => {
    const rows = Array.from({ length: 40 }, (_, row) => `<tr><td>Stall ${row}</td><td>Fish, bread</td></tr>`);
    const page = `<h1>Market hall</h1><div>${text}<table>${rows.join('')}</table></div>`;
    const shown = read(`${page}<div class="side"><a href="/c">${TEASER}</a></div>`);
    expect(shown).toContain('<td>Stall 39</td>');
    expect(shown).toContain(P1 + P2);
    expect(shown).not.toContain('href');
  });

  test('begins with the lead that stands before its element', () => {
    expect(
      read(
        `<main><h1>Market hall</h1><p class="lead">${THIRD}</p><div class="article-body">${P1}${P2}</div></main>`,
      ),
    ).toBe(P3 + P1 + P2);
  });

  test.each([
    ['a box that is called a teaser, without a link', `<div class="teaser-text"><p>${THIRD}</p></div>`, P3],
    ['a box without a name', `<div class="mb-6 font-bold"><div>${THIRD}</div></div>`, P3],
    ['a second heading', `<h2>${THIRD}</h2>`, `<h2>${THIRD}</h2>`],
    [
      'a list',
      `<div class="article-intro"><ul><li>Roof</li><li>Stalls</li></ul></div>`,
      '<ul><li>Roof</li><li>Stalls</li></ul>',
    ],
  ])('begins with a lead in %s', (_, lead, expected) => {
    expect(
      read(
        `<main><h1>Market hall</h1>${lead}<h2>Share</h2><div class="article-body">${P1}${P2}</div></main>`,
      ),
    ).toBe(expected + P1 + P2);
  });

  test('is in <noscript> where the page shows nothing else without scripts', () => {
    expect(read(`<div id="app">Wait</div><noscript><main>${P1}${P2}</main></noscript>`)).toBe(P1 + P2);
    expect(read(`<main>${P1}${P2}</main><noscript><p>Switch scripts on.</p></noscript>`)).toBe(P1 + P2);
  });

  test('is not the disclaimer below one short paragraph', () => {
    const more = `<div class="disclaimer"><p>${THIRD.replaceAll(' ', ', ')}</p></div>`;
    expect(read(`<h1>Market hall</h1><div class="wrap"><div>${P1}</div></div>${more}`)).toBe(P1);
  });

  test('is found where its sections stand side by side', () => {
    const section = (text: string) => `<div class="row"><div class="col">${text}</div></div>`;
    expect(
      read(
        `<h1>Market hall</h1><div>${section(P1 + P2)}${section(P3 + P1.replace('Monday', 'Tuesday'))}</div>`,
      ),
    ).toBe(P1 + P2 + P3 + P1.replace('Monday', 'Tuesday'));
  });

  test.each([
    ['Telephone: 01234 567', P1],
    ['网站标识码：0000001', '<p>6月3日上午，镇里召开防汛会议，部署今年汛期的各项工作，镇长出席并讲话。</p>'],
  ])('is not the whole page where only short lines are around it: %s', (line, text) => {
    const base = `<div class="base">${`<p>${line}</p>`.repeat(14)}</div>`;
    const page = `<h1>Market hall</h1><div class="t">${text}</div>`;
    expect(read(`<div class="wrap">${page}</div>${base}`)).toBe(text);
  });

  test.each([
    [
      'by its heading',
      `<div><h3>Related</h3><ul><li><a href="/a">${TEASER}</a></li><li><a href="/b">${TEASER}</a></li></ul></div>`,
    ],
    ['by its name', `<div class="related-stories"><h3>More</h3><p>${TEASER}</p></div>`],
    ['by its links', `<ul><li><a href="/a">${TEASER}</a></li><li><a href="/b">${TEASER}</a></li></ul>`],
    ['as a line', `<p>Related:</p><p><a href="/a">${TEASER}</a></p>`],
  ])('goes on behind a box of other articles, told %s', (_, box) => {
    expect(read(`<article><h1>Market hall</h1>${P1}${box}${P2}</article>`)).toBe(P1 + P2);
  });

  test.each([
    'Read also:',
    'Related: ',
    'Lesen Sie auch: ',
    'À lire aussi : ',
    'Lea también: ',
    'Leggi anche: ',
    'Читайте также: ',
    'اقرأ أيضا: ',
    '延伸阅读：',
    '関連記事：',
  ])('has no line that leads to another article: %s', (label) => {
    expect(read(`<article>${P1}<p>${label}<a href="/a">${TEASER}</a></p>${P2}</article>`)).toBe(P1 + P2);
  });

  test.each([
    '返回页首 | 关闭窗口',
    '返目录下一页',
    '【纠错】',
    '[打印] [收藏] [关闭窗口]',
    '收藏 | 分享',
    '发表评论 (12)',
    'T + -',
    'A- A A+',
    'Print | E-mail | Share',
    'Print this page',
    'Partager cet article',
    'Deel deze pagina',
    '&lt;&lt;返回上一级',
    '我要反馈',
    'このページの先頭へ',
    '点击蓝字 关注我们',
    '长按二维码关注我们',
    '更多精彩内容，请下载“镇报”客户端',
    '5 min read',
    'Lesezeit: 2 Minuten',
    'Ultimo aggiornamento: 3 giugno 2025',
    '© 2025 Ham Council. All rights reserved.',
    '版权所有：临江镇人民政府',
    '京ICP备00000001号',
    'Seite drucken | Teilen',
    'Zum Seitenanfang',
    'Imprimer | Partager',
    'Imprimir · Compartir',
    'Печать',
    'Trackback: https://ham.example/tb.php?id=7',
    '首页 上一页 1 2 3 下一页 尾页',
    'Seitenanfang | Seite drucken',
    'Partilhar',
    'シェア ツイート',
    'طباعة',
    '【我要纠错】【责任编辑：李四】',
    '您访问的链接即将离开本站，是否继续？',
    'Was this page helpful?',
    'Is there anything wrong with this page?',
    'War diese Information hilfreich? Konnten wir Ihnen helfen?',
    'Haben Ihnen diese Informationen geholfen?',
    'Heeft deze informatie u geholpen?',
    'このページの情報は役に立ちましたか？',
    '이 페이지에서 제공하는 정보에 만족하십니까?',
  ])('has no line of buttons, wherever it stands: %s', (line) => {
    const box = `<div><a href="#">${line}</a></div>`;
    for (const inner of [`${box}${P1}${P2}`, `${P1}${box}${P2}`, `${P1}${P2}<p>${line}</p>`])
      expect(read(`<article><h1>Market hall</h1>${inner}</article>`)).toBe(P1 + P2);
  });

  test('has no line of buttons, in whatever order and with whatever between them', () => {
    const words = [
      '打印',
      '关闭窗口',
      '返回列表',
      '放大',
      '发表评论',
      'Print',
      'Share',
      'Drucken',
      'Imprimer',
    ];
    const marks = fc.tuple(fc.constantFrom('', '[', '【', '| '), fc.constantFrom('', ']', '】', ' |'));
    const button = fc
      .tuple(fc.constantFrom(...words), marks)
      .map(([word, [before, behind]]) => `${before}${word}${behind}`);
    fc.assert(
      fc.property(fc.array(button, { minLength: 1, maxLength: 6 }), (buttons) => {
        const line = buttons.join(' ');
        expect(read(`<article>${P1}<p>${line}</p>${P2}</article>`)).toBe(P1 + P2);
        expect(read(`<article>${P1}<p>${line} ${TEASER}</p>${P2}</article>`)).toContain(TEASER);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    'Print the form and send it to the town hall.',
    '请打印本页后交到镇政府。',
    'The copyright of the plans is the town’s.',
    '点击次数由镇里统计，并定期公布。',
    '扫描件应当清晰，并由本人签名。',
    'Share and share alike',
    '大中小学',
    'Teilen macht Freude',
    'Is the page for the hall to be written by the council itself?',
    'Hat das Gesetz den Bürgern geholfen?',
  ])('keeps a line with more in it than buttons: %s', (line) => {
    expect(read(`<article>${P1}<p>${line}</p>${P2}</article>`)).toBe(`${P1}<p>${line}</p>${P2}`);
  });

  test.each([
    'Vorheriger Beitrag',
    'Nächste Meldung:',
    'Article précédent',
    'Noticia siguiente:',
    'Articolo successivo »',
    'Volgend bericht:',
    'Następny wpis',
    'Следующая новость',
    '次の記事',
    '다음 글',
    '上一篇：',
    '12 comments',
    'Kommentare (3)',
    '评论（0）',
    '已有1件评论',
    '网友评论',
    '特别声明',
    '【免责声明】本文仅代表作者观点。',
    '版权声明：未经授权不得转载。',
  ])('ends before its neighbours and its readers’ comments: %s', (line) => {
    const behind = `<p>${line}</p>${P3}`;
    expect(read(`<article><h1>Market hall</h1>${P1}${P2}${behind}</article>`)).toBe(P1 + P2);
  });

  test.each(['Zurück: ', 'Weiter: ', '« Anterior: ', 'Suivant : ', 'Volgende » '])(
    'ends where a link follows %s',
    (label) => {
      const line = (title: string) => `<p>${label}${title}</p>`;
      const link = line(`<a href="/b">${TEASER}</a>`);
      expect(read(`<article>${P1}${P2}${link}<p>Ham Council</p></article>`)).toBe(P1 + P2);
      // In a sentence the words are words.
      expect(read(`<article>${P1}${line(TEASER)}${P2}</article>`)).toBe(P1 + line(TEASER) + P2);
    },
  );

  test.each(['/plan.pdf', '/plan.DOCX?version=2', 'https://ham.example/f/list.xlsx#page=2'])(
    'has the files that belong to it: %s',
    (address) => {
      const link = (title: string) =>
        `<li><a href="${new URL(address, 'https://ham.example/')}">${title}</a></li>`;
      const files = `<ul>${link('The plan of the hall')}${link('What it will cost')}</ul>`;
      expect(read(`<article><h1>Market hall</h1>${P1}${P2}${files}</article>`)).toBe(P1 + P2 + files);
    },
  );

  test.each([
    ['nav', '<nav><p>The council answers for this menu, and for all that it leads to.</p></nav>'],
    ['aside', '<aside><p>The council has its seat in the Old School, School Lane, Ham.</p></aside>'],
    ['footer', '<footer><p>Ham Council, Old School, School Lane, Ham, telephone 01234 567</p></footer>'],
    ['©', '<div><p>Ham Council, Old School, School Lane, Ham © 2025, telephone 01234 567</p></div>'],
  ])('is a notice of one line, however much more its page says in %s', (_, foot) => {
    const notice = '<p>The hall is closed on Monday.</p>';
    expect(read(`<h1>Market hall</h1><div>${notice}</div>${foot}`)).toBe(notice);
  });

  test.each([
    'The roof of the market hall. © Ham Picture Agency',
    'We call this no plan for the stalls™©',
    'Copyright of the drawings stays with the architects.',
  ])('ends with what somebody has a right in, where it says no year: %s', (line) => {
    const last = `<p>${line}</p>`;
    expect(read(`<h1>Market hall</h1><div>${P1}${P2}${last}</div>`)).toBe(P1 + P2 + last);
  });

  test.each([
    '某市镇著作版权所有者可以申请补助，详情请咨询镇政府文化办公室。',
    '镇里说，版权所有人均可报名。',
  ])('ends with a sentence about those who own a right: %s', (line) => {
    const text = `<p>${'镇里昨天开会，讨论集市大厅的修缮，工期两个月，请大家绕行。'.repeat(3)}</p>`;
    expect(read(`<h1>集市大厅</h1><div>${text}<p>${line}</p></div>`)).toBe(`${text}<p>${line}</p>`);
  });

  test('goes on in bare lines behind links to others', () => {
    const links = `<div><h5>Related</h5><ul><li><a href="/a">${TEASER}</a></li></ul></div>`;
    const text = read(`<h1>Market hall</h1><div>${links}${THIRD}<br><br>${THIRD}</div>`);
    expect(text).toContain(THIRD);
  });

  test.each(['分享让更多人看到', '分享到：', '分享至'])('ends before a button: %s', (button) => {
    expect(read(`<h1>Market hall</h1><div>${P1}${P2}<p>${button}</p></div>`)).toBe(P1 + P2);
  });

  test('has no menu made of a page’s own elements', () => {
    const entry =
      '<town-menu-item><town-link href="/a">Picnics, walks and other outings, by the river and elsewhere</town-link></town-menu-item>';
    const menu = `<town-header><town-navigation>${entry.repeat(20)}</town-navigation></town-header>`;
    const links = `<div>${entry.replaceAll('menu-item', 'entry').repeat(20)}</div>`;
    expect(read(`${menu}<div>${links}</div><main><h1>Market hall</h1>${P1}${P2}</main>`)).toBe(P1 + P2);
  });

  test.each(['sr-only', 'aural', 'element-invisible', 'visuallyhidden', 'govuk-visually-hidden'])(
    'has nothing that is kept from eyes by the class %s',
    (name) => {
      const hidden = `<h2 class="${name}">Page content</h2><p class="${name}">Here begins what the page has to say.</p>`;
      expect(read(`<article><h1>Market hall</h1>${hidden}${P1}${P2}</article>`)).toBe(P1 + P2);
    },
  );

  test.each([
    'We use cookies to make this site better. ',
    'Diese Website verwendet Cookies, um Ihnen mehr zu bieten. ',
    'Ce site utilise des cookies. ',
    '提示：您的浏览器版本过低，请升级。',
    '【免责声明】',
    '声明：',
    'Disclaimer: ',
    'Haftungsausschluss: ',
  ])('is not the longest paragraph of the page, where that begins with %s', (label) => {
    const legal = `${label}${'Nobody answers for it, and, as always, no claim, whatever it is, can be made, '.repeat(2)}`;
    const page = `<h1>Market hall</h1><div class="box"><div>${P1}</div></div><div class="base"><p>${legal}</p></div>`;
    expect(read(page)).toBe(P1);
  });

  test.each([
    ['a topic and a day', '<p>Culture</p><p>3 June 2025</p>'],
    ['a topic in a box', '<div><span><a href="/culture">Culture</a></span></div>'],
    ['a button', '<div><a href="/news">All messages</a></div>'],
  ])('begins under its heading, not with %s over it', (_, kicker) => {
    for (const heading of ['<h1>Market hall</h1>', '<header><h2>Market hall</h2></header>'])
      expect(read(`<article>${kicker}${heading}${P1}${P2}</article>`)).toBe(P1 + P2);
  });

  test('is not looked for outside <main>, where that holds the most of it', () => {
    const asked = `<div><h2>Your view</h2>${`<p>${TEASER.replace(',', '')}</p>`.repeat(5)}</div>`;
    expect(read(`<div><main><h1>Market hall</h1><div>${P1}${P2}</div></main>${asked}</div>`)).toBe(P1 + P2);
  });

  test('is every row of a table that has labels at its side', () => {
    const row = (label: string, text: string) => `<tr><td>${label}</td><td>${text}</td></tr>`;
    const table = `<table><tbody>${row('Asked', FIRST)}${row('Answered', SECOND + THIRD)}</tbody></table>`;
    expect(read(`<h1>Market hall</h1><div>${table}</div>`)).toBe(table);
  });

  test('is not a heading alone, whatever the page has made it of', () => {
    const heading = '<h1><town-text>The market hall, as it was seen from the river in May</town-text></h1>';
    const facts = '<div><p>Filmed by Jane Doe</p><p>245 people like it</p></div>';
    expect(read(`<div><div class="metadata">${heading}</div>${facts}</div>`)).toContain('people like it');
  });

  test('keeps the lines over its heading where it has no prose', () => {
    expect(read('<article><p>Opens on Monday.</p><h1>Market hall</h1><p>At ten.</p></article>')).toBe(
      '<p>Opens on Monday.</p><p>At ten.</p>',
    );
  });

  test('keeps a lead and a picture over its heading', () => {
    const picture = '<p><img src="https://ham.example/hall.jpg" alt="Hall"></p>';
    expect(read(`<article>${P3}<h1>Market hall</h1>${P1}${P2}</article>`)).toBe(P3 + P1 + P2);
    expect(read(`<article>${picture}<h1>Market hall</h1>${P1}${P2}</article>`)).toContain('hall.jpg');
  });

  test.each([
    [
      'a list',
      `<ul><li><a href="/a">Picnics</a> ${TEASER}</li><li><a href="/b">Walks</a> ${TEASER}</li></ul>`,
    ],
    ['a list of terms', `<dl><dt><a href="/a">Picnics</a></dt><dd>${TEASER}, and more</dd></dl>`],
  ])('goes on behind %s of other articles and what they say', (_, list) => {
    expect(read(`<article>${P1}<p>Related:</p>${list}${P2}</article>`)).toBe(P1 + P2);
  });

  test('stands in a first heading that was never closed', () => {
    const content = read(`<article><h2>Plans</h2><h1>Market hall${P1}${P2}${P3}</article>`);
    for (const text of [FIRST, SECOND, THIRD]) expect(content).toContain(text);
  });

  test('keeps a list that says more behind such a heading', () => {
    const list = `<ul><li>${FIRST}</li><li>${SECOND} <a href="https://ham.example/b">Plans</a></li></ul>`;
    for (const heading of ['<h3>Read more</h3>', '<h3>Related</h3>'])
      expect(read(`<div><h1>Market hall</h1>${P3}${heading}${list}</div>`)).toContain(list);
  });

  test.each(['h2', 'h3'])(
    'ends before comments under a heading in %s, not where it is above the text',
    (tag) => {
      const heading = `<${tag}>Comments (2)</${tag}>`;
      expect(read(`<div><h1>Market hall</h1>${P1}${P2}${heading}<div>${P3}</div></div>`)).toBe(P1 + P2);
      expect(read(`<div><h1>Market hall</h1>${heading}<div>${P1}${P2}${P3}</div></div>`)).toBe(P1 + P2 + P3);
    },
  );

  test('goes on behind small boxes that begin with a link, under a heading for others', () => {
    const card = `<div><h3><a href="/a">Picnics</a></h3><p>${TEASER}</p></div>`;
    expect(read(`<div><h1>Market hall</h1>${P1}${P2}<h2>Related</h2>${card}${card}</div>`)).toBe(P1 + P2);
  });

  test.each([
    'We use cookies to make this site better.',
    'Wir verwenden Cookies, damit diese Seite besser wird.',
    'Seite teilen: Facebook',
    'Was this page helpful? Yes No',
  ])('has no line about its page: %s', (line) => {
    expect(read(`<article>${P1}<p>${line}</p>${P2}</article>`)).toBe(P1 + P2);
  });

  test('has no address above the rights at the end of its page', () => {
    const foot = '<div><p>Ham Council, Old School, School Lane, Ham</p><p>© 2025 Ham Council</p></div>';
    const notice = '<p>The hall is closed on Monday.</p>';
    expect(read(`<h1>Market hall</h1><div>${notice}</div>${foot}`)).toBe(notice);
    expect(read(`<h1>Market hall</h1><div>${notice}<p>© Ham Council</p></div>`)).toContain(notice);
  });

  test.each([
    ['a day', '<p>12 June 2025</p>'],
    ['a day in its element', '<time datetime="2025-06-12">12 June</time>'],
    ['a name in its class', '<p class="autor">The editors</p>'],
  ])('has no %s between its second heading, or its lead, and its first paragraph', (_, line) => {
    expect(read(`<article><h1>Market hall</h1><h2>A new roof</h2>${line}${P1}${P2}</article>`)).toBe(
      `<h2>A new roof</h2>${P1}${P2}`,
    );
    expect(
      read(
        `<main><h1>Market hall</h1><p class="lead">${THIRD}</p><div class="article-body">${line}${P1}${P2}</div></main>`,
      ),
    ).toBe(P3 + P1 + P2);
  });

  test.each([
    ['时间：6月14日（周六）14:30', '地点：图书馆三楼报告厅'],
    ['时间：2025年6月14日14:30', '地点：图书馆三楼报告厅'],
    ['Datum: Samstag, 14. Juni', 'Ort: Rathaus'],
    ['Fecha: 14 de junio', 'Lugar: Biblioteca'],
    ['Date: Saturday 14 June 2025', 'Venue: Old School'],
  ])('keeps when and where an event is: %s', (time, place) => {
    const event = `<p>${time}</p><p>${place}</p>`;
    expect(read(`<article><h1>Market hall</h1>${event}${P1}${P2}</article>`)).toBe(event + P1 + P2);
  });

  test('has no line of links about its page, wherever that stands', () => {
    const links = '<div><a href="/a">About us</a> | <a href="/b">Map</a> | <a href="/c">Imprint</a></div>';
    for (const inner of [`${links}${P1}${P2}`, `${P1}${links}${P2}`, `${P1}${P2}${links}`])
      expect(read(`<article><h1>Market hall</h1>${inner}</article>`)).toBe(P1 + P2);
  });

  test('stays a table where a row of it, or its body, holds the text', () => {
    const table = `<table><tbody><tr><td>${FIRST}</td><td>${SECOND}</td></tr><tr><td>${SECOND}</td><td>${THIRD}</td></tr></tbody></table>`;
    expect(read(`<h1>Market hall</h1><div>${table}</div>`)).toBe(table);
  });

  test('goes on behind the number of comments that leads to them', () => {
    const counter = '<p><a href="#comments">12 comments</a></p>';
    expect(read(`<article><h1>Market hall</h1>${P1}${counter}${P2}</article>`)).toBe(P1 + P2);
  });

  test.each(['326', '+1', '22', '×'])('neither begins nor ends with a counter: %s', (count) => {
    const line = `<div>${count}</div>`;
    expect(read(`<article><h1>Market hall</h1>${line}${P1}${P2}${line}</article>`)).toBe(P1 + P2);
    expect(read(`<article>${P1}<p>2024</p><p>${count}</p>${P2}<p>2025</p></article>`)).toBe(
      `${P1}<p>2024</p><p>${count}</p>${P2}<p>2025</p>`,
    );
  });

  test.each(['<p>A stall costs <b>22</b></p>', '<div>A stall costs <b>22</b></div>', '<p>Hall<br>22</p>'])(
    'ends with a number where that ends a sentence or an address: %s',
    (end) => {
      expect(read(`<article>${P1}${P2}${end}</article>`)).toContain('22');
    },
  );

  test('does not end with a heading under which nothing stands, where it has others of that rank', () => {
    const links = `<ul><li><a href="/a">${TEASER}</a></li><li><a href="/b">${TEASER}</a></li></ul>`;
    const content = read(`<article>${P1}<h3>Plans</h3>${P2}<h3>Pictures</h3>${links}</article>`);
    expect(content).toBe(`${P1}<h3>Plans</h3>${P2}`);
    const signed = `${P1}${P2}<h4>Jane Doe, mayor</h4>`;
    expect(read(`<article>${signed}</article>`)).toBe(signed);
  });

  test('keeps a line that only begins so', () => {
    const line =
      '<p>Related: to whom the stalls belong, and who pays for them, is a question for the council.</p>';
    expect(read(`<article>${P1}${line}${P2}</article>`)).toBe(P1 + line + P2);
  });

  test('has a caption once', () => {
    const figure = (place: string) =>
      `<figure class="${place}"><img src="https://ham.example/hall.jpg" alt="Hall"><figcaption>The hall in May, before the storm.</figcaption></figure>`;
    const content = read(`<article>${figure('top')}${P1}${figure('print')}${P2}</article>`) ?? '';
    expect(content.split('before the storm')).toHaveLength(2);
  });

  test('keeps players, and no frames of adverts', () => {
    const frame = (attributes: string) => `<iframe src="https://video.example/1" ${attributes}></iframe>`;
    const content =
      read(`<article>${P1}${frame('allowfullscreen')}${frame('width="300"')}${P2}</article>`) ?? '';
    expect(content.split('video.example/1')).toHaveLength(2);
  });

  test('is JSON-LD’s text where the page shows a fraction of it', () => {
    const body = `${FIRST}\\n\\n${SECOND}\\n\\n${THIRD}`;
    const page = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Market hall","articleBody":"${body}"}</script>
      <h1>Market hall</h1><div><p>The council met on Monday evening, in the old school.</p></div>`;
    expect(extractFields(page, 'text/html', { timezone: 'UTC', directory: [] }).contentText).toBe(
      [FIRST, SECOND, THIRD].join('\n\n'),
    );
  });

  test.each([
    ['<div><h1>图书馆开馆通知</h1><p>镇图书馆定于6月3日开馆。</p></div>', '<p>镇图书馆定于6月3日开馆。</p>'],
    [
      '<h1>Library</h1><p>The library opens again on 3 June.</p>',
      '<p>The library opens again on 3 June.</p>',
    ],
    [
      '<div><span>The library opens again on 3 June.</span></div>',
      '<p>The library opens again on 3 June.</p>',
    ],
    [`<div><div><span>${FIRST}</span></div><div><span>${SECOND}</span></div></div>`, P1 + P2],
    [`<div>${FIRST}<br><br>${SECOND}</div>`, P1 + P2],
    [`<center><font size="2">${FIRST}<br>${SECOND}</font></center>`, P1 + P2],
    [`<table><tr><td><font face="Arial">${FIRST}<p>${SECOND}</font></td></tr></table>`, P1 + P2],
  ])('may be short, and in any box: %s', (inner, expected) => {
    expect(read(inner)).toBe(expected);
  });

  test.each([
    '<p>Files:</p><ul><li><a href="https://ham.example/1.pdf">Plan of the hall</a></li><li><a href="https://ham.example/2.xlsx">Costs of the hall</a></li></ul>',
    '<ul><li><a href="https://ham.example/files/1.DOC?v=2">附件1：镇里集市修缮工程预算表</a></li></ul>',
    '<p><a href="https://ham.example/1.pdf">Plan</a></p><p><a href="https://ham.example/2.zip">Costs</a></p>',
  ])('keeps its attachments, whatever box lists them: %s', (files) => {
    for (const end of [files, `<div>${files}</div>`, `<div class="list"><div>${files}</div></div>`])
      expect(read(`<article><h1>Market hall</h1>${P1}${P2}${end}</article>`)).toBe(P1 + P2 + files);
    const pages = files.replace(/\.(?:pdf|xlsx|DOC|zip)/g, '.html');
    const content = read(`<article><h1>Market hall</h1>${P1}<div>${pages}</div>${P2}</article>`) ?? '';
    expect(content).not.toContain('.html');
  });

  test('stays a table where it is one', () => {
    const table = '<table><tbody><tr><td>Monday</td><td>9 to 5</td></tr></tbody></table>';
    expect(read(`<article>${P1}${table}${P2}</article>`)).toBe(P1 + table + P2);
  });
});

test.each([
  ['spaces in elements', '<span> </span>'],
  ['spaces between scripts', '<script></script> '],
  ['spaces between templates', '<template></template> '],
  ['elements that hold nothing', '<b></b>'],
  ['breaks', '<br>'],
])('a text begins behind %s, however many stand before it', (_, blank) => {
  expect(read(`<article><p>${blank.repeat(20_000)}${FIRST}</p>${P2}</article>`)).toContain(FIRST);
});

test('of thousands of lines only the first are asked what they tell', () => {
  const page = (count: number) =>
    `<article><h1>Market hall</h1>${P1}${'<p>Market day, 3 June</p>'.repeat(count)}<p>Editor: Jane Doe</p>${P2}</article>`;
  expect(read(page(10))).not.toContain('Editor:');
  expect(read(page(5_000))).toContain('Editor:');
});
