/** Texts that only this browser has, as the page tells of them. */

import { makeButton, makeElement } from './element.ts';
import { dropAllDrafts, dropDraft, listDrafts } from './local-drafts.ts';
import type { ScriptMessages } from './messages.ts';
import { formatTime } from './time.ts';

/** Lists them on the page of all articles, each to be gone on with or discarded. */
export function showDrafts(place: HTMLElement, messages: ScriptMessages): void {
  const list = makeElement('ul');
  for (const { key, draft } of listDrafts()) {
    const path = key.startsWith('new-')
      ? `/editor/articles/new?draft=${encodeURIComponent(key)}`
      : `/editor/articles/${key}`;
    const at = formatTime(draft.at);
    const row = makeElement(
      'li',
      {},
      makeElement('bdi', {}, draft.title || messages.untitled),
      ` (${at}) `,
      makeElement('a', { href: path }, messages.goOn),
      ' ',
    );
    row.append(
      makeButton(
        messages.drop,
        () => {
          dropDraft(key);
          row.remove();
          if (list.children.length === 0) place.replaceChildren();
        },
        { class: 'quiet' },
      ),
    );
    list.append(row);
  }
  if (list.children.length > 0) {
    place.replaceChildren(
      makeElement('div', { class: 'notice' }, makeElement('p', {}, messages.unsaved), list),
    );
  }
}

/** Asks whether they stay in a browser that others may use, before the form that signs out is sent. */
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
