/** The fields of an article's form. */

import type { ArticleStatus } from '../../../article/article.ts';
import { RELATIONS } from '../../../article/article.ts';
import type { Directory } from '../../../article/directory/directory.ts';
import type { EditorMessages } from '../../../messages/editor/english.ts';
import type { FormErrors, LineProps } from '../field.tsx';
import { Choices, Field, LineField, TextField } from '../field.tsx';
import type { NamedArticle } from './added-translation.ts';
import type { ArticleForm, FormAttachment } from './article-form.ts';
import type { TextFieldName } from './form-fields.tsx';
import { readFormValue } from './form-fields.tsx';

/** What every part of the form is given. */
interface FieldsProps {
  readonly form: ArticleForm;
  readonly errors: FormErrors;
  readonly messages: EditorMessages;
  readonly timezone: string;
  /** null for an article that does not exist yet. */
  readonly status: ArticleStatus | null;
  readonly directory: Directory;
}

interface FormLineProps extends Pick<FieldsProps, 'form' | 'errors'>, Omit<LineProps, 'value' | 'errors'> {
  readonly name: TextFieldName;
}

/** A field of one line, with what the form has in it. */
function FormLine({ form, ...line }: FormLineProps) {
  return <LineField {...line} value={readFormValue(form, line.name)} />;
}

/** Title, text, summary. */
export function WritingFields({ form, errors, messages, isNew }: FieldsProps & { readonly isNew: boolean }) {
  const wrong = errors.get('title') ?? [];
  return (
    <>
      {/* The title is the page's heading. */}
      <h1 class="title-field">
        <label for="title" class="unseen">
          {messages.title}
        </label>
        <textarea
          id="title"
          name="title"
          rows={1}
          required
          autofocus={isNew}
          dir="auto"
          placeholder={messages.title}
          aria-invalid={wrong.length === 0 ? undefined : 'true'}
          aria-describedby={wrong.length === 0 ? undefined : 'title-error'}
        >
          {form.title}
        </textarea>
      </h1>
      {wrong.length === 0 ? null : (
        <p class="error" id="title-error">
          {wrong.join(' ')}
        </p>
      )}
      <Field
        name="content"
        label={messages.content}
        errors={errors}
        class="content-field"
        control={(attributes) => (
          <>
            <div class="format-choice">
              <label for="format">{messages.format}</label>
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
      <LeadPictureFields form={form} errors={errors} messages={messages} />
      <TextField
        name="summary"
        label={messages.summary}
        value={form.summary}
        rows={3}
        hint={messages.summaryHint}
        errors={errors}
      />
    </>
  );
}

/** The article's own picture: its address, and the words that go with it. */
function LeadPictureFields({ form, errors, messages }: Pick<FieldsProps, 'form' | 'errors' | 'messages'>) {
  const fields = { form, errors };
  const hasError = ['image', 'image_alt', 'image_caption', 'image_credit'].some((name) => errors.has(name));
  return (
    <details class="lead-picture-fields" open={hasError || form.image !== ''} data-lead-picture="">
      <summary>{messages.leadPicture}</summary>
      <FormLine {...fields} name="image" label={messages.image} type="url" hint={messages.imageHint} />
      <FormLine {...fields} name="image_alt" label={messages.imageAlt} hint={messages.imageAltHint} />
      <p>
        <label>
          <input type="checkbox" name="image_decorative" value="yes" checked={form.imageIsDecorative} />
          {messages.imageDecorative}
        </label>
      </p>
      <FormLine {...fields} name="image_caption" label={messages.imageCaption} />
      <FormLine {...fields} name="image_credit" label={messages.imageCredit} />
    </details>
  );
}

/** When, where from, by whom, and under which address. */
export function DetailFields(props: FieldsProps & { readonly articles: readonly NamedArticle[] }) {
  const { form, errors, messages, timezone, status } = props;
  const fields = { form, errors };
  const isPublic = status === 'published' || status === 'withdrawn';
  return (
    <>
      <FormLine
        {...fields}
        name="date"
        label={messages.date(timezone)}
        type="datetime-local"
        step="1"
        hint={isPublic ? messages.dateHintPublic : messages.dateHint}
      />
      <FormLine {...fields} name="language" label={messages.articleLanguage} hint={messages.languageHint} />
      <FormLine {...fields} name="source_name" label={messages.sourceName} />
      <FormLine {...fields} name="source_url" label={messages.sourceUrl} type="url" />
      <TextField
        name="authors"
        label={messages.authors}
        rows={2}
        value={form.authors}
        hint={messages.authorsHint}
        errors={errors}
      />
      <AttachmentFields {...props} />
      <TranslationFields {...props} />
      <FormLine {...fields} name="url" label={messages.ownUrl} type="url" hint={messages.ownUrlHint} />
      <FormLine
        {...fields}
        name="slug"
        label={messages.slug}
        readonly={isPublic}
        hint={isPublic ? messages.slugHintPublic : messages.slugHint}
      />
    </>
  );
}

const NO_ATTACHMENT: FormAttachment = { url: '', title: '', mimeType: '', size: '' };

/** The documents of an article, a row each, and an empty one. */
function AttachmentFields({ form, errors, messages }: FieldsProps) {
  const wrong = errors.get('attachments') ?? [];
  return (
    <fieldset id="attachments" tabindex={-1}>
      <legend>{messages.attachments}</legend>
      <ul class="rows" data-rows="">
        {[...form.attachments, NO_ATTACHMENT].map(({ url, title, mimeType, size }, index) => (
          <li>
            <input
              type="text"
              name="attachment_title"
              value={title}
              placeholder={messages.attachmentTitle}
              aria-label={`${messages.attachmentTitle} ${index + 1}`}
              dir="auto"
            />
            <input
              type="url"
              name="attachment_url"
              value={url}
              placeholder="https://"
              aria-label={`${messages.attachmentUrl} ${index + 1}`}
            />
            <input type="hidden" name="attachment_type" value={mimeType} />
            <input type="hidden" name="attachment_size" value={size} />
          </li>
        ))}
      </ul>
      <p class="hint">{messages.attachmentsHint}</p>
      {wrong.length === 0 ? null : <p class="error">{wrong.join(' ')}</p>}
    </fieldset>
  );
}

/** The same article in other languages: those named, and one to be added. */
function TranslationFields({
  form,
  errors,
  messages,
  articles,
}: FieldsProps & { readonly articles: readonly NamedArticle[] }) {
  const fields = { form, errors };
  const named = articles.filter(({ id }) => form.translations.includes(id));
  return (
    <fieldset id="translations" tabindex={-1}>
      <legend>{messages.translations}</legend>
      <Choices
        name="translation"
        options={named.map(({ id, title, languageName }) => ({
          slug: id,
          name: `${title} · ${languageName}`,
        }))}
        chosen={form.translations}
      />
      <FormLine
        {...fields}
        name="added_translation"
        label={messages.addTranslation}
        hint={messages.addTranslationHint}
        list="articles"
      />
      <datalist id="articles">
        {articles.map(({ title, languageName, isOffered }) =>
          isOffered ? <option value={title}>{languageName}</option> : null,
        )}
      </datalist>
    </fieldset>
  );
}

/** Where an article belongs: its categories, its officials. */
export function PlacingFields(props: FieldsProps) {
  const { form, messages, directory } = props;
  // A category that was deleted since may still be on the article; leaving it out would take it away unseen.
  const known = new Set(directory.categories.map(({ slug }) => slug));
  const others = form.categories.filter((slug) => !known.has(slug)).map((slug) => ({ slug, name: slug }));
  return (
    <>
      <fieldset id="categories" tabindex={-1}>
        <legend>{messages.sections.categories}</legend>
        {directory.categories.length === 0 ? (
          <p class="hint">
            {messages.noCategories} <a href="/editor/categories">{messages.addCategory}</a>
          </p>
        ) : null}
        <Choices
          name="category"
          options={[...directory.categories, ...others]}
          chosen={form.categories}
          more={{ kind: 'categories', label: messages.findInList }}
        />
      </fieldset>
      <OfficialFields {...props} />
    </>
  );
}

/** Who is in an article: those attached, those to be added. */
function OfficialFields({ form, errors, messages }: FieldsProps) {
  const fields = { form, errors };
  return (
    <fieldset id="officials" tabindex={-1} data-officials="">
      <legend>{messages.sections.officials}</legend>
      <p class="recognizes">
        <label>
          <input type="checkbox" name="recognizes" value="yes" checked={form.recognizes} />
          {messages.recognizes}
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
              aria-label={messages.roleOf(name)}
              placeholder={messages.role}
              dir="auto"
            />
            <select name={`official_relation:${slug}`} aria-label={messages.relationOf(name)}>
              {RELATIONS.map((one) => (
                <option value={one} selected={one === relation}>
                  {messages.relations[one]}
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
      <FormLine
        {...fields}
        name="added_official"
        label={messages.addOfficial}
        hint={messages.addOfficialHint}
        list="all-officials"
      />
      <datalist id="all-officials" />
    </fieldset>
  );
}
