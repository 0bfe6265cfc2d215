/** `GET /api/docs`: the OpenAPI document as a page that a developer can read from top to bottom. */

import { API_ENGLISH } from '../../messages/problems.ts';
import { readSettings } from '../../settings.ts';
import { VERSION } from '../../version.ts';
import type { App } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { Layout } from '../pages/layout.tsx';
import { answerPage } from '../pages/page-answer.ts';
import { PROBLEM_CODES, STATUS } from '../problem.ts';
import { buildOpenApi } from './openapi.ts';
import type { OpenApiOperation } from './openapi-operation.ts';
import { BODY_ANSWERS, COMMON_ANSWERS } from './openapi-operation.ts';
import type { Operation } from './operation.ts';

/** What `_gazette` holds in JSON Feed and webhooks: the extension's `about` leads here. */
const EXTENSION_FIELDS: readonly (readonly [name: string, meaning: string])[] = [
  ['id', 'the article’s id in the API'],
  ['revision', 'counts every change; ignore an article whose revision is lower than one you have'],
  ['status', 'published or withdrawn'],
  ['slug', 'the last part of the page’s address'],
  ['external_id', 'the article’s name in the system it came from'],
  ['categories', 'slugs'],
  ['officials', 'slug, name, role, office and relation of each, as they were when attached'],
  ['source', 'name and url of where it was taken from'],
  ['image', 'alt, caption, credit, width and height of the picture'],
  ['translations', 'id, language and url of the same article in other languages'],
  ['change_note', 'what the last major change was about'],
  ['withdrawn_reason', 'why it was withdrawn'],
];

/** Codes by the status that they come with; those of `errors`, which say what is wrong in one place, last. */
const PROBLEM_TERMS: readonly (readonly [string, string])[] = [
  ...[...Map.groupBy(PROBLEM_CODES, (code) => String(STATUS[code]))]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([status, codes]) => [status, codes.join(', ')] as const),
  ['errors', Object.keys(API_ENGLISH.ofField).join(', ')],
];

/** What any call may answer is said once, for all of them. */
const COMMON_TERMS = [...COMMON_ANSWERS, ...BODY_ANSWERS]
  .map(([status, meaning]) => [String(status), meaning] as const)
  .sort(([one], [other]) => (one < other ? -1 : 1));

interface Call {
  /** Method and path. */
  readonly name: string;
  readonly operation: OpenApiOperation;
}

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
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );
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
            <div class="content">
              <Introduction publicUrl={settings.publicUrl} />
              <Contents calls={calls} />
              <h2>What any call may answer</h2>
              <Terms terms={COMMON_TERMS} />
              {calls.map((one) => (
                <OperationSection {...one} />
              ))}
              <h2 id="codes">Codes of errors</h2>
              <Terms terms={PROBLEM_TERMS} />
              <h2 id="gazette">The extension _gazette</h2>
              <p>Items of JSON Feed and articles in webhooks carry, beside the standard’s fields:</p>
              <Terms terms={EXTENSION_FIELDS} />
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
        Errors are <code>application/problem+json</code> (RFC 9457): programs decide by <code>code</code>,
        people read <code>detail</code>, and with 422 <code>errors</code> tells both of each place, which it
        names with a JSON Pointer.
      </p>
    </>
  );
}

/** Every call, for those who look for one. */
function Contents({ calls }: { calls: readonly Call[] }) {
  return (
    <nav aria-label="Calls">
      <ul>
        {calls.map(({ name, operation }) => (
          <li>
            <a href={`#${operation.operationId}`}>
              <code>{name}</code>
            </a>{' '}
            {operation.summary}
          </li>
        ))}
        <li>
          <a href="#gazette">
            <code>_gazette</code>
          </a>{' '}
          What feeds and webhooks carry beside the standard
        </li>
      </ul>
    </nav>
  );
}

function OperationSection({ name, operation }: Call) {
  const [bodyType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const schema = content?.schema as Schema | undefined;
  const fields = Object.entries(schema?.properties ?? {});
  return (
    <section>
      <h2 id={operation.operationId}>
        <code>{name}</code>
      </h2>
      <p>
        {operation.summary}. {operation.description} Role: {operation['x-role']}.
      </p>
      {operation.parameters.length === 0 ? null : (
        <>
          <h3>Parameters</h3>
          <Terms
            terms={operation.parameters.map(({ name, in: place, required, description, schema }) => [
              name,
              `(${place}${required ? ', needed' : ''}) ${description ?? describeType(schema as Schema)}`,
            ])}
          />
        </>
      )}
      {bodyType === undefined ? null : (
        <>
          <h3>Body</h3>
          <p>
            <code>{bodyType}</code>
          </p>
          {fields.length === 0 ? null : (
            <Terms
              terms={fields.map(([field, type]) => [
                field,
                `${schema?.required?.includes(field) ? '(needed) ' : ''}${describeType(type)}`,
              ])}
            />
          )}
        </>
      )}
      <h3>Answers</h3>
      <Terms
        terms={Object.entries(operation.responses)
          .filter(([status, answer]) => !isCommon(status, answer.description))
          .map(([status, answer]) => [status, answer.description])}
      />
    </section>
  );
}

function isCommon(status: string, meaning: string): boolean {
  return COMMON_TERMS.some(([one, said]) => one === status && said === meaning);
}

/** Names and what they mean. */
function Terms({ terms }: { terms: readonly (readonly [name: string, meaning: string])[] }) {
  return (
    <dl>
      {terms.map(([name, meaning]) => (
        <>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>{meaning}</dd>
        </>
      ))}
    </dl>
  );
}

/** A schema in few words: what may stand there. */
function describeType(schema: Schema): string {
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(describeType))].join(' or ');
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.items !== undefined) return `list of ${describeType(schema.items)}`;
  return schema.description ?? schema.format ?? String(schema.type ?? 'anything');
}
