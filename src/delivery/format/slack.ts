/** Slack incoming webhooks, and the services that take the same: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */

import { type ChatItem, writeFact } from './chat-item.ts';
import { countCharacters, cutText } from './cut.ts';
import { type Digest, fitDigest, writeMessages } from './digest.ts';
import type { FormatAdapter } from './format.ts';
import { prepareJsonPost } from './json-post.ts';
import { classifySlackAnswer } from './slack-answer.ts';
import { encodeLink, layOutDigest, layOutItem, type TextStyle } from './text-layout.ts';

const HOSTS = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);
/** Of a text object; Slack states none for rich text, so its parts keep the same. */
const MAX_BLOCK_CHARACTERS = 3000;
/** What Slack advises for `text`; longer ones were seen to be cut into two messages. */
const MAX_TEXT_CHARACTERS = 4000;

/** What notifications show, and all that a compatible service without blocks reads. */
const TEXT_STYLE: TextStyle = {
  // Slack's own three escapes; `<` is what begins a mention such as <!channel>.
  escape: (text) => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character),
  link: (label, url) => `<${encodeLink(url).replaceAll('&', '&amp;')}|${label}>`,
  strong: (text) => text,
  lineBreak: '\n',
  limit: MAX_TEXT_CHARACTERS,
  measure: countCharacters,
};
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

type RichElement = { type: 'text' | 'link'; text: string; url?: string; style?: { bold: true } };

/** Rich text says what is a link and what is text: there is no markup in it that a title could use. */
function writeRich(text: string, url: string | null, isBold: boolean): RichElement {
  const style = isBold ? { style: { bold: true } as const } : {};
  return url === null ? { type: 'text', text, ...style } : { type: 'link', text, url, ...style };
}

function makeRichBlock(...elements: readonly RichElement[]): unknown {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function writeItemBlocks(item: ChatItem): readonly unknown[] {
  const paragraphs = [item.note && writeFact(item.note, item.words), item.summary];
  const texts = paragraphs.filter((text) => text !== null);
  const facts = item.facts.map((fact) => cutText(writeFact(fact, item.words), MAX_BLOCK_CHARACTERS));
  return [
    makeRichBlock(writeRich(cutText(item.headline, MAX_BLOCK_CHARACTERS), item.url, true)),
    ...texts.map((text) => makeRichBlock(writeRich(cutText(text, MAX_BLOCK_CHARACTERS), null, false))),
    ...(facts.length === 0
      ? []
      : [{ type: 'context', elements: facts.map((text) => ({ type: 'plain_text', text, emoji: false })) }]),
  ];
}

function writeDigestBlocks(digest: Digest): readonly unknown[] {
  return fitDigest(
    digest,
    (entries, more) => [
      makeRichBlock(writeRich(digest.heading, null, true)),
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: entries.map(({ headline, url }) => ({
              type: 'rich_text_section',
              elements: [writeRich(headline, url, false)],
            })),
          },
        ],
      },
      ...(more === null ? [] : [makeRichBlock(writeRich(more, null, false))]),
    ],
    (blocks) => JSON.stringify(blocks).length <= MAX_DIGEST_CHARACTERS,
  );
}

/** Slack states no limit for a message's blocks together, but refuses large ones with `msg_blocks_too_long`. */
const MAX_DIGEST_CHARACTERS = 12_000;

export const slackFormat: FormatAdapter = {
  name: 'slack',
  matches: (url) => HOSTS.has(url.hostname),
  isHostBound: false,
  // One message a second (api.slack.com/docs/rate-limits); the bursts it allows are not specified.
  rateLimit: { burst: 1, intervalMs: 1000 },
  mergesMessages: true,
  async build(messages, context) {
    const { text, blocks } = writeMessages(messages, context, 'en', {
      writeItem: (item) => ({ text: layOutItem(item, TEXT_STYLE), blocks: writeItemBlocks(item) }),
      writeDigest: (digest) => ({
        text: layOutDigest(digest, TEXT_STYLE),
        blocks: writeDigestBlocks(digest),
      }),
    });
    return prepareJsonPost(context.endpoint.url, {
      text,
      blocks,
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
    });
  },
  classify: classifySlackAnswer,
};
