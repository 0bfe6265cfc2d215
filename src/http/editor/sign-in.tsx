/** Signing in with a token, and out again. */

import { openLedger } from '../../env.ts';
import type { Failure } from '../../failure.ts';
import { chooseEditorMessages } from '../../messages/editor/choose.ts';
import type { EditorMessages } from '../../messages/editor/english.ts';
import { describeFailure } from '../../messages/problems.ts';
import type { Settings } from '../../settings.ts';
import { readSettings } from '../../settings.ts';
import { ADMIN_TOKEN_UNSET, MIN_ADMIN_TOKEN_CHARACTERS } from '../api/auth.ts';
import { readBody } from '../api/body.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { LIMIT_SECONDS, nameClient } from '../client-limit.ts';
import { answerFailure, listFailureHeaders, statusOf } from '../problem.ts';
import { answerEditorPage, goTo } from './editor-context.ts';
import { EditorLayout } from './layout.tsx';
import { closeSession, findSession, isSameOrigin, openSession } from './session.ts';

const SIGN_IN_PATH = '/editor/sign-in';
const SIGN_OUT_PATH = '/editor/sign-out';
const MAX_FORM_BYTES = 16 * 1024;

/** Puts both into the app. */
export function mountSignIn(app: App): void {
  app.get(SIGN_IN_PATH, (c) => {
    const messages = chooseEditorMessages(c.req.header('accept-language') ?? '');
    return answerEditorPage(
      c,
      <SignInPage messages={messages} settings={readSettings(c.env)} to="/editor" />,
    );
  });
  app.post(SIGN_IN_PATH, takeToken);
  answerOtherMethods(app, SIGN_IN_PATH, ['GET', 'POST']);
  app.post(SIGN_OUT_PATH, signOut);
  answerOtherMethods(app, SIGN_OUT_PATH, ['POST']);
}

/** The sign-in page in place of the one that was asked for. */
export function answerSignIn(c: AppContext, messages: EditorMessages, settings: Settings): Response {
  const isForm = c.req.method === 'POST';
  // The cookie is not sent with a link from elsewhere, but with this reload of our own page.
  const isFromElsewhere = !isForm && c.req.header('sec-fetch-site') === 'cross-site';
  const { pathname, search } = new URL(c.req.url);
  return answerEditorPage(
    c,
    <SignInPage
      messages={messages}
      settings={settings}
      to={isForm ? '/editor' : pathname + search}
      reloads={isFromElsewhere}
    />,
    isForm ? 403 : 200,
  );
}

/** The answer while nobody can be the administrator. */
export function answerUnset(c: AppContext, messages: EditorMessages, settings: Settings): Response {
  for (const [name, value] of Object.entries(listFailureHeaders(ADMIN_TOKEN_UNSET))) c.header(name, value);
  return answerEditorPage(
    c,
    <EditorLayout messages={messages} settings={settings} title={messages.signIn}>
      <h1>{messages.signIn}</h1>
      <p class="notice problem">{messages.noAdministrator(MIN_ADMIN_TOKEN_CHARACTERS)}</p>
      <pre>wrangler secret put ADMIN_TOKEN</pre>
    </EditorLayout>,
    503,
  );
}

async function takeToken(c: AppContext): Promise<Response> {
  const messages = chooseEditorMessages(c.req.header('accept-language') ?? '');
  const settings = readSettings(c.env);
  if (!isSameOrigin(c)) return refuseSignIn(c, messages, { code: 'form_not_ours' }, '/editor');
  if ((c.env.ADMIN_TOKEN ?? '').length < MIN_ADMIN_TOKEN_CHARACTERS)
    return answerUnset(c, messages, settings);
  // Every attempt counts, and a right token does not help once there were too many: the answer tells nothing.
  const { success } = await c.env.SIGN_IN_LIMIT.limit({
    key: nameClient(c),
  });
  const body = await readBody(c, {
    method: 'POST',
    textBody: ['application/x-www-form-urlencoded'],
    maxBodyBytes: MAX_FORM_BYTES,
  });
  const form = new URLSearchParams(body.ok ? body.value.text : '');
  const to = readTarget(form.get('to'));
  if (!success) {
    return refuseSignIn(c, messages, { code: 'too_many_sign_ins', retryAfterSeconds: LIMIT_SECONDS }, to);
  }
  const ledger = openLedger(c.env);
  const opened = await openSession(c, ledger, (form.get('token') ?? '').trim());
  if (!opened.ok) return refuseSignIn(c, messages, opened.failure, to);
  const session = opened.value;
  if (session === null) return refuseSignIn(c, messages, { code: 'sign_in_refused' }, to);
  if (c.req.header('accept') === 'application/json') return c.json({ form_token: session.formToken });
  return goTo(c, to);
}

async function signOut(c: AppContext): Promise<Response> {
  const messages = chooseEditorMessages(c.req.header('accept-language') ?? '');
  if (!isSameOrigin(c)) return refuseSignIn(c, messages, { code: 'form_not_ours' }, '/editor');
  const ledger = openLedger(c.env);
  // Without a session there is nothing to end; the cookie goes in any case.
  const session = await findSession(c, ledger);
  if (!session.ok) return refuseSignIn(c, messages, session.failure, '/editor');
  if (session.value !== null) await closeSession(c, ledger);
  return goTo(c, SIGN_IN_PATH);
}

function refuseSignIn(c: AppContext, messages: EditorMessages, failure: Failure, to: string): Response {
  if (c.req.header('accept') === 'application/json') return answerFailure(failure, messages.problems);
  const error = describeFailure(failure, messages.problems);
  for (const [name, value] of Object.entries(listFailureHeaders(failure))) c.header(name, value);
  return answerEditorPage(
    c,
    <SignInPage messages={messages} settings={readSettings(c.env)} to={to} error={error} />,
    statusOf(failure),
  );
}

/** Where to go afterwards: only ever to a page of the editor, by a path that leads nowhere else (`..`, `//`). */
function readTarget(text: string | null): string {
  return text !== null && /^\/editor(\/[\w-][\w.-]*)*(\?[\w=&%.-]*)?$/.test(text) ? text : '/editor';
}

interface SignInProps {
  readonly messages: EditorMessages;
  readonly settings: Settings;
  readonly to: string;
  readonly error?: string;
  readonly reloads?: boolean;
}

function SignInPage({ messages, settings, to, error, reloads = false }: SignInProps) {
  return (
    <EditorLayout messages={messages} settings={settings} title={messages.signIn} reloads={reloads}>
      <form method="post" action={SIGN_IN_PATH} class="sign-in">
        <h1>{messages.signIn}</h1>
        <p>{messages.signInHint}</p>
        {error === undefined ? null : (
          <p class="notice problem" role="alert" id="sign-in-error">
            {error}
          </p>
        )}
        <input type="hidden" name="to" value={to} />
        <label for="token">{messages.token}</label>
        <input
          id="token"
          name="token"
          type="password"
          autocomplete="current-password"
          required
          autofocus
          spellcheck={false}
          aria-describedby={error === undefined ? undefined : 'sign-in-error'}
        />
        <button type="submit" class="primary">
          {messages.signIn}
        </button>
      </form>
    </EditorLayout>
  );
}
