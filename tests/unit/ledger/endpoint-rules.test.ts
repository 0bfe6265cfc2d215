import { expect, test } from 'vitest';
import { decideChange } from '../../../src/ledger/webhooks/endpoint-rules.ts';
import { makeEndpoint } from '../../support/endpoints.ts';

const RULES = { allowPrivate: false, ownHosts: ['gazette.example'] };
const ENDPOINT = makeEndpoint({ secret: `whsec_${btoa('k'.repeat(24))}` });

const decide = (wish: Parameters<typeof decideChange>[0]) => decideChange(wish, ENDPOINT, RULES);

test('a change names what it changes alone', () => {
  expect(decide({ description: 'With a name' })).toEqual({ ok: true, value: { description: 'With a name' } });
  const { url, format, state } = ENDPOINT;
  expect(decide({ url, format, state, categories: ['roads'] })).toEqual({
    ok: true,
    value: { categories: ['roads'] },
  });
  expect(decide({ url: 'https://receiver.example/other' })).toEqual({
    ok: true,
    value: { url: 'https://receiver.example/other' },
  });
  expect(decide({ url: 'https://hooks.slack.com/services/T0/B0/x' })).toMatchObject({
    value: { format: 'slack', secret: null },
  });
});
