/** What a page shows around its article: the line with date and source, the byline, the `<time>`. */

import type { Element } from 'hast';
import type { ExtractedFields } from './extracted.ts';
import { readAbout } from './html-byline.ts';
import type { Page } from './html-page.ts';
import { findMainPart } from './html-page.ts';

/** Reads what stands on the page, down to its article (`article`), or past it where no date was found above. */
export function readVisibleFields(page: Page, parts: readonly Element[], timezone: string): ExtractedFields {
  const fields: ExtractedFields = {};
  const add = (found: ExtractedFields) => {
    for (const [name, value] of Object.entries(found)) {
      if (!(name in fields)) Object.assign(fields, { [name]: value });
    }
  };
  const main = findMainPart(page, parts);
  for (const element of page.surroundings) {
    if (element === main) break;
    for (const found of readAbout(page, element, timezone)) add(found);
  }
  return fields;
}
