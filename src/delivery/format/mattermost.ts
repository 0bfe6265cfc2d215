/** Mattermost incoming webhooks: https://developers.mattermost.com/integrate/webhooks/incoming/ */

import { countUtf16Units } from './cut.ts';
import { buildJsonPost } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import { escapeCommonMark } from './markdown.ts';
import { classifyStatus, end, isSuccessStatus, readAnswerObject, refuse } from './service-answer.ts';
import { layOutMessages, type TextStyle, writeMarkdownLink } from './text-layout.ts';

/** A post has 16,383 characters at most; longer ones are cut in two. */
const MAX_POST_CHARACTERS = 16_000;
/** Every installation has its own host; those of Mattermost's own cloud are told by their name. */
const CLOUD_SUFFIX = '.cloud.mattermost.com';

const STYLE: TextStyle = {
  escape: escapeCommonMark,
  link: writeMarkdownLink,
  strong: (text) => `**${text}**`,
  lineBreak: '\n\n',
  limit: MAX_POST_CHARACTERS,
  measure: countUtf16Units,
};

export const mattermostFormat: FormatAdapter = {
  name: 'mattermost',
  matches: (url) => url.hostname.endsWith(CLOUD_SUFFIX) && url.pathname.startsWith('/hooks/'),
  isHostBound: false,
  // An installation takes 10 a second of one address by default; of that, a tenth.
  rateLimit: { burst: 5, intervalMs: 1000 },
  mergesMessages: true,
  async build(messages, context) {
    const text = layOutMessages(messages, context, 'en', STYLE);
    return buildJsonPost(context.endpoint.url, text, (written) => ({ text: written }));
  },
  classify,
};

const service = 'mattermost';

/** `ok`, or an error's id in JSON beside its status. */
function classify(answer: ReceiverAnswer): Verdict {
  if (isSuccessStatus(answer.status) && answer.body.trim() === 'ok') return { kind: 'delivered' };
  const id = String(readAnswerObject(answer)?.id ?? '');
  if (id.includes('incoming_webhook.disabled')) return end({ code: 'receiver_disabled', service });
  if (id.includes('incoming_webhook.invalid') || answer.status === 404) {
    return end({ code: 'receiver_removed', service });
  }
  if (id.includes('channel') && answer.status === 400) return end({ code: 'chat_gone', service });
  if (answer.status === 400) return refuse({ code: 'content_refused', service });
  return classifyStatus(answer, service);
}
