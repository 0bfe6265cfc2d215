/** What Feishu's answers mean: HTTP 200 nearly always, the truth is in `code`. */

import * as z from 'zod';
import type { ReceiverAnswer, Verdict } from './format.ts';
import {
  classifyStatus,
  isSuccessStatus,
  readAnswerObject,
  readRetryAfterSeconds,
} from './service-answer.ts';

const coded = z.object({ code: z.number() });
/** Older bots answer in this spelling alone. */
const oldCoded = z.object({ StatusCode: z.number() });

const VERDICTS: Readonly<Record<number, Verdict>> = {
  0: { kind: 'delivered' },
  9499: { kind: 'permanent', error: '飞书不接受这条消息的内容。' },
  19001: {
    kind: 'gone',
    error: '机器人已被删除，或 Webhook 地址有误。请在群里重新添加机器人，并填写新的地址。',
  },
  19002: { kind: 'permanent', error: '飞书不接受这条消息的内容。' },
  19021: askFor(
    '签名校验失败：请把机器人安全设置里的“签名校验”密钥重新填写到这里；如未启用签名校验，请清空密钥。',
  ),
  19022: askFor('IP 不在白名单内：本系统没有固定 IP，请在机器人安全设置里关闭 IP 白名单，改用签名校验。'),
  19024: askFor('关键词不匹配：请在机器人安全设置里加入文章中必有的关键词，或改用签名校验。'),
  19036: { kind: 'permanent', error: '消息过长，飞书不接收。' },
};

/** 11232 is the documented one; the other is the platform's general limit. */
const THROTTLED = new Set([11232, 99991400]);

function askFor(error: string): Verdict {
  return { kind: 'again', retryAfterSeconds: null, error };
}

/** Success is code 0 with a 2xx; a body without a code is none. */
export function classifyFeishuAnswer(answer: ReceiverAnswer): Verdict {
  const json = readAnswerObject(answer);
  const code = coded.safeParse(json).data?.code ?? oldCoded.safeParse(json).data?.StatusCode;
  if (code === undefined) return classifyStatus(answer, 'zh');
  if (THROTTLED.has(code)) {
    return {
      kind: 'throttled',
      retryAfterSeconds: readRetryAfterSeconds(answer.headers),
      isShared: false,
      error: '发送过于频繁，已被飞书限流。无需处理，稍后会自动重发。',
    };
  }
  if (code === 0 && !isSuccessStatus(answer.status)) return classifyStatus(answer, 'zh');
  return VERDICTS[code] ?? classifyStatus(answer, 'zh');
}
