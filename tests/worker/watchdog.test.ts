import { createScheduledController, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import worker from '../../src/index.ts';
import { callFor, listReceived, makeHook, publish, send, setBehaviour, settle, until } from './client.ts';

interface Health {
  readonly unprojected_documents: number;
  readonly stalled_mailboxes: number;
}

const readHealth = async () => (await (await send('/health')).json()) as Health;
const runWatchdog = () => worker.scheduled(createScheduledController(), env);
const ledger = env.LEDGER.getByName('ledger');

/** Takes an alarm away, as a platform that gives it up would. */
const loseAlarm = (stub: DurableObjectStub) =>
  runInDurableObject(stub, (_, state) => state.storage.deleteAlarm());

describe('the watchdog', () => {
  it('sends what a Mailbox that lost its alarm still has, and tells of it until it has looked again', async () => {
    const hook = makeHook('lost');
    await setBehaviour(hook.name, { status: 500, times: 1 }, {});
    const { id } = await callFor<{ id: string }>(201, 'POST', '/api/webhooks', { url: hook.url });
    await publish({ title: 'Left behind' });
    await until('the first attempt failed', async () => (await listReceived(hook.name)).length === 1);
    const mailbox = env.MAILBOX.getByName(id);
    await until('the next one is armed', () =>
      runInDurableObject(mailbox, async (_, state) => (await state.storage.getAlarm()) !== null),
    );
    await settle();
    await loseAlarm(mailbox);

    await runWatchdog();

    expect((await readHealth()).stalled_mailboxes).toBe(1);
    await until('the message is delivered', async () => (await listReceived(hook.name)).length === 2, 20_000);
    await runInDurableObject(ledger, (_, state) => {
      state.storage.sql.exec('UPDATE watched SET due_at = 0');
    });
    await runWatchdog();
    expect((await readHealth()).stalled_mailboxes).toBe(0);
  });

  it('writes documents that wait in a ledger without an alarm', async () => {
    await publish({ title: 'Unwritten' });
    await settle();
    await runInDurableObject(ledger, (_, state) => {
      state.storage.sql.exec(
        'UPDATE documents SET wanted = wanted + 1, dirty_since = ?1, due_at = ?1',
        Date.now(),
      );
      return state.storage.deleteAlarm();
    });
    expect((await readHealth()).unprojected_documents).toBeGreaterThan(0);
    await runWatchdog();
    await settle();
  });

  it('asks no Mailbox again where nothing was handed out since', async () => {
    await settle();
    await runWatchdog();
    const countWatched = () =>
      runInDurableObject(ledger, (_, state) =>
        Number(state.storage.sql.exec(`SELECT value FROM meta WHERE key = 'watched_at'`).one().value),
      );
    const before = await countWatched();
    await runWatchdog();
    expect(await countWatched()).toBe(before);
  });

  it('asks a hundred Mailboxes in a run, and all of them in as many runs as it takes', async () => {
    const asked = new Set<string>();
    const ids = Array.from({ length: 250 }, (_, number) => `ep_watched_${String(number).padStart(3, '0')}`);
    await runInDurableObject(ledger, async (instance, state) => {
      for (const id of ids) {
        state.storage.sql.exec(
          `INSERT INTO endpoints (id, token_id, body, version, synced, due_at) VALUES (?, 't', '{}', 1, 1, 0)`,
          id,
        );
      }
      state.storage.sql.exec(
        `INSERT INTO meta (key, value) VALUES ('handed_at', ?1) ON CONFLICT DO UPDATE SET value = ?1`,
        String(Date.now() + 1),
      );
      const { watchCarriers } = await import('../../src/ledger/webhooks/watchdog.ts');
      const { readSettings } = await import('../../src/settings.ts');
      const ledger = {
        sql: state.storage.sql,
        settings: readSettings(env),
        now: Date.now(),
        makeId: () => crypto.randomUUID(),
      };
      const sizes: number[] = [];
      for (let run = 0; run < 4; run++) {
        const before = asked.size;
        await watchCarriers(ledger, (id) => ({
          wake: async () => {
            asked.add(id);
            return { nextSendAt: null, wasStalled: false };
          },
        }));
        sizes.push(asked.size - before);
      }
      expect(Math.max(...sizes)).toBe(100);
      for (const id of ids) state.storage.sql.exec('DELETE FROM endpoints WHERE id = ?', id);
      expect(instance).toBeDefined();
    });
    expect(ids.filter((id) => !asked.has(id))).toEqual([]);
  });
});
