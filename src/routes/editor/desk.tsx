/** The desk: what every page of the editor is given once it is known who asks, and what is checked before that. */

import { NEWSROOM_NAME } from '../../env.ts';
import type { Actor, Role } from '../../newsroom/actor.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import type { Settings } from '../../settings.ts';
import { readSettings } from '../../settings.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { MIN_ADMIN_TOKEN_CHARACTERS, refuseRole } from '../auth.ts';
import { readBody } from '../body.ts';
import { buildProblem } from '../problem.ts';
import { refuseMisplacedWrite } from '../public-url.ts';
import type { PageStatus } from './answer.ts';
import { answerEditorPage } from './answer.ts';
import { NoticePage } from './notice-page.tsx';
import { isSameOrigin } from './same-origin.ts';
import { findSession } from './session.ts';
import { answerSignIn, answerUnset } from './sign-in.tsx';
import type { EditorTexts } from './texts/editor-texts.ts';
import { chooseEditorTexts } from './texts/editor-texts.ts';

/** A request of somebody who is signed in. */
export interface Desk {
  readonly c: AppContext;
  readonly settings: Settings;
  readonly newsroom: DurableObjectStub<Newsroom>;
  readonly actor: Actor;
  readonly texts: EditorTexts;
  /** What every form carries as `form_token`. */
  readonly formToken: string;
}

type PageHandler = (desk: Desk) => Promise<Response>;
type FormHandler = (desk: Desk, form: URLSearchParams) => Promise<Response>;

/** Content of 256 KiB, each character escaped to nine, twice over. */
const MAX_FORM_BYTES = 5 * 1024 * 1024;

/** Puts a page into the app: what it shows, and what its forms do. */
export function mountDesk(
  app: App,
  path: string,
  role: Role,
  handlers: { readonly get?: PageHandler; readonly post?: FormHandler },
): void {
  const { get, post } = handlers;
  if (get !== undefined) app.get(path, (c) => serveDesk(c, role, get));
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
export function nameWhatIsDone({ c, texts }: Pick<Desk, 'c' | 'texts'>): string | undefined {
  return texts.done[c.req.query('done') ?? ''];
}

async function serveDesk(c: AppContext, role: Role, handle: PageHandler): Promise<Response> {
  const desk = await openDesk(c, role);
  return desk instanceof Response ? desk : await handle(desk);
}

async function takeForm(c: AppContext, role: Role, handle: FormHandler): Promise<Response> {
  const texts = chooseEditorTexts(c.req.header('accept-language') ?? '');
  const origin = {
    fetchSite: c.req.header('sec-fetch-site') ?? null,
    origin: c.req.header('origin') ?? null,
    host: new URL(c.req.url).host,
  };
  if (!isSameOrigin(origin)) return refuse(c, 403, texts.notOurForm);
  const desk = await openDesk(c, role);
  if (desk instanceof Response) return desk;
  const misplaced = refuseMisplacedWrite(c);
  if (misplaced !== null) {
    const { detail } = (await misplaced.json()) as { detail: string };
    return refuse(c, 503, detail, desk);
  }
  const body = await readBody(c, {
    method: 'POST',
    textBody: ['application/x-www-form-urlencoded'],
    maxBodyBytes: MAX_FORM_BYTES,
  });
  if (body instanceof Response) return refuse(c, body.status === 413 ? 413 : 415, texts.unreadableForm, desk);
  const form = new URLSearchParams(body.text);
  // The token is a digest: comparing it tells nothing of the session's secret.
  if (form.get('form_token') !== desk.formToken) return refuse(c, 403, texts.notOurForm, desk);
  return await handle(desk, form);
}

async function openDesk(c: AppContext, role: Role): Promise<Desk | Response> {
  const texts = chooseEditorTexts(c.req.header('accept-language') ?? '');
  const settings = readSettings(c.env);
  if ((c.env.ADMIN_TOKEN ?? '').length < MIN_ADMIN_TOKEN_CHARACTERS) return answerUnset(c, texts, settings);
  const newsroom = c.env.NEWSROOM.getByName(NEWSROOM_NAME);
  const session = await findSession(c, newsroom);
  if (session === null) {
    if (wantsJson(c)) return buildProblem(401, texts.sessionEnded);
    return answerSignIn(c, texts, settings);
  }
  const desk: Desk = { c, settings, newsroom, texts, ...session };
  return refuseRole(session.actor, role) === null ? desk : refuse(c, 403, texts.notYourRole, desk);
}

/** Says no: as a page to people, as a problem to the script. */
export function refuse(c: AppContext, status: PageStatus, detail: string, desk?: Desk): Response {
  if (wantsJson(c)) return buildProblem(status, detail);
  const texts = chooseEditorTexts(c.req.header('accept-language') ?? '');
  return answerEditorPage(
    c,
    <NoticePage texts={texts} settings={readSettings(c.env)} detail={detail} desk={desk} />,
    status,
  );
}
