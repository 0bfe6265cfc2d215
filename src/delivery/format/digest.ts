/** Several messages as one, a list of headlines with their links, and the POST of JSON as which every chat service takes it. */

import type { ChatMessages } from '../../messages/chat.ts';
import { type ChatItem, readChatItem, showPublicationTitle } from './chat-item.ts';
import { cutText } from './cut.ts';
import type { BuildContext, BuiltRequest, OutgoingMessage, PreparedRequest } from './format.ts';

export interface Digest {
  readonly chat: ChatMessages;
  readonly heading: string;
  /** Newest first, each article once. */
  readonly entries: readonly ChatItem[];
}

/** A list is read at a glance: longer headlines are cut, so that more of them fit. */
const MAX_ENTRY_CHARACTERS = 120;

/** How a service writes one message, and how a list. */
export interface ChatWriter<T> {
  /** Cuts what is too long, so that any message fits. */
  writeItem(item: ChatItem): T;
  writeDigest(digest: Digest): T;
  /** Whether the service takes what `writeDigest` wrote. */
  fits(written: T): boolean;
}

/** What was written, and the ids of the messages that it names. */
export interface Written<T> {
  readonly written: T;
  readonly named: readonly string[];
}

/** An article, or a notice, with all the messages that speak of it. */
interface Entry {
  readonly item: ChatItem;
  readonly messageIds: readonly string[];
}

/**
 * Reads messages and writes them: one as itself, several as a digest whose words are those of its newest
 * article. Messages about one article alone are its newest one. What does not fit is not named, the newest first, so that
 * it goes next time. `serviceLanguage` is spoken where no article says its own.
 */
export function writeMessages<T>(
  messages: readonly OutgoingMessage[],
  context: BuildContext,
  serviceLanguage: 'en' | 'zh',
  writer: ChatWriter<T>,
): Written<T> {
  const entries = listEntries(messages, context, serviceLanguage);
  const writeOldest = (count: number): T => {
    const items = entries.slice(-count).map(({ item }) => item);
    const [newest] = items;
    if (newest === undefined) throw new Error('A request needs a message');
    return items.length === 1
      ? writer.writeItem(newest)
      : writer.writeDigest(buildDigest(items, newest, context));
  };
  let most = 1;
  let tooMany = entries.length + 1;
  // Nearly always everything fits.
  if (entries.length > 1 && writer.fits(writeOldest(entries.length))) most = entries.length;
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (writer.fits(writeOldest(middle))) most = middle;
    else tooMany = middle;
  }
  return {
    written: writeOldest(most),
    named: entries.slice(-most).flatMap(({ messageIds }) => messageIds),
  };
}

function buildDigest(items: readonly ChatItem[], newest: ChatItem, context: BuildContext): Digest {
  const { chat } = items.find(({ articleId }) => articleId !== null) ?? newest;
  return {
    chat,
    heading: chat.digestHeading(showPublicationTitle(context), items.length),
    entries: items.map((item) => ({ ...item, headline: cutText(item.headline, MAX_ENTRY_CHARACTERS) })),
  };
}

/** Newest first; an article that several messages speak of is there once, as its highest revision has it. */
function listEntries(
  messages: readonly OutgoingMessage[],
  context: BuildContext,
  serviceLanguage: 'en' | 'zh',
): readonly Entry[] {
  const read = messages.map((message) => ({
    id: message.id,
    item: readChatItem(message, context, serviceLanguage),
  }));
  const groups = Map.groupBy(read, ({ id, item }) => item.articleId ?? id);
  return [...groups.values()]
    .flatMap((group): Entry[] => {
      const [newest] = group.toSorted((one, other) => other.item.revision - one.item.revision);
      return newest === undefined ? [] : [{ item: newest.item, messageIds: group.map(({ id }) => id) }];
    })
    .toSorted((one, other) => other.item.happenedAt - one.item.happenedAt);
}

/** Prepares a POST of `payload`, JSON in UTF-8, to `url`. */
function prepareJsonPost(url: string, payload: unknown): PreparedRequest {
  return {
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(payload),
  };
}

/** Prepares a POST of the payload that `wrap` makes of what was written. */
export function buildJsonPost<T>(
  url: string,
  { written, named }: Written<T>,
  wrap: (written: T) => unknown,
): BuiltRequest {
  return { request: prepareJsonPost(url, wrap(written)), named };
}
