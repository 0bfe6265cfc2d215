/** The words that the page hands to its script. */

import type { ScriptTexts } from '../../src/messages/editor/script.ts';

export type Words = ScriptTexts;

/** Reads them from the element that carries them. */
export function readWords(element: HTMLElement): Words {
  return JSON.parse(element.dataset.words ?? element.dataset.drafts ?? '{}') as Words;
}
