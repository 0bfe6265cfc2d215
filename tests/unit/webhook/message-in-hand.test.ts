import { describe, expect, test, vi } from 'vitest';
import { Mailbox } from '../../../src/webhook/mailbox.ts';
import type { MessageRecord } from '../../../src/webhook/message.ts';
import { MailboxWorld, makeMessage, START, TARGET } from '../../support/mailbox-world.ts';

describe('a message that is handed over', () => {
  test('is written once, whole, when its first attempt has ended', async () => {
    const world = new MailboxWorld(Mailbox);
    const rows: number[] = [];
    world.answer = () => {
      rows.push(world.storage.countRows('messages'), world.storage.countRows('attempts'));
      return { status: 204 };
    };
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    expect(rows).toEqual([0, 0]);
    const [message] = await world.mailbox.listMessages(1, null);
    expect(message).toMatchObject({ id: 'm1', state: 'delivered', nextAttemptAt: null });
    expect(message?.attempts).toEqual([{ at: START, status: 204, latencyMs: 0, error: null }]);
  });

  test('and refused is kept for its next attempt', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = ({ at }) => ({ status: at === START ? 500 : 204 });
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    world.kill();
    await world.advance(60_000);
    const [message] = await world.mailbox.listMessages(1, null);
    expect(message?.attempts.map(({ status }) => status)).toEqual([500, 204]);
  });

  test('and could not be written stays with whoever handed it over', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept(TARGET, [makeMessage('m0')]);
    const full = vi.spyOn(world.storage, 'transactionSync').mockImplementation(() => {
      throw new Error('database or disk is full');
    });
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(world.mailbox.accept(TARGET, [makeMessage('m1')])).rejects.toThrow('handed over again');
    full.mockRestore();
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    expect(world.posts.map(({ id }) => id)).toEqual(['m0', 'm1', 'm1']);
  });

  test('is not taken for a test that ends before it', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept(TARGET, [makeMessage('m0')]);
    const test = Promise.withResolvers<{ status: number }>();
    const message = Promise.withResolvers<{ status: number }>();
    world.answer = ({ id }) => (id === 'ping' ? test.promise : message.promise);
    const testing = world.mailbox.sendTest(TARGET, makeMessage('ping', { type: 'ping', articleId: null }));
    await vi.waitFor(() => expect(world.posts).toHaveLength(2));
    const handing = world.mailbox.accept(TARGET, [makeMessage('m1')]);
    await vi.waitFor(() => expect(world.posts).toHaveLength(3), { interval: 1 });
    test.resolve({ status: 204 });
    expect(await testing).toMatchObject({ delivered: true });
    message.resolve({ status: 500 });
    await handing;
    await world.rest();
    const states = (await world.mailbox.listMessages(9, null)).map(({ id, state }) => [id, state]);
    expect(new Map(states as [string, string][])).toEqual(
      new Map([
        ['ping', 'delivered'],
        ['m1', 'pending'],
        ['m0', 'delivered'],
      ]),
    );
  });

  test('is seen, and cancelled, while its first POST is under way', async () => {
    const world = new MailboxWorld(Mailbox);
    const seen: MessageRecord[] = [];
    world.answer = async () => {
      seen.push(...(await world.mailbox.listMessages(1, null)));
      await world.mailbox.cancelArticle('of m1', Date.now() + 1);
      return { status: 500 };
    };
    await world.mailbox.accept(TARGET, [makeMessage('m1')]);
    expect(seen).toMatchObject([
      { id: 'm1', state: 'pending', attempts: [{ status: null, latencyMs: null, error: null }] },
    ]);
    await world.advance(3600_000);
    expect(world.posts).toHaveLength(1);
    expect(await world.mailbox.listMessages(1, null)).toMatchObject([
      { state: 'cancelled', attempts: [{ status: 500 }] },
    ]);
  });
});
