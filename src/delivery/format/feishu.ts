/** Feishu and Lark custom bots: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot */

import * as z from 'zod';
import { signHmacSha256 } from '../sign.ts';
import { type ChatItem, writeFact } from './chat-item.ts';
import { countUtf8Bytes, cutText } from './cut.ts';
import { buildJsonPost, type Digest, writeMessages } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
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

const HOSTS = new Set(['open.feishu.cn', 'open.larksuite.com']);
/** 20 KB for the request, of which 200 bytes are for the signature. */
const MAX_MESSAGE_BYTES = 19_800;
/** These parts and their JSON stay below MAX_MESSAGE_BYTES in any script. */
const MAX_PART_CHARACTERS = 1000;
const MAX_FACT_CHARACTERS = 400;

const TEMPLATES = { news: 'blue', correction: 'orange', withdrawal: 'red', notice: 'grey' } as const;

/** `<at …>` mentions people in some kinds of text; a full-width bracket looks the same and mentions nobody. */
function makeText(text: string): { readonly tag: 'plain_text'; readonly content: string } {
  return { tag: 'plain_text', content: disarm(text) };
}

function disarm(text: string): string {
  return text.replace(/<(?=\/?at)/gi, '＜');
}

/** A card of plain text alone: nothing in it is read as markup. */
function writeItemCard(item: ChatItem): unknown {
  const { chat } = item;
  const note = item.note && cutText(writeFact(item.note, chat), MAX_PART_CHARACTERS);
  const summary = item.summary && cutText(item.summary, MAX_PART_CHARACTERS);
  const facts = item.facts.map((fact) => cutText(writeFact(fact, chat), MAX_FACT_CHARACTERS));
  const elements = [
    ...[note, summary].filter((text) => text !== null).map((text) => ({ tag: 'div', text: makeText(text) })),
    ...facts.map((fact) => ({ tag: 'note', elements: [makeText(fact)] })),
  ];
  const button = { tag: 'button', type: 'primary', text: makeText(chat.readArticle), url: item.url };
  return {
    msg_type: 'interactive',
    card: {
      config: { wide_screen_mode: true },
      header: {
        template: TEMPLATES[item.tone],
        title: makeText(cutText(item.headline, MAX_PART_CHARACTERS)),
      },
      elements: item.url === null ? elements : [...elements, { tag: 'action', actions: [button] }],
    },
  };
}

function writeDigestPost(digest: Digest): unknown {
  const writeEntry = ({ headline, url }: ChatItem): readonly unknown[] => [
    url === null ? { tag: 'text', text: disarm(headline) } : { tag: 'a', text: disarm(headline), href: url },
  ];
  return {
    msg_type: 'post',
    content: {
      post: { zh_cn: { title: disarm(digest.heading), content: digest.entries.map(writeEntry) } },
    },
  };
}

/** The signature's place is the body; the key is timestamp (seconds) and secret, what it signs is empty. */
async function sign(secret: string, now: number): Promise<{ timestamp: string; sign: string }> {
  const timestamp = String(Math.floor(now / 1000));
  return { timestamp, sign: await signHmacSha256(`${timestamp}\n${secret}`, '') };
}

export const feishuFormat: FormatAdapter = {
  name: 'feishu',
  matches: (url) => HOSTS.has(url.hostname),
  isHostBound: true,
  // 5 a second and 100 a minute: 4 + 1000/625 and 4 + 60000/625 keep both in any window.
  rateLimit: { burst: 4, intervalMs: 625 },
  mergesMessages: true,
  async build(messages, context) {
    const { url, secret } = context.endpoint;
    const message = writeMessages<unknown>(messages, context, 'zh', {
      writeItem: writeItemCard,
      writeDigest: writeDigestPost,
      fits: (written) => countUtf8Bytes(JSON.stringify(written)) <= MAX_MESSAGE_BYTES,
    });
    const signature = secret === null ? {} : await sign(secret, context.now);
    return buildJsonPost(url, message, (written) => Object.assign({}, signature, written));
  },
  classify,
};

const coded = z.lazy(() => z.object({ code: z.number() }));
/** Older bots answer in this spelling alone. */
const oldCoded = z.lazy(() => z.object({ StatusCode: z.number() }));

const service = 'feishu';
const VERDICTS: Readonly<Record<number, Verdict>> = {
  0: { kind: 'delivered' },
  9499: refuse({ code: 'content_refused', service }),
  19001: end({ code: 'receiver_removed', service }),
  19002: refuse({ code: 'content_refused', service }),
  19021: askFor({ code: 'signature_refused', service }),
  19022: askFor({ code: 'ip_refused', service }),
  19024: askFor({ code: 'keyword_missing', service }),
  19036: refuse({ code: 'text_too_long', service }),
};

/** 11232 is the documented one; the other is the platform's general limit. */
const THROTTLED = new Set([11232, 99991400]);

/** HTTP 200 nearly always, the truth is in `code`. Success is 0 with a 2xx; a body without a code is none. */
function classify(answer: ReceiverAnswer): Verdict {
  const json = readAnswerObject(answer);
  const code = coded.safeParse(json).data?.code ?? oldCoded.safeParse(json).data?.StatusCode;
  if (code === undefined) return classifyStatus(answer, service);
  if (THROTTLED.has(code)) {
    return throttle({ code: 'rate_limited', service }, readRetryAfterSeconds(answer.headers));
  }
  if (code === 0 && !isSuccessStatus(answer.status)) return classifyStatus(answer, service);
  return VERDICTS[code] ?? classifyStatus(answer, service);
}
