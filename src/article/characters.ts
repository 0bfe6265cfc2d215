/** Characters that no format of ours can carry. */

// Beyond what XML 1.0 §2.2 forbids (controls, halves of surrogate pairs, U+FFFE, U+FFFF): DEL, the C1
// controls and U+FFFD, for which feed validators warn. Without the flag `u`, which makes it several times slower.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what this is for.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd-\uffff]/g;

/** Removes control characters (tab and line ends excepted), noncharacters and halves of characters. */
export function removeUnprintable(text: string): string {
  // Half a character becomes U+FFFD, and goes with those.
  return text.toWellFormed().replace(UNPRINTABLE, '');
}
