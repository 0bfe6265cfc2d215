/** The editor page: every URL of it on one screen. */

import type { App } from '../operation.ts';
import { setEditorHeaders } from './answer.ts';
import { mountArticleList } from './article-list-page.tsx';
import { mountArticlePages } from './article-pages.tsx';
import { mountDirectoryPages } from './directory-pages.tsx';
import { mountRevisionPages } from './revision-pages.tsx';
import { mountScriptCalls } from './script-calls.ts';
import { mountSignIn } from './sign-in.tsx';
import { mountWebhookPages } from './webhook-pages.tsx';
import { mountWithdrawPages } from './withdraw-pages.tsx';

/** Puts the editor page into the app. */
export function mountEditor(app: App): void {
  app.use('/editor', setEditorHeaders);
  app.use('/editor/*', setEditorHeaders);
  mountSignIn(app);
  mountArticleList(app);
  mountArticlePages(app);
  mountWithdrawPages(app);
  mountRevisionPages(app);
  mountDirectoryPages(app);
  mountScriptCalls(app);
  mountWebhookPages(app);
}
