/** What a page says about its article, in the words of an article's input. */

import type { AttachedOfficial, Author } from '../article/article.ts';

/** Fields of an article; what is uncertain is absent. Dates are RFC 3339 with an offset. */
export interface ExtractedFields {
  title?: string;
  contentHtml?: string;
  /** The text of `contentHtml`, where it is known. */
  shownText?: string;
  contentText?: string;
  summary?: string;
  language?: string;
  datePublished?: string;
  source?: { name: string | null; url: string | null };
  authors?: Author[];
  image?: string;
  /** Names of elements that could not stay in `contentHtml`; never empty. */
  leftOut?: readonly string[];
}

/** The answer of `POST /api/articles/extract`: what an editor may correct and send on as an article. */
export interface ExtractedArticle extends Omit<ExtractedFields, 'shownText'> {
  officials: AttachedOfficial[];
  suggestedOfficials: { name: string; role: string | null }[];
}

/** Adds what else was found to `fields`: of what is told several times the first stays. */
export function addFirstTold(fields: ExtractedFields, found: ExtractedFields): void {
  for (const [name, value] of Object.entries(found))
    if (!(name in fields)) Object.assign(fields, { [name]: value });
}
