/** The question about a picture: which one, and what those are told who cannot see it. */

import { completeAddress, isComputerPath } from './address.ts';
import { makeButton, makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';
import type { Picture } from './picture.ts';
import type { UploadLine, Uploads } from './uploads.ts';
import { chooseFiles } from './uploads.ts';

/** Asks; null where the question was closed. */
export function askForPicture(
  messages: ScriptMessages,
  uploads: Uploads | null,
  before: Picture,
): Promise<Picture | null> {
  return new Promise((resolve) => {
    const fields = buildFields(before);
    const { src, decorates, alt, caption, credit } = fields;
    const shown = makeElement('img', { class: 'picture-choice', alt: '' });
    const wrong = makeElement('p', { class: 'error', role: 'alert' });
    // The page is out of reach, for eyes and ears, while this is open.
    const progress = makeElement('p', { class: 'hint', role: 'status' });
    const line: UploadLine = {
      tell: (message) => {
        progress.textContent = message;
      },
      refuse: (message) => {
        wrong.textContent = message;
      },
    };
    const show = () => {
      shown.hidden = !/^https?:/i.test(src.value);
      if (!shown.hidden) shown.src = src.value;
    };
    src.addEventListener('change', show);
    show();
    const choose = makeButton(messages.choosePicture, () => void upload());
    choose.hidden = uploads?.isPossible !== true;
    const field = (label: string, input: HTMLElement) =>
      makeElement('div', { class: 'field' }, makeElement('label', { for: input.id }, label), input);
    const form = makeElement(
      'form',
      { novalidate: true },
      shown,
      choose,
      progress,
      field(messages.pictureAddress, src),
      field(messages.pictureText, alt),
      makeElement('p', {}, makeElement('label', {}, decorates, ' ', messages.pictureDecorates)),
      field(messages.pictureCaption, caption),
      field(messages.pictureCredit, credit),
      wrong,
      makeElement(
        'div',
        { class: 'buttons' },
        makeElement('button', { type: 'submit', class: 'primary' }, messages.apply),
        makeButton(messages.cancel, () => dialog.close()),
      ),
    );
    const dialog = makeElement('dialog', { 'aria-label': messages.picture }, form);
    let answer: Picture | null = null;
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const read = readPicture(fields, messages);
      wrong.textContent = typeof read === 'string' ? read : '';
      if (typeof read === 'string') return;
      answer = read;
      dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    (before.src === '' ? (choose.hidden ? src : choose) : alt).focus();

    async function upload(): Promise<void> {
      const [file] = await chooseFiles('image/*', false);
      if (file === undefined || uploads === null) return;
      choose.disabled = true;
      wrong.textContent = '';
      const uploaded = await uploads.send(file, line);
      choose.disabled = false;
      if (uploaded === null) return;
      src.value = uploaded.url;
      show();
      alt.focus();
    }
  });
}

/** What is asked, a field each. */
function buildFields(before: Picture) {
  const writeLine = (id: string, value: string) =>
    makeElement('input', { id, type: 'text', value, autocomplete: 'off', dir: 'auto' });
  return {
    src: makeElement('input', { id: 'picture-src', type: 'url', value: before.src, autocomplete: 'off' }),
    decorates: makeElement('input', {
      id: 'picture-decorates',
      type: 'checkbox',
      checked: before.alt === '',
    }),
    alt: writeLine('picture-alt', before.alt ?? ''),
    caption: writeLine('picture-caption', before.caption),
    credit: writeLine('picture-credit', before.credit),
  };
}

/** The answer, or what is to be told first. */
function readPicture(
  { src, decorates, alt, caption, credit }: ReturnType<typeof buildFields>,
  messages: ScriptMessages,
): Picture | string {
  const address = completeAddress(src.value);
  if (isComputerPath(src.value)) return messages.computerPath;
  if (address === '') return messages.pictureMissing;
  if (!decorates.checked && alt.value.trim() === '') return messages.pictureUndecided;
  return {
    src: address,
    alt: decorates.checked ? '' : alt.value.trim(),
    caption: caption.value.trim(),
    credit: credit.value.trim(),
  };
}
