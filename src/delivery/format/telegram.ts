/** Telegram's Bot API: https://core.telegram.org/bots/api#sendmessage */

import * as z from 'zod';
import { countUtf16Units } from './cut.ts';
import type { Written } from './digest.ts';
import { buildJsonPost } from './digest.ts';
import type { BuiltRequest, FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import {
  askFor,
  classifyStatus,
  end,
  isSuccessStatus,
  readAnswerObject,
  readRetryAfterSeconds,
  readSeconds,
  refuse,
  throttle,
} from './service-answer.ts';
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
  measure: countUtf16Units,
};

/** The address holds the bot's token as path; the chat, and where it has topics the topic, as parameters. */
function buildPost(address: string, laidOut: Written<string>): BuiltRequest {
  const url = new URL(address);
  const chatId = url.searchParams.get('chat_id');
  const threadId = url.searchParams.get('message_thread_id');
  url.searchParams.delete('chat_id');
  url.searchParams.delete('message_thread_id');
  url.pathname = `${url.pathname.replace(/\/(sendMessage\/?)?$/i, '')}/sendMessage`;
  url.hash = '';
  return buildJsonPost(url.href, laidOut, (text) => ({
    chat_id: chatId ?? '',
    ...(threadId !== null && /^\d+$/.test(threadId) ? { message_thread_id: Number(threadId) } : {}),
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
  }));
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
    return buildPost(context.endpoint.url, layOutMessages(messages, context, 'en', STYLE));
  },
  classify,
};

const answerShape = z.lazy(() =>
  z.object({
    ok: z.boolean(),
    error_code: z.number().optional(),
    description: z.string().optional(),
    parameters: z
      .looseObject({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
      .optional(),
  }),
);

const service = 'telegram';

/**
 * `error_code` is the status, 400 or 403 for all of these: what is wrong stands in the description alone
 * (core.telegram.org/bots/api#making-requests). These parts of it have been the same for years.
 */
const VERDICTS: readonly (readonly [pattern: RegExp, verdict: Verdict])[] = [
  [/chat_id is empty/i, askFor({ code: 'chat_id_missing', service })],
  [/chat not found/i, askFor({ code: 'chat_not_found', service })],
  [/thread not found|topic/i, askFor({ code: 'topic_gone', service })],
  [/can't initiate conversation/i, askFor({ code: 'bot_must_be_written_to', service })],
  [/not enough rights|have no rights|CHAT_WRITE_FORBIDDEN/i, askFor({ code: 'posting_forbidden', service })],
  [/not a member/i, askFor({ code: 'bot_not_member', service })],
  [/bot was kicked/i, end({ code: 'bot_kicked', service })],
  [/bot was blocked/i, end({ code: 'bot_blocked', service })],
  [/(user|group|chat) (is|was) (deactivated|deleted)/i, end({ code: 'chat_gone', service })],
];

/** Success repeats the whole message and may have been cut on the way here; how it begins is enough. */
const SUCCESS_START = /^\s*\{\s*"ok"\s*:\s*true\s*[,}]/;

/** `{"ok":false,"error_code","description","parameters"}`. Success is `ok: true` with a 2xx and nothing else. */
function classify(answer: ReceiverAnswer): Verdict {
  if (isSuccessStatus(answer.status) && SUCCESS_START.test(answer.body)) return { kind: 'delivered' };
  const json = answerShape.safeParse(readAnswerObject(answer)).data;
  if (json === undefined || json.ok) return classifyStatus(answer, service);
  const code = json.error_code ?? answer.status;
  if (code === 429) {
    return throttle(
      { code: 'rate_limited', service },
      readSeconds(json.parameters?.retry_after) ?? readRetryAfterSeconds(answer.headers),
    );
  }
  if (code === 401 || code === 404) return end({ code: 'bot_token_invalid', service });
  if (json.parameters?.migrate_to_chat_id !== undefined) return askFor({ code: 'chat_id_changed', service });
  const known = VERDICTS.find(([pattern]) => pattern.test(json.description ?? ''));
  if (known !== undefined) return known[1];
  if (code === 400) return refuse({ code: 'content_refused', service });
  return classifyStatus(answer, service);
}
