/** A form becomes an article: read by the API's rules, stored once. */

import type { ArticleStatus } from '../../../article/article.ts';
import { readContent } from '../../../article/content/content.ts';
import type { ArticleChange, NewArticle } from '../../../article/input.ts';
import { readArticlePatch, readNewArticle } from '../../../article/input.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { FieldError, Result } from '../../../failure.ts';
import { fail, failField, succeed } from '../../../failure.ts';
import { formatRevisionTag } from '../../../ledger/articles/article-calls.ts';
import type { DryRunChange } from '../../../ledger/articles/dry-run.ts';
import type { Settings } from '../../../settings.ts';
import { hashToken } from '../../api/auth.ts';
import { takeWritten } from '../../ledger-page.ts';
import type { EditorContext } from '../editor-context.ts';
import { readTimeInput } from '../editor-time.tsx';
import type { ArticleForm } from './article-form.ts';
import { DRAFT_KEY, makeDraftKey, nameUntitled } from './article-form.ts';

/** Stores what a form asks for; `change` is what `readChange` made of it. */
export async function storeForm(
  editor: EditorContext,
  form: ArticleForm,
  action: FormAction,
  change: DryRunChange,
): Promise<Result<ArticleResource>> {
  if (change.id === null) return await createOnce(editor, form, action, change);
  const basis = form.revision === null ? null : formatRevisionTag(form.revision);
  return await changeArticle(editor, change.id, change.change, basis);
}

async function changeArticle(
  { c, ledger, actor }: EditorContext,
  id: string,
  change: ArticleChange,
  basis: string | null,
): Promise<Result<ArticleResource>> {
  const changed = takeWritten(c, await ledger.changeArticle(id, change, basis, actor));
  return changed.ok ? succeed(changed.value.article) : changed;
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
  const key = DRAFT_KEY.test(form.draftKey) ? form.draftKey : makeDraftKey();
  const request = { tokenId: editor.actor.tokenId, key: `editor ${key}`, bodyDigest: await hashToken(key) };
  const written = await editor.ledger.createArticle(change.change, editor.actor, request);
  const created = takeWritten(editor.c, written);
  if (!created.ok) return created;
  if (!created.value.isReplayed) return succeed(created.value.article);
  const { id } = created.value.article;
  const current = await editor.ledger.readArticle(id);
  const again = readChange(editor, form, current ?? created.value.article, action);
  if (!again.ok || again.value.id === null)
    return again.ok ? { ok: true, value: created.value.article } : again;
  return await changeArticle(editor, id, again.value.change, null);
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
  const change =
    article === null
      ? readNewArticle(body, editor.settings.publicUrl)
      : readArticlePatch(body, editor.settings.publicUrl);
  if (!change.ok) return change;
  // What is scheduled is published by itself, as it is saved.
  const isForReaders = action === 'publish' || (action === 'save' && article?.status === 'scheduled');
  const error = isForReaders ? findUndescribed(form, change.value.content?.html ?? '') : null;
  if (error !== null) return fail({ code: 'invalid', errors: [error] });
  return article === null
    ? { ok: true, value: { id: null, change: change.value as NewArticle } }
    : { ok: true, value: { id: article.id, change: change.value } };
}

function needsNote(form: ArticleForm, status: ArticleStatus | null): boolean {
  return status === 'withdrawn' || (status === 'published' && form.isMajor);
}

/** What the form is to do. */
export type FormAction = 'save' | 'publish' | 'unschedule';

/** The body that the API would take for this form; `status` is the article's own, null for a new one. */
function buildArticleBody(
  form: ArticleForm,
  action: FormAction,
  status: ArticleResource['status'] | null,
  settings: Settings,
): Record<string, unknown> {
  const isPublic = status === 'published' || status === 'withdrawn';
  const slugChanged = form.slug !== '' && form.slug !== form.slugBefore;
  // A draft's date is the day that it is published for: sent in any case, so that publishing does not mean "now".
  const readDate = (text: string) => (text === '' ? null : readTimeInput(text, settings.timezone));
  const date = readDate(form.date);
  // Compared as moments: browsers send no seconds where there are none, and the form has none of their parts.
  const sendsDate = !isPublic || date !== readDate(form.dateBefore);
  return {
    ...readStatus(action, status),
    title: mayBeUntitled(form, action, status) ? nameUntitled(readText(form, settings)) : form.title,
    summary: form.summary.trim() === '' ? null : form.summary,
    [form.format === 'html' ? 'content_html' : 'content_markdown']: form.content,
    language: form.language === '' ? null : form.language,
    categories: form.categories,
    officials: form.officials.map(({ slug, relation, role }) => ({ slug, relation, role })),
    source:
      form.sourceName === '' && form.sourceUrl === ''
        ? null
        : { name: form.sourceName || null, url: form.sourceUrl || null },
    authors: form.authors
      .split('\n')
      .filter((name) => name.trim() !== '')
      .map((name) => ({ name })),
    image: form.image === '' ? null : readImage(form),
    attachments: form.attachments.map(({ url, title, mimeType, size }) => ({
      url,
      title: title === '' ? null : title,
      mime_type: mimeType === '' ? guessMediaType(url) : mimeType,
      size_in_bytes: /^\d+$/.test(size) ? Number(size) : null,
    })),
    translations: form.translations,
    url: form.url === '' ? null : form.url,
    ...(slugChanged ? { slug: form.slug } : {}),
    ...(sendsDate && (date !== null || status !== null) ? { date_published: date } : {}),
    ...(isPublic && (form.isMajor || status === 'withdrawn') ? { change_note: form.changeNote } : {}),
    ...(form.isQuiet ? { notify: false } : {}),
  };
}

function readImage({ image, imageAlt, imageIsDecorative, imageCaption, imageCredit }: ArticleForm) {
  const alt = imageIsDecorative ? '' : imageAlt.trim() || null;
  return { url: image, alt, caption: imageCaption, credit: imageCredit };
}

/** A picture of the text, as the sanitiser writes it, about which nobody has said what it shows or that it only decorates. */
const UNDESCRIBED = /<img(?:\s+(?!alt[=\s>])[a-z]+(?:="[^"]*")?)*>/i;

/** Whoever cannot see a picture is told what it shows: before readers get it, somebody decides what that is. */
function findUndescribed(form: ArticleForm, contentHtml: string): FieldError | null {
  const code = 'picture_not_described';
  if (form.image !== '' && readImage(form).alt === null) return { pointer: '/image_alt', code };
  return UNDESCRIBED.test(contentHtml) ? { pointer: '/content_html', code } : null;
}

/** A draft is kept from its first words on; what readers get has a title. */
function mayBeUntitled(form: ArticleForm, action: FormAction, status: ArticleStatus | null): boolean {
  return form.title.trim() === '' && action === 'save' && (status === null || status === 'draft');
}

/** '' for what cannot be read, which the API's rules then tell. */
function readText(form: ArticleForm, settings: Settings): string {
  const read = readContent(
    form.format === 'html' ? { contentHtml: form.content } : { contentMarkdown: form.content },
    settings.publicUrl,
  );
  return read.ok ? read.value.text : '';
}

function readStatus(action: FormAction, status: ArticleResource['status'] | null): { status?: string } {
  if (action === 'unschedule') return { status: 'draft' };
  if (action === 'publish') return { status: 'published' };
  return status === null ? { status: 'draft' } : {};
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv',
  txt: 'text/plain',
  zip: 'application/zip',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
};

/** By the ending of the address; `application/octet-stream` says that nobody knows (RFC 2046 §4.5.1). */
function guessMediaType(url: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(URL.parse(url)?.pathname ?? '')?.[1]?.toLowerCase() ?? '';
  return MEDIA_TYPES[ending] ?? 'application/octet-stream';
}
