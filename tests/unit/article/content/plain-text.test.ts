import { expect, it } from 'vitest';
import { readContent } from '../../../../src/article/content/content.ts';
import { cleanText } from '../../../../src/article/content/plain-text.ts';
import { plainLine } from '../../../../src/article/fields.ts';

const PLANES = Array.from({ length: 17 }, (_, plane) => plane * 0x10000);

it('All 66 noncharacters of Unicode go out of content and are refused in titles, and their neighbours stay', () => {
  const noncharacters = [
    ...Array.from({ length: 32 }, (_, index) => 0xfdd0 + index),
    ...PLANES.flatMap((plane) => [plane + 0xfffe, plane + 0xffff]),
  ];
  expect(noncharacters).toHaveLength(66);
  const title = plainLine(300);
  for (const code of noncharacters) {
    const text = `a${String.fromCodePoint(code)}b`;
    expect(cleanText(text), code.toString(16)).toBe('ab');
    expect(title.safeParse(text).success, code.toString(16)).toBe(false);
    expect(readContent({ contentHtml: `<p>${text}</p>` }, 'https://news.example')).toMatchObject({
      value: { html: '<p>ab</p>' },
    });
  }
  const neighbours = [0xfdcf, 0xfdf0, 0xfffc, ...PLANES.slice(1).flatMap((plane) => [plane, plane + 0xfffd])];
  for (const code of neighbours) {
    const text = `a${String.fromCodePoint(code)}b`;
    expect(cleanText(text), code.toString(16)).toBe(text);
    expect(title.safeParse(text).success, code.toString(16)).toBe(true);
  }
});
