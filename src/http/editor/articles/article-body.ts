/** The form as the body of an API's call. */

import type { ArticleResource } from '../../../article/resource.ts';
import type { Settings } from '../../../settings.ts';
import { readLocalTime } from '../local-time.ts';
import type { ArticleForm } from './article-form.ts';
import { guessMediaType } from './media-types.ts';

/** What the form is to do. */
export type FormAction = 'save' | 'publish' | 'unschedule';

/** The body that the API would take for this form; `status` is the article's own, null for a new one. */
export function buildArticleBody(
  form: ArticleForm,
  action: FormAction,
  status: ArticleResource['status'] | null,
  settings: Settings,
): Record<string, unknown> {
  const isPublic = status === 'published' || status === 'withdrawn';
  const slugChanged = form.slug !== '' && form.slug !== form.slugBefore;
  // A draft's date is the day that it is published for: sent in any case, so that publishing does not mean "now".
  const sendsDate = !isPublic || form.date !== form.dateBefore;
  const date = form.date === '' ? null : readLocalTime(form.date, settings.timezone);
  return {
    ...readStatus(action, status),
    title: form.title,
    summary: form.summary.trim() === '' ? null : form.summary,
    [form.format === 'html' ? 'content_html' : 'content_markdown']: form.content,
    language: form.language === '' ? null : form.language,
    categories: form.categories,
    ...readOfficialFields(form, status),
    source:
      form.sourceName === '' && form.sourceUrl === ''
        ? null
        : { name: form.sourceName || null, url: form.sourceUrl || null },
    authors: form.authors
      .split('\n')
      .filter((name) => name.trim() !== '')
      .map((name) => ({ name })),
    image: form.image === '' ? null : form.image,
    attachments: form.attachments.map(({ url, title, mimeType, size }) => ({
      url,
      title: title === '' ? null : title,
      mime_type: mimeType === '' ? guessMediaType(url) : mimeType,
      size_in_bytes: /^\d+$/.test(size) ? Number(size) : null,
    })),
    url: form.url === '' ? null : form.url,
    ...(slugChanged ? { slug: form.slug } : {}),
    ...(sendsDate && (date !== null || status !== null) ? { date_published: date } : {}),
    ...(isPublic && (form.isMajor || status === 'withdrawn') ? { change_note: form.changeNote } : {}),
    ...(form.isQuiet ? { notify: false } : {}),
  };
}

function readStatus(action: FormAction, status: ArticleResource['status'] | null): { status?: string } {
  if (action === 'unschedule') return { status: 'draft' };
  if (action === 'publish') return { status: 'published' };
  return status === null ? { status: 'draft' } : {};
}

function readOfficialFields(
  form: ArticleForm,
  status: ArticleResource['status'] | null,
): { officials?: unknown } {
  // Left out on creation, null on a change: recognise them.
  if (form.recognizes) return status === null ? {} : { officials: null };
  return { officials: form.officials.map(({ slug, relation, role }) => ({ slug, relation, role })) };
}
