/** Markdown (GitHub's dialect) → HTML that is not safe yet. */

import type { ElementContent, Root, RootContent } from 'hast';
import type { Nodes as MarkdownNodes } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { weighMarkdown } from './markdown-weight.ts';

/** Twenty lists are forty elements; the rest is room for tables, links and emphasis. */
const MAX_DEPTH = 100;

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
  .use(() => simplifyTree)
  .use(rehypeStringify, { allowDangerousHtml: true })
  .freeze();

/** Renders Markdown; raw HTML in it is kept and has to be sanitised. Or says why it would take too much. */
export function renderMarkdown(markdown: string): { html: string } | 'too_deep' | 'too_complex' {
  const obstacle = weighMarkdown(markdown);
  if (obstacle !== null) return obstacle;
  const tree = processor.parse(markdown);
  // Emphasis nests without containers, and everything after the parse is recursive.
  if (measureDepth(tree) > MAX_DEPTH) return 'too_deep';
  return { html: processor.stringify(processor.runSync(tree)) };
}

function measureDepth(root: MarkdownNodes): number {
  let deepest = 0;
  const pending = [{ node: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    deepest = Math.max(deepest, depth);
    if ('children' in node)
      for (const child of node.children) pending.push({ node: child, depth: depth + 1 });
  }
  return deepest;
}

/**
 * Sanitised content has no ids for a footnote's links to lead to: its number stays, the links go. It has no form
 * controls either: a task's box becomes a character.
 */
function simplifyTree(tree: Root): void {
  tree.children = tree.children.flatMap(simplifyNode);
}

function simplifyNode<Node extends RootContent | ElementContent>(node: Node): (Node | ElementContent)[] {
  if (node.type !== 'element') return [node];
  const { properties } = node;
  if (properties.type === 'checkbox') return [{ type: 'text', value: properties.checked ? '☑' : '☐' }];
  if (properties.dataFootnoteBackref !== undefined) return [];
  if (properties.id === 'footnote-label')
    return [{ type: 'element', tagName: 'hr', properties: {}, children: [] }];
  node.children = node.children.flatMap(simplifyNode);
  return properties.dataFootnoteRef === undefined ? [node] : node.children;
}
