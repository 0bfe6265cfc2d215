/** W3C WebSub §7: a feed's bytes with its own media type and links, signed where the subscriber gave a secret. */

import { describeStatus } from '../answer.ts';
import { signWebSub } from '../sign.ts';
import type {
  BuildContext,
  FormatAdapter,
  OutgoingMessage,
  PreparedRequest,
  ReceiverAnswer,
  Verdict,
} from './format.ts';

export const websubFormat: FormatAdapter = {
  name: 'websub',
  // No address asks for it: only a verified subscription has it.
  matches: () => false,
  isHostBound: false,
  rateLimit: null,
  mergesMessages: false,
  ignoresBody: true,
  isSubscription: true,
  build,
  classify,
};

async function build(messages: readonly OutgoingMessage[], context: BuildContext): Promise<PreparedRequest> {
  const [message] = messages;
  if (message === undefined) throw new RangeError('A request needs a message.');
  const { url, secret } = context.endpoint;
  const { body } = message;
  return {
    url,
    headers: {
      ...message.headers,
      ...(secret === null ? {} : { 'x-hub-signature': await signWebSub(body, secret) }),
    },
    body,
  };
}

/** "Subscriber response": 2xx alone is success, 410 ends the subscription, everything else is tried again. */
function classify({ status }: ReceiverAnswer): Verdict {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const error = describeStatus(status);
  if (status === 410) return { kind: 'gone', error };
  if (status === 429 || status === 503) {
    return { kind: 'throttled', retryAfterSeconds: null, isShared: false, error };
  }
  return { kind: 'again', retryAfterSeconds: null, error };
}
