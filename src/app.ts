/** Every URL of the service on one screen. */

import { mountApiDocs } from './http/api/api-docs.tsx';
import { articleOperations } from './http/api/articles.ts';
import { auditLogOperation } from './http/api/audit-log.ts';
import { refuseWithoutAdministrator } from './http/api/auth.ts';
import { directoryOperations } from './http/api/directory.ts';
import { extractOperation } from './http/api/extract.ts';
import { fileOperations } from './http/api/files.ts';
import { installationOperations } from './http/api/installation.ts';
import { mountOpenApi } from './http/api/openapi.ts';
import { mountOperations } from './http/api/operation.ts';
import { previewOperations } from './http/api/previews.ts';
import { tokenOperations } from './http/api/tokens.ts';
import { webhookMessageOperations } from './http/api/webhook-messages.ts';
import { webhookOperations } from './http/api/webhooks.ts';
import { App } from './http/app-routes.ts';
import { mountEditor } from './http/editor/editor.ts';
import { answerFault, answerIndexNowKey, answerUnknownAddress } from './http/fallback.ts';
import { mountFeeds } from './http/feeds/feeds.ts';
import { mountOtherAddresses, redirectStraightened } from './http/feeds/other-addresses.ts';
import { mountFiles } from './http/files.ts';
import { mountHealth } from './http/health.ts';
import { noteChange } from './http/ledger-page.ts';
import { mountPages } from './http/pages/pages.tsx';
import { mountWebhookKeys } from './http/webhook-keys.ts';
import { mountWebSub } from './http/websub.ts';

/** All of `/api`, as routes and as the OpenAPI document. */
const OPERATIONS = [
  extractOperation,
  ...articleOperations,
  ...previewOperations,
  ...directoryOperations,
  ...webhookOperations,
  ...webhookMessageOperations,
  ...fileOperations,
  ...tokenOperations,
  auditLogOperation,
  ...installationOperations,
];

/** Builds the service's HTTP side. */
export function buildApp(): App {
  const app = new App();
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], '*', async (c, next) => {
    await next();
    const mayHaveChanged = c.res.status < 400 || c.res.status >= 500;
    // Nothing that a stranger sends makes anybody ask the store or the ledger again.
    if (mayHaveChanged && c.get('isKnown')) await noteChange(c);
  });
  app.use('/api/*', refuseWithoutAdministrator);
  mountOperations(app, OPERATIONS);
  mountOpenApi(app, OPERATIONS);
  mountApiDocs(app, OPERATIONS);
  mountFeeds(app);
  mountOtherAddresses(app);
  mountWebSub(app);
  mountWebhookKeys(app);
  mountPages(app);
  mountFiles(app);
  mountEditor(app);
  mountHealth(app);
  app.refuseOr((c) => answerIndexNowKey(c) ?? redirectStraightened(app, c) ?? answerUnknownAddress(c));
  app.onError(answerFault);
  return app;
}
