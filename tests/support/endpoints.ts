/** Webhook endpoints as the ledger has them, complete and overridable. */

import { NO_LISTS } from '../../src/article/filter.ts';
import type { Endpoint } from '../../src/ledger/webhooks/endpoints.ts';

/** An active endpoint that is told of every publication. */
export function makeEndpoint(fields: Partial<Endpoint> = {}): Endpoint {
  return {
    id: 'ep_1',
    shard: 0,
    sequence: 0,
    tokenId: 'first',
    url: 'https://receiver.example/hook',
    events: ['article.published'],
    ...NO_LISTS,
    q: null,
    format: 'standard',
    description: null,
    secret: null,
    retiringSecrets: [],
    state: 'active',
    stateReason: null,
    createdAt: 0,
    version: 1,
    ...fields,
  };
}
