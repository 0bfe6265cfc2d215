import type { ExtractedArticle } from '../../src/extract/extract.ts';
import { extractArticle } from '../../src/extract/extract.ts';

/** What is extracted of a page that can be read. */
export function extractFields(...call: Parameters<typeof extractArticle>): ExtractedArticle {
  const extracted = extractArticle(...call);
  if (!extracted.ok) throw new Error(`not extracted: ${JSON.stringify(extracted.failure)}`);
  return extracted.value;
}
