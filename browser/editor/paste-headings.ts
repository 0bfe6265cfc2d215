/** Headings of a pasted page, and their levels. */

import { HEADINGS, renameElement } from './paste-blocks.ts';
import { readStyles, type StyleRules } from './paste-styles.ts';

const DEEPEST_HEADING = 6;

/** Paragraphs that are headings by their style; and the article's title being the page's first, each level steps down. */
export function nameHeadings(page: Document, rules: StyleRules): void {
  for (const paragraph of page.querySelectorAll('p, div[role="heading"]')) {
    const level = readHeadingLevel(paragraph, rules);
    if (level !== null) renameElement(paragraph, `h${level}`);
  }
  const headings = [...page.querySelectorAll(HEADINGS)];
  const levels = [...new Set(headings.map(readLevel))].sort();
  if (levels[0] !== 1) return;
  const lowered = new Map<number, number>();
  for (const level of levels) {
    const above = [...lowered.values()].at(-1) ?? 1;
    lowered.set(level, Math.min(DEEPEST_HEADING, Math.max(level, above + 1)));
  }
  for (const heading of headings) {
    const level = lowered.get(readLevel(heading));
    if (level !== undefined) renameElement(heading, `h${level}`);
  }
}

const readLevel = ({ localName }: Element) => Number(localName.slice(1));

function readHeadingLevel(paragraph: Element, rules: StyleRules): number | null {
  if (paragraph.classList.contains('MsoTitle')) return 1;
  const told =
    paragraph.getAttribute('role') === 'heading'
      ? paragraph.getAttribute('aria-level')
      : readStyles(paragraph, rules).get('mso-outline-level');
  const level = Number(told ?? 0);
  return Number.isInteger(level) && level >= 1 && level <= DEEPEST_HEADING ? level : null;
}
