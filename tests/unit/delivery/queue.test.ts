import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { EndpointTarget } from '../../../src/delivery/endpoint.ts';
import { eventually } from '../../support/eventually.ts';
import { makeEvent, nameMessage, QueueHarness, START, TARGET } from '../../support/queue-harness.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const list = (harness: QueueHarness, target = TARGET) => harness.queue.listMessages(target.id, 100, null);
const ids = (harness: QueueHarness) => harness.posts.map(({ id }) => id);

/** Endpoints of one queue, as many as are asked for. */
const makeTargets = (count: number): EndpointTarget[] =>
  Array.from({ length: count }, (_, index) => ({
    ...TARGET,
    id: `ep_${String(index + 1).padStart(26, '0')}`,
    url: `https://receiver.example/${index + 1}`,
  }));

describe('a message', () => {
  test('is on disk before its POST, and is sent once, however often it is handed over', async () => {
    const harness = new QueueHarness();
    let rowsAtPost = 0;
    harness.answer = () => {
      rowsAtPost = harness.storage.countRows('pages');
      return { status: 200 };
    };
    for (let times = 0; times < 3; times += 1) await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.advance(HOUR);
    expect(rowsAtPost).toBe(1);
    expect(ids(harness)).toEqual([nameMessage(1)]);
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.advance(HOUR);
    expect(harness.posts).toHaveLength(1);
    expect(await list(harness)).toMatchObject([
      { state: 'delivered', attempts: [{ status: 200, failure: null }] },
    ]);
  });

  test('that arrives costs one row, and what it shares with others of its page', async () => {
    const harness = new QueueHarness();
    await harness.queue.enqueue(makeEvent(1), makeTargets(30));
    await harness.rest();
    expect(harness.posts).toHaveLength(30);
    expect(harness.storage.countRows('messages')).toBe(30);
    expect(harness.storage.countRows('events')).toBe(1);
    expect(harness.storage.countRows('pages')).toBe(0);
  });

  test('waits as long as the first step of the schedule says', async () => {
    const harness = new QueueHarness({ WEBHOOK_RETRY_SCHEDULE: '100,5' });
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.advance(79_000);
    expect(harness.posts).toEqual([]);
    await harness.advance(42_000);
    expect(harness.posts).toHaveLength(1);
  });

  test('follows the schedule to its end and is then given up', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 500 });
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.advance(5 * DAY);
    expect(harness.posts).toHaveLength(10);
    const [message] = await list(harness);
    expect(message).toMatchObject({ state: 'failed', nextAttemptAt: null });
    expect(message?.attempts).toHaveLength(10);
  });

  test('interrupted between its POST and its row is sent again under the same id, within its lease', async () => {
    const harness = new QueueHarness();
    harness.answer = () => 'hang';
    void harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.hangs;
    harness.kill();
    harness.answer = () => ({ status: 200 });
    await harness.advance(20_000);
    expect(ids(harness)).toEqual([nameMessage(1), nameMessage(1)]);
  });

  test('retried after it was given up is sent once more, and no more than that', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 500 });
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.advance(5 * DAY);
    expect(await harness.queue.retryMessage(TARGET.id, nameMessage(1))).toEqual({ ok: true, count: 1 });
    await harness.advance(5 * DAY);
    expect(harness.posts).toHaveLength(11);
    expect(await harness.queue.retryMessage(TARGET.id, nameMessage(2))).toEqual({
      ok: false,
      code: 'message_not_found',
    });
  });

  test('that arrived can be sent once more, and is listed once with both attempts', async () => {
    const harness = new QueueHarness();
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.advance(MINUTE);
    await harness.queue.retryMessage(TARGET.id, nameMessage(1));
    await harness.advance(MINUTE);
    expect(ids(harness)).toEqual([nameMessage(1), nameMessage(1)]);
    const [message, ...others] = await list(harness);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }, { status: 200 }] });
  });

  test('that is retried for ever keeps its newest hundred attempts, and its row small', async () => {
    const harness = new QueueHarness();
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.rest();
    for (let times = 0; times < 120; times += 1) {
      harness.answer = () => ({ status: times < 119 ? 500 : 200 });
      await harness.queue.retryMessage(TARGET.id, nameMessage(1));
      await harness.rest();
    }
    expect(harness.posts).toHaveLength(121);
    const [message] = await list(harness);
    expect(message?.attempts).toHaveLength(100);
    expect(message?.attempts.at(-1)).toMatchObject({ status: 200 });
  });

  test('of one endpoint is not found by the id of another', async () => {
    const harness = new QueueHarness();
    const [one = TARGET, other = TARGET] = makeTargets(2);
    await harness.queue.enqueue(makeEvent(1), [one]);
    await harness.queue.configure([other]);
    await harness.rest();
    expect(await harness.queue.retryMessage(other.id, nameMessage(1, one))).toMatchObject({
      code: 'message_not_found',
    });
    expect(await list(harness, other)).toEqual([]);
  });

  test('is kept 30 days, and its text 14', async () => {
    const harness = new QueueHarness();
    await harness.queue.enqueue(makeEvent(1, { id: `01M8${'0'.repeat(22)}` }), [TARGET]);
    await harness.advance(15 * DAY);
    const [message] = await list(harness);
    expect(await harness.queue.retryMessage(TARGET.id, message?.id ?? '')).toMatchObject({
      code: 'message_erased',
    });
    await harness.advance(40 * DAY);
    expect(harness.storage.countRows('events')).toBe(0);
  });

  test('whose text is erased before it could be sent has failed, and says so, whether it had a row or a page', async () => {
    const begins = {
      row: async (harness: QueueHarness) => {
        harness.answer = () => ({ status: 500 });
        await harness.queue.enqueue(makeEvent(1), [TARGET]);
        await harness.rest();
      },
      page: async (harness: QueueHarness) => {
        harness.answer = () => 'hang';
        void harness.queue.enqueue(makeEvent(1), [TARGET]);
        await harness.hangs;
        harness.kill();
      },
    };
    for (const begin of Object.values(begins)) {
      const harness = new QueueHarness();
      await begin(harness);
      vi.setSystemTime(START + 15 * DAY);
      await harness.fireAlarm();
      expect(harness.posts).toHaveLength(1);
      const [message] = await list(harness);
      expect(message).toMatchObject({ state: 'failed', nextAttemptAt: null });
      expect(message?.attempts.at(-1)).toMatchObject({ failure: { code: 'message_expired' } });
      expect(await harness.queue.wake()).toBe(false);
    }
  });
});

describe('a withdrawal', () => {
  test('takes back what is undelivered of earlier revisions, and its notice goes out', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 500 });
    const article = { articleId: 'a' };
    await harness.queue.enqueue(makeEvent(1, { ...article, revision: 1 }), [TARGET]);
    await harness.advance(MINUTE);
    await harness.queue.cancelArticle('a', 3);
    const before = harness.posts.length;
    harness.answer = () => ({ status: 200 });
    await harness.queue.enqueue(makeEvent(3, { ...article, revision: 3, type: 'article.withdrawn' }), [
      TARGET,
    ]);
    // One that comes too late is never sent, whatever the clock says.
    await harness.queue.enqueue(makeEvent(2, { ...article, revision: 2, createdAt: START + DAY }), [TARGET]);
    await harness.advance(5 * DAY);
    expect(ids(harness).slice(before)).toEqual([nameMessage(3)]);
    const states = (await list(harness)).map(({ id, state }) => [id, state]);
    expect(states).toEqual([
      [nameMessage(3), 'delivered'],
      [nameMessage(2), 'cancelled'],
      [nameMessage(1), 'cancelled'],
    ]);
    expect(harness.storage.sql.exec('SELECT 1 FROM events WHERE body IS NOT NULL').toArray()).toHaveLength(1);
    expect(await harness.queue.retryMessage(TARGET.id, nameMessage(1))).toMatchObject({
      code: 'message_erased',
    });
  });

  test('does not keep a return of the article from being sent', async () => {
    const harness = new QueueHarness();
    await harness.queue.cancelArticle('a', 2);
    await harness.queue.enqueue(makeEvent(3, { articleId: 'a', revision: 3 }), [TARGET]);
    await harness.rest();
    expect(ids(harness)).toEqual([nameMessage(3)]);
  });

  test('is answered only once every POST of the article has left, and none follows', async () => {
    const harness = new QueueHarness();
    const { promise, resolve } = Promise.withResolvers<void>();
    harness.answer = async () => {
      await promise;
      return { status: 500 };
    };
    await harness.queue.enqueue(makeEvent(1, { articleId: 'a' }), makeTargets(60));
    expect(harness.posts).toEqual([]);
    await harness.queue.cancelArticle('a', 2);
    const sent = harness.posts.length;
    expect(sent).toBeGreaterThan(0);
    resolve();
    await harness.advance(DAY);
    await harness.rest();
    expect(harness.posts).toHaveLength(sent);
  });

  test('calls nothing cancelled that arrived: what had left is delivered where its receiver says so', async () => {
    const harness = new QueueHarness();
    const answers = [500, 200].map((status) => ({ status, ...Promise.withResolvers<void>() }));
    let posts = 0;
    harness.answer = async () => {
      const answer = answers[posts++ % 2];
      await answer?.promise;
      return { status: answer?.status ?? 0 };
    };
    await harness.queue.enqueue(makeEvent(1, { articleId: 'a' }), makeTargets(2));
    await harness.queue.cancelArticle('a', 2);
    for (const { resolve } of answers) resolve();
    await harness.rest();
    const lists = await Promise.all(makeTargets(2).map((target) => list(harness, target)));
    const told = lists.flat().map(({ state, attempts }) => [attempts.at(-1)?.status, state]);
    expect(told.sort()).toEqual([
      [200, 'delivered'],
      [500, 'cancelled'],
    ]);
    expect(harness.posts).toHaveLength(2);
  });
});

describe('an endpoint', () => {
  test('that is gone is disabled at once, holds the rest, and the ledger hears of it even if it was away', async () => {
    const harness = new QueueHarness();
    harness.isLedgerDown = true;
    harness.answer = () => ({ status: 410 });
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.rest();
    await harness.queue.enqueue(makeEvent(2), [TARGET]);
    await harness.advance(MINUTE);
    expect((await list(harness)).map(({ state }) => state)).toEqual(['held', 'held']);
    expect(harness.posts).toHaveLength(1);
    harness.isLedgerDown = false;
    await harness.advance(HOUR);
    expect(harness.reports).toMatchObject([
      { id: TARGET.id, version: 1, kind: 'disabled', reason: 'receiver_gone' },
    ]);
  });

  test('that is removed gets nothing more, leaves nothing behind, and is not brought back by a late call', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 500 });
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.rest();
    await harness.queue.remove(TARGET.id);
    await harness.queue.enqueue(makeEvent(2), [TARGET]);
    await harness.advance(5 * DAY);
    expect(harness.posts).toHaveLength(1);
    expect(await list(harness)).toEqual([]);
    expect(harness.storage.countRows('messages')).toBe(0);
  });

  test('that is moved, paused or removed gets no POST once that is answered', async () => {
    const changes: readonly ((harness: QueueHarness) => Promise<void>)[] = [
      ({ queue }) => queue.configure([{ ...TARGET, version: 2, url: 'https://new.example/' }]),
      ({ queue }) => queue.configure([{ ...TARGET, version: 2, state: 'paused' }]),
      ({ queue }) => queue.remove(TARGET.id),
    ];
    for (const change of changes) {
      const harness = new QueueHarness();
      const { promise, resolve } = Promise.withResolvers<void>();
      harness.answer = async () => {
        await promise;
        return { status: 200 };
      };
      await harness.queue.enqueue(makeEvent(1), [TARGET]);
      expect(harness.posts).toEqual([]);
      await change(harness);
      expect(harness.posts).toHaveLength(1);
      resolve();
      await harness.advance(DAY);
      await harness.rest();
      expect(harness.posts.filter(({ url }) => url === TARGET.url)).toHaveLength(1);
    }
  });

  test('that is paused holds, activated sends nothing held, and recovers what is asked for', async () => {
    const harness = new QueueHarness();
    const paused = { ...TARGET, version: 2, state: 'paused' } as const;
    await harness.queue.configure([paused]);
    await harness.queue.enqueue(makeEvent(1), [paused]);
    await harness.advance(DAY);
    await harness.queue.configure([{ ...TARGET, version: 3 }]);
    await harness.advance(DAY);
    expect(harness.posts).toEqual([]);
    expect(await harness.queue.recover(TARGET.id, START + DAY)).toEqual({ ok: true, count: 0 });
    expect(await harness.queue.recover(TARGET.id, START)).toEqual({ ok: true, count: 1 });
    await harness.advance(MINUTE);
    expect(ids(harness)).toEqual([nameMessage(1)]);
  });

  test('with a Retry-After gets none of its messages before, and then not all at once', async () => {
    const harness = new QueueHarness();
    harness.answer = () =>
      harness.posts.length === 1 ? { status: 429, headers: { 'retry-after': '3600' } } : { status: 500 };
    for (let number = 1; number <= 20; number += 1) {
      await harness.queue.enqueue(makeEvent(number), [TARGET]);
      await harness.rest();
    }
    await harness.advance(HOUR - 1);
    expect(harness.posts).toHaveLength(1);
    await harness.advance(2 * HOUR);
    const times = harness.posts.slice(1).map(({ at }) => at);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(START + HOUR);
    expect(new Set(times).size).toBeGreaterThan(10);
  });

  test('whose address changes is tried there at once, and not blamed for what was before', async () => {
    const harness = new QueueHarness();
    harness.answer = ({ url }) => ({ status: url === TARGET.url ? 500 : 200 });
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.advance(MINUTE);
    await harness.queue.configure([{ ...TARGET, version: 2, url: 'https://new.example/' }]);
    await harness.advance(HOUR);
    expect(harness.posts.at(-1)?.url).toBe('https://new.example/');
    expect(await list(harness)).toMatchObject([{ state: 'delivered' }]);
  });
});

describe('receivers that hang', () => {
  /** A receiver that hangs until it is let go. */
  function hangFor(harness: QueueHarness, isHanging: (url: string) => boolean) {
    const { promise, resolve } = Promise.withResolvers<void>();
    harness.answer = async ({ url }) => {
      if (isHanging(url)) await promise;
      return { status: 200 };
    };
    return resolve;
  }

  test('delay nobody, not even those of the same call: the others have slots of other Senders', async () => {
    const harness = new QueueHarness();
    const targets = makeTargets(40);
    const hanging = new Set(targets.slice(0, 20).map(({ url }) => url));
    const letGo = hangFor(harness, (url) => hanging.has(url));
    await harness.queue.enqueue(makeEvent(1), targets);
    await eventually(() => expect(harness.posts).toHaveLength(40));
    const healthy = targets.slice(20);
    await eventually(async () => {
      for (const target of healthy)
        expect(await list(harness, target)).toMatchObject([{ state: 'delivered' }]);
    });
    expect(harness.senders.size).toBeGreaterThan(2);
    letGo();
    await harness.rest();
  });

  test('have failed after fifteen seconds, and then their slots are those of others', async () => {
    const harness = new QueueHarness();
    const targets = makeTargets(70);
    const hanging = new Set(targets.slice(0, 54).map(({ url }) => url));
    harness.answer = ({ url }) => (hanging.has(url) ? 'hang' : { status: 200 });
    await harness.queue.enqueue(makeEvent(1), targets);
    await eventually(() => expect(harness.posts).toHaveLength(54));
    harness.passTimers(14_999);
    // What ends before or after its time says so: its latency is another.
    await turn();
    harness.passTimers(1);
    await turn();
    harness.passTimers(1);
    await eventually(async () => {
      expect(harness.posts).toHaveLength(70);
      for (const target of targets) {
        const failure = { code: 'timed_out' };
        expect(await list(harness, target)).toMatchObject([
          hanging.has(target.url)
            ? { state: 'pending', attempts: [{ status: null, latencyMs: 15_000, failure }] }
            : { state: 'delivered' },
        ]);
      }
    });
  });

  test('get one message at a time, in slots that are not those of others', async () => {
    const harness = new QueueHarness();
    const [slow = TARGET, quick = TARGET] = makeTargets(2);
    const letGo = hangFor(harness, (url) => url === slow.url);
    await harness.queue.enqueue(makeEvent(1), [slow, quick]);
    await harness.waitUntilLate();
    for (let number = 2; number <= 8; number += 1) {
      await harness.queue.enqueue(makeEvent(number), [slow, quick]);
    }
    await eventually(() => expect(harness.posts.filter(({ url }) => url === quick.url)).toHaveLength(8));
    expect(harness.posts.filter(({ url }) => url === slow.url)).toHaveLength(1);
    letGo();
    await harness.rest();
    await harness.advance(MINUTE);
    expect(harness.posts.filter(({ url }) => url === slow.url)).toHaveLength(8);
  });

  test('are not looked at again with every message of somebody else, however many they are', async () => {
    const countQuestions = async (hanging: number) => {
      const harness = new QueueHarness();
      const [other = TARGET, ...targets] = makeTargets(hanging + 1);
      harness.answer = () => ({ status: 500 });
      await harness.queue.enqueue(makeEvent(1), targets);
      await harness.rest();
      harness.answer = ({ url }) => (url === other.url ? { status: 200 } : 'hang');
      vi.setSystemTime(START + MINUTE);
      await harness.queue.alarm();
      await eventually(() => expect(harness.posts).toHaveLength(2 * hanging));
      await harness.waitUntilLate();
      const asked = vi.spyOn(harness.storage.sql, 'exec');
      await harness.queue.enqueue(makeEvent(2), [other]);
      await eventually(async () =>
        expect(await list(harness, other)).toMatchObject([{ state: 'delivered' }]),
      );
      return asked.mock.calls.filter(([query]) => query.includes('FROM endpoints')).length;
    };
    expect(await countQuestions(18)).toBe(await countQuestions(3));
  });

  test('whose Sender ends get theirs again, and nothing is lost', async () => {
    const harness = new QueueHarness();
    harness.isSenderDown = () => true;
    const targets = makeTargets(20);
    const letGo = hangFor(harness, (url) => Number(url.split('/').at(-1)) <= 6);
    await harness.queue.enqueue(makeEvent(1), targets);
    await harness.waitUntilLate();
    letGo();
    await harness.rest();
    harness.isSenderDown = () => false;
    await harness.advance(HOUR);
    for (const target of targets) expect(await list(harness, target)).toMatchObject([{ state: 'delivered' }]);
  });

  test('are not sent theirs twice because the Sender of others ended', async () => {
    const harness = new QueueHarness();
    harness.isSenderDown = (name) => !name.endsWith('/0');
    const targets = makeTargets(12);
    const letGo = hangFor(harness, () => true);
    await harness.queue.enqueue(makeEvent(1), targets);
    await eventually(() => expect(harness.posts).toHaveLength(6));
    harness.isSenderDown = () => false;
    await harness.queue.alarm();
    await harness.waitUntilLate();
    letGo();
    await harness.rest();
    await harness.advance(HOUR);
    expect(harness.posts.map(({ url }) => url).toSorted()).toEqual(targets.map(({ url }) => url).toSorted());
    for (const target of targets) {
      expect(await list(harness, target)).toMatchObject([
        { state: 'delivered', attempts: [{ status: 200 }] },
      ]);
    }
  });

  test('lose nothing where outcomes of others of their page could not be written', async () => {
    const harness = new QueueHarness();
    const targets = makeTargets(3);
    const [quick, slow] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const isSlow = (url: string) => url === targets[2]?.url;
    harness.answer = async ({ url }) => {
      await (isSlow(url) ? slow : quick).promise;
      return { status: 200 };
    };
    await harness.queue.enqueue(makeEvent(1), targets);
    await eventually(() => expect(harness.posts).toHaveLength(3));
    const { refused } = refuseOneCommit(harness);
    quick.resolve();
    await refused;
    harness.answer = () => 'hang';
    slow.resolve();
    await eventually(async () => {
      expect(await list(harness, targets[2])).toMatchObject([{ state: 'delivered' }]);
    });
    harness.kill();
    harness.answer = () => ({ status: 200 });
    await harness.queue.wake();
    await harness.rest();
    for (const target of targets) expect(await list(harness, target)).toMatchObject([{ state: 'delivered' }]);
  });

  test('lose nothing where a fault comes while the first of a page are chosen', async () => {
    const harness = new QueueHarness();
    const [active = TARGET, other = TARGET] = makeTargets(2);
    const letGo = hangFor(harness, () => true);
    await harness.queue.enqueue(makeEvent(1), [active]);
    await harness.waitUntilLate();
    // It keeps one waiting, so its next message is given a row while the page is read.
    vi.spyOn(harness.storage, 'transactionSync').mockImplementationOnce((run) => run());
    refuseOneCommit(harness);
    await expect(harness.queue.enqueue(makeEvent(2), [active, other])).rejects.toThrow();
    await harness.queue.enqueue(makeEvent(2), [active, other]);
    letGo();
    await harness.rest();
    await harness.advance(HOUR);
    for (const target of [active, other]) {
      expect((await list(harness, target))[0]).toMatchObject({
        id: nameMessage(2, target),
        state: 'delivered',
      });
    }
  });
});

/** The next transaction is rolled back at its end, as where the disk is full. */
function refuseOneCommit(harness: QueueHarness): { readonly refused: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const transact = harness.storage.transactionSync.bind(harness.storage);
  vi.spyOn(harness.storage, 'transactionSync').mockImplementationOnce((run) => {
    resolve();
    return transact(() => {
      run();
      throw new Error('SQLITE_FULL');
    });
  });
  return { refused: promise };
}

describe('a test', () => {
  const ping = (number: number) => makeEvent(number, { type: 'ping', articleId: null });

  test('of a disabled endpoint makes it active when it is delivered, and tells the ledger', async () => {
    const harness = new QueueHarness();
    const disabled = { ...TARGET, state: 'disabled' } as const;
    await harness.queue.configure([disabled]);
    expect(await harness.queue.sendTest(disabled, ping(1))).toMatchObject({ status: 200, failure: null });
    await harness.advance(MINUTE);
    expect(harness.reports).toMatchObject([{ kind: 'recovered', version: 1 }]);
    await harness.queue.enqueue(makeEvent(2), [disabled]);
    await harness.rest();
    expect(harness.posts).toHaveLength(2);
  });

  test('that failed says why, and is not sent again by a recovery', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 404 });
    expect(await harness.queue.sendTest(TARGET, ping(1))).toMatchObject({
      status: 404,
      failure: { code: 'answered', status: 404 },
    });
    await harness.queue.recover(TARGET.id, 0);
    await harness.advance(DAY);
    expect(harness.posts).toHaveLength(1);
  });

  test('of an endpoint that was removed is none', async () => {
    const harness = new QueueHarness();
    await harness.queue.configure([TARGET]);
    await harness.queue.remove(TARGET.id);
    expect(await harness.queue.sendTest(TARGET, ping(1))).toBeNull();
    expect(harness.posts).toEqual([]);
  });
});

describe('the platform', () => {
  test('is asked for no more than forty requests in one call or alarm, each with six POSTs', async () => {
    const harness = new QueueHarness();
    await harness.queue.enqueue(makeEvent(1), makeTargets(600));
    await harness.rest();
    expect(harness.posts).toHaveLength(240);
    await harness.fireAlarm();
    expect(harness.posts).toHaveLength(480);
    await harness.advance(1);
    expect(harness.posts).toHaveLength(600);
  });

  test('that lost an alarm, or has one that never fired, is set right by the cron', async () => {
    for (const alarmAt of [null, START - HOUR]) {
      const harness = new QueueHarness();
      harness.answer = () => ({ status: harness.posts.length === 1 ? 500 : 200 });
      await harness.queue.enqueue(makeEvent(1), [TARGET]);
      await harness.rest();
      harness.storage.alarmAt = alarmAt;
      vi.setSystemTime(Date.now() + MINUTE);
      expect(await harness.queue.wake()).toBe(true);
      await harness.rest();
      expect(harness.posts).toHaveLength(2);
      expect(await harness.queue.wake()).toBe(false);
    }
  });

  test('that still has something to report is not taken for idle by the cron', async () => {
    const harness = new QueueHarness();
    harness.isLedgerDown = true;
    harness.answer = () => ({ status: 410 });
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.advance(MINUTE);
    harness.storage.alarmAt = null;
    expect(await harness.queue.wake()).toBe(true);
    harness.isLedgerDown = false;
    harness.storage.alarmAt = null;
    vi.setSystemTime(Date.now() + HOUR);
    await harness.queue.wake();
    expect(harness.reports).toHaveLength(1);
    expect(await harness.queue.wake()).toBe(false);
  });

  test('whose clock is set back by an hour lets nothing wait for that hour', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: harness.posts.length === 1 ? 500 : 200 });
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.rest();
    harness.turnBack(HOUR);
    await harness.queue.wake();
    await harness.advance(7000);
    expect(harness.posts).toHaveLength(2);
  });

  test('an endpoint that fails all the time is disabled after five days, and no later', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 500 });
    await harness.queue.enqueue(makeEvent(1), [TARGET]);
    await harness.queue.enqueue(makeEvent(2), [TARGET]);
    await harness.advance(DAY);
    harness.turnBack(365 * DAY);
    for (let day = 0; day < 5; day += 1) {
      await harness.queue.enqueue(makeEvent(3 + day), [TARGET]);
      await harness.advance(DAY);
    }
    expect(harness.reports.map(({ kind }) => kind)).toContain('disabled');
  });
});

describe('a service with a rate limit', () => {
  const WECOM: EndpointTarget = {
    ...TARGET,
    url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k',
    format: 'wecom',
    secret: null,
  };
  const makeNews = (number: number) => {
    const article = {
      id: `article ${number}`,
      url: `https://gazette.example/articles/${number}`,
      title: `News of the day, number ${number}: ${'all about it '.repeat(6)}`,
      summary: null,
      image: null,
      language: 'en',
      date_published: '2026-11-23T00:00:00Z',
      tags: [],
      _gazette: { revision: 1, officials: [], categories: [], source: null, change_note: null },
    };
    const body = { type: 'article.published', timestamp: '2026-11-23T00:00:00Z', data: { article } };
    return makeEvent(number, { articleId: article.id, body: JSON.stringify(body) });
  };

  test('is told of every one of forty articles by name, within its rate', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 200, body: '{"errcode":0}' });
    for (let number = 1; number <= 40; number += 1) await harness.queue.enqueue(makeNews(number), [WECOM]);
    await harness.advance(MINUTE);
    expect(harness.posts.length).toBeLessThanOrEqual(20);
    const said = harness.posts.map(({ body }) => body).join('\n');
    for (let number = 1; number <= 40; number += 1) expect(said).toContain(`number ${number}:`);
    expect((await list(harness)).map(({ state }) => state)).toEqual(Array(40).fill('delivered'));
  });
});
