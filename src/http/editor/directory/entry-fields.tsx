/** The fields of an entry of the directory. */

import { HOLDERS } from '../../../article/directory.ts';
import type { EditorContext } from '../editor-context.ts';
import type { FormError, FormErrors } from '../field.tsx';
import { ErrorSummary, Field, groupErrors, LineField, TextField } from '../field.tsx';
import { FormToken } from '../layout.tsx';
import type { EntryForm, Kind } from './entry-form.ts';

interface EntryFieldsProps {
  readonly editor: EditorContext;
  readonly kind: Kind;
  readonly form: EntryForm;
  readonly errors: readonly FormError[];
  readonly isNew: boolean;
}

/** The form. */
export function EntryFields({ editor, kind, form, errors, isNew }: EntryFieldsProps) {
  const { messages } = editor;
  const grouped = groupErrors(errors);
  return (
    <form
      method="post"
      action={isNew ? `/editor/${kind}` : `/editor/${kind}/${form.slug}`}
      class="entry-form"
      novalidate
    >
      <FormToken editor={editor} />
      <ErrorSummary errors={grouped} messages={messages} />
      <LineField name="name" label={messages.name} value={form.name} errors={grouped} required />
      {isNew ? (
        <LineField
          name="slug"
          label={messages.slug}
          value={form.slug}
          hint={messages.entrySlugHint}
          errors={grouped}
          required
        />
      ) : null}
      {kind === 'officials' ? (
        <OfficialEntryFields editor={editor} form={form} errors={grouped} />
      ) : (
        <TextField
          name="description"
          label={messages.description}
          rows={3}
          value={form.description}
          errors={grouped}
        />
      )}
      {kind === 'offices' ? <HoldersField editor={editor} form={form} errors={grouped} /> : null}
      <button type="submit" class="primary">
        {messages.keep}
      </button>
    </form>
  );
}

interface FieldsProps {
  readonly editor: EditorContext;
  readonly form: EntryForm;
  readonly errors: FormErrors;
}

function HoldersField({ editor, form, errors }: FieldsProps) {
  const { messages } = editor;
  return (
    <Field
      name="holders"
      label={messages.holders}
      errors={errors}
      control={(attributes) => (
        <select {...attributes}>
          {HOLDERS.map((holders) => (
            <option value={holders} selected={form.holders === holders}>
              {messages.holdersOf[holders]}
            </option>
          ))}
        </select>
      )}
    />
  );
}

function OfficialEntryFields({ editor, form, errors }: FieldsProps) {
  const { messages } = editor;
  return (
    <>
      <LineField name="role" label={messages.role} value={form.role} errors={errors} />
      <TextField
        name="aliases"
        label={messages.aliases}
        rows={2}
        value={form.aliases}
        hint={messages.aliasesHint}
        errors={errors}
      />
      <div class="pair">
        <LineField name="from" label={messages.termFrom} type="date" value={form.from} errors={errors} />
        <LineField name="until" label={messages.termUntil} type="date" value={form.until} errors={errors} />
      </div>
      <p class="hint">{messages.termHint}</p>
      <LineField name="url" label={messages.website} type="url" value={form.url} errors={errors} />
      <LineField name="image" label={messages.image} type="url" value={form.image} errors={errors} />
    </>
  );
}
