/** A form becomes an article: read by the API's rules, stored once. */

import type { ArticleStatus } from '../../../article/article.ts';
import { readArticlePatch, readNewArticle } from '../../../article/input.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { Result } from '../../../failure.ts';
import { failField } from '../../../failure.ts';
import type { DryRunChange } from '../../../ledger/articles/dry-run.ts';
import { formatRevisionTag } from '../../../ledger/articles/precondition.ts';
import { hashToken } from '../../api/auth.ts';
import type { EditorContext } from '../editor-context.tsx';
import type { FormAction } from './article-body.ts';
import { buildArticleBody } from './article-body.ts';
import type { ArticleForm } from './article-form.ts';
import { DRAFT_KEY } from './article-form.ts';

/** Stores what a form asks for; `change` is what `readChange` made of it. */
export async function storeForm(
  editor: EditorContext,
  form: ArticleForm,
  action: FormAction,
  change: DryRunChange,
): Promise<Result<ArticleResource>> {
  if (change.id === null) return await createOnce(editor, form, action, change);
  const basis = form.revision === null ? null : formatRevisionTag(form.revision);
  return await editor.ledger.changeArticle(change.id, change.change, basis, editor.actor);
}

/**
 * Creates the article that a form is about, once: the same form sent again, because its first answer was lost or a
 * button was pressed twice, changes the article that it made.
 */
async function createOnce(
  editor: EditorContext,
  form: ArticleForm,
  action: FormAction,
  change: Extract<DryRunChange, { readonly id: null }>,
): Promise<Result<ArticleResource>> {
  const key = DRAFT_KEY.test(form.draftKey) ? form.draftKey : `new-${crypto.randomUUID()}`;
  const request = { tokenId: editor.actor.tokenId, key: `editor ${key}`, bodyDigest: await hashToken(key) };
  const created = await editor.ledger.createArticle(change.change, editor.actor, request);
  if (!created.ok || !created.value.isReplayed) {
    return created.ok ? { ok: true, value: created.value.article } : created;
  }
  const { id } = created.value.article;
  const current = await editor.ledger.readArticle(id);
  const again = readChange(editor, form, current ?? created.value.article, action);
  if (!again.ok || again.value.id === null)
    return again.ok ? { ok: true, value: created.value.article } : again;
  return await editor.ledger.changeArticle(id, again.value.change, null, editor.actor);
}

/** What a form asks for, as the API would take it; `article` is the one that it is about, null for a new one. */
export function readChange(
  editor: EditorContext,
  form: ArticleForm,
  article: ArticleResource | null,
  action: FormAction,
): Result<DryRunChange> {
  const body = buildArticleBody(form, action, article?.status ?? null, editor.settings);
  if (needsNote(form, article?.status ?? null) && form.changeNote === '') {
    return failField('/change_note', { code: 'empty' });
  }
  if (article === null) {
    const input = readNewArticle(body, editor.settings.publicUrl);
    return input.ok ? { ok: true, value: { id: null, change: input.value } } : input;
  }
  const change = readArticlePatch(body, editor.settings.publicUrl);
  return change.ok ? { ok: true, value: { id: article.id, change: change.value } } : change;
}

function needsNote(form: ArticleForm, status: ArticleStatus | null): boolean {
  return status === 'withdrawn' || (status === 'published' && form.isMajor);
}
