/** HTML as a tree (hast), within bounds: what comes in may be hostile. */

import type { Element, Root, RootContent } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { defaultTreeAdapter, parse, parseFragment } from 'parse5';

/** Bounds of one parse. */
export interface TreeLimits {
  /** Elements inside one another. */
  readonly maxDepth: number;
  /** Elements and comments together: between two of them stands one text at the most. */
  readonly maxElements: number;
}

/**
 * For an article's content. Everything after the parse is recursive, so depth is stack; and the parser looks
 * through the open elements at every tag, so depth is also time. Word processors stay below 50. The elements
 * are what 256 KiB of the smallest markup (`<p>`) hold: whoever keeps to the size is never refused for them.
 */
export const CONTENT_LIMITS: TreeLimits = { maxDepth: 200, maxElements: 88_000 };

/** Why a document has no tree. */
export type TreeProblem = 'too_deep' | 'too_many_elements';

class TreeLimitError extends Error {
  readonly problem: TreeProblem;
  constructor(problem: TreeProblem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * Parses the content of an article, a fragment, by the rules of the HTML standard (§13.2). The bounds hold while it
 * parses: what is beyond them costs no more than what is within.
 */
export function parseContent(html: string): Root | TreeProblem {
  return buildTree((treeAdapter) => parseFragment(html, { ...OPTIONS, treeAdapter }), CONTENT_LIMITS);
}

/** Parses a whole page in the same way, within bounds of its own. */
export function parsePage(html: string, limits: TreeLimits): Root | TreeProblem {
  return buildTree((treeAdapter) => parse(html, { ...OPTIONS, treeAdapter }), limits);
}

const OPTIONS = { scriptingEnabled: false };

function buildTree(
  parseWith: (adapter: typeof defaultTreeAdapter) => DefaultTreeAdapterTypes.ParentNode,
  limits: TreeLimits,
): Root | TreeProblem {
  try {
    const tree = parseWith(limitTree(limits));
    // The parser's own repairs may nest deeper than its open elements ever did.
    if (measureDepth(tree) > limits.maxDepth) return 'too_deep';
    const root = fromParse5(tree);
    return root.type === 'root' ? root : { type: 'root', children: [] };
  } catch (error) {
    if (error instanceof TreeLimitError) return error.problem;
    throw error;
  }
}

function limitTree({ maxDepth, maxElements }: TreeLimits): typeof defaultTreeAdapter {
  let elements = 0;
  let depth = 0;
  const count = () => {
    elements += 1;
    if (elements > maxElements) throw new TreeLimitError('too_many_elements');
  };
  return {
    ...defaultTreeAdapter,
    createElement(tagName, namespace, attributes) {
      count();
      return defaultTreeAdapter.createElement(tagName, namespace, attributes);
    },
    createCommentNode(data) {
      count();
      return defaultTreeAdapter.createCommentNode(data);
    },
    insertBefore(parent, node, reference) {
      // Misplaced content goes before its table, which is nearly always the last child.
      parent.childNodes.splice(parent.childNodes.lastIndexOf(reference), 0, node);
      node.parentNode = parent;
    },
    detachNode(node) {
      if (node.parentNode === null) return;
      const index = node.parentNode.childNodes.lastIndexOf(node);
      if (index >= 0) node.parentNode.childNodes.splice(index, 1);
      node.parentNode = null;
    },
    onItemPush() {
      depth += 1;
      if (depth > maxDepth) throw new TreeLimitError('too_deep');
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

function measureDepth(root: DefaultTreeAdapterTypes.ParentNode): number {
  let deepest = 0;
  const pending: { node: DefaultTreeAdapterTypes.Node; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    deepest = Math.max(deepest, depth);
    if ('childNodes' in node)
      for (const child of node.childNodes) pending.push({ node: child, depth: depth + 1 });
    if ('content' in node) pending.push({ node: node.content, depth: depth + 1 });
  }
  return deepest;
}

/** Every element of a tree, or in an element, in the order of the text. */
export function listElements(node: Root | Element): Element[] {
  const found: Element[] = [];
  const visit = (child: RootContent) => {
    if (child.type !== 'element') return;
    found.push(child);
    child.children.forEach(visit);
  };
  node.children.forEach(visit);
  return found;
}
