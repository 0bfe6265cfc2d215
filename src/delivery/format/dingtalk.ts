/** DingTalk custom robots: https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages */

import * as z from 'zod';
import { signHmacSha256 } from '../sign.ts';
import { countUtf8Bytes, cutText } from './cut.ts';
import { buildJsonPost, writeMessages } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import { replaceMarkdownSigns } from './markdown.ts';
import {
  askFor,
  classifyStatus,
  end,
  isSuccessStatus,
  readAnswerObject,
  readSeconds,
  refuse,
  throttle,
} from './service-answer.ts';
import { fitsText, layOutDigest, layOutItem, type TextStyle, writeMarkdownLink } from './text-layout.ts';

/** 20,000 bytes for the request, of which some are for the JSON around the text and its title. */
const MAX_TEXT_BYTES = 18_000;
/** Shown in the list of chats and in notifications. */
const MAX_TITLE_CHARACTERS = 100;

const STYLE: TextStyle = {
  escape: replaceMarkdownSigns,
  link: writeMarkdownLink,
  strong: (text) => `#### ${text}`,
  // A single line break is none in Markdown.
  lineBreak: '\n\n',
  limit: MAX_TEXT_BYTES,
  // Quotation marks are two bytes in JSON.
  measure: (text) => countUtf8Bytes(JSON.stringify(text)) - 2,
};

/** The signature's place is the query; the key is the secret, it signs timestamp (milliseconds) and secret. */
async function signUrl(address: string, secret: string, now: number): Promise<string> {
  const url = new URL(address);
  url.searchParams.set('timestamp', String(now));
  // `searchParams` percent-encodes it, once.
  url.searchParams.set('sign', await signHmacSha256(secret, `${now}\n${secret}`));
  return url.href;
}

export const dingtalkFormat: FormatAdapter = {
  name: 'dingtalk',
  matches: (url) => url.hostname === 'oapi.dingtalk.com',
  isHostBound: true,
  // 20 a minute, or ten minutes of silence: 5 + 60/4.2 is 19 in any minute.
  rateLimit: { burst: 5, intervalMs: 4200 },
  mergesMessages: true,
  async build(messages, context) {
    const markdown = writeMessages(messages, context, 'zh', {
      writeItem: (item) => ({
        title: cutText(item.headline, MAX_TITLE_CHARACTERS),
        text: layOutItem(item, STYLE),
      }),
      writeDigest: (digest) => ({ title: digest.heading, text: layOutDigest(digest, STYLE) }),
      fits: ({ text }) => fitsText(text, STYLE),
    });
    const { url, secret } = context.endpoint;
    const signed = secret === null ? url : await signUrl(url, secret, context.now);
    return buildJsonPost(signed, markdown, (written) => ({
      msgtype: 'markdown',
      markdown: written,
      at: { atMobiles: [], atUserIds: [], isAtAll: false },
    }));
  },
  classify,
};

const coded = z.lazy(() => z.object({ errcode: z.number(), errmsg: z.string().optional() }));
/** A denial by the gateway before the robot: `{"status":1111,"wait":5,"source":"x5","punish":"deny"}`. */
const denied = z.lazy(() => z.object({ punish: z.string(), wait: z.unknown() }));

/** Who sends more than 20 a minute is not heard for ten. */
const BLOCK_SECONDS = 600;
const SECURITY_CODE = 310000;
const THROTTLED = new Set([130101, 410100]);

const service = 'dingtalk';
const VERDICTS: Readonly<Record<number, Verdict>> = {
  0: { kind: 'delivered' },
  [-1]: askFor({ code: 'service_busy', service }),
  300001: end({ code: 'address_invalid', service }),
  300005: end({ code: 'address_invalid', service }),
  400101: end({ code: 'address_invalid', service }),
  400013: end({ code: 'chat_gone', service }),
  400106: end({ code: 'receiver_removed', service }),
  400102: askFor({ code: 'receiver_disabled', service }),
  40035: refuse({ code: 'content_refused', service }),
  43002: refuse({ code: 'content_refused', service }),
  43004: refuse({ code: 'content_refused', service }),
  400105: refuse({ code: 'content_refused', service }),
};

/**
 * DingTalk has one code for all of a robot's security settings; which one is meant stands in `errmsg` alone, in English or
 * Chinese (the page above, “error codes”).
 */
function classifySecurity(errmsg: string): Verdict {
  if (/keyword|关键词/i.test(errmsg)) return askFor({ code: 'keyword_missing', service });
  if (/sign|签名|timestamp|时间戳/i.test(errmsg)) return askFor({ code: 'signature_refused', service });
  if (/\bip\b|白名单/i.test(errmsg)) return askFor({ code: 'ip_refused', service });
  return askFor({ code: 'security_refused', service });
}

/** Always HTTP 200, the truth is in `errcode`. Success is 0 with a 2xx; a body without a code is none. */
function classify(answer: ReceiverAnswer): Verdict {
  const json = readAnswerObject(answer);
  const { errcode, errmsg } = coded.safeParse(json).data ?? {};
  if (errcode === undefined) {
    const denial = denied.safeParse(json).data;
    if (denial === undefined) return classifyStatus(answer, service);
    const retryAfterSeconds = readSeconds(denial.wait);
    return throttle({ code: 'network_blocked', service }, retryAfterSeconds, true);
  }
  if (THROTTLED.has(errcode)) {
    return throttle({ code: 'rate_limited', service }, BLOCK_SECONDS);
  }
  if (errcode === SECURITY_CODE) return classifySecurity(errmsg ?? '');
  if (errcode === 0 && !isSuccessStatus(answer.status)) return classifyStatus(answer, service);
  return VERDICTS[errcode] ?? classifyStatus(answer, service);
}
