/** When, where from, by whom, and under which address. */

import { LineField, TextField } from '../field.tsx';
import { AttachmentFields } from './attachment-fields.tsx';
import type { FieldsProps } from './fields-props.ts';

/** The fields. */
export function DetailFields(props: FieldsProps) {
  const { form, errors, texts, timezone, status } = props;
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
      <AttachmentFields {...props} />
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
