/** `/api/webhooks/{id}/…`: what was sent, what became of it, and sending it once more. */

import * as z from 'zod';
import { formatOptionalTimestamp, formatTimestamp } from '../../article/date-format.ts';
import { momentField } from '../../article/fields.ts';
import type { AttemptRecord, MessageRecord } from '../../delivery/message.ts';
import { MESSAGE_ID } from '../../delivery/message.ts';
import type { ResendOutcome } from '../../delivery/queue-calls.ts';
import { openQueue } from '../../env.ts';
import type { Failure } from '../../failure.ts';
import { fail } from '../../failure.ts';
import { MAX_TESTS_OF_SUBSCRIBER } from '../../ledger/webhooks/endpoint-calls.ts';
import { describeDeliveryFailure } from '../../messages/delivery.ts';
import { cutPage } from '../../paging.ts';
import { defineOperation } from './operation.ts';
import { pageQuery } from './page-query.ts';
import { messageList, testOutcome, webhookWithSecret } from './webhook-resources.ts';
import { ADMINISTRATORS_ONLY, failUnknownWebhook, showWebhookWithSecret } from './webhooks.ts';

const listQuery = z.lazy(() =>
  z.strictObject(pageQuery((text) => (MESSAGE_ID.test(text) ? text : null), { usual: 50, most: 200 })),
);

const recoverSchema = z.lazy(() => z.strictObject({ since: momentField }));

/** Why a message is not sent again, as a failure of the request. */
export function describeRefusal(
  refused: Extract<ResendOutcome, { readonly ok: false }>,
  messageId: string,
): Failure {
  return refused.code === 'message_not_found'
    ? { code: refused.code, id: messageId }
    : { code: refused.code };
}

/** What went wrong, as a code for programs and in words for people; both null where nothing did. */
function showDeliveryFailure(failure: AttemptRecord['failure']) {
  return failure === null
    ? { error: null, error_code: null }
    : { error: describeDeliveryFailure(failure, 'en'), error_code: failure.code };
}

function showMessage(message: MessageRecord) {
  return {
    id: message.id,
    event: message.event,
    article_id: message.articleId,
    state: message.state,
    next_attempt_at: formatOptionalTimestamp(message.nextAttemptAt),
    attempts: [
      ...message.attempts.map(({ at, status, latencyMs, failure }) => ({
        at: formatTimestamp(at),
        status,
        latency_ms: latencyMs,
        ...showDeliveryFailure(failure),
      })),
      ...(message.inFlightSince === null
        ? []
        : [
            {
              at: formatTimestamp(message.inFlightSince),
              status: null,
              latency_ms: null,
              ...showDeliveryFailure(null),
            },
          ]),
    ],
  };
}

export const webhookMessageOperations = [
  defineOperation(
    {
      method: 'POST',
      path: '/api/webhooks/{id}/test',
      summary: 'Send a ping now and tell what came of it',
      role: 'subscriber',
      description:
        `A subscriber’s token has ${MAX_TESTS_OF_SUBSCRIBER} tests a minute. As retrying and recovering, it is for ` +
        'everybody who may see the webhook.',
      answers: {
        200: { description: 'The outcome; never the answer’s body.', schema: testOutcome },
        429: { description: 'Too many tests in a minute.' },
      },
    },
    async ({ c, ledger, actor, path }) => {
      const test = await ledger.prepareTest(path.id ?? '', actor);
      if (!test.ok) return test;
      const { target, event } = test.value;
      const outcome = await openQueue(c.env, test.value.shard).sendTest(target, event);
      if (outcome === null) return failUnknownWebhook(path.id);
      const { status, latencyMs, failure } = outcome;
      const shown = { delivered: failure === null, status, latency_ms: latencyMs };
      return { status: 200, body: { ...shown, ...showDeliveryFailure(failure) } };
    },
  ),
  defineOperation(
    {
      method: 'POST',
      path: '/api/webhooks/{id}/rotate-secret',
      summary: 'Give a standard webhook a new secret; for 24 hours both sign',
      description:
        `${ADMINISTRATORS_ONLY} ` +
        'A `v1a` webhook gets a new key pair: both public keys are in the answer and at /.well-known/webhooks.json.',
      role: 'subscriber',
      answers: {
        200: { description: 'The webhook, with its new secret this once.', schema: webhookWithSecret },
        409: { description: 'The secret belongs to the service.' },
      },
    },
    async ({ ledger, actor, path }) => {
      const rotated = await ledger.rotateSecret(path.id ?? '', actor);
      if (!rotated.ok) return rotated;
      return { status: 200, body: showWebhookWithSecret(rotated.value) };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/webhooks/{id}/messages',
      summary: 'List messages with their attempts, newest first',
      role: 'subscriber',
      query: listQuery,
      answers: { 200: { description: 'One page; messages are kept 30 days.', schema: messageList } },
    },
    async ({ c, ledger, actor, path, query }) => {
      const endpoint = await ledger.findEndpoint(path.id ?? '', actor);
      if (endpoint === null) return failUnknownWebhook(path.id);
      const { limit, cursor = null } = query;
      const records = await openQueue(c.env, endpoint.shard).listMessages(endpoint.id, limit + 1, cursor);
      const { items, last } = cutPage(records, limit);
      return { status: 200, body: { messages: items.map(showMessage), next_cursor: last?.id ?? null } };
    },
  ),
  defineOperation(
    {
      method: 'POST',
      path: '/api/webhooks/{id}/messages/{message_id}/retry',
      summary: 'Send a message once more, now',
      role: 'subscriber',
      answers: {
        202: { description: 'It is on its way; the list of messages tells what became of it.' },
        409: { description: 'The webhook is not active, or the message’s text was erased.' },
      },
    },
    async ({ c, ledger, actor, path }) => {
      const endpoint = await ledger.findEndpoint(path.id ?? '', actor);
      if (endpoint === null) return failUnknownWebhook(path.id);
      const messageId = path.message_id ?? '';
      const retried = await openQueue(c.env, endpoint.shard).retryMessage(endpoint.id, messageId);
      return retried.ok ? { status: 202 } : fail(describeRefusal(retried, messageId));
    },
  ),
  defineOperation(
    {
      method: 'POST',
      path: '/api/webhooks/{id}/recover',
      summary: 'Send everything since a time that was not delivered',
      role: 'subscriber',
      body: recoverSchema,
      bodyExample: { since: '2026-03-02T08:30:00Z' },
      answers: {
        202: {
          description: 'So many messages are on their way.',
          schema: z.lazy(() => z.object({ recovered: z.int().meta({ examples: [3] }) })),
        },
        409: { description: 'The webhook is not active.' },
      },
    },
    async ({ c, ledger, actor, path, body }) => {
      const endpoint = await ledger.findEndpoint(path.id ?? '', actor);
      if (endpoint === null) return failUnknownWebhook(path.id);
      const recovered = await openQueue(c.env, endpoint.shard).recover(endpoint.id, body.since);
      return recovered.ok
        ? { status: 202, body: { recovered: recovered.count } }
        : fail(describeRefusal(recovered, ''));
    },
  ),
];
