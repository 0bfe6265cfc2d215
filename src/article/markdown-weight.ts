/** How dear a Markdown document is to parse: told before it is parsed. */

/** Quotes inside one another, or list items on one line. */
const MAX_CONTAINERS = 20;
/** Lists inside one another: two to four columns each, and none needs more than 20 levels. */
const MAX_INDENT_COLUMNS = 100;
/** Lines that are not blank; a page of print has 50. */
const MAX_LINES = 10_000;
const COLUMNS_PER_TAB = 4;

/**
 * The parser compares every mark of emphasis and every bracket of a block with those before it: 25 ns and more
 * each time. This much, the sum of the squares over all blocks, is about half a second; one block may have
 * 4,000 marks, and ordinary text stays below a thousandth of that.
 */
const MAX_WEIGHT = 16_000_000;
/** A line inside a block costs about as much as this many marks. */
const MARKS_PER_LINE = 2;

const CONTAINER = '[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))';
const DEEP_CONTAINERS = new RegExp(`^(?:${CONTAINER}){${MAX_CONTAINERS + 1}}`);
/** A bullet with text ends any paragraph before it (CommonMark 0.31 §5.2); a number does not. */
const BULLET = /^ {0,3}[-+*][ \t]+\S/;
const MARKS = /[*_~[\]`<]/g;

/** Why a document is not parsed, or null: it is fine. One pass over the text. */
export function weighMarkdown(markdown: string): 'too_deep' | 'too_complex' | null {
  let lines = 0;
  let weight = 0;
  let marks = 0;
  const endBlock = () => {
    weight += marks * marks;
    marks = 0;
  };
  for (const line of markdown.split(/\r\n?|\n/)) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (indent.length === line.length) {
      endBlock();
      continue;
    }
    if (measureColumns(indent) > MAX_INDENT_COLUMNS || DEEP_CONTAINERS.test(line)) return 'too_deep';
    if (BULLET.test(line)) endBlock();
    lines += 1;
    marks += MARKS_PER_LINE + (line.match(MARKS)?.length ?? 0);
  }
  endBlock();
  return lines > MAX_LINES || weight > MAX_WEIGHT ? 'too_complex' : null;
}

function measureColumns(indent: string): number {
  let columns = 0;
  for (const character of indent) columns += character === '\t' ? COLUMNS_PER_TAB : 1;
  return columns;
}
