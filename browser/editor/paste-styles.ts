/** What pasted text looks like by its styles, as elements: bold, italic, underlined, struck, raised, lowered. */

import { unwrapElement } from './element.ts';

/** Declarations by property, both in lower case. */
type Declarations = ReadonlyMap<string, string>;

/** Declarations by selector: `p`, `.name`, `p.name`, and Word's `@list l0:level1`. */
export type StyleRules = ReadonlyMap<string, Declarations>;

const NONE: Declarations = new Map();

/** Reads declarations as such: `mso-bidi-font-weight` says nothing of `font-weight`. */
function parseDeclarations(text: string): Declarations {
  const found = new Map<string, string>();
  // A semicolon in quotation marks or brackets ends nothing.
  for (const [declaration] of text.matchAll(/(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|\([^)]*(?:\)|$)|[^;"'(])+/g)) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const value = declaration.slice(colon + 1).replace(/!\s*important/i, '');
    found.set(declaration.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase());
  }
  return found;
}

/** Reads the style sheets of a page: rules of one element or class, and of Word's lists. */
export function readStyleRules(html: string): StyleRules {
  const rules = new Map<string, Declarations>();
  for (const [, sheet = ''] of html.matchAll(/<style\b[^>]*(?:>([\s\S]*?)(?:<\/style\s*>|$)|$)/gi)) {
    const plain = sheet.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/g, '');
    for (const [, selectors = '', body = ''] of plain.matchAll(/([^{}]+)(?:\{([^{}]*)\})?/g)) {
      const declarations = parseDeclarations(body);
      for (const selector of selectors.split(',').map(spellSelector)) {
        if (!/^(?=.)(?:[a-z][a-z0-9]*)?(?:\.[^\s.:#>+~[]+)?$|^@list /i.test(selector)) continue;
        rules.set(selector, new Map([...(rules.get(selector) ?? NONE), ...declarations]));
      }
    }
  }
  return rules;
}

/** Of an element in lower case. */
function spellSelector(selector: string): string {
  const plain = selector.trim().replace(/\s+/g, ' ');
  return plain.replace(/^\w+/, (name) => name.toLowerCase());
}

/** What is declared for an element by its name, its classes and itself. */
export function readStyles(element: Element, rules: StyleRules): Declarations {
  const { localName, classList } = element;
  const selectors = [localName, ...[...classList].flatMap((name) => [`.${name}`, `${localName}.${name}`])];
  const declared = selectors.flatMap((selector) => [...(rules.get(selector) ?? NONE)]);
  return new Map([...declared, ...parseDeclarations(element.getAttribute('data-style') ?? '')]);
}

/** How a piece of text looks. */
interface Look {
  readonly strong: boolean;
  readonly em: boolean;
  /** Never in a link, which is so anyway. */
  readonly u: boolean;
  readonly s: boolean;
  readonly position: 'sub' | 'sup' | null;
}

const PLAIN: Look = { strong: false, em: false, u: false, s: false, position: null };
const UNWRAPPED = new Set('b strong i em u s strike del sub sup span font big small center label'.split(' '));
/** What browsers show in italics. */
const SLANTED = new Set(['i', 'em', 'cite', 'var', 'dfn']);
/** Spaces between these are none of the text. */
const STRUCTURE = new Set('body div table thead tbody tfoot tr ul ol dl'.split(' '));
/** As Word and LibreOffice call the number of a note, where their style sheet did not come along. */
const NOTE_NUMBERS = ['MsoFootnoteReference', 'MsoEndnoteReference'];

/** Puts each piece of text into the elements that its look means, and drops all others that only said so. */
export function applyMarks(root: Element, rules: StyleRules): void {
  visit(root, PLAIN);

  function visit(element: Element, outer: Look): void {
    const look = readLook(element, outer, rules);
    for (const child of [...element.childNodes]) {
      if (child.nodeType === Node.ELEMENT_NODE) visit(child as Element, look);
      else if (child.nodeType === Node.TEXT_NODE) wrap(child as Text, look);
    }
    if (UNWRAPPED.has(element.localName)) unwrapElement(element);
  }
}

function readLook(element: Element, outer: Look, rules: StyleRules): Look {
  const name = element.localName;
  const styles = readStyles(element, rules);
  // These are bold by what they are; only what is inside of them can be bolder.
  if (/^(h[1-6]|th)$/.test(name)) return { ...outer, strong: false };
  const isNoteNumber = NOTE_NUMBERS.some((one) => element.classList.contains(one));
  const lines = `${styles.get('text-decoration')} ${styles.get('text-decoration-line')}`;
  const isLink = name === 'a' && element.hasAttribute('href');
  return {
    strong: readWeight(styles) ?? (outer.strong || name === 'b' || name === 'strong'),
    em: readSlant(styles) ?? (outer.em || SLANTED.has(name)),
    u:
      !isLink &&
      (outer.u || ((name === 'u' || /underline/.test(lines)) && element.closest('a[href]') === null)),
    s: outer.s || ['s', 'strike', 'del'].includes(name) || /line-through/.test(lines),
    position: readPosition(name, styles) ?? (isNoteNumber ? 'sup' : outer.position),
  };
}

function readWeight(styles: Declarations): boolean | null {
  const value = styles.get('font-weight') ?? styles.get('font')?.match(/\b(?:bold(?:er)?|[1-9]00)\b/)?.[0];
  if (value === undefined) return styles.has('font') ? false : null;
  if (/^bold(er)?$/.test(value)) return true;
  if (/^(normal|lighter)$/.test(value)) return false;
  const weight = Number(value);
  return Number.isNaN(weight) ? null : weight >= 600;
}

function readSlant(styles: Declarations): boolean | null {
  const value = styles.get('font-style') ?? styles.get('font');
  if (value === undefined) return null;
  if (/\b(italic|oblique)\b/.test(value)) return true;
  return styles.has('font') || value === 'normal' ? false : null;
}

/** What stands raised stays so, whatever is declared inside of it. */
function readPosition(name: string, styles: Declarations): 'sub' | 'sup' | null {
  const align = styles.get('vertical-align') ?? '';
  // Apple's programs say how far; a pixel is rather a repair of the line.
  const [, sign] =
    /^(-?)(?:(?:[2-9]|\d\d)(?:\.\d+)?(?:px|pt)|[1-9]\d(?:\.\d+)?%)$/.exec(align) ??
    // Word's own, where a person said how far.
    /^(-?)(?:[3-9]|\d\d)(?:\.\d+)?pt$/.exec(styles.get('mso-text-raise') ?? '') ??
    [];
  if (name === 'sub' || align === 'sub' || sign === '-') return 'sub';
  return name === 'sup' || align === 'super' || sign === '' ? 'sup' : null;
}

function wrap(text: Text, look: Look): void {
  const parent = text.parentElement;
  if (parent === null || (text.data.trim() === '' && STRUCTURE.has(parent.localName))) return;
  const names = [
    ...(look.strong ? ['strong'] : []),
    ...(look.em ? ['em'] : []),
    ...(look.u ? ['u'] : []),
    ...(look.s ? ['s'] : []),
    ...(look.position === null ? [] : [look.position]),
  ];
  for (const name of names) {
    const wrapper = text.ownerDocument.createElement(name);
    text.replaceWith(wrapper);
    wrapper.append(text);
  }
}
