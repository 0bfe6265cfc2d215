/** Files on their way to the server: how far they are, and why one did not arrive. */

import { findField, makeButton, makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';

/** A file that has arrived, as the API shows it. */
export interface UploadedFile {
  readonly url: string;
  readonly name: string;
  readonly mime_type: string;
  readonly size_in_bytes: number;
}

/** Where is said how far a file is, '' once that is over, and why it did not arrive. */
export interface UploadLine {
  readonly tell: (message: string) => void;
  readonly refuse: (message: string) => void;
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
      tell: (message) => {
        line.textContent = message;
        if (message === '') line.remove();
      },
      refuse: (message) => this.say(message, true),
    };
  }

  /** Says something about files until it is put away. */
  say(message: string, isWrong: boolean): void {
    const line = makeElement('p', { class: isWrong ? 'error' : 'hint' }, message, ' ');
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

/** Pixels of the longer side: twice as wide as any column of text, for sharp screens. */
const MAX_SIDE_PIXELS = 2_560;
/** Below this a picture of that size is sent as it is. */
const LARGE_BYTES = 1_500_000;
/** What is not seen at this quality is not missed. */
const QUALITY = 0.85;
/** What browsers may be able to read, and readers may not. */
const FOREIGN = /^image\/(?:heic|heif|tiff|bmp)$/;
const PHOTO = /^image\/(?:jpeg|png|webp|avif|heic|heif|tiff|bmp)$/;

/** The picture to be sent: smaller where it is large, itself where it cannot be made smaller. */
async function shrinkPicture(file: File): Promise<File> {
  if (!PHOTO.test(file.type)) return file;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return file;
  }
  const scale = Math.min(1, MAX_SIDE_PIXELS / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= LARGE_BYTES && !FOREIGN.test(file.type)) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  // Drawings stay sharp and may be transparent.
  const type = file.type === 'image/png' ? file.type : 'image/jpeg';
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY));
  if (blob === null || (blob.size >= file.size && !FOREIGN.test(file.type))) return file;
  return new File([blob], file.name, { type });
}
