import { beforeEach, describe, expect, test } from 'vitest';
import type { EventType } from '../../../../src/delivery/event.ts';
import { changeArticle, createArticle, deleteArticle } from '../../../../src/ledger/articles/articles.ts';
import type { LedgerContext } from '../../../../src/ledger/context.ts';
import { createEndpoint } from '../../../../src/ledger/webhooks/endpoint-calls.ts';
import { findOpenEvent } from '../../../../src/ledger/webhooks/events.ts';
import { listMatchingEndpoints } from '../../../../src/ledger/webhooks/routing.ts';
import { ADMINISTRATOR, openLedgerHarness } from '../../../support/ledger-harness.ts';

const EVENTS: readonly EventType[] = ['article.published', 'article.updated', 'article.withdrawn'];

let ledger: LedgerContext;
let statements: string[];

beforeEach(() => {
  const opened = openLedgerHarness()(0);
  statements = [];
  const sql = {
    exec: (query: string, ...bindings: SqlStorageValue[]) => {
      statements.push(query);
      return opened.sql.exec(query, ...bindings);
    },
  } as unknown as SqlStorage;
  ledger = { ...opened, sql };
});

function addEndpoint(q: string | null): string {
  const wish = { url: `https://receiver.example/${q}`, events: EVENTS, q };
  const created = createEndpoint(
    ledger,
    { wish, requestHost: 'gazette.example', madeSecret: 'whsec_' },
    ADMINISTRATOR,
  );
  if (!created.ok) throw new Error(created.failure.code);
  return created.value.endpoint.id;
}

const writeContent = (text: string) => ({ html: `<p>${text}</p>`, text, leftOut: [] });

function publish(text: string): string {
  const created = createArticle(
    ledger,
    { title: 'News', content: writeContent(text), notify: true },
    ADMINISTRATOR,
  );
  if (!created.ok) throw new Error(created.failure.code);
  return created.value.article.id;
}

const change = (id: string, text: string, changeNote: string | null) =>
  changeArticle(ledger, id, { content: writeContent(text), changeNote, notify: true }, ADMINISTRATOR);
const withdraw = (id: string) => deleteArticle(ledger, id, null, true, ADMINISTRATOR);

/** Whom the newest event goes to; the events before it are over. */
function listTold(): readonly string[] {
  ledger.sql.exec('UPDATE events SET is_paged = 1 WHERE number < (SELECT max(number) FROM events)');
  const event = findOpenEvent(ledger);
  if (event === null) throw new Error('There is no event.');
  return listMatchingEndpoints(ledger, event, '', 100).ids;
}

describe('an endpoint that searches', () => {
  test('is told of a word that came unsaid, when it goes and when all of it is withdrawn', () => {
    const endpoint = addEndpoint('zeppelin');
    const id = publish('A balloon.');
    expect(listTold()).toEqual([]);
    change(id, 'A zeppelin.', null);
    change(id, 'A kite.', 'It was a kite.');
    expect(listTold()).toEqual([endpoint]);
    change(id, 'A large kite.', 'It was large.');
    expect(listTold()).toEqual([]);
    withdraw(id);
    expect(listTold()).toEqual([endpoint]);
  });

  test('that was told of nothing is not told of a withdrawal or a return', () => {
    const [searching, everything] = [addEndpoint('zeppelin'), addEndpoint(null)];
    const id = publish('A balloon.');
    withdraw(id);
    expect(listTold()).toEqual([everything]);
    changeArticle(ledger, id, { status: 'published', changeNote: 'True.', notify: true }, ADMINISTRATOR);
    expect(listTold()).toEqual([everything]);
    change(id, 'A zeppelin.', 'No balloon.');
    expect(listTold()).toEqual([searching, everything].sort());
  });
});

test('a withdrawal looks through the last text alone, however many there were', () => {
  const endpoint = addEndpoint('version 1');
  const id = publish('This is version 0.');
  for (let version = 1; version <= 30; version++) change(id, `This is version ${version}.`, 'Corrected.');
  statements = [];
  withdraw(id);
  expect(statements.filter((query) => query.includes('INTO search_probe'))).toHaveLength(1);
  expect(listTold()).toEqual([endpoint]);
});
