/** A page of the editor: what is checked before it is shown, and how it is refused. */

import type { ArticleResource } from '../../article/resource.ts';
import { openLedger } from '../../env.ts';
import type { Failure, Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { Role } from '../../ledger/actor.ts';
import { chooseEditorMessages } from '../../messages/editor/choose.ts';
import type { EditorMessages } from '../../messages/editor/english.ts';
import { describeFailure } from '../../messages/problems.ts';
import type { Settings } from '../../settings.ts';
import { readSettings } from '../../settings.ts';
import { MIN_ADMIN_TOKEN_CHARACTERS, refuseMisplacedWrite, refuseRole } from '../api/auth.ts';
import { readBody, readBytes } from '../api/body.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { answerFailure, statusOf } from '../problem.ts';
import type { EditorContext } from './editor-context.ts';
import { answerEditorPage, wantsJson } from './editor-context.ts';
import { EditorLayout } from './layout.tsx';
import { findSession, isSameOrigin } from './session.ts';
import { answerSignIn, answerUnset } from './sign-in.tsx';

type PageHandler = (editor: EditorContext) => Promise<Response>;
type FormHandler = (editor: EditorContext, form: URLSearchParams) => Promise<Response>;
type UploadHandler = (editor: EditorContext, form: FormData) => Promise<Response>;

/** Content of 256 KiB, each character escaped to nine, twice over. */
const MAX_FORM_BYTES = 5 * 1024 * 1024;

/** Puts a page into the app: what it shows, and what its forms do. */
export function mountEditorPage(
  app: App,
  path: string,
  role: Role,
  handlers: {
    readonly get?: PageHandler;
    readonly post?: FormHandler;
    /** Instead of `post`, of a form that brings a file. */
    readonly upload?: UploadHandler;
    /** Instead of both, of bytes that the editor's script sends and the handler reads as they come. */
    readonly bytes?: PageHandler;
    readonly maxFormBytes?: number;
  },
): void {
  const { get, post, upload, bytes, maxFormBytes = MAX_FORM_BYTES } = handlers;
  if (get !== undefined) app.get(path, (c) => serveEditor(c, role, get));
  if (post !== undefined) app.post(path, (c) => takeForm(c, role, readFields, post, maxFormBytes));
  if (upload !== undefined) app.post(path, (c) => takeForm(c, role, readUpload, upload, maxFormBytes));
  if (bytes !== undefined) app.post(path, (c) => takeBytes(c, role, bytes));
  answerOtherMethods(app, path, [
    ...(get === undefined ? [] : ['GET']),
    ...((post ?? upload ?? bytes) === undefined ? [] : ['POST']),
  ]);
}

async function serveEditor(c: AppContext, role: Role, handle: PageHandler): Promise<Response> {
  const editor = await openEditor(c, role);
  return editor instanceof Response ? editor : await handle(editor);
}

async function takeForm<Form extends URLSearchParams | FormData>(
  c: AppContext,
  role: Role,
  readForm: (c: AppContext, maxFormBytes: number) => Promise<Result<Form>>,
  handle: (editor: EditorContext, form: Form) => Promise<Response>,
  maxFormBytes: number,
): Promise<Response> {
  if (!isSameOrigin(c)) return refuse(c, { code: 'form_not_ours' });
  const editor = await openEditor(c, role);
  if (editor instanceof Response) return editor;
  const misplaced = refuseMisplacedWrite(c);
  if (misplaced !== null) return refuse(c, misplaced, editor);
  const form = await readForm(c, maxFormBytes);
  if (!form.ok) return refuse(c, form.failure, editor);
  // The token is a digest: comparing it tells nothing of the session's secret.
  if (form.value.get('form_token') !== editor.formToken) return refuse(c, { code: 'form_not_ours' }, editor);
  return await handle(editor, form.value);
}

async function readFields(c: AppContext, maxFormBytes: number): Promise<Result<URLSearchParams>> {
  const body = await readBody(c, {
    method: 'POST',
    textBody: ['application/x-www-form-urlencoded'],
    maxBodyBytes: maxFormBytes,
  });
  if (body.ok) return succeed(new URLSearchParams(body.value.text));
  return fail({ code: body.failure.code === 'body_too_large' ? 'form_too_large' : 'form_unreadable' });
}

async function readUpload(c: AppContext, maxFormBytes: number): Promise<Result<FormData>> {
  const type = c.req.header('content-type') ?? '';
  if (!type.toLowerCase().startsWith('multipart/form-data')) return fail({ code: 'form_unreadable' });
  const bytes = await readBytes(c.req.raw.body, maxFormBytes);
  if (bytes === null) return fail({ code: 'form_too_large' });
  try {
    return succeed(await new Response(bytes, { headers: { 'content-type': type } }).formData());
  } catch {
    return fail({ code: 'form_unreadable' });
  }
}

async function takeBytes(c: AppContext, role: Role, handle: PageHandler): Promise<Response> {
  if (!isSameOrigin(c)) return refuse(c, { code: 'form_not_ours' });
  const editor = await openEditor(c, role);
  if (editor instanceof Response) return editor;
  const misplaced = refuseMisplacedWrite(c);
  if (misplaced !== null) return refuse(c, misplaced, editor);
  if (c.req.header('x-form-token') !== editor.formToken) return refuse(c, { code: 'form_not_ours' }, editor);
  return await handle(editor);
}

async function openEditor(c: AppContext, role: Role): Promise<EditorContext | Response> {
  const messages = chooseEditorMessages(c.req.header('accept-language') ?? '');
  const settings = readSettings(c.env);
  if ((c.env.ADMIN_TOKEN ?? '').length < MIN_ADMIN_TOKEN_CHARACTERS)
    return answerUnset(c, messages, settings);
  const ledger = openLedger(c.env);
  const found = await findSession(c, ledger);
  if (!found.ok) return refuse(c, found.failure);
  const session = found.value;
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

interface NoticeProps {
  readonly messages: EditorMessages;
  readonly settings: Settings;
  readonly detail: string;
  /** Absent for somebody who is not signed in. */
  readonly editor?: EditorContext | undefined;
}

/** The page. */
function NoticePage({ messages, settings, detail, editor }: NoticeProps) {
  return (
    <EditorLayout messages={messages} settings={settings} editor={editor} title={messages.refusedTitle}>
      <h1>{messages.refusedTitle}</h1>
      <p class="notice problem" role="alert">
        {detail}
      </p>
      <p>
        <a href="/editor">{messages.toEditor}</a>
      </p>
    </EditorLayout>
  );
}

/** Addresses of one article carry its ULID. */
export const ARTICLE_PATH = '/editor/articles/:id{[0-9A-Z]{26}}';

/** The article that the address names, or a page that says that there is none. */
export async function withArticle(
  editor: EditorContext,
  show: (article: ArticleResource) => Promise<Response>,
): Promise<Response> {
  const id = editor.c.req.param('id') ?? '';
  const article = await editor.ledger.readArticle(id);
  return article === null ? refuse(editor.c, { code: 'article_not_found', id }, editor) : await show(article);
}
