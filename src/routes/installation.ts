/** The installation as a whole: its health, and writing its documents again. */

import { NEWSROOM_NAME } from '../env.ts';
import { VERSION } from '../version.ts';
import type { App } from './operation.ts';
import { answerOtherMethods, defineOperation } from './operation.ts';
import { buildProblem } from './problem.ts';

const RETRY_AFTER_SECONDS = '30';

export const installationOperations = [
  defineOperation(
    {
      method: 'POST',
      path: '/api/rebuild',
      summary: 'Write every document of the published store again from the ledger',
      role: 'admin',
      answers: { 202: { description: 'It has begun; /health tells how many documents are left.' } },
    },
    async ({ c, newsroom }) => {
      await newsroom.rebuild();
      return c.body(null, 202);
    },
  ),
];

/** `GET /health`, for monitoring: no token needed, nothing secret in it. */
export function mountHealth(app: App): void {
  app.get('/health', async (c) => {
    try {
      const { isFresh, ...health } = await c.env.NEWSROOM.getByName(NEWSROOM_NAME).readHealth();
      const body = { status: isFresh ? 'ok' : 'stale', version: VERSION, ...health };
      c.header('cache-control', 'no-store');
      if (!isFresh) c.header('retry-after', RETRY_AFTER_SECONDS);
      return c.json(body, isFresh ? 200 : 503);
    } catch {
      return buildProblem(503, 'The ledger cannot be read.', {
        headers: { 'retry-after': RETRY_AFTER_SECONDS },
      });
    }
  });
  answerOtherMethods(app, '/health', ['GET']);
}
