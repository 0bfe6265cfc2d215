/** `GET /api/docs`: the OpenAPI document as a page that a developer can read from top to bottom. */

import { readSettings } from '../settings.ts';
import { VERSION } from '../version.ts';
import { buildOpenApi, type OpenApiOperation } from './openapi.ts';
import type { App, Operation } from './operation.ts';
import { answerOtherMethods } from './operation.ts';
import { Layout } from './pages/layout.tsx';
import { answerPage } from './pages/page-answer.ts';

/** What `_gazette` holds in JSON Feed and webhooks: the extension's `about` leads here. */
const EXTENSION_FIELDS: readonly (readonly [name: string, meaning: string])[] = [
  ['id', 'the article’s id in the API'],
  ['revision', 'counts every change; ignore an article whose revision is lower than one you have'],
  ['status', 'published or withdrawn'],
  ['slug', 'the last part of the page’s address'],
  ['external_id', 'the article’s name in the system it came from'],
  ['categories', 'slugs'],
  ['officials', 'slug, name, role and relation of each, as they were when attached'],
  ['source', 'name and url of where it was taken from'],
  ['change_note', 'what the last major change was about'],
  ['withdrawn_reason', 'why it was withdrawn'],
];

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly items?: Schema;
  readonly description?: string;
}

/** Puts the page into the app; no token needed. */
export function mountApiDocs(app: App, operations: readonly Operation[]): void {
  app.get('/api/docs', (c) => {
    const settings = readSettings(c.env);
    const { paths } = buildOpenApi(operations, { publicUrl: settings.publicUrl, title: settings.title });
    return answerPage(c, {
      settings,
      version: `api-docs ${VERSION}`,
      changedAt: null,
      render: () => (
        <Layout
          settings={settings}
          title="API"
          canonicalUrl={`${settings.publicUrl}/api/docs`}
          isListed={false}
        >
          <article class="article" lang="en" dir="ltr">
            <h1>API</h1>
            <div class="prose">
              <Introduction publicUrl={settings.publicUrl} />
              {Object.entries(paths).flatMap(([path, methods]) =>
                Object.entries(methods).map(([method, operation]) => (
                  <OperationSection method={method.toUpperCase()} path={path} operation={operation} />
                )),
              )}
              <h2 id="gazette">The extension _gazette</h2>
              <p>Items of JSON Feed and articles in webhooks carry, beside the standard’s fields:</p>
              <dl>
                {EXTENSION_FIELDS.map(([name, meaning]) => (
                  <>
                    <dt>
                      <code>{name}</code>
                    </dt>
                    <dd>{meaning}</dd>
                  </>
                ))}
              </dl>
            </div>
          </article>
        </Layout>
      ),
    });
  });
  answerOtherMethods(app, '/api/docs', ['GET']);
}

function Introduction({ publicUrl }: { publicUrl: string }) {
  return (
    <>
      <p>
        For programs: <a href={`${publicUrl}/openapi.json`}>OpenAPI 3.1</a>, written from the same
        descriptions as this page.
      </p>
      <p>
        Send <code>Authorization: Bearer …</code>, and JSON in UTF-8; dates are RFC 3339 with an offset.
        Errors are <code>application/problem+json</code> (RFC 9457): <code>detail</code> says what to do, and
        with 422 <code>errors</code> names each place with a JSON Pointer.
      </p>
    </>
  );
}

function OperationSection({
  method,
  path,
  operation,
}: {
  method: string;
  path: string;
  operation: OpenApiOperation;
}) {
  const [bodyType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const schema = content?.schema as Schema | undefined;
  return (
    <section>
      <h2>
        <code>
          {method} {path}
        </code>
      </h2>
      <p>
        {operation.summary}. {operation.description} Role: {operation['x-role']}.
      </p>
      {operation.parameters.length === 0 ? null : (
        <ul>
          {operation.parameters.map((parameter) => (
            <li>
              <code>{parameter.name}</code> ({parameter.in}
              {parameter.required ? ', needed' : ''}) {describeType(parameter.schema as Schema)}{' '}
              {parameter.description}
            </li>
          ))}
        </ul>
      )}
      {bodyType === undefined ? null : (
        <>
          <p>
            Body: <code>{bodyType}</code>
          </p>
          <ul>
            {Object.entries(schema?.properties ?? {}).map(([name, field]) => (
              <li>
                <code>{name}</code>
                {schema?.required?.includes(name) ? ' (needed)' : ''} {describeType(field)}
              </li>
            ))}
          </ul>
        </>
      )}
      <ul>
        {Object.entries(operation.responses).map(([status, answer]) => (
          <li>
            <strong>{status}</strong> {answer.description}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A schema in few words: what may stand there. */
function describeType(schema: Schema): string {
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(describeType))].join(' or ');
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.items !== undefined) return `list of ${describeType(schema.items)}`;
  return schema.description ?? schema.format ?? String(schema.type ?? 'anything');
}
