import { reset } from 'cloudflare:test';
import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ARTICLE_EVENTS, OFFICE_EVENTS, OPERATOR_EVENTS } from '../../src/delivery/event.ts';
import { FEED_FORMATS } from '../../src/feed/address.ts';
import { countCases } from '../support/cases.ts';
import { call, callFor, makeHook, ORIGIN, publish, putCategory, putOfficial, send } from './client.ts';
import { type Schema, validValue, wrongValue } from './schema-values.ts';

interface Content {
  readonly schema: Schema;
  readonly example?: unknown;
}
interface DocumentedOperation {
  readonly tags: readonly string[];
  readonly parameters: { name: string; in: string; schema: Schema }[];
  readonly requestBody?: { content: Record<string, Content> };
  readonly responses: Record<string, { content?: Record<string, Content> }>;
}
interface OpenApi {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly components: { readonly schemas: Record<string, unknown> };
  readonly paths: Record<string, Record<string, DocumentedOperation>>;
  readonly webhooks: Record<string, { readonly post: DocumentedOperation }>;
}

/** Cases in all, shared by the operations alike: a minute, however many operations there will be. */
const CASES = 5_000;
/** The same cases every time: what fails here fails again. */
const SEED = 8701;

let openApi: OpenApi;
const known: Record<string, string[]> = {};
/** Operations that were done at least once: the cases must not all be refusals. */
const succeeded = new Set<string>();

beforeAll(async () => {
  await reset();
  openApi = (await (await send('/openapi.json')).json()) as OpenApi;
  await putCategory('economy', 'Economy');
  await putOfficial('wu-shu', { name: '吴曙' });
  const article = await publish({ title: 'Known', categories: ['economy'] });
  const hook = await callFor<{ id: string }>(201, 'POST', '/api/webhooks', { url: makeHook('fuzz').url });
  known['/api/articles'] = [article.id, article.slug];
  const draft = await publish({ title: 'Only for review', status: 'draft' });
  known['/api/articles/{id}/previews'] = [draft.id];
  known['/api/categories'] = ['economy', 'new-one'];
  known['/api/officials'] = ['wu-shu', 'new-one'];
  known['/api/webhooks'] = [hook.id];
  const file = await callFor<{ id: string }>(201, 'POST', '/api/files', undefined, { raw: 'Name,Votes\n' });
  known['/api/files'] = [file.id];
  known['/articles'] = [article.slug];
  for (const folder of ['/categories', '/officials', '/offices'])
    known[folder] = ['economy', 'wu-shu', 'mayor'];
  await callFor(201, 'PUT', '/api/offices/mayor', { name: 'Mayor' });
  const shown = await callFor<{ id: string }>(201, 'POST', '/api/files', undefined, { raw: 'Shown,Votes\n' });
  await publish({
    title: 'With a file',
    attachments: [{ url: `${ORIGIN}/files/${shown.id}/file.csv`, mime_type: 'text/csv' }],
  });
  known['/files'] = [shown.id, 'file.csv'];
});

/** A path that leads to the operation, and to nothing that is there. */
const fillAnyhow = (path: string) => path.replace('{format}', 'rss').replaceAll(/\{\w+\}/g, 'x');

/** Parts of a path: one that exists, or anything. */
function fillPath(path: string): fc.Arbitrary<string> {
  const collection = path.split('/{')[0] ?? '';
  const part = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...(known[path] ?? known[collection] ?? ['x'])) },
    fc.constantFrom('%00', '..%2f', '%F0%9F%98%80', 'a'.repeat(300), '-', 'A', '%ff', '{id}'),
    fc.stringMatching(/^[a-z0-9-]{1,20}$/),
  );
  const names = path.match(/\{\w+\}/g) ?? [];
  const parts = names.map((name) => {
    if (name === '{format}') return fc.constantFrom(...FEED_FORMATS);
    return name === '{number}' ? fc.oneof(fc.constant('1'), part) : part;
  });
  return fc.tuple(...parts).map((filled) => {
    let index = 0;
    return path.replace(/\{\w+\}/g, () => filled[index++] ?? 'x');
  });
}

function fillQuery(operation: DocumentedOperation): fc.Arbitrary<string> {
  const names = [
    ...operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name),
    'unknown',
  ];
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('1', '0', '-1', '1e9', 'published', 'true', '', '\u0000', '吴曙'),
  );
  const some = fc
    .array(fc.tuple(fc.constantFrom(...names), value), { minLength: 1, maxLength: 3 })
    .map((pairs) => `?${new URLSearchParams(pairs)}`);
  return fc.oneof({ weight: 3, arbitrary: fc.constant('') }, some);
}

describe('every operation of the OpenAPI document', () => {
  it('is OpenAPI 3.1 with an answer described for each operation', () => {
    expect(openApi.openapi).toBe('3.1.0');
    const operations = Object.values(openApi.paths).flatMap((path) => Object.values(path));
    for (const operation of operations)
      expect(Object.keys(operation.responses).some((status) => status < '300')).toBe(true);
  });

  it('has a path that answers every other method with 405 and those that it has', async () => {
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
    for (const [path, there] of Object.entries(openApi.paths)) {
      const allowed = Object.keys(there).map((method) => method.toUpperCase());
      const allow = allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).sort();
      for (const method of methods.filter((one) => !allowed.includes(one))) {
        const response = await call(method, fillAnyhow(path));
        const told = response.headers.get('allow')?.split(', ').sort();
        expect([method, path, response.status, told]).toEqual([method, path, 405, allow]);
        expect(response.headers.get('content-type')).toBe('application/problem+json');
        await response.body?.cancel();
      }
    }
  });

  it('says of a parameter that it does not have, and of one that is there twice, just that', async () => {
    for (const [path, there] of Object.entries(openApi.paths)) {
      if (!path.startsWith('/api/') || path === '/api/docs') continue;
      for (const [method, { requestBody, parameters }] of Object.entries(there)) {
        const [mediaType] = Object.keys(requestBody?.content ?? {});
        const sent =
          mediaType === undefined
            ? {}
            : { raw: '{}', headers: { 'content-type': mediaType === '*/*' ? 'text/csv' : mediaType } };
        const known = parameters.find((one) => one.in === 'query')?.name ?? 'other';
        for (const [query, error] of [
          ['?other=1', { pointer: '?other', code: 'unknown_parameter' }],
          [`?${known}=1&${known}=1`, { pointer: `?${known}`, code: 'repeated' }],
        ] as const) {
          const url = fillAnyhow(path) + query;
          const response = await call(method.toUpperCase(), url, undefined, sent);
          const { errors } = (await response.json()) as { errors: { pointer: string; code: string }[] };
          const told = errors.map(({ pointer, code }) => ({ pointer, code }));
          expect([method, url, response.status, told]).toEqual([method, url, 422, [error]]);
        }
      }
    }
  });

  it('takes a whole number as people write one, and nothing else that a program counts as a number', async () => {
    for (const [path, there] of Object.entries(openApi.paths)) {
      for (const { name, schema } of there.get?.parameters ?? []) {
        if (schema.type !== 'integer') continue;
        expect(Object.keys(schema).sort()).toEqual(['default', 'maximum', 'minimum', 'type']);
        for (const slip of ['', ' ', '0x10', '1e1', '1.5', '+5', ' 10', 'ten', '１０']) {
          const url = `${fillAnyhow(path)}?${new URLSearchParams({ [name]: slip })}`;
          const { errors } = await callFor<{ errors: { code: string }[] }>(422, 'GET', url);
          expect([url, errors.map(({ code }) => code)]).toEqual([url, ['wrong_type']]);
        }
      }
    }
  });

  it('belongs to what it is about, and has examples of its body and its answer that its schemas allow', () => {
    const tags = openApi.tags.map(({ name }) => name);
    for (const [path, methods] of Object.entries(openApi.paths)) {
      for (const [method, { tags: own, requestBody, responses }] of Object.entries(methods)) {
        expect([method, path, own.length]).toEqual([method, path, 1]);
        expect(tags).toContain(own[0]);
        const answers = Object.entries(responses).filter(([status]) => status < '300');
        const contents = [requestBody, ...answers.map(([, answer]) => answer)].flatMap((one) =>
          Object.values(one?.content ?? {}),
        );
        // The document does not show itself.
        if (own[0] === 'Documentation') continue;
        for (const { schema, example } of contents) {
          expect(example, `${method} ${path}`).toBeDefined();
          const whole: object = { ...schema, components: openApi.components };
          const { errors } = new Validator(whole, '2020-12').validate(example);
          expect(errors, `${method} ${path}`).toEqual([]);
        }
      }
    }
  });

  it('says what webhooks receive, with an example of each event that its schema allows', () => {
    expect(Object.keys(openApi.webhooks).sort()).toEqual(
      [...ARTICLE_EVENTS, ...OFFICE_EVENTS, ...OPERATOR_EVENTS, 'ping'].sort(),
    );
    for (const [type, { post }] of Object.entries(openApi.webhooks)) {
      for (const { schema, example } of Object.values(post.requestBody?.content ?? {})) {
        const whole: object = { ...schema, components: openApi.components };
        expect(new Validator(whole, '2020-12').validate(example).errors, type).toEqual([]);
        expect(example).toMatchObject({ type });
      }
    }
  });

  it('has only references that lead somewhere, and a name of its own for each operation', () => {
    const text = JSON.stringify(openApi);
    const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference ?? '');
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const [, name = ''] = /^#\/components\/schemas\/(\w+)$/.exec(reference) ?? [];
      expect(Object.keys(openApi.components.schemas), reference).toContain(name);
    }
    expect(text).not.toContain('$defs');
    const names = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, name]) => name);
    expect(new Set(names).size).toBe(
      Object.values(openApi.paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0) +
        Object.keys(openApi.webhooks).length,
    );
    expect(Object.keys(openApi.paths)).toEqual(
      expect.arrayContaining([
        ...['/openapi.json', '/api/docs', '/health', '/websub', '/.well-known/webhooks.json'],
        ...['/feed.{format}', '/offices/{slug}/feed.{format}', '/articles/{slug}.md', '/files/{id}/{name}'],
      ]),
    );
  });

  it('is shown as a page on which each call can be found', async () => {
    const page = await (await send('/api/docs')).text();
    for (const methods of Object.values(openApi.paths)) {
      for (const { operationId } of Object.values(methods) as unknown as { operationId: string }[]) {
        expect(page.split(`href="#${operationId}"`).length, operationId).toBe(2);
        expect(page.split(`id="${operationId}"`).length, operationId).toBe(2);
      }
    }
  });

  it('answers what the document allows and what it forbids as the document says, and never with 500', async () => {
    for (const [path, methods] of Object.entries(openApi.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        await expectAsDocumented(path, method.toUpperCase(), operation);
        // What needs a second existing thing, or an empty installation, is done in tests of its own.
        const isSpecial =
          method === 'delete' ||
          /message_id|restore|recover|rotate|websub|files\/\{id\}\/\{name\}/.test(path);
        if (!isSpecial) expect([...succeeded]).toContain(`${method.toUpperCase()} ${path}`);
      }
    }
  }, 600_000);
});

/** An article has one content; a schema of fields cannot say so. */
function keepOneContent(value: unknown): unknown {
  const fields = Object.entries(value as Record<string, unknown>);
  const [, ...others] = fields.map(([name]) => name).filter((name) => name.startsWith('content_'));
  const kept = Object.fromEntries(fields.filter(([name]) => !others.includes(name)));
  const needsContent = 'title' in kept && !fields.some(([name]) => name.startsWith('content_'));
  return needsContent ? { ...kept, content_text: 'Text.' } : kept;
}

async function expectAsDocumented(
  path: string,
  method: string,
  operation: DocumentedOperation,
): Promise<void> {
  const [mediaType = '', content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const schema = content?.schema;
  const body: fc.Arbitrary<unknown> =
    schema === undefined
      ? fc.constant(undefined)
      : mediaType.endsWith('json') && !mediaType.includes('ndjson')
        ? fc.oneof(
            { weight: 3, arbitrary: validValue(schema).map(keepOneContent) },
            { weight: 3, arbitrary: wrongValue(schema) },
            fc.jsonValue(),
          )
        : fc.string({ maxLength: 200, size: 'max' });
  const operationCount = Object.values(openApi.paths).flatMap((methods) => Object.keys(methods)).length;
  // A test call goes out to whatever address the webhook has by now, and waits for it.
  const share = path.endsWith('/test') ? 0.1 : 1;
  const most = Math.ceil((CASES / operationCount) * share);
  const property = fc.asyncProperty(
    fillPath(path),
    fillQuery(operation),
    body,
    async (filled, query, value) => {
      // The target of these calls must stay: what they would delete or overload is not what is asked here.
      if (
        method === 'DELETE' &&
        Object.values(known)
          .flat()
          .some((name) => filled.endsWith(name))
      )
        return;
      const raw = typeof value === 'string' && !mediaType.endsWith('json') ? value : JSON.stringify(value);
      const response = await call(method, filled + query, undefined, {
        ...(schema === undefined ? {} : { raw: raw ?? 'null' }),
        headers: schema === undefined ? {} : { 'content-type': mediaType },
      });
      const text = new TextDecoder().decode(await response.arrayBuffer());
      if (response.ok) succeeded.add(`${method} ${path}`);
      const told = `${method} ${filled}${query} ${raw} → ${response.status} ${text.slice(0, 300)}`;
      const documented = operation.responses[response.status];
      if (documented === undefined) throw new Error(`not in the document: ${told}`);
      const contents = Object.entries(documented.content ?? {});
      const given = response.headers.get('content-type') ?? '';
      const described = contents.find(([type]) => type === '*/*' || given.startsWith(type));
      if (contents.length > 0 && described === undefined)
        throw new Error(`not in the document as ${given}: ${told}`);
      const [type = '', answer] = described ?? [];
      if (!type.endsWith('json') || type.includes('ndjson')) return;
      // The document's references lead to its components.
      const whole: object = { ...answer?.schema, components: openApi.components };
      const { valid, errors } = new Validator(whole, '2020-12').validate(JSON.parse(text));
      if (!valid) throw new Error(`${errors[0]?.instanceLocation} ${errors[0]?.error}: ${told}`);
    },
  );
  // Where only some are made, there are more until one of them has succeeded.
  const numRuns = countCases(most);
  for (let made = 0; made === 0 || (made < most && !succeeded.has(`${method} ${path}`)); made += numRuns) {
    await fc.assert(property, { numRuns, endOnFailure: true, seed: SEED + made });
  }
}
