/** `/api/webhooks`: who is told, of what, where. */

import * as z from 'zod';
import { formatOptionalTimestamp, formatTimestamp } from '../../article/date-format.ts';
import { maskUrl } from '../../delivery/endpoint.ts';
import { fail } from '../../failure.ts';
import { MAX_ENDPOINTS_OF_SUBSCRIBER } from '../../ledger/webhooks/endpoint-calls.ts';
import type { Endpoint } from '../../ledger/webhooks/endpoints.ts';
import { findSignatureOf, readEndpointId, readSharedSecret } from '../../ledger/webhooks/endpoints.ts';
import { listPublicKeysOf } from '../../ledger/webhooks/public-keys.ts';
import { describeStateReason } from '../../messages/delivery.ts';
import { cutPage } from '../../paging.ts';
import { defineOperation } from './operation.ts';
import { pageQuery } from './page-query.ts';
import { readWish, webhookPatchSchema, webhookSchema } from './webhook-input.ts';
import { newWebhookResource, webhookList, webhookResource } from './webhook-resources.ts';

const listQuery = z.lazy(() => z.strictObject(pageQuery(readEndpointId, { usual: 100, most: 500 })));

/** An endpoint without what is secret: of the URL, the host and the last four characters. */
export function showWebhook(endpoint: Endpoint) {
  const { id, events, categories, officials, offices, languages, q, format, description } = endpoint;
  const { state, stateReason } = endpoint;
  return {
    id,
    url: maskUrl(endpoint.url),
    events,
    categories,
    officials,
    offices,
    not_categories: endpoint.notCategories,
    not_officials: endpoint.notOfficials,
    languages,
    q,
    format,
    signature: findSignatureOf(endpoint),
    public_keys: listPublicKeysOf(endpoint, Date.now()).map(({ key, until }) => ({
      public_key: key,
      expires_at: formatOptionalTimestamp(until),
    })),
    description,
    state,
    state_reason: stateReason === null ? null : describeStateReason(stateReason, 'en'),
    state_reason_code: stateReason?.code ?? null,
    created_at: formatTimestamp(endpoint.createdAt),
  };
}

/** With the secret that its receiver needs: to be shown when it was made, and no second time. */
export function showWebhookWithSecret(endpoint: Endpoint) {
  return { ...showWebhook(endpoint), secret: readSharedSecret(endpoint) };
}

export const failUnknownWebhook = (id: string | undefined) =>
  fail({ code: 'webhook_not_found', id: id ?? '' });

/** Of whatever changes a webhook. */
export const ADMINISTRATORS_ONLY =
  'A webhook that has `endpoint.failing` or `endpoint.disabled` is changed by administrators alone (403).';

const isThere = {
  description: 'Another webhook has the same URL, format, events and filters; `webhook` is its id.',
};

export const webhookOperations = [
  defineOperation(
    {
      method: 'POST',
      path: '/api/webhooks',
      summary: 'Have a URL told of articles',
      description:
        `A subscriber may have ${MAX_ENDPOINTS_OF_SUBSCRIBER}. ` +
        'Filters combine as those of feeds; an event goes to whoever wants the article as it was before the change or as it is after.',
      role: 'subscriber',
      body: webhookSchema,
      bodyExample: {
        url: 'https://hooks.example.com/articles',
        categories: ['roads'],
        description: 'Intranet',
      },
      answers: {
        201: { description: 'The webhook, with its secret this once.', schema: newWebhookResource },
        409: { description: `${isThere.description} Or the subscriber has as many as may be.` },
      },
    },
    async ({ c, ledger, actor, body, settings }) => {
      const wish = { ...readWish(body), url: body.url };
      const created = await ledger.createEndpoint(wish, new URL(c.req.url).host, actor);
      if (!created.ok) return created;
      const { endpoint, overlaps } = created.value;
      return {
        status: 201,
        body: { ...showWebhookWithSecret(endpoint), overlaps },
        headers: { location: `${settings.publicUrl}/api/webhooks/${endpoint.id}` },
      };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/webhooks',
      summary: 'List webhooks, in the order of their making',
      description: 'A subscriber sees its own.',
      role: 'subscriber',
      query: listQuery,
      answers: { 200: { description: 'One page.', schema: webhookList } },
    },
    async ({ ledger, actor, query }) => {
      const { limit, cursor = '' } = query;
      const endpoints = await ledger.listEndpoints(actor, cursor, limit + 1);
      const { items, last } = cutPage(endpoints, limit);
      return { status: 200, body: { webhooks: items.map(showWebhook), next_cursor: last?.id ?? null } };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/webhooks/{id}',
      summary: 'Read a webhook',
      role: 'subscriber',
      answers: { 200: { description: 'The webhook.', schema: webhookResource } },
    },
    async ({ ledger, actor, path }) => {
      const endpoint = await ledger.findEndpoint(path.id ?? '', actor);
      return endpoint === null ? failUnknownWebhook(path.id) : { status: 200, body: showWebhook(endpoint) };
    },
  ),
  defineOperation(
    {
      method: 'PATCH',
      path: '/api/webhooks/{id}',
      summary: 'Change, pause or activate a webhook',
      description:
        `${ADMINISTRATORS_ONLY} ` +
        'Activating sends nothing that was held; recover does. Without a format, the address of a known service brings ' +
        'its own along, and any other address keeps the one there is.',
      role: 'subscriber',
      body: webhookPatchSchema,
      bodyExample: { state: 'paused' },
      answers: { 200: { description: 'The webhook as it is now.', schema: webhookResource }, 409: isThere },
    },
    async ({ c, ledger, actor, path, body }) => {
      const requestHost = new URL(c.req.url).host;
      const changed = await ledger.changeEndpoint(path.id ?? '', readWish(body), requestHost, actor);
      return changed.ok ? { status: 200, body: showWebhook(changed.value) } : changed;
    },
  ),
  defineOperation(
    {
      method: 'DELETE',
      path: '/api/webhooks/{id}',
      summary: 'Remove a webhook; nothing is sent to it any more',
      description: ADMINISTRATORS_ONLY,
      role: 'subscriber',
      answers: { 204: { description: 'It is gone.' } },
    },
    async ({ ledger, actor, path }) => {
      const removed = await ledger.removeEndpoint(path.id ?? '', actor);
      return removed.ok ? { status: 204 } : removed;
    },
  ),
];
