/** The documents of an article, a row each. */

import type { FormAttachment } from './article-form.ts';
import type { FieldsProps } from './fields-props.ts';

const NO_ATTACHMENT: FormAttachment = { url: '', title: '', mimeType: '', size: '' };

/** The rows, and an empty one. */
export function AttachmentFields({ form, errors, messages }: FieldsProps) {
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
