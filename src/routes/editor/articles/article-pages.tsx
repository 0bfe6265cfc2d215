/** `/editor/articles/…`: writing, saving, looking, publishing. */

import type { ArticleStatus } from '../../../article/article.ts';
import { extractArticle } from '../../../article/extract/extract.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { App } from '../../app-routes.ts';
import { answerEditorPage, goTo } from '../answer.ts';
import type { Desk } from '../desk.tsx';
import { mountDesk, nameWhatIsDone, wantsJson } from '../desk.tsx';
import { takeAddedOfficial } from './added-official.ts';
import type { FormAction } from './article-body.ts';
import type { ArticleForm } from './article-form.ts';
import { buildEmptyForm, DRAFT_KEY } from './article-form.ts';
import { ARTICLE_PATH, withArticle } from './article-path.ts';
import { buildArticleForm, buildExtractedForm } from './filled-form.ts';
import { showConflict, showFailure, showForm } from './form-answers.tsx';
import { ReviewPage, renderPreview } from './review-page.tsx';
import { readArticleForm } from './sent-form.ts';
import { readChange, storeForm } from './stored-form.ts';

/** Puts the pages into the app. */
export function mountArticlePages(app: App): void {
  mountDesk(app, '/editor/articles/new', 'editor', { get: showNew });
  mountDesk(app, '/editor/articles/extract', 'editor', { post: extractPage });
  mountDesk(app, '/editor/articles/preview', 'editor', { post: (desk, sent) => preview(desk, sent, null) });
  mountDesk(app, '/editor/articles', 'editor', {
    get: async ({ c }) => goTo(c, '/editor'),
    post: (desk, sent) => takeArticle(desk, sent, null),
  });
  mountDesk(app, ARTICLE_PATH, 'editor', {
    get: (desk) => withArticle(desk, (article) => showArticle(desk, article)),
    post: (desk, sent) => withArticle(desk, (article) => takeArticle(desk, sent, article)),
  });
  mountDesk(app, `${ARTICLE_PATH}/preview`, 'editor', {
    post: (desk, sent) => withArticle(desk, (article) => preview(desk, sent, article)),
  });
}

async function showNew(desk: Desk): Promise<Response> {
  const asked = desk.c.req.query('draft') ?? '';
  const draftKey = DRAFT_KEY.test(asked) ? asked : `new-${crypto.randomUUID()}`;
  return await showForm(desk, {
    form: buildEmptyForm(draftKey, desk.settings),
    article: null,
    offersPaste: true,
  });
}

async function showArticle(desk: Desk, article: ArticleResource): Promise<Response> {
  return await showForm(desk, {
    form: buildArticleForm(article, desk.settings),
    article,
    done: nameWhatIsDone(desk),
  });
}

async function extractPage(desk: Desk, sent: URLSearchParams): Promise<Response> {
  const page = (sent.get('page') ?? '').trim();
  const { officials } = await desk.newsroom.listDirectory();
  const isHtml = /^<(!doctype|[a-z!])/i.test(page);
  const extracted = extractArticle(page, isHtml ? 'text/html' : 'text/plain', {
    timezone: desk.settings.timezone,
    directory: officials,
    script: sent.get('script') === 'simplified' ? 'simplified' : undefined,
  });
  const unknown = extracted.suggested_officials.map(({ name, role }) => `${role ?? ''}${name}`);
  return await showForm(desk, {
    form: buildExtractedForm(extracted, `new-${crypto.randomUUID()}`, desk.settings),
    article: null,
    isPosted: true,
    done: desk.texts.extracted(unknown),
  });
}

/** What a form asks for: to be kept, to be looked at, to be published, or to be written on. */
async function takeArticle(
  desk: Desk,
  sent: URLSearchParams,
  article: ArticleResource | null,
): Promise<Response> {
  const action = sent.get('action');
  const written = readArticleForm(sent);
  if (action === 'edit') return await showForm(desk, { form: written, article, isPosted: true });
  const taken = await takeAddedOfficial(desk, written);
  if (!taken.ok) return await showFailure(desk, written, article, taken.failure);
  const form = taken.value;
  if (action === 'review') return await review(desk, form, article);
  return await store(
    desk,
    form,
    article,
    action === 'publish' ? 'publish' : action === 'unschedule' ? 'unschedule' : 'save',
  );
}

async function review(desk: Desk, form: ArticleForm, article: ArticleResource | null): Promise<Response> {
  if (isOutdated(form, article)) return await showConflict(desk, form, article);
  const change = readChange(desk, form, article, 'publish');
  if (!change.ok) return await showFailure(desk, form, article, change.failure);
  const rehearsal = await desk.newsroom.rehearseArticle(change.value, desk.actor);
  if (!rehearsal.ok) return await showFailure(desk, form, article, rehearsal.failure);
  return answerEditorPage(
    desk.c,
    <ReviewPage
      desk={desk}
      form={form}
      rehearsal={rehearsal.value}
      status={article?.status ?? null}
      id={article?.id ?? null}
    />,
  );
}

/** The public page as it would be, whole, for a window of its own. */
async function preview(
  desk: Desk,
  sent: URLSearchParams,
  article: ArticleResource | null,
): Promise<Response> {
  const written = readArticleForm(sent);
  const taken = await takeAddedOfficial(desk, written);
  if (!taken.ok) return await showFailure(desk, written, article, taken.failure);
  const form = taken.value;
  const change = readChange(desk, { ...form, isMajor: false }, article, previewAction(article));
  if (!change.ok) return await showFailure(desk, form, article, change.failure);
  const rehearsal = await desk.newsroom.rehearseArticle(change.value, desk.actor);
  if (!rehearsal.ok) return await showFailure(desk, form, article, rehearsal.failure);
  return desk.c.html(renderPreview(rehearsal.value, desk.settings));
}

function previewAction(article: ArticleResource | null): FormAction {
  return article === null || article.status === 'draft' || article.status === 'scheduled'
    ? 'save'
    : 'publish';
}

function isOutdated(form: ArticleForm, article: ArticleResource | null): boolean {
  return article !== null && form.revision !== null && form.revision !== article.revision;
}

async function store(
  desk: Desk,
  form: ArticleForm,
  article: ArticleResource | null,
  action: FormAction,
): Promise<Response> {
  const change = readChange(desk, form, article, action);
  if (!change.ok) return await showFailure(desk, form, article, change.failure);
  const stored = await storeForm(desk, form, action, change.value);
  if (!stored.ok) {
    if (stored.failure.reason !== 'precondition_failed') {
      return await showFailure(desk, form, article, stored.failure);
    }
    return await showConflict(desk, form, await desk.newsroom.readArticle(article?.id ?? ''));
  }
  const { id, revision, slug, status } = stored.value;
  if (wantsJson(desk.c)) return desk.c.json({ id, revision, slug, status });
  const done = nameDone(action, article?.status ?? null, status);
  return goTo(desk.c, `/editor/articles/${id}?done=${done}&draft=${encodeURIComponent(form.draftKey)}`);
}

function nameDone(action: FormAction, before: ArticleStatus | null, after: ArticleStatus): string {
  if (action === 'save') return 'saved';
  if (action === 'unschedule') return 'unscheduled';
  if (after === 'scheduled') return 'scheduled';
  if (before === 'published') return 'corrected';
  return before === 'withdrawn' ? 'republished' : 'published';
}
