/** `/.well-known/webhooks.json`: the keys that anybody may verify messages with, for receivers that share no secret. */

import type * as z from 'zod';
import { formatOptionalTimestamp } from '../article/date-format.ts';
import { openLedger } from '../env.ts';
import { succeed } from '../failure.ts';
import { readEndpointId } from '../ledger/webhooks/endpoints.ts';
import type { webhookKeyList } from './api/webhook-resources.ts';
import type { App } from './app-routes.ts';
import { answerOtherMethods } from './app-routes.ts';
import { readLedgerPage } from './ledger-page.ts';
import { answerFailure } from './problem.ts';

export const WEBHOOK_KEYS_PATH = '/.well-known/webhooks.json';

/** Both keys of a rotation sign for a day, so nobody misses the new one. */
const CACHE_CONTROL = 'public, max-age=300';

/** Puts it into the app. */
export function mountWebhookKeys(app: App): void {
  app.get(WEBHOOK_KEYS_PATH, async (c) => {
    const cursor = c.req.query('cursor') ?? '';
    if (cursor !== '' && readEndpointId(cursor) === null) {
      return answerFailure({ code: 'invalid', errors: [{ pointer: '?cursor', code: 'not_cursor' }] });
    }
    const page = await readLedgerPage(c, `${WEBHOOK_KEYS_PATH}?cursor=${cursor}`, async () =>
      succeed(await openLedger(c.env).listPublicKeys(cursor)),
    );
    if (page instanceof Response) return page;
    c.header('cache-control', CACHE_CONTROL);
    c.header('access-control-allow-origin', '*');
    const answer: z.output<typeof webhookKeyList> = {
      keys: page.endpoints.flatMap(({ id, keys }) =>
        keys.map(({ key, until }) => ({
          webhook: id,
          public_key: key,
          expires_at: formatOptionalTimestamp(until),
        })),
      ),
      next_cursor: page.cursor,
    };
    return c.json(answer);
  });
  answerOtherMethods(app, WEBHOOK_KEYS_PATH, ['GET']);
}
