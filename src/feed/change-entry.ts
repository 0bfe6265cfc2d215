/**
 * What became of an article, as short entries of their own: many readers never show a change under an id that they know
 * (Thunderbird, Liferea and rss2email among them).
 */

import type { Correction, PublishedArticle } from '../article/article.ts';
import { cleanText, escapeHtml } from '../article/content/plain-text.ts';
import { buildChangeNoteHtml } from '../article/withdrawal-notice.ts';
import { chooseFeedMessages, joinLabel } from '../messages/feed.ts';
import type { Settings } from '../settings.ts';
import type { FeedItem } from './feed-item.ts';

/** Which changes have an entry. */
export type EntrySettings = Pick<Settings, 'withdrawalEntries' | 'correctionEntries'>;

/** The major changes of an article that may have an entry; the newest first. */
export function listEntryCorrections(
  { corrections }: Pick<PublishedArticle, 'corrections'>,
  settings: EntrySettings,
): readonly Correction[] {
  return settings.correctionEntries ? corrections : [];
}

/** The entries of an article, whose item this is, each dated when it changed; the newest first. */
export function buildChangeEntries(
  article: PublishedArticle,
  item: FeedItem,
  settings: EntrySettings,
): FeedItem[] {
  if (article.status === 'withdrawn')
    return settings.withdrawalEntries ? [buildWithdrawalEntry(article, item)] : [];
  return listEntryCorrections(article, settings).map((correction) =>
    buildCorrectionEntry(article, item, correction),
  );
}

function buildWithdrawalEntry(article: PublishedArticle, item: FeedItem): FeedItem {
  // A notice has its label already.
  return { ...buildEntry(article, item, 'withdrawn', item.contentHtml), publishedAt: item.modifiedAt };
}

/** The same for ever, whatever is changed later, but for the title of the article and where it is filed. */
function buildCorrectionEntry(
  article: PublishedArticle,
  item: FeedItem,
  { revision, at, note }: Correction,
): FeedItem {
  const { language, title } = item;
  const changeNote = cleanText(note);
  return {
    ...buildEntry(article, item, `corrected/${revision}`, buildChangeNoteHtml(changeNote, language)),
    title: joinLabel(chooseFeedMessages(language).updatedLabel, title),
    publishedAt: at,
    modifiedAt: at,
    changeNote,
    revision,
  };
}

function buildEntry(
  article: PublishedArticle,
  item: FeedItem,
  ending: string,
  contentHtml: string,
): FeedItem {
  const link = `<a href="${escapeHtml(item.url)}">${escapeHtml(cleanText(article.title) || item.slug)}</a>`;
  return {
    ...item,
    id: `${item.id}/${ending}`,
    iri: `${item.iri}/${ending}`,
    noticeOf: item.id,
    summary: null,
    contentHtml: `${contentHtml}\n<p>${link}</p>`,
    image: null,
    attachments: [],
  };
}
