import { createScheduledController, reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import worker from '../../src/index.ts';
import { callFor, listReceived, makeHook, publish, setBehaviour, settle, until } from '../worker/client.ts';

const runCron = () => worker.scheduled(createScheduledController(), env);
// A stub is of no more use once everything was reset.
const openLedger = () => env.LEDGER.getByName('ledger');

/** What may become of an alarm that is set, and what its object then finds when it asks for it. */
const ALARM_FATES = {
  'is lost between firing and arming': () => null,
  'is in the past and never fires': () => Date.now() - 3_600_000,
  'was due a moment ago and never fires': () => Date.now() - 1,
};

/** Has no alarm of any object fire from now on; setting one is all the same answered well. */
async function breakAlarms(findAlarm: () => number | null): Promise<void> {
  const prototype = await runInDurableObject(
    openLedger(),
    (_, { storage }) => Object.getPrototypeOf(storage) as DurableObjectStorage,
  );
  vi.spyOn(prototype, 'setAlarm').mockResolvedValue();
  vi.spyOn(prototype, 'getAlarm').mockImplementation(async () => findAlarm());
}

afterEach(() => void vi.restoreAllMocks());

describe.each(Object.entries(ALARM_FATES))('where every alarm %s', (_, findAlarm) => {
  it('each run of the cron does all that is due, and nobody has to ask for anything', async () => {
    await reset();
    const hook = makeHook('alarmless');
    await setBehaviour(hook.name, { status: 500, times: 1 }, {});
    await callFor<{ id: string }>(201, 'POST', '/api/webhooks', { url: hook.url });
    await publish({ title: 'Changed within a second' });
    await settle();
    await until('the first is delivered', async () => (await listReceived(hook.name)).length >= 2);
    await breakAlarms(findAlarm);
    const { id } = await publish({ title: 'Alarmless' });
    await callFor(200, 'PATCH', `/api/articles/${id}`, {
      title: 'Alarmless, corrected',
      change_note: 'A name.',
    });
    const scheduledAt = Date.now() + 5_000;
    await publish({ title: 'Scheduled', date_published: new Date(scheduledAt).toISOString() });
    await setBehaviour(hook.name, { status: 500, times: 1 }, {});
    const seen = async () => {
      const received = (await listReceived(hook.name)).map(({ body }) => body ?? '');
      const feed = (await env.ARTICLES.get('feed:all')) ?? '';
      return {
        delivered: received.filter((body) => body.includes('Alarmless')).length,
        scheduled: received.some((body) => body.includes('Scheduled')) && feed.includes('Scheduled'),
        projected: feed.includes('Alarmless, corrected'),
      };
    };
    await scheduler.wait(scheduledAt + 1_000 - Date.now());
    expect((await seen()).scheduled).toBe(false);
    await runCron();
    await until('what was due is done', async () => {
      const { scheduled, projected, delivered } = await seen();
      return projected && scheduled && delivered >= 1;
    });
    // It is due a third of a second after its outcome was written.
    await until('the attempt that failed is made again', async () => {
      await runCron();
      return (await listReceived(hook.name)).length >= 5;
    });
    vi.restoreAllMocks();
    await settle();
  });
});
