/** What webhooks receive, as schemas: for the OpenAPI document's `webhooks`. */

import * as z from 'zod';
import { RELATIONS } from '../../article/article.ts';
import { ENDPOINT_STATES } from '../../delivery/endpoint.ts';
import type { EventType } from '../../delivery/event.ts';

const text = (example: string) => z.string().meta({ examples: [example] });
const moment = z.string().meta({ format: 'date-time', examples: ['2026-03-02T08:30:00Z'] });
const uri = (example: string) => z.string().meta({ format: 'uri', examples: [example] });

/** The item of JSON Feed. Of one above 20 kB, `content_html` and then whatever else is long may be missing. */
const itemSchema = z
  .object({
    id: text('tag:news.example.org,2026:article/01K7Y5V2H8QZ4T0M6C3B9XWAEF'),
    url: uri('https://news.example.org/articles/2026-03-02-bridge-reopened'),
    title: text('Bridge reopened'),
    content_html: text('<p>The bridge carries traffic again.</p>').optional(),
    summary: text('The bridge carries traffic again.').optional(),
    image: uri('https://news.example.org/bridge.jpg').optional(),
    date_published: moment,
    date_modified: moment,
    authors: z.array(z.object({ name: text('Press office') })).optional(),
    tags: z.array(text('Roads')).optional(),
    language: text('en'),
    attachments: z
      .array(
        z.object({
          url: uri('https://news.example.org/plan.pdf'),
          mime_type: text('application/pdf'),
          title: text('The plan').optional(),
          size_in_bytes: z
            .int()
            .meta({ examples: [48_211] })
            .optional(),
        }),
      )
      .optional(),
    content_omitted: z
      .literal(true)
      .optional()
      .meta({ description: 'The body would have passed 20 kB; the page has what is missing.' }),
    _gazette: z.object({
      id: text('01K7Y5V2H8QZ4T0M6C3B9XWAEF'),
      revision: z.int().meta({ description: 'Ignore one that is lower than one you have.', examples: [2] }),
      status: z.enum(['published', 'withdrawn']),
      slug: text('2026-03-02-bridge-reopened'),
      external_id: text('cms-4711').nullable(),
      categories: z.array(text('roads')),
      officials: z
        .array(
          z.object({
            slug: text('anna-weber'),
            name: text('Anna Weber'),
            role: text('Mayor').nullable(),
            relation: z.enum(RELATIONS),
          }),
        )
        .optional(),
      source: z
        .object({ name: text('District office').nullable(), url: uri('https://example.org').nullable() })
        .nullable()
        .optional(),
      change_note: text('The date was wrong.').nullable(),
      withdrawn_reason: text('Published by mistake.').nullable(),
    }),
  })
  .meta({ id: 'ArticleItem' });

const endpointSchema = z
  .object({
    id: text('ep_01K7Y5V2H8QZ4T0M6C3B9XWAEH'),
    description: text('Intranet').nullable(),
    state: z.enum(ENDPOINT_STATES),
    reason: text('The receiver did not answer within 15 seconds.'),
  })
  .meta({ id: 'WebhookNotice' });

const data = {
  article: z.object({ article: itemSchema }),
  endpoint: z.object({ endpoint: endpointSchema }),
  nothing: z.object({}),
};

/** What each event's `data` holds, and what it is about. */
const EVENTS: Readonly<Record<EventType, { readonly data: z.ZodType; readonly summary: string }>> = {
  'article.published': { data: data.article, summary: 'An article is public, or public again' },
  'article.updated': { data: data.article, summary: 'A published article has changed, with a note' },
  'article.withdrawn': { data: data.article, summary: 'An article was withdrawn: take it down' },
  'endpoint.failing': { data: data.endpoint, summary: 'Four attempts at a webhook have failed' },
  'endpoint.disabled': { data: data.endpoint, summary: 'A webhook was disabled by its failures' },
  ping: { data: data.nothing, summary: 'A test' },
};

/** Each event with the schema of its body. */
export const EVENT_BODIES = Object.entries(EVENTS).map(([type, event]) => ({
  type: type as EventType,
  summary: event.summary,
  schema: z.object({ type: z.literal(type).meta({ examples: [type] }), timestamp: moment, data: event.data }),
}));
