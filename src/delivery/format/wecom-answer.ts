/** What WeCom's answers mean: HTTP 200 nearly always, the truth is in `errcode`. */

import * as z from 'zod';
import type { ReceiverAnswer, Verdict } from './format.ts';
import {
  classifyStatus,
  isSuccessStatus,
  readAnswerObject,
  readRetryAfterSeconds,
} from './service-answer.ts';

const coded = z.object({ errcode: z.number(), errmsg: z.string().optional() });

/** Robots answer it for a wrong address, and were seen to for content that they do not like. */
const INVALID_WEBHOOK = 93000;
const RATE_LIMITED = 45009;
/** The limit is counted by the minute. */
const RATE_WINDOW_SECONDS = 60;

const VERDICTS: Readonly<Record<number, Verdict>> = {
  0: { kind: 'delivered' },
  [-1]: { kind: 'again', retryAfterSeconds: null, error: '企业微信系统繁忙。无需处理，稍后会自动重发。' },
  40058: { kind: 'permanent', error: '企业微信不接受这条消息的内容。' },
  44004: { kind: 'permanent', error: '消息内容为空，企业微信不接收。' },
};

/** Success is errcode 0 with a 2xx; a body without a code is none. */
export function classifyWecomAnswer(answer: ReceiverAnswer): Verdict {
  const { errcode, errmsg } = coded.safeParse(readAnswerObject(answer)).data ?? {};
  if (errcode === undefined) return classifyStatus(answer, 'zh');
  if (errcode === RATE_LIMITED) {
    return {
      kind: 'throttled',
      retryAfterSeconds: readRetryAfterSeconds(answer.headers) ?? RATE_WINDOW_SECONDS,
      isShared: false,
      error: '发送过于频繁（每分钟最多 20 条），已被企业微信限流。无需处理，稍后会自动重发。',
    };
  }
  if (errcode === INVALID_WEBHOOK) {
    const error = 'Webhook 地址无效，或机器人已被移出群聊。请在群里重新添加机器人，并填写新的地址。';
    return /invalid webhook/i.test(errmsg ?? '')
      ? { kind: 'gone', error }
      : { kind: 'again', retryAfterSeconds: null, error };
  }
  if (errcode === 0 && !isSuccessStatus(answer.status)) return classifyStatus(answer, 'zh');
  return VERDICTS[errcode] ?? classifyStatus(answer, 'zh');
}
