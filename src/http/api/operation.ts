/** An operation of the API: one description from which come its route, its checks and its place in the OpenAPI document. */

import type * as z from 'zod';
import { listFieldErrors } from '../../article/field-errors.ts';
import { omitFields } from '../../article/fields.ts';
import { LEDGER_NAME } from '../../env.ts';
import type { Actor, Role } from '../../ledger/actor.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Settings } from '../../settings.ts';
import { readSettings } from '../../settings.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { buildProblem } from '../problem.ts';
import { refuseMisplacedWrite } from '../public-url.ts';
import { authenticate, refuseRole } from './auth.ts';
import { readBody } from './body.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a handler is given: everything checked. */
export interface Call<Query, Body> {
  readonly c: AppContext;
  readonly settings: Settings;
  readonly ledger: DurableObjectStub<Ledger>;
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

export interface OperationDescription<Query extends z.ZodType, Body extends z.ZodType> {
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
  /** Bytes that the body may have where 1 MiB is not right. */
  readonly maxBodyBytes?: number;
  /** Request headers worth documenting. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, Answer>>;
}

export interface Operation extends OperationDescription<z.ZodType, z.ZodType> {
  readonly handle: (c: AppContext) => Promise<Response>;
}

/**
 * Defines an operation. `handle` runs after, in this order: authentication, role, the place of writes, media type
 * and size, JSON, the query's and the body's schema.
 */
export function defineOperation<
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUnknown,
>(
  description: OperationDescription<Query, Body>,
  handle: (call: Call<z.infer<Query>, z.infer<Body>>) => Promise<Response>,
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

async function runOperation<Query extends z.ZodType, Body extends z.ZodType>(
  description: OperationDescription<Query, Body>,
  handle: (call: Call<z.infer<Query>, z.infer<Body>>) => Promise<Response>,
  c: AppContext,
): Promise<Response> {
  const ledger = c.env.LEDGER.getByName(LEDGER_NAME);
  const actor = await authenticate(c, ledger);
  if (actor instanceof Response) return actor;
  const refusal = refuseRole(actor, description.role) ?? refuseMisplacedWrite(c);
  if (refusal !== null) return refusal;
  const raw = await readBody(c, description);
  if (raw instanceof Response) return raw;
  const query = readQuery(c, description.query);
  if (query instanceof Response) return query;
  let body: unknown = raw.json;
  if (description.body !== undefined) {
    const parsed = description.body.safeParse(omitFields(raw.json, description.readOnlyFields ?? []));
    if (!parsed.success) return answerErrors(parsed.error, '');
    body = parsed.data;
  }
  return await handle({
    c,
    settings: readSettings(c.env),
    ledger,
    actor,
    path: c.req.param() as Record<string, string>,
    query: query as z.infer<Query>,
    body: body as z.infer<Body>,
    rawBody: raw.text,
  });
}

function readQuery(c: AppContext, schema: z.ZodType | undefined): unknown {
  const given = c.req.queries();
  const repeated = Object.entries(given).find(([, values]) => values.length > 1);
  if (repeated !== undefined) {
    return buildProblem(422, `The parameter ${repeated[0]} may be given once.`, {
      errors: [{ pointer: `?${repeated[0]}`, detail: 'may be given once' }],
    });
  }
  const values = Object.fromEntries(Object.entries(given).map(([name, [value]]) => [name, value]));
  if (schema === undefined) {
    const [unknown] = Object.keys(values);
    if (unknown === undefined) return undefined;
    return buildProblem(422, `The parameter ${unknown} is unknown.`, {
      errors: [{ pointer: `?${unknown}`, detail: 'is not a parameter of this call' }],
    });
  }
  const parsed = schema.safeParse(values);
  return parsed.success ? parsed.data : answerErrors(parsed.error, '?');
}

function answerErrors(error: z.ZodError, prefix: '' | '?'): Response {
  const errors = listFieldErrors(error).map(({ pointer, detail }) => ({
    pointer: prefix === '?' ? pointer.replace(/^\//, '?') : pointer,
    detail,
  }));
  const detail = errors.map((one) => `${one.pointer || 'The body'}: ${one.detail}`).join('; ');
  return buildProblem(422, detail, { errors });
}

/** Gives every operation its route, and every path a 405 that says what it would have taken. */
export function mountOperations(app: App, operations: readonly Operation[]): void {
  const paths = Map.groupBy(operations, (operation) => operation.path);
  for (const [path, there] of paths) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const operation of there) app.on(operation.method, pattern, operation.handle);
    answerOtherMethods(
      app,
      pattern,
      there.map((operation) => operation.method),
    );
  }
}
