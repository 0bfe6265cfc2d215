/** Plain text: without what no format of ours can carry, and as HTML. */

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

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Writes plain text as paragraphs: a blank line parts them, a single line end is a `<br>`. Markup in it stays text. */
export function renderPlainText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

/** Escapes text for use between tags. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
}
