/** An article as the API shows it. */

import type { Article, ArticleImage, ArticleStatus, AttachedOfficial, Author, Source } from './article.ts';
import { findChangeNote, resolveArticleUrl } from './article.ts';
import { formatOptionalTimestamp } from './date-format.ts';

interface AttachmentResource {
  readonly url: string;
  readonly mime_type: string;
  readonly title: string | null;
  readonly size_in_bytes: number | null;
}

/** The article of the API, of exports and of revisions; snake_case, dates in RFC 3339. */
export interface ArticleResource {
  readonly id: string;
  readonly status: ArticleStatus;
  readonly revision: number;
  readonly slug: string;
  readonly url: string;
  readonly external_id: string | null;
  readonly feed_id: string | null;
  readonly title: string;
  readonly summary: string;
  readonly content_html: string;
  readonly language: string;
  readonly date_published: string | null;
  readonly date_modified: string | null;
  readonly categories: readonly string[];
  readonly officials: readonly AttachedOfficial[];
  readonly source: Source | null;
  readonly authors: readonly Author[];
  readonly image: ArticleImage | null;
  readonly attachments: readonly AttachmentResource[];
  readonly translations: readonly string[];
  readonly change_note: string | null;
  readonly withdrawn_reason: string | null;
}

/** Shows an article to those who may see it whole. */
export function buildArticleResource(article: Article, publicUrl: string): ArticleResource {
  return {
    id: article.id,
    status: article.status,
    revision: article.revision,
    slug: article.slug,
    url: resolveArticleUrl(article, publicUrl),
    external_id: article.externalId,
    feed_id: article.feedId,
    title: article.title,
    summary: article.summary,
    content_html: article.contentHtml,
    language: article.language,
    date_published: formatOptionalTimestamp(article.publishedAt),
    date_modified: formatOptionalTimestamp(article.modifiedAt),
    categories: article.categories.map((category) => category.slug),
    officials: article.officials,
    source: article.source,
    authors: article.authors,
    image: article.image,
    attachments: article.attachments.map(({ url, mimeType, title, sizeInBytes }) => ({
      url,
      mime_type: mimeType,
      title,
      size_in_bytes: sizeInBytes,
    })),
    translations: article.translations.map(({ id }) => id),
    change_note: findChangeNote(article),
    withdrawn_reason: article.withdrawnReason,
  };
}
