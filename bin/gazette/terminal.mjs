// @ts-check
/** What people see: tables, progress, and text from elsewhere that cannot steer a terminal. */

/** Between two lines of progress where lines cannot be rewritten. */
const LINE_INTERVAL_MS = 5_000;
/** Often enough to look alive. */
const REWRITE_INTERVAL_MS = 200;

/** Text from elsewhere on one line: control characters, which a terminal obeys, become spaces.
 * @param {unknown} text
 * @returns {string} */
export function showLine(text) {
  return String(text)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim();
}

/** What a terminal obeys, or shows in another order than it stands: line ends and what joins letters excepted. */
const OBEYED = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Text as it may be written to a terminal, whatever is in it: what would be obeyed is spelt out, as JSON does it.
 * @param {string} text
 * @returns {string} */
export function spellOut(text) {
  return text.replace(OBEYED, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** Columns that a text takes in a terminal: characters of East Asia take two, marks none.
 * @param {string} text */
function measureColumns(text) {
  let columns = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    columns +=
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}

/** A table with its headings, columns two spaces apart.
 * @param {readonly string[]} headings
 * @param {readonly (readonly unknown[])[]} rows
 * @returns {string} */
export function formatTable(headings, rows) {
  const lines = [headings, ...rows].map((row) => row.map(showLine));
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((line) => measureColumns(line[column] ?? ''))),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - measureColumns(cell))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Bytes as people say them.
 * @param {number} bytes */
export function formatBytes(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  const kilobytes = bytes / 1000;
  return kilobytes < 1000 ? `${kilobytes.toFixed(1)} kB` : `${(kilobytes / 1000).toFixed(1)} MB`;
}

/** A number with its noun.
 * @param {number} number
 * @param {string} noun of which the plural ends in s */
export function formatCount(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Shows how far something is: one line that is rewritten in a terminal, a line now and then elsewhere.
 * @param {{ write(text: string): unknown, isTTY?: boolean }} stream
 * @param {() => number} readClock in milliseconds
 * @returns {{ show(text: string): void, note(text: string): void, end(): void }} */
export function startProgress(stream, readClock = Date.now) {
  const isTerminal = stream.isTTY === true;
  let shownAt = isTerminal ? 0 : readClock();
  let isLineOpen = false;
  const clear = () => {
    if (isLineOpen) stream.write('\r\u001b[K');
    isLineOpen = false;
  };
  return {
    show(text) {
      const now = readClock();
      if (now - shownAt < (isTerminal ? REWRITE_INTERVAL_MS : LINE_INTERVAL_MS)) return;
      shownAt = now;
      clear();
      stream.write(isTerminal ? `  ${spellOut(text)}` : `  ${spellOut(text)}\n`);
      isLineOpen = isTerminal;
    },
    note(text) {
      clear();
      stream.write(`${spellOut(text)}\n`);
    },
    end: clear,
  };
}
