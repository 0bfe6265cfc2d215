import { expect, test } from 'vitest';
import { describeDeliveryFailure } from '../../../src/messages/delivery.ts';
import { OWN_TARGETS, REFUSED_TARGETS } from '../../fixtures/refused-targets.ts';
import { makeEvent, QueueHarness, TARGET } from '../../support/queue-harness.ts';

const ofThisInstallation = OWN_TARGETS.filter(({ url }) => !url.includes('news.') && !url.includes('cher'));

test.each([...REFUSED_TARGETS, ...ofThisInstallation])(
  'nothing is sent to $url, wherever it comes from: $why',
  async ({ url, why }) => {
    const harness = new QueueHarness();
    await harness.queue.enqueue(makeEvent(1), [{ ...TARGET, url }]);
    await harness.advance(1000);
    expect(harness.posts).toEqual([]);
    const [message] = await harness.queue.listMessages(TARGET.id, 1, null);
    expect(message).toMatchObject({ state: 'failed', attempts: [{ status: null }] });
    const failure = message?.attempts[0]?.failure;
    expect(failure && describeDeliveryFailure(failure, 'en')).toContain(why);
  },
);
