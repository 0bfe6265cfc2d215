/** An article as the fields of a form: read from what was sent, made of an article, and turned into an API's body. */

import type { AttachedOfficial, Relation } from '../../article/article.ts';
import { RELATIONS } from '../../article/article.ts';
import { deriveSummary, extractText } from '../../article/content.ts';
import type { ExtractedArticle } from '../../article/extract/extracted.ts';
import { renderPlainText } from '../../article/plain-text.ts';
import type { ArticleResource } from '../../article/resource.ts';
import type { Settings } from '../../settings.ts';
import { formatLocalTime, readLocalTime } from './local-time.ts';

export const CONTENT_FORMATS = ['html', 'markdown'] as const;
export type ContentFormat = (typeof CONTENT_FORMATS)[number];

export interface FormAttachment {
  readonly url: string;
  readonly title: string;
  readonly mimeType: string;
  readonly size: string;
}

/** Every field as text, exactly as it was written: a form that is refused comes back as it was. */
export interface ArticleForm {
  /** Names an article that is not saved yet, in the browser and for the ledger. */
  readonly draftKey: string;
  /** The revision that the form was made of; null for a new article. */
  readonly revision: number | null;
  readonly title: string;
  readonly summary: string;
  readonly format: ContentFormat;
  readonly content: string;
  readonly language: string;
  readonly categories: readonly string[];
  /** True: whoever the text names is attached; false: those of `officials`. */
  readonly recognizes: boolean;
  readonly officials: readonly AttachedOfficial[];
  /** An official to add, by slug. */
  readonly addedOfficial: string;
  /** Slugs of officials whom the editor does not want. */
  readonly refused: readonly string[];
  readonly sourceName: string;
  readonly sourceUrl: string;
  /** One a line. */
  readonly authors: string;
  readonly image: string;
  readonly attachments: readonly FormAttachment[];
  readonly url: string;
  readonly slug: string;
  /** The slug that the form was made with. */
  readonly slugBefore: string;
  /** Local time, as `<input type="datetime-local">` has it. */
  readonly date: string;
  readonly dateBefore: string;
  readonly isMajor: boolean;
  readonly changeNote: string;
  /** Publish without telling anybody. */
  readonly isQuiet: boolean;
}

/** The form of an article that does not exist yet. */
export function buildEmptyForm(draftKey: string, settings: Settings): ArticleForm {
  return {
    draftKey,
    revision: null,
    title: '',
    summary: '',
    format: 'markdown',
    content: '',
    language: settings.language,
    categories: [],
    recognizes: true,
    officials: [],
    addedOfficial: '',
    refused: [],
    sourceName: '',
    sourceUrl: '',
    authors: '',
    image: '',
    attachments: [],
    url: '',
    slug: '',
    slugBefore: '',
    date: '',
    dateBefore: '',
    isMajor: false,
    changeNote: '',
    isQuiet: false,
  };
}

/** The form of an article as it is. */
export function buildArticleForm(article: ArticleResource, settings: Settings): ArticleForm {
  const date = formatLocalTime(article.date_published, settings.timezone);
  const isDerived = article.summary === deriveSummary(extractText(article.content_html));
  return {
    draftKey: article.id,
    revision: article.revision,
    title: article.title,
    summary: isDerived ? '' : article.summary,
    format: 'html',
    content: article.content_html,
    language: article.language,
    categories: article.categories,
    recognizes: false,
    officials: article.officials,
    addedOfficial: '',
    refused: [],
    sourceName: article.source?.name ?? '',
    sourceUrl: article.source?.url ?? '',
    authors: article.authors.map(({ name }) => name).join('\n'),
    image: article.image ?? '',
    attachments: article.attachments.map(({ url, title, mime_type, size_in_bytes }) => ({
      url,
      title: title ?? '',
      mimeType: mime_type,
      size: size_in_bytes === null ? '' : String(size_in_bytes),
    })),
    url: article.url === `${settings.publicUrl}/articles/${article.slug}` ? '' : article.url,
    slug: article.slug,
    slugBefore: article.slug,
    date,
    dateBefore: date,
    isMajor: false,
    changeNote: '',
    isQuiet: false,
  };
}

/** The form of an article that was read out of a page; officials are left to be accepted. */
export function buildExtractedForm(
  extracted: ExtractedArticle,
  draftKey: string,
  settings: Settings,
): ArticleForm {
  const empty = buildEmptyForm(draftKey, settings);
  return {
    ...empty,
    title: extracted.title ?? '',
    summary: extracted.summary ?? '',
    format: 'html',
    content: extracted.content_html ?? renderPlainText(extracted.content_text ?? ''),
    language: extracted.language ?? settings.language,
    recognizes: extracted.officials.length === 0,
    officials: extracted.officials,
    sourceName: extracted.source?.name ?? '',
    sourceUrl: extracted.source?.url ?? '',
    authors: (extracted.authors ?? []).map(({ name }) => name).join('\n'),
    image: extracted.image ?? '',
    date: formatLocalTime(extracted.date_published ?? null, settings.timezone),
  };
}

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
  const chosen = form.officials.map(({ slug, relation, role }) => ({ slug, relation, role }));
  const added = form.addedOfficial === '' ? [] : [{ slug: form.addedOfficial }];
  return { officials: [...chosen, ...added] };
}

/** By the ending of the address; `application/octet-stream` says that nobody knows (RFC 2046 §4.5.1). */
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

function guessMediaType(url: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(URL.parse(url)?.pathname ?? '')?.[1]?.toLowerCase() ?? '';
  return MEDIA_TYPES[ending] ?? 'application/octet-stream';
}
