/** WeCom group robots (企业微信群机器人): https://developer.work.weixin.qq.com/document/path/91770 */

import * as z from 'zod';
import { countUtf8Bytes } from './cut.ts';
import { buildJsonPost } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import { replaceMarkdownSigns } from './markdown.ts';
import {
  askFor,
  classifyStatus,
  end,
  isSuccessStatus,
  readAnswerObject,
  readRetryAfterSeconds,
  refuse,
  throttle,
} from './service-answer.ts';
import { layOutMessages, type TextStyle, writeMarkdownLink } from './text-layout.ts';

/** Of a markdown message's content, in UTF-8; a text message has half of it, a news card an eighth. */
const MAX_CONTENT_BYTES = 4096;

const STYLE: TextStyle = {
  // `<` with it: <@userid> would mention somebody.
  escape: replaceMarkdownSigns,
  link: writeMarkdownLink,
  strong: (text) => `**${text}**`,
  lineBreak: '\n',
  limit: MAX_CONTENT_BYTES,
  measure: countUtf8Bytes,
};

export const wecomFormat: FormatAdapter = {
  name: 'wecom',
  matches: (url) => url.hostname === 'qyapi.weixin.qq.com',
  isHostBound: true,
  // 20 a minute: 5 + 60/4.2 is 19 in any minute.
  rateLimit: { burst: 5, intervalMs: 4200 },
  mergesMessages: true,
  async build(messages, context) {
    const laidOut = layOutMessages(messages, context, 'zh', STYLE);
    return buildJsonPost(context.endpoint.url, laidOut, (content) => ({
      msgtype: 'markdown',
      markdown: { content },
    }));
  },
  classify,
};

const coded = z.lazy(() => z.object({ errcode: z.number(), errmsg: z.string().optional() }));

/** Robots answer it for a wrong address, and were seen to for content that they do not like. */
const INVALID_WEBHOOK = 93000;
const RATE_LIMITED = 45009;
/** The limit is counted by the minute. */
const RATE_WINDOW_SECONDS = 60;

const service = 'wecom';
const VERDICTS: Readonly<Record<number, Verdict>> = {
  0: { kind: 'delivered' },
  [-1]: askFor({ code: 'service_busy', service }),
  40058: refuse({ code: 'content_refused', service }),
  44004: refuse({ code: 'content_refused', service }),
};

/** HTTP 200 nearly always, the truth is in `errcode`. Success is 0 with a 2xx; a body without a code is none. */
function classify(answer: ReceiverAnswer): Verdict {
  const { errcode, errmsg } = coded.safeParse(readAnswerObject(answer)).data ?? {};
  if (errcode === undefined) return classifyStatus(answer, service);
  if (errcode === RATE_LIMITED) {
    return throttle(
      { code: 'rate_limited', service },
      readRetryAfterSeconds(answer.headers) ?? RATE_WINDOW_SECONDS,
    );
  }
  if (errcode === INVALID_WEBHOOK) {
    const failure = { code: 'receiver_removed', service } as const;
    // WeCom has one code for both; `errmsg` is all that tells them apart (developer.work.weixin.qq.com/document/path/90313).
    return /invalid webhook/i.test(errmsg ?? '') ? end(failure) : askFor(failure);
  }
  if (errcode === 0 && !isSuccessStatus(answer.status)) return classifyStatus(answer, service);
  return VERDICTS[errcode] ?? classifyStatus(answer, service);
}
