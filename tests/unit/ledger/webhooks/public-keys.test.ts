import { describe, expect, it } from 'vitest';
import { makeSecret, readPublicKey } from '../../../../src/delivery/sign.ts';
import type { Endpoint } from '../../../../src/ledger/webhooks/endpoints.ts';
import { listPublicKeysOf } from '../../../../src/ledger/webhooks/public-keys.ts';
import { makeEndpoint } from '../../../support/endpoints.ts';

const UNTIL = 1000;

async function buildRotated(): Promise<Endpoint> {
  const [secret, retired] = [
    await makeSecret('v1a', new Uint8Array(32)),
    await makeSecret('v1a', new Uint8Array(32).fill(1)),
  ];
  return makeEndpoint({ secret, retiringSecrets: [{ secret: retired, until: UNTIL }] });
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
