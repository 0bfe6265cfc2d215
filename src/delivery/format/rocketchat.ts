/** Rocket.Chat incoming integrations: https://docs.rocket.chat/docs/integrations */

import { countUtf16Units } from './cut.ts';
import { buildJsonPost } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import { muteMentions, replaceMarkdownSigns } from './markdown.ts';
import { classifyStatus, end, isSuccessStatus, readAnswerObject, refuse } from './service-answer.ts';
import { layOutMessages, type TextStyle, writeMarkdownLink } from './text-layout.ts';

/** Message_MaxAllowedSize is 5,000 characters where nobody has changed it. */
const MAX_MESSAGE_CHARACTERS = 5000;
const CLOUD_SUFFIX = '.rocket.chat';

const STYLE: TextStyle = {
  // Its Markdown has no escapes.
  escape: (text) => muteMentions(replaceMarkdownSigns(text)),
  link: writeMarkdownLink,
  strong: (text) => `*${text}*`,
  lineBreak: '\n',
  limit: MAX_MESSAGE_CHARACTERS,
  measure: countUtf16Units,
};

export const rocketchatFormat: FormatAdapter = {
  name: 'rocketchat',
  matches: (url) => url.hostname.endsWith(CLOUD_SUFFIX) && url.pathname.startsWith('/hooks/'),
  isHostBound: false,
  // No limit is stated for integrations; a message a second is read by nobody faster.
  rateLimit: { burst: 5, intervalMs: 1000 },
  mergesMessages: true,
  async build(messages, context) {
    const text = layOutMessages(messages, context, 'en', STYLE);
    return buildJsonPost(context.endpoint.url, text, (written) => ({ text: written, parseUrls: false }));
  },
  classify,
};

const service = 'rocketchat';

/** `{"success":true}`, or `false` with an error that has no code. */
function classify(answer: ReceiverAnswer): Verdict {
  const success = readAnswerObject(answer)?.success;
  if (isSuccessStatus(answer.status) && success === true) return { kind: 'delivered' };
  // A wrong or removed integration answers so.
  if (answer.status === 401 || answer.status === 404) return end({ code: 'receiver_removed', service });
  if (answer.status === 400 && success === false) return refuse({ code: 'content_refused', service });
  return classifyStatus(answer, service);
}
