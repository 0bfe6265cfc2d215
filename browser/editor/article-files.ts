/** Files that are chosen, pasted or dropped on the page of an article: into the text, to its top, or beside it. */

import type { Editor } from '@tiptap/core';
import { findField, makeButton } from './element.ts';
import type { ScriptMessages } from './messages.ts';
import type { Picture } from './picture.ts';
import { beginPicture } from './picture.ts';
import { askForPicture } from './picture-dialog.ts';
import type { UploadedFile, Uploads } from './uploads.ts';
import { chooseFiles } from './uploads.ts';

/** Where pictures of the text go. */
export interface PicturePlace {
  /** At a point of the window, or where the cursor is. */
  insert(picture: Picture, point: DropPoint | null): void;
}

/** A point of the window. */
export interface DropPoint {
  readonly left: number;
  readonly top: number;
}

const isPicture = ({ mime_type }: UploadedFile) => mime_type.startsWith('image/');

export class ArticleFiles {
  readonly #form: HTMLFormElement;
  readonly #messages: ScriptMessages;
  readonly #uploads: Uploads;
  readonly #text: PicturePlace;

  constructor(form: HTMLFormElement, messages: ScriptMessages, uploads: Uploads, text: PicturePlace) {
    this.#form = form;
    this.#messages = messages;
    this.#uploads = uploads;
    this.#text = text;
    this.#takeDrops();
    if (uploads.isPossible) this.#addButtons();
  }

  /** Takes files into the text, one after the other: pictures where they belong, others to the documents. */
  async take(files: readonly File[], point: DropPoint | null): Promise<void> {
    for (const file of files) {
      const uploaded = await this.#uploads.send(file);
      if (uploaded === null) continue;
      if (!isPicture(uploaded)) {
        this.#attach(uploaded);
        this.#uploads.say(`${this.#messages.documentAdded} ${uploaded.name}`, false);
        continue;
      }
      const picture = beginPicture(uploaded.url);
      const asked = await askForPicture(this.#messages, this.#uploads, picture);
      // Whoever does not want to say it now is asked before publishing.
      this.#text.insert(asked ?? picture, point);
    }
  }

  #takeDrops(): void {
    document.addEventListener(
      'drop',
      (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        event.stopPropagation();
        const files = [...event.dataTransfer.files];
        if (!this.#uploads.isPossible) {
          this.#uploads.say(this.#messages.noFiles, true);
          return;
        }
        const target = event.target instanceof Element ? event.target : null;
        if (target?.closest('[data-lead-picture]')) void this.#lead(files);
        else if (target?.closest('#attachments')) void this.#attachAll(files);
        else void this.take(files, { left: event.clientX, top: event.clientY });
      },
      true,
    );
  }

  #addButtons(): void {
    const lead = this.#form.querySelector('[data-lead-picture] > .field');
    lead?.before(
      makeButton(
        this.#messages.choosePicture,
        () => void chooseFiles('image/*', false).then((files) => this.#lead(files)),
      ),
    );
    const documents = this.#form.querySelector('#attachments > .rows');
    documents?.after(
      makeButton(
        this.#messages.chooseDocuments,
        () => void chooseFiles('', true).then((files) => this.#attachAll(files)),
      ),
    );
  }

  async #lead([file]: readonly File[]): Promise<void> {
    const uploaded = file === undefined ? null : await this.#uploads.send(file);
    if (uploaded === null) return;
    if (!isPicture(uploaded)) {
      this.#uploads.say(`${uploaded.name}: ${this.#messages.pictureMissing}`, true);
      return;
    }
    this.#write(findField(this.#form, 'image'), uploaded.url);
    findField(this.#form, 'image_alt')?.focus();
  }

  async #attachAll(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const uploaded = await this.#uploads.send(file);
      if (uploaded !== null) this.#attach(uploaded);
    }
  }

  /** Into the last row, which is empty; writing into it makes another. */
  #attach({ url, name, mime_type, size_in_bytes }: UploadedFile): void {
    const row = this.#form.querySelector('#attachments .rows > li:last-child');
    const fields = {
      attachment_title: name.replace(/\.[^.]+$/, ''),
      attachment_type: mime_type,
      attachment_size: String(size_in_bytes),
      attachment_url: url,
    };
    for (const [field, value] of Object.entries(fields)) {
      this.#write(row?.querySelector<HTMLInputElement>(`[name="${field}"]`) ?? null, value);
    }
    row?.closest('details')?.setAttribute('open', '');
  }

  #write(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null, value: string): void {
    if (field === null) return;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** Pictures whose bytes were pasted with the text become files; those that cannot go, and are counted. */
export async function uploadPastedPictures(editor: Editor, uploads: Uploads): Promise<number> {
  const sources = new Set<string>();
  editor.state.doc.descendants((node) => {
    const src = String(node.attrs.src ?? '');
    if (node.type.name === 'image' && src.startsWith('data:')) sources.add(src);
  });
  let lost = 0;
  for (const source of sources) {
    const uploaded = await uploads.send(await readDataUrl(source));
    if (uploaded === null) lost += 1;
    replacePicture(editor, source, uploaded?.url ?? null);
  }
  return lost;
}

async function readDataUrl(source: string): Promise<File> {
  const [, type = 'image/png'] = /^data:([^;,]+)/.exec(source) ?? [];
  const [, encoded = ''] = source.split(',', 2);
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  return new File([bytes], `picture.${type.split('/')[1] ?? 'png'}`, { type });
}

function replacePicture(editor: Editor, source: string, url: string | null): void {
  const { tr, doc } = editor.state;
  const places: { readonly at: number; readonly size: number }[] = [];
  doc.descendants((node, at) => {
    if (node.attrs.src === source) places.unshift({ at, size: node.nodeSize });
  });
  for (const { at, size } of places) {
    if (url === null) tr.delete(at, at + size);
    else tr.setNodeAttribute(at, 'src', url);
  }
  editor.view.dispatch(tr);
}
