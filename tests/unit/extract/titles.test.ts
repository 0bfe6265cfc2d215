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
});
