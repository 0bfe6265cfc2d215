import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment } from 'parse5';
import { expect, it } from 'vitest';
import { showPicture } from '../../../src/feed/attached-html.ts';
import { makeImage } from '../../support/feed-documents.ts';

type Node = DefaultTreeAdapterTypes.Node;

/** Elements by name with their attributes, and the text of all. */
function readTree(node: Node): { elements: [string, Record<string, string>][]; text: string } {
  const inside = 'childNodes' in node ? node.childNodes.map(readTree) : [];
  const attributes = 'attrs' in node ? node.attrs.map(({ name, value }) => [name, value] as const) : [];
  const own: [string, Record<string, string>][] =
    'tagName' in node ? [[node.tagName, Object.fromEntries(attributes)]] : [];
  return {
    elements: [...own, ...inside.flatMap(({ elements }) => elements)],
    text: (defaultTreeAdapter.isTextNode(node) ? node.value : '') + inside.map(({ text }) => text).join(''),
  };
}

it('the words of a picture are words, whatever is in them', () => {
  const words = fc.oneof(
    fc.string(),
    fc.constantFrom('"', `" onerror="alert(1)`, '<script>', '</figcaption>', '&quot;', '&amp;lt;', `'>`),
  );
  fc.assert(
    fc.property(words, words, words, (alt, caption, credit) => {
      const html = showPicture(
        makeImage('https://a.example/b.jpg', { alt, caption, credit, width: 4, height: 3 }),
        '',
      );
      const { elements, text } = readTree(parseFragment(html));
      const image = { src: 'https://a.example/b.jpg', alt, width: '4', height: '3' };
      expect(elements).toEqual([
        ['figure', {}],
        ['img', image],
        ['figcaption', {}],
        ['small', {}],
      ]);
      expect(text.trim()).toBe(`${caption} ${credit}`.trim());
    }),
  );
});
