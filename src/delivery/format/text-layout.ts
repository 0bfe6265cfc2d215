/** Lays a message out as one text with links, for services whose messages are that. */

import { percentEncodeCharacter } from '../../article/web-url.ts';
import { type ChatItem, writeFact } from './chat-item.ts';
import { cutText, type Measure } from './cut.ts';
import { type Digest, type Written, writeMessages } from './digest.ts';
import type { BuildContext, OutgoingMessage } from './format.ts';

/** A service's markup and its limit. */
export interface TextStyle {
  /** Makes text mean itself; looks at one character at a time, so that a cut may fall between any two. */
  escape(text: string): string;
  /** `label` is escaped, `url` as a browser writes it. */
  link(label: string, url: string): string;
  strong(text: string): string;
  readonly lineBreak: string;
  readonly limit: number;
  readonly measure: Measure;
}

/** Shares of the limit, so that one long part cannot take the place of all others. */
const HEADLINE_SHARE = 1 / 4;
/** Of the headline together with its link. */
const LINK_SHARE = 7 / 8;
const NOTE_SHARE = 1 / 4;
const FACT_SHARE = 1 / 8;

/** Reads messages and lays them out: one as itself, several as a digest (digest.ts, `writeMessages`). */
export function layOutMessages(
  messages: readonly OutgoingMessage[],
  context: BuildContext,
  serviceLanguage: 'en' | 'zh',
  style: TextStyle,
): Written<string> {
  return writeMessages(messages, context, serviceLanguage, {
    writeItem: (item) => layOutItem(item, style),
    writeDigest: (digest) => layOutDigest(digest, style),
    fits: (text) => fitsText(text, style),
  });
}

/** Whether a text is within its service's limit. */
export function fitsText(text: string, { measure, limit }: TextStyle): boolean {
  return measure(text) <= limit;
}

/**
 * One message: headline with link, note, summary, facts. Within the limit: what is less important is cut to
 * what is left, the summary last of all.
 */
export function layOutItem(item: ChatItem, style: TextStyle): string {
  const { limit, measure, lineBreak } = style;
  const measureEscaped: Measure = (text) => measure(style.escape(text));
  const headline = style.escape(cutText(item.headline, limit * HEADLINE_SHARE, measureEscaped));
  const head = style.strong(writeLink(headline, item.url, style));
  let left = limit - measure(head);
  const take = (text: string | undefined, share: number): string => {
    const room = Math.min(left - measure(lineBreak), limit * share);
    const taken = style.escape(cutText(text ?? '', room, measureEscaped));
    if (taken !== '') left -= measure(taken) + measure(lineBreak);
    return taken;
  };
  const note = take(item.note ? writeFact(item.note, item.chat) : undefined, NOTE_SHARE);
  const facts = item.facts.map((fact) => take(writeFact(fact, item.chat), FACT_SHARE));
  const summary = take(item.summary ?? undefined, 1);
  return [head, note, summary, ...facts].filter((part) => part !== '').join(lineBreak);
}

/** A digest: its heading, then a line for each message. */
export function layOutDigest({ heading, entries }: Digest, style: TextStyle): string {
  const lines = entries.map(({ headline, url }) => `• ${writeLink(style.escape(headline), url, style)}`);
  return [style.strong(style.escape(heading)), ...lines].join(style.lineBreak);
}

/** The label alone where there is no link, or one that would leave no room for anything else. */
function writeLink(label: string, url: string | null, style: TextStyle): string {
  const link = url === null ? label : style.link(label, url);
  return style.measure(link) <= style.limit * LINK_SHARE ? link : label;
}

/** A link in Markdown; `label` is escaped. */
export function writeMarkdownLink(label: string, url: string): string {
  return `[${label}](${encodeLink(url)})`;
}

/** Percent-encodes what would end a link in markup around it; no server tells the two spellings apart. */
export function encodeLink(url: string): string {
  return url.replace(/[()|'"<>\\*`~]/g, percentEncodeCharacter);
}
