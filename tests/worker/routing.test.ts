import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../src/ledger/webhooks/endpoints.ts';
import { writeEndpoint } from '../../src/ledger/webhooks/endpoints.ts';
import { insertEvent } from '../../src/ledger/webhooks/events.ts';
import { type OpenQueue, sendNextPage } from '../../src/ledger/webhooks/outbox.ts';
import { listMatchingEndpoints } from '../../src/ledger/webhooks/routing.ts';
import { readSettings } from '../../src/settings.ts';
import { makeEndpoint } from '../support/endpoints.ts';

const ENDPOINTS = 10_000;
/** Wanted by three of the endpoints; the others want one of a hundred other categories or officials. */
const RARE = 'rare';

const ledger = env.LEDGER.getByName('ledger');

function makeNumbered(number: number): Endpoint {
  const isRare = number % 4000 === 1000;
  const isOfOfficial = number % 2 === 1;
  const other = `place-${number % 100}`;
  return makeEndpoint({
    id: `ep_${String(number).padStart(5, '0')}`,
    shard: number % 16,
    sequence: -1,
    events: ['article.published', 'article.withdrawn'],
    categories: isRare ? [RARE] : isOfOfficial ? [] : [other],
    officials: isOfOfficial && !isRare ? [other] : [],
  });
}

/** A ledger over the object's own rows, whose every statement is counted. */
function countRows(state: DurableObjectState) {
  const count = { read: 0, written: 0 };
  const sql = {
    exec: (query: string, ...bindings: SqlStorageValue[]) => {
      const cursor = state.storage.sql.exec(query, ...bindings);
      const rows = cursor.toArray();
      count.read += cursor.rowsRead;
      count.written += cursor.rowsWritten;
      return { toArray: () => rows, one: () => rows[0] };
    },
  } as unknown as SqlStorage;
  const makeId = () => crypto.randomUUID();
  return { count, ledger: { sql, settings: readSettings(env), now: Date.now(), makeId } };
}

describe('an event that three of ten thousand endpoints want', () => {
  it('reaches those three, opens nothing for any other, and reads a handful of rows', async () => {
    await runInDurableObject(ledger, async (_, state) => {
      const { ledger, count } = countRows(state);
      state.storage.transactionSync(() => {
        for (let number = 0; number < ENDPOINTS; number++) writeEndpoint(ledger, makeNumbered(number));
        state.storage.sql.exec('UPDATE endpoints SET synced = version');
      });
      insertEvent(ledger, {
        type: 'article.published',
        articleId: 'a',
        revision: 1,
        sequence: -1,
        audience: [{ categories: [RARE], officials: [], offices: [], languages: ['en'], revisions: [1] }],
        body: '{}',
      });
      const served: string[] = [];
      let calls = 0;
      const open = (() => ({
        enqueue: async (_event: unknown, targets: readonly { readonly id: string }[]) => {
          calls += 1;
          served.push(...targets.map((target) => target.id));
        },
      })) as unknown as OpenQueue;
      Object.assign(count, { read: 0, written: 0 });

      expect(await sendNextPage(() => ledger, open)).toBeGreaterThan(0);
      expect(await sendNextPage(() => ledger, open)).toBe(0);

      expect(served.sort()).toEqual(['ep_01000', 'ep_05000', 'ep_09000']);
      expect(calls).toBeLessThanOrEqual(3);
      expect(count.read).toBeLessThan(60);
      expect(count.written).toBeLessThan(10);
      console.log(`three of ${ENDPOINTS} endpoints: ${count.read} rows read, ${count.written} written`);
    });
  });

  it('is found for a category and an official alike without looking at the others', async () => {
    await runInDurableObject(ledger, (_, state) => {
      const { ledger, count } = countRows(state);
      const place = {
        categories: ['place-10'],
        officials: ['place-11'],
        offices: [],
        languages: ['en'],
        queries: [],
      };
      const found = listMatchingEndpoints(ledger, { type: 'article.published', audience: [place] }, '', 500);
      const wanted = Array.from({ length: ENDPOINTS }, (_unused, number) => makeNumbered(number)).filter(
        ({ categories, officials }) => categories.includes('place-10') || officials.includes('place-11'),
      );
      expect(found.ids).toEqual(wanted.map(({ id }) => id));
      expect(count.read).toBeLessThan(2 * found.ids.length + 10);
    });
  });
});
