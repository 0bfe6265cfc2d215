import { describe, expect, it } from 'vitest';
import { makeSecret, readPublicKey } from '../../../src/delivery/sign.ts';
import type { Endpoint } from '../../../src/ledger/webhooks/endpoints.ts';
import { listPublicKeysOf } from '../../../src/ledger/webhooks/public-keys.ts';

const UNTIL = 1000;

async function buildRotated(): Promise<Endpoint> {
  const [secret, retired] = [
    await makeSecret('v1a', new Uint8Array(32)),
    await makeSecret('v1a', new Uint8Array(32).fill(1)),
  ];
  return {
    id: 'ep_1',
    shard: 0,
    sequence: 0,
    tokenId: 'tok_1',
    url: 'https://receiver.example/hook',
    events: ['article.published'],
    categories: [],
    officials: [],
    offices: [],
    notCategories: [],
    notOfficials: [],
    languages: [],
    q: null,
    format: 'standard',
    description: null,
    secret,
    retiringSecrets: [{ secret: retired, until: UNTIL }],
    state: 'active',
    stateReason: null,
    createdAt: 0,
    version: 2,
  };
}

describe('the public keys of a webhook whose key pair was replaced', () => {
  it('are both until the old one’s day is over, and the new one alone from then on', async () => {
    const endpoint = await buildRotated();
    const current = { key: readPublicKey(endpoint.secret ?? ''), until: null };
    const old = { key: readPublicKey(endpoint.retiringSecrets[0]?.secret ?? ''), until: UNTIL };
    expect(old.key).not.toBe(current.key);
    expect(listPublicKeysOf(endpoint, UNTIL - 1)).toEqual([current, old]);
    expect(listPublicKeysOf(endpoint, UNTIL)).toEqual([current]);
  });
});
