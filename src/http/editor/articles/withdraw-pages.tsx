/** Taking back: withdrawing what readers have, deleting what they never saw. */

import type { Child } from 'hono/jsx';
import { readArticlePatch } from '../../../article/input.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { Failure, Result } from '../../../failure.ts';
import type { DeletionOptions } from '../../../ledger/articles/article-calls.ts';
import { formatRevisionTag } from '../../../ledger/articles/article-calls.ts';
import { describeFailure } from '../../../messages/problems.ts';
import { MAX_REASON_CHARACTERS } from '../../api/articles.ts';
import type { App } from '../../app-routes.ts';
import { takeWritten } from '../../ledger-page.ts';
import { statusOf } from '../../problem.ts';
import type { EditorContext } from '../editor-context.ts';
import { answerEditorPage, goTo } from '../editor-context.ts';
import { ARTICLE_PATH, mountEditorPage, refuse, withArticle } from '../editor-page.tsx';
import { TextField } from '../field.tsx';
import { EditorPage, FormToken } from '../layout.tsx';
import { describeOutcome } from './review-page.tsx';

/** Puts the pages into the app. */
export function mountWithdrawPages(app: App): void {
  mountEditorPage(app, `${ARTICLE_PATH}/withdraw`, 'editor', {
    get: (editor) => withArticle(editor, (article) => showWithdraw(editor, article)),
    post: (editor, sent) => withArticle(editor, (article) => withdraw(editor, sent, article)),
  });
  mountEditorPage(app, `${ARTICLE_PATH}/delete`, 'editor', {
    get: (editor) => withArticle(editor, (article) => showDelete(editor, article)),
    post: (editor, sent) => withArticle(editor, (article) => deleteDraft(editor, sent, article)),
  });
}

async function showWithdraw(
  editor: EditorContext,
  article: ArticleResource,
  failure?: Failure,
): Promise<Response> {
  const { messages, settings } = editor;
  const change = readArticlePatch({ status: 'withdrawn' }, settings.publicUrl);
  if (!change.ok) return refuse(editor.c, { code: 'withdrawal_not_possible' }, editor);
  const dryRun = await editor.ledger.dryRunArticle({ id: article.id, change: change.value }, editor.actor);
  if (!dryRun.ok) return refuse(editor.c, { code: 'withdrawal_not_possible' }, editor);
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={messages.withdraw} current="articles">
      <h1>{messages.withdraw}</h1>
      {failure === undefined ? null : (
        <p class="notice problem" role="alert">
          {describeFailure(failure, messages.problems)}
        </p>
      )}
      <p class="subject" dir="auto">
        {article.title}
      </p>
      <ul>
        {describeOutcome(dryRun.value, messages, settings).map((line) => (
          <li>{line}</li>
        ))}
        <li>{messages.outcomeWithdrawn}</li>
      </ul>
      <TakeBackForm editor={editor} article={article} action="withdraw" label={messages.withdraw}>
        <TextField name="reason" label={messages.reason} rows={3} value="" hint={messages.reasonHint} />
      </TakeBackForm>
    </EditorPage>,
    failure === undefined ? 200 : statusOf(failure),
  );
}

async function withdraw(
  editor: EditorContext,
  sent: URLSearchParams,
  article: ArticleResource,
): Promise<Response> {
  const deleted = await takeBack(editor, sent, article, {
    // As much as the API takes; what is longer was pasted by mistake.
    reason: (sent.get('reason') ?? '').trim().slice(0, MAX_REASON_CHARACTERS) || null,
    notify: true,
  });
  if (deleted.ok) return goTo(editor.c, `/editor/articles/${article.id}?done=withdrawn&draft=${article.id}`);
  return deleted.failure.code === 'article_changed'
    ? await showWithdraw(editor, article, deleted.failure)
    : refuse(editor.c, { code: 'withdrawal_not_possible' }, editor);
}

async function showDelete(editor: EditorContext, article: ArticleResource): Promise<Response> {
  const { messages } = editor;
  if (article.status !== 'draft' && article.status !== 'scheduled') {
    return refuse(editor.c, { code: 'deletion_not_possible' }, editor);
  }
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={messages.deleteDraft} current="articles">
      <h1>{messages.deleteDraft}</h1>
      <p class="subject" dir="auto">
        {article.title}
      </p>
      <p>{messages.deleteHint}</p>
      <TakeBackForm editor={editor} article={article} action="delete" label={messages.deleteDraft} />
    </EditorPage>,
  );
}

interface TakeBackProps {
  readonly editor: EditorContext;
  readonly article: ArticleResource;
  readonly action: 'withdraw' | 'delete';
  readonly label: string;
  readonly children?: Child;
}

/** The button that takes back the article as it was looked at, and the way out beside it. */
function TakeBackForm({ editor, article, action, label, children }: TakeBackProps) {
  const path = `/editor/articles/${article.id}`;
  return (
    <form method="post" action={`${path}/${action}`} class="entry-form">
      <FormToken editor={editor} />
      <input type="hidden" name="revision" value={String(article.revision)} />
      {children}
      <div class="buttons">
        <button type="submit" class="danger">
          {label}
        </button>
        <a class="button" href={path}>
          {editor.messages.cancel}
        </a>
      </div>
    </form>
  );
}

async function deleteDraft(
  editor: EditorContext,
  sent: URLSearchParams,
  article: ArticleResource,
): Promise<Response> {
  // By now it may have been published: then deleting would be withdrawing, which is another page.
  if (article.status !== 'draft' && article.status !== 'scheduled') {
    return refuse(editor.c, { code: 'deletion_not_possible' }, editor);
  }
  const deleted = await takeBack(editor, sent, article, { reason: null, notify: false });
  return deleted.ok
    ? goTo(editor.c, `/editor?done=deleted&draft=${article.id}`)
    : refuse(editor.c, deleted.failure, editor);
}

/** Withdraws or deletes the article as it was looked at. */
async function takeBack(
  { c, ledger, actor }: EditorContext,
  sent: URLSearchParams,
  article: ArticleResource,
  options: Pick<DeletionOptions, 'reason' | 'notify'>,
): Promise<Result<unknown>> {
  const ifMatch = formatRevisionTag(Number(sent.get('revision')));
  return takeWritten(c, await ledger.deleteArticle(article.id, { ...options, ifMatch }, actor));
}
