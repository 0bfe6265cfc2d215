/** `/editor/tokens`: who may come in, under which name. */

import { listFieldErrors } from '../../article/field-errors.ts';
import { FIRST_ADMINISTRATOR, ROLES } from '../../ledger/actor.ts';
import type { TokenSummary } from '../../ledger/tokens.ts';
import { makeToken, tokenSchema } from '../api/tokens.ts';
import type { App } from '../app-routes.ts';
import { statusOf } from '../problem.ts';
import { AuditLogLink } from './audit-log-page.tsx';
import type { EditorContext, PageStatus } from './editor-context.ts';
import { answerEditorPage, goTo, nameWhatIsDone } from './editor-context.ts';
import { mountEditorPage, refuse } from './editor-page.tsx';
import { EditorTime } from './editor-time.tsx';
import type { FormError } from './field.tsx';
import { describeFormErrors, ErrorSummary, Field, groupErrors, LineField } from './field.tsx';
import { DangerForm, EditorPage, FormToken } from './layout.tsx';

const TOKEN_PATH = '/editor/tokens/:id{[0-9A-Z]{26}}';
const PAGE_SIZE = 200;

/** A new token as the form has it. */
interface TokenForm {
  readonly name: string;
  readonly role: string;
}

/** Most who get one write. */
const EMPTY_TOKEN: TokenForm = { name: '', role: 'editor' };

/** Puts the pages into the app. */
export function mountTokenPages(app: App): void {
  mountEditorPage(app, '/editor/tokens', 'admin', {
    get: (editor) => showList(editor, EMPTY_TOKEN),
    post: addToken,
  });
  mountEditorPage(app, TOKEN_PATH, 'admin', { get: (editor) => withToken(editor, showToken) });
  mountEditorPage(app, `${TOKEN_PATH}/end`, 'admin', { post: (editor) => withToken(editor, endToken) });
}

async function withToken(
  editor: EditorContext,
  show: (editor: EditorContext, token: TokenSummary) => Promise<Response>,
): Promise<Response> {
  const wanted = editor.c.req.param('id') ?? '';
  const token = (await editor.ledger.listTokens()).find(({ id }) => id === wanted);
  return token === undefined
    ? refuse(editor.c, { code: 'token_not_found', id: wanted }, editor)
    : await show(editor, token);
}

async function addToken(editor: EditorContext, sent: URLSearchParams): Promise<Response> {
  const form = { name: sent.get('name') ?? '', role: sent.get('role') ?? '' };
  const parsed = tokenSchema.safeParse(form);
  if (!parsed.success) {
    const failure = { code: 'invalid', errors: listFieldErrors(parsed.error) } as const;
    return await showList(editor, form, describeFormErrors(failure, editor.messages), 422);
  }
  const made = await makeToken(editor, parsed.data);
  if (!made.ok) {
    const errors = describeFormErrors(made.failure, editor.messages, '/name');
    return await showList(editor, form, errors, statusOf(made.failure));
  }
  const { messages } = editor;
  const { summary, token } = made.value;
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={messages.tokenMade} current="tokens">
      <h1>{messages.tokenMade}</h1>
      <p class="subject">
        <bdi>{summary.name}</bdi> ({messages.roles[summary.role]})
      </p>
      <p role="status">{messages.tokenOnce}</p>
      <p>
        <code class="secret" data-copy={messages.script.copy}>
          {token}
        </code>
      </p>
      <p>
        <a class="button primary" href="/editor/tokens">
          {messages.toTokens}
        </a>
      </p>
    </EditorPage>,
  );
}

async function endToken(editor: EditorContext, { id }: TokenSummary): Promise<Response> {
  await editor.ledger.deleteToken(id, editor.actor);
  return goTo(editor.c, '/editor/tokens?done=tokenEnded');
}

async function showToken(editor: EditorContext, token: TokenSummary): Promise<Response> {
  const { messages } = editor;
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={token.name} current="tokens">
      <h1 dir="auto">{token.name}</h1>
      <p>
        <a href="/editor/tokens">{messages.sections.tokens}</a>
      </p>
      <TokenFacts editor={editor} token={token} />
      <AuditLogLink editor={editor} subject="token" id={token.id} />
      <DangerForm editor={editor} action={`/editor/tokens/${token.id}/end`} label={messages.tokenEnd} isApart>
        <p class="hint">{messages.tokenEndHint}</p>
      </DangerForm>
    </EditorPage>,
  );
}

function TokenFacts({ editor, token }: { editor: EditorContext; token: TokenSummary }) {
  const { messages } = editor;
  return (
    <span class="role">
      {messages.roles[token.role]} · {messages.tokenCreated}{' '}
      <EditorTime at={token.createdAt} editor={editor} /> ·{' '}
      {token.usedAt === null ? (
        messages.tokenUnused
      ) : (
        <>
          {messages.tokenUsed} <EditorTime at={token.usedAt} editor={editor} />
        </>
      )}
    </span>
  );
}

async function showList(
  editor: EditorContext,
  form: TokenForm,
  errors: readonly FormError[] = [],
  status: PageStatus = 200,
): Promise<Response> {
  const { c, messages } = editor;
  const after = c.req.query('after') ?? '';
  const tokens = (await editor.ledger.listTokens()).filter(({ id }) => id > after);
  const shown = tokens.slice(0, PAGE_SIZE);
  return answerEditorPage(
    c,
    <EditorPage
      editor={editor}
      title={messages.sections.tokens}
      current="tokens"
      done={nameWhatIsDone(editor)}
    >
      <h1>{messages.sections.tokens}</h1>
      <p class="lead">{messages.tokensLead}</p>
      {editor.actor.tokenId === FIRST_ADMINISTRATOR.tokenId ? (
        <p class="notice">{messages.tokensPersonal}</p>
      ) : null}
      <AuditLogLink editor={editor} subject="token" />
      <div class="columns">
        <section aria-label={messages.sections.tokens}>
          {tokens.length === 0 ? <p class="empty">{messages.noTokens}</p> : null}
          <ul class="entries">
            {shown.map((token) => (
              <li>
                <a href={`/editor/tokens/${token.id}`} dir="auto">
                  {token.name}
                </a>{' '}
                <TokenFacts editor={editor} token={token} />
              </li>
            ))}
          </ul>
          {tokens.length > shown.length ? (
            <a rel="next" href={`/editor/tokens?after=${shown.at(-1)?.id ?? ''}`}>
              {messages.nextPage}
            </a>
          ) : null}
        </section>
        <AddToken editor={editor} form={form} errors={errors} />
      </div>
    </EditorPage>,
    status,
  );
}

function AddToken({
  editor,
  form,
  errors,
}: {
  editor: EditorContext;
  form: TokenForm;
  errors: readonly FormError[];
}) {
  const { messages } = editor;
  const grouped = groupErrors(errors);
  return (
    <section aria-labelledby="add">
      <h2 id="add">{messages.addToken}</h2>
      <ErrorSummary errors={grouped} messages={messages} />
      <form method="post" action="/editor/tokens" class="entry-form" novalidate>
        <FormToken editor={editor} />
        <LineField
          name="name"
          label={messages.name}
          value={form.name}
          hint={messages.tokenNameHint}
          errors={grouped}
          required
        />
        <Field
          name="role"
          label={messages.tokenRole}
          hint={messages.tokenRoleHint}
          errors={grouped}
          control={(attributes) => (
            <select {...attributes}>
              {ROLES.toReversed().map((role) => (
                <option value={role} selected={role === form.role}>
                  {messages.roles[role]}
                </option>
              ))}
            </select>
          )}
        />
        <button type="submit" class="primary">
          {messages.tokenMake}
        </button>
      </form>
    </section>
  );
}
