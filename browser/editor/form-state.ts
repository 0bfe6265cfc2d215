/** A form's fields as a list, to be kept and put back. */

import { tickBox } from './boxes.ts';
import { findField, makeElement } from './element.ts';
import type { Entries } from './local-drafts.ts';

/** Where kept officials are put back. */
interface OfficialPlace {
  replaceAll(
    officials: readonly {
      readonly slug: string;
      readonly name: string;
      readonly role: string;
      readonly relation: string;
    }[],
    refused: readonly string[],
  ): void;
}

/** What belongs to the session or the page, not to the text. */
const UNKEPT = ['form_token', 'action', 'recognizes'];
/** What says on which revision a text is based: it travels with the text, and is no difference by itself. */
const BASIS = ['draft_key', 'revision', 'slug_before', 'date_before', 'format'];

/** Reads the fields as they are. */
export function readEntries(form: HTMLFormElement): Entries {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !UNKEPT.includes(name) ? [[name, value] as const] : [],
  );
}

/** True where two lists say the same of an article. */
export function isSameText(one: Entries, other: Entries): boolean {
  const write = (entries: Entries) =>
    JSON.stringify(entries.filter(([name, value]) => !BASIS.includes(name) && value !== ''));
  return write(one) === write(other);
}

/** Puts kept fields back; officials and attachments have as many rows as were kept. */
export function restoreEntries(form: HTMLFormElement, entries: Entries, officials: OfficialPlace): void {
  const values = Map.groupBy(entries, ([name]) => name);
  const read = (name: string) => values.get(name)?.map(([, value]) => value) ?? [];
  officials.replaceAll(
    read('official').map((slug) => ({
      slug,
      name: read(`official_name:${slug}`)[0] ?? slug,
      role: read(`official_role:${slug}`)[0] ?? '',
      relation: read(`official_relation:${slug}`)[0] ?? 'mentioned',
    })),
    read('refused'),
  );
  restoreAttachments(form, read('attachment_url').length);
  for (const { name, previousElementSibling: list } of form.querySelectorAll<HTMLInputElement>(
    '[data-suggests]',
  )) {
    for (const slug of read(name)) if (list !== null && slug !== '') tickBox(list, name, slug, slug);
  }
  const seen = new Map<string, number>();
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      if (field.name !== 'official') field.checked = read(field.name).includes(field.value);
    } else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    ) {
      if (UNKEPT.includes(field.name) || field.name === 'refused' || field.dataset.suggests) continue;
      const index = seen.get(field.name) ?? 0;
      seen.set(field.name, index + 1);
      const value = read(field.name)[index];
      if (value !== undefined) field.value = value;
    }
  }
}

function restoreAttachments(form: HTMLFormElement, rows: number): void {
  const list = form.querySelector<HTMLElement>('[data-rows]');
  while (list !== null && list.children.length < rows) addRow(list);
}

/** Adds an empty row like the last one. */
export function addRow(list: HTMLElement): void {
  const last = list.lastElementChild;
  if (last === null) return;
  const row = last.cloneNode(true) as HTMLElement;
  for (const field of row.querySelectorAll('input')) {
    field.value = '';
    field.setAttribute(
      'aria-label',
      (field.getAttribute('aria-label') ?? '').replace(/\d+$/, String(list.children.length + 1)),
    );
  }
  list.append(row);
}

/** Sets a hidden field, which is made where there is none. */
export function setHidden(form: HTMLFormElement, name: string, value: string): void {
  const field = findField(form, name);
  if (field === null) form.append(makeElement('input', { type: 'hidden', name, value }));
  else field.value = value;
}
