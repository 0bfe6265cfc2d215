/** What a page says about its article, in the words of an article's input. */

import type { AttachedOfficial, Author } from '../article/article.ts';

/** Fields of an article; what is uncertain is absent. Dates are RFC 3339 with an offset. */
export interface ExtractedFields {
  title?: string;
  content_html?: string;
  content_text?: string;
  summary?: string;
  language?: string;
  date_published?: string;
  source?: { name: string | null; url: string | null };
  authors?: Author[];
  image?: string;
  /** Names of elements that could not stay in `content_html`; never empty. */
  left_out?: readonly string[];
}

/** The answer of `POST /api/articles/extract`: what an editor may correct and send on as an article. */
export interface ExtractedArticle extends ExtractedFields {
  officials: AttachedOfficial[];
  suggested_officials: { name: string; role: string | null }[];
}
