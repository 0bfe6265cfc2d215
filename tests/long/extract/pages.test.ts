import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ExtractableType } from '../../../src/extract/extract.ts';
import { extractArticle } from '../../../src/extract/extract.ts';
import { countCases } from '../../support/cases.ts';
import { extractFields, NOW } from '../../support/extract-fields.ts';

function extract(name: string, options: { timezone?: string; baseUrl?: string } = {}) {
  const page = readFileSync(new URL(`../../fixtures/extract/${name}`, import.meta.url).pathname, 'utf8');
  const type: ExtractableType = name.endsWith('.txt') ? 'text/plain' : 'text/html';
  return extractFields(page, type, { timezone: 'Europe/London', directory: [], ...options });
}

describe('HTML', () => {
  test('a WordPress page gives its post, without navigation and buttons to share', () => {
    expect(extract('wordpress.html')).toEqual({
      title: 'New bridge opens over the Aln',
      language: 'en-GB',
      datePublished: '2024-05-03T09:30:00+01:00',
      source: { name: 'Alnford Town Council', url: null },
      authors: [{ name: 'Press Office' }],
      image: 'https://alnford.example/wp-content/uploads/bridge.jpg',
      contentHtml: [
        '<p>Deputy Mayor Ruth Ashby opened the new foot bridge on Friday, after two years of work.</p>',
        '<figure><img src="https://alnford.example/wp-content/uploads/bridge.jpg" alt="The bridge"><figcaption>The bridge on its first day.</figcaption></figure>',
        '<p>It replaces the one that <a href="https://alnford.example/news/flood/">the flood of 2021</a> took away.</p>',
        '',
        '<p>The road stays open.</p>',
      ].join('\n'),
      officials: [],
      suggestedOfficials: [{ name: 'Ruth Ashby', role: 'Deputy Mayor' }],
    });
  });

  test('a GOV.UK page gives its body, its department and its date at midnight in the zone', () => {
    const page = extract('govuk.html', { baseUrl: 'https://gov.example/news/harbours' });
    expect(page).toMatchObject({
      title: 'Faster checks for small harbours',
      summary: 'Inspections of small harbours will take a day instead of a week.',
      datePublished: '2021-08-31T00:00:00+01:00',
      source: { name: 'Department for Harbours', url: null },
      suggestedOfficials: [{ name: 'Edith Calloway', role: 'Harbours Minister' }],
    });
    expect(page.contentHtml).toMatch(
      /^<p>Inspections[\s\S]*<h2 id="user-content-what-changes">What changes<\/h2>[\s\S]*waited long enough\.<\/p><\/blockquote>$/,
    );
  });

  test('a page of a Chinese authority gives its text, by its own meta elements', () => {
    expect(
      extract('trs.html', { timezone: 'Asia/Shanghai', baseUrl: 'https://linjiang.example/yw/t0.html' }),
    ).toEqual({
      title: '河岸公园建成开放',
      language: 'zh-Hans',
      datePublished: '2023-04-05T08:30:00+08:00',
      source: { name: '临江日报', url: null },
      contentHtml: [
        '<p>4月4日,河岸公园建成开放,区委书记林默主持仪式。</p>',
        '<p>公园占地十二公顷,有步道、儿童乐园和一座小桥。</p>',
        '<p><img src="https://linjiang.example/yw/W020230405.jpg" alt="公园"></p>',
      ].join('\n'),
      officials: [],
      suggestedOfficials: [{ name: '林默', role: '区委书记' }],
    });
  });

  test('JSON-LD tells all, even where the page itself is empty', () => {
    expect(extract('json-ld.html')).toEqual({
      title: 'Ferry runs through the night',
      summary: 'From Monday the ferry runs all night.',
      language: 'en-US',
      datePublished: '2022-11-02T06:05:00-03:00',
      source: { name: 'The Harbour Post', url: 'https://post.example/' },
      authors: [{ name: 'Ida Brandt' }, { name: 'Olu Adeyemi' }],
      image: 'https://post.example/ferry.jpg',
      contentText: 'From Monday the ferry runs all night.\n\nIt leaves every hour.',
      officials: [],
      suggestedOfficials: [],
    });
  });

  test('a page with Open Graph alone gives that, and the part where its text is densest', () => {
    const page = extract('open-graph.html');
    expect(page).toMatchObject({
      title: 'Library opens on Sundays',
      language: 'en-GB',
      datePublished: '2020-02-29T10:00:00Z',
      source: { name: 'Weir Valley News', url: null },
      image: 'https://weir.example/library.jpg',
    });
    expect(page.contentHtml).toContain('<a href="https://weir.example/news/hours">reading room</a>');
    expect(page.contentHtml).not.toMatch(/Sport|Ten things/);
  });

  test('a page with nothing to read gives nothing', () => {
    expect(extract('nothing.html')).toEqual({ officials: [], suggestedOfficials: [] });
  });

  test('scripts of a page never reach the content', () => {
    const html = `<article><p>${'Words. '.repeat(10)}<img src=x onerror=alert(1)><script>alert(1)</script></p></article>`;
    const page = extractFields(html, 'text/html', {
      timezone: 'UTC',
      directory: [],
      baseUrl: 'https://a.example/',
    });
    expect(page.contentHtml).not.toMatch(/onerror|script/);
  });

  test('readings are removed from HTML, too', () => {
    const html = `<article><h1>\u5340(q\u016b)長</h1><p>${'\u5340(q&#363;)政府(街道)公告。'.repeat(8)}</p></article>`;
    const page = extractFields(html, 'text/html', { timezone: 'UTC', directory: [] });
    expect(page.title).toBe('區長');
    expect(page.contentHtml).toBe(`<p>${'區政府(街道)公告。'.repeat(8)}</p>`);
  });
});

describe('plain text and Markdown', () => {
  test('an English page gives title, byline, date, source and text', () => {
    expect(extract('english.txt')).toEqual({
      title: 'Bus lanes open in Mill Road',
      authors: [{ name: 'Ida Brandt' }, { name: 'Olu Adeyemi' }],
      datePublished: '2021-08-31T00:00:00+01:00',
      source: { name: 'Weir Valley News', url: null },
      contentText:
        'Two bus lanes opened in Mill Road this morning. Mayor Ruth Ashby rode the first bus.\n\n' +
        'Deputy Mayor Tom Leary said the lanes (both of them) would stay.',
      officials: [],
      suggestedOfficials: [
        { name: 'Ruth Ashby', role: 'Mayor' },
        { name: 'Tom Leary', role: 'Deputy Mayor' },
      ],
    });
  });

  test('text without a heading has no title', () => {
    const page = extractFields('One sentence. Another one.\n\nAnd a third.', 'text/plain', {
      timezone: 'UTC',
      directory: [],
    });
    expect(page).toEqual({
      contentText: 'One sentence. Another one.\n\nAnd a third.',
      officials: [],
      suggestedOfficials: [],
    });
  });

  test('the counters, credits and buttons of Chinese pages are no text', () => {
    const text =
      '首页 > 要闻\n公园开放\n发布时间:2023年4月5日 08:30 浏览:120次\n分享到:\n公园今天开放。\n【打印】【关闭】\n责任编辑:某某 审核:某某';
    expect(extractFields(text, 'text/plain', { timezone: 'Asia/Shanghai', directory: [] })).toMatchObject({
      title: '公园开放',
      datePublished: '2023-04-05T08:30:00+08:00',
      contentText: '公园今天开放。',
    });
  });

  test('Markdown gives its first heading as the title', () => {
    const page = extractFields('# Bus lanes\n\nPublished: 2021-08-31\n\nTwo *lanes*.', 'text/markdown', {
      timezone: 'UTC',
      directory: [],
    });
    expect(page).toMatchObject({
      title: 'Bus lanes',
      datePublished: '2021-08-31T00:00:00Z',
      contentHtml: '<p>Two <em>lanes</em>.</p>',
    });
  });

  test('a page of forty thousand paragraphs is read: its length is bounded by its bytes', () => {
    const page = '<p>The bridge opens again on Friday.</p>\n'.repeat(40_000);
    expect(extractArticle(page, 'text/html', { timezone: 'UTC', now: NOW, directory: [] }).ok).toBe(true);
  });

  test('no input is an exception, however long or deep', () => {
    const hostile = [
      '',
      '\n'.repeat(countCases(100_000)),
      '<div>'.repeat(100_000),
      '<article>'.repeat(200) + 'x'.repeat(countCases(500_000)),
      '大 '.repeat(countCases(200_000)),
      `${'大  '.repeat(60)}x`,
      'A'.repeat(countCases(500_000)),
      'Mayor '.repeat(countCases(100_000)),
      '区长'.repeat(countCases(200_000)),
      '日期:'.repeat(countCases(100_000)),
      `<title>${'a | '.repeat(countCases(100_000))}</title>`,
      `<script type="application/ld+json">${'['.repeat(50_000)}</script>`,
      '\u00a0'.repeat(countCases(300_000)),
      '区(q\u016b'.repeat(countCases(100_000)),
    ];
    for (const body of hostile) {
      for (const type of ['text/plain', 'text/html', 'text/markdown'] as const) {
        const extracted = extractArticle(body, type, { timezone: 'UTC', now: NOW, directory: [] });
        expect(extracted.ok ? extracted.value.officials : []).toEqual([]);
      }
    }
  });
});
