/** What the API answers of webhooks and their messages, as schemas, made as those of `resources.ts` are. */

import * as z from 'zod';
import { FORMATS } from '../../delivery/endpoint.ts';
import { SIGNATURES } from '../../delivery/sign.ts';
import { moment, number, text } from './resources.ts';

const publicKey = z.lazy(() =>
  z.object({
    public_key: text('whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4='),
    expires_at: moment.nullable().meta({
      description: 'Until then it signs beside its successor; null: it is the current one.',
    }),
  }),
);

export const webhookResource = z.lazy(() =>
  z
    .object({
      id: text('ep_01K7Y5V2H8QZ4T0M6C3B9XWAEH'),
      url: text('https://hooks.example.com/…9f3a').meta({
        description: 'Host and last four characters: the whole URL is a credential.',
      }),
      events: z.array(text('article.published')),
      categories: z.array(text('roads')),
      officials: z.array(text('anna-weber')),
      offices: z.array(text('mayor')),
      not_categories: z.array(text('sport')),
      not_officials: z.array(text('ben-meyer')),
      languages: z.array(text('de')),
      q: text('bridge').nullable(),
      format: z.enum(FORMATS),
      signature: z.enum(SIGNATURES).nullable(),
      public_keys: z.array(publicKey).meta({ description: 'Of a `v1a` webhook, the current one first.' }),
      description: text('Intranet').nullable(),
      state: z.enum(['active', 'paused', 'disabled']),
      state_reason: text('Paused by a person.').nullable(),
      state_reason_code: text('paused_by_person').nullable(),
      created_at: moment,
    })
    .meta({ id: 'Webhook' }),
);
export const webhookWithSecret = z.lazy(() =>
  webhookResource.unwrap().extend({
    secret: text('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw').nullable().meta({
      description: 'null of a `v1a` webhook, whose receiver needs none but its public key.',
    }),
  }),
);
export const newWebhookResource = z.lazy(() =>
  webhookWithSecret.unwrap().extend({
    overlaps: z.array(text('ep_01K7Y5V2H8QZ4T0M6C3B9XWAEJ')).meta({
      description: 'Webhooks at the same URL that are told of some of the same; at most 20.',
    }),
  }),
);
/** What `/.well-known/webhooks.json` answers. */
export const webhookKeyList = z.lazy(() =>
  z.object({
    keys: z.array(
      publicKey.unwrap().extend({
        webhook: text('ep_01K7Y5V2H8QZ4T0M6C3B9XWAEH').meta({
          description: 'Whose messages it verifies: the end of their `webhook-id` is the end of this.',
        }),
      }),
    ),
    next_cursor: text('ep_01K7Y5V2H8QZ4T0M6C3B9XWAEH').nullable(),
  }),
);
export const webhookList = z.lazy(() =>
  z.object({
    webhooks: z.array(webhookResource),
    next_cursor: text('ep_01K7Y5V2H8QZ4T0M6C3B9XWAEH').nullable(),
  }),
);

export const testOutcome = z.lazy(() =>
  z.object({
    delivered: z.boolean(),
    status: number(204).nullable(),
    latency_ms: number(187),
    error: text('The receiver did not answer within 15 seconds.').nullable(),
    error_code: text('timed_out').nullable(),
  }),
);

export const messageList = z.lazy(() =>
  z.object({
    messages: z.array(
      z.object({
        id: text('msg_01K7Y5V2H8QZ4T0M6C3B9XWAEJ_01K7Y5V2H8QZ4T0M6C3B9XWAEH'),
        event: text('article.published'),
        article_id: text('01K7Y5V2H8QZ4T0M6C3B9XWAEF').nullable(),
        state: z.enum(['pending', 'delivered', 'failed', 'held', 'cancelled']),
        next_attempt_at: moment.nullable(),
        attempts: z.array(
          z.object({
            at: moment,
            status: number(204).nullable(),
            latency_ms: number(187).nullable().meta({ description: 'null: it waits for its answer.' }),
            error: text('The receiver did not answer within 15 seconds.').nullable(),
            error_code: text('timed_out').nullable(),
          }),
        ),
      }),
    ),
    next_cursor: text('msg_01K7Y5V2H8QZ4T0M6C3B9XWAEJ_01K7Y5V2H8QZ4T0M6C3B9XWAEH').nullable(),
  }),
);
