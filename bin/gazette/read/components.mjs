// @ts-check
/** Components of MDX whose tags stand on lines of their own: they go, and what is between them is Markdown, as it is there. */

import { followFences, mapProse } from './template-tags.mjs';

const COMMENT = /\{\s*\/\*[\s\S]*?\*\/\s*\}/g;
const VALUE = /"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}/.source;
/** A tag from the beginning of a line to the end of one. */
const TAG = new RegExp(`^([ \\t]*)<(/?)([A-Z][\\w.]*)((?:[^<>"'{}]|${VALUE})*)>[ \\t]*$`, 'gm');
/** What stands for a tag meanwhile: no text has it. */
const OPENING = '\ufdd1';
const CLOSING = '\ufdd2';
const MARK = new RegExp(`^([ \\t]*)([${OPENING}${CLOSING}])$`);

/**
 * Takes comments and such tags out. Lines between two tags are moved to where the tags stood: deeper, they would be code.
 *
 * @param {string} text
 * @param {(name: string) => void} tell each component's name
 * @returns {string}
 */
export function unwrapComponents(text, tell) {
  if (!/<\/?[A-Z]|\{\s*\/\*/.test(text)) return text;
  const marked = mapProse(text, (prose) =>
    prose.replace(COMMENT, '').replace(TAG, (_, indent, slash, name, attributes) => {
      tell(name);
      return slash === '/' ? indent + CLOSING : attributes.trimEnd().endsWith('/') ? '' : indent + OPENING;
    }),
  );
  /** @type {{ tag: number, inside: number | null }[]} */
  const open = [];
  const isCode = followFences();
  return marked
    .split('\n')
    .map((line) => {
      const isFenced = isCode(line);
      const [, indent = '', mark] = (isFenced ? null : MARK.exec(line)) ?? [];
      if (mark === CLOSING) {
        open.pop();
        return '';
      }
      const top = open.at(-1);
      const found = /^[ \t]*/.exec(line)?.[0].length ?? 0;
      if (top !== undefined && top.inside === null && line.trim() !== '') top.inside = found;
      const shift = measureShift(open);
      if (mark === undefined) return line.slice(Math.min(found, shift));
      open.push({ tag: indent.length - shift, inside: null });
      return '';
    })
    .join('\n');
}

/** How far lines are moved. @param {readonly { tag: number, inside: number | null }[]} open */
function measureShift(open) {
  const top = open.at(-1);
  return top === undefined || top.inside === null ? 0 : Math.max(0, top.inside - top.tag);
}
