/** The officials, categories and offices that a field offers as one types: there may be thousands, so the server looks. */

import { makeElement } from './element.ts';

const TYPING_PAUSE_MS = 200;

/** Fills the field's list. */
export function startSuggestions(field: HTMLInputElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void suggest(), TYPING_PAUSE_MS);
  });

  async function suggest(): Promise<void> {
    const text = field.value.trim();
    if (text === '') return;
    try {
      const asked = new URLSearchParams({ of: field.dataset.suggests ?? 'officials', q: text });
      const response = await fetch(`/editor/suggest?${asked}`);
      if (!response.ok || field.value.trim() !== text) return;
      const { entries } = (await response.json()) as {
        readonly entries: readonly { readonly value: string; readonly label: string }[];
      };
      field.list?.replaceChildren(
        ...entries.map(({ value, label }) => makeElement('option', { value }, label)),
      );
    } catch {
      // Not reachable: a name may be typed whole.
    }
  }
}
