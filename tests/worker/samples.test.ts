import { reset } from 'cloudflare:test';
import { parseFeed } from 'feedsmith';
import { describe, expect, inject, it } from 'vitest';
import { type ArticleAnswer, callFor, publish, readJsonFeed, send, settle } from './client.ts';
import { type ReadSample, readSample } from './govuk.ts';

const samples = inject('govukSamples');

describe.runIf(samples !== null)('the GOV.UK samples', () => {
  it('come out whole in their feeds: titles, HTML, dates, people as officials, topics as categories', async () => {
    await reset();
    const published: { sample: ReadSample; article: ArticleAnswer }[] = [];
    for (const [name, text] of samples ?? []) {
      const sample = readSample(name, text);
      for (const { slug, name } of sample.categories)
        await callFor2xx('PUT', `/api/categories/${slug}`, { name });
      for (const { slug, name } of sample.officials)
        await callFor2xx('PUT', `/api/officials/${slug}`, { name });
      published.push({ sample, article: await publish(sample.body) });
    }
    expect(published).toHaveLength(13);
    await settle();
    for (const { sample, article } of published) {
      const places = [
        '',
        ...sample.categories.map(({ slug }) => `/categories/${slug}`),
        ...sample.officials.map(({ slug }) => `/officials/${slug}`),
      ];
      for (const place of places) {
        const feed = await readJsonFeed(`${place}/feed.json`);
        const item = feed.items.find(({ id }) => id.endsWith(article.id));
        expect(item, `${article.title} in ${place}`).toMatchObject({
          title: sample.body.title,
          content_html: expect.stringContaining(article.content_html),
          language: sample.body.language,
          tags: [...sample.categories, ...sample.officials].map(({ name }) => name),
        });
        expect(Date.parse(String(item?.date_published))).toBe(Date.parse(String(sample.body.date_published)));
      }
    }
    await expectTwoParsersToAgree(published);
  });

  it('keep the text of their bodies', async () => {
    for (const [name, text] of samples ?? []) {
      const sample = readSample(name, text);
      const [article] = (
        await callFor<{ articles: ArticleAnswer[] }>(200, 'GET', `/api/articles?limit=100`)
      ).articles.filter(({ external_id }) => external_id === sample.body.external_id);
      expect(words(article?.content_html ?? '')).toEqual(words(String(sample.body.content_html)));
    }
  });
});

describe.runIf(samples === null)('the GOV.UK samples', () => {
  it('are not tested, because the folder shared/samples is not beside the project', ({ skip }) => {
    skip();
  });
});

async function expectTwoParsersToAgree(
  published: { sample: ReadSample; article: ArticleAnswer }[],
): Promise<void> {
  for (const format of ['rss', 'atom'] as const) {
    const parsed = parseFeed(await (await send(`/feed.${format}`)).text());
    const entries =
      parsed.format === 'rss' ? parsed.feed.items : parsed.format === 'atom' ? parsed.feed.entries : [];
    expect(titlesOf(entries ?? [])).toEqual(titlesOf(published.map(({ article }) => article)));
    for (const { article } of published) {
      const entry = entries?.find((one) => JSON.stringify(one).includes(article.id));
      expect(JSON.stringify(entry)).toContain(JSON.stringify(article.content_html).slice(1, 40));
    }
  }
}

/** In an order of their own; Atom says beside a title which kind of text it is. */
function titlesOf(entries: readonly { title?: string | { value?: string } | undefined }[]): string[] {
  return entries.map(({ title = '' }) => (typeof title === 'string' ? title : (title.value ?? ''))).sort();
}

async function callFor2xx(method: string, path: string, body: unknown): Promise<void> {
  await callFor(201, method, path, body).catch(() => callFor(200, method, path, body));
}

/** The words a reader sees, whatever the markup. */
function words(html: string): string[] {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(#x26|#38|amp);/g, '&')
    .replace(/&(#x3C|lt);/g, '<')
    .replace(/&(#39|#x27|apos|rsquo);/g, "'")
    .replace(/&nbsp;|\u00a0/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
}
