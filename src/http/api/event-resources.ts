/** What webhooks receive, as schemas: for the OpenAPI document's `webhooks`. */

import * as z from 'zod';
import { ENDPOINT_STATES } from '../../delivery/endpoint.ts';
import type { EventType } from '../../delivery/event.ts';
import { articleResource, imageFacts, moment, number, text, uri } from './resources.ts';

/** The item of JSON Feed. Of one above 20 kB, `content_html` and then whatever else is long may be missing. */
const itemSchema = z.lazy(() => {
  const article = articleResource.unwrap().shape;
  return z
    .object({
      id: text('tag:news.example.org,2026:article/01K7Y5V2H8QZ4T0M6C3B9XWAEF'),
      url: article.url,
      title: article.title,
      content_html: article.content_html.optional(),
      summary: article.summary.optional(),
      image: uri('https://example.org/bridge.jpg').optional(),
      date_published: moment,
      date_modified: moment,
      authors: article.authors.optional(),
      tags: z.array(text('Roads')).optional(),
      language: article.language,
      attachments: z
        .array(
          z.object({
            url: uri('https://example.org/plan.pdf'),
            mime_type: text('application/pdf'),
            title: text('The plan').optional(),
            size_in_bytes: number(48_213).optional(),
          }),
        )
        .optional(),
      content_omitted: z
        .literal(true)
        .optional()
        .meta({ description: 'The body would have passed 20 kB; the page has what is missing.' }),
      _gazette: z.object({
        id: article.id,
        revision: number(2).meta({ description: 'Ignore one that is lower than one you have.' }),
        status: z.enum(['published', 'withdrawn']),
        slug: article.slug,
        external_id: article.external_id,
        categories: article.categories,
        officials: article.officials.optional(),
        source: article.source.optional(),
        image: imageFacts.nullable().optional(),
        translations: z
          .array(
            z.object({
              id: text('01K7Y5V2H8QZ4T0M6C3B9XWAEG'),
              language: text('fr'),
              url: uri('https://news.example.org/articles/2026-03-02-pont'),
            }),
          )
          .optional(),
        change_note: article.change_note,
        withdrawn_reason: article.withdrawn_reason,
      }),
    })
    .meta({ id: 'ArticleItem' });
});

const endpointSchema = z.lazy(() =>
  z
    .object({
      id: text('ep_01K7Y5V2H8QZ4T0M6C3B9XWAEH'),
      description: text('Intranet').nullable(),
      state: z.enum(ENDPOINT_STATES),
      reason: text('The receiver did not answer within 15 seconds.'),
    })
    .meta({ id: 'WebhookNotice' }),
);

const holder = z.lazy(() =>
  z
    .object({
      slug: text('ben-ito'),
      name: text('Ben Ito'),
      role: text('Mayor').nullable(),
      from: text('2026-12-01').nullable(),
      until: text('2031-11-30').nullable(),
      acting: z.boolean(),
    })
    .meta({ id: 'OfficeHolder' }),
);

const officeChange = z.lazy(() =>
  z
    .object({
      slug: text('mayor'),
      name: text('Mayor'),
      successor: holder.nullable().meta({ description: 'Whose term is new; null: nobody’s.' }),
      former: holder.nullable().meta({ description: 'Whose term ended; null: nobody’s that is known.' }),
    })
    .meta({ id: 'OfficeChange' }),
);

const data = {
  article: z.lazy(() => z.object({ article: itemSchema })),
  office: z.lazy(() => z.object({ article: itemSchema, office: officeChange })),
  endpoint: z.lazy(() => z.object({ endpoint: endpointSchema })),
  nothing: z.lazy(() => z.object({})),
};

/** What each event's `data` holds, and what it is about. */
const EVENTS: Readonly<Record<EventType, { readonly data: z.ZodType; readonly summary: string }>> = {
  'article.published': { data: data.article, summary: 'An article is public, or public again' },
  'article.updated': { data: data.article, summary: 'A published article has changed, with a note' },
  'article.withdrawn': { data: data.article, summary: 'An article was withdrawn: take it down' },
  'office.changed': { data: data.office, summary: 'An office has another holder, and that was announced' },
  'endpoint.failing': { data: data.endpoint, summary: 'Four attempts at a webhook have failed' },
  'endpoint.disabled': { data: data.endpoint, summary: 'A webhook was disabled by its failures' },
  ping: { data: data.nothing, summary: 'A test' },
};

/** Each event with the schema of its body. */
export const EVENT_BODIES = Object.entries(EVENTS).map(([type, event]) => ({
  type: type as EventType,
  summary: event.summary,
  schema: z.lazy(() =>
    z.object({ type: z.literal(type).meta({ examples: [type] }), timestamp: moment, data: event.data }),
  ),
}));
