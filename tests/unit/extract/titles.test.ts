import { describe, expect, test } from 'vitest';
import { extractFields } from '../../support/extract-fields.ts';

const TEXT =
  '<p>The library opens on Sundays from now on, from ten in the morning until four, the council has decided.</p>' +
  '<p>Readers had asked for it since the spring, and more than a thousand of them, from every village, signed a list.</p>';

function read(head: string, body: string): string | undefined {
  const page = `<html><head>${head}</head><body>${body}</body></html>`;
  return extractFields(page, 'text/html', { timezone: 'UTC', directory: [] }).title;
}

describe('a title', () => {
  test.each([
    ['a section', '<title>News</title>', `<h1>News</h1><h2>Library opens</h2>${TEXT}`],
    [
      'a section in the head',
      '<title>News - Ham</title>',
      `<div class="top"><h1>News</h1></div><h2>Library opens</h2>${TEXT}`,
    ],
    [
      'the site, as its logo',
      '<title>Library opens | Ham</title>',
      `<div id="logo"><h1>Ham</h1></div><h2>Library opens</h2>${TEXT}`,
    ],
    [
      'the site, as a link home',
      '<title>Library opens | Ham</title>',
      `<h1><a href="/">Town of Ham</a></h1><h2>Library opens</h2>${TEXT}`,
    ],
    [
      'the site, as the head says',
      '<title>Town of Ham</title><meta property="og:site_name" content="Town of Ham"><meta property="og:title" content="Library opens">',
      `<h1>Town of Ham</h1><h2>Library opens</h2>${TEXT}`,
    ],
    [
      'a part of the page, whose heading is hidden',
      '<title>Town of Ham - detail</title><meta property="og:title" content="Library opens">',
      `<h1 class="hide">Navigation</h1><h1 class="hide">detail</h1><h1>Library opens</h1>${TEXT}`,
    ],
    [
      'another article told of behind it',
      '<title>Library opens - Ham</title>',
      `<h1>Library opens</h1><div class="article-body">${TEXT}</div><div><a href="/fair" itemprop="headline">Fair opens</a></div>`,
    ],
  ])('is the article’s heading, not that of %s', (_, head, body) => {
    expect(read(head, body)).toBe('Library opens');
  });

  test.each([
    ['<h1>Library opens <button>Share</button></h1>'],
    ['<h1>Library opens <a class="btn btn-print" href="#">Print</a></h1>'],
    ['<h1><span class="kicker">Culture</span> Library opens</h1>'],
    ['<h1>Library opens <span class="share">Tweet</span></h1>'],
    ['<h1><span>Culture</span> <span>Library opens</span></h1>'],
    ['<h1>Library opens <small>and a hundred readers come</small></h1>'],
    ['<h1><span></span>: Library opens</h1>'],
    ['<h1>Library opens<a class="headerlink" href="#library">¶</a></h1>'],
    ['<h1><a id="top"></a>Library opens</h1>'],
  ])('has no button’s text in it: %s', (heading) => {
    expect(read('<title>Library opens - Ham</title>', heading + TEXT)).toBe('Library opens');
  });

  test.each([
    ['<title>Library opens - Ham Gazette</title>'],
    ['<title>Ham Gazette » Library opens</title>'],
    ['<title>Library opens « Ham Gazette</title>'],
    ['<title>Library opens • Ham Gazette</title>'],
    ['<meta property="og:title" content="Library opens | Ham"><meta property="og:site_name" content="Ham">'],
    ['<meta property="og:title" content="Library <b>opens</b>">'],
    ['<script type="application/ld+json">{"@type":"NewsArticle","headline":"Library opens"}</script>'],
    [
      '<meta property="og:site_name" content="Ham"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Library opens | Ham Culture"}</script>',
    ],
    [
      '<meta property="og:site_name" content="Ham"><meta property="og:title" content="Library opens - Ham Blog">',
    ],
  ])('has no site’s name in it where only the head tells it: %s', (head) => {
    expect(read(head, `<div>${TEXT}</div>`)).toBe('Library opens');
  });

  test.each([
    ['图书馆开馆_要闻_临江区人民政府', '图书馆开馆'],
    ['图书馆开馆-临江财经', '图书馆开馆'],
    ['图书馆开馆--临江日报', '图书馆开馆'],
    ['图书馆开馆 - 临江新闻网', '图书馆开馆'],
  ])('%s is %s', (title, expected) => {
    expect(read(`<title>${title}</title>`, `<div>${TEXT}</div>`)).toBe(expected);
  });

  test.each([
    ['Town library opens on Sundays, too', 'Town library opens on Sundays', 'Town library opens on Sundays'],
    ['Library opens | Ham Gazette', 'Library opens', 'Library opens'],
    [
      'Library opens: first readers, first books, first cups of tea',
      'Library opens',
      'Library opens: first readers, first books, first cups of tea',
    ],
    ['Library opens', 'What you should read next', 'Library opens'],
    ['Library opens', 'Culture: Library opens', 'Library opens'],
  ])('told to machines as %j and shown as %j is %j', (told, shown, expected) => {
    const head = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"${told}"}</script>`;
    expect(read(head, `<h1>${shown}</h1>${TEXT}`)).toBe(expected);
  });

  test.each([
    ['the head tells nothing', ''],
    ['it tells a section', '<title>新闻动态--镇门户网</title>'],
    ['it tells where one is', '<title>首页 - 新闻动态</title>'],
    ['it greets', '<title>欢迎访问〖镇门户网〗</title>'],
    ['a program has named it', '<title>无标题文档</title>'],
    ['it tells the site', '<title>镇里论坛</title>'],
    ['it tells a place on the site', '<title>镇门户网>镇里新闻</title>'],
  ])('is told by the page where %s', (_, head) => {
    const text =
      '<p>镇图书馆定于6月3日开馆，欢迎市民前来参观，当天有三场讲座。</p><p>开馆以后，每周二至周日开放，市民凭身份证办理借书证。</p>';
    const date = '<div>发布时间：2025-06-03 来源：镇报</div>';
    const menu = `<h3>存档</h3><ul>${'<li><a href="/m">2025年5月</a></li>'.repeat(12)}</ul>`;
    for (const [above, inside] of [
      [`<h5>图书馆开馆通知</h5>${date}`, ''],
      [`<div class="postTitle"><a href="/7">图书馆开馆通知</a></div>${date}`, ''],
      [`<td><b>图书馆开馆通知</b></td>${date}`, ''],
      [`<h1><a href="/mayor">镇长的博客</a></h1>${menu}`, '<h2>图书馆开馆通知</h2>'],
      [menu, '<p><strong>图书馆开馆通知</strong></p>'],
    ])
      expect(read(head, `${above}<div class="text">${inside}${text}</div>`)).toBe('图书馆开馆通知');
  });

  test('is none where the page shows nothing that could be one', () => {
    expect(
      read('', `<p>登录</p><p>2025-06-03 来源：镇报</p><p>It was decided so.</p>${TEXT}`),
    ).toBeUndefined();
  });

  test.each([
    ['图书馆定于六月三日开馆 镇文化办公室'],
    ['图书馆定于六月三日开馆 镇文化办公室_镇门户网'],
    ['图书馆定于六月三日开馆 @ 镇长的博客 :: 博客之家 ::'],
    ['镇里的通知--图书馆定于六月三日开馆'],
    ['镇里的通知_图书馆定于六月三日开馆'],
  ])('is the part of the document’s title that the page shows: %s', (title) => {
    const line = '<div>图书馆定于六月三日开馆</div>';
    const heading = title.includes('@') ? line.replaceAll('div', 'h2') : line;
    expect(read(`<title>${title}</title>`, `${heading}<div>${TEXT}</div>`)).toBe('图书馆定于六月三日开馆');
  });

  test.each([
    ['图书馆定于六月三日开馆并延...', ['h2', 'div', 'p class="t"']],
    ['图书馆定于六月三日开馆并延…-临江网', ['h3', 'div']],
    ['Library opens on Sund… | Ham', ['h1', 'h2', 'div']],
  ])('is whole where the document’s is cut short and the page shows it: %s', (title, lines) => {
    const whole = title.startsWith('Lib')
      ? 'Library opens on Sundays'
      : '图书馆定于六月三日开馆并延长开放时间';
    for (const line of lines) {
      const shown = `<${line}>${whole}</${line.split(' ')[0]}>`;
      expect(
        read(
          `<title>${title}</title>`,
          `<ul><li><a href="/a">${whole}, again</a></li></ul>${shown}<div>${TEXT}</div>`,
        ),
      ).toBe(whole);
    }
    expect(read(`<title>${title}</title>`, `<div>${TEXT}</div>`)).toContain(title.slice(0, 12));
  });

  test.each(['제목', '标　题：', '件名', 'Titel', 'Oggetto:'])(
    'is beside its label, where the document tells a section and the page is a table: %s',
    (label) => {
      const row = (name: string, value: string) => `<tr><th>${name}</th><td>${value}</td></tr>`;
      const table = `<table>${row(label, '图书馆定于六月三日开馆')}${row('번호', '12')}<tr><td colspan="2">${TEXT}</td></tr></table>`;
      for (const section of ['공지사항', '通知公告', 'News'])
        expect(read(`<title>${section} - 临江网</title>`, `<h2>${section}</h2>${table}`)).toBe(
          '图书馆定于六月三日开馆',
        );
    },
  );

  const sites = [
    '临江县人民政府',
    '临江新区管委会',
    '临江县水利局',
    '临江网',
    '新闻动态 - 临江县人民政府门户网站',
  ];
  const marks = [' - ', '－', '_', '|', ' | ', ' – ', ' — ', '——', '──', '--', ' » ', ' · ', ' :: ', ' < '];
  test.each(sites.flatMap((site) => marks.map((mark) => [`图书馆定于六月三日开馆${mark}${site}`])))(
    'has no site behind it, whatever parts them, and whether the page shows it or not: %s',
    (title) => {
      for (const line of ['', '<div>图书馆定于六月三日开馆</div>'])
        expect(read(`<title>${title}</title>`, `${line}<div>${TEXT}</div>`)).toBe('图书馆定于六月三日开馆');
    },
  );

  test.each([
    '临江县人民政府 图书馆定于六月三日开馆',
    '临江县人民政府-新闻动态-图书馆定于六月三日开馆',
    '首页>新闻动态>图书馆定于六月三日开馆',
    '临江县水利局 | 图书馆定于六月三日开馆',
    '临江网 >> 图书馆定于六月三日开馆',
    '【图书馆定于六月三日开馆】',
    '【图书馆定于六月三日开馆】-临江网',
  ])('has no office or section before it, and no brackets around it: %s', (title) => {
    for (const line of ['', '<div>图书馆定于六月三日开馆</div>'])
      expect(read(`<title>${title}</title>`, `${line}<div>${TEXT}</div>`)).toBe('图书馆定于六月三日开馆');
  });

  test.each([
    ['法治政府 - 临江县人民政府网', '法治政府'],
    ['【通知】图书馆开馆-临江网', '【通知】图书馆开馆'],
    ['走进图书馆——临江读书节见闻-临江网', '走进图书馆——临江读书节见闻'],
  ])('is not taken for a site’s name before one: %s', (title, expected) => {
    expect(read(`<title>${title}</title>`, `<div>${TEXT}</div>`)).toBe(expected);
  });

  test.each([
    '镇人民政府门户网站',
    '临江县人民政府信息公开',
    '临江县水利局',
    '临江新区管委会',
    '临江日报-数字报',
    '新区要闻',
    '部门动态-临江县人民政府',
    'Aktuelle Meldung',
    '공지사항 상세 - 샘시',
    '临江县',
    'Town of Ham, TX : News',
    'News Flash • Ham, TX • Website',
  ])('is the line above or in the text where the document is called %s', (title) => {
    const menu = '<ul><li><a href="/a">政务公开</a></li><li><a href="/b">互动交流</a></li></ul>';
    const text = '<p>镇图书馆定于六月三日开馆，欢迎市民前来参观，当天有三场讲座，市民不必预约。</p>';
    for (const line of ['p align="center"', 'td class="title"', 'h2'])
      for (const date of ['', '<p>2025-06-03 来源：镇报</p>']) {
        const open = line.startsWith('td') ? `<table><tr><${line}>` : `<${line}>`;
        const close = line.startsWith('td') ? '</td></tr></table>' : `</${line.split(' ')[0]}>`;
        const heading = `${open}图书馆定于六月三日开馆并延长开放时间${close}${date}`;
        for (const page of [`${heading}<div>${text}${text}</div>`, `<div>${heading}${text}${text}</div>`])
          expect(read(`<title>${title}</title>`, `${menu}${page}`)).toBe(
            '图书馆定于六月三日开馆并延长开放时间',
          );
      }
  });

  test('is the first heading, not a second one nearer to the text, where the document tells a section', () => {
    for (const title of ['新区要闻', '临江县人民政府', 'News - Ham', '']) {
      const headings = '<h1>图书馆定于六月三日开馆</h1><h2>镇长出席并讲话</h2><p>2025-06-03</p>';
      expect(read(`<title>${title}</title>`, `${headings}<div>${TEXT}</div>`)).toBe('图书馆定于六月三日开馆');
    }
  });

  test('is whole where it has a space and the page shows it', () => {
    const title = '图书馆定于六月三日开馆 市民纷纷参观';
    const parts = '<p>图书馆定于六月三日开馆</p>';
    expect(read(`<title>${title}_镇门户网</title>`, `<div>${title}</div>${parts}${TEXT}`)).toBe(title);
  });

  test('has no marks at its end where the head tells an empty column', () => {
    expect(read('<title>图书馆开馆__2025年第6号公报_镇门户网</title>', `<div>${TEXT}</div>`)).toBe(
      '图书馆开馆',
    );
  });

  test.each([
    '镇图书馆开馆-镇里新闻-镇门户网',
    '镇图书馆开馆 - 通知 - 全镇服务平台',
    '镇图书馆开馆 - 通知 - 全镇服务平台 - powered by Forum Archiver',
  ])('has no column and no site behind it, however long both are: %s', (title) => {
    expect(read(`<title>${title}</title>`, `<div>${TEXT}</div>`)).toBe('镇图书馆开馆');
  });

  test('is not the section that the page is shared under', () => {
    const head = '<title>Library opens</title><meta property="og:title" content="Medienmitteilungen">';
    expect(read(head, `<div>${TEXT}</div>`)).toBe('Library opens');
    const heading = '<h1><span>Medienmitteilung :</span>Library opens</h1>';
    expect(read(head, `${heading}<div>${TEXT}</div>`)).toBe('Library opens');
  });

  test.each([
    ['<h1>Library\u00ad opens</h1>', '<title>Library opens</title>'],
    [
      '<h1><em>Culture</em> Li&shy;bra&shy;ry opens</h1>',
      '<meta property="og:title" content="Library opens">',
    ],
    ['<h1><time>3 June</time> Library opens</h1>', '<title>Library opens - Ham</title>'],
    ['<h1><span class="supertitle">3 June</span> Library opens</h1>', '<title>Library opens - Ham</title>'],
    ['<h1>Library opens<span class="aural">, topic: books</span></h1>', '<title>Library opens - Ham</title>'],
    ['<p>Ham</p>', '<title>Li&shy;bra&shy;ry opens - Ham</title>'],
  ])('has no soft hyphens, nor a day or a topic over it: %s', (heading, head) => {
    expect(read(head, `${heading}<div>${TEXT}</div>`)).toBe('Library opens');
  });

  test('is not a description, of which neither the page nor its document is called', () => {
    const data = '{"@type":"Article","name":"Ham bridge","headline":"crossing of a river"}';
    const head = `<title>The bridge at Ham - Encyclopedia</title><script type="application/ld+json">${data}</script>`;
    expect(read(head, `<h1>The bridge at Ham</h1><div>${TEXT}</div>`)).toBe('The bridge at Ham');
    const loading = head.replace('The bridge at Ham - Encyclopedia', 'Please wait');
    expect(read(loading, '<div>Please wait</div>')).toBe('crossing of a river');
  });
});

describe('a title’s words are parted', () => {
  test.each([
    ['by a break', '<h1>Library<br>opens</h1>', 'Library opens'],
    [
      'by elements that stand below one another',
      '<h1><div>Library</div><div>opens</div></h1>',
      'Library opens',
    ],
    ['not by a break in Chinese', '<h1>关于开馆的<br>通知</h1>', '关于开馆的通知'],
    ['not by elements in a line', '<h1><b>L</b>ibrary opens</h1>', 'Library opens'],
  ])('%s', (_, heading, title) => {
    expect(read('<title>x</title>', heading + TEXT)).toBe(title);
  });
});
