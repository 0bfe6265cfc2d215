/** What the API answers, as schemas: for the OpenAPI document. */

import * as z from 'zod';
import { RELATIONS } from '../../article/article.ts';
import { FORMATS } from '../../delivery/endpoint.ts';
import { ROLES } from '../../ledger/actor.ts';

const moment = z.string().meta({ format: 'date-time' });
const uri = z.string().meta({ format: 'uri' });
const statuses = z.enum(['draft', 'scheduled', 'published', 'withdrawn']);

export const articleResource = z
  .object({
    id: z.string(),
    status: statuses,
    revision: z.int().min(1),
    slug: z.string(),
    url: uri,
    external_id: z.string().nullable(),
    title: z.string(),
    summary: z.string(),
    content_html: z.string(),
    language: z.string(),
    date_published: moment.nullable(),
    date_modified: moment.nullable(),
    categories: z.array(z.string()),
    officials: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        role: z.string().nullable(),
        relation: z.enum(RELATIONS),
      }),
    ),
    source: z.object({ name: z.string().nullable(), url: uri.nullable() }).nullable(),
    authors: z.array(z.object({ name: z.string() })),
    image: uri.nullable(),
    attachments: z.array(
      z.object({
        url: uri,
        mime_type: z.string(),
        title: z.string().nullable(),
        size_in_bytes: z.int().nullable(),
      }),
    ),
    change_note: z.string().nullable(),
    withdrawn_reason: z.string().nullable(),
  })
  .meta({ id: 'Article' });

export const articlePage = z.object({
  articles: z.array(articleResource),
  next_cursor: z.string().nullable(),
});

const revisionSummary = z.object({
  revision: z.int(),
  at: moment,
  by: z.string(),
  change: z.string(),
});
export const revisionPage = z.object({
  revisions: z.array(revisionSummary),
  next_cursor: z.string().nullable(),
});
export const revisionResource = revisionSummary.extend({ article: articleResource });

export const extractedResource = articleResource
  .pick({
    title: true,
    summary: true,
    content_html: true,
    language: true,
    date_published: true,
    source: true,
    authors: true,
    image: true,
  })
  .extend({ content_text: z.string() })
  .partial()
  .extend({
    officials: articleResource.shape.officials,
    suggested_officials: z.array(z.object({ name: z.string(), role: z.string().nullable() })),
  });

export const categoryResource = z
  .object({ slug: z.string(), name: z.string(), description: z.string().nullable() })
  .meta({ id: 'Category' });
export const categoryList = z.object({ categories: z.array(categoryResource) });

export const officialResource = z
  .object({
    slug: z.string(),
    name: z.string(),
    role: z.string().nullable(),
    aliases: z.array(z.string()),
    url: uri.nullable(),
    image: uri.nullable(),
    term: z.object({ from: z.string().nullable(), until: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Official' });
export const officialList = z.object({ officials: z.array(officialResource) });

const tokenResource = z
  .object({ id: z.string(), name: z.string(), role: z.enum(ROLES), created_at: moment })
  .meta({ id: 'Token' });
export const newTokenResource = tokenResource.extend({ token: z.string() });
export const tokenList = z.object({ tokens: z.array(tokenResource) });

export const webhookResource = z
  .object({
    id: z.string(),
    url: z.string().meta({ description: 'Host and last four characters: the whole URL is a credential.' }),
    events: z.array(z.string()),
    categories: z.array(z.string()),
    officials: z.array(z.string()),
    format: z.enum(FORMATS),
    description: z.string().nullable(),
    state: z.enum(['active', 'paused', 'disabled']),
    state_reason: z.string().nullable(),
    created_at: moment,
  })
  .meta({ id: 'Webhook' });
export const newWebhookResource = webhookResource.extend({ secret: z.string().nullable() });
export const webhookList = z.object({
  webhooks: z.array(webhookResource),
  next_cursor: z.string().nullable(),
});

export const testOutcome = z.object({
  delivered: z.boolean(),
  status: z.int().nullable(),
  latency_ms: z.int(),
  error: z.string().nullable(),
});

export const messageList = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      event: z.string(),
      article_id: z.string().nullable(),
      state: z.enum(['pending', 'delivered', 'failed', 'held', 'cancelled']),
      next_attempt_at: moment.nullable(),
      attempts: z.array(
        z.object({
          at: moment,
          status: z.int().nullable(),
          latency_ms: z.int().nullable(),
          error: z.string().nullable(),
        }),
      ),
    }),
  ),
  next_cursor: z.string().nullable(),
});
