/** The field that adds an official: whoever is chosen or typed there is attached at once. */

import { findField, makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';
import type { Official } from './official-list.ts';
import { post, readDetail } from './post.ts';
import { startSuggestions } from './suggestions.ts';

/** Starts the field; `attach` gets whom it finds. Where the server cannot be reached the form itself adds them. */
export function startOfficialField(
  form: HTMLFormElement,
  name: string,
  messages: ScriptMessages,
  attach: (official: Official) => void,
): void {
  const field = findField(form, name);
  if (!(field instanceof HTMLInputElement)) return;
  startSuggestions(field);
  const told = makeElement('p', { class: 'hint', role: 'status' });
  field.parentElement?.append(told);
  /** What is being looked up: Enter and leaving the field may both ask for it. */
  let asked = '';

  field.addEventListener('keydown', (event) => {
    // While a Chinese name is being composed, Enter belongs to the input method.
    if (event.key !== 'Enter' || event.isComposing || field.value.trim() === '') return;
    event.preventDefault();
    void add();
  });
  field.addEventListener('change', () => void add());
  field.addEventListener('input', (event) => {
    showWrong('');
    const isChosen = !(event instanceof InputEvent) || event.inputType === 'insertReplacementText';
    // A spelling that the browser corrected is no choice.
    if (isChosen && [...(field.list?.options ?? [])].some(({ value }) => value === field.value)) void add();
  });

  async function add(): Promise<void> {
    const text = field?.value.trim() ?? '';
    if (field === null || text === '' || text === asked) return;
    asked = text;
    try {
      const token = findField(form, 'form_token')?.value ?? '';
      const response = await post('/editor/find-official', new URLSearchParams({ form_token: token, text }));
      // Somebody who has written on meanwhile means somebody else.
      if (field.value.trim() !== text) return;
      if (!response.ok) return showWrong(await readDetail(response));
      const official = (await response.json()) as Official;
      field.value = '';
      attach(official);
      showWrong('');
      told.textContent = `${messages.attached} ${official.name}`;
    } catch {
      // Not reachable: the name stays in its field, and goes with the form.
    } finally {
      asked = '';
    }
  }

  /** Says beside the field what is wrong; '' takes it back. */
  function showWrong(message: string): void {
    document.getElementById(`${name}-error`)?.remove();
    told.textContent = '';
    if (message === '') {
      field?.removeAttribute('aria-invalid');
      field?.setAttribute('aria-describedby', `${name}-hint`);
      return;
    }
    field?.setAttribute('aria-invalid', 'true');
    field?.setAttribute('aria-describedby', `${name}-hint ${name}-error`);
    told.before(makeElement('p', { class: 'error', id: `${name}-error`, role: 'alert' }, message));
  }
}
