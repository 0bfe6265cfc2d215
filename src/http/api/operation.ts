/** An operation of the API: one description from which come its route, its checks and its place in the OpenAPI document. */

import type * as z from 'zod';
import { listFieldErrors } from '../../article/field-errors.ts';
import { omitFields } from '../../article/fields.ts';
import type { LedgerStub } from '../../env.ts';
import { openLedger } from '../../env.ts';
import type { Failure, Result } from '../../failure.ts';
import { fail, failField, succeed } from '../../failure.ts';
import type { Actor, Role } from '../../ledger/actor.ts';
import type { Settings } from '../../settings.ts';
import { readSettings } from '../../settings.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { answerFailure } from '../problem.ts';
import { authenticate, refuseMisplacedWrite, refuseRole } from './auth.ts';
import { readBody } from './body.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a handler is given: everything checked. */
export interface Call<Query, Body> {
  readonly c: AppContext;
  readonly settings: Settings;
  readonly ledger: LedgerStub;
  readonly actor: Actor;
  /** Parts of the path, by name. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The body's bytes as they came. */
  readonly rawBody: string;
}

export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
  /** Headers worth documenting, with their meaning. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Answers = Readonly<Record<number, Answer>>;

export interface OperationDescription<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Described extends Answers = Answers,
> {
  readonly method: Method;
  /** With `{name}` for parts. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  /** The least role that may; `subscriber` is everybody with a token. */
  readonly role: Role;
  readonly query?: Query;
  /** The JSON body's schema. */
  readonly body?: Body;
  /** Fields that the service writes itself: ignored, so that a resource can be sent back as it came. */
  readonly readOnlyFields?: readonly string[];
  /** Instead: the schema of a JSON body that the handler reads itself, because it must know more to do so. */
  readonly unreadBody?: z.ZodType;
  /** Media types taken instead of JSON; the body is then handed over as text. */
  readonly textBody?: readonly string[];
  /** The body is a file, which the handler reads as it comes. */
  readonly takesFile?: boolean;
  /** A body as it may be sent, whole. */
  readonly bodyExample?: unknown;
  /** Bytes that the body may have where 1 MiB is not right. */
  readonly maxBodyBytes?: number;
  /** Request headers worth documenting. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly answers: Described;
}

/**
 * For answers with a tag: Cloudflare makes it weak where it compresses, and a weak one meets no `If-Match`
 * (RFC 9110 §13.1.1): a script that sent it back would never be let through.
 */
const AS_IT_IS = 'no-store, no-transform';

type SuccessStatus = 200 | 201 | 202 | 204;

/** What a handler gives back: a failure, or one of the answers that its operation describes, as the schema has it. */
export type Reply<Described extends Answers> =
  | { readonly failure: Failure }
  | {
      [Status in keyof Described & SuccessStatus]: {
        readonly status: Status;
        readonly headers?: Readonly<Record<string, string>>;
      } & ReplyBody<Described[Status]>;
    }[keyof Described & SuccessStatus];

type ReplyBody<Described extends Answer> = Described extends { readonly mediaType: string }
  ? { readonly body: ReadableStream<Uint8Array> }
  : Described extends { readonly schema: infer Schema extends z.ZodType }
    ? { readonly body: Unchanging<z.output<Schema>> }
    : { readonly body?: undefined };

/** What is only read may be read-only. */
type Unchanging<Value> = Value extends object
  ? { readonly [Key in keyof Value]: Unchanging<Value[Key]> }
  : Value;

export interface Operation extends OperationDescription {
  readonly handle: (c: AppContext) => Promise<Response>;
}

/**
 * Defines an operation. `handle` runs after, in this order: authentication, role, the place of writes, media type
 * and size, JSON, the query's and the body's schema.
 */
export function defineOperation<
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUnknown,
  const Described extends Answers = Answers,
>(
  description: OperationDescription<Query, Body, Described>,
  handle: (call: Call<z.infer<Query>, z.infer<Body>>) => Promise<Reply<Described>>,
): Operation {
  return {
    ...description,
    handle: async (c) => {
      // A shared cache without a word about freshness would guess one.
      c.header('cache-control', 'no-store');
      return await runOperation(description, handle, c);
    },
  };
}

async function runOperation<Query extends z.ZodType, Body extends z.ZodType, Described extends Answers>(
  description: OperationDescription<Query, Body, Described>,
  handle: (call: Call<z.infer<Query>, z.infer<Body>>) => Promise<Reply<Described>>,
  c: AppContext,
): Promise<Response> {
  const ledger = openLedger(c.env);
  const known = await authenticate(c, ledger);
  if (!known.ok) return answerFailure(known.failure);
  const actor = known.value;
  const refusal = refuseRole(actor, description.role) ?? refuseMisplacedWrite(c);
  if (refusal !== null) return answerFailure(refusal);
  const raw = await readBody(c, description);
  if (!raw.ok) return answerFailure(raw.failure);
  const query = readQuery(c, description.query);
  if (!query.ok) return answerFailure(query.failure);
  let body: unknown = raw.value.json;
  if (description.body !== undefined) {
    const parsed = description.body.safeParse(omitFields(raw.value.json, description.readOnlyFields ?? []));
    if (!parsed.success) {
      return answerFailure({ code: 'invalid', errors: listFieldErrors(parsed.error) });
    }
    body = parsed.data;
  }
  const reply = await handle({
    c,
    settings: readSettings(c.env),
    ledger,
    actor,
    path: c.req.param() as Record<string, string>,
    query: query.value as z.infer<Query>,
    body: body as z.infer<Body>,
    rawBody: raw.value.text,
  });
  return 'failure' in reply ? answerFailure(reply.failure) : answerReply(c, reply, description.answers);
}

function answerReply(
  c: AppContext,
  reply: {
    readonly status: SuccessStatus;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  },
  answers: Answers,
): Response {
  const { status, headers, body } = reply;
  if (body === undefined) return c.newResponse(null, status, headers);
  const type = { 'content-type': answers[status]?.mediaType ?? 'application/json' };
  const content = body instanceof ReadableStream ? body : JSON.stringify(body);
  if (headers?.etag !== undefined) c.header('cache-control', AS_IT_IS);
  return c.newResponse(content, status, { ...type, ...headers });
}

function readQuery(c: AppContext, schema: z.ZodType | undefined): Result<unknown> {
  const given = c.req.queries();
  const repeated = Object.entries(given).find(([, values]) => values.length > 1);
  if (repeated !== undefined) return failField(`?${repeated[0]}`, { code: 'repeated' });
  const values = Object.fromEntries(Object.entries(given).map(([name, [value]]) => [name, value]));
  if (schema === undefined) {
    const [unknown] = Object.keys(values);
    return unknown === undefined
      ? succeed(undefined)
      : failField(`?${unknown}`, { code: 'unknown_parameter' });
  }
  const parsed = schema.safeParse(values);
  if (parsed.success) return succeed(parsed.data);
  const errors = listFieldErrors(parsed.error).map((error) => ({
    ...(error.code === 'unknown_field' ? { code: 'unknown_parameter' as const } : error),
    pointer: error.pointer.replace(/^\//, '?'),
  }));
  return fail({ code: 'invalid', errors });
}

/**
 * Gives every operation its route, and every path a 405 that says what it would have taken. A path that looks like a
 * value in that of a later operation is none: `/api/articles/extract` is no article's.
 */
export function mountOperations(app: App, operations: readonly Operation[]): void {
  const paths = Map.groupBy(operations, (operation) => operation.path);
  for (const [path, there] of paths) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const methods = there.map((operation) => operation.method);
    for (const operation of there) app.on(operation.method, pattern, operation.handle);
    answerOtherMethods(app, pattern, methods);
    const isLikeAnother = [...paths.keys()].some((other) => other !== path && mayStandFor(other, path));
    if (isLikeAnother) app.all(pattern, (c) => app.refuse(c));
  }
}

/** Whether a path with parts in braces may stand for this one. */
function mayStandFor(template: string, path: string): boolean {
  const [parts, others] = [template.split('/'), path.split('/')];
  return (
    parts.length === others.length &&
    parts.every(
      (part, index) => part === others[index] || (part.startsWith('{') && !others[index]?.startsWith('{')),
    )
  );
}
