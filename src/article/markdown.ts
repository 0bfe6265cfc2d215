/** Markdown (GitHub's dialect) → HTML that is not safe yet. */

import type { ElementContent, Root, RootContent } from 'hast';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

/** Quotes and lists inside one another: each level costs the parser a pass over the line, and stack. */
const MAX_CONTAINERS = 50;
/** What opens a container at the start of a line: `>`, a bullet, a number. */
const CONTAINERS = new RegExp(`^(?:[ \\t]*(?:>|[-+*][ \\t]|\\d{1,9}[.)][ \\t])){${MAX_CONTAINERS + 1}}`, 'm');

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
  .use(() => simplifyFootnotes)
  .use(rehypeStringify, { allowDangerousHtml: true })
  .freeze();

/** Renders Markdown; raw HTML in it is kept and has to be sanitised. `too_deep` where quotes and lists nest too far. */
export function renderMarkdown(markdown: string): string | 'too_deep' {
  if (CONTAINERS.test(markdown)) return 'too_deep';
  return String(processor.processSync(markdown));
}

/** Sanitised content has no ids for a footnote's links to lead to: its number stays, the links go. */
function simplifyFootnotes(tree: Root): void {
  tree.children = tree.children.flatMap(simplifyFootnote);
}

function simplifyFootnote<Node extends RootContent | ElementContent>(node: Node): (Node | ElementContent)[] {
  if (node.type !== 'element') return [node];
  const { properties } = node;
  if (properties.dataFootnoteBackref !== undefined) return [];
  if (properties.id === 'footnote-label')
    return [{ type: 'element', tagName: 'hr', properties: {}, children: [] }];
  node.children = node.children.flatMap(simplifyFootnote);
  return properties.dataFootnoteRef === undefined ? [node] : node.children;
}
