import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparedPart } from '../../../../src/article/content/compare.ts';
import { compareTexts, readComparableText } from '../../../../src/article/content/compare.ts';

const join = (parts: readonly ComparedPart[], without: ComparedPart['kind']) =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');
const write = (parts: readonly ComparedPart[]) =>
  parts
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

/** Texts that have something in common, in scripts with and without spaces. */
const texts = fc
  .array(fc.constantFrom('the ', 'bridge', ' ', '\n', '。', '关', '闭', 'is', '!', '👍', '\t', 'é'), {
    maxLength: 60,
    size: 'max',
  })
  .map((parts) => parts.join(''));

describe('two texts compared', () => {
  it('are both told whole by their marked parts', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const parts = compareTexts(before, after);
        expect(join(parts, 'added')).toBe(before);
        expect(join(parts, 'removed')).toBe(after);
        expect(parts.every(({ text }) => text !== '')).toBe(true);
      }),
    );
  });

  it('are marked by words, and by characters where a script has no spaces', () => {
    expect(write(compareTexts('The old bridge is closed.', 'The new road is closed until May.'))).toBe(
      'The [-old bridge-]{+new road+} is closed{+ until May+}.',
    );
    expect(write(compareTexts('桥梁将于周一开放', '桥梁将于周二开放'))).toBe('桥梁将于周[-一-]{+二+}开放');
    expect(write(compareTexts('One.\n\nTwo.', 'One.\n\nNew.\n\nTwo.'))).toBe('One.\n\n{+New.\n\n+}Two.');
    expect(compareTexts('', '')).toEqual([]);
  });

  it('that are long and have little in common still share their lines', () => {
    const old = Array.from({ length: 2_000 }, (_, index) => `word${index}`).join(' ');
    const parts = compareTexts(
      `Stays.\n${old}\nStays too.`,
      `Stays.\n${old.replaceAll('word', 'term')}\nStays too.`,
    );
    expect(parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
  });
});

describe('the text of content to compare', () => {
  it('has the addresses of links and pictures, and is plain', () => {
    expect(
      readComparableText(
        '<p>See <a href="https://a.example/">this</a>.</p><img src="https://b.example/1.jpg" alt="A bridge">',
      ),
    ).toBe('See this <https://a.example/>.\n\n[A bridge] <https://b.example/1.jpg>');
    expect(readComparableText('')).toBe('');
  });
});
