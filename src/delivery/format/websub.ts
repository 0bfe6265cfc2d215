/** W3C WebSub §7: a feed's bytes with its own media type and links, signed where the subscriber gave a secret. */

import { signWebSub } from '../sign.ts';
import type { BuildContext, BuiltRequest, FormatAdapter, OutgoingMessage } from './format.ts';
import { STATUS_ANSWERS, takeOnly } from './standard.ts';

export const websubFormat: FormatAdapter = {
  ...STATUS_ANSWERS,
  name: 'websub',
  // No address asks for it: only a verified subscription has it.
  matches: () => false,
  isSubscription: true,
  build,
};

async function build(messages: readonly OutgoingMessage[], context: BuildContext): Promise<BuiltRequest> {
  const { id, body, headers } = takeOnly(messages);
  const { url, secret } = context.endpoint;
  const request = {
    url,
    headers: {
      ...headers,
      ...(secret === null ? {} : { 'x-hub-signature': await signWebSub(body, secret) }),
    },
    body,
  };
  return { request, named: [id] };
}
