/** What kind of change this is, of an article that readers have. */

import { TextField } from '../field.tsx';
import type { FieldsProps } from './fields-props.ts';

/** The fields; none while nobody has read the article. */
export function ChangeFields({ form, errors, messages, status }: FieldsProps) {
  if (status !== 'published' && status !== 'withdrawn') return null;
  return (
    <fieldset class="change">
      <legend>{status === 'withdrawn' ? messages.republish : messages.change}</legend>
      {status === 'withdrawn' ? null : (
        <>
          <label>
            <input type="radio" name="change" value="minor" checked={!form.isMajor} />
            {messages.minor}
          </label>
          <label>
            <input type="radio" name="change" value="major" checked={form.isMajor} />
            {messages.major}
          </label>
        </>
      )}
      <TextField
        name="change_note"
        label={messages.changeNote}
        rows={2}
        value={form.changeNote}
        hint={messages.changeNoteHint}
        errors={errors}
      />
    </fieldset>
  );
}
