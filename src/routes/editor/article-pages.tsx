/** `/editor/articles/…`: writing, saving, looking, publishing. */

import type { ArticleStatus } from '../../article/article.ts';
import { readContent } from '../../article/content.ts';
import { extractArticle } from '../../article/extract/extract.ts';
import { readArticlePatch, readNewArticle } from '../../article/input.ts';
import type { ArticleResource } from '../../article/resource.ts';
import type { Failure, Result } from '../../failure.ts';
import { failField } from '../../failure.ts';
import { formatRevisionTag } from '../../newsroom/precondition.ts';
import type { RehearsedChange } from '../../newsroom/rehearsal.ts';
import { hashToken } from '../auth.ts';
import type { App } from '../operation.ts';
import { answerFailure } from '../problem.ts';
import type { PageStatus } from './answer.ts';
import { answerEditorPage, goTo } from './answer.ts';
import { ArticleEditor } from './article-editor.tsx';
import type { ArticleForm, FormAction } from './article-form.ts';
import {
  buildArticleBody,
  buildArticleForm,
  buildEmptyForm,
  buildExtractedForm,
  readArticleForm,
} from './article-form.ts';
import { ConflictPage } from './conflict-page.tsx';
import type { Desk } from './desk.tsx';
import { mountDesk, refuse, wantsJson } from './desk.tsx';
import { ReviewPage, renderPreview } from './review-page.tsx';

/** Addresses of one article carry its ULID. */
export const ARTICLE_PATH = '/editor/articles/:id{[0-9A-Z]{26}}';
const DRAFT_KEY = /^new-[0-9a-f-]{36}$/;

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

/** The article that the address names, or a page that says that there is none. */
export async function withArticle(
  desk: Desk,
  show: (article: ArticleResource) => Promise<Response>,
): Promise<Response> {
  const article = await desk.newsroom.readArticle(desk.c.req.param('id') ?? '');
  return article === null ? refuse(desk.c, 404, desk.texts.noArticle, desk) : await show(article);
}

async function showNew(desk: Desk): Promise<Response> {
  const asked = desk.c.req.query('draft') ?? '';
  const draftKey = DRAFT_KEY.test(asked) ? asked : `new-${crypto.randomUUID()}`;
  const form = buildEmptyForm(draftKey, desk.settings);
  const directory = await desk.newsroom.listDirectory();
  return answerEditorPage(
    desk.c,
    <ArticleEditor desk={desk} form={form} article={null} directory={directory} offersPaste />,
  );
}

async function showArticle(desk: Desk, article: ArticleResource): Promise<Response> {
  const directory = await desk.newsroom.listDirectory();
  const done = desk.texts.done[desk.c.req.query('done') ?? ''];
  return answerEditorPage(
    desk.c,
    <ArticleEditor
      desk={desk}
      form={buildArticleForm(article, desk.settings)}
      article={article}
      directory={directory}
      done={done}
    />,
  );
}

async function extractPage(desk: Desk, sent: URLSearchParams): Promise<Response> {
  const page = (sent.get('page') ?? '').trim();
  const directory = await desk.newsroom.listDirectory();
  const isHtml = /^<(!doctype|[a-z!])/i.test(page);
  const extracted = extractArticle(page, isHtml ? 'text/html' : 'text/plain', {
    timezone: desk.settings.timezone,
    directory: directory.officials,
    script: sent.get('script') === 'simplified' ? 'simplified' : undefined,
  });
  const form = buildExtractedForm(extracted, `new-${crypto.randomUUID()}`, desk.settings);
  return answerEditorPage(
    desk.c,
    <ArticleEditor
      desk={desk}
      form={form}
      article={null}
      directory={directory}
      isPosted
      done={desk.texts.extracted(
        extracted.suggested_officials.map(({ name, role }) => `${role ?? ''}${name}`),
      )}
    />,
  );
}

/** What a form asks for: to be kept, to be looked at, to be published, or to be written on. */
async function takeArticle(
  desk: Desk,
  sent: URLSearchParams,
  article: ArticleResource | null,
): Promise<Response> {
  const form = readArticleForm(sent);
  const action = sent.get('action');
  if (action === 'edit') return await showForm(desk, form, article);
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
  const change = readForm(desk, form, article, 'publish');
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
  const form = readArticleForm(sent);
  const change = readForm(desk, { ...form, isMajor: false }, article, previewAction(article));
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

async function store(
  desk: Desk,
  form: ArticleForm,
  article: ArticleResource | null,
  action: FormAction,
): Promise<Response> {
  const change = readForm(desk, form, article, action);
  if (!change.ok) return await showFailure(desk, form, article, change.failure);
  const stored =
    change.value.id === null
      ? await createOnce(desk, form, action, change.value)
      : await desk.newsroom.changeArticle(
          change.value.id,
          change.value.change,
          form.revision === null ? null : formatRevisionTag(form.revision),
          desk.actor,
        );
  if (!stored.ok) {
    if (stored.failure.reason === 'precondition_failed') {
      const current = await desk.newsroom.readArticle(article?.id ?? '');
      return await showConflict(desk, form, current);
    }
    return await showFailure(desk, form, article, stored.failure);
  }
  const { id, revision, slug, status } = stored.value;
  if (wantsJson(desk.c)) return desk.c.json({ id, revision, slug, status });
  const done = nameDone(action, article?.status ?? null, status);
  return goTo(desk.c, `/editor/articles/${id}?done=${done}&draft=${encodeURIComponent(form.draftKey)}`);
}

/**
 * Creates the article that a form is about, once: the same form sent again, because its first answer was lost or a
 * button was pressed twice, changes the article that it made.
 */
async function createOnce(
  desk: Desk,
  form: ArticleForm,
  action: FormAction,
  change: Extract<RehearsedChange, { readonly id: null }>,
): Promise<Result<ArticleResource>> {
  const key = DRAFT_KEY.test(form.draftKey) ? form.draftKey : `new-${crypto.randomUUID()}`;
  const request = { tokenId: desk.actor.tokenId, key: `editor ${key}`, bodyDigest: await hashToken(key) };
  const created = await desk.newsroom.createArticle(change.change, desk.actor, request);
  if (!created.ok || !created.value.isReplayed) {
    return created.ok ? { ok: true, value: created.value.article } : created;
  }
  const { id } = created.value.article;
  const current = await desk.newsroom.readArticle(id);
  const again = readForm(desk, form, current ?? created.value.article, action);
  if (!again.ok || again.value.id === null)
    return again.ok ? { ok: true, value: created.value.article } : again;
  return await desk.newsroom.changeArticle(id, again.value.change, null, desk.actor);
}

function readForm(
  desk: Desk,
  form: ArticleForm,
  article: ArticleResource | null,
  action: FormAction,
): Result<RehearsedChange> {
  const body = buildArticleBody(form, action, article?.status ?? null, desk.settings);
  if (needsNote(form, article?.status ?? null) && form.changeNote === '') {
    return failField('/change_note', 'must not be empty');
  }
  if (article === null) {
    const input = readNewArticle(body, desk.settings.publicUrl);
    return input.ok ? { ok: true, value: { id: null, change: input.value } } : input;
  }
  const change = readArticlePatch(body, desk.settings.publicUrl);
  return change.ok ? { ok: true, value: { id: article.id, change: change.value } } : change;
}

function needsNote(form: ArticleForm, status: ArticleStatus | null): boolean {
  return status === 'withdrawn' || (status === 'published' && form.isMajor);
}

function isOutdated(form: ArticleForm, article: ArticleResource | null): boolean {
  return article !== null && form.revision !== null && form.revision !== article.revision;
}

function nameDone(action: FormAction, before: ArticleStatus | null, after: ArticleStatus): string {
  if (action === 'save') return 'saved';
  if (action === 'unschedule') return 'unscheduled';
  if (after === 'scheduled') return 'scheduled';
  if (before === 'published') return 'corrected';
  return before === 'withdrawn' ? 'republished' : 'published';
}

async function showForm(
  desk: Desk,
  form: ArticleForm,
  article: ArticleResource | null,
  errors?: Extract<Failure, { readonly reason: 'invalid' }>['errors'],
  status: PageStatus = 200,
): Promise<Response> {
  const directory = await desk.newsroom.listDirectory();
  return answerEditorPage(
    desk.c,
    <ArticleEditor
      desk={desk}
      form={form}
      article={article}
      directory={directory}
      errors={errors ?? []}
      isPosted
    />,
    status,
  );
}

/** The form as it was, with what is wrong with it. */
async function showFailure(
  desk: Desk,
  form: ArticleForm,
  article: ArticleResource | null,
  failure: Failure,
): Promise<Response> {
  if (wantsJson(desk.c)) return answerFailure(failure);
  if (failure.reason === 'invalid') return await showForm(desk, form, article, failure.errors, 422);
  // Of an editor's conflicts all but one are about the address.
  const pointer = /slug/.test(failure.detail) ? '/slug' : '/title';
  return await showForm(desk, form, article, [{ pointer, detail: failure.detail }], 409);
}

async function showConflict(
  desk: Desk,
  form: ArticleForm,
  article: ArticleResource | null,
): Promise<Response> {
  if (article === null) return refuse(desk.c, 404, desk.texts.noArticle, desk);
  const [latest] = await desk.newsroom.listRevisions(article.id);
  if (wantsJson(desk.c)) {
    return Response.json({ revision: article.revision, by: latest?.by ?? null }, { status: 412 });
  }
  const read = readContent(
    form.format === 'html' ? { content_html: form.content } : { content_markdown: form.content },
    desk.settings.publicUrl,
  );
  return answerEditorPage(
    desk.c,
    <ConflictPage
      desk={desk}
      form={form}
      article={article}
      latest={latest ?? null}
      contentHtml={read.ok ? read.value.html : null}
    />,
    412,
  );
}
