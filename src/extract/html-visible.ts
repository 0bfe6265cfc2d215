/** What a page shows around its article: the line with date and source, the byline, the `<time>`. */

import type { Element } from 'hast';
import { readAuthors } from './credits.ts';
import type { ExtractedFields } from './extracted.ts';
import { isByline } from './html-article.ts';
import { listShortLines } from './html-lines.ts';
import type { Page } from './html-page.ts';
import { findMainPart } from './html-page.ts';
import { hasWord, listElements, readText } from './html-query.ts';
import { readMetaLine } from './meta-line.ts';

/** More names than these in a byline are a list of something else. */
const MAX_BYLINE_AUTHORS = 5;

/** Reads what stands on the page, down to its article (`article`), or past it where no date was found above. */
export function readVisibleFields(page: Page, parts: readonly Element[], timezone: string): ExtractedFields {
  const fields: ExtractedFields = {};
  const add = (found: ExtractedFields | null) => {
    for (const [name, value] of Object.entries(found ?? {})) {
      if (!(name in fields)) Object.assign(fields, { [name]: value });
    }
  };
  const main = findMainPart(page, parts);
  for (const element of page.surroundings) {
    if (element === main) break;
    if (isByline(element)) {
      const authors = readAuthors(readByline(element)).slice(0, MAX_BYLINE_AUTHORS);
      if (authors.length > 0) add({ authors });
    }
    for (const line of listShortLines(page, element)) add(readMetaLine(line, timezone));
  }
  return fields;
}

/** Microdata marks the name alone; else the byline's text without the words before it. */
function readByline(element: Element): string {
  const name = listElements(element).find((inner) => hasWord(inner, 'itemProp', 'name'));
  return readText(name ?? element).replace(/^(?:written |posted )?by:?\s+/i, '');
}
