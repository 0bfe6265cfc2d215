/** The OpenAPI 3.1 document: written from the very operations that answer, so it cannot say anything else. */

import * as z from 'zod';
import { readSettings } from '../../settings.ts';
import { VERSION } from '../../version.ts';
import type { App } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { WEBHOOK_KEYS_PATH } from '../webhook-keys.ts';
import { EVENT_BODIES } from './event-resources.ts';
import type { OpenApiOperation } from './openapi-operation.ts';
import {
  describeAnswer,
  describeContent,
  describeOperation,
  describeQuery,
  JSON_MEDIA_TYPE,
  TAGS,
} from './openapi-operation.ts';
import type { NamedSchemas } from './openapi-schema.ts';
import { toSchema } from './openapi-schema.ts';
import type { Operation } from './operation.ts';
import { webhookKeyList } from './resources.ts';

/** Standard Webhooks 1.0.0. */
const EVENT_HEADERS = [
  ['webhook-id', 'The same on every attempt, and of no other message.'],
  ['webhook-timestamp', 'Of this attempt, in seconds since 1970.'],
  ['webhook-signature', 'Signatures with a space between; one that matches is enough.'],
] as const;

/** What needs no token, and so is no operation. */
function describeOpenPaths(schemas: NamedSchemas): Record<string, Record<string, OpenApiOperation>> {
  const describeDocument = (description: string, mediaType: string, type: string) => ({
    200: { description, content: { [mediaType]: { schema: { type } } } },
  });
  return {
    '/openapi.json': {
      get: {
        ...describeOpenPath('read_openapi', 'Documentation', 'Read this document'),
        responses: describeDocument('The documentation.', JSON_MEDIA_TYPE, 'object'),
      },
    },
    '/api/docs': {
      get: {
        ...describeOpenPath('read_docs', 'Documentation', 'Read this document as a page'),
        responses: describeDocument('The documentation.', 'text/html', 'string'),
      },
    },
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
          422: describeAnswer('422', { description: 'The cursor is none.' }, schemas),
          429: describeAnswer('429', { description: 'Too many pages were asked for.' }, schemas),
          503: describeAnswer('503', { description: 'The service is not able to answer now.' }, schemas),
        },
      },
    },
  };
}

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

/** Puts `GET /openapi.json` into the app. */
export function mountOpenApi(app: App, operations: readonly Operation[]): void {
  app.get('/openapi.json', (c) => {
    const { publicUrl, title } = readSettings(c.env);
    c.header('access-control-allow-origin', '*');
    c.header('cache-control', 'public, max-age=300');
    return c.json(buildOpenApi(operations, { publicUrl, title }));
  });
  answerOtherMethods(app, '/openapi.json', ['GET']);
}

/** Builds the document. */
export function buildOpenApi(
  operations: readonly Operation[],
  service: { publicUrl: string; title: string },
) {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  const schemas: Record<string, unknown> = {};
  for (const operation of operations) {
    const there = paths[operation.path] ?? {};
    there[operation.method.toLowerCase()] = describeOperation(operation, schemas);
    paths[operation.path] = there;
  }
  const openPaths = describeOpenPaths(schemas);
  return {
    openapi: '3.1.0',
    tags: TAGS.map(({ name, description }) => ({ name, description })),
    info: {
      title: `${service.title}: editor and webhook API`,
      version: VERSION,
      description:
        'Publish an article once: every feed reader and every webhook that should know, knows. All JSON is snake_case; errors are problem+json (RFC 9457).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: service.publicUrl }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } }, schemas },
    paths: { ...paths, ...openPaths },
    webhooks: describeEvents(schemas),
  };
}

/** What is sent, as what a receiver takes (OpenAPI 3.1, `webhooks`). */
function describeEvents(schemas: NamedSchemas): Record<string, unknown> {
  return Object.fromEntries(
    EVENT_BODIES.map(({ type, summary, schema }) => [
      type,
      {
        post: {
          operationId: `receive_${type.replace('.', '_')}`,
          tags: ['Webhooks'],
          summary,
          parameters: EVENT_HEADERS.map(([name, description]) => ({
            name,
            in: 'header',
            required: true,
            description,
            schema: { type: 'string' },
          })),
          requestBody: {
            required: true,
            content: { [JSON_MEDIA_TYPE]: describeContent(toSchema(schema, 'output'), schemas, false) },
          },
          security: [],
          responses: {
            '2XX': { description: 'Taken, within 15 seconds.' },
            410: { description: 'The webhook is no more: nothing is sent to it again.' },
          },
        },
      },
    ]),
  );
}
