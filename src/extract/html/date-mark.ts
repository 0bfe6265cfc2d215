/** Dates that a page marks for machines as that of publication: microdata, RDFa, HTML5, hAtom. */

import type { Element } from 'hast';
import { hasWord, readAttribute } from './query.ts';

/** True for an element that is marked as the day of publication. */
export function isMarked(element: Element): boolean {
  return (
    hasWord(element, 'itemProp', 'datepublished') ||
    /(?:^|[\s:])datepublished(?:\s|$)/i.test(readAttribute(element, 'property')) ||
    // No standard has it any more, and so no list of names that the tree is written in.
    (element.tagName === 'time' && element.properties.pubdate !== undefined) ||
    (hasWord(element, 'className', 'published') && ['abbr', 'time', 'span'].includes(element.tagName)) ||
    hasWord(element, 'className', 'dt-published')
  );
}
