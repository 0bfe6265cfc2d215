import { expect, it } from 'vitest';
import { SLUG_PATTERN } from '../../../../src/article/article.ts';
import { readNewArticle } from '../../../../src/article/input.ts';
import { createArticle } from '../../../../src/ledger/articles/articles.ts';
import { ADMINISTRATOR, openLedgerHarness } from '../../../support/ledger-harness.ts';

const ARTICLES = 100;

it('Articles of one title and day each get a slug of their own, the hundredth with no more questions than the second', () => {
  const openLedger = openLedgerHarness();
  for (const title of ['Council meets', 'An exceptionally long title '.repeat(4), '区委召开会议']) {
    const input = readNewArticle({ title, content_text: 'Text.' }, 'https://gazette.example');
    if (!input.ok) throw new Error(input.failure.code);
    const slugs: string[] = [];
    const questions: number[] = [];
    for (let number = 0; number < ARTICLES; number++) {
      const ledger = openLedger(number);
      let asked = 0;
      const exec: typeof ledger.sql.exec = (query, ...bindings) => {
        asked += 1;
        return ledger.sql.exec(query, ...bindings);
      };
      const sql = { exec } as SqlStorage;
      const created = createArticle({ ...ledger, sql }, input.value, ADMINISTRATOR);
      if (!created.ok) throw new Error(created.failure.code);
      slugs.push(created.value.article.slug);
      questions.push(asked);
    }
    expect(new Set(slugs).size).toBe(ARTICLES);
    for (const slug of slugs) expect(slug).toMatch(SLUG_PATTERN);
    for (const slug of slugs) expect(slug.length).toBeLessThanOrEqual(64);
    // The first mints the authority of all ids.
    expect(new Set(questions.slice(1)).size).toBe(1);
    if (title === 'Council meets') {
      expect(slugs.slice(0, 3)).toEqual(['', '-2', '-3'].map((end) => `2026-11-23-council-meets${end}`));
    }
  }
});
