/** In place of `decode-named-character-reference`: Markdown's names of characters are HTML's, of which parse5 has a table. */

import { decodeHTMLStrict } from 'entities/decode';

/** The character that a name between `&` and `;` stands for, or two; false where it is none (CommonMark 0.31 §2.5). */
export function decodeNamedCharacterReference(name: string): string | false {
  const reference = `&${name};`;
  const decoded = decodeHTMLStrict(reference);
  return decoded === reference ? false : decoded;
}
