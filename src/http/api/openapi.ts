/** The OpenAPI 3.1 document: written from the very operations that answer, so it cannot say anything else. */

import { readSettings } from '../../settings.ts';
import { VERSION } from '../../version.ts';
import type { App } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { EVENT_BODIES } from './event-resources.ts';
import type { OpenApiOperation } from './openapi-operation.ts';
import { describeContent, describeOperation, JSON_MEDIA_TYPE, TAGS } from './openapi-operation.ts';
import { describePublicPaths } from './openapi-public.ts';
import type { NamedSchemas } from './openapi-schema.ts';
import { toSchema } from './openapi-schema.ts';
import type { Operation } from './operation.ts';

/** Standard Webhooks 1.0.0. */
const EVENT_HEADERS = [
  ['webhook-id', 'The same on every attempt, and of no other message.'],
  ['webhook-timestamp', 'Of this attempt, in seconds since 1970.'],
  ['webhook-signature', 'Signatures with a space between; one that matches is enough.'],
] as const;

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
  const publicPaths = describePublicPaths(schemas);
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
    paths: { ...paths, ...publicPaths },
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
