/** What needs no token and so is no operation, as the OpenAPI document describes it: documents, feeds, files, the hub. */

import * as z from 'zod';
import { FOLDERS } from '../../article/directory/directory.ts';
import { MAX_QUERIES, MAX_QUERY_CHARACTERS } from '../../article/filter.ts';
import { FEED_FORMATS, FEED_MEDIA_TYPES, HUB_PATH } from '../../feed/address.ts';
import { WEBHOOK_KEYS_PATH } from '../webhook-keys.ts';
import type { OpenApiOperation } from './openapi-operation.ts';
import { describeAnswer, describeQuery, JSON_MEDIA_TYPE } from './openapi-operation.ts';
import type { NamedSchemas } from './openapi-schema.ts';
import { healthResource } from './resources.ts';
import { webhookKeyList } from './webhook-resources.ts';

type Paths = Record<string, Record<string, OpenApiOperation>>;

/** Describes every path that anybody may call. */
export function describePublicPaths(schemas: NamedSchemas): Paths {
  return {
    ...describeDocuments(),
    ...describeHealth(schemas),
    ...describeFeeds(schemas),
    ...describeFiles(schemas),
    ...describeHub(),
    ...describeWebhookKeys(schemas),
  };
}

/** Whether anybody may read it: then a generated client sends no token. */
function describeOpenPath(operationId: string, tag: string, summary: string) {
  return {
    operationId,
    tags: [tag],
    summary,
    'x-role': 'none, no token needed',
    security: [],
    parameters: [],
  } as const;
}

/** An answer in a form that JSON Schema says little about. */
function describeText(description: string, mediaTypes: readonly string[], example: unknown) {
  const schema = { type: typeof example };
  return {
    description,
    content: Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema, example }])),
  };
}

const inPath = (name: string, values?: readonly string[]) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', ...(values === undefined ? {} : { enum: values }) },
});

const inHeader = (name: string) => ({ name, in: 'header', schema: { type: 'string' } });

/** Problems, by status. */
function describeProblems(
  schemas: NamedSchemas,
  descriptions: Readonly<Record<number, string>>,
): OpenApiOperation['responses'] {
  return Object.fromEntries(
    Object.entries(descriptions).map(([status, description]) => [
      status,
      describeAnswer(status, { description }, schemas),
    ]),
  );
}

const TOO_MANY = 'This client asks for too much that only the ledger knows.';
const NOT_ABLE = 'The service is not able to answer now; see Retry-After.';

function describeDocuments(): Paths {
  return {
    '/openapi.json': {
      get: {
        ...describeOpenPath('read_openapi', 'Documentation', 'Read this document'),
        responses: { 200: describeText('The documentation.', [JSON_MEDIA_TYPE], {}) },
      },
    },
    '/api/docs': {
      get: {
        ...describeOpenPath('read_docs', 'Documentation', 'Read this document as a page'),
        responses: { 200: describeText('The documentation.', ['text/html'], '') },
      },
    },
  };
}

function describeHealth(schemas: NamedSchemas): Paths {
  const stale = describeAnswer('200', { description: '', schema: healthResource }, schemas);
  const unreadable = describeAnswer('503', { description: '' }, schemas);
  return {
    '/health': {
      get: {
        ...describeOpenPath('read_health', 'Installation', 'Read how the service is'),
        description:
          'For monitoring. Live for whoever sends a token, else up to five seconds old. `pending_messages` counts what is ' +
          'not yet handed to its queue, `unprojected_documents` what is not yet in the published store.',
        responses: {
          200: describeAnswer('200', { description: 'It is well.', schema: healthResource }, schemas),
          429: describeAnswer('429', { description: 'This client asks too often.' }, schemas),
          503: {
            ...unreadable,
            description:
              'Something has waited for more than 300 seconds (`stale`), or, as a problem, the ledger cannot be read.',
            content: { ...asContent(stale.content), ...asContent(unreadable.content) },
          },
        },
      },
    },
  };
}

const asContent = (content: unknown) => content as Readonly<Record<string, unknown>>;

/** The parameters of a filter, by `article/filter.ts`. */
const feedQuery = z.lazy(() =>
  z.object({
    ...Object.fromEntries(
      ['category', 'official', 'office', 'not_category', 'not_official', 'language'].map((name) => [
        name,
        z.array(z.string()).optional(),
      ]),
    ),
    q: z.array(z.string().min(1).max(MAX_QUERY_CHARACTERS)).max(MAX_QUERIES).optional(),
    month: z.array(z.string().regex(/^\d{4}-\d{2}$/)).optional(),
    before: z.string().optional(),
  }),
);

function describeFeeds(schemas: NamedSchemas): Paths {
  const format = inPath('format', FEED_FORMATS);
  const conditions = ['If-None-Match', 'If-Modified-Since'].map(inHeader);
  const responses = {
    200: {
      description: 'The feed.',
      content: Object.fromEntries(
        FEED_FORMATS.map((name) => [
          FEED_MEDIA_TYPES[name],
          name === 'json'
            ? {
                schema: { type: 'object' },
                example: { version: 'https://jsonfeed.org/version/1.1', items: [] },
              }
            : {
                schema: { type: 'string' },
                example: name === 'rss' ? '<rss version="2.0">…</rss>' : '<feed>…</feed>',
              },
        ]),
      ),
    },
    304: { description: 'It is as it was.' },
    308: { description: 'The same filter in its one spelling, without what is unknown or empty.' },
    ...describeProblems(schemas, {
      404: 'The filter names what nobody knows.',
      422: 'The filter cannot be read.',
      429: TOO_MANY,
      503: NOT_ABLE,
    }),
  };
  const describeFeed = (id: string, summary: string, parameters: OpenApiOperation['parameters']) => ({
    get: {
      ...describeOpenPath(`read_${id}`, 'Feeds', summary),
      description:
        'A repeated name means or, different names mean and; months are UTC. `before` is the cursor that `next` carries.',
      parameters: [...parameters, format, ...describeQuery(feedQuery), ...conditions],
      responses,
    },
    options: {
      ...describeOpenPath(`ask_${id}`, 'Feeds', 'Ask what a page of another site may do'),
      parameters: [...parameters, format],
      responses: { 204: { description: 'GET and HEAD, with the two conditions.' } },
    },
  });
  return {
    '/feed.{format}': describeFeed('feed', 'Read the newest articles under a filter', []),
    ...Object.fromEntries(
      Object.entries(FOLDERS).map(([kind, folder]) => [
        `/${folder}/{slug}/feed.{format}`,
        describeFeed(`${kind}_feed`, `Read the newest articles of one ${kind}`, [inPath('slug')]),
      ]),
    ),
  };
}

function describeFiles(schemas: NamedSchemas): Paths {
  return {
    '/articles/{slug}.md': {
      get: {
        ...describeOpenPath('read_article_markdown', 'Articles', 'Read a published article as Markdown'),
        parameters: [inPath('slug')],
        responses: {
          200: describeText(
            'The article, with front matter.',
            ['text/markdown'],
            '---\ntitle: "Bridge reopened"\n---\n',
          ),
          304: { description: 'It is as it was.' },
          410: describeText('The notice of one that was withdrawn.', ['text/markdown'], '---\n---\n'),
          ...describeProblems(schemas, { 404: 'There is none.', 429: TOO_MANY, 503: NOT_ABLE }),
        },
      },
    },
    '/files/{id}/{name}': {
      get: {
        ...describeOpenPath('read_file_bytes', 'Files', 'Read the bytes of a file that readers may see'),
        parameters: [inPath('id'), inPath('name'), ...['Range', 'If-Range', 'If-None-Match'].map(inHeader)],
        responses: {
          200: describeText('The file.', ['*/*'], 'Ward,Votes\n'),
          206: describeText('The part that was asked for.', ['*/*'], 'Ward'),
          301: { description: 'The address of the file, whose name is another.' },
          304: { description: 'It is as it was.' },
          ...describeProblems(schemas, {
            404: 'There is none, or nothing that readers see names it.',
            410: 'Nothing that readers see names it any more.',
            429: TOO_MANY,
            503: NOT_ABLE,
          }),
          416: { description: 'It has no such part.' },
        },
      },
    },
  };
}

function describeHub(): Paths {
  const field = { type: 'string' };
  const say = (description: string, example: string) => describeText(description, ['text/plain'], example);
  return {
    [HUB_PATH]: {
      post: {
        ...describeOpenPath('ask_hub', 'WebSub', 'Subscribe to a feed that names this hub, or unsubscribe'),
        description:
          'W3C WebSub. `hub.secret` has less than 200 bytes; `hub.lease_seconds` is kept between 5 minutes and 30 days, ' +
          'and 10 days where it is not given. Nothing is kept before the callback has echoed the challenge.',
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                required: ['hub.mode', 'hub.topic', 'hub.callback'],
                properties: {
                  'hub.mode': { enum: ['subscribe', 'unsubscribe', 'publish'] },
                  'hub.topic': field,
                  'hub.callback': field,
                  'hub.secret': field,
                  'hub.lease_seconds': field,
                },
              },
              example: {
                'hub.mode': 'subscribe',
                'hub.topic': 'https://news.example.org/feed.atom',
                'hub.callback': 'https://reader.example.net/callback',
              },
            },
          },
        },
        responses: {
          202: say('The callback is asked.', 'The callback is asked to confirm this now.\n'),
          204: { description: 'Of `publish`: this hub knows of its feeds’ changes by itself.' },
          400: say('Something is malformed.', ''),
          404: say('The topic is the feed of what nobody knows.', ''),
          413: say('The body is too large.', ''),
          415: say('The body is no form.', ''),
          503: say('There are too many subscriptions or requests; see Retry-After.', ''),
        },
      },
    },
  };
}

function describeWebhookKeys(schemas: NamedSchemas): Paths {
  return {
    [WEBHOOK_KEYS_PATH]: {
      get: {
        ...describeOpenPath(
          'read_webhook_keys',
          'Webhooks',
          'Read the keys that verify the messages of v1a webhooks',
        ),
        description:
          'A thousand webhooks at a time. During a rotation a webhook has two keys and each message two signatures; one that ' +
          'verifies is enough. May be kept for five minutes.',
        parameters: describeQuery(z.object({ cursor: z.string().optional() })),
        responses: {
          200: describeAnswer('200', { description: 'One page.', schema: webhookKeyList }, schemas),
          ...describeProblems(schemas, { 422: 'The cursor is none.', 429: TOO_MANY, 503: NOT_ABLE }),
        },
      },
    },
  };
}
