/** What the page gives its script to say, in the page's language. */

import type { EditorMessages } from '../../src/messages/editor/english.ts';

export type ScriptMessages = EditorMessages['script'];

/** Reads them from the page. */
export function readMessages(): ScriptMessages {
  return JSON.parse(document.body.dataset.messages ?? '{}') as ScriptMessages;
}
