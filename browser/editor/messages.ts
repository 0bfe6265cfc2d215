/** What the page gives its script to say, in the page's language. */

import type { EditorMessages } from '../../src/messages/editor/english.ts';

export type ScriptMessages = EditorMessages['script'];

/** Reads them from the element that carries them. */
export function readMessages(element: HTMLElement): ScriptMessages {
  return JSON.parse(element.dataset.messages ?? element.dataset.drafts ?? '{}') as ScriptMessages;
}
