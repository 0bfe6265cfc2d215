/** Discord webhooks: https://discord.com/developers/docs/resources/webhook#execute-webhook */

import { type ChatItem, writeFact } from './chat-item.ts';
import { countUtf16Units, cutText } from './cut.ts';
import { buildJsonPost, writeMessages } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import {
  askFor,
  classifyStatus,
  end,
  isSuccessStatus,
  readAnswerObject,
  readRetryAfterSeconds,
  readSeconds,
  refuse,
  throttle,
} from './service-answer.ts';
import { fitsText, layOutDigest, type TextStyle, writeMarkdownLink } from './text-layout.ts';

const HOSTS = new Set(['discord.com', 'discordapp.com', 'ptb.discord.com', 'canary.discord.com']);

/** Limits of an embed; all its texts together may have 6,000 characters. */
const MAX_EMBED_TITLE_CHARACTERS = 256;
const MAX_FIELD_NAME_CHARACTERS = 256;
/** Below the 4,096 and the 1,024 that one may have, so that the sum stays below 6,000 with four fields. */
const MAX_PARAGRAPH_CHARACTERS = 1500;
const MAX_FIELD_VALUE_CHARACTERS = 500;
const MAX_DESCRIPTION_CHARACTERS = 4096;

const COLOURS = { news: 0x2b6cb0, correction: 0xdd6b20, withdrawal: 0xc53030, notice: 0x718096 } as const;

/** Markup in Discord's Markdown: some signs wherever they stand, an underscore at the edge of a word, others in pairs. */
const MARKUP = /[\\*`<[\]]|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_|~~|\|\||@(?=everyone|here)/gu;
/** Lists, headings and quotations begin so, and only at the beginning of a line. */
const LINE_START = /^(\s*)([-+#>]|\d+(?=\.))/gm;

/** Makes text mean itself: a backslash before what would be markup where it stands, and before nothing else. */
function escapeMarkdown(text: string): string {
  return text
    .replace(MARKUP, (signs) => [...signs].map((sign) => `\\${sign}`).join(''))
    .replace(LINE_START, (_, blanks: string, sign: string) =>
      /\d/.test(sign) ? `${blanks}${sign}\\` : `${blanks}\\${sign}`,
    );
}

function cutAndEscape(text: string, limit: number): string {
  return escapeMarkdown(cutText(text, limit, (part) => escapeMarkdown(part).length));
}

const DIGEST_STYLE: TextStyle = {
  escape: escapeMarkdown,
  link: writeMarkdownLink,
  strong: (text) => `**${text}**`,
  lineBreak: '\n',
  limit: MAX_DESCRIPTION_CHARACTERS,
  measure: countUtf16Units,
};

interface Embed {
  readonly description?: string;
  readonly [part: string]: unknown;
}

function makeEmbed(item: ChatItem): Embed {
  const paragraphs = [item.note && writeFact(item.note, item.chat), item.summary];
  const description = paragraphs
    .filter((text) => text !== null)
    .map((text) => cutAndEscape(text, MAX_PARAGRAPH_CHARACTERS))
    .join('\n\n');
  return {
    title: cutAndEscape(item.headline, MAX_EMBED_TITLE_CHARACTERS),
    ...(item.url === null ? {} : { url: item.url }),
    ...(description === '' ? {} : { description }),
    color: COLOURS[item.tone],
    fields: item.facts.map(({ name, value }) => ({
      name: cutAndEscape(name, MAX_FIELD_NAME_CHARACTERS),
      value: cutAndEscape(value, MAX_FIELD_VALUE_CHARACTERS),
    })),
    ...(item.image === null ? {} : { image: { url: item.image } }),
  };
}

/** `wait=true`: without it, Discord answers 204 for messages that it then does not save. */
function prepareUrl(address: string): string {
  const url = new URL(address);
  url.searchParams.set('wait', 'true');
  // An address copied for another service ends in its name and would take that service's format only.
  url.pathname = url.pathname.replace(/\/(slack|github)\/?$/, '');
  return url.href;
}

export const discordFormat: FormatAdapter = {
  name: 'discord',
  matches: (url) => HOSTS.has(url.hostname),
  isHostBound: true,
  // Five in two seconds for a webhook and 30 a minute for its channel: 4 + 60/2.4 keeps both in any window.
  rateLimit: { burst: 4, intervalMs: 2400 },
  mergesMessages: true,
  async build(messages, context) {
    const embed = writeMessages<Embed>(messages, context, 'en', {
      writeItem: makeEmbed,
      writeDigest: (digest) => ({ description: layOutDigest(digest, DIGEST_STYLE), color: COLOURS.news }),
      fits: ({ description }) => fitsText(description ?? '', DIGEST_STYLE),
    });
    return buildJsonPost(prepareUrl(context.endpoint.url), embed, (written) => ({
      embeds: [written],
      allowed_mentions: { parse: [] },
    }));
  },
  classify,
};

/** "Webhooks posted to forum channels must have a thread_name or thread_id". */
const CHANNEL_NEEDS_THREAD = 220001;

const service = 'discord';

/**
 * Statuses and JSON error codes (discord.com/developers/docs/topics/rate-limits). 404 and a refused token end the
 * webhook: Discord restricts clients that go on using it. A 429 counts against the endpoint only where `X-RateLimit-*`
 * says that the limit is its own: many senders share our addresses.
 */
function classify(answer: ReceiverAnswer): Verdict {
  const { status, headers } = answer;
  const json = readAnswerObject(answer);
  const code = json?.code;
  if (isSuccessStatus(status)) {
    const isError = typeof code === 'number' && code !== 0 && json?.id === undefined;
    // A page in between is no answer of Discord's.
    return isError || answer.body.trimStart().startsWith('<')
      ? classifyStatus(answer, service)
      : { kind: 'delivered' };
  }
  if (status === 404) return end({ code: 'receiver_removed', service });
  if (status === 401) return end({ code: 'address_invalid', service });
  if (status === 429) {
    const scope = headers.get('x-ratelimit-scope');
    const isOwn = headers.has('x-ratelimit-limit') && scope !== 'shared' && scope !== 'global';
    return throttle(
      { code: 'rate_limited', service },
      readSeconds(json?.retry_after) ?? readRetryAfterSeconds(headers),
      !isOwn,
    );
  }
  if (status === 403 && typeof code !== 'number') {
    return throttle({ code: 'network_blocked', service }, readRetryAfterSeconds(headers), true);
  }
  if (status === 403) return askFor({ code: 'posting_forbidden', service });
  if (status === 400) {
    return code === CHANNEL_NEEDS_THREAD
      ? askFor({ code: 'thread_missing', service })
      : refuse({ code: 'content_refused', service });
  }
  return classifyStatus(answer, service);
}
