/** An article as feeds and messages show it: text cleaned, change noted, a withdrawn one replaced by its notice. */

import type {
  ArticleImage,
  ArticleStatus,
  AttachedCategory,
  AttachedOfficial,
  Attachment,
  PublishedArticle,
  Source,
} from '../article/article.ts';
import { findChangeNote } from '../article/article.ts';
import { leadToPage } from '../article/content/fragments.ts';
import { cleanText } from '../article/content/plain-text.ts';
import { cleanUrl } from '../article/web-url.ts';
import { buildChangeNoteHtml, buildWithdrawalNotice, redactArticle } from '../article/withdrawal-notice.ts';
import type { Settings } from '../settings.ts';
import { showPicture } from './attached-html.ts';

/** A published article in another language that says the same. */
export interface TranslationLink {
  /** Its id in the API. */
  readonly id: string;
  /** BCP 47. */
  readonly language: string;
  readonly url: string;
}

/** An article as every format shows it, its text cleaned. */
export interface FeedItem {
  /** `{authority}:article/{id}`, or what it was called where it was moved from: the same for ever. */
  readonly id: string;
  /** The same where an IRI is wanted (RFC 4287 §4.2.6); where the old id is none, the one that it would have here. */
  readonly iri: string;
  readonly url: string;
  /** Of an entry that only tells what became of an article: that article's id; else null. */
  readonly noticeOf: string | null;
  /** Plain text, never empty. */
  readonly title: string;
  /** Plain text; null for a withdrawn article. */
  readonly summary: string | null;
  readonly contentHtml: string;
  /** BCP 47. */
  readonly language: string;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  readonly image: ArticleImage | null;
  /** Names of the authors and of the officials who are authors, each once. */
  readonly creators: readonly string[];
  readonly categories: readonly AttachedCategory[];
  readonly officials: readonly AttachedOfficial[];
  readonly attachments: readonly Attachment[];
  readonly translations: readonly TranslationLink[];
  readonly source: Source | null;
  readonly articleId: string;
  readonly revision: number;
  readonly status: ArticleStatus;
  readonly slug: string;
  readonly externalId: string | null;
  readonly changeNote: string | null;
  readonly withdrawnReason: string | null;
}

/** A scheme, and no character that RFC 3987 leaves out. */
const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;

/**
 * Builds the item of an article. `authority` is the minted `tag:{host},{year}`; before it exists nothing is
 * published, and the article's address stands in.
 */
export function buildFeedItem(
  published: PublishedArticle,
  settings: Settings,
  authority: string | null,
): FeedItem {
  const article = redactArticle(published);
  const ownUrl = `${settings.publicUrl}/articles/${article.slug}`;
  const url = cleanUrl(article.url) ?? ownUrl;
  const ownId = authority === null ? url : `${authority}:article/${article.id}`;
  const { feedId } = article;
  const shared = {
    id: feedId ?? ownId,
    iri: feedId !== null && IRI.test(feedId) && URL.canParse(feedId) ? feedId : ownId,
    url,
    noticeOf: null,
    language: cleanText(article.language) || settings.language,
    publishedAt: article.publishedAt,
    modifiedAt: article.modifiedAt,
    categories: article.categories.map(({ slug, name }) => ({ slug, name: cleanText(name) || slug })),
    translations: article.translations.map((translation) => ({
      id: translation.id,
      language: cleanText(translation.language),
      url: cleanUrl(translation.url) ?? `${settings.publicUrl}/articles/${translation.slug}`,
    })),
    officials: article.officials.map(({ slug, name, role, office, relation }) => ({
      slug,
      name: cleanText(name) || slug,
      role: cleanOptional(role),
      office,
      relation,
    })),
    articleId: article.id,
    revision: article.revision,
    status: article.status,
    slug: article.slug,
    externalId: cleanOptional(article.externalId),
  };
  return article.status === 'withdrawn'
    ? { ...shared, ...readNotice(article) }
    : { ...shared, ...readContent(article, url, url === ownUrl) };
}

/** The notice alone: whoever withdraws an article wants nothing of it to travel on. */
function readNotice(article: PublishedArticle) {
  const notice = buildWithdrawalNotice(article);
  return {
    title: cleanText(notice.title),
    summary: null,
    contentHtml: cleanText(notice.contentHtml),
    image: null,
    creators: [],
    attachments: [],
    source: null,
    changeNote: null,
    withdrawnReason: cleanOptional(article.withdrawnReason),
  };
}

function readContent(article: PublishedArticle, url: string, isOwnPage: boolean) {
  const changeNote = cleanOptional(findChangeNote(article));
  const noteHtml = changeNote === null ? '' : `${buildChangeNoteHtml(changeNote, article.language)}\n`;
  const image = readImage(article.image);
  const content = leadToPage(article.contentHtml, url, isOwnPage);
  const authorNames = article.authors.map(({ name }) => name);
  const officialNames = article.officials
    .filter(({ relation }) => relation === 'author')
    .map(({ name }) => name);
  return {
    title: cleanText(article.title) || article.slug,
    summary: cleanOptional(article.summary),
    contentHtml: noteHtml + showPicture(image, article.contentHtml) + content,
    image,
    creators: [...new Set([...authorNames, ...officialNames].map(cleanText))].filter((name) => name !== ''),
    attachments: article.attachments.flatMap(readAttachment),
    source: readSource(article.source),
    changeNote,
    withdrawnReason: null,
  };
}

function readImage(image: ArticleImage | null): ArticleImage | null {
  const url = cleanUrl(image?.url ?? null);
  if (image === null || url === null) return null;
  const { alt, caption, credit } = image;
  return {
    ...image,
    url,
    alt: alt === null ? null : cleanText(alt),
    caption: cleanOptional(caption),
    credit: cleanOptional(credit),
  };
}

function readAttachment(attachment: Attachment): readonly Attachment[] {
  const url = cleanUrl(attachment.url);
  if (url === null) return [];
  const { mimeType, title, sizeInBytes } = attachment;
  return [{ url, mimeType: cleanText(mimeType), title: cleanOptional(title), sizeInBytes }];
}

function readSource(source: Source | null): Source | null {
  return source === null ? null : { name: cleanOptional(source.name), url: cleanUrl(source.url) };
}

function cleanOptional(text: string | null): string | null {
  return text === null ? null : cleanText(text) || null;
}
