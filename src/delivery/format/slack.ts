/** Slack incoming webhooks, and the services that take the same: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */

import { type ChatItem, writeFact } from './chat-item.ts';
import { countUtf16Units, cutText } from './cut.ts';
import { buildJsonPost, type Digest, writeMessages } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import { askFor, classifyStatus, end, isSuccessStatus, readAnswerObject, refuse } from './service-answer.ts';
import { encodeLink, fitsText, layOutDigest, layOutItem, type TextStyle } from './text-layout.ts';

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
  measure: countUtf16Units,
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
  const paragraphs = [item.note && writeFact(item.note, item.chat), item.summary];
  const texts = paragraphs.filter((text) => text !== null);
  const facts = item.facts.map((fact) => cutText(writeFact(fact, item.chat), MAX_BLOCK_CHARACTERS));
  return [
    makeRichBlock(writeRich(cutText(item.headline, MAX_BLOCK_CHARACTERS), item.url, true)),
    ...texts.map((text) => makeRichBlock(writeRich(cutText(text, MAX_BLOCK_CHARACTERS), null, false))),
    ...(facts.length === 0
      ? []
      : [{ type: 'context', elements: facts.map((text) => ({ type: 'plain_text', text, emoji: false })) }]),
  ];
}

function writeDigestBlocks({ heading, entries }: Digest): readonly unknown[] {
  const items = entries.map(({ headline, url }) => ({
    type: 'rich_text_section',
    elements: [writeRich(headline, url, false)],
  }));
  return [
    makeRichBlock(writeRich(heading, null, true)),
    { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: items }] },
  ];
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
    const written = writeMessages(messages, context, 'en', {
      writeItem: (item) => ({ text: layOutItem(item, TEXT_STYLE), blocks: writeItemBlocks(item) }),
      writeDigest: (digest) => ({
        text: layOutDigest(digest, TEXT_STYLE),
        blocks: writeDigestBlocks(digest),
      }),
      fits: ({ text, blocks }) =>
        fitsText(text, TEXT_STYLE) && JSON.stringify(blocks).length <= MAX_DIGEST_CHARACTERS,
    });
    return buildJsonPost(context.endpoint.url, written, ({ text, blocks }) => ({
      text,
      blocks,
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
    }));
  },
  classify,
};

const service = 'slack';

/** Words of Slack's that say more than the status does (api.slack.com/changelog/2016-05-17). */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  channel_is_archived: end({ code: 'chat_archived', service }),
  no_service: end({ code: 'receiver_removed', service }),
  no_service_id: end({ code: 'address_incomplete', service }),
  no_team: end({ code: 'workspace_gone', service }),
  team_disabled: end({ code: 'workspace_gone', service }),
  invalid_token: end({ code: 'address_invalid', service }),
  channel_not_found: end({ code: 'chat_gone', service }),
  action_prohibited: askFor({ code: 'posting_forbidden', service }),
  posting_to_general_channel_denied: askFor({ code: 'posting_to_general_forbidden', service }),
  user_not_found: refuse({ code: 'addressee_gone', service }),
  invalid_payload: refuse({ code: 'content_refused', service }),
  invalid_blocks: refuse({ code: 'content_refused', service }),
  no_text: refuse({ code: 'content_refused', service }),
  msg_blocks_too_long: refuse({ code: 'text_too_long', service }),
  rollup_error: askFor({ code: 'service_busy', service }),
};

/**
 * Slack says `ok`; compatible services say nothing, or `ok` or `success` in JSON, Zulip `"result":"success"`. Any other
 * 2xx is no success: Slack and proxies answer 200 with the text of an error.
 */
function classify(answer: ReceiverAnswer): Verdict {
  const word = answer.body.trim();
  if (isSuccessStatus(answer.status)) {
    const json = readAnswerObject(answer);
    const isTaken =
      /^(ok)?$/i.test(word) || json?.ok === true || json?.success === true || json?.result === 'success';
    if (isTaken) return { kind: 'delivered' };
  }
  const known = Object.hasOwn(VERDICTS, word) ? VERDICTS[word] : undefined;
  return known ?? classifyStatus(answer, service);
}
