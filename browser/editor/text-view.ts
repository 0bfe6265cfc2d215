/** How the text is written: formatted, as Markdown, or as HTML; the form's own field holds what is sent. */

import type { DropPoint } from './article-files.ts';
import { ArticleFiles } from './article-files.ts';
import { findField, makeElement } from './element.ts';
import { parseInertHtml } from './inert-html.ts';
import type { ScriptMessages } from './messages.ts';
import type { PastedHtml } from './paste.ts';
import type { Picture } from './picture.ts';
import { writePicture } from './picture.ts';
import { post, readDetail } from './post.ts';
import type { RichText } from './rich-text.ts';
import { buildRichText, listPastedFiles } from './rich-text.ts';
import { Uploads } from './uploads.ts';

export interface TextView {
  /** The words, without their markup. */
  readText(): string;
  focus(): void;
}

/** Starts the view; `onWrite` is told when the formatted text changes. */
export function startTextView(
  form: HTMLFormElement,
  messages: ScriptMessages,
  onWrite: () => void,
): TextView {
  const source = form.querySelector<HTMLTextAreaElement>('textarea[name="content"]');
  const choice = form.querySelector<HTMLSelectElement>('select[name="format"]');
  const label = form.querySelector<HTMLLabelElement>('label[for="content"]');
  if (source === null || choice === null || label === null)
    return { readText: () => '', focus: () => undefined };
  const field = source;
  const select = choice;
  let text = stripMarkup(field.value);
  select.prepend(makeElement('option', { value: 'rich' }, messages.richText));
  label.id = 'content-label';
  const language = findField(form, 'language')?.value ?? '';
  const notice = makeElement('p', { class: 'hint', role: 'status' });
  // However long the text is, what became of a file or a paste is seen.
  field.after(makeElement('div', { class: 'told' }, notice));
  const uploads = new Uploads(form, messages, notice);
  const files = new ArticleFiles(form, messages, uploads, { insert: insertPicture });
  const rich: RichText = buildRichText(
    messages,
    label.id,
    language,
    (html, written) => {
      field.value = html;
      text = written;
      showChoices();
      onWrite();
    },
    (pasted) => {
      notice.textContent = describeLeftOut(pasted, messages);
    },
    { uploads, take: (taken) => void files.take(taken, null) },
  );
  field.before(rich.element);
  label.addEventListener('click', () => {
    if (select.value === 'rich') rich.focus();
  });
  // What was kept from the formatted view is put back before the choice knows that view: it is of no format then.
  let mode = field.value.trim() !== '' && select.value === 'markdown' ? 'markdown' : 'rich';
  const initial = show(mode);
  field.addEventListener('input', () => {
    text = mode === 'markdown' ? field.value : stripMarkup(field.value);
    showChoices();
  });
  field.addEventListener('paste', (event) => {
    const pasted = listPastedFiles(event);
    if (pasted.length === 0) return;
    event.preventDefault();
    void files.take(pasted, null);
  });
  select.addEventListener('change', () => void change(select.value));
  if (!initial) notice.textContent = messages.lossy;
  return {
    readText: () => text,
    focus: () => (mode === 'rich' ? rich : field).focus(),
  };

  function insertPicture(picture: Picture, point: DropPoint | null): void {
    if (mode === 'rich') {
      rich.insertPicture(picture, point);
      return;
    }
    const { src, alt, caption, credit } = picture;
    // Markdown has no way to leave open what a picture shows, and none for what stands below it; HTML in it has.
    const isMarkdown = mode === 'markdown' && alt !== null && caption + credit === '';
    const quoted = alt?.replace(/[[\]\\]/g, '\\$&');
    const written = isMarkdown ? `![${quoted}](${src})` : `\n\n${writePicture(picture).outerHTML}\n\n`;
    field.setRangeText(written, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** False where the formatted view would lose something, and HTML is shown instead. */
  function show(wanted: string): boolean {
    const fits = wanted !== 'rich' || rich.show(field.value);
    mode = fits ? wanted : 'html';
    select.value = mode;
    const isRich = mode === 'rich';
    rich.element.hidden = !isRich;
    field.hidden = isRich;
    field.classList.toggle('plain', !isRich);
    // The label and the links to what is wrong lead to what is seen.
    field.id = isRich ? 'content-source' : 'content';
    const view = rich.element.querySelector('.rich-text');
    if (view !== null) view.id = isRich ? 'content' : 'content-rich';
    showChoices();
    return fits;
  }

  /** What is formatted cannot be turned into Markdown; Markdown can be turned into what it means. */
  function showChoices(): void {
    for (const option of select.options) {
      option.disabled = option.value === 'markdown' && mode !== 'markdown' && field.value.trim() !== '';
    }
  }

  async function change(wanted: string): Promise<void> {
    notice.textContent = '';
    if (mode === 'markdown' && wanted !== 'markdown' && field.value.trim() !== '') {
      const rendered = await render(field.value);
      if (rendered === null) {
        select.value = mode;
        return;
      }
      field.value = rendered;
    }
    if (!show(wanted)) notice.textContent = messages.lossy;
    onWrite();
  }

  async function render(markdown: string): Promise<string | null> {
    try {
      const token = findField(form, 'form_token')?.value ?? '';
      const response = await post('/editor/render', new URLSearchParams({ form_token: token, markdown }));
      if (response.ok) return ((await response.json()) as { readonly html: string }).html;
      notice.textContent = await readDetail(response);
    } catch {
      notice.textContent = messages.notSent;
    }
    return null;
  }
}

/** What could not stay of a pasted text; '' where all of it did. */
function describeLeftOut({ pictures, objects }: PastedHtml, messages: ScriptMessages): string {
  const parts = [
    ...(pictures === 0 ? [] : [`${messages.pictures} (${pictures})`]),
    ...(objects === 0 ? [] : [`${messages.objects} (${objects})`]),
  ];
  return parts.length === 0 ? '' : `${messages.leftOut} ${parts.join(', ')}`;
}

function stripMarkup(html: string): string {
  const { body } = parseInertHtml(html.replace(/<\/(p|li|h\d|td|th|div)>/g, '$&\n'));
  return body.textContent ?? '';
}
