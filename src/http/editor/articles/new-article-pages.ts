/** How an article begins: empty, as a copy of another, or with what a page of an existing site says. */

import { describeOfficial } from '../../../article/article.ts';
import { nameRoles } from '../../../article/directory/terms.ts';
import { extractArticle, MAX_PAGE_BYTES } from '../../../extract/extract.ts';
import type { App } from '../../app-routes.ts';
import type { EditorContext } from '../editor-context.ts';
import { mountEditorPage, refuse } from '../editor-page.tsx';
import { showForm } from './article-editor.tsx';
import {
  buildArticleForm,
  buildEmptyForm,
  buildExtractedForm,
  DRAFT_KEY,
  makeDraftKey,
} from './article-form.ts';

/** A page in a form: each byte may be escaped to three. */
const MAX_PAGE_FORM_BYTES = 3 * MAX_PAGE_BYTES + 1024;

/** Puts the pages into the app. */
export function mountNewArticlePages(app: App): void {
  mountEditorPage(app, '/editor/articles/new', 'editor', { get: showNew });
  mountEditorPage(app, '/editor/articles/extract', 'editor', {
    post: extractPage,
    maxFormBytes: MAX_PAGE_FORM_BYTES,
  });
}

async function showNew(editor: EditorContext): Promise<Response> {
  const copied = editor.c.req.query('copy');
  if (copied !== undefined) return await showCopy(editor, copied);
  const asked = editor.c.req.query('draft') ?? '';
  const draftKey = DRAFT_KEY.test(asked) ? asked : makeDraftKey();
  return await showForm(editor, {
    form: buildEmptyForm(draftKey, editor.settings),
    article: null,
    offersPaste: true,
  });
}

/** A new article with the parts of another: all but its place, its date and its translations. */
async function showCopy(editor: EditorContext, id: string): Promise<Response> {
  const { c, ledger, messages, settings } = editor;
  const article = await ledger.readArticle(id);
  if (article === null) return refuse(c, { code: 'article_not_found', id }, editor);
  const { draftKey, revision, slug, slugBefore, date, dateBefore, url, translations } = buildEmptyForm(
    makeDraftKey(),
    settings,
  );
  return await showForm(editor, {
    form: {
      ...buildArticleForm(article, settings),
      ...{ draftKey, revision, slug, slugBefore, date, dateBefore, url, translations },
    },
    article: null,
    isPosted: true,
    done: messages.articleCopied,
  });
}

async function extractPage(editor: EditorContext, sent: URLSearchParams): Promise<Response> {
  const page = (sent.get('page') ?? '').trim();
  if (new TextEncoder().encode(page).length > MAX_PAGE_BYTES)
    return refuse(editor.c, { code: 'form_too_large' }, editor);
  const { officials, offices } = await editor.ledger.listDirectory();
  const isHtml = /^<(!doctype|[a-z!])/i.test(page);
  const extracted = extractArticle(page, isHtml ? 'text/html' : 'text/plain', {
    timezone: editor.settings.timezone,
    now: Date.now(),
    directory: officials,
    roleNames: nameRoles(offices, editor.settings.language),
    script: sent.get('script') === 'simplified' ? 'simplified' : undefined,
  });
  if (!extracted.ok) return refuse(editor.c, extracted.failure, editor);
  const unknown = extracted.value.suggestedOfficials.map(describeOfficial);
  return await showForm(editor, {
    form: buildExtractedForm(extracted.value, makeDraftKey(), editor.settings),
    article: null,
    isPosted: true,
    done: editor.messages.extracted(unknown),
  });
}
