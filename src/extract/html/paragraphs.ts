/** Paragraphs of pages that make them of boxes, line ends and spaces. */

import type { Element, ElementContent } from 'hast';
import { isInline, isSilent } from './measure.ts';
import { readAttribute } from './query.ts';

/** Blocks that say something of what they hold; every other is a box, there for the page's looks. */
const BLOCKS = new Set(
  'p pre blockquote ul ol li dl dt dd figure figcaption table caption colgroup col thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 hr details summary'.split(
    ' ',
  ),
);
/** Blocks whose children are blocks of certain kinds. */
const FRAMES = new Set(['ul', 'ol', 'dl', 'table', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr']);
/** Blocks of one line, as a rule: it needs no paragraph around it. */
const LINES = new Set(['li', 'dt', 'dd', 'td', 'th', 'caption', 'figcaption', 'figure', 'summary']);
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
/** Inline elements that only carry a style. */
const STYLES = new Set(['span', 'font', 'label', 'big', 'tt', 'nobr', 'blink']);
/** Inside themselves these mean something again. */
const NESTING = new Set(['sup', 'sub', 'q', 'bdi']);
/** Elements with something to show though they hold no text. */
const SHOWN = new Set(['img', 'picture', 'video', 'audio', 'object', 'embed', 'iframe', 'math', 'svg']);
/** Where single breaks part longer pieces than this on average (in UTF-16 units), they part paragraphs. */
const MIN_PARAGRAPH_UNITS = 25;

/** Nodes in the order of the text; null where a box begins or ends, and with it a run of inline nodes. */
type Flow = readonly (ElementContent | null)[];

interface Facts {
  readonly holdsBlock: ReadonlySet<ElementContent>;
  readonly holdsAnything: ReadonlySet<ElementContent>;
}

/**
 * Makes paragraphs of what boxes or empty lines part. Boxes, tables that only place things, and elements that only
 * carry a style are replaced by what they hold. The spaces that begin a paragraph in Chinese typesetting go: they are
 * for the reader's program to show.
 */
export function tidyParagraphs(nodes: readonly ElementContent[]): ElementContent[] {
  return joinRuns(flatten(nodes, inspect(nodes)), true);
}

/** True for what has something to show; of frames only players and maps, the rest are adverts. */
function isShown(element: Element): boolean {
  if (element.tagName !== 'iframe') return SHOWN.has(element.tagName);
  return element.properties.allowFullScreen !== undefined || readAttribute(element, 'title') !== '';
}

/** What elements hold, found in one walk: asked of each again, it would take the square of the depth. */
function inspect(nodes: readonly ElementContent[]): Facts {
  const holdsBlock = new Set<ElementContent>();
  const holdsAnything = new Set<ElementContent>();
  const visit = (node: ElementContent) => {
    if (node.type === 'text' && node.value.trim() !== '') holdsAnything.add(node);
    if (node.type !== 'element') return;
    if (isShown(node)) holdsAnything.add(node);
    if (isSilent(node)) return;
    for (const child of node.children) {
      visit(child);
      if (holdsAnything.has(child)) holdsAnything.add(node);
      const isBlock = child.type === 'element' && !isInline(child) && !isSilent(child) && !isShown(child);
      if (isBlock || holdsBlock.has(child)) holdsBlock.add(node);
    }
  };
  nodes.forEach(visit);
  return { holdsBlock, holdsAnything };
}

function flatten(nodes: readonly ElementContent[], facts: Facts): Flow {
  const flow: (ElementContent | null)[] = [];
  const open = (children: readonly ElementContent[]) => {
    for (const node of children) {
      if (node.type !== 'element' || isShown(node)) flow.push(node);
      else if (isSilent(node)) continue;
      else if (isInline(node) && !facts.holdsBlock.has(node)) flow.push(...tidyInline([node], new Set()));
      else if (!isBox(node, facts)) flow.push(...tidyBlock(node, facts));
      else {
        flow.push(null);
        open(node.tagName === 'table' ? listCells(node).flat().map(makeBox) : node.children);
        flow.push(null);
      }
    }
  };
  open(nodes);
  return flow;
}

/** True for what is opened: it is there for the page's looks. */
function isBox(node: Element, facts: Facts): boolean {
  if (node.tagName === 'table') return isLayout(node, facts);
  return !BLOCKS.has(node.tagName) || (node.tagName === 'p' && facts.holdsBlock.has(node));
}

function makeBox(cell: Element): Element {
  return { ...cell, tagName: 'div' };
}

/** A table with at most one cell in use in each row places things. */
function isLayout(table: Element, facts: Facts): boolean {
  return listCells(table).every((row) => row.filter((cell) => facts.holdsAnything.has(cell)).length <= 1);
}

/** The cells of a table by row. */
function listCells(parent: Element): Element[][] {
  return parent.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    if (child.tagName !== 'tr') return listCells(child);
    return [child.children.filter((cell) => cell.type === 'element')];
  });
}

function tidyBlock(node: Element, facts: Facts): ElementContent[] {
  const { tagName } = node;
  if (tagName === 'pre' || tagName === 'hr') return [node];
  if (FRAMES.has(tagName)) {
    const children = flatten(node.children, facts).filter((child) => child !== null);
    return [{ ...node, children }];
  }
  const flow = flatten(node.children, facts);
  if (tagName === 'p') return makeParagraphs(flow.filter((child) => child !== null));
  const isRun = flow.every((child) => child === null || !isBlock(child));
  if (HEADINGS.has(tagName) || (LINES.has(tagName) && isRun)) {
    return [{ ...node, children: trimStart(flow.filter((child) => child !== null)) }];
  }
  return [{ ...node, children: joinRuns(flow, tagName !== 'figure') }];
}

function isBlock(node: ElementContent): boolean {
  return node.type === 'element' && BLOCKS.has(node.tagName);
}

/** Takes styles away, and formatting inside the same formatting: a line may be wrapped in the same a hundred times. */
function tidyInline(nodes: readonly ElementContent[], open: ReadonlySet<string>): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element' || isShown(node)) return [node];
    if (isSilent(node)) return [];
    const { tagName } = node;
    if (STYLES.has(tagName) || (open.has(tagName) && !NESTING.has(tagName)))
      return tidyInline(node.children, open);
    return [{ ...node, children: tidyInline(node.children, new Set([...open, tagName])) }];
  });
}

/** Wraps runs of inline nodes in paragraphs; pictures without text only where `wrapsPictures`. */
function joinRuns(flow: Flow, wrapsPictures: boolean): ElementContent[] {
  const joined: ElementContent[] = [];
  let run: ElementContent[] = [];
  const endRun = () => {
    const isBare = run.every(wrapsPictures ? isBlank : hasNoText);
    joined.push(
      ...(isBare ? run.filter((node) => node.type === 'text' || !isBlank(node)) : makeParagraphs(run)),
    );
    run = [];
  };
  for (const node of flow) {
    if (node !== null && !isBlock(node)) run.push(node);
    else endRun();
    if (node !== null && isBlock(node)) joined.push(node);
  }
  endRun();
  return joined;
}

/** Makes paragraphs of a run: parted by two breaks, or by single ones where what they part is longer than a line of verse. */
function makeParagraphs(run: readonly ElementContent[]): ElementContent[] {
  const pieces: ElementContent[][] = [[]];
  for (const node of run) {
    if (isBreak(node)) pieces.push([]);
    else pieces.at(-1)?.push(node);
  }
  const filled = pieces.filter((piece) => !piece.every(isBlank));
  const hasEmptyLine = pieces.slice(1, -1).some((piece) => piece.every(isBlank));
  const units = filled.reduce(
    (sum, piece) => sum + piece.reduce((total, node) => total + measure(node), 0),
    0,
  );
  const partsAll = !hasEmptyLine && units >= filled.length * MIN_PARAGRAPH_UNITS;
  const paragraphs: ElementContent[][] = [];
  let isOpen = false;
  for (const piece of pieces) {
    const isEmpty = piece.every(isBlank);
    if (isOpen && !isEmpty && !partsAll) paragraphs.at(-1)?.push(makeBreak(), ...piece);
    else if (!isEmpty) paragraphs.push(piece);
    isOpen = !isEmpty;
  }
  return paragraphs.map((children) => makeElement('p', trimStart(children)));
}

function hasNoText(node: ElementContent): boolean {
  return node.type === 'text'
    ? node.value.trim() === ''
    : !('children' in node) || node.children.every(hasNoText);
}

function measure(node: ElementContent): number {
  if (node.type === 'text') return node.value.trim().length;
  return 'children' in node ? node.children.reduce((sum, child) => sum + measure(child), 0) : 0;
}

function makeElement(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children };
}

function makeBreak(): Element {
  return makeElement('br', []);
}

function isBreak(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName === 'br';
}

function isBlank(node: ElementContent): boolean {
  if (node.type === 'text') return node.value.trim() === '';
  return node.type !== 'element' || (!SHOWN.has(node.tagName) && node.children.every(isBlank));
}

/** Step by step, not by calling itself: blanks may stand there by the ten thousand. */
function trimStart(nodes: readonly ElementContent[]): ElementContent[] {
  const start = nodes.findIndex((node) => node.type !== 'text' || node.value.trim() !== '');
  if (start < 0) return [];
  const [first, ...rest] = nodes.slice(start);
  if (first?.type === 'text') return [{ ...first, value: first.value.trimStart() }, ...rest];
  if (first?.type === 'element' && isInline(first) && first.children.length > 0)
    return [{ ...first, children: trimStart(first.children) }, ...rest];
  return nodes.slice(start);
}
