/** What kind of change this is, of an article that readers have. */

import { TextField } from '../field.tsx';
import type { FieldsProps } from './fields-props.ts';

/** The fields; none while nobody has read the article. */
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
