/** What Telegram's answers mean: `{"ok":false,"error_code","description","parameters"}`, told apart by description. */

import * as z from 'zod';
import type { ReceiverAnswer, Verdict } from './format.ts';
import {
  classifyStatus,
  isSuccessStatus,
  readAnswerObject,
  readRetryAfterSeconds,
  readSeconds,
} from './service-answer.ts';

const answerShape = z.object({
  ok: z.boolean(),
  error_code: z.number().optional(),
  description: z.string().optional(),
  parameters: z.looseObject({ retry_after: z.number().optional() }).optional(),
});

/** Descriptions have no codes of their own; these parts of them have been the same for years. */
const VERDICTS: readonly (readonly [pattern: RegExp, verdict: Verdict])[] = [
  [/chat_id is empty/i, askFor('Add ?chat_id= with the number of the chat to the address.')],
  [
    /upgraded to a supergroup/i,
    askFor('The group has a new number. Put it behind ?chat_id= in the address.'),
  ],
  [
    /chat not found/i,
    askFor('Add the bot to the chat, and check the number behind ?chat_id= in the address.'),
  ],
  [/thread not found|topic/i, askFor('The topic is closed or gone. Check message_thread_id in the address.')],
  [/can't initiate conversation/i, askFor('Write to the bot once; it may not write first.')],
  [
    /not enough rights|have no rights|CHAT_WRITE_FORBIDDEN/i,
    askFor('Let the bot send messages in the chat.'),
  ],
  [/not a member/i, askFor('Add the bot to the chat.')],
  [
    /bot was kicked/i,
    { kind: 'gone', error: 'The bot was removed from the chat. Add it again, then activate.' },
  ],
  [
    /bot was blocked/i,
    { kind: 'gone', error: 'The bot was blocked. Unblock it in Telegram, then activate.' },
  ],
  [
    /(user|group|chat) (is|was) (deactivated|deleted)/i,
    { kind: 'gone', error: 'The chat does not exist any more.' },
  ],
];

function askFor(error: string): Verdict {
  return { kind: 'again', retryAfterSeconds: null, error };
}

/** Success repeats the whole message and may have been cut on the way here; how it begins is enough. */
const SUCCESS_START = /^\s*\{\s*"ok"\s*:\s*true\s*[,}]/;

/** Success is `ok: true` with a 2xx and nothing else. */
export function classifyTelegramAnswer(answer: ReceiverAnswer): Verdict {
  if (isSuccessStatus(answer.status) && SUCCESS_START.test(answer.body)) {
    return { kind: 'delivered' };
  }
  const json = answerShape.safeParse(readAnswerObject(answer)).data;
  if (json === undefined || json.ok) return classifyStatus(answer, 'en');
  const code = json.error_code ?? answer.status;
  if (code === 429) {
    return {
      kind: 'throttled',
      retryAfterSeconds: readSeconds(json.parameters?.retry_after) ?? readRetryAfterSeconds(answer.headers),
      isShared: false,
      error: 'Telegram asks to be called less often. Nothing needs to be done; the message goes out later.',
    };
  }
  if (code === 401 || code === 404) {
    return {
      kind: 'gone',
      error: 'The bot’s token is not valid (any more). Ask @BotFather for it and enter it here.',
    };
  }
  const known = VERDICTS.find(([pattern]) => pattern.test(json.description ?? ''));
  if (known !== undefined) return known[1];
  if (code === 400) return { kind: 'permanent', error: 'Telegram does not accept this message.' };
  return classifyStatus(answer, 'en');
}
