/**
 * What the API answers, as schemas: for the OpenAPI document. They are hundreds, so each is made when it is first asked for
 * (`z.lazy`), not at a Worker's start.
 */

import * as z from 'zod';
import { RELATIONS } from '../../article/article.ts';
import { HOLDERS } from '../../article/directory/directory.ts';
import type { ArticleResource } from '../../article/resource.ts';
import { ROLES } from '../../ledger/actor.ts';
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from '../../ledger/audit-log.ts';

/** A text that looks like this: answers' examples in the document are put together of such. */
export const text = (example: string) => z.string().register(z.globalRegistry, { examples: [example] });
export const number = (example: number) => z.int().register(z.globalRegistry, { examples: [example] });
export const moment = z.lazy(() =>
  z.string().register(z.globalRegistry, { format: 'date-time', examples: ['2026-03-02T08:30:00Z'] }),
);
export const uri = (example: string) =>
  z.string().register(z.globalRegistry, { format: 'uri', examples: [example] });
const statuses = z.lazy(() => z.enum(['draft', 'scheduled', 'published', 'withdrawn']));

/** What is known of a picture besides its address. */
export const imageFacts = z.lazy(() =>
  z.object({
    alt: text('The bridge, seen from the south bank').nullable(),
    caption: text('Open again since Monday').nullable(),
    credit: text('Press office').nullable(),
    width: number(1600).nullable(),
    height: number(900).nullable(),
  }),
);
const articleImage = z.lazy(() =>
  imageFacts
    .unwrap()
    .extend({ url: uri('https://news.example.org/files/7f3a9c1e5b8d42069e1f7a3c5d8b2046/bridge.jpg') })
    .meta({
      description: '`alt` describes it; "" for a picture that only decorates, null where nobody decided.',
    }),
);

export const articleResource = z.lazy(() =>
  z
    .object({
      id: text('01K7Y5V2H8QZ4T0M6C3B9XWAEF'),
      status: statuses,
      revision: z
        .int()
        .min(1)
        .meta({ examples: [2] }),
      slug: text('2026-03-02-bridge-reopened'),
      url: uri('https://news.example.org/articles/2026-03-02-bridge-reopened'),
      external_id: text('cms-4711').nullable(),
      feed_id: text('https://old.example.org/?p=4711').nullable(),
      title: text('Bridge reopened'),
      summary: text('The bridge carries traffic again.'),
      content_html: text('<p>The bridge carries traffic again.</p>'),
      language: text('en'),
      date_published: moment.nullable(),
      date_modified: moment.nullable(),
      categories: z.array(text('roads')),
      officials: z.array(
        z.object({
          slug: text('anna-weber'),
          name: text('Anna Weber'),
          role: text('Mayor').nullable(),
          office: text('mayor').nullable().meta({ description: 'The office that they held then.' }),
          relation: z.enum(RELATIONS),
        }),
      ),
      source: z
        .object({ name: text('Town hall').nullable(), url: uri('https://example.org/').nullable() })
        .nullable(),
      authors: z.array(z.object({ name: text('Press office') })),
      image: articleImage.nullable(),
      attachments: z.array(
        z.object({
          url: uri('https://example.org/plan.pdf'),
          mime_type: text('application/pdf'),
          title: text('The plan').nullable(),
          size_in_bytes: number(48_213).nullable(),
        }),
      ),
      translations: z.array(text('01K7Y5V2H8QZ4T0M6C3B9XWAEG')),
      change_note: text('The weight limit was wrong.').nullable(),
      withdrawn_reason: text('It was announced too early.').nullable(),
    } satisfies Readonly<Record<keyof ArticleResource, z.ZodType>>)
    .meta({ id: 'Article' }),
);

/** What the request's content had and the article has not. */
const leftOut = z.lazy(() =>
  z.array(text('iframe')).min(1).optional().meta({
    description:
      'Elements of the content that could not stay, each name once; a link or a text stands in the place of those of which something can be read. Absent where everything stayed.',
  }),
);
/** The answer to a request that brings content. */
export const writtenArticleResource = z.lazy(() =>
  articleResource.unwrap().extend({ left_out: leftOut }).meta({ id: 'WrittenArticle' }),
);

export const articlePage = z.lazy(() =>
  z.object({
    articles: z.array(articleResource),
    next_cursor: text('n1k2p0.01K7Y5V2H8QZ4T0M6C3B9XWAEF').nullable(),
  }),
);

const revisionSummary = z.lazy(() =>
  z.object({
    revision: number(2),
    at: moment,
    by: text('Press office'),
    change: text('major'),
  }),
);
export const revisionPage = z.lazy(() =>
  z.object({
    revisions: z.array(revisionSummary),
    next_cursor: text('2').nullable(),
  }),
);
export const revisionResource = z.lazy(() => revisionSummary.unwrap().extend({ article: articleResource }));

export const previewResource = z.lazy(() =>
  z
    .object({ url: uri('https://news.example.org/previews/3q2-7wVd0mB1xk9sTnYc8r'), expires_at: moment })
    .meta({ id: 'Preview' }),
);

export const extractedResource = z.lazy(() =>
  articleResource
    .unwrap()
    .pick({
      title: true,
      summary: true,
      content_html: true,
      language: true,
      date_published: true,
      source: true,
      authors: true,
    })
    .extend({
      image: uri('https://example.org/bridge.jpg').nullable(),
      content_text: text('The bridge carries traffic again.'),
    })
    .partial()
    .extend({
      left_out: leftOut,
      officials: articleResource.unwrap().shape.officials,
      suggested_officials: z.array(z.object({ name: text('Ben Ito'), role: text('Treasurer').nullable() })),
    }),
);

export const categoryResource = z.lazy(() =>
  z
    .object({ slug: text('roads'), name: text('Roads'), description: text('Streets and bridges').nullable() })
    .meta({ id: 'Category' }),
);
export const categoryList = z.lazy(() => z.object({ categories: z.array(categoryResource) }));

export const officeResource = z.lazy(() =>
  z
    .object({
      slug: text('mayor'),
      name: text('Mayor'),
      description: text('Chairs the town council').nullable(),
      holders: z.enum(HOLDERS),
    })
    .meta({ id: 'Office' }),
);
export const officeList = z.lazy(() => z.object({ offices: z.array(officeResource) }));

export const officialResource = z.lazy(() =>
  z
    .object({
      slug: text('anna-weber'),
      name: text('Anna Weber'),
      role: text('Mayor').nullable().meta({ description: 'What they are called today.' }),
      aliases: z.array(text('A. Weber')),
      url: uri('https://example.org/mayor').nullable(),
      image: uri('https://example.org/mayor.jpg').nullable(),
      terms: z.array(
        z.object({
          office: text('mayor').nullable(),
          role: text('Mayor').nullable(),
          from: text('2024-07-01').nullable(),
          until: text('2029-06-30').nullable(),
          acting: z.boolean(),
          end_reason: text('End of the term').nullable(),
        }),
      ),
    })
    .meta({ id: 'Official' }),
);
export const officialList = z.lazy(() => z.object({ officials: z.array(officialResource) }));

export const fileResource = z.lazy(() =>
  z
    .object({
      id: text('7f3a9c1e5b8d42069e1f7a3c5d8b2046'),
      url: uri('https://news.example.org/files/7f3a9c1e5b8d42069e1f7a3c5d8b2046/bridge.jpg'),
      name: text('bridge.jpg'),
      mime_type: text('image/jpeg'),
      size_in_bytes: number(482_130),
      width: number(1600).optional(),
      height: number(900).optional(),
      created_at: moment,
    })
    .meta({ id: 'File' }),
);
export const filePage = z.lazy(() =>
  z.object({
    files: z.array(fileResource),
    next_cursor: text('1774427400000.7f3a9c1e5b8d42069e1f7a3c5d8b2046').nullable(),
  }),
);

/** https://www.popoloproject.com/specs/ */
export const popoloDocument = z.lazy(() =>
  z
    .object({
      organizations: z.array(z.object({ id: uri('https://news.example.org'), name: text('Gazette') })),
      persons: z.array(
        z.object({
          id: text('anna-weber'),
          name: text('Anna Weber'),
          image: uri('https://example.org/mayor.jpg').nullable(),
          other_names: z.array(z.object({ name: text('A. Weber') })),
          links: z.array(z.object({ url: uri('https://example.org/mayor') })),
        }),
      ),
      posts: z.array(
        z.object({
          id: text('mayor'),
          label: text('Mayor'),
          organization_id: uri('https://news.example.org'),
        }),
      ),
      memberships: z.array(
        z.object({
          id: text('anna-weber-1'),
          person_id: text('anna-weber'),
          post_id: text('mayor').nullable(),
          organization_id: uri('https://news.example.org'),
          role: text('Mayor').nullable(),
          start_date: text('2024-07-01').nullable(),
          end_date: text('2029-06-30').nullable(),
          acting: z.boolean(),
          end_reason: text('End of the term').nullable(),
        }),
      ),
    })
    .meta({ id: 'Popolo' }),
);

const tokenResource = z.lazy(() =>
  z
    .object({
      id: text('01K7Y5V2H8QZ4T0M6C3B9XWAEG'),
      name: text('Press office'),
      role: z.enum(ROLES),
      created_at: moment,
      last_used_at: moment.nullable().meta({
        description: 'When somebody last called or signed in with it, to the hour; null: nobody has yet.',
      }),
    })
    .meta({ id: 'Token' }),
);
export const newTokenResource = z.lazy(() =>
  tokenResource.unwrap().extend({
    token: text('gzt_3q2-7wVd0mB1xk9sTnYc8rUo5eHj4iLp6aZfGQtEyMw'),
  }),
);
export const tokenList = z.lazy(() => z.object({ tokens: z.array(tokenResource) }));

export const auditLogPage = z.lazy(() =>
  z.object({
    entries: z.array(
      z
        .object({
          at: moment,
          by: text('Press office'),
          subject: z.enum(AUDIT_SUBJECTS),
          id: text('anna-weber').meta({ description: 'The slug or id of what was changed.' }),
          name: text('Anna Weber').meta({ description: 'What it was called then.' }),
          action: z.enum(AUDIT_ACTIONS),
          fields: z.array(text('role')).meta({ description: 'Of `changed`: the fields that differ.' }),
        })
        .meta({ id: 'AuditEntry' }),
    ),
    next_cursor: text('4711').nullable(),
  }),
);

/** What `/health` answers. */
export const healthResource = z.lazy(() =>
  z.object({
    status: z.enum(['ok', 'stale']),
    version: text('1.0.0'),
    last_published: moment.nullable(),
    pending_messages: number(0),
    oldest_pending_seconds: number(0),
    unprojected_documents: number(0),
  }),
);
