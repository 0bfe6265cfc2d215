import { describe, expect, test } from 'vitest';
import { readContent } from '../../../../src/article/content/content.ts';

function read(markdown: string) {
  const result = readContent({ contentMarkdown: markdown }, 'https://news.example');
  if (result.ok) return result.value.html;
  return result.failure.code === 'invalid' ? result.failure.errors[0]?.code : result.failure.code;
}

describe('Markdown that would cost more than its length', () => {
  const picture = `data:image/png;base64,${'A'.repeat(100_000)}`;

  test('is refused where references write one long address again and again', () => {
    expect(read(`[a]: /${'u'.repeat(100_000)}\n\n${'[a] '.repeat(100)}`)).toBe('content_too_large');
  });

  test('is refused where they write one long title again and again', () => {
    expect(read(`[a]: /u "${'t'.repeat(100_000)}"\n\n${'[a] '.repeat(100)}`)).toBe('content_too_large');
  });

  test('is content where a picture that is written into it is shown a few times', () => {
    expect(read(`A text.\n\n![x][a] ![x][a]\n\n[a]: <${picture}>`)).toBe('<p>A text.</p>\n<p> </p>');
  });

  test('is refused where descriptions of pictures lie in each other', () => {
    const nest = (depth: number) => `${'!['.repeat(depth)}a${'](/b)'.repeat(depth)}`;
    expect(read(nest(1_000))).toBe('markdown_too_deep');
    expect(read(nest(3))).toBe('<p><img src="https://news.example/b" alt="a"></p>');
  });

  test('is content with any number of pictures beside each other', () => {
    expect(read('![a](/b) '.repeat(1_000))).toContain('<img src="https://news.example/b" alt="a">');
  });
});
