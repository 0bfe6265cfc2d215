/** Files on their way to the server: how far they are, and why one did not arrive. */

import { findField, makeButton, makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';
import { shrinkPicture } from './shrink-picture.ts';

/** A file that has arrived, as the API shows it. */
export interface UploadedFile {
  readonly url: string;
  readonly name: string;
  readonly mime_type: string;
  readonly size_in_bytes: number;
}

/** Where is said how far a file is, '' once that is over, and why it did not arrive. */
export interface UploadLine {
  readonly tell: (sentence: string) => void;
  readonly refuse: (sentence: string) => void;
}

export class Uploads {
  readonly #form: HTMLFormElement;
  readonly #messages: ScriptMessages;
  readonly #place: HTMLElement;

  /** `after` is the element behind which the progress is shown. */
  constructor(form: HTMLFormElement, messages: ScriptMessages, after: Element) {
    this.#form = form;
    this.#messages = messages;
    this.#place = makeElement('div', { class: 'uploads', role: 'status' });
    after.after(this.#place);
  }

  /** False where the service keeps no files. */
  get isPossible(): boolean {
    return this.#form.dataset.files === 'yes';
  }

  /** Sends a file, a picture as large as pages show it; null where it did not arrive, which is said. */
  async send(file: File, line = this.#openLine()): Promise<UploadedFile | null> {
    const tell = (share: number) =>
      line.tell(`${this.#messages.uploading} ${file.name} ${Math.floor(share * 100)} %`);
    tell(0);
    const outcome = await this.#post(await shrinkPicture(file), tell);
    line.tell('');
    if (typeof outcome !== 'string') return outcome;
    line.refuse(`${file.name}: ${outcome || this.#messages.notSent}`);
    return null;
  }

  #openLine(): UploadLine {
    const line = makeElement('p', { class: 'hint' });
    this.#place.append(line);
    return {
      tell: (sentence) => {
        line.textContent = sentence;
        if (sentence === '') line.remove();
      },
      refuse: (sentence) => this.say(sentence, true),
    };
  }

  /** Says something about files until it is put away. */
  say(sentence: string, isWrong: boolean): void {
    const line = makeElement('p', { class: isWrong ? 'error' : 'hint' }, sentence, ' ');
    line.append(makeButton(this.#messages.putAway, () => line.remove(), { class: 'quiet' }));
    this.#place.append(line);
  }

  /** The file, or why it was refused; '' where the server cannot be reached. `fetch` tells no progress. */
  #post(file: File, tell: (share: number) => void): Promise<UploadedFile | string> {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('POST', '/editor/files');
      request.responseType = 'json';
      request.setRequestHeader('accept', 'application/json');
      request.setRequestHeader('content-type', file.type || 'application/octet-stream');
      request.setRequestHeader(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      );
      request.setRequestHeader('x-form-token', findField(this.#form, 'form_token')?.value ?? '');
      request.upload.addEventListener('progress', ({ loaded, total }) =>
        tell(total === 0 ? 0 : loaded / total),
      );
      request.addEventListener('load', () => {
        if (request.status === 201) resolve(request.response as UploadedFile);
        else resolve((request.response as { readonly detail?: string } | null)?.detail ?? '');
      });
      for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, () => resolve(''));
      request.send(file);
    });
  }
}

/** Has files chosen in the browser's own window. */
export function chooseFiles(accept: string, isMany: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = makeElement('input', { type: 'file', accept, multiple: isMany });
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
