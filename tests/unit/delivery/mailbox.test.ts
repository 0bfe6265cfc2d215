import { describe, expect, test, vi } from 'vitest';
import { Mailbox } from '../../../src/delivery/mailbox.ts';
import { MailboxWorld, makeMessage, START, TARGET } from '../../support/mailbox-harness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const states = async (world: MailboxWorld) =>
  Object.fromEntries((await world.mailbox.listMessages(100, null)).map(({ id, state }) => [id, state]));

describe('a message', () => {
  test('is sent once, however often it is handed over', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(DAY);
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(DAY);
    expect(world.posts.map(({ id }) => id)).toEqual(['m1']);
    expect(await states(world)).toEqual({ m1: 'delivered' });
  });

  test('waits as long as the first step of the schedule says', async () => {
    const world = new MailboxWorld(Mailbox, { WEBHOOK_RETRY_SCHEDULE: '100,5' });
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(79_000);
    expect(world.posts).toEqual([]);
    await world.advance(42_000);
    expect(world.posts).toHaveLength(1);
  });

  test('follows the schedule to its end and is then given up', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => ({ status: 500 });
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(5 * DAY);
    expect(world.posts).toHaveLength(10);
    expect(await states(world)).toEqual({ m1: 'failed' });
  });

  test('interrupted between its POST and the answer is sent again under the same id', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => 'hang';
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(MINUTE);
    world.answer = () => ({ status: 200 });
    world.kill();
    await world.advance(MINUTE);
    expect(world.posts.map(({ id, body }) => [id, body])).toEqual([
      ['m1', '{"id":"m1"}'],
      ['m1', '{"id":"m1"}'],
    ]);
    const [message] = await world.mailbox.listMessages(1, null);
    expect(message?.state).toBe('delivered');
    expect(message?.attempts[0]?.error).toContain('restarted');
  });

  test('retried after it was given up is sent once more, and no more than that', async () => {
    const world = new MailboxWorld(Mailbox, { WEBHOOK_RETRY_SCHEDULE: '0,5' });
    world.answer = () => ({ status: 500 });
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(MINUTE);
    expect(world.posts).toHaveLength(2);
    expect(await world.mailbox.retryMessage('m1')).toMatchObject({ ok: true });
    await world.advance(HOUR);
    expect(world.posts).toHaveLength(3);
    expect(await states(world)).toEqual({ m1: 'failed' });
  });

  test('whose format cannot be built fails in words and leaves the others alone', async () => {
    const world = new MailboxWorld(Mailbox);
    const slack = { ...TARGET, format: 'slack', url: 'https://hooks.slack.com/services/T/B/x' } as const;
    await world.mailbox.accept(slack, [makeMessage('m1', { body: 'not JSON' })]);
    await world.advance(MINUTE);
    expect(await states(world)).toEqual({ m1: 'failed' });
    const [message] = await world.mailbox.listMessages(1, null);
    expect(message?.attempts).toHaveLength(1);
    expect(message?.attempts[0]?.error).toContain('could not be put into the form');
  });

  test('arriving while another hangs does not wait for it', async () => {
    const world = new MailboxWorld(Mailbox);
    const slow = Promise.withResolvers<{ status: number }>();
    const arrived = Promise.withResolvers<void>();
    world.answer = ({ id }) => {
      arrived.resolve();
      return id === 'slow' ? slow.promise : { status: 200 };
    };
    await world.mailbox.accept(TARGET, [makeMessage('slow')]);
    await arrived.promise;
    await world.mailbox.accept(TARGET, [makeMessage('quick')]);
    await vi.waitFor(() => expect(world.posts.map(({ id }) => id)).toEqual(['slow', 'quick']), 500);
    slow.resolve({ status: 200 });
    await world.rest();
    expect(await states(world)).toEqual({ slow: 'delivered', quick: 'delivered' });
  });

  test.each([
    ['is removed', (world: MailboxWorld) => world.mailbox.remove(), {}],
    [
      'is paused',
      (world: MailboxWorld) => world.mailbox.configure({ ...TARGET, version: 2, state: 'paused' }),
      { m1: 'held' },
    ],
    [
      'had its article withdrawn',
      (world: MailboxWorld) => world.mailbox.cancelArticle('of m1', START + 1),
      { m1: 'cancelled' },
    ],
  ] as const)('that is being signed while its endpoint %s is not sent', async (_, happen, left) => {
    const world = new MailboxWorld(Mailbox);
    const accepted = world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await happen(world);
    await accepted;
    await world.advance(HOUR);
    expect(world.posts).toEqual([]);
    expect(await states(world)).toEqual(left);
    expect((await world.mailbox.listMessages(1, null))[0]?.attempts ?? []).toEqual([]);
  });

  test('to an address that is refused by now is not sent, and says why', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept({ ...TARGET, url: 'https://127.0.0.1/' }, [
      makeMessage('m1'),
      makeMessage('m2'),
    ]);
    await world.advance(MINUTE);
    expect(world.posts).toEqual([]);
    const [message] = await world.mailbox.listMessages(1, null);
    expect(message).toMatchObject({ state: 'failed', attempts: [{ status: null }] });
    expect(message?.attempts[0]?.error).toContain('not an IP address');
  });
});

describe('a withdrawal', () => {
  test('cancels what is undelivered of its article and erases it, and its notice goes out', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => ({ status: 500 });
    await world.mailbox.accept(TARGET, [
      makeMessage('m1', { articleId: 'a' }),
      makeMessage('m2', { articleId: 'b' }),
    ]);
    await world.advance(1000);
    world.answer = () => ({ status: 200 });
    await world.mailbox.accept(TARGET, [makeMessage('m3', { articleId: 'a', type: 'article.withdrawn' })]);
    await world.advance(DAY);
    expect(await states(world)).toEqual({ m1: 'cancelled', m2: 'delivered', m3: 'delivered' });
    expect(world.posts.filter(({ id }) => id === 'm1')).toHaveLength(1);
    expect(world.storage.sql.exec(`SELECT 1 FROM bodies WHERE message_id = 'm1'`).toArray()).toEqual([]);
  });

  test('keeps what was delivered before it from being sent once more', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept(TARGET, [makeMessage('m1', { articleId: 'a' })]);
    await world.advance(1000);
    expect(await world.mailbox.retryMessage('m1')).toMatchObject({ ok: true });
    await world.advance(1000);
    await world.mailbox.accept(TARGET, [makeMessage('m2', { articleId: 'a', type: 'article.withdrawn' })]);
    expect(await world.mailbox.retryMessage('m1')).toMatchObject({
      ok: false,
      failure: { code: 'message_of_withdrawn_article' },
    });
    expect(await world.mailbox.retryMessage('m2')).toMatchObject({ ok: true });
    await world.advance(1000);
    expect(world.posts.map(({ id }) => id)).toEqual(['m1', 'm1', 'm2', 'm2']);
  });

  test.each([200, 500])('during an attempt lets it end, records the %d and tries no more', async (status) => {
    const world = new MailboxWorld(Mailbox);
    const answer = Promise.withResolvers<{ status: number }>();
    const arrived = Promise.withResolvers<void>();
    world.answer = () => {
      arrived.resolve();
      return answer.promise;
    };
    await world.mailbox.accept(TARGET, [makeMessage('m1', { articleId: 'a' })]);
    await arrived.promise;
    await world.mailbox.cancelArticle('a', Date.now());
    answer.resolve({ status });
    await world.rest();
    await world.advance(DAY);
    expect(world.posts).toHaveLength(1);
    const [message] = await world.mailbox.listMessages(1, null);
    expect(message).toMatchObject({ state: 'cancelled', attempts: [{ status }] });
  });

  test('that comes before the message it overtakes still cancels it', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.cancelArticle('a', START + 5);
    await world.mailbox.accept(TARGET, [makeMessage('m1', { articleId: 'a', createdAt: START })]);
    await world.mailbox.accept(TARGET, [makeMessage('m2', { articleId: 'a', createdAt: START + 6 })]);
    await world.advance(MINUTE);
    expect(await states(world)).toEqual({ m1: 'cancelled', m2: 'delivered' });
  });
});

describe('an endpoint', () => {
  test('that is gone is disabled at once, holds the rest, and the ledger hears of it even if it is away', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => ({ status: 410 });
    world.isLedgerDown = true;
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(1000);
    await world.mailbox.accept(TARGET, [makeMessage('m2')]);
    await world.advance(MINUTE);
    world.isLedgerDown = false;
    await world.advance(HOUR);
    expect(world.posts).toHaveLength(1);
    expect(await states(world)).toEqual({ m1: 'held', m2: 'held' });
    expect(world.reports.filter(({ kind }) => kind === 'disabled')).toHaveLength(1);
  });

  test('is not disabled by what its former address answers', async () => {
    const world = new MailboxWorld(Mailbox);
    const answer = Promise.withResolvers<{ status: number }>();
    const arrived = Promise.withResolvers<void>();
    world.answer = ({ url }) => {
      arrived.resolve();
      return url === TARGET.url ? answer.promise : { status: 200 };
    };
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await arrived.promise;
    await world.mailbox.configure({ ...TARGET, version: 2, url: 'https://new.example/hook' });
    answer.resolve({ status: 410 });
    await world.rest();
    await world.advance(HOUR);
    expect(await states(world)).toEqual({ m1: 'delivered' });
    expect(world.reports.filter(({ kind }) => kind === 'disabled')).toEqual([]);
  });

  test('activated after five days of failures gets a new chance', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => ({ status: 500 });
    for (let day = 0; day <= 5; day += 1) {
      await world.mailbox.accept(TARGET, [makeMessage(`d${day}`)]);
      await world.advance(DAY);
    }
    const disablings = () => world.reports.filter(({ kind }) => kind === 'disabled').length;
    expect(disablings()).toBe(1);
    await world.mailbox.configure({ ...TARGET, version: 2 });
    await world.mailbox.accept({ ...TARGET, version: 2 }, [makeMessage('after')]);
    await world.advance(MINUTE);
    expect(disablings()).toBe(1);
    expect((await states(world)).after).toBe('pending');
  });

  test('is reported once as failing at the fourth failure, and as recovered at the next success', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => ({ status: 500 });
    await world.mailbox.accept(TARGET, [makeMessage('m1'), makeMessage('m2')]);
    await world.advance(10 * MINUTE);
    expect(world.reports).toEqual([]);
    await world.advance(HOUR);
    expect(world.reports.map(({ kind }) => kind)).toEqual(['failing']);
    world.answer = () => ({ status: 200 });
    await world.advance(3 * HOUR);
    expect(await states(world)).toEqual({ m1: 'delivered', m2: 'delivered' });
  });

  test('that is removed gets nothing more, and after a day nothing is left', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => ({ status: 500 });
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(1000);
    await world.mailbox.remove();
    await world.mailbox.accept({ ...TARGET, version: 9 }, [makeMessage('m2')]);
    await world.advance(HOUR);
    expect(world.posts).toHaveLength(1);
    expect(world.storage.countRows('messages')).toBe(0);
    await world.advance(2 * DAY);
    expect(world.storage.alarmAt).toBeNull();
    expect(world.storage.countRows('sqlite_master')).toBe(0);
  });

  test('that was removed and erased can still be asked', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept(TARGET, []);
    await world.mailbox.remove();
    await world.advance(2 * DAY);
    expect(await world.mailbox.listMessages(10, null)).toEqual([]);
    expect(await world.mailbox.retryMessage('m1')).toMatchObject({ ok: false });
  });

  test('that is paused holds, activated sends nothing held, and recovers what is asked for', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept({ ...TARGET, state: 'paused' }, [makeMessage('m1')]);
    await world.advance(MINUTE);
    await world.mailbox.configure({ ...TARGET, version: 2 });
    await world.advance(DAY);
    expect(world.posts).toEqual([]);
    expect(await world.mailbox.recover(START)).toEqual({ ok: true, value: 1 });
    await world.advance(MINUTE);
    expect(await states(world)).toEqual({ m1: 'delivered' });
  });

  test('with a Retry-After on one message still gets the others', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = ({ id }) =>
      id === 'm1' ? { status: 503, headers: { 'retry-after': '7200' } } : { status: 200 };
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(1000);
    await world.mailbox.accept(TARGET, [makeMessage('m2')]);
    await world.advance(7198_000);
    expect(world.posts.map(({ id }) => id)).toEqual(['m1', 'm2']);
    await world.advance(HOUR);
    expect(world.posts.map(({ id }) => id)).toEqual(['m1', 'm2', 'm1']);
  });
});

describe('a test', () => {
  const ping = makeMessage('ping_1', { type: 'ping', articleId: null });

  test('of a disabled endpoint makes it active when it is delivered, and tells the ledger', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => ({ status: 410 });
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(MINUTE);
    world.answer = () => ({ status: 200 });
    expect(await world.mailbox.sendTest(TARGET, ping)).toMatchObject({ delivered: true, status: 200 });
    await world.advance(MINUTE);
    expect(world.reports.map(({ kind }) => kind)).toEqual(['disabled', 'recovered']);
    world.answer = () => ({ status: 204 });
    await world.mailbox.accept(TARGET, [makeMessage('m2')]);
    await world.advance(MINUTE);
    expect(await states(world)).toMatchObject({ m2: 'delivered' });
  });

  test('that failed is not sent again by a recovery', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => ({ status: 500 });
    expect(await world.mailbox.sendTest(TARGET, ping)).toMatchObject({ delivered: false, status: 500 });
    expect(await world.mailbox.recover(START - DAY)).toEqual({ ok: true, value: 0 });
  });
});

describe('the platform', () => {
  test('is asked for no more than forty requests in one call or alarm', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept(
      TARGET,
      Array.from({ length: 100 }, (_, index) => makeMessage(`m${index}`)),
    );
    await world.rest();
    expect(world.posts).toHaveLength(40);
    await world.fireAlarm();
    expect(world.posts).toHaveLength(80);
    await world.advance(MINUTE);
    expect(new Set(world.posts.map(({ id }) => id)).size).toBe(100);
    expect(world.posts).toHaveLength(100);
  });

  test('that lost an alarm is set right by the watchdog', async () => {
    const world = new MailboxWorld(Mailbox, { WEBHOOK_RETRY_SCHEDULE: '100,5' });
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    world.storage.alarmAt = null;
    await world.advance(3 * MINUTE);
    expect(world.posts).toEqual([]);
    expect(await world.mailbox.wake()).toMatchObject({ wasStalled: true });
    await world.advance(MINUTE);
    expect(await states(world)).toEqual({ m1: 'delivered' });
    expect(await world.mailbox.wake()).toEqual({ nextSendAt: null, wasStalled: false });
  });

  test('keeps messages 30 days and their bodies 14', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await world.advance(13 * DAY);
    expect(await world.mailbox.retryMessage('m1')).toMatchObject({ ok: true });
    await world.advance(2 * DAY);
    expect(await world.mailbox.retryMessage('m1')).toMatchObject({ ok: false });
    expect(await states(world)).toEqual({ m1: 'delivered' });
    await world.advance(16 * DAY);
    expect(await states(world)).toEqual({});
    expect(world.storage.countRows('attempts')).toBe(0);
  });
});

describe('a service with a rate limit', () => {
  const wecom = {
    ...TARGET,
    format: 'wecom',
    url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k',
  } as const;
  const article = (title: string) => ({
    id: title,
    url: `https://gazette.example/articles/${title}`,
    title,
    summary: 'A summary.',
    content_html: '<p>Text</p>',
    language: 'en',
    date_published: '2026-11-23T00:00:00Z',
    date_modified: '2026-11-23T00:00:00Z',
    tags: [],
    authors: [],
    attachments: [],
    _gazette: {
      revision: 1,
      status: 'published',
      categories: [],
      officials: [],
      change_note: null,
      withdrawn_reason: null,
    },
  });
  const news = (index: number) =>
    makeMessage(`m${index}`, {
      body: JSON.stringify({
        type: 'article.published',
        timestamp: '2026-11-23T00:00:00Z',
        data: { article: article(`title-${index}`) },
      }),
    });

  test('gets a digest of what would pass its limit, and every message has the attempt', async () => {
    const world = new MailboxWorld(Mailbox);
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      world.posts.push({ at: Date.now(), url, id: '', body: String(init.body) });
      return Response.json({ errcode: 0, errmsg: 'ok' });
    });
    await world.mailbox.accept(
      wecom,
      Array.from({ length: 45 }, (_, index) => news(index)),
    );
    await world.advance(MINUTE);
    expect(Object.values(await states(world)).every((state) => state === 'delivered')).toBe(true);
    expect(world.posts.length).toBeLessThan(20);
    const messages = await world.mailbox.listMessages(100, null);
    expect(messages.every(({ attempts }) => attempts.length === 1)).toBe(true);
  });
});
