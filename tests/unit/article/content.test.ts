import { expect, test } from 'vitest';
import { readContent } from '../../../src/article/content.ts';

test('a script never survives', () => {
  const read = readContent({ content_html: '<p>a<script>alert(1)</script></p>' }, 'https://gazette.test/');
  expect(read).toEqual({ ok: true, value: { html: '<p>a</p>', text: 'a' } });
});
