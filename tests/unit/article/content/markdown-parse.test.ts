import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { EditMap } from 'micromark-util-edit-map';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../../src/article/content/markdown-parse.ts';

type Events = Parameters<EditMap['consume']>[0];
type Event = Events[number];

/** An array that counts which places of it are written. */
function watch(events: Event[]): { readonly events: Event[]; readonly written: Set<number> } {
  const written = new Set<number>();
  const watched = new Proxy(events, {
    set(target, place, value) {
      if (typeof place === 'string' && /^\d+$/.test(place)) written.add(Number(place));
      return Reflect.set(target, place, value);
    },
  });
  return { events: watched, written };
}

const makeEvents = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => ['enter', { type: `${name}${index}` }, {}] as unknown as Event);

describe('edits of what was parsed', () => {
  const edit = fc.record({ at: fc.nat(30), removed: fc.nat(3), added: fc.nat(3) });

  test('replace what they name, wherever that is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(edit, { selector: ({ at }) => at, maxLength: 6 }), (edits) => {
        const events = makeEvents('e', 40);
        const expected: Event[] = [...events];
        const map = new EditMap();
        for (const { at, removed, added } of edits) map.add(at, removed, makeEvents(`n${at}.`, added));
        fc.pre(
          edits.every(({ at, removed }) => edits.every((one) => one.at <= at || one.at >= at + removed)),
        );
        for (const [at, removed, added] of map.map.toSorted(([one], [other]) => other - one))
          expected.splice(at, removed, ...added);
        map.consume(events);
        expect(events).toEqual(expected);
      }),
    );
  });

  test('leave alone what stands before the first of them', () => {
    const { events, written } = watch(makeEvents('e', 1_000));
    const map = new EditMap();
    map.add(990, 2, makeEvents('n', 3));
    map.consume(events);
    expect(events).toHaveLength(1_001);
    expect(Math.min(...written)).toBeGreaterThanOrEqual(990);
  });
});

const PIECES = [
  ...['[', '![', ']', '](b)', '[^1]', '[a]: /u\n', '[^1]: x\n'],
  ...['a@b.example ', 'www.a.example ', 'http://a.example/x ', 'a ', '*', '_', '`', '\\', '~~'],
  ...['\n', '\n\n', '- ', '> ', '1. ', '|a|b|\n|-|-|\n', '|x|y|\n', '<b>', '# '],
];

test('a text is parsed as by the parser alone, brackets and addresses in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), (pieces) => {
      const markdown = pieces.join('');
      expect(parseMarkdown(markdown)).toEqual(
        fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
      );
    }),
  );
});
