/** The form of what there is already: an article, or a page from elsewhere. */

import { deriveSummary, extractText } from '../../../article/content.ts';
import { renderPlainText } from '../../../article/plain-text.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { ExtractedArticle } from '../../../extract/extracted.ts';
import type { Settings } from '../../../settings.ts';
import { formatLocalTime } from '../local-time.ts';
import type { ArticleForm } from './article-form.ts';
import { buildEmptyForm } from './article-form.ts';

/** The form of an article as it is. */
export function buildArticleForm(article: ArticleResource, settings: Settings): ArticleForm {
  const date = formatLocalTime(article.date_published, settings.timezone);
  const isDerived = article.summary === deriveSummary(extractText(article.content_html));
  return {
    draftKey: article.id,
    revision: article.revision,
    title: article.title,
    summary: isDerived ? '' : article.summary,
    format: 'html',
    content: article.content_html,
    language: article.language,
    categories: article.categories,
    recognizes: false,
    officials: article.officials,
    addedOfficial: '',
    refused: [],
    sourceName: article.source?.name ?? '',
    sourceUrl: article.source?.url ?? '',
    authors: article.authors.map(({ name }) => name).join('\n'),
    image: article.image ?? '',
    attachments: article.attachments.map(({ url, title, mime_type, size_in_bytes }) => ({
      url,
      title: title ?? '',
      mimeType: mime_type,
      size: size_in_bytes === null ? '' : String(size_in_bytes),
    })),
    url: article.url === `${settings.publicUrl}/articles/${article.slug}` ? '' : article.url,
    slug: article.slug,
    slugBefore: article.slug,
    date,
    dateBefore: date,
    isMajor: false,
    changeNote: '',
    isQuiet: false,
  };
}

/** The form of an article that was read out of a page; officials are left to be accepted. */
export function buildExtractedForm(
  extracted: ExtractedArticle,
  draftKey: string,
  settings: Settings,
): ArticleForm {
  const empty = buildEmptyForm(draftKey, settings);
  return {
    ...empty,
    title: extracted.title ?? '',
    summary: extracted.summary ?? '',
    format: 'html',
    content: extracted.content_html ?? renderPlainText(extracted.content_text ?? ''),
    language: extracted.language ?? settings.language,
    recognizes: extracted.officials.length === 0,
    officials: extracted.officials,
    sourceName: extracted.source?.name ?? '',
    sourceUrl: extracted.source?.url ?? '',
    authors: (extracted.authors ?? []).map(({ name }) => name).join('\n'),
    image: extracted.image ?? '',
    date: formatLocalTime(extracted.date_published ?? null, settings.timezone),
  };
}
