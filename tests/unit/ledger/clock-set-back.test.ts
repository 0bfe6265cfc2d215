import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readArticlePatch, readNewArticle } from '../../../src/article/input.ts';
import type { Result } from '../../../src/failure.ts';
import { FIRST_ADMINISTRATOR } from '../../../src/ledger/actor.ts';
import { changeArticle, createArticle, deleteArticle } from '../../../src/ledger/articles/articles.ts';
import { findFirstAnswer, keepAnswer } from '../../../src/ledger/articles/idempotency.ts';
import { bringForward, CALL_WAITS_MS } from '../../../src/ledger/clock-set-back.ts';
import { findNextProjection, projectDirtyDocuments } from '../../../src/ledger/feeds/projection.ts';
import { findSessionActor, insertSession, insertToken, SESSION_SECONDS } from '../../../src/ledger/tokens.ts';
import type { ArticleDocument, PublishedStore } from '../../../src/published/store.ts';
import { KV_WRITE_INTERVAL_MS } from '../../../src/published/store.ts';
import { countCases } from '../../support/cases.ts';
import { ADMINISTRATOR, openLedgerHarness } from '../../support/ledger-harness.ts';

const ORIGIN = 'https://gazette.example';
const DAY_SECONDS = 24 * 3600;

/** What happens next: so many seconds pass, the clock jumps by so many, and an editor does something. */
interface Step {
  readonly passSeconds: number;
  readonly jumpSeconds: number;
  readonly act: 'create' | 'correct' | 'withdraw' | 'return' | 'nothing';
  readonly storeFails: boolean;
}

const steps = fc.array(
  fc.record<Step>({
    passSeconds: fc.nat(600),
    jumpSeconds: fc.oneof(
      fc.constant(0),
      fc.constantFrom(-60, -3600, 3600, -365 * DAY_SECONDS),
      fc.integer({ min: -DAY_SECONDS, max: DAY_SECONDS }),
    ),
    act: fc.constantFrom('create', 'correct', 'withdraw', 'return', 'nothing'),
    storeFails: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

/** A store that may fail, and what it has by now. */
function makeStore() {
  const articles = new Map<string, ArticleDocument>();
  const state = { isFailing: false };
  const write = async (keep: () => void) => {
    if (state.isFailing) throw new Error('the store fails');
    keep();
  };
  const store: PublishedStore = {
    putFeed: () => write(() => undefined),
    deleteFeed: () => write(() => undefined),
    putFile: () => write(() => undefined),
    deleteFile: () => write(() => undefined),
    putArticle: (document) => write(() => void articles.set(document.article.id, document)),
  };
  return { store, articles, state };
}

// What fails is told in the log, over and over.
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

/** Further ahead than anything waits. */
const FUTURE_SECONDS = 400 * DAY_SECONDS;
const MOMENT = /(^|_)(at|since)$/;

/** What has happened, and what editors have decided: nothing waits for it. */
const FACTS = [
  ...['listed_at', 'published_at', 'announced_at', 'told_at', 'changed_at'].map((at) => `articles.${at}`),
  ...['published_at', 'told_at', 'left_at', 'joined_at'].map((at) => `memberships.${at}`),
  ...['categories', 'officials', 'offices'].map((table) => `${table}.renamed_at`),
  'officials.titled_at',
  ...['documents.changed_at', 'documents.written_at', 'documents.last_modified_at'],
  ...['revisions.at', 'audit_log.at', 'tokens.created_at', 'previews.created_at', 'files.created_at'],
  ...['endpoints.removed_at', 'leases.ended_at'],
];

type Column = { readonly name: string; readonly type: string; readonly required: number };

/** Every column of every table that holds a moment, and is left as it is when the clock is set back. */
function listMomentsLeft(): string[] {
  const at = openLedgerHarness();
  const { sql, now } = at(0);
  const future = at(FUTURE_SECONDS).now;
  const tables = sql
    .exec<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts5%'`)
    .toArray()
    .map(({ name }) => name)
    .filter((name) => !/^search|^sqlite_/.test(name));
  return tables.flatMap((table) => {
    const columns = sql
      .exec<Column>(`SELECT name, type, "notnull" AS required FROM pragma_table_info(?)`, table)
      .toArray();
    return columns
      .map(({ name }) => name)
      .filter((name) => MOMENT.test(name))
      .filter((moment) => {
        // Some wait only where another moment is known, some only where it is not.
        const isLeft = [null, now].map((other) => {
          sql.exec(`DELETE FROM ${table}`);
          const values = columns.map(({ name, type, required }) => {
            if (name === moment) return future;
            if (MOMENT.test(name)) return other === null && required === 0 ? null : now;
            return type === 'INTEGER' ? 1 : '{}';
          });
          const names = columns.map(({ name }) => name).join(', ');
          sql.exec(`INSERT INTO ${table} (${names}) VALUES (${values.map(() => '?').join(', ')})`, ...values);
          bringForward(at(0));
          return (
            sql.exec<{ value: number }>(`SELECT ${moment} AS value FROM ${table}`).one().value === future
          );
        });
        return isLeft.every(Boolean);
      })
      .map((moment) => `${table}.${moment}`);
  });
}

describe('whatever the clock does,', () => {
  it('no moment of any table stays further ahead than it may be, but facts and what editors have dated', () => {
    expect(listMomentsLeft().sort()).toEqual([...FACTS].sort());
  });

  it('each change reaches the store within its longest wait, the newest revision last', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const at = openLedgerHarness();
        const { store, articles, state } = makeStore();
        let seconds = 0;
        const ledger = () => at(seconds);
        const project = async () => {
          bringForward(ledger());
          await projectDirtyDocuments(ledger, store, () => undefined);
        };
        const input = take(readNewArticle({ title: 'Budget', content_text: 'Ten million.' }, ORIGIN));
        let { article } = take(createArticle(ledger(), input, ADMINISTRATOR));
        const patch = (body: unknown) => {
          article = take(
            changeArticle(ledger(), article.id, take(readArticlePatch(body, ORIGIN)), ADMINISTRATOR),
          );
        };
        await project();
        for (const [number, { passSeconds, jumpSeconds, act, storeFails }] of list.entries()) {
          seconds += passSeconds + jumpSeconds;
          state.isFailing = storeFails;
          const before = article;
          const isWithdrawn = article.status === 'withdrawn';
          if (act === 'create') take(createArticle(ledger(), input, ADMINISTRATOR));
          if (act === 'correct' && !isWithdrawn) patch({ title: `Title ${number}`, change_note: 'A sum.' });
          if (act === 'return' && isWithdrawn) patch({ status: 'published', change_note: 'It was right.' });
          if (act === 'withdraw') {
            article = take(deleteArticle(ledger(), article.id, null, true, ADMINISTRATOR)) ?? article;
          }
          expect(article.modifiedAt).toBeGreaterThanOrEqual(before.modifiedAt ?? 0);
          // As the alarm does it: what is due at once, then at the moment that is next.
          await project();
          state.isFailing = false;
          for (let alarms = 0; findNextProjection(ledger()) !== null; alarms++) {
            bringForward(ledger());
            const waitMs = (findNextProjection(ledger()) ?? 0) - ledger().now;
            // It has failed once at most, wherever the clock was when it did.
            expect(waitMs).toBeLessThanOrEqual(storeFails ? (CALL_WAITS_MS[1] ?? 0) : KV_WRITE_INTERVAL_MS);
            expect(alarms).toBeLessThan(20);
            seconds += Math.max(0, waitMs) / 1000;
            await project();
          }
          const shown = articles.get(article.id)?.article;
          expect(shown?.revision).toBe(article.revision);
          expect(shown?.contentHtml.includes('million')).toBe(article.status === 'published');
        }
      }),
      { numRuns: countCases(200) },
    );
  });

  it('a document that was written before the clock was set back, and changes after, is due at once', async () => {
    const at = openLedgerHarness();
    const { store } = makeStore();
    let seconds = 3600;
    const ledger = () => at(seconds);
    const input = take(readNewArticle({ title: 'Budget', content_text: 'Ten million.' }, ORIGIN));
    const { article } = take(createArticle(ledger(), input, ADMINISTRATOR));
    await projectDirtyDocuments(ledger, store, () => undefined);
    expect(findNextProjection(ledger())).toBeNull();
    seconds = 0;
    bringForward(ledger());
    const patch = take(readArticlePatch({ title: 'The budget' }, ORIGIN));
    take(changeArticle(ledger(), article.id, patch, ADMINISTRATOR));
    const waitMs = (findNextProjection(ledger()) ?? 0) - ledger().now;
    expect(waitMs).toBeLessThanOrEqual(KV_WRITE_INTERVAL_MS);
  });

  it('a session ends after its hours and an idempotency key after its day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * DAY_SECONDS }), (backSeconds) => {
        const at = openLedgerHarness();
        const token = { name: 'Press', role: 'editor', hash: 'hash' } as const;
        const { id } = take(insertToken(at(0), token, FIRST_ADMINISTRATOR));
        insertSession(at(0), { hash: 'session', tokenId: id, tokenHash: 'hash' });
        const request = { tokenId: id, key: 'key', bodyDigest: 'body' };
        keepAnswer(at(0), request, 'answer');
        bringForward(at(-backSeconds));
        const isSignedIn = (seconds: number) =>
          findSessionActor(at(seconds - backSeconds), 'session', '') !== null;
        expect([isSignedIn(0), isSignedIn(SESSION_SECONDS)]).toEqual([true, false]);
        expect(findFirstAnswer(at(-backSeconds), request)).toEqual({ ok: true, value: 'answer' });
        expect(findFirstAnswer(at(DAY_SECONDS - backSeconds), request)).toEqual({ ok: true, value: null });
      }),
    );
  });
});
