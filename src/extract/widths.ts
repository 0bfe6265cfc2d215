/** Full-width forms, which Chinese text has for ASCII's marks and now and then for its letters and digits. */

/** U+FF01 to U+FF5E are ASCII from `!` to `~`, this far away. */
const DISTANCE = 0xfee0;

/** Folds full-width forms and the ideographic space to ASCII; every place in the text stays where it is. */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - DISTANCE))
    .replaceAll('\u3000', ' ');
}
