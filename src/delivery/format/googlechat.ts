/** Google Chat incoming webhooks: https://developers.google.com/workspace/chat/quickstart/webhooks */

import { countUtf8Bytes } from './cut.ts';
import { buildJsonPost } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import { replaceMarkdownSigns } from './markdown.ts';
import { classifyStatus, end, isSuccessStatus, readAnswerObject, refuse } from './service-answer.ts';
import { encodeLink, layOutMessages, type TextStyle } from './text-layout.ts';

/** A message has 32,000 bytes at most, of which some are for the JSON around its text. */
const MAX_TEXT_BYTES = 30_000;

const STYLE: TextStyle = {
  // `<users/all>` would mention everybody; its markup has no escapes.
  escape: replaceMarkdownSigns,
  link: (label, url) => `<${encodeLink(url)}|${label.replaceAll('|', '｜')}>`,
  strong: (text) => `*${text}*`,
  lineBreak: '\n',
  limit: MAX_TEXT_BYTES,
  // Quotation marks are two bytes in JSON.
  measure: (text) => countUtf8Bytes(JSON.stringify(text)) - 2,
};

export const googlechatFormat: FormatAdapter = {
  name: 'googlechat',
  matches: (url) => url.hostname === 'chat.googleapis.com',
  isHostBound: true,
  // One message a second and space, all webhooks of it together (developers.google.com/workspace/chat/limits).
  rateLimit: { burst: 1, intervalMs: 1000 },
  mergesMessages: true,
  async build(messages, context) {
    const text = layOutMessages(messages, context, 'en', STYLE);
    return buildJsonPost(context.endpoint.url, text, (written) => ({ text: written }));
  },
  classify,
};

const service = 'googlechat';

/** The message as it was created, or `{"error":{"code","status"}}` (google.rpc.Status). */
function classify(answer: ReceiverAnswer): Verdict {
  const json = readAnswerObject(answer);
  if (isSuccessStatus(answer.status) && typeof json?.name === 'string') return { kind: 'delivered' };
  switch (answer.status) {
    case 400:
      return refuse({ code: 'content_refused', service });
    case 401:
    case 403:
      return end({ code: 'address_invalid', service });
    case 404:
      return end({ code: 'receiver_removed', service });
    default:
      return classifyStatus(answer, service);
  }
}
