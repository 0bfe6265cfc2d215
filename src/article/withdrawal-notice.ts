/** What readers see in place of a withdrawn article, and above one that was corrected. */

import type { FeedMessages } from '../messages/feed.ts';
import { chooseFeedMessages, joinLabel } from '../messages/feed.ts';
import type { Article } from './article.ts';
import { listPublishedTranslations } from './article.ts';
import { escapeHtml } from './content/plain-text.ts';
import { readDirection } from './language.ts';

/** A withdrawn article's replacement; nothing of its content is in it. */
export interface WithdrawalNotice {
  readonly title: string;
  readonly contentHtml: string;
}

/**
 * What the public may know of an article: of its translations those that are published, and of a withdrawn one its title
 * and place, and nothing that it said or carried.
 */
export function redactArticle<Shown extends Article>(article: Shown): Shown {
  if (article.status !== 'withdrawn') return { ...article, translations: listPublishedTranslations(article) };
  return {
    ...article,
    summary: '',
    contentHtml: '',
    image: null,
    attachments: [],
    translations: [],
    authors: [],
    source: null,
    externalId: null,
    corrections: [],
    officials: article.officials.map((official) => ({ ...official, role: null })),
  };
}

/** The notice of a withdrawn article, in the article's language; its title stays, its reason is told if given. */
export function buildWithdrawalNotice(
  article: Pick<Article, 'title' | 'language' | 'withdrawnReason'>,
): WithdrawalNotice {
  const messages = chooseFeedMessages(article.language);
  const reason = article.withdrawnReason?.trim();
  const opening = openParagraph(messages, article.language);
  const reasonLine = reason ? `\n${opening}${joinStrongLabel(messages.reasonLabel, reason)}</p>` : '';
  return {
    title: joinLabel(messages.withdrawnLabel, article.title),
    contentHtml: `${opening}${messages.withdrawnSentence}</p>${reasonLine}`,
  };
}

/** The line that tells of a major change, in the article's language. */
export function buildChangeNoteHtml(note: string, language: string): string {
  const messages = chooseFeedMessages(language);
  const opening = openParagraph(messages, language);
  return `${opening}${joinStrongLabel(messages.updatedLabel, note)}</p>`;
}

function joinStrongLabel(label: string, text: string): string {
  return joinLabel(label, escapeHtml(text), `<strong>${label}</strong>`);
}

/** A paragraph that begins with our words, which may be in another language than the article. */
function openParagraph(messages: FeedMessages, language: string): string {
  const isUsual = messages.direction === 'ltr' && readDirection(language) === 'ltr';
  return isUsual ? '<p>' : `<p dir="${messages.direction}">`;
}
