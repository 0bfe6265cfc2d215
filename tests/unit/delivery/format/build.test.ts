import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OutgoingMessage } from '../../../../src/delivery/format/format.ts';
import { CHATS, DISTRICT_ARTICLE, makeArticleMessage, makeContext, makeMessage } from './messages.ts';

const CASES: readonly (readonly [promise: string, file: string, messages: readonly OutgoingMessage[]])[] = [
  [
    'an article with its officials, category, source and date',
    'article',
    [makeArticleMessage('article.published', DISTRICT_ARTICLE)],
  ],
  [
    'a correction with what changed',
    'correction',
    [
      makeArticleMessage('article.updated', {
        title: 'Flood barriers',
        summary: 'Where the barriers are.',
        revision: 2,
        changeNote: 'The date of the works was wrong.',
      }),
    ],
  ],
  [
    'a withdrawal with its reason and nothing of the content',
    'withdrawal',
    [
      makeArticleMessage('article.withdrawn', {
        ...DISTRICT_ARTICLE,
        title: `已撤回：${DISTRICT_ARTICLE.title}`,
        revision: 3,
        withdrawnReason: '内容有误',
      }),
    ],
  ],
  [
    'three articles as one list',
    'digest',
    [
      makeArticleMessage('article.published', { ...DISTRICT_ARTICLE, id: '01A' }),
      makeArticleMessage('article.published', {
        id: '01B',
        title: 'Flood barriers',
        timestamp: '2021-08-31T13:40:00Z',
      }),
      makeArticleMessage('article.updated', {
        id: '01C',
        title: 'Opening hours',
        timestamp: '2021-08-31T13:38:00Z',
      }),
    ],
  ],
];

describe.each(CHATS)('$name', ({ adapter, url }) => {
  test.each(CASES)(`${adapter.name} is sent %s`, async (_, file, messages) => {
    const { body, headers } = (await adapter.build(messages, makeContext(adapter, url))).request;
    const path = join(import.meta.dirname, '../../../fixtures/chat', `${file}.${adapter.name}.json`);
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    expect(JSON.parse(body)).toEqual(JSON.parse(await readFile(path, 'utf8')));
  });

  test(`${adapter.name} gets a test message that names the publication`, async () => {
    const ping = makeMessage('ping', '2021-08-31T13:35:07Z', {});
    const { body } = (await adapter.build([ping], makeContext(adapter, url))).request;
    expect(body).toMatch(/Test message from 区政府公报|来自区政府公报的测试消息/);
  });

  test(`${adapter.name} is told which webhook fails and why`, async () => {
    const endpoint = { id: 'wh_7', description: 'Town hall', state: 'active', reason: 'Nothing answers.' };
    const failing = makeMessage('endpoint.failing', '2021-08-31T13:35:07Z', { endpoint });
    const { body } = (await adapter.build([failing], makeContext(adapter, url))).request;
    expect(body).toContain('Town hall');
    expect(body).toContain('Nothing answers.');
  });
});
