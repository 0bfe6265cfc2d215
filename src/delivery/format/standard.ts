/** Standard Webhooks 1.0.0: the stored bytes, signed, with the three headers that its libraries verify. */

import { failByStatus } from '../failure.ts';
import { signStandard } from '../sign.ts';
import type {
  BuildContext,
  BuiltRequest,
  FormatAdapter,
  OutgoingMessage,
  ReceiverAnswer,
  Verdict,
} from './format.ts';
import { askFor, end, isSuccessStatus, throttle } from './service-answer.ts';

/** What W3C WebSub has in common with it: one message a POST, and an answer that is its status alone. */
export const STATUS_ANSWERS = {
  isHostBound: false,
  rateLimit: null,
  mergesMessages: false,
  ignoresBody: true,
  classify: classifyStatusAlone,
} as const satisfies Partial<FormatAdapter>;

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

/** The one message of a POST. */
export function takeOnly(messages: readonly OutgoingMessage[]): OutgoingMessage {
  const [message] = messages;
  if (message === undefined) throw new RangeError('A request needs a message.');
  return message;
}

/**
 * Standard Webhooks 1.0.0, "Delivery success and failure", and W3C WebSub §7, "Subscriber response": 2xx alone is
 * success, 410 is the end, 429 and 503 ask to wait, everything else is tried again.
 */
function classifyStatusAlone(answer: ReceiverAnswer): Verdict {
  const { status } = answer;
  if (isSuccessStatus(status)) return { kind: 'delivered' };
  const failure = failByStatus(status, answer.sentBytes);
  if (status === 410) return end(failure);
  return status === 429 || status === 503 ? throttle(failure, null) : askFor(failure);
}
