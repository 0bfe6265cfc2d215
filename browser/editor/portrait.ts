/** The picture of an official, chosen from this computer: it becomes a file, whose address is written. */

import { findField, makeButton } from './element.ts';
import type { ScriptMessages } from './messages.ts';
import { chooseFiles, Uploads } from './uploads.ts';

/** Puts the button beside the field for the picture's address. */
export function startPortrait(form: HTMLFormElement, messages: ScriptMessages): void {
  const field = findField(form, 'image');
  const place = field?.closest('.field');
  if (!field || !place) return;
  const uploads = new Uploads(form, messages, place);
  const take = async ([file]: readonly File[]) => {
    const uploaded = file === undefined ? null : await uploads.send(file);
    if (uploaded === null) return;
    if (!uploaded.mime_type.startsWith('image/')) {
      uploads.say(`${uploaded.name}: ${messages.pictureMissing}`, true);
      return;
    }
    field.value = uploaded.url;
    field.focus();
  };
  place.before(makeButton(messages.choosePicture, () => void chooseFiles('image/*', false).then(take)));
}
