/** Telegram's Bot API: https://core.telegram.org/bots/api#sendmessage */

import { countCharacters } from './cut.ts';
import type { FormatAdapter, PreparedRequest } from './format.ts';
import { prepareJsonPost } from './json-post.ts';
import { classifyTelegramAnswer } from './telegram-answer.ts';
import { layOutMessages, type TextStyle } from './text-layout.ts';

/** Counted after the markup is read; counting the markup too stays below it. */
const MAX_TEXT_CHARACTERS = 4096;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A name behind an @ would be notified; an invisible word joiner between the two prevents it.
  '@': '@\u2060',
};

/** `parse_mode` HTML: its few escapes leave nothing that a title could use. */
const STYLE: TextStyle = {
  escape: (text) => text.replace(/[&<>"@]/g, (character) => ENTITIES[character] ?? character),
  link: (label, url) => `<a href="${url.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}">${label}</a>`,
  strong: (text) => `<b>${text}</b>`,
  lineBreak: '\n',
  limit: MAX_TEXT_CHARACTERS,
  measure: countCharacters,
};

/** The address holds the bot's token as path; the chat, and where it has topics the topic, as parameters. */
function preparePost(address: string, text: string): PreparedRequest {
  const url = new URL(address);
  const chatId = url.searchParams.get('chat_id');
  const threadId = url.searchParams.get('message_thread_id');
  url.searchParams.delete('chat_id');
  url.searchParams.delete('message_thread_id');
  url.pathname = `${url.pathname.replace(/\/(sendMessage\/?)?$/i, '')}/sendMessage`;
  url.hash = '';
  return prepareJsonPost(url.href, {
    chat_id: chatId ?? '',
    ...(threadId !== null && /^\d+$/.test(threadId) ? { message_thread_id: Number(threadId) } : {}),
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
  });
}

export const telegramFormat: FormatAdapter = {
  name: 'telegram',
  matches: (url) => url.hostname === 'api.telegram.org',
  isHostBound: true,
  findMissingPart: (url) =>
    (url.searchParams.get('chat_id') ?? '').trim() === '' ? { code: 'chat_id_missing' } : null,
  // 20 a minute for a group and one a second for a chat: 1 + 60/3.2 keeps both in any window.
  rateLimit: { burst: 1, intervalMs: 3200 },
  mergesMessages: true,
  async build(messages, context) {
    return preparePost(context.endpoint.url, layOutMessages(messages, context, 'en', STYLE));
  },
  classify: classifyTelegramAnswer,
};
