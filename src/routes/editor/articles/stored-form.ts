/** A form becomes an article: read by the API's rules, stored once. */

import type { ArticleStatus } from '../../../article/article.ts';
import { readArticlePatch, readNewArticle } from '../../../article/input.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { Result } from '../../../failure.ts';
import { failField } from '../../../failure.ts';
import { formatRevisionTag } from '../../../newsroom/precondition.ts';
import type { RehearsedChange } from '../../../newsroom/rehearsal.ts';
import { hashToken } from '../../auth.ts';
import type { Desk } from '../desk.tsx';
import type { FormAction } from './article-body.ts';
import { buildArticleBody } from './article-body.ts';
import type { ArticleForm } from './article-form.ts';
import { DRAFT_KEY } from './article-form.ts';

/** Stores what a form asks for; `change` is what `readChange` made of it. */
export async function storeForm(
  desk: Desk,
  form: ArticleForm,
  action: FormAction,
  change: RehearsedChange,
): Promise<Result<ArticleResource>> {
  if (change.id === null) return await createOnce(desk, form, action, change);
  const basis = form.revision === null ? null : formatRevisionTag(form.revision);
  return await desk.newsroom.changeArticle(change.id, change.change, basis, desk.actor);
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
  const again = readChange(desk, form, current ?? created.value.article, action);
  if (!again.ok || again.value.id === null)
    return again.ok ? { ok: true, value: created.value.article } : again;
  return await desk.newsroom.changeArticle(id, again.value.change, null, desk.actor);
}

/** What a form asks for, as the API would take it; `article` is the one that it is about, null for a new one. */
export function readChange(
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
