/** Every URL of the service on one screen. */

import { forgetFeeds } from './published/store.ts';
import { mountApiDocs } from './routes/api-docs.tsx';
import { App } from './routes/app-routes.ts';
import { articleOperations } from './routes/articles.ts';
import { refuseWithoutAdministrator } from './routes/auth.ts';
import { directoryOperations } from './routes/directory.ts';
import { mountEditor } from './routes/editor/editor.ts';
import { extractOperation } from './routes/extract.ts';
import { mountFeeds } from './routes/feeds.ts';
import { installationOperations, mountHealth } from './routes/installation.ts';
import { forgetLedgerPages } from './routes/ledger-page.ts';
import { mountOpenApi } from './routes/openapi.ts';
import { mountOperations } from './routes/operation.ts';
import { answerNotice } from './routes/pages/notice-page.tsx';
import { mountPages } from './routes/pages/pages.tsx';
import { buildProblem } from './routes/problem.ts';
import { tokenOperations } from './routes/tokens.ts';
import { webhookMessageOperations } from './routes/webhook-messages.ts';
import { webhookOperations } from './routes/webhooks.ts';
import { mountWebSub } from './routes/websub.ts';
import { readSettings } from './settings.ts';

/** All of `/api`, as routes and as the OpenAPI document. */
export const OPERATIONS = [
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
  mountPages(app);
  mountEditor(app);
  mountHealth(app);
  // People who mistype an address get a page, programs a problem.
  app.refuseOr((c) =>
    c.req.header('accept')?.includes('text/html')
      ? answerNotice(readSettings(c.env), 404)
      : buildProblem(404, `There is nothing at ${new URL(c.req.url).pathname}.`),
  );
  app.onError((error, c) => {
    console.error(
      JSON.stringify({ event: 'request_failed', path: c.req.routePath, error: String(error.stack) }),
    );
    return buildProblem(500, 'Something went wrong here; the operators can see what.');
  });
  return app;
}
