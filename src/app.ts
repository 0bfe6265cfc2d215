/** Every URL of the service on one screen. */

import { mountApiDocs } from './http/api/api-docs.tsx';
import { articleOperations } from './http/api/articles.ts';
import { refuseWithoutAdministrator } from './http/api/auth.ts';
import { directoryOperations } from './http/api/directory.ts';
import { extractOperation } from './http/api/extract.ts';
import { installationOperations, mountHealth } from './http/api/installation.ts';
import { mountOpenApi } from './http/api/openapi.ts';
import { mountOperations } from './http/api/operation.ts';
import { tokenOperations } from './http/api/tokens.ts';
import { webhookMessageOperations } from './http/api/webhook-messages.ts';
import { webhookOperations } from './http/api/webhooks.ts';
import type { AppContext } from './http/app-routes.ts';
import { App } from './http/app-routes.ts';
import { mountEditor } from './http/editor/editor.ts';
import { mountFeeds } from './http/feeds/feeds.ts';
import { redirectStraightened } from './http/feeds/other-addresses.ts';
import { forgetLedgerPages } from './http/ledger-page.ts';
import { answerNotice } from './http/pages/notice-page.tsx';
import { mountPages } from './http/pages/pages.tsx';
import { isPlatformFault } from './http/platform-fault.ts';
import { answerFailure } from './http/problem.ts';
import { mountWebhookKeys } from './http/webhook-keys.ts';
import { mountWebSub } from './http/websub.ts';
import { forgetFeeds } from './published/store.ts';
import { readSettings } from './settings.ts';

/** Time for a restart, or for somebody to make room on the disk. */
const RETRY_AFTER_FAULT_SECONDS = 30;

/** All of `/api`, as routes and as the OpenAPI document. */
const OPERATIONS = [
  extractOperation,
  ...articleOperations,
  ...directoryOperations,
  ...webhookOperations,
  ...webhookMessageOperations,
  ...tokenOperations,
  ...installationOperations,
];

/** Builds the service's HTTP side. */
export function buildApp(): App {
  const app = new App();
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], '*', async (c, next) => {
    await next();
    forgetFeeds();
    // A stranger's refused request makes nobody ask the ledger again.
    if (c.res.status < 400) forgetLedgerPages();
  });
  app.use('/api/*', refuseWithoutAdministrator);
  mountOperations(app, OPERATIONS);
  mountOpenApi(app, OPERATIONS);
  mountApiDocs(app, OPERATIONS);
  mountFeeds(app);
  mountWebSub(app);
  mountWebhookKeys(app);
  mountPages(app);
  mountEditor(app);
  mountHealth(app);
  app.refuseOr((c) => redirectStraightened(app, c) ?? answerNotFound(c));
  app.onError((error, c) => {
    console.error(
      JSON.stringify({ event: 'request_failed', path: c.req.routePath, error: String(error.stack) }),
    );
    return answerFailure(
      isPlatformFault(error)
        ? { code: 'storage_unavailable', retryAfterSeconds: RETRY_AFTER_FAULT_SECONDS }
        : { code: 'internal_error' },
    );
  });
  return app;
}

/** People who mistype an address get a page, programs a problem. */
function answerNotFound(c: AppContext): Response {
  return c.req.header('accept')?.includes('text/html')
    ? answerNotice(readSettings(c.env), 404)
    : answerFailure({ code: 'path_not_found', path: new URL(c.req.url).pathname });
}
