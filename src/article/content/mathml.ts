/** A formula in MathML → its text: `x<sup>2</sup>`, `(a+b)/c`, `√(x)`. */

import type { Element, ElementContent } from 'hast';

/** The same formula once more, in another notation; and what takes room without being seen. */
const UNSEEN = new Set([
  'annotation',
  'annotation-xml',
  'mphantom',
  'none',
  'mprescripts',
  'script',
  'style',
]);
/** Operators that are meant and not seen. */
const INVISIBLE = /[\u2061-\u2064]/g;

/** Writes a `<math>`: raised and lowered parts stay so, what stands over and under a line is parted by `/`. */
export function writeFormula(math: Element): ElementContent[] {
  const written = write(math);
  if (written.length > 0) return written;
  const { alttext } = math.properties;
  return typeof alttext === 'string' && alttext.trim() !== ''
    ? [{ type: 'text', value: alttext.trim() }]
    : [];
}

function write(node: ElementContent): ElementContent[] {
  if (node.type === 'text') {
    const value = node.value.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
    return value === '' ? [] : [{ type: 'text', value }];
  }
  if (node.type !== 'element' || UNSEEN.has(node.tagName)) return [];
  const parts = node.children.filter((child) => child.type === 'element').filter(isSeen);
  const [first = [], second = [], third = []] = parts.map(write);
  switch (node.tagName) {
    case 'msup':
    case 'mover':
      return [...first, ...raise('sup', second)];
    case 'msub':
    case 'munder':
      return [...first, ...raise('sub', second)];
    case 'msubsup':
    case 'munderover':
      return [...first, ...raise('sub', second), ...raise('sup', third)];
    case 'mfrac':
      return [...enclose(first), makeText('/'), ...enclose(second)];
    case 'msqrt':
      return [makeText('√'), ...enclose(node.children.flatMap(write))];
    case 'mroot':
      return [...raise('sup', second), makeText('√'), ...enclose(first)];
    case 'mfenced':
      return [makeText('('), ...separate(parts.map(write), ','), makeText(')')];
    case 'mtable':
      return separate(parts.map(write), '; ');
    case 'mtr':
      return separate(parts.map(write), ' ');
    case 'mspace':
      return [makeText(' ')];
    case 'semantics':
      return first;
    default:
      return node.children.flatMap(write);
  }
}

function isSeen(element: Element): boolean {
  return !UNSEEN.has(element.tagName);
}

function raise(tagName: 'sub' | 'sup', children: ElementContent[]): ElementContent[] {
  return children.length === 0 ? [] : [{ type: 'element', tagName, properties: {}, children }];
}

/** In brackets where it is more than one letter or number. */
function enclose(parts: ElementContent[]): ElementContent[] {
  return parts.length > 1 ? [makeText('('), ...parts, makeText(')')] : parts;
}

function separate(groups: readonly ElementContent[][], separator: string): ElementContent[] {
  return groups.flatMap((group, index) => (index === 0 ? group : [makeText(separator), ...group]));
}

function makeText(value: string): ElementContent {
  return { type: 'text', value };
}
