/** One operation as the OpenAPI document describes it. */

import * as z from 'zod';
import { API_ENGLISH } from '../../messages/problems.ts';
import { PROBLEM_CODES } from '../problem.ts';
import type { NamedSchemas, Schema } from './openapi-schema.ts';
import { buildExample, nameSchemas, toSchema } from './openapi-schema.ts';
import type { Answer, Operation } from './operation.ts';

export const JSON_MEDIA_TYPE = 'application/json';
const MERGE_PATCH_MEDIA_TYPE = 'application/merge-patch+json';
const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** What every operation may also answer. */
export const COMMON_ANSWERS: readonly (readonly [status: number, description: string])[] = [
  [401, 'No token, or one that is not known.'],
  [403, 'The token has a role that may not.'],
  [405, 'The method is not possible here.'],
  [422, 'The content is wrong; its list of errors says where.'],
  [429, 'Too many tokens that are not known, or the like, came from this client.'],
  [503, 'Something must be set first, or the service is not able to answer now; see Retry-After.'],
];
/** What comes with a problem in its headers. */
const PROBLEM_HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer.' },
  405: { Allow: 'The methods that are possible.' },
  429: { 'Retry-After': 'Seconds.' },
  503: { 'Retry-After': 'Seconds.' },
};
/** What every operation that takes a body may answer besides. */
export const BODY_ANSWERS: readonly (readonly [status: number, description: string])[] = [
  [400, 'The body cannot be read at all.'],
  [413, 'The body is too large.'],
  [415, 'The body has another media type.'],
];

/** What the calls are about, in the order of the document. */
export const TAGS: readonly {
  readonly name: string;
  readonly description: string;
  readonly paths: RegExp;
}[] = [
  { name: 'Articles', description: 'Write, read, correct and withdraw.', paths: /^\/api\/articles/ },
  {
    name: 'Directory',
    description: 'The categories, officials and offices that articles may name.',
    paths: /^\/api\/(categories|officials|offices)/,
  },
  {
    name: 'Files',
    description: 'Pictures and documents that articles name by their addresses.',
    paths: /^\/api\/files/,
  },
  { name: 'Webhooks', description: 'Who is told, of what, and what came of it.', paths: /^\/api\/webhooks/ },
  { name: 'Tokens', description: 'Who may call.', paths: /^\/api\/tokens/ },
  { name: 'Audit log', description: 'Who changed what.', paths: /^\/api\/audit-log/ },
  {
    name: 'Installation',
    description: 'The installation as a whole.',
    paths: /^\/api\/(rebuild|export|restore)/,
  },
  { name: 'Feeds', description: 'The newest articles under a filter, for everybody.', paths: /^\/feed/ },
  { name: 'WebSub', description: 'The hub of the feeds.', paths: /^\/websub/ },
  { name: 'Documentation', description: 'This document.', paths: /^\/(openapi\.json|api\/docs)/ },
];

const problemSchema = z.lazy(() =>
  z
    .object({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      code: z.string().meta({ description: `What it is, for programs: ${PROBLEM_CODES.join(', ')}.` }),
      detail: z.string().meta({ description: 'The same for people; its words may change.' }),
      webhook: z.string().optional().meta({ description: 'Of `webhook_exists`: the id of the one there.' }),
      line: z
        .int()
        .optional()
        .meta({ description: 'Of `archive_line_invalid`: which line of the part, from 1.' }),
      errors: z
        .array(
          z.object({
            pointer: z
              .string()
              .meta({ description: 'A JSON Pointer into the body, ?name of a parameter, or a header.' }),
            code: z
              .string()
              .meta({ description: `What is wrong there: ${Object.keys(API_ENGLISH.ofField).join(', ')}.` }),
            detail: z.string(),
          }),
        )
        .optional(),
    })
    .meta({ id: 'Problem' }),
);

interface Content {
  readonly schema: unknown;
  readonly example?: unknown;
}

/** A file, as it is or as a form of a page sends it (OpenAPI 3.1, "Considerations for File Uploads"). */
const FILE_BODY: Readonly<Record<string, Content>> = {
  '*/*': { schema: {}, example: 'Ward,Votes\nNorth,812\n' },
  'multipart/form-data': {
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
    },
    example: { file: 'Ward,Votes\nNorth,812\n' },
  },
};

/** A response as the document describes it. */
interface OpenApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: unknown;
}

/** An operation as the document describes it, as far as this service writes it. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly 'x-role': string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema: unknown;
  }[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: Readonly<Record<string, Content>>;
  };
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
  /** Empty where no token is needed. */
  readonly security?: readonly [];
}

/** Describes an operation, with the problems that any may end in. */
export function describeOperation(operation: Operation, schemas: NamedSchemas): OpenApiOperation {
  const takesBody = operation.body ?? operation.unreadBody ?? operation.textBody ?? operation.takesFile;
  const common = [...COMMON_ANSWERS, ...(takesBody === undefined ? [] : BODY_ANSWERS)];
  if (operation.path.includes('{')) common.push([404, 'There is no such thing.']);
  const problems = common
    .filter(([status]) => operation.answers[status] === undefined)
    .map(([status, description]) => [status, describeAnswer(String(status), { description }, schemas)]);
  const answers = Object.entries(operation.answers).map(([status, answer]) => [
    status,
    describeAnswer(status, answer, schemas),
  ]);
  return {
    operationId: nameOperation(operation),
    tags: TAGS.filter(({ paths }) => paths.test(operation.path)).map(({ name }) => name),
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    'x-role': operation.role,
    parameters: [
      ...describePath(operation.path),
      ...describeQuery(operation.query),
      ...describeHeaders(operation.headers),
    ],
    ...(takesBody === undefined ? {} : { requestBody: { required: true, content: describeBody(operation) } }),
    responses: Object.fromEntries([...answers, ...problems]),
  };
}

/** `post_api_articles`: the name that generated clients give to the call. */
function nameOperation({ method, path }: Operation): string {
  return `${method} ${path}`
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .replace(/_$/, '');
}

/** Describes what a call may be answered with; a problem where there is no schema for the status. */
export function describeAnswer(status: string, answer: Answer, schemas: NamedSchemas): OpenApiResponse {
  const headers = answer.headers ?? PROBLEM_HEADERS[status];
  const isProblem = Number(status) >= 400;
  const schema = answer.schema ?? (isProblem ? problemSchema : undefined);
  const mediaType = answer.mediaType ?? (isProblem ? PROBLEM_MEDIA_TYPE : JSON_MEDIA_TYPE);
  return {
    description: answer.description,
    ...(headers === undefined ? {} : { headers: describeAnswerHeaders(headers) }),
    ...(schema === undefined
      ? {}
      : { content: { [mediaType]: describeContent(toSchema(schema, 'output'), schemas, isProblem) } }),
  };
}

/** With an example where an answer is no problem: what a problem looks like depends on what is wrong. */
export function describeContent(whole: Schema, schemas: NamedSchemas, isProblem: boolean): Content {
  const schema = nameSchemas(whole, schemas);
  return isProblem ? { schema } : { schema, example: buildExample(whole, whole) };
}

function describeAnswerHeaders(headers: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

function describeBody(operation: Operation): Record<string, Content> {
  if (operation.textBody !== undefined) {
    const content = { schema: { type: 'string' }, example: operation.bodyExample };
    return Object.fromEntries(operation.textBody.map((type) => [type, content]));
  }
  if (operation.takesFile === true) return FILE_BODY;
  const given = operation.body ?? operation.unreadBody;
  if (given === undefined) return {};
  const schema = toSchema(given, 'input');
  const content = { schema, example: operation.bodyExample };
  const asJson = { [JSON_MEDIA_TYPE]: content };
  return operation.method === 'PATCH' ? { [MERGE_PATCH_MEDIA_TYPE]: content, ...asJson } : asJson;
}

function describePath(path: string): OpenApiOperation['parameters'] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

/** Describes the parameters of a query. */
export function describeQuery(query: z.ZodType | undefined): OpenApiOperation['parameters'] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = toSchema(query, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function describeHeaders(
  headers: Readonly<Record<string, string>> | undefined,
): OpenApiOperation['parameters'] {
  return Object.entries(headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  }));
}
