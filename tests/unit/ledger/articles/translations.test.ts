import { expect, it } from 'vitest';
import { readArticlePatch, readNewArticle } from '../../../../src/article/input.ts';
import type { Result } from '../../../../src/failure.ts';
import { changeArticle, createArticle } from '../../../../src/ledger/articles/articles.ts';
import { ADMINISTRATOR, openLedgerHarness } from '../../../support/ledger-harness.ts';

const ORIGIN = 'https://gazette.example';

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

it('A draft that brings published articles together, or parts them, has their documents written again', () => {
  const at = openLedgerHarness({});
  const create = (language: string, fields = {}) => {
    const body = { title: language, language, content_text: 'A word.', ...fields };
    return take(createArticle(at(0), take(readNewArticle(body, ORIGIN)), ADMINISTRATOR)).article;
  };
  const english = create('en');
  const german = create('de');
  const readWanted = () =>
    at(0)
      .sql.exec<{ wanted: number }>(`SELECT wanted FROM documents WHERE key LIKE 'article/%' ORDER BY key`)
      .toArray()
      .map(({ wanted }) => wanted);
  const published = readWanted();
  expect(published).toHaveLength(2);
  const draft = create('fr', { status: 'draft', translations: [english.id, german.id] });
  const together = readWanted();
  for (const [index, wanted] of together.entries()) expect(wanted).toBeGreaterThan(published[index] ?? 0);
  const patch = take(readArticlePatch({ translations: [english.id] }, ORIGIN));
  take(changeArticle(at(0), draft.id, patch, ADMINISTRATOR));
  for (const [index, wanted] of readWanted().entries()) expect(wanted).toBeGreaterThan(together[index] ?? 0);
});
