/** Markdown (GitHub's dialect) as a tree, in time that grows with the text. */

import type { Root } from 'mdast';
import type { Extension as TreeExtension } from 'mdast-util-from-markdown';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { EditMap } from 'micromark-util-edit-map';

type Dialect = ReturnType<typeof gfm>;
type Constructs = NonNullable<Dialect['text']>;
type Construct = Extract<Constructs[number], { readonly tokenize: unknown }>;
type Context = ThisParameterType<NonNullable<Construct['previous']>>;

// The parser's own writes the whole document anew for each list, quotation and footnote that ends; what stands before the
// first place that changes stays as it is.
EditMap.prototype.consume = function (events) {
  const changes = this.map.sort(([one], [other]) => one - other);
  const first = changes[0]?.[0] ?? events.length;
  const rest = events.splice(first);
  let at = 0;
  const keepUntil = (end: number) => {
    for (const event of rest.slice(at, end)) events.push(event);
  };
  for (const [index, removed, added] of changes) {
    keepUntil(index - first);
    for (const event of added) events.push(event);
    at = index - first + removed;
  }
  keepUntil(rest.length);
  this.map.length = 0;
  this.index.clear();
};

/**
 * What is known of a text's brackets: behind the one at `index` (-1: none) none is open, up to the event that was last
 * then.
 */
interface KnownBrackets {
  readonly index: number;
  readonly last: unknown;
}

const knownBrackets = new WeakMap<Context, KnownBrackets>();

/**
 * True behind a bracket that is still open. The parser looks for it from each word; here what was seen is not looked at
 * again.
 */
function isInOpenBracket(context: Context): boolean {
  const { events } = context;
  const known = knownBrackets.get(context);
  let index = events.length - 1;
  for (; index >= 0; index--) {
    const token = events[index]?.[1];
    if (known !== undefined && token === known.last) index = Math.min(index, known.index);
    const { type, _balanced: isClosed } = events[index]?.[1] ?? {};
    if (!isClosed && (type === 'labelLink' || type === 'labelImage')) break;
  }
  knownBrackets.set(context, { index, last: events.at(-1)?.[1] });
  return index >= 0;
}

/** Addresses behind an open bracket are linked once its end is known, as the parser has it. */
function guardAutolinks(dialect: Dialect): Dialect {
  const guard = (construct: Construct): Construct => {
    const { name = '', previous } = construct;
    if (!name.endsWith('Autolink')) return construct;
    return {
      ...construct,
      previous(code) {
        return previous?.call(this, code) !== false && !isInOpenBracket(this);
      },
    };
  };
  const text = Object.entries(dialect.text ?? {}).map(([code, constructs]) => [
    code,
    [constructs ?? []].flat().map(guard),
  ]);
  return { ...dialect, text: Object.fromEntries(text) };
}

const EXTENSIONS = [guardAutolinks(gfm())];

/** Parses a text; `extension` is told of what is found. */
export function parseMarkdown(markdown: string, extension: TreeExtension = {}): Root {
  return fromMarkdown(markdown, {
    extensions: EXTENSIONS,
    mdastExtensions: [gfmFromMarkdown(), extension],
  });
}
