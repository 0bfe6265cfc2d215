import { createScheduledController, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { SHARD_COUNT } from '../../src/delivery/shard.ts';
import { openQueue } from '../../src/env.ts';
import worker from '../../src/index.ts';
import { call, callFor, listReceived, makeHook, publish, setBehaviour, settle, until } from './client.ts';

const readHealth = async () =>
  (await (await call('GET', '/health')).json()) as { readonly unprojected_documents: number };
const runCron = () => worker.scheduled(createScheduledController(), env);
// A stub is of no more use once everything was reset.
const openLedger = () => env.LEDGER.getByName('ledger');

/** The queue that has something to send; null: none has. */
async function findBusyQueue(): Promise<DurableObjectStub | null> {
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const queue = openQueue(env, shard);
    const isBusy = await runInDurableObject(
      queue,
      (_, { storage }) =>
        storage.sql.exec(`SELECT 1 FROM messages WHERE state = 'pending'`).toArray().length > 0,
    );
    if (isBusy) return queue;
  }
  return null;
}

describe('the cron', () => {
  it('sends what a queue that lost its alarm still has', async () => {
    const hook = makeHook('lost');
    await setBehaviour(hook.name, { status: 500, times: 1 }, {});
    await callFor<{ id: string }>(201, 'POST', '/api/webhooks', { url: hook.url });
    await publish({ title: 'Left behind' });
    await until('the first attempt failed', async () => (await listReceived(hook.name)).length === 1);
    const queue = await until('its row is written', findBusyQueue);
    await runInDurableObject(queue, (_, { storage }) => storage.deleteAlarm());
    await runCron();
    await until('the message is delivered', async () => (await listReceived(hook.name)).length === 2);
  });

  it('writes documents that wait in a ledger without an alarm', async () => {
    await publish({ title: 'Unwritten' });
    await settle();
    await runInDurableObject(openLedger(), (_, state) => {
      state.storage.sql.exec(
        'UPDATE documents SET wanted = wanted + 1, dirty_since = ?1, due_at = ?1',
        Date.now(),
      );
      return state.storage.deleteAlarm();
    });
    expect((await readHealth()).unprojected_documents).toBeGreaterThan(0);
    await runCron();
    await settle();
  });
});
