/** ntfy, notifications on telephones: https://docs.ntfy.sh/publish/#publish-as-json */

import { type ChatItem, writeFact } from './chat-item.ts';
import { countUtf8Bytes, cutText } from './cut.ts';
import { buildJsonPost, type Digest, writeMessages } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import { askFor, classifyStatus, isSuccessStatus, readAnswerObject, refuse } from './service-answer.ts';

/** A longer message becomes an attached file. */
const MAX_MESSAGE_BYTES = 4000;
const MAX_TITLE_CHARACTERS = 250;
const TOPIC_PATH = /^\/([A-Za-z0-9_-]{1,64})\/?$/;

interface Notification {
  readonly title: string;
  readonly message: string;
  readonly click?: string;
}

function writeItem(item: ChatItem): Notification {
  const lines = [item.note && writeFact(item.note, item.chat), item.summary].filter((line) => line);
  return {
    title: cutText(item.headline, MAX_TITLE_CHARACTERS),
    message: cutText(lines.join('\n') || item.headline, MAX_MESSAGE_BYTES, countUtf8Bytes),
    ...(item.url === null ? {} : { click: item.url }),
  };
}

function writeDigest({ heading, entries }: Digest): Notification {
  const lines = entries.map(({ headline, url }) => `• ${headline}${url === null ? '' : `\n  ${url}`}`);
  return { title: cutText(heading, MAX_TITLE_CHARACTERS), message: lines.join('\n') };
}

export const ntfyFormat: FormatAdapter = {
  name: 'ntfy',
  matches: (url) => url.hostname === 'ntfy.sh',
  isHostBound: false,
  findMissingPart: (url) => (TOPIC_PATH.test(url.pathname) ? null : { code: 'ntfy_topic_missing' }),
  // Visitors of ntfy.sh have 60 requests at once and one each 5 s after that, shared by all topics of this network.
  rateLimit: { burst: 10, intervalMs: 5000 },
  mergesMessages: true,
  async build(messages, context) {
    const written = writeMessages<Notification>(messages, context, 'en', {
      writeItem,
      writeDigest,
      fits: ({ message }) => countUtf8Bytes(message) <= MAX_MESSAGE_BYTES,
    });
    const url = new URL(context.endpoint.url);
    const topic = TOPIC_PATH.exec(url.pathname)?.[1] ?? '';
    url.pathname = '/';
    return buildJsonPost(url.href, written, (notification) => ({ topic, ...notification }));
  },
  classify,
};

const service = 'ntfy';

/** The notification as it was published, or `{"code","http"}`. */
function classify(answer: ReceiverAnswer): Verdict {
  const json = readAnswerObject(answer);
  if (isSuccessStatus(answer.status) && typeof json?.id === 'string') return { kind: 'delivered' };
  if (answer.status === 401 || answer.status === 403)
    return askFor({ code: 'access_token_refused', service });
  if (answer.status === 400) return refuse({ code: 'content_refused', service });
  return classifyStatus(answer, service);
}
