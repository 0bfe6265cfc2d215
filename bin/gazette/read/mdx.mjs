// @ts-check
/** What MDX has beside Markdown: imports, components, objects in tags. */

import { followFences, mapProse, writePicture } from './template-tags.mjs';

const COMMENT = /\{\s*\/\*[\s\S]*?\*\/\s*\}/g;
const VALUE = /"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}/.source;
/** A tag from the beginning of a line to the end of one. */
const TAG = new RegExp(`^([ \\t]*)<(/?)([A-Z][\\w.]*)((?:[^<>"'{}]|${VALUE})*)>[ \\t]*$`, 'gm');
/** What stands for a tag meanwhile: no text has it. */
const OPENING = '\ufdd1';
const CLOSING = '\ufdd2';
const MARK = new RegExp(`^([ \\t]*)([${OPENING}${CLOSING}])$`);

/**
 * Takes comments and components out whose tags stand on lines of their own: what is between them is Markdown. Lines between
 * two tags are moved to where the tags stood: deeper, they would be code.
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

const IMPORT = /^import\s+(?:([\w$]+)\s+from\s+|[\w\s{},*$]+\s+from\s+)?(['"])([.@~][^'"\n]*)\2;?[ \t]*$/gm;
const SHOWN_IMPORT =
  /<(?:img|Image|Picture|Figure)\s(?:[^<>]*?\s)?src=\{\s*(?:([\w$]+)(?:\.src)?|require\(\s*(['"])([^'"\n]+)\2\s*\)(?:\.default)?)\s*\}[^<>]*>/g;

/** `style={{ width: "100%" }}` in a tag, which would end it where it has a quotation mark. */
const STYLE_OBJECT = /(<\w[^<>]*?)\s+[\w-]+=\{\{[^{}]*\}\}/g;

/** Lines that import something from the site's own files go, wherever they stand; pictures among it are shown as Markdown
 * does.
 * @param {string} text @param {(text: string) => void} warn */
export function writeImports(text, warn) {
  if (!/^import\s|require\(|=\{\{/m.test(text)) return text;
  /** @type {Map<string, string>} */
  const imported = new Map();
  const rest = mapProse(text, (prose) =>
    prose.replace(IMPORT, (_, name, _quote, path) => {
      if (name !== undefined) imported.set(name, path);
      warn('import and export lines of MDX are left out');
      return '';
    }),
  );
  return mapProse(rest, (prose) =>
    prose.replace(STYLE_OBJECT, '$1').replace(SHOWN_IMPORT, (tag, name, _quote, required) => {
      const path = required ?? imported.get(name);
      const alt = /\balt=(?:"([^"]*)"|'([^']*)')/.exec(tag)?.slice(1).find(Boolean) ?? '';
      return path === undefined ? tag : writePicture(alt, path);
    }),
  );
}

/** The lines of JavaScript with which MDX begins.
 * @param {string} text @param {(text: string) => void} warn */
export function dropImports(text, warn) {
  const imports = /^(?:\s*(?:import|export)\s[^\n]*['"{}\w];?[ \t]*(?:\n|$))+/.exec(text);
  if (imports === null) return text;
  warn('import and export lines of MDX are left out');
  return text.slice(imports[0].length);
}

/** The service keeps the text in a component, and knows no more of it.
 * @param {string} prose @param {Iterable<string>} gone @param {(text: string) => void} warn */
export function noteComponents(prose, gone, warn) {
  const names = prose.matchAll(/<([A-Z][a-z]\w*)(?=[\s/>])[^<>]*>/g);
  for (const name of new Set([...gone, ...[...names].map(([, name]) => name)]))
    warn(`<${name}>, a component, is left out, but for text in it`);
}
