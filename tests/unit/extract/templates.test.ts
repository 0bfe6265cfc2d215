import { describe, expect, test } from 'vitest';
import { extractFields } from '../../support/extract-fields.ts';

const FIRST =
  '4月4日上午，临江区召开河岸公园建设推进会，区委副书记、区长林默出席会议并讲话，区委常委白帆主持会议。';
const SECOND = '会议指出，今年以来，公园建设总体平稳，稳中有进，但也要清醒认识到存在的困难和问题，抓紧解决。';
const BODY = `<p>\u3000\u3000${FIRST}</p><p>\u3000\u3000${SECOND}</p>`;
const TEXT = `<p>${FIRST}</p><p>${SECOND}</p>`;
const TITLE = '河岸公园建设推进会召开';

/** A page with the surroundings that such pages have: the site's name as its only <h1>, a trail, a footer. */
function read(head: string, inner: string, timezone = 'Asia/Shanghai') {
  const page = `<!DOCTYPE html><html><head>${head}</head><body><div class="header"><div class="logo"><h1>临江区人民政府</h1></div>
    <ul class="nav"><li><a href="/">首页</a></li></ul></div><div>当前位置：<a>首页</a> &gt; 正文</div>${inner}
    <div class="footer"><p>主办：临江区人民政府办公室，版权所有，地址：临江区人民路一号，电话：0000-0000000</p></div></body></html>`;
  const {
    officials: _,
    suggestedOfficials: __,
    ...fields
  } = extractFields(page, 'text/html', {
    timezone,
    directory: [],
    baseUrl: 'https://linjiang.example/xw/1.html',
  });
  return fields;
}

describe('templates of Chinese authorities', () => {
  test('#zoom: the title that the page shows, not the site’s name; the line with a counter’s script', () => {
    expect(
      read(
        `<title>${TITLE}-临江区人民政府</title>`,
        `<p class="t">${TITLE}</p><p class="i">2023年4月5日 21:35　来源：临江发布　作者：李四　点击：<script>document.write(1)</script>次</p>
         <div id="zoom">${BODY}<p>（责任编辑：王五）</p></div><p>上一篇：<a>另一会</a></p>`,
      ),
    ).toEqual({
      title: TITLE,
      language: 'zh-Hans',
      datePublished: '2023-04-05T21:35:00+08:00',
      source: { name: '临江发布', url: null },
      authors: [{ name: '李四' }],
      contentHtml: TEXT,
    });
  });

  test('a notice of two short sentences is an article', () => {
    const notice = '4月4日，区委副书记、区长林默主持召开会议。副区长白帆参加。';
    expect(
      read(`<title>${TITLE}</title>`, `<div id="zoom" class="TRS_Editor"><p>${notice}</p></div>`).contentHtml,
    ).toBe(`<p>${notice}</p>`);
  });

  test('vsb_content in a form, and the time that the page shows where its head has the day alone', () => {
    expect(
      read(
        `<title>${TITLE}-新闻网</title><meta name="PubDate" content="2023-04-05">`,
        `<form><h3>${TITLE}</h3><p><span>发布日期：2023-04-05 10:20</span> <span>来源：新闻网</span> <span>点击：[<script>n()</script>]</span></p>
         <div id="vsb_content"><div class="v_news_content">${BODY}</div></div></form>`,
      ),
    ).toEqual({
      title: TITLE,
      language: 'zh-Hans',
      datePublished: '2023-04-05T10:20:00+08:00',
      source: { name: '新闻网', url: null },
      contentHtml: TEXT,
    });
  });

  test('a table of facts, and the content below it', () => {
    expect(
      read(
        `<title>${TITLE}_临江区人民政府</title>`,
        `<table><tr><td>索 引 号：</td><td>1-00012</td><td>组配分类：</td><td>文件</td></tr>
         <tr><td>发布机构：</td><td>临江区政府办公室</td><td>发布日期：</td><td>2023-04-05 09:00</td></tr></table>
         <h1 class="xxgk-title">${TITLE}</h1><div class="xxgk-content">${BODY}</div>`,
      ),
    ).toEqual({
      title: TITLE,
      language: 'zh-Hans',
      datePublished: '2023-04-05T09:00:00+08:00',
      source: { name: '临江区政府办公室', url: null },
      contentHtml: TEXT,
    });
  });

  test('a layout of tables, its text parted by <br>', () => {
    expect(
      read(
        `<title>${TITLE}</title>`,
        `<table><tr><td><b>${TITLE}</b></td></tr><tr><td>发布者：admin 发布时间：2008年5月6日 阅读：321次</td></tr>
         <tr><td>\u3000\u3000${FIRST}<br><br>\u3000\u3000${SECOND}</td></tr><tr><td>[<a>打印本页</a>] [<a>关闭窗口</a>]</td></tr></table>`,
      ),
    ).toEqual({
      title: TITLE,
      language: 'zh-Hans',
      datePublished: '2008-05-06T00:00:00+08:00',
      contentHtml: TEXT,
    });
  });
});

describe('templates of common systems', () => {
  const story =
    '<p>The town council agreed on Tuesday to repair the old harbour wall before winter, after storms, the mayor said.</p>' +
    '<p>Work begins in October and will cost two million pounds, half of it paid by the county.</p>';

  test('a WordPress block theme: the time behind the date, the author, no related posts, images that load late', () => {
    const page = `<html lang="en-GB"><head><title>Harbour wall to be repaired - Seaton</title></head><body class="no-sidebar"><div class="has-sidebar">
      <main><h1 class="wp-block-post-title">Harbour wall to be repaired</h1><div class="wp-block-post-date">
      <time datetime="2023-09-12T09:15:00+01:00">September 12, 2023</time></div><div class="wp-block-post-author-name">Jane Doe</div>
      <div class="entry-content wp-block-post-content">${story}<figure><img src="data:image/gif;base64,R0" data-src="/wall.jpg" alt="Wall"><noscript><img src="/wall.jpg"></noscript></figure>
      <div class="jp-relatedposts"><h3>Related</h3><p>Another story</p></div></div></main></div></body></html>`;
    expect(
      extractFields(page, 'text/html', {
        timezone: 'Europe/London',
        directory: [],
        baseUrl: 'https://seaton.example/a',
      }),
    ).toMatchObject({
      title: 'Harbour wall to be repaired',
      datePublished: '2023-09-12T09:15:00+01:00',
      authors: [{ name: 'Jane Doe' }],
      contentHtml: `${story}<figure><img src="https://seaton.example/wall.jpg" alt="Wall"></figure>`,
    });
  });

  test('microdata and microformats: headline, author’s name, e-content', () => {
    const page = `<html lang="de"><head><title>Hafen: Stadt Seeburg</title><meta name="author" content="Super User"></head><body>
      <div itemscope><h2 itemprop="headline">Hafenmauer wird repariert</h2><div itemprop="author">Written by <span itemprop="name">Anna Berg</span></div>
      <time itemprop="datePublished" datetime="2023-09-12">12.09.2023</time><div class="e-content">${story}</div></div></body></html>`;
    expect(extractFields(page, 'text/html', { timezone: 'UTC', directory: [] })).toMatchObject({
      title: 'Hafenmauer wird repariert',
      authors: [{ name: 'Anna Berg' }],
      datePublished: '2023-09-12T00:00:00Z',
      contentHtml: story,
    });
  });

  test('text in sections of its own is found together', () => {
    const sections = story.replaceAll('<p>', '<section><p>').replaceAll('</p>', '</p></section>');
    const page = `<html><head><title>Harbour wall</title></head><body><div><h1>Harbour wall</h1></div><div id="js_content">${sections}</div></body></html>`;
    expect(extractFields(page, 'text/html', { timezone: 'UTC', directory: [] }).contentHtml).toBe(story);
  });
});

describe('who wrote an article and where it comes from is told', () => {
  const text =
    '<p>镇政府昨天召开会议，决定从下个月起延长图书馆的开放时间，并在周末增加两名工作人员。居民对此表示欢迎。</p>' +
    '<p>会议还讨论了集市的修缮问题，两家公司愿意分担这项工程，预计工期为六周，在此期间摊位将设在停车场。</p>';
  const about = [
    '<p>作者：<span class="author">王小明</span> 来源：镇报</p>',
    '<div><span>作者：</span><span class="author">王小明</span> <span>来源：镇报</span></div>',
    '<div class="author">作者：<b>王小明</b> 来源：镇报</div>',
    '<div class="meta"><span class="author">王小明</span><span>来源：镇报</span></div>',
    '<div><span class="author">作者：</span><span>王小明</span> <span>来源：镇报</span></div>',
    '<p><span class="author">作者：</span><span>王小明</span> 来源：镇报</p>',
    '<span class="author">作者：</span><span>王小明</span><p>来源：镇报</p>',
    '<div><div class="author">作者：</div><div>王小明</div></div><div>来源：</div><div>镇报</div>',
    '<p class="author">作者：</p><p>王小明</p><p>来源：镇报</p>',
    '<dl><dt>作者</dt><dd>王小明</dd><dt>来源</dt><dd>镇报</dd></dl>',
    '<table><tr><td>作者：</td><td>王小明</td></tr><tr><td>来源：</td><td>镇报</td></tr></table>',
    '<div>作者：<div class="author">王小明</div></div><div>来源：镇报</div>',
    '<p>作者：王小明来源：镇报</p>',
    '<p>来源：镇报作者：王小明</p>',
    '<p>作者：王小明来源：镇报责任编辑：李四</p>',
    '<p><span>作者：王小明</span><span>来源：镇报</span></p>',
  ];

  test.each(
    about.flatMap((line) => [
      [`<div class="article-content"><h1>图书馆开馆</h1>${line}${text}</div>`],
      [`<h1>图书馆开馆</h1>${line}<div class="article-content">${text}</div>`],
      [`<div><h1>图书馆开馆</h1>${line}${text}</div>`],
    ]),
  )('in the text or above it, whatever holds label and name: %s', (page) => {
    const { authors, source, contentHtml } = extractFields(page, 'text/html', {
      timezone: 'UTC',
      directory: [],
    });
    expect({ authors, source, contentHtml }).toEqual({
      authors: [{ name: '王小明' }],
      source: { name: '镇报', url: null },
      contentHtml: text,
    });
  });

  test('and a label beside a paragraph takes none of it', () => {
    const body = `<h1>图书馆开馆</h1><div>分享到：</div>${text}`;
    for (const page of [`<div class="article-content">${body}</div>`, `<div>${body}</div>`])
      expect(extractFields(page, 'text/html', { timezone: 'UTC', directory: [] }).contentHtml).toContain(
        text,
      );
  });
});
