/** The keys that anybody may verify messages with: those of `v1a` endpoints, which share no secret with their receivers. */

import { readPublicKey } from '../../delivery/sign.ts';
import { cutPage } from '../../paging.ts';
import type { LedgerContext } from '../context.ts';
import type { Endpoint } from './endpoints.ts';
import { findSignatureOf, selectEndpoints } from './endpoints.ts';

/** Endpoints in a page: some 200 kB. */
const ENDPOINTS_PER_PAGE = 1000;

/** A key that an endpoint's messages are verified with. */
export interface PublicKey {
  /** `whpk_…` */
  readonly key: string;
  /** Until when it signs beside its successor, epoch milliseconds; null: it is the current one. */
  readonly until: number | null;
}

/** A page of every endpoint's keys, in the order of the endpoints' making. */
export interface PublicKeyPage {
  readonly endpoints: readonly { readonly id: string; readonly keys: readonly PublicKey[] }[];
  /** Where the next page begins; null where this was the last. */
  readonly cursor: string | null;
}

/** The keys that an endpoint's messages are signed with, the current one first; none where it has no such signature. */
export function listPublicKeysOf(endpoint: Endpoint, now: number): PublicKey[] {
  const { secret, retiringSecrets } = endpoint;
  if (secret === null || findSignatureOf(endpoint) !== 'v1a') return [];
  const retiring = retiringSecrets.filter(({ until }) => until > now);
  return [
    { key: readPublicKey(secret), until: null },
    ...retiring.map((old) => ({ key: readPublicKey(old.secret), until: old.until })),
  ];
}

/** Lists the keys of every endpoint after `cursor`, an endpoint's id. */
export function listPublicKeys(ledger: Pick<LedgerContext, 'sql' | 'now'>, cursor: string): PublicKeyPage {
  const rows = selectEndpoints(
    ledger,
    `signature = 'v1a' AND id > ? ORDER BY id LIMIT ?`,
    cursor,
    ENDPOINTS_PER_PAGE + 1,
  );
  const { items, last } = cutPage(rows, ENDPOINTS_PER_PAGE);
  return {
    endpoints: items.map((endpoint) => ({ id: endpoint.id, keys: listPublicKeysOf(endpoint, ledger.now) })),
    cursor: last?.id ?? null,
  };
}
