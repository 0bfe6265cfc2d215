import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArticlePatch, readNewArticle } from '../../../../src/article/input.ts';
import type { Result } from '../../../../src/failure.ts';
import type { Actor } from '../../../../src/ledger/actor.ts';
import { changeArticle, createArticle } from '../../../../src/ledger/articles/articles.ts';
import { findRevision, listRevisions } from '../../../../src/ledger/articles/revisions.ts';
import type { LedgerContext } from '../../../../src/ledger/context.ts';
import { countCases } from '../../../support/cases.ts';
import { openLedgerHarness } from '../../../support/ledger-harness.ts';

const ORIGIN = 'https://gazette.example';
const WRITERS: readonly Actor[] = ['Anna', 'Ben'].map((name) => ({ tokenId: name, name, role: 'editor' }));
const HALF_HOUR_SECONDS = 30 * 60;

/** One save: who, so many seconds after the one before, and whether the draft is published with it. */
interface Save {
  readonly writer: number;
  readonly pauseSeconds: number;
  readonly publishes: boolean;
}

const saves = fc.array(
  fc.record<Save>({
    writer: fc.nat(WRITERS.length - 1),
    pauseSeconds: fc.oneof(
      fc.constantFrom(0, 1, HALF_HOUR_SECONDS, HALF_HOUR_SECONDS + 1),
      // A clock that was set back.
      fc.integer({ min: -3 * HALF_HOUR_SECONDS, max: 3 * HALF_HOUR_SECONDS }),
    ),
    publishes: fc.boolean(),
  }),
  { maxLength: 12, size: 'max' },
);

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

function save(ledger: LedgerContext, id: string, number: number, { writer, publishes }: Save): void {
  const body = { title: `Text ${number}`, ...(publishes ? { status: 'published' } : {}) };
  const change = take(readArticlePatch(body, ORIGIN));
  take(changeArticle(ledger, id, change, WRITERS[writer] as Actor));
}

/** What should be kept: the number, the writer and the text of each revision. */
function foretell(list: readonly Save[]): [revision: number, by: string, title: string][] {
  const kept: [number, string, string][] = [[1, 'Anna', 'Text 1']];
  let isDraft = true;
  for (const [index, { writer, pauseSeconds, publishes }] of list.entries()) {
    const number = index + 2;
    const by = WRITERS[writer]?.name ?? '';
    const isSitting = pauseSeconds >= 0 && pauseSeconds <= HALF_HOUR_SECONDS && kept.at(-1)?.[1] === by;
    if (isDraft && !publishes && isSitting) kept.pop();
    isDraft &&= !publishes;
    kept.push([number, by, `Text ${number}`]);
  }
  return kept;
}

describe('revisions', () => {
  it('are one for each sitting of a writer at a draft, and one for each change of what is published', () => {
    fc.assert(
      fc.property(saves, fc.integer({ min: 1, max: 5 }), (list, pageSize) => {
        const at = openLedgerHarness();
        const input = take(
          readNewArticle({ title: 'Text 1', content_text: 'Text.', status: 'draft' }, ORIGIN),
        );
        const { article } = take(createArticle(at(0), input, WRITERS[0] as Actor));
        let seconds = 0;
        for (const [index, step] of list.entries()) {
          seconds += step.pauseSeconds;
          save(at(seconds), article.id, index + 2, step);
        }
        const seen: [number, string, string][] = [];
        for (let before: number | null = null; ; ) {
          const page = listRevisions(at(seconds), article.id, before, pageSize);
          for (const { revision, by } of page.revisions) {
            const whole = findRevision(at(seconds), article.id, revision);
            seen.push([revision, by, whole?.article.title ?? '']);
          }
          if (page.nextCursor === null) break;
          before = Number(page.nextCursor);
        }
        expect(seen.reverse()).toEqual(foretell(list));
      }),
      { numRuns: countCases(300) },
    );
  });
});
