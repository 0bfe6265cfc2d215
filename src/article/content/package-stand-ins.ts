/** What stands for small packages in the Worker (wrangler.toml), each under the name that its package gives it. */

import { decodeHTMLStrict } from 'entities/decode';

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
