/** The service as routes, and what the addresses of each say to the methods that they do not have. */

import type { Context } from 'hono';
import { HonoBase } from 'hono/hono-base';
import { TrieRouter } from 'hono/router/trie-router';
import type { Env } from '../env.ts';
import { answerFailure } from './problem.ts';

interface AppEnv {
  readonly Bindings: Env;
  readonly Variables: {
    /** True once the request's token or session is found to be somebody's. */
    readonly isKnown?: boolean;
    /** What the ledger told with its answer to a write: which documents it is still to write to the store. */
    readonly unwritten?: readonly string[];
  };
}

export type AppContext = Context<AppEnv>;

/**
 * All routes; refusals stand apart, so that a request that finds its route does not walk past them. Both are trees: the one
 * expression that `Hono` makes of all routes takes a fresh process longer than its first feed.
 */
export class App extends HonoBase<AppEnv> {
  readonly refusals = new HonoBase<AppEnv>({ router: new TrieRouter() });

  constructor() {
    super({ router: new TrieRouter() });
  }

  /** What is answered where nothing is: 405 where another method has a route, and else by `answer`. */
  refuseOr(answer: (c: AppContext) => Response | Promise<Response>): void {
    this.refusals.notFound(answer);
    this.notFound((c) => this.refuse(c));
  }

  /** Answers as where nothing is. */
  refuse(c: AppContext): Response | Promise<Response> {
    return this.refusals.fetch(c.req.raw, c.env, c.executionCtx);
  }
}

/** Answers 405 with `Allow` to every method of a path that is not among these. */
export function answerOtherMethods(app: App, pattern: string, methods: readonly string[]): void {
  const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  app.refusals.all(pattern, (c) =>
    answerFailure({ code: 'method_not_allowed', method: c.req.method, allow }),
  );
}
