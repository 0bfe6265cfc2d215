/** The fields of an article's form. */

import type { ArticleStatus } from '../../../article/article.ts';
import { RELATIONS } from '../../../article/article.ts';
import type { Directory } from '../../../article/directory/directory.ts';
import type { EditorMessages } from '../../../messages/editor/english.ts';
import type { FormErrors } from '../field.tsx';
import { Choices, Field, LineField, TextField } from '../field.tsx';
import type { NamedArticle } from './added-translation.ts';
import type { ArticleForm, FormAttachment } from './article-form.ts';

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
  const hasError = ['image', 'image_alt', 'image_caption', 'image_credit'].some((name) => errors.has(name));
  return (
    <details class="lead-picture-fields" open={hasError || form.image !== ''} data-lead-picture="">
      <summary>{messages.leadPicture}</summary>
      <LineField
        name="image"
        label={messages.image}
        type="url"
        value={form.image}
        hint={messages.imageHint}
        errors={errors}
      />
      <LineField
        name="image_alt"
        label={messages.imageAlt}
        value={form.imageAlt}
        hint={messages.imageAltHint}
        errors={errors}
      />
      <p>
        <label>
          <input type="checkbox" name="image_decorative" value="yes" checked={form.imageIsDecorative} />
          {messages.imageDecorative}
        </label>
      </p>
      <LineField
        name="image_caption"
        label={messages.imageCaption}
        value={form.imageCaption}
        errors={errors}
      />
      <LineField name="image_credit" label={messages.imageCredit} value={form.imageCredit} errors={errors} />
    </details>
  );
}

/** When, where from, by whom, and under which address. */
export function DetailFields(props: FieldsProps & { readonly articles: readonly NamedArticle[] }) {
  const { form, errors, messages, timezone, status } = props;
  const isPublic = status === 'published' || status === 'withdrawn';
  return (
    <>
      <LineField
        name="date"
        label={messages.date(timezone)}
        type="datetime-local"
        step="1"
        value={form.date}
        hint={isPublic ? messages.dateHintPublic : messages.dateHint}
        errors={errors}
      />
      <LineField
        name="language"
        label={messages.articleLanguage}
        value={form.language}
        hint={messages.languageHint}
        errors={errors}
      />
      <LineField name="source_name" label={messages.sourceName} value={form.sourceName} errors={errors} />
      <LineField
        name="source_url"
        label={messages.sourceUrl}
        type="url"
        value={form.sourceUrl}
        errors={errors}
      />
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
      <LineField
        name="url"
        label={messages.ownUrl}
        type="url"
        value={form.url}
        hint={messages.ownUrlHint}
        errors={errors}
      />
      <LineField
        name="slug"
        label={messages.slug}
        value={form.slug}
        readonly={isPublic}
        hint={isPublic ? messages.slugHintPublic : messages.slugHint}
        errors={errors}
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
      <LineField
        name="added_translation"
        label={messages.addTranslation}
        value={form.addedTranslation}
        hint={messages.addTranslationHint}
        errors={errors}
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
      <LineField
        name="added_official"
        label={messages.addOfficial}
        value={form.addedOfficial}
        hint={messages.addOfficialHint}
        errors={errors}
        list="all-officials"
      />
      <datalist id="all-officials" />
    </fieldset>
  );
}
