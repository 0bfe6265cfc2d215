import { describe, expect, test } from 'vitest';
import type { OutgoingMessage } from '../../../../src/delivery/format/format.ts';
import { telegramFormat } from '../../../../src/delivery/format/telegram.ts';
import { makeArticleMessage, makeContext, makeMessage } from './messages.ts';

async function buildLines(messages: readonly OutgoingMessage[]): Promise<readonly string[]> {
  const context = makeContext(telegramFormat, 'https://api.telegram.org/bot1:token?chat_id=1');
  const { text } = JSON.parse((await telegramFormat.build(messages, context)).request.body);
  return text.replace(/<[^>]+>/g, '').split('\n');
}

const at = (minute: number) => `2021-08-31T13:${minute}:00Z`;

describe('a digest', () => {
  test('names the newest first', async () => {
    const messages = [20, 40, 30].map((minute) =>
      makeArticleMessage('article.published', {
        id: `A${minute}`,
        title: `At ${minute}`,
        timestamp: at(minute),
      }),
    );
    expect(await buildLines(messages)).toEqual(['区政府公报: 3 messages', '• At 40', '• At 30', '• At 20']);
  });

  test('names an article once, as its highest revision has it, in whatever order the messages come', async () => {
    const published = makeArticleMessage('article.published', { id: 'A', title: 'Old', timestamp: at(10) });
    const updated = makeArticleMessage('article.updated', {
      id: 'A',
      title: 'New',
      revision: 2,
      timestamp: at(20),
    });
    const other = makeArticleMessage('article.published', { id: 'B', title: 'Other', timestamp: at(15) });
    const lines = ['区政府公报: 2 messages', '• Correction: New', '• Other'];
    expect(await buildLines([published, updated, other])).toEqual(lines);
    expect(await buildLines([updated, other, published])).toEqual(lines);
  });

  test('of one article alone is that article’s newest message', async () => {
    const messages = [1, 2].map((revision) =>
      makeArticleMessage('article.updated', { title: `Title ${revision}`, revision, changeNote: 'A date.' }),
    );
    const lines = await buildLines(messages);
    expect(lines[0]).toBe('Correction: Title 2');
    expect(lines[1]).toBe('What changed: A date.');
  });

  test('speaks the language of its newest article', async () => {
    const messages = [
      makeArticleMessage('article.published', { id: 'A', title: 'A', language: 'en', timestamp: at(10) }),
      makeArticleMessage('article.published', { id: 'B', title: '乙', language: 'zh-TW', timestamp: at(20) }),
    ];
    expect((await buildLines(messages))[0]).toBe('区政府公报：2 条消息');
  });

  test('names failing webhooks beside articles', async () => {
    const endpoint = { id: 'wh_7', description: null, state: 'disabled', reason: 'Nothing was delivered.' };
    const messages = [
      makeArticleMessage('article.published', { title: 'A', timestamp: at(10) }),
      makeMessage('endpoint.disabled', at(20), { endpoint }),
    ];
    expect(await buildLines(messages)).toContain('• The webhook wh_7 has been disabled');
  });
});

test('a withdrawn title gets its label once, whether or not it brings it', async () => {
  for (const title of ['Flood barriers', 'Withdrawn: Flood barriers']) {
    const lines = await buildLines([
      makeArticleMessage('article.withdrawn', { title, withdrawnReason: 'Wrong place.', summary: 'Secret' }),
    ]);
    expect(lines.slice(0, 2)).toEqual(['Withdrawn: Flood barriers', 'Reason: Wrong place.']);
    expect(lines.join()).not.toContain('Secret');
  }
});
