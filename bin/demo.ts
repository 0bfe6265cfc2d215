/** `npm run demo`: the whole way once, on fresh data: articles in, feeds out, a signed webhook verified. */

import { readFileSync, rmSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { startReceiver } from '../tests/support/receiver.ts';
import { startService } from '../tests/support/service.ts';

const districtPage = readFileSync(new URL('../tests/fixtures/yixiu-2021-08-31.txt', import.meta.url), 'utf8');
/** How long the demonstration waits for anything. */
const WAIT_MS = 20_000;

const receiver = await startReceiver();
const service = await startService({
  vars: { PUBLICATION_TITLE: 'Yixiu District', PUBLICATION_TIMEZONE: 'Asia/Shanghai' },
});
try {
  await demonstrate();
} finally {
  await service.kill();
  await receiver.close();
  rmSync(service.dataFolder, { recursive: true, force: true });
}

async function demonstrate(): Promise<void> {
  heading('The directory: a category and an official');
  await put('/api/categories/economy', { name: 'Economy' });
  await put('/api/officials/wu-shu', { name: '吴曙', role: '区委副书记、区长' });

  heading('A webhook for everything about this official');
  const hook = await post('/api/webhooks', { url: `${receiver.origin}/hooks/demo`, officials: ['wu-shu'] });
  console.log(`  ${hook.id} → ${hook.url}`);

  heading('The district’s news page becomes an article');
  const article = await post('/api/articles', readDistrictPage());
  console.log(`  ${article.title}\n  ${article.url}`);
  for (const official of article.officials as { name: string; role: string }[]) {
    console.log(`  names ${official.name}, ${official.role}`);
  }

  heading('Two more, in English and in Arabic');
  await post('/api/articles', {
    title: 'Library opens on Sundays',
    content_markdown:
      'From **1 December** the district library is open on Sundays, 10 to 16 h.\n\n- Reading room\n- Children’s corner',
    officials: [],
  });
  await post('/api/articles', {
    title: 'المكتبة تفتح أبوابها أيام الأحد',
    content_text: 'ابتداء من الأول من ديسمبر تفتح مكتبة المنطقة أبوابها كل يوم أحد.',
    language: 'ar',
    categories: ['economy'],
    officials: [],
  });

  heading('The feeds');
  for (const folder of ['/officials/wu-shu', '/categories/economy', '']) {
    for (const format of ['rss', 'atom', 'json']) await showFeed(`${folder}/feed.${format}`);
  }

  heading('The webhook as it arrived');
  const received = await until(() => receiver.requests.get('demo')?.[0]);
  for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
    console.log(`  ${name}: ${received.headers[name]}`);
  }
  const event = new Webhook(String(hook.secret)).verify(received.body, received.headers) as {
    type: string;
    data: { article: { title: string; url: string } };
  };
  console.log(`  verified by standardwebhooks: ${event.type}, ${event.data.article.title}`);
  if (event.data.article.url !== article.url) throw new Error('the webhook speaks of another article');
}

/** The page's fields, as an editor would copy them; readings in brackets behind characters are left out. */
function readDistrictPage(): Record<string, unknown> {
  const lines = districtPage.replace(/\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)/g, '').split('\n');
  return {
    title: lines[0],
    content_text: lines.slice(2, 7).join('\n\n'),
    language: 'zh-Hant',
    date_published: '2021-08-31T21:35:07+08:00',
    categories: ['economy'],
  };
}

async function showFeed(path: string): Promise<void> {
  const text = await until(async () => {
    const read = await (await fetch(service.origin + path)).text();
    return read.includes('/articles/') ? read : undefined;
  });
  const count = text.match(/<item[ >]|<entry|"content_html"/g)?.length ?? 0;
  console.log(
    `  ${service.origin}${path}   ${count} article${count === 1 ? '' : 's'}, ${text.length} characters`,
  );
}

async function put(path: string, body: unknown): Promise<void> {
  await check(await service.call('PUT', path, body));
  console.log(`  PUT ${path}`);
}

async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  return await check(await service.call('POST', path, body));
}

async function check(response: Response): Promise<Record<string, unknown>> {
  const body = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${JSON.stringify(body)}`);
  return body;
}

async function until<T>(find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; ) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nothing came in time');
}

function heading(text: string): void {
  console.log(`\n${text}`);
}
