/** The fields of an article's form. */

import type { ArticleStatus } from '../../article/article.ts';
import { RELATIONS } from '../../article/article.ts';
import type { Category, Official } from '../../article/directory.ts';
import type { ArticleForm, FormAttachment } from './article-form.ts';
import type { FormErrors } from './field.tsx';
import { Field, LineField, TextField } from './field.tsx';
import type { EditorTexts } from './texts/editor-texts.ts';

export interface FieldsProps {
  readonly form: ArticleForm;
  readonly errors: FormErrors;
  readonly texts: EditorTexts;
  readonly timezone: string;
  /** null for an article that does not exist yet. */
  readonly status: ArticleStatus | null;
  readonly directory: { readonly categories: readonly Category[]; readonly officials: readonly Official[] };
}

/** Title, text, summary: what is read. */
export function WritingFields({ form, errors, texts }: FieldsProps) {
  return (
    <>
      <LineField
        name="title"
        label={texts.title}
        value={form.title}
        errors={errors}
        required
        class="title-field"
      />
      <Field
        name="content"
        label={texts.content}
        errors={errors}
        class="content-field"
        control={(attributes) => (
          <>
            <div class="format-choice">
              <label for="format">{texts.format}</label>
              <select id="format" name="format">
                <option value="markdown" selected={form.format === 'markdown'}>
                  Markdown
                </option>
                <option value="html" selected={form.format === 'html'}>
                  HTML
                </option>
              </select>
            </div>
            <textarea {...attributes} rows={18} dir="auto" lang={form.language || undefined}>
              {form.content}
            </textarea>
          </>
        )}
      />
      <TextField
        name="summary"
        label={texts.summary}
        value={form.summary}
        rows={3}
        hint={texts.summaryHint}
        errors={errors}
      />
    </>
  );
}

/** Where it belongs: categories, officials. */
export function PlacingFields(props: FieldsProps) {
  const { form, texts, directory } = props;
  // A category that was deleted since may still be on the article; leaving it out would take it away unseen.
  const known = new Set(directory.categories.map(({ slug }) => slug));
  const others = form.categories.filter((slug) => !known.has(slug)).map((slug) => ({ slug, name: slug }));
  return (
    <>
      <fieldset id="categories" tabindex={-1}>
        <legend>{texts.places.categories}</legend>
        {directory.categories.length === 0 ? (
          <p class="hint">
            {texts.noCategories} <a href="/editor/categories">{texts.addCategory}</a>
          </p>
        ) : null}
        <ul class="choices">
          {[...directory.categories, ...others].map(({ slug, name }) => (
            <li>
              <label>
                <input
                  type="checkbox"
                  name="category"
                  value={slug}
                  checked={form.categories.includes(slug)}
                />
                <span dir="auto">{name}</span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <OfficialFields {...props} />
    </>
  );
}

function OfficialFields({ form, errors, texts, directory }: FieldsProps) {
  return (
    <fieldset id="officials" tabindex={-1} data-officials="">
      <legend>{texts.places.officials}</legend>
      <p class="recognizes">
        <label>
          <input type="checkbox" name="recognizes" value="yes" checked={form.recognizes} />
          {texts.recognizes}
        </label>
      </p>
      <ul class="attached" data-attached="">
        {form.officials.map(({ slug, name, role, relation }) => (
          <li data-official={slug}>
            <label class="who">
              <input type="checkbox" name="official" value={slug} checked />
              <span dir="auto">{name}</span>
            </label>
            <input type="hidden" name={`official_name:${slug}`} value={name} />
            <input
              type="text"
              name={`official_role:${slug}`}
              value={role ?? ''}
              aria-label={texts.roleOf(name)}
              placeholder={texts.role}
              dir="auto"
            />
            <select name={`official_relation:${slug}`} aria-label={texts.relationOf(name)}>
              {RELATIONS.map((one) => (
                <option value={one} selected={one === relation}>
                  {texts.relations[one]}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {form.refused.map((slug) => (
        <input type="hidden" name="refused" value={slug} />
      ))}
      <div data-suggestions="" aria-live="polite" />
      <LineField
        name="added_official"
        label={texts.addOfficial}
        value={form.addedOfficial}
        hint={texts.addOfficialHint}
        errors={errors}
        list="all-officials"
      />
      <datalist id="all-officials">
        {directory.officials.map(({ slug, name, role }) => (
          <option value={slug}>{role === null ? name : `${name}, ${role}`}</option>
        ))}
      </datalist>
    </fieldset>
  );
}

/** When, where from, by whom, and under which address. */
export function DetailFields({ form, errors, texts, timezone, status }: FieldsProps) {
  const isPublic = status === 'published' || status === 'withdrawn';
  return (
    <>
      <LineField
        name="date"
        label={texts.date(timezone)}
        type="datetime-local"
        step="1"
        value={form.date}
        hint={isPublic ? texts.dateHintPublic : texts.dateHint}
        errors={errors}
      />
      <LineField
        name="language"
        label={texts.articleLanguage}
        value={form.language}
        hint={texts.languageHint}
        errors={errors}
      />
      <LineField name="source_name" label={texts.sourceName} value={form.sourceName} errors={errors} />
      <LineField
        name="source_url"
        label={texts.sourceUrl}
        type="url"
        value={form.sourceUrl}
        errors={errors}
      />
      <TextField
        name="authors"
        label={texts.authors}
        rows={2}
        value={form.authors}
        hint={texts.authorsHint}
        errors={errors}
      />
      <LineField
        name="image"
        label={texts.image}
        type="url"
        value={form.image}
        hint={texts.imageHint}
        errors={errors}
      />
      <Attachments form={form} errors={errors} texts={texts} />
      <LineField
        name="url"
        label={texts.ownUrl}
        type="url"
        value={form.url}
        hint={texts.ownUrlHint}
        errors={errors}
      />
      <LineField
        name="slug"
        label={texts.slug}
        value={form.slug}
        readonly={isPublic}
        hint={isPublic ? texts.slugHintPublic : texts.slugHint}
        errors={errors}
      />
    </>
  );
}

const NO_ATTACHMENT: FormAttachment = { url: '', title: '', mimeType: '', size: '' };

function Attachments({ form, errors, texts }: { form: ArticleForm; errors: FormErrors; texts: EditorTexts }) {
  const wrong = errors.get('attachments') ?? [];
  return (
    <fieldset id="attachments" tabindex={-1}>
      <legend>{texts.attachments}</legend>
      <ul class="rows" data-rows="">
        {[...form.attachments, NO_ATTACHMENT].map(({ url, title, mimeType, size }, index) => (
          <li>
            <input
              type="text"
              name="attachment_title"
              value={title}
              placeholder={texts.attachmentTitle}
              aria-label={`${texts.attachmentTitle} ${index + 1}`}
              dir="auto"
            />
            <input
              type="url"
              name="attachment_url"
              value={url}
              placeholder="https://"
              aria-label={`${texts.attachmentUrl} ${index + 1}`}
            />
            <input type="hidden" name="attachment_type" value={mimeType} />
            <input type="hidden" name="attachment_size" value={size} />
          </li>
        ))}
      </ul>
      <p class="hint">{texts.attachmentsHint}</p>
      {wrong.length === 0 ? null : <p class="error">{wrong.join(' ')}</p>}
    </fieldset>
  );
}

/** What kind of change this is, of an article that readers have. */
export function ChangeFields({ form, errors, texts, status }: FieldsProps) {
  if (status !== 'published' && status !== 'withdrawn') return null;
  return (
    <fieldset class="change">
      <legend>{status === 'withdrawn' ? texts.republish : texts.change}</legend>
      {status === 'withdrawn' ? null : (
        <>
          <label>
            <input type="radio" name="change" value="minor" checked={!form.isMajor} />
            {texts.minor}
          </label>
          <label>
            <input type="radio" name="change" value="major" checked={form.isMajor} />
            {texts.major}
          </label>
        </>
      )}
      <TextField
        name="change_note"
        label={texts.changeNote}
        rows={2}
        value={form.changeNote}
        hint={texts.changeNoteHint}
        errors={errors}
      />
    </fieldset>
  );
}

/** A form's fields unseen: what is written travels along while the preview is looked at. */
export function HiddenFields({ form }: { form: ArticleForm }) {
  const fields: readonly (readonly [string, string])[] = [
    ['draft_key', form.draftKey],
    ['revision', form.revision === null ? '' : String(form.revision)],
    ['title', form.title],
    ['summary', form.summary],
    ['format', form.format],
    ['content', form.content],
    ['language', form.language],
    ...form.categories.map((slug) => ['category', slug] as const),
    ['recognizes', form.recognizes ? 'yes' : ''],
    ...form.officials.flatMap(({ slug, name, role, relation }) => [
      ['official', slug] as const,
      [`official_name:${slug}`, name] as const,
      [`official_role:${slug}`, role ?? ''] as const,
      [`official_relation:${slug}`, relation] as const,
    ]),
    ['added_official', form.addedOfficial],
    ...form.refused.map((slug) => ['refused', slug] as const),
    ['source_name', form.sourceName],
    ['source_url', form.sourceUrl],
    ['authors', form.authors],
    ['image', form.image],
    ...form.attachments.flatMap(({ url, title, mimeType, size }) => [
      ['attachment_url', url] as const,
      ['attachment_title', title] as const,
      ['attachment_type', mimeType] as const,
      ['attachment_size', size] as const,
    ]),
    ['url', form.url],
    ['slug', form.slug],
    ['slug_before', form.slugBefore],
    ['date', form.date],
    ['date_before', form.dateBefore],
    ['change', form.isMajor ? 'major' : 'minor'],
    ['change_note', form.changeNote],
    ['quiet', form.isQuiet ? 'yes' : ''],
  ];
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
