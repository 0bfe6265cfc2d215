/** The editor page: every URL of it on one screen. */

import type { App } from '../app-routes.ts';
import { mountArticleList } from './articles/article-list-page.tsx';
import { mountArticlePages } from './articles/article-pages.tsx';
import { mountNewArticlePages } from './articles/new-article-pages.ts';
import { mountPreviewLinks } from './articles/preview-links-page.tsx';
import { mountRevisionPages } from './articles/revision-pages.tsx';
import { mountWithdrawPages } from './articles/withdraw-pages.tsx';
import { mountAuditLog } from './audit-log-page.tsx';
import { mountDirectoryPages } from './directory/directory-pages.tsx';
import { mountOfficialImport } from './directory/official-import-page.tsx';
import { setEditorHeaders } from './editor-context.ts';
import { mountScriptCalls } from './script-calls.ts';
import { mountSignIn } from './sign-in.tsx';
import { mountTokenPages } from './token-pages.tsx';
import { mountWebhookPages } from './webhooks/webhook-pages.tsx';

/** Puts the editor page into the app. */
export function mountEditor(app: App): void {
  app.use('/editor', setEditorHeaders);
  app.use('/editor/*', setEditorHeaders);
  mountSignIn(app);
  mountArticleList(app);
  mountNewArticlePages(app);
  mountArticlePages(app);
  mountWithdrawPages(app);
  mountPreviewLinks(app);
  mountRevisionPages(app);
  mountDirectoryPages(app);
  mountTokenPages(app);
  mountAuditLog(app);
  mountOfficialImport(app);
  mountScriptCalls(app);
  mountWebhookPages(app);
}
