/** Characters that no format of ours can carry. */

// Beyond what XML 1.0 §2.2 forbids (controls, halves of surrogate pairs, U+FFFE, U+FFFF): DEL, the C1
// controls and U+FFFD, for which feed validators warn, and the other noncharacters (Unicode §23.7), the last two of
// each plane as pairs of surrogates. Without the flag `u`, which makes it several times slower.
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what this is for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffd-\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/g;

/** A text without control characters (tab and line ends excepted), noncharacters and halves of characters. */
export function cleanText(text: string): string {
  // Half a character becomes U+FFFD, and goes with those.
  return text.toWellFormed().replace(UNPRINTABLE, '');
}
