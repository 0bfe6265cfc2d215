/** The form as it travels: each field's name once, for reading what was sent and for sending it along unseen. */

import type { Relation } from '../../../article/article.ts';
import { RELATIONS } from '../../../article/article.ts';
import type { ArticleForm, FormAttachment, FormOfficial } from './article-form.ts';

/** Fields whose values come back exactly as they were written. */
const WRITTEN_FIELDS = {
  draft_key: 'draftKey',
  title: 'title',
  summary: 'summary',
  content: 'content',
  authors: 'authors',
  slug_before: 'slugBefore',
  date: 'date',
  date_before: 'dateBefore',
} as const;

/** Fields whose values space around them does not belong to. */
const TRIMMED_FIELDS = {
  language: 'language',
  added_official: 'addedOfficial',
  added_translation: 'addedTranslation',
  source_name: 'sourceName',
  source_url: 'sourceUrl',
  image: 'image',
  image_alt: 'imageAlt',
  image_caption: 'imageCaption',
  image_credit: 'imageCredit',
  url: 'url',
  slug: 'slug',
  change_note: 'changeNote',
} as const;

/** The fields of one text each: what the form calls them, and what `ArticleForm` does. */
const TEXT_FIELDS = { ...WRITTEN_FIELDS, ...TRIMMED_FIELDS };

/** What the form calls a field of one text. */
export type TextFieldName = keyof typeof TEXT_FIELDS;

/** The value of a field by the form's name of it. */
export function readFormValue(form: ArticleForm, name: TextFieldName): string {
  return form[TEXT_FIELDS[name]];
}

/** Reads what was sent. What a form of ours cannot have sent is read as if it were empty. */
export function readArticleForm(sent: URLSearchParams): ArticleForm {
  const text = (name: string) => (sent.get(name) ?? '').replaceAll('\r\n', '\n');
  const revision = Number(text('revision'));
  return {
    ...readValues(WRITTEN_FIELDS, text),
    ...readValues(TRIMMED_FIELDS, (name) => text(name).trim()),
    revision: text('revision') !== '' && Number.isSafeInteger(revision) ? revision : null,
    format: text('format') === 'markdown' ? 'markdown' : 'html',
    categories: readChosen(sent, 'category'),
    recognizes: text('recognizes') === 'yes',
    officials: readOfficials(sent),
    refused: sent.getAll('refused'),
    attachments: readAttachments(sent),
    translations: sent.getAll('translation'),
    imageIsDecorative: text('image_decorative') === 'yes',
    isMajor: text('change') === 'major',
    isQuiet: text('quiet') === 'yes',
  };
}

/** Every field with its value: `readArticleForm` the other way round. */
export function listFormFields(form: ArticleForm): readonly (readonly [name: string, value: string])[] {
  return [
    ...Object.entries(TEXT_FIELDS).map(([name, key]) => [name, form[key]] as const),
    ['revision', form.revision === null ? '' : String(form.revision)],
    ['format', form.format],
    ...form.categories.map((slug) => ['category', slug] as const),
    ['recognizes', form.recognizes ? 'yes' : ''],
    ...form.officials.flatMap(({ slug, name, role, relation }) => [
      ['official', slug] as const,
      [`official_name:${slug}`, name] as const,
      [`official_role:${slug}`, role ?? ''] as const,
      [`official_relation:${slug}`, relation] as const,
    ]),
    ...form.refused.map((slug) => ['refused', slug] as const),
    ...form.attachments.flatMap(({ url, title, mimeType, size }) => [
      ['attachment_url', url] as const,
      ['attachment_title', title] as const,
      ['attachment_type', mimeType] as const,
      ['attachment_size', size] as const,
    ]),
    ...form.translations.map((id) => ['translation', id] as const),
    ['image_decorative', form.imageIsDecorative ? 'yes' : ''],
    ['change', form.isMajor ? 'major' : 'minor'],
    ['quiet', form.isQuiet ? 'yes' : ''],
  ];
}

/** The fields unseen: what is written travels along while the preview is looked at. */
export function HiddenFields({
  form,
  without = [],
}: {
  form: ArticleForm;
  /** Names of fields that are seen. */
  without?: readonly string[];
}) {
  const fields = listFormFields(form).filter(([name]) => !without.includes(name));
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** What is ticked, and what was typed into a field of the same name. */
export function readChosen(sent: URLSearchParams, name: string): string[] {
  return [...new Set(sent.getAll(name).map((slug) => slug.trim()))].filter((slug) => slug !== '');
}

function readValues<Fields extends Record<string, keyof ArticleForm>>(
  fields: Fields,
  read: (name: string) => string,
): Record<Fields[keyof Fields], string> {
  const entries = Object.entries(fields).map(([name, key]) => [key, read(name)]);
  return Object.fromEntries(entries) as Record<Fields[keyof Fields], string>;
}

function readOfficials(sent: URLSearchParams): FormOfficial[] {
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
