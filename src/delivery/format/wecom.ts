/** WeCom group robots (企业微信群机器人): https://developer.work.weixin.qq.com/document/path/91770 */

import { countUtf8Bytes } from './cut.ts';
import type { FormatAdapter } from './format.ts';
import { prepareJsonPost } from './json-post.ts';
import { replaceMarkdownSigns } from './look-alikes.ts';
import { encodeLink, layOutMessages, type TextStyle } from './text-layout.ts';
import { classifyWecomAnswer } from './wecom-answer.ts';

/** Of a markdown message's content, in UTF-8; a text message has half of it, a news card an eighth. */
const MAX_CONTENT_BYTES = 4096;

const STYLE: TextStyle = {
  // `<` with it: <@userid> would mention somebody.
  escape: replaceMarkdownSigns,
  link: (label, url) => `[${label}](${encodeLink(url)})`,
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
    const content = layOutMessages(messages, context, 'zh', STYLE);
    return prepareJsonPost(context.endpoint.url, { msgtype: 'markdown', markdown: { content } });
  },
  classify: classifyWecomAnswer,
};
