/** Feishu and Lark custom bots: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot */

import { signHmacSha256 } from '../sign.ts';
import { type ChatItem, writeFact } from './chat-item.ts';
import { countUtf8Bytes, cutText } from './cut.ts';
import { type Digest, fitDigest, writeMessages } from './digest.ts';
import { classifyFeishuAnswer } from './feishu-answer.ts';
import type { FormatAdapter } from './format.ts';
import { prepareJsonPost } from './json-post.ts';

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
  const { words } = item;
  const note = item.note && cutText(writeFact(item.note, words), MAX_PART_CHARACTERS);
  const summary = item.summary && cutText(item.summary, MAX_PART_CHARACTERS);
  const facts = item.facts.map((fact) => cutText(writeFact(fact, words), MAX_FACT_CHARACTERS));
  const elements = [
    ...[note, summary].filter((text) => text !== null).map((text) => ({ tag: 'div', text: makeText(text) })),
    ...facts.map((fact) => ({ tag: 'note', elements: [makeText(fact)] })),
  ];
  const button = { tag: 'button', type: 'primary', text: makeText(words.readArticle), url: item.url };
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
  return fitDigest(
    digest,
    (entries, more) => ({
      msg_type: 'post',
      content: {
        post: {
          zh_cn: {
            title: disarm(digest.heading),
            content: [...entries.map(writeEntry), ...(more === null ? [] : [[{ tag: 'text', text: more }]])],
          },
        },
      },
    }),
    (message) => countUtf8Bytes(JSON.stringify(message)) <= MAX_MESSAGE_BYTES,
  );
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
    const writer = { writeItem: writeItemCard, writeDigest: writeDigestPost };
    const message = writeMessages(messages, context, 'zh', writer);
    const signature = secret === null ? {} : await sign(secret, context.now);
    return prepareJsonPost(url, Object.assign({}, signature, message));
  },
  classify: classifyFeishuAnswer,
};
