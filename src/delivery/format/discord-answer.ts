/** What Discord's answers mean: https://discord.com/developers/docs/topics/rate-limits and its JSON error codes. */

import type { ReceiverAnswer, Verdict } from './format.ts';
import {
  classifyStatus,
  isSuccessStatus,
  readAnswerObject,
  readRetryAfterSeconds,
  readSeconds,
} from './service-answer.ts';

const NEW_WEBHOOK =
  'Create a new webhook in the channel’s settings (Integrations) and enter its address here.';

/**
 * 404 and a refused token end the webhook: Discord restricts clients that go on using it. A 429 counts against
 * the endpoint only where `X-RateLimit-*` says that the limit is its own: many senders share our addresses.
 */
export function classifyDiscordAnswer(answer: ReceiverAnswer): Verdict {
  const { status, headers } = answer;
  const json = readAnswerObject(answer);
  const code = json?.code;
  if (isSuccessStatus(status)) {
    const isError = typeof code === 'number' && code !== 0 && json?.id === undefined;
    // A page in between is no answer of Discord's.
    return isError || answer.body.trimStart().startsWith('<')
      ? classifyStatus(answer, 'en')
      : { kind: 'delivered' };
  }
  if (status === 404) return { kind: 'gone', error: `The webhook was deleted. ${NEW_WEBHOOK}` };
  if (status === 401) return { kind: 'gone', error: `The address is not valid (any more). ${NEW_WEBHOOK}` };
  if (status === 429) {
    const scope = headers.get('x-ratelimit-scope');
    const isOwn = headers.has('x-ratelimit-limit') && scope !== 'shared' && scope !== 'global';
    return {
      kind: 'throttled',
      retryAfterSeconds: readSeconds(json?.retry_after) ?? readRetryAfterSeconds(headers),
      isShared: !isOwn,
      error: 'Discord asks to be called less often. Nothing needs to be done; the message goes out later.',
    };
  }
  if (status === 403 && typeof code !== 'number') {
    return {
      kind: 'throttled',
      retryAfterSeconds: readRetryAfterSeconds(headers),
      isShared: true,
      error: 'Discord blocks this service’s network for the moment. Nothing needs to be done.',
    };
  }
  if (status === 403) {
    return {
      kind: 'again',
      retryAfterSeconds: null,
      error: `Discord does not let this webhook post. Check the channel’s permissions, or: ${NEW_WEBHOOK}`,
    };
  }
  if (status === 400) {
    return code === CHANNEL_NEEDS_THREAD
      ? {
          kind: 'again',
          retryAfterSeconds: null,
          error: 'The webhook belongs to a forum. Add ?thread_id= with the number of a post to its address.',
        }
      : { kind: 'permanent', error: 'Discord does not accept this message.' };
  }
  return classifyStatus(answer, 'en');
}

/** "Webhooks posted to forum channels must have a thread_name or thread_id". */
const CHANNEL_NEEDS_THREAD = 220001;
