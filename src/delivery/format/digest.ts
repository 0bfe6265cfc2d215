/** Several messages as one: a list of headlines with their links. */

import type { Words } from '../../messages/chat.ts';
import { type ChatItem, readChatItem, showPublicationTitle } from './chat-item.ts';
import { cutText } from './cut.ts';
import type { BuildContext, OutgoingMessage } from './format.ts';

export interface Digest {
  readonly words: Words;
  readonly heading: string;
  /** Newest first, each article once. */
  readonly entries: readonly ChatItem[];
}

/** A list is read at a glance: longer headlines are cut, so that more of them fit. */
const MAX_ENTRY_CHARACTERS = 120;

/** How a service writes one message, and how a list. */
export interface ChatWriter<T> {
  writeItem(item: ChatItem): T;
  writeDigest(digest: Digest): T;
}

/**
 * Reads messages and writes them: one as itself, several as a digest whose words are those of its newest
 * article. Messages about one article alone are its newest one. `serviceLanguage` is spoken where no article
 * says its own.
 */
export function writeMessages<T>(
  messages: readonly OutgoingMessage[],
  context: BuildContext,
  serviceLanguage: 'en' | 'zh',
  writer: ChatWriter<T>,
): T {
  const entries = listEntries(messages.map((message) => readChatItem(message, context, serviceLanguage)));
  const [newest] = entries;
  if (newest === undefined) throw new Error('A request needs a message');
  if (entries.length === 1) return writer.writeItem(newest);
  const { words } = entries.find((entry) => entry.articleId !== null) ?? newest;
  const heading = words.digestHeading(showPublicationTitle(context), entries.length);
  const short = entries.map((entry) => ({
    ...entry,
    headline: cutText(entry.headline, MAX_ENTRY_CHARACTERS),
  }));
  return writer.writeDigest({ words, heading, entries: short });
}

/** Newest first; an article that several messages speak of is there once, as its highest revision has it. */
function listEntries(items: readonly ChatItem[]): readonly ChatItem[] {
  const highest = new Map<string, number>();
  for (const { articleId, revision } of items) {
    if (articleId !== null) highest.set(articleId, Math.max(revision, highest.get(articleId) ?? 0));
  }
  const named = new Set<string>();
  return items
    .toSorted((one, other) => other.happenedAt - one.happenedAt)
    .filter(({ articleId, revision }) => {
      if (articleId === null) return true;
      if (named.has(articleId) || revision !== highest.get(articleId)) return false;
      named.add(articleId);
      return true;
    });
}

/**
 * Writes as many entries as fit. `write` gets the entries to show and the line that says how many are not
 * shown, null where all are; `fits` judges what it wrote. What shows no entry is the last resort.
 */
export function fitDigest<T>(
  digest: Digest,
  write: (entries: readonly ChatItem[], more: string | null) => T,
  fits: (written: T) => boolean,
): T {
  const writeFirst = (count: number): T => {
    const hidden = digest.entries.length - count;
    return write(digest.entries.slice(0, count), hidden > 0 ? digest.words.andMore(hidden) : null);
  };
  const whole = writeFirst(digest.entries.length);
  if (fits(whole)) return whole;
  let most = 0;
  let tooMany = digest.entries.length;
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (fits(writeFirst(middle))) most = middle;
    else tooMany = middle;
  }
  return writeFirst(most);
}
