import { expect, test } from 'vitest';
import { COURIER_NAMES, isCourierName } from '../../../src/delivery/courier-name.ts';
import { noteHandovers, watchCarriers } from '../../../src/ledger/webhooks/watchdog.ts';
import { openLedgerWorld } from '../../support/ledger-harness.ts';

test('every Courier is asked after something was handed out, and once more when it should be over', async () => {
  const at = openLedgerWorld();
  const runWatchdog = async (seconds: number) => {
    const asked: string[] = [];
    await watchCarriers(at(seconds), (id) => {
      asked.push(id);
      return { wake: async () => ({ nextSendAt: null, wasStalled: false }) };
    });
    return asked.filter(isCourierName);
  };
  await runWatchdog(0);
  await runWatchdog(300);
  expect(await runWatchdog(600)).toEqual([]);
  noteHandovers(at(890));
  expect(await runWatchdog(900)).toEqual(COURIER_NAMES);
  expect(await runWatchdog(1200)).toEqual(COURIER_NAMES);
  expect(await runWatchdog(1500)).toEqual([]);
});
