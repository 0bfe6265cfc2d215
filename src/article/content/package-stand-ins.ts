/** What stands for small packages in the Worker (wrangler.toml), each under the name that its package gives it. */

import { decodeHTMLStrict } from 'entities/decode';
import { aria } from '../../../node_modules/property-information/lib/aria.js';
import { html as ofHtml } from '../../../node_modules/property-information/lib/html.js';
import { merge } from '../../../node_modules/property-information/lib/util/merge.js';

/** `@ungap/structured-clone` hands on to the platform, where it has this. */
export default structuredClone;

/**
 * `decode-named-character-reference`: Markdown's names of characters are HTML's, of which parse5 has a table. The character
 * that a name between `&` and `;` stands for, or two; false where it is none (CommonMark 0.31 §2.5).
 */
export function decodeNamedCharacterReference(name: string): string | false {
  const reference = `&${name};`;
  const decoded = decodeHTMLStrict(reference);
  return decoded === reference ? false : decoded;
}

/** `character-entities-html4`: HTML is written with numbers where a character needs a reference, and never asks for names. */
export const characterEntitiesHtml4 = {};
/** `character-entities-legacy`: the same. */
export const characterEntitiesLegacy: readonly string[] = [];

// `property-information` knows the attributes of SVG and XML as well, which are two kilobytes of the Worker; no drawing
// leaves the sanitiser but as its text.
export { find } from '../../../node_modules/property-information/lib/find.js';
export { normalize } from '../../../node_modules/property-information/lib/normalize.js';
/** How an attribute of HTML is named as a property of an element, and what its values are. */
export const html = merge([aria, ofHtml], 'html');
export { html as svg };
