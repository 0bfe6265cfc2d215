/**
 * What became of an article, as a short entry of its own: many readers never show a change under an id that they know
 * (Thunderbird, Liferea and rss2email among them).
 */

import type { PublishedArticle } from '../article/article.ts';
import { cleanText } from '../article/content/characters.ts';
import { escapeHtml } from '../article/content/plain-text.ts';
import { buildChangeNoteHtml } from '../article/withdrawal-notice.ts';
import { chooseFeedMessages, joinLabel } from '../messages/feed.ts';
import type { Settings } from '../settings.ts';
import type { FeedItem } from './feed-item.ts';

/** Which changes have an entry. */
type EntrySettings = Pick<Settings, 'withdrawalEntries' | 'correctionEntries'>;

/** What an entry adds to its article's id; null where there is none. The same for ever, whatever is changed quietly later. */
export function findChangeEntry(article: PublishedArticle, settings: EntrySettings): string | null {
  if (article.status === 'withdrawn') return settings.withdrawalEntries ? 'withdrawn' : null;
  const { changeNote, changeNoteRevision } = article;
  if (!settings.correctionEntries || changeNote === null || changeNoteRevision === null) return null;
  return `corrected/${changeNoteRevision}`;
}

/** The entry of an article, whose item this is, dated when it changed; null where there is none. */
export function buildChangeEntry(
  article: PublishedArticle,
  item: FeedItem,
  settings: EntrySettings,
): FeedItem | null {
  const ending = findChangeEntry(article, settings);
  if (ending === null) return null;
  const { changeNote, language, title, url, status } = item;
  const note = changeNote === null ? '' : buildChangeNoteHtml(changeNote, language);
  return {
    ...item,
    id: `${item.id}/${ending}`,
    iri: `${item.iri}/${ending}`,
    noticeOf: item.id,
    // A notice has its label already.
    title: status === 'withdrawn' ? title : joinLabel(chooseFeedMessages(language).updatedLabel, title),
    summary: null,
    contentHtml: `${status === 'withdrawn' ? item.contentHtml : note}\n<p><a href="${escapeHtml(url)}">${escapeHtml(cleanText(article.title) || item.slug)}</a></p>`,
    image: null,
    attachments: [],
    publishedAt: item.modifiedAt,
  };
}
