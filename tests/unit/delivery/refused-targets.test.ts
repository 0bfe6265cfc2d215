import { expect, test } from 'vitest';
import { Mailbox } from '../../../src/delivery/mailbox.ts';
import { OWN_TARGETS, REFUSED_TARGETS } from '../../fixtures/refused-targets.ts';
import { MailboxWorld, makeMessage, TARGET } from '../../support/mailbox-harness.ts';

const ofThisInstallation = OWN_TARGETS.filter(({ url }) => !url.includes('news.') && !url.includes('cher'));

test.each([...REFUSED_TARGETS, ...ofThisInstallation])(
  'nothing is sent to $url, wherever it comes from: $why',
  async ({ url, why }) => {
    const world = new MailboxWorld(Mailbox);
    await world.mailbox.accept({ ...TARGET, url }, [makeMessage('m1')]);
    await world.advance(1000);
    expect(world.posts).toEqual([]);
    const [message] = await world.mailbox.listMessages(1, null);
    expect(message).toMatchObject({ state: 'failed', attempts: [{ status: null }] });
    expect(message?.attempts[0]?.error).toContain(why);
  },
);
