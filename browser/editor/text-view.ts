/** How the text is written: formatted, as Markdown, or as HTML; the form's own field holds what is sent. */

import type { DropPoint } from './article-files.ts';
import { ArticleFiles } from './article-files.ts';
import { findField, makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';
import type { PastedHtml } from './paste.ts';
import type { Picture } from './picture.ts';
import { writePicture } from './picture.ts';
import { post, readDetail } from './post.ts';
import type { RichText } from './rich-text.ts';
import { buildRichText, listPastedFiles } from './rich-text.ts';
import { Uploads } from './uploads.ts';

/** What the form has for its text. */
interface TextFields {
  readonly field: HTMLTextAreaElement;
  /** Which view is chosen. */
  readonly choice: HTMLSelectElement;
  readonly label: HTMLLabelElement;
}

/** Starts the view; `onWrite` is told when the formatted text changes. null: the form has no text. */
export function startTextView(
  form: HTMLFormElement,
  messages: ScriptMessages,
  onWrite: () => void,
): TextView | null {
  const field = form.querySelector<HTMLTextAreaElement>('textarea[name="content"]');
  const choice = form.querySelector<HTMLSelectElement>('select[name="format"]');
  const label = form.querySelector<HTMLLabelElement>('label[for="content"]');
  if (field === null || choice === null || label === null) return null;
  return new TextView(form, { field, choice, label }, messages, onWrite);
}

export class TextView {
  readonly #form: HTMLFormElement;
  readonly #field: HTMLTextAreaElement;
  readonly #choice: HTMLSelectElement;
  readonly #messages: ScriptMessages;
  readonly #onWrite: () => void;
  readonly #notice = makeElement('p', { class: 'hint', role: 'status' });
  readonly #files: ArticleFiles;
  readonly #rich: RichText;
  #mode: string;

  constructor(
    form: HTMLFormElement,
    { field, choice, label }: TextFields,
    messages: ScriptMessages,
    onWrite: () => void,
  ) {
    this.#form = form;
    this.#field = field;
    this.#choice = choice;
    this.#messages = messages;
    this.#onWrite = onWrite;
    choice.prepend(makeElement('option', { value: 'rich' }, messages.richText));
    label.id = 'content-label';
    // However long the text is, what became of a file or a paste is seen.
    field.after(makeElement('div', { class: 'told' }, this.#notice));
    const uploads = new Uploads(form, messages, this.#notice);
    this.#files = new ArticleFiles(form, messages, uploads, {
      insert: (picture, point) => this.#insertPicture(picture, point),
    });
    this.#rich = this.#buildRichText(label.id, uploads);
    field.before(this.#rich.element);
    // What was kept from the formatted view is put back before the choice knows that view: it is of no format then.
    this.#mode = field.value.trim() !== '' && choice.value === 'markdown' ? 'markdown' : 'rich';
    if (!this.#show(this.#mode)) this.#notice.textContent = messages.lossy;
    this.#listen(label);
  }

  focus(): void {
    (this.#mode === 'rich' ? this.#rich : this.#field).focus();
  }

  #buildRichText(labelId: string, uploads: Uploads): RichText {
    return buildRichText(
      this.#messages,
      labelId,
      findField(this.#form, 'language')?.value ?? '',
      (html) => {
        this.#field.value = html;
        this.#showChoices();
        this.#onWrite();
      },
      (pasted) => {
        this.#notice.textContent = describeLeftOut(pasted, this.#messages);
      },
      { uploads, take: (taken) => void this.#files.take(taken, null) },
    );
  }

  #listen(label: HTMLLabelElement): void {
    label.addEventListener('click', () => {
      if (this.#choice.value === 'rich') this.#rich.focus();
    });
    this.#field.addEventListener('input', () => {
      this.#showChoices();
    });
    this.#field.addEventListener('paste', (event) => {
      const pasted = listPastedFiles(event);
      if (pasted.length === 0) return;
      event.preventDefault();
      void this.#files.take(pasted, null);
    });
    this.#choice.addEventListener('change', () => void this.#change(this.#choice.value));
  }

  #insertPicture(picture: Picture, point: DropPoint | null): void {
    if (this.#mode === 'rich') {
      this.#rich.insertPicture(picture, point);
      return;
    }
    const { src, alt, caption, credit } = picture;
    // Markdown has no way to leave open what a picture shows, and none for what stands below it; HTML in it has.
    const isMarkdown = this.#mode === 'markdown' && alt !== null && caption + credit === '';
    const quoted = alt?.replace(/[[\]\\]/g, '\\$&');
    const written = isMarkdown ? `![${quoted}](${src})` : `\n\n${writePicture(picture).outerHTML}\n\n`;
    this.#field.setRangeText(written, this.#field.selectionStart, this.#field.selectionEnd, 'end');
    this.#field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** False where the formatted view would lose something, and HTML is shown instead. */
  #show(wanted: string): boolean {
    const fits = wanted !== 'rich' || this.#rich.show(this.#field.value);
    this.#mode = fits ? wanted : 'html';
    this.#choice.value = this.#mode;
    const isRich = this.#mode === 'rich';
    this.#rich.element.hidden = !isRich;
    this.#field.hidden = isRich;
    this.#field.classList.toggle('plain', !isRich);
    // The label and the links to what is wrong lead to what is seen.
    this.#field.id = isRich ? 'content-source' : 'content';
    const view = this.#rich.element.querySelector('.rich-text');
    if (view !== null) view.id = isRich ? 'content' : 'content-rich';
    this.#showChoices();
    return fits;
  }

  /** What is formatted cannot be turned into Markdown; Markdown can be turned into what it means. */
  #showChoices(): void {
    const isOther = this.#mode !== 'markdown' && this.#field.value.trim() !== '';
    for (const option of this.#choice.options) option.disabled = option.value === 'markdown' && isOther;
  }

  async #change(wanted: string): Promise<void> {
    this.#notice.textContent = '';
    if (this.#mode === 'markdown' && wanted !== 'markdown' && this.#field.value.trim() !== '') {
      const rendered = await this.#render(this.#field.value);
      if (rendered === null) {
        this.#choice.value = this.#mode;
        return;
      }
      this.#field.value = rendered;
    }
    if (!this.#show(wanted)) this.#notice.textContent = this.#messages.lossy;
    this.#onWrite();
  }

  async #render(markdown: string): Promise<string | null> {
    try {
      const token = findField(this.#form, 'form_token')?.value ?? '';
      const response = await post('/editor/render', new URLSearchParams({ form_token: token, markdown }));
      if (response.ok) return ((await response.json()) as { readonly html: string }).html;
      this.#notice.textContent = await readDetail(response);
    } catch {
      this.#notice.textContent = this.#messages.notSent;
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
