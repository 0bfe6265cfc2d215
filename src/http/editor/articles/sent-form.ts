/** The form as it was sent. */

import type { AttachedOfficial, Relation } from '../../../article/article.ts';
import { RELATIONS } from '../../../article/article.ts';
import type { ArticleForm, FormAttachment } from './article-form.ts';

/** Reads what was sent. What a form of ours cannot have sent is read as if it were empty. */
export function readArticleForm(sent: URLSearchParams): ArticleForm {
  const text = (name: string) => (sent.get(name) ?? '').replaceAll('\r\n', '\n');
  const revision = Number(text('revision'));
  return {
    draftKey: text('draft_key'),
    revision: text('revision') !== '' && Number.isSafeInteger(revision) ? revision : null,
    title: text('title'),
    summary: text('summary'),
    format: text('format') === 'markdown' ? 'markdown' : 'html',
    content: text('content'),
    language: text('language').trim(),
    categories: sent.getAll('category'),
    recognizes: text('recognizes') === 'yes',
    officials: readOfficials(sent),
    addedOfficial: text('added_official').trim(),
    refused: sent.getAll('refused'),
    sourceName: text('source_name').trim(),
    sourceUrl: text('source_url').trim(),
    authors: text('authors'),
    image: text('image').trim(),
    attachments: readAttachments(sent),
    url: text('url').trim(),
    slug: text('slug').trim(),
    slugBefore: text('slug_before'),
    date: text('date'),
    dateBefore: text('date_before'),
    isMajor: text('change') === 'major',
    changeNote: text('change_note').trim(),
    isQuiet: text('quiet') === 'yes',
  };
}

function readOfficials(sent: URLSearchParams): AttachedOfficial[] {
  return sent.getAll('official').map((slug) => ({
    slug,
    name: sent.get(`official_name:${slug}`) ?? slug,
    role: sent.get(`official_role:${slug}`)?.trim() || null,
    relation: readRelation(sent.get(`official_relation:${slug}`)),
  }));
}

function readRelation(text: string | null): Relation {
  return RELATIONS.find((relation) => relation === text) ?? 'mentioned';
}

function readAttachments(sent: URLSearchParams): FormAttachment[] {
  const [titles, types, sizes] = ['attachment_title', 'attachment_type', 'attachment_size'].map((name) =>
    sent.getAll(name),
  );
  return sent
    .getAll('attachment_url')
    .map((url, index) => ({
      url: url.trim(),
      title: titles?.[index]?.trim() ?? '',
      mimeType: types?.[index]?.trim() ?? '',
      size: sizes?.[index]?.trim() ?? '',
    }))
    .filter(({ url, title }) => url !== '' || title !== '');
}
