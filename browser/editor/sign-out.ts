/** Signing out of a browser that others may use: texts that only it has go, unless they are to stay. */

import { makeButton, makeElement } from './element.ts';
import { dropAllDrafts, listDrafts } from './local-drafts.ts';
import type { ScriptMessages } from './messages.ts';

/** Asks before the form is sent, where there is something to ask about. */
export function startSignOut(form: HTMLFormElement, messages: ScriptMessages): void {
  let isDecided = false;
  form.addEventListener('submit', (event) => {
    const drafts = listDrafts();
    if (isDecided || drafts.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const names = drafts.map(({ draft }) =>
      makeElement('li', {}, makeElement('bdi', {}, draft.title || messages.untitled)),
    );
    const dialog = makeElement(
      'dialog',
      { 'aria-labelledby': 'sign-out-question' },
      makeElement('p', { id: 'sign-out-question' }, messages.signOutUnsaved),
      makeElement('ul', {}, ...names),
      makeElement(
        'div',
        { class: 'buttons' },
        makeButton(messages.cancel, () => dialog.close(), { class: 'primary', autofocus: true }),
        makeButton(messages.signOutDropping, () => {
          dropAllDrafts();
          signOut();
        }),
        makeButton(messages.signOutKeeping, signOut),
      ),
    );
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  });

  function signOut(): void {
    isDecided = true;
    form.requestSubmit();
  }
}
