/** What is read: title, text, summary. */

import { Field, TextField } from '../field.tsx';
import type { FieldsProps } from './fields-props.ts';

/** The fields. */
export function WritingFields({ form, errors, messages }: FieldsProps) {
  return (
    <>
      <TextField
        name="title"
        label={messages.title}
        value={form.title}
        rows={1}
        errors={errors}
        required
        class="title-field"
      />
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
