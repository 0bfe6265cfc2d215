/** The lines of a page that may tell about its article. */

import type { Element, ElementContent } from 'hast';
import { endsInUpdated, isDateLabel, MAX_META_CHARACTERS } from '../meta-line.ts';
import type { Measure } from './measure.ts';
import { isInline, isSilent } from './measure.ts';
import type { Page } from './page.ts';
import { isShortLine } from './page.ts';
import { readText } from './query.ts';

/** What holds a fact of a table or list, or its label. */
export const CELLS = new Set(['dt', 'dd', 'th', 'td']);
/** A box of more letters than this, with lines that breaks part, is a text. */
const MAX_BOX_LETTERS = 600;
const MAX_LABEL_CHARACTERS = 40;

/**
 * An element's text where it is a short line; of a short box its lines, which breaks part; of any other its labels with
 * the values beside them, each as a line.
 */
export function listShortLines(page: Page, element: Element): string[] {
  if (isShortLine(page, element, MAX_META_CHARACTERS)) return [readText(element)];
  const measure = page.measures.get(element);
  if (measure === undefined || (isInline(element) && !isBoxOfLines(page, measure))) return [];
  if (!measure.isRunning) return listLabelled(page, element);
  return measure.letters > MAX_BOX_LETTERS
    ? []
    : joinDates(readLines(element)).filter((line) => line !== '' && line.length <= MAX_META_CHARACTERS);
}

/** True for the outermost of such elements round lines that breaks part: old pages have `<font>` for boxes. */
function isBoxOfLines(page: Page, { isRunning, isLine, parent }: Measure): boolean {
  return isRunning && !isLine && parent !== null && page.measures.get(parent)?.isRunning === false;
}

/** A label of a date may stand in the line above it. */
function joinDates(lines: readonly string[]): string[] {
  return lines.map((line, index) => {
    const above = lines[index - 1] ?? '';
    const isLabel = above.length <= MAX_LABEL_CHARACTERS && (isDateLabel(above) || endsInUpdated(above));
    return isLabel ? `${above} ${line}` : line;
  });
}

/** The lines of an element that breaks part. */
function readLines(element: Element): string[] {
  const lines: ElementContent[][] = [[]];
  const visit = (node: ElementContent) => {
    if (node.type === 'element' && node.tagName === 'br') lines.push([]);
    else if (node.type === 'element' && !isSilent(node)) node.children.forEach(visit);
    else lines.at(-1)?.push(node);
  };
  element.children.forEach(visit);
  return lines.map((children) => readText({ type: 'root', children }));
}

/** `<dt>` with `<dd>`, `<th>` with `<td>`, a label with what stands beside it: each as one line. */
function listLabelled(page: Page, parent: Element): string[] {
  const parts = parent.children.filter(
    (child) => child.type === 'element' || (child.type === 'text' && child.value.trim() !== ''),
  );
  return parts.flatMap((part, index) => joinLabelled(page, part, parts[index + 1]) ?? []);
}

/** A label and what stands beside it, as one line; null where they are none. */
export function joinLabelled(
  page: Page,
  part: ElementContent,
  next: ElementContent | undefined,
): string | null {
  if (part.type !== 'element' || next === undefined) return null;
  const label = readPart(page, part);
  const isPair =
    /[:\uff1a]$/.test(label) ||
    isDateLabel(label) ||
    (isCell(part) && isCell(next) && label !== '' && part.tagName !== 'td' && part.tagName !== 'dd');
  const value = isPair ? readPart(page, next).slice(0, MAX_META_CHARACTERS) : '';
  return value === '' ? null : `${label.replace(/[:\uff1a]$/, '')}: ${value}`;
}

function readPart(page: Page, part: ElementContent): string {
  if (part.type === 'text') return part.value.trim();
  return part.type === 'element' && isShortLine(page, part, MAX_META_CHARACTERS) ? readText(part) : '';
}

function isCell(part: ElementContent): boolean {
  return part.type === 'element' && CELLS.has(part.tagName);
}
