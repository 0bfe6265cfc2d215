import { expect, it } from 'vitest';
import { buildEmptyForm } from '../../../src/http/editor/articles/article-form.ts';
import { listFormFields, readArticleForm } from '../../../src/http/editor/articles/form-fields.tsx';
import { readSettings } from '../../../src/settings.ts';

it('a form that travels unseen comes back as it was', () => {
  const empty = buildEmptyForm('new-1', readSettings({}));
  // Every text is another one, so that no field can take the place of another.
  const texts = Object.entries(empty)
    .filter(([, value]) => typeof value === 'string')
    .map(([key]) => [key, `text of ${key}\n`.trim()]);
  const form = {
    ...empty,
    ...Object.fromEntries(texts),
    format: 'html' as const,
    content: ' \nwith space around it\n',
    revision: 3,
    categories: ['roads', 'schools'],
    recognizes: false,
    officials: [
      { slug: 'a', name: 'A', role: null, relation: 'author' as const },
      { slug: 'b', name: 'B', role: 'Mayor', relation: 'quoted' as const },
    ],
    refused: ['c'],
    attachments: [
      { url: 'https://a.example/1.pdf', title: 'One', mimeType: 'application/pdf', size: '7' },
      { url: 'https://a.example/2', title: '', mimeType: '', size: '' },
    ],
    isMajor: true,
    isQuiet: true,
  };
  const sent = new URLSearchParams(listFormFields(form).map(([name, value]) => [name, value]));
  expect(readArticleForm(sent)).toEqual(form);
});
