/** What every page of the editor is given once it is known who asks. */

import type { LedgerStub } from '../../env.ts';
import type { Actor } from '../../ledger/actor.ts';
import type { EditorMessages } from '../../messages/editor/english.ts';
import type { Settings } from '../../settings.ts';
import type { AppContext } from '../app-routes.ts';

/** A request of somebody who is signed in. */
export interface EditorContext {
  readonly c: AppContext;
  readonly settings: Settings;
  readonly ledger: LedgerStub;
  readonly actor: Actor;
  readonly messages: EditorMessages;
  /** What every form carries as `form_token`. */
  readonly formToken: string;
}

/** True for a request of the editor's script, which is answered in JSON. */
export function wantsJson(c: AppContext): boolean {
  return c.req.header('accept') === 'application/json';
}

/** What just happened, in words: the page before told it by name, as `?done=`. */
export function nameWhatIsDone({ c, messages }: Pick<EditorContext, 'c' | 'messages'>): string | undefined {
  return messages.done[c.req.query('done') ?? ''];
}
