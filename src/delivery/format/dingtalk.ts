/** DingTalk custom robots: https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages */

import { signHmacSha256 } from '../sign.ts';
import { countUtf8Bytes, cutText } from './cut.ts';
import { writeMessages } from './digest.ts';
import { classifyDingtalkAnswer } from './dingtalk-answer.ts';
import type { FormatAdapter } from './format.ts';
import { prepareJsonPost } from './json-post.ts';
import { replaceMarkdownSigns } from './look-alikes.ts';
import { encodeLink, layOutDigest, layOutItem, type TextStyle } from './text-layout.ts';

/** 20,000 bytes for the request, of which some are for the JSON around the text and its title. */
const MAX_TEXT_BYTES = 18_000;
/** Shown in the list of chats and in notifications. */
const MAX_TITLE_CHARACTERS = 100;

const STYLE: TextStyle = {
  escape: replaceMarkdownSigns,
  link: (label, url) => `[${label}](${encodeLink(url)})`,
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
    });
    const { url, secret } = context.endpoint;
    return prepareJsonPost(secret === null ? url : await signUrl(url, secret, context.now), {
      msgtype: 'markdown',
      markdown,
      at: { atMobiles: [], atUserIds: [], isAtAll: false },
    });
  },
  classify: classifyDingtalkAnswer,
};
