/** Standard Webhooks 1.0.0: the stored bytes, signed, with the three headers that its libraries verify. */

import { describeStatus } from '../answer.ts';
import { signStandard } from '../sign.ts';
import type {
  BuildContext,
  FormatAdapter,
  OutgoingMessage,
  PreparedRequest,
  ReceiverAnswer,
  Verdict,
} from './format.ts';

export const standardFormat: FormatAdapter = {
  name: 'standard',
  matches: () => true,
  isHostBound: false,
  rateLimit: null,
  mergesMessages: false,
  ignoresBody: true,
  build,
  classify,
};

async function build(messages: readonly OutgoingMessage[], context: BuildContext): Promise<PreparedRequest> {
  const [message] = messages;
  if (message === undefined) throw new RangeError('A request needs a message.');
  const { endpoint, now } = context;
  const timestampSeconds = Math.floor(now / 1000);
  const retiring = endpoint.retiringSecrets.filter(({ until }) => until > now).map(({ secret }) => secret);
  const secrets = endpoint.secret === null ? retiring : [endpoint.secret, ...retiring];
  const { id, body } = message;
  return {
    url: endpoint.url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestampSeconds),
      'webhook-signature': await signStandard({ id, timestampSeconds, body, secrets }),
    },
    body,
  };
}

/** "Delivery success and failure": 2xx alone is success, 410 ends the endpoint, 429 and 503 ask for patience. */
function classify({ status }: ReceiverAnswer): Verdict {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const error = describeStatus(status);
  if (status === 410) return { kind: 'gone', error };
  if (status === 429 || status === 503) {
    return { kind: 'throttled', retryAfterSeconds: null, isShared: false, error };
  }
  return { kind: 'again', retryAfterSeconds: null, error };
}
