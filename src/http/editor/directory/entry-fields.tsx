/** The fields of an entry of the directory. */

import type { Office } from '../../../article/directory/directory.ts';
import { HOLDERS } from '../../../article/directory/directory.ts';
import type { EditorContext } from '../editor-context.ts';
import type { FormError, FormErrors } from '../field.tsx';
import { ErrorSummary, Field, groupErrors, LineField, TextField } from '../field.tsx';
import { FormToken } from '../layout.tsx';
import type { EntryForm, Kind, TermForm } from './entry-form.ts';
import { EMPTY_TERM, nameTermField } from './entry-form.ts';

interface EntryFieldsProps {
  readonly editor: EditorContext;
  readonly kind: Kind;
  readonly form: EntryForm;
  readonly errors: readonly FormError[];
  readonly isNew: boolean;
  /** Those that an official may have held. */
  readonly offices: readonly Office[];
}

/** The form. */
export function EntryFields({ editor, kind, form, errors, isNew, offices }: EntryFieldsProps) {
  const { messages } = editor;
  const grouped = groupErrors(errors);
  return (
    <form
      method="post"
      action={isNew ? `/editor/${kind}` : `/editor/${kind}/${form.slug}`}
      class="entry-form"
      data-files={kind === 'officials' && editor.c.env.FILES !== undefined ? 'yes' : undefined}
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
          hint={messages.entrySlugHint[kind]}
          errors={grouped}
        />
      ) : null}
      {kind === 'officials' ? (
        <OfficialEntryFields editor={editor} form={form} errors={grouped} offices={offices} />
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

interface OfficialFieldsProps extends FieldsProps {
  readonly offices: readonly Office[];
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

function OfficialEntryFields({ editor, form, errors, offices }: OfficialFieldsProps) {
  const { messages } = editor;
  return (
    <>
      <TextField
        name="aliases"
        label={messages.aliases}
        rows={2}
        value={form.aliases}
        hint={messages.aliasesHint}
        errors={errors}
      />
      <TermFields editor={editor} form={form} errors={errors} offices={offices} />
      <LineField name="url" label={messages.website} type="url" value={form.url} errors={errors} />
      <LineField name="image" label={messages.image} type="url" value={form.image} errors={errors} />
    </>
  );
}

/** Every term, and an empty row for one more: without a script the next comes once this is kept. */
function TermFields({ editor, form, errors, offices }: OfficialFieldsProps) {
  const { messages } = editor;
  const wrong = errors.get('terms') ?? [];
  return (
    <fieldset id="terms" tabindex={-1} aria-describedby="terms-hint">
      <legend>{messages.terms}</legend>
      <p class="hint" id="terms-hint">
        {messages.termsHint}
      </p>
      {wrong.length === 0 ? null : <p class="error">{wrong.join(' ')}</p>}
      {[...form.terms, EMPTY_TERM].map((term, index) => (
        <TermRow messages={messages} offices={offices} term={term} index={index} />
      ))}
      <label class="check">
        <input type="checkbox" name="isAnnounced" value="yes" checked={form.isAnnounced} />{' '}
        {messages.announce}
      </label>
    </fieldset>
  );
}

function TermRow({
  messages,
  offices,
  term,
  index,
}: {
  messages: EditorContext['messages'];
  offices: readonly Office[];
  term: TermForm;
  index: number;
}) {
  const name = (field: keyof TermForm) => nameTermField(index, field);
  const line = (field: 'role' | 'from' | 'until' | 'endReason', label: string, type = 'text') => (
    <LineField name={name(field)} label={label} type={type} value={term[field]} />
  );
  return (
    <fieldset class="term">
      <legend>{term === EMPTY_TERM ? messages.newTerm : messages.termNumber(index + 1)}</legend>
      <div class="pair">
        <Field
          name={name('office')}
          label={messages.heldOffice}
          control={(attributes) => (
            <select {...attributes}>
              <option value="">–</option>
              {offices.map(({ slug, name: office }) => (
                <option value={slug} selected={slug === term.office}>
                  {office}
                </option>
              ))}
            </select>
          )}
        />
        {line('role', messages.termRole)}
      </div>
      <div class="pair">
        {line('from', messages.termFrom, 'date')}
        {line('until', messages.termUntil, 'date')}
      </div>
      <label class="check">
        <input type="checkbox" name={name('isActing')} value="yes" checked={term.isActing} />{' '}
        {messages.termActing}
      </label>
      {line('endReason', messages.termEndReason)}
    </fieldset>
  );
}
