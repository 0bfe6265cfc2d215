/** A small town's articles, one of every kind that a page can show. */

import { JPEG } from '../fixtures/pictures.ts';
import type { Service } from '../support/service.ts';

export interface Filled {
  /** Every kind of page, those that are not there included. */
  readonly paths: readonly string[];
  readonly arabicPath: string;
  /** An article with everything that a page can show. */
  readonly wholePath: string;
}

/** What does not fit into a line of a telephone, and may not be cut off. */
const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** Publishes them and waits until readers can see them. */
export async function fillWithArticles(service: Service): Promise<Filled> {
  const put = (path: string, body: unknown) => check(service.call('PUT', path, body));
  const post = (body: unknown) => check(service.call('POST', '/api/articles', body));
  await put('/api/categories/economy', { name: 'Economy', description: 'Trade, industry and the budget.' });
  await put('/api/categories/empty', { name: 'Empty' });
  await put('/api/categories/long', { name: LONG_WORD, description: LONG_WORD });
  await put('/api/offices/long', { name: LONG_WORD, description: LONG_WORD });
  await put('/api/officials/long', { name: LONG_WORD, terms: [{ office: 'long' }] });
  await put('/api/offices/mayor', { name: 'District mayor', description: 'Heads the district.' });
  await put('/api/officials/jane-doe', {
    name: 'Jane Doe',
    terms: [{ office: 'mayor', from: '2020-01-01', until: '2020-12-31' }],
  });
  await put('/api/officials/wu-shu', {
    name: '吴曙',
    url: 'https://example.org/wu',
    image: await uploadPortrait(service),
    terms: [{ office: 'mayor', role: '区长', from: '2021-01-01' }],
  });
  const chinese = await post({
    title: '宜秀区召开经济运行“补短板、进位次、促增长”专项行动推进会',
    content_text: '8月30日上午，宜秀区召开经济运行专项行动推进会。吴曙出席会议并讲话。',
    language: 'zh-CN',
    categories: ['economy'],
  });
  const arabic = await post({
    title: 'المكتبة تفتح أبوابها أيام الأحد',
    content_text: 'ابتداء من الأول من ديسمبر تفتح مكتبة المنطقة أبوابها كل يوم أحد.',
    language: 'ar',
    officials: [],
  });
  const withdrawn = await post({ title: 'A mistake', content_text: 'Not so.', officials: [] });
  await check(service.call('DELETE', `/api/articles/${withdrawn.id}?reason=Wrong%20numbers`));
  const long = await post({
    title: LONG_WORD,
    content_text: LONG_WORD,
    image: `${service.origin}/icon.png`,
    categories: ['long'],
    officials: ['long'],
  });
  const whole = await post({
    title: 'Library opens on Sundays',
    language: 'en',
    content_html:
      '<p>From <strong>December</strong>, as <a href="https://example.org/minutes">decided</a>.</p><h3>Hours</h3>' +
      `<table><thead><tr>${'<th>Weekday</th>'.repeat(20)}</tr></thead><tbody><tr>${'<td>10–16</td>'.repeat(20)}</tr></tbody></table>` +
      `<h4>Pictures</h4><p><img src="${service.origin}/assets/icon-0.svg"></p>` +
      `<blockquote><p>Open when people have time.</p></blockquote><pre><code>${'long '.repeat(60)}</code></pre>` +
      `<p>${'https://example.org/a-very-long-address/'.repeat(6)}</p>`,
    categories: ['economy', 'long'],
    officials: [{ slug: 'wu-shu', relation: 'quoted' }, 'long'],
    authors: [{ name: 'Press office' }],
    source: { name: 'Town library', url: 'https://example.org/library' },
    translations: [chinese.id, arabic.id],
    attachments: [
      { url: 'https://example.org/plan.pdf', mime_type: 'application/pdf', size_in_bytes: 1_234_567 },
    ],
  });
  await check(service.call('PATCH', `/api/articles/${whole.id}`, { change_note: 'Ten o’clock, not nine.' }));
  await waitUntilProjected(service);
  const path = (article: Answer) => `/articles/${article.slug}`;
  return {
    paths: [
      '/',
      path(whole),
      path(chinese),
      path(arabic),
      path(withdrawn),
      path(long),
      '/officials/long',
      '/categories/economy',
      '/categories/empty',
      '/officials/wu-shu',
      '/offices/mayor',
      '/search',
      '/categories',
      '/officials',
      '/offices',
      '/search?q=library',
      '/search?q=nothing-of-the-kind',
      '/subscribe',
      '/subscribe?category=economy&office=mayor',
      '/articles/nowhere',
      '/api/docs',
    ],
    arabicPath: path(arabic),
    wholePath: path(whole),
  };
}

/** Puts a small picture where files are; gives its address. */
async function uploadPortrait({ origin, token }: Service): Promise<string> {
  const response = await fetch(`${origin}/api/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new Uint8Array(JPEG),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return ((await response.json()) as { url: string }).url;
}

interface Answer {
  readonly id: string;
  readonly slug: string;
}

async function check(answer: Promise<Response>): Promise<Answer> {
  const response = await answer;
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return JSON.parse(text) as Answer;
}

async function waitUntilProjected(service: Service): Promise<void> {
  for (;;) {
    const health = (await (await service.call('GET', '/health')).json()) as {
      unprojected_documents: number;
    };
    if (health.unprojected_documents === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
