import type { ExtractableType, ExtractedArticle, ExtractOptions } from '../../src/extract/extract.ts';
import { extractArticle } from '../../src/extract/extract.ts';

/** Later than every day in a test's pages. */
export const NOW = Date.UTC(2030, 0, 1);

/** What is extracted of a page that can be read. */
export function extractFields(
  body: string,
  mediaType: ExtractableType,
  options: Omit<ExtractOptions, 'now'> & Partial<Pick<ExtractOptions, 'now'>>,
): ExtractedArticle {
  const extracted = extractArticle(body, mediaType, { now: NOW, ...options });
  if (!extracted.ok) throw new Error(`not extracted: ${JSON.stringify(extracted.failure)}`);
  return extracted.value;
}

/** The fields of a pasted text, as tests compare them: lines, names, the day. */
export function readPasted(text: string) {
  const { title, contentText, authors, source, datePublished } = extractFields(text, 'text/plain', {
    timezone: 'UTC',
    directory: [],
  });
  return {
    title,
    content: contentText?.split(/\n+/),
    authors: authors?.map(({ name }) => name),
    source: source?.name,
    date: datePublished?.slice(0, 10),
  };
}
