import { describe, expect, test } from 'vitest';
import { orderByLinks } from '../../../bin/gazette/article-links.mjs';
import { indexSiteLinks } from '../../../bin/gazette/read/site-links.mjs';

const SITE = '/site';

/** The files of a site, by their path in it, with their front matter. */
function open(paths: Readonly<Record<string, string>>) {
  const files = Object.entries(paths).map(([path, frontMatter]) => ({
    place: `${SITE}/${path}`,
    site: SITE,
    text: `---\n${frontMatter}\n---\nText`,
  }));
  const find = indexSiteLinks(files);
  return (link: string, from: string) => {
    const file = files.find(({ place }) => place === `${SITE}/${from}`);
    if (file === undefined) throw new Error(`${from} is not there`);
    return find(link, file)?.place.slice(SITE.length + 1) ?? null;
  };
}

describe('a link in a file of a site', () => {
  const jekyll = open({
    '_posts/2020-01-31-old-bridge.md': 'title: A',
    '_posts/news/2021-02-01-water.markdown': 'permalink: /water/off/',
    '_posts/2022-03-01-roads.md': 'date: 2022-03-02\nredirect_from: [/streets, "/lanes/"]',
    'about.md': 'title: About',
  });
  const hugo = open({
    'content/posts/bridge.md': 'date: 2020-01-31',
    'content/posts/bridge.fr.md': 'date: 2020-01-31',
    'content/posts/tunnel.fr.md': 'date: 2020-01-31',
    'content/posts/tunnel/index.md': 'aliases: [/2019/the-tunnel/]',
    'content/news/water.md': 'slug: water-is-off\ndate: 2021-02-01',
    'content/tags.md': 'title: Tags',
  });
  const several = open({
    'a.md': 'title: A',
    '2019/bridge.md': 'slug: old-bridge',
    '2020/bridge.md': 'slug: old-bridge',
  });
  const home = open({ 'content/index.md': 'title: A', 'content/news/index.md': 'title: B' });
  const astro = open({
    'src/content/blog/first-post.md': 'title: A',
    'src/content/blog/second-post.mdx': 'title: B',
    'src/content/blog/trips/index.md': 'title: C',
    'src/pages/history.md': 'title: D',
  });

  test.each([
    ['a path', jekyll, 'about.md', '_posts/2020-01-31-old-bridge.md', '_posts/2020-01-31-old-bridge.md'],
    [
      '{% link %}',
      jekyll,
      '_posts/2022-03-01-roads.md',
      '_posts/2020-01-31-old-bridge.md',
      '_posts/2020-01-31-old-bridge.md',
    ],
    [
      '{% post_url %}',
      jekyll,
      '_posts/2022-03-01-roads.md',
      '2020-01-31-old-bridge',
      '_posts/2020-01-31-old-bridge.md',
    ],
    [
      '{% post_url %} of a folder',
      jekyll,
      'about.md',
      'news/2021-02-01-water',
      '_posts/news/2021-02-01-water.markdown',
    ],
    [
      'Jekyll’s own address',
      jekyll,
      'about.md',
      '/2020/01/31/old-bridge.html',
      '_posts/2020-01-31-old-bridge.md',
    ],
    [
      'an address with categories',
      jekyll,
      'about.md',
      '/town/2022/03/01/roads/',
      '_posts/2022-03-01-roads.md',
    ],
    [
      'an address with the day of the front matter',
      jekyll,
      'about.md',
      '/2022/03/02/roads/',
      '_posts/2022-03-01-roads.md',
    ],
    ['an address with a part of the day', jekyll, 'about.md', '/2022/3/roads', '_posts/2022-03-01-roads.md'],
    [
      'an address below the site’s',
      jekyll,
      'about.md',
      '/project/blog/old-bridge/',
      '_posts/2020-01-31-old-bridge.md',
    ],
    ['a permalink', jekyll, 'about.md', '/water/off', '_posts/news/2021-02-01-water.markdown'],
    ['a former address', jekyll, 'about.md', '/lanes/index.html?x=1#top', '_posts/2022-03-01-roads.md'],
    ['a page', jekyll, '_posts/2022-03-01-roads.md', '/about/', 'about.md'],
    [
      'a page in a folder of the same name',
      jekyll,
      'about.md',
      '/news/water/',
      '_posts/news/2021-02-01-water.markdown',
    ],
    ['another day', jekyll, 'about.md', '/2022/03/03/roads/', null],
    ['a word that any page may be called', jekyll, 'about.md', '/blog/roads/', null],
    [
      'ref to one file of the name, with others in other languages',
      hugo,
      'content/news/water.md',
      'bridge.md',
      'content/posts/bridge.md',
    ],
    ['ref to one of several files of the name', several, 'a.md', 'bridge.md', null],
    ['an address that several may have', several, 'a.md', '/news/old-bridge/', null],
    ['ref to one file of the name', hugo, 'content/posts/bridge.md', 'water.md', 'content/news/water.md'],
    [
      'ref from the content folder',
      hugo,
      'content/news/water.md',
      '/posts/bridge.md',
      'content/posts/bridge.md',
    ],
    ['ref without an ending', hugo, 'content/news/water.md', 'posts/bridge', 'content/posts/bridge.md'],
    [
      'a file in the same language',
      hugo,
      'content/posts/tunnel.fr.md',
      'bridge.md',
      'content/posts/bridge.fr.md',
    ],
    ['a folder’s page', hugo, 'content/posts/bridge.md', '../tunnel/', 'content/posts/tunnel/index.md'],
    [
      'an address by the slug',
      hugo,
      'content/posts/bridge.md',
      '/news/water-is-off/',
      'content/news/water.md',
    ],
    [
      'an address by the day in the front matter',
      hugo,
      'content/posts/bridge.md',
      '/2021/02/water-is-off/',
      'content/news/water.md',
    ],
    ['an alias', hugo, 'content/news/water.md', '/2019/the-tunnel', 'content/posts/tunnel/index.md'],
    ['a list of what is tagged', hugo, 'content/news/water.md', '/tags/bridge/', null],
    [
      'a path without an ending',
      astro,
      'src/content/blog/first-post.md',
      './second-post',
      'src/content/blog/second-post.mdx',
    ],
    [
      'what an address looks like from the page',
      astro,
      'src/content/blog/first-post.md',
      '../second-post/',
      'src/content/blog/second-post.mdx',
    ],
    [
      'a page’s address',
      astro,
      'src/content/blog/first-post.md',
      '/blog/trips/',
      'src/content/blog/trips/index.md',
    ],
    ['another collection’s', astro, 'src/content/blog/first-post.md', '/history', 'src/pages/history.md'],
    ['what nobody wrote', astro, 'src/content/blog/first-post.md', '/blog/third-post/', null],
    ['a section that nobody wrote', astro, 'src/content/blog/trips/index.md', '/shop/', null],
    ['a home page that nobody wrote', hugo, 'content/posts/tunnel/index.md', '/', null],
    ['the home page', home, 'content/news/index.md', '/', 'content/index.md'],
    [
      'a page of a site that has a part of a host',
      home,
      'content/index.md',
      '/town/news/',
      'content/news/index.md',
    ],
    ['a picture', astro, 'src/content/blog/first-post.md', 'second-post.png', null],
    ['a place in the same text', astro, 'src/content/blog/first-post.md', '#top', null],
  ])('is led to the file that its generator would have taken: %s', (_, find, from, link, place) => {
    expect(find(link, from)).toBe(place);
  });
});

describe('the order of files that link to each other', () => {
  const order = (links: Readonly<Record<string, string>>) =>
    orderByLinks(Object.keys(links), (file) => (links[file] ?? '').split('')).join('');

  test.each([
    [{ a: '', b: '', c: '' }, 'abc'],
    [{ a: 'b', b: 'c', c: '' }, 'cba'],
    [{ a: 'bc', b: '', c: 'b' }, 'bca'],
    [{ a: 'b', b: 'a', c: 'a' }, 'bac'],
    [{ a: 'a' }, 'a'],
  ])('has each behind those that it links to, and each once: %j', (links, expected) => {
    expect(order(links)).toBe(expected);
  });

  test('is found however long the chain is', () => {
    const files = Array.from({ length: 50_000 }, (_, index) => index);
    expect(orderByLinks(files, (file) => (file + 1 < files.length ? [file + 1] : []))[0]).toBe(49_999);
  });
});
