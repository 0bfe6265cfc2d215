/** When, where from, by whom, and under which address. */

import { LineField, TextField } from '../field.tsx';
import { AttachmentFields } from './attachment-fields.tsx';
import type { FieldsProps } from './fields-props.ts';

/** The fields. */
export function DetailFields(props: FieldsProps) {
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
      <LineField
        name="image"
        label={messages.image}
        type="url"
        value={form.image}
        hint={messages.imageHint}
        errors={errors}
      />
      <AttachmentFields {...props} />
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
