/** Standard Webhooks 1.0.0: the stored bytes, signed, with the three headers that its libraries verify. */

import { signStandard } from '../sign.ts';
import type { BuildContext, BuiltRequest, FormatAdapter, OutgoingMessage } from './format.ts';
import { STATUS_ANSWERS, takeOnly } from './status-answer.ts';

export const standardFormat: FormatAdapter = {
  ...STATUS_ANSWERS,
  name: 'standard',
  matches: () => true,
  build,
};

async function build(messages: readonly OutgoingMessage[], context: BuildContext): Promise<BuiltRequest> {
  const { id, body } = takeOnly(messages);
  const { endpoint, now } = context;
  const timestampSeconds = Math.floor(now / 1000);
  const retiring = endpoint.retiringSecrets.filter(({ until }) => until > now).map(({ secret }) => secret);
  const secrets = endpoint.secret === null ? retiring : [endpoint.secret, ...retiring];
  const request = {
    url: endpoint.url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestampSeconds),
      'webhook-signature': await signStandard({ id, timestampSeconds, body, secrets }),
    },
    body,
  };
  return { request, named: [id] };
}
