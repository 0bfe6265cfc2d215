/** `GET /health`: how the installation is, for monitoring; no token needed, nothing secret in it. */

import type * as z from 'zod';
import { formatOptionalTimestamp } from '../article/date-format.ts';
import { openLedger } from '../env.ts';
import type { Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { Health } from '../ledger/health.ts';
import { VERSION } from '../version.ts';
import { authenticate } from './api/auth.ts';
import type { healthResource } from './api/resources.ts';
import type { App, AppContext } from './app-routes.ts';
import { answerOtherMethods } from './app-routes.ts';
import { limitReads } from './client-limit.ts';
import { answerFailure } from './problem.ts';

const RETRY_AFTER_SECONDS = 30;
/** How long strangers are told again what somebody was told. */
const HEALTH_KEPT_MS = 5_000;

/** What was last told; `askedAt` in epoch milliseconds. */
let keptHealth: { readonly askedAt: number; readonly health: Health } | null = null;

/** The ledger's health as it is now for whoever has a token, else as it was some seconds ago. */
async function findHealth(c: AppContext): Promise<Result<Health>> {
  const ledger = openLedger(c.env);
  const isKnown = c.req.header('authorization') !== undefined && (await authenticate(c, ledger)).ok;
  if (!isKnown) {
    const age = Date.now() - (keptHealth?.askedAt ?? 0);
    if (keptHealth !== null && age >= 0 && age < HEALTH_KEPT_MS) return succeed(keptHealth.health);
    const refusal = await limitReads(c, 'health');
    if (refusal !== null) return fail(refusal);
  }
  const askedAt = Date.now();
  const health = await ledger.readHealth();
  keptHealth = { askedAt, health };
  return succeed(health);
}

/** Puts it into the app. */
export function mountHealth(app: App): void {
  app.get('/health', async (c) => {
    try {
      const found = await findHealth(c);
      if (!found.ok) return answerFailure(found.failure);
      const health = found.value;
      const { isFresh } = health;
      const body: z.output<typeof healthResource> = {
        status: isFresh ? 'ok' : 'stale',
        version: VERSION,
        last_published: formatOptionalTimestamp(health.lastPublishedAt),
        pending_messages: health.pendingMessages,
        oldest_pending_seconds: health.oldestPendingSeconds,
        unprojected_documents: health.unprojectedDocuments,
      };
      c.header('cache-control', 'no-store');
      if (!isFresh) c.header('retry-after', String(RETRY_AFTER_SECONDS));
      return c.json(body, isFresh ? 200 : 503);
    } catch {
      return answerFailure({ code: 'ledger_unreadable', retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  });
  answerOtherMethods(app, '/health', ['GET']);
}
