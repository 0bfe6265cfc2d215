import { expect, test } from 'vitest';
import { readEndpointChange } from '../../../src/http/api/webhook-input.ts';
import type { Endpoint } from '../../../src/ledger/webhooks/endpoints.ts';
import { readSettings } from '../../../src/settings.ts';

const SETTINGS = readSettings({ PUBLIC_URL: 'https://gazette.example' });
const ENDPOINT: Endpoint = {
  id: 'ep_1',
  shard: 0,
  sequence: 0,
  tokenId: 'first',
  url: 'https://receiver.example/hook',
  events: ['article.published'],
  categories: [],
  officials: [],
  notCategories: [],
  notOfficials: [],
  languages: [],
  q: null,
  format: 'standard',
  description: null,
  secret: `whsec_${btoa('k'.repeat(24))}`,
  retiringSecrets: [],
  state: 'active',
  stateReason: null,
  createdAt: 0,
  version: 1,
};

const read = (body: Parameters<typeof readEndpointChange>[0]) =>
  readEndpointChange(body, ENDPOINT, SETTINGS, 'gazette.example');

test('a change names what it changes alone, so that a secret that is rotated meanwhile stays', () => {
  expect(read({ description: 'With a name' })).toEqual({ ok: true, value: { description: 'With a name' } });
  const { url, format, state } = ENDPOINT;
  expect(read({ url, format, state, categories: ['roads'] })).toEqual({
    ok: true,
    value: { categories: ['roads'] },
  });
  expect(read({ url: 'https://receiver.example/other' })).toEqual({
    ok: true,
    value: { url: 'https://receiver.example/other' },
  });
  expect(read({ url: 'https://hooks.slack.com/services/T0/B0/x' })).toMatchObject({
    value: { format: 'slack', secret: null },
  });
});
