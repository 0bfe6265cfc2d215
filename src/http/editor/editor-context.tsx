/** The editor: what every page of the editor is given once it is known who asks, and what is checked before that. */

import { LEDGER_NAME } from '../../env.ts';
import type { Failure } from '../../failure.ts';
import type { Actor, Role } from '../../ledger/actor.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { chooseEditorMessages } from '../../messages/editor/choose.ts';
import type { EditorMessages } from '../../messages/editor/english.ts';
import { describeFailure } from '../../messages/problems.ts';
import type { Settings } from '../../settings.ts';
import { readSettings } from '../../settings.ts';
import { MIN_ADMIN_TOKEN_CHARACTERS, refuseRole } from '../api/auth.ts';
import { readBody } from '../api/body.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { answerFailure, statusOf } from '../problem.ts';
import { refuseMisplacedWrite } from '../public-url.ts';
import { answerEditorPage } from './answer.ts';
import { NoticePage } from './notice-page.tsx';
import { isSameOrigin } from './same-origin.ts';
import { findSession } from './session.ts';
import { answerSignIn, answerUnset } from './sign-in.tsx';

/** A request of somebody who is signed in. */
export interface EditorContext {
  readonly c: AppContext;
  readonly settings: Settings;
  readonly ledger: DurableObjectStub<Ledger>;
  readonly actor: Actor;
  readonly messages: EditorMessages;
  /** What every form carries as `form_token`. */
  readonly formToken: string;
}

type PageHandler = (editor: EditorContext) => Promise<Response>;
type FormHandler = (editor: EditorContext, form: URLSearchParams) => Promise<Response>;

/** Content of 256 KiB, each character escaped to nine, twice over. */
const MAX_FORM_BYTES = 5 * 1024 * 1024;

/** Puts a page into the app: what it shows, and what its forms do. */
export function mountEditor(
  app: App,
  path: string,
  role: Role,
  handlers: { readonly get?: PageHandler; readonly post?: FormHandler },
): void {
  const { get, post } = handlers;
  if (get !== undefined) app.get(path, (c) => serveEditor(c, role, get));
  if (post !== undefined) app.post(path, (c) => takeForm(c, role, post));
  answerOtherMethods(app, path, [
    ...(get === undefined ? [] : ['GET']),
    ...(post === undefined ? [] : ['POST']),
  ]);
}

/** True for a request of the editor's script, which is answered in JSON. */
export function wantsJson(c: AppContext): boolean {
  return c.req.header('accept') === 'application/json';
}

/** What just happened, in words: the page before told it by name, as `?done=`. */
export function nameWhatIsDone({ c, messages }: Pick<EditorContext, 'c' | 'messages'>): string | undefined {
  return messages.done[c.req.query('done') ?? ''];
}

async function serveEditor(c: AppContext, role: Role, handle: PageHandler): Promise<Response> {
  const editor = await openEditor(c, role);
  return editor instanceof Response ? editor : await handle(editor);
}

async function takeForm(c: AppContext, role: Role, handle: FormHandler): Promise<Response> {
  const origin = {
    fetchSite: c.req.header('sec-fetch-site') ?? null,
    origin: c.req.header('origin') ?? null,
    host: new URL(c.req.url).host,
  };
  if (!isSameOrigin(origin)) return refuse(c, { code: 'form_not_ours' });
  const editor = await openEditor(c, role);
  if (editor instanceof Response) return editor;
  const misplaced = refuseMisplacedWrite(c);
  if (misplaced !== null) return refuse(c, misplaced, editor);
  const body = await readBody(c, {
    method: 'POST',
    textBody: ['application/x-www-form-urlencoded'],
    maxBodyBytes: MAX_FORM_BYTES,
  });
  if (!body.ok) {
    const isTooLarge = body.failure.code === 'body_too_large';
    return refuse(c, { code: isTooLarge ? 'form_too_large' : 'form_unreadable' }, editor);
  }
  const form = new URLSearchParams(body.value.text);
  // The token is a digest: comparing it tells nothing of the session's secret.
  if (form.get('form_token') !== editor.formToken) return refuse(c, { code: 'form_not_ours' }, editor);
  return await handle(editor, form);
}

async function openEditor(c: AppContext, role: Role): Promise<EditorContext | Response> {
  const messages = chooseEditorMessages(c.req.header('accept-language') ?? '');
  const settings = readSettings(c.env);
  if ((c.env.ADMIN_TOKEN ?? '').length < MIN_ADMIN_TOKEN_CHARACTERS)
    return answerUnset(c, messages, settings);
  const ledger = c.env.LEDGER.getByName(LEDGER_NAME);
  const session = await findSession(c, ledger);
  if (session === null) {
    if (wantsJson(c)) return answerFailure({ code: 'session_ended' }, messages.problems);
    return answerSignIn(c, messages, settings);
  }
  const editor: EditorContext = { c, settings, ledger, messages, ...session };
  const refusal = refuseRole(session.actor, role);
  return refusal === null ? editor : refuse(c, refusal, editor);
}

/** Says no: as a page to people, as a problem to the script. */
export function refuse(c: AppContext, failure: Failure, editor?: EditorContext): Response {
  const messages = chooseEditorMessages(c.req.header('accept-language') ?? '');
  if (wantsJson(c)) return answerFailure(failure, messages.problems);
  return answerEditorPage(
    c,
    <NoticePage
      messages={messages}
      settings={readSettings(c.env)}
      detail={describeFailure(failure, messages.problems)}
      editor={editor}
    />,
    statusOf(failure),
  );
}
