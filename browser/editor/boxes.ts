/** Lists of boxes that grow: one of very many is found in a field, and becomes a box. */

import { makeElement } from './element.ts';
import { startSuggestions } from './suggestions.ts';

/** Ticks the box of a value; one that is not there is made. */
export function tickBox(list: Element, name: string, value: string, label: string): void {
  const there = [...list.querySelectorAll('input')].find((box) => box.value === value);
  if (there !== undefined) {
    there.checked = true;
    return;
  }
  const box = makeElement('input', { type: 'checkbox', name, value, checked: true });
  list.append(
    makeElement('li', {}, makeElement('label', {}, box, makeElement('span', { dir: 'auto' }, label))),
  );
}

/** Starts the field below a list: what is chosen in it, or typed whole, is ticked at once. */
export function startEntryField(field: HTMLInputElement): void {
  startSuggestions(field);
  const list = field.previousElementSibling;
  if (list === null) return;
  const take = () => {
    const text = field.value.trim();
    const chosen = [...(field.list?.options ?? [])].find(({ value, label }) => [value, label].includes(text));
    if (chosen === undefined) return;
    tickBox(list, field.name, chosen.value, chosen.label);
    field.value = '';
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  field.addEventListener('input', (event) => {
    const isChosen = !(event instanceof InputEvent) || event.inputType === 'insertReplacementText';
    if (isChosen) take();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || field.value === '') return;
    event.preventDefault();
    take();
  });
}
