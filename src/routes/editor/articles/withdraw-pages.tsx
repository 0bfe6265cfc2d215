/** Taking back: withdrawing what readers have, deleting what they never saw. */

import type { Child } from 'hono/jsx';
import { readArticlePatch } from '../../../article/input.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import { formatRevisionTag } from '../../../newsroom/precondition.ts';
import type { App } from '../../app-routes.ts';
import type { PageStatus } from '../answer.ts';
import { answerEditorPage, goTo } from '../answer.ts';
import type { Desk } from '../desk.tsx';
import { mountDesk, refuse } from '../desk.tsx';
import { TextField } from '../field.tsx';
import { DeskPage, FormToken } from '../layout.tsx';
import { ARTICLE_PATH, withArticle } from './article-path.ts';
import { describeOutcome } from './review-page.tsx';

/** Puts the pages into the app. */
export function mountWithdrawPages(app: App): void {
  mountDesk(app, `${ARTICLE_PATH}/withdraw`, 'editor', {
    get: (desk) => withArticle(desk, (article) => showWithdraw(desk, article)),
    post: (desk, sent) => withArticle(desk, (article) => withdraw(desk, sent, article)),
  });
  mountDesk(app, `${ARTICLE_PATH}/delete`, 'editor', {
    get: (desk) => withArticle(desk, (article) => showDelete(desk, article)),
    post: (desk, sent) => withArticle(desk, (article) => deleteDraft(desk, sent, article)),
  });
}

async function showWithdraw(
  desk: Desk,
  article: ArticleResource,
  problem?: string,
  status: PageStatus = 200,
): Promise<Response> {
  const { texts, settings } = desk;
  const change = readArticlePatch({ status: 'withdrawn' }, settings.publicUrl);
  if (!change.ok) return refuse(desk.c, 409, texts.cannotWithdraw, desk);
  const rehearsal = await desk.newsroom.rehearseArticle({ id: article.id, change: change.value }, desk.actor);
  if (!rehearsal.ok) return refuse(desk.c, 409, texts.cannotWithdraw, desk);
  return answerEditorPage(
    desk.c,
    <DeskPage desk={desk} title={texts.withdraw} current="articles">
      <h1>{texts.withdraw}</h1>
      {problem === undefined ? null : (
        <p class="notice problem" role="alert">
          {problem}
        </p>
      )}
      <p class="subject" dir="auto">
        {article.title}
      </p>
      <ul>
        {describeOutcome(rehearsal.value, texts, settings).map((sentence) => (
          <li>{sentence}</li>
        ))}
        <li>{texts.outcomeWithdrawn}</li>
      </ul>
      <TakeBackForm desk={desk} article={article} action="withdraw" label={texts.withdraw}>
        <TextField name="reason" label={texts.reason} rows={3} value="" hint={texts.reasonHint} />
      </TakeBackForm>
    </DeskPage>,
    status,
  );
}

async function withdraw(desk: Desk, sent: URLSearchParams, article: ArticleResource): Promise<Response> {
  const deleted = await desk.newsroom.deleteArticle(
    article.id,
    {
      // As much as the API takes; what is longer was pasted by mistake.
      reason: (sent.get('reason') ?? '').trim().slice(0, MAX_REASON_CHARACTERS) || null,
      notify: true,
      ifMatch: formatRevisionTag(Number(sent.get('revision'))),
    },
    desk.actor,
  );
  if (deleted.ok) return goTo(desk.c, `/editor/articles/${article.id}?done=withdrawn&draft=${article.id}`);
  return deleted.failure.reason === 'precondition_failed'
    ? await showWithdraw(desk, article, desk.texts.changedMeanwhile, 412)
    : refuse(desk.c, 409, desk.texts.cannotWithdraw, desk);
}

const MAX_REASON_CHARACTERS = 1000;

async function showDelete(desk: Desk, article: ArticleResource): Promise<Response> {
  const { texts } = desk;
  if (article.status !== 'draft' && article.status !== 'scheduled') {
    return refuse(desk.c, 409, texts.cannotDelete, desk);
  }
  return answerEditorPage(
    desk.c,
    <DeskPage desk={desk} title={texts.deleteDraft} current="articles">
      <h1>{texts.deleteDraft}</h1>
      <p class="subject" dir="auto">
        {article.title}
      </p>
      <p>{texts.deleteHint}</p>
      <TakeBackForm desk={desk} article={article} action="delete" label={texts.deleteDraft} />
    </DeskPage>,
  );
}

interface TakeBackProps {
  readonly desk: Desk;
  readonly article: ArticleResource;
  readonly action: 'withdraw' | 'delete';
  readonly label: string;
  readonly children?: Child;
}

/** The button that takes back the article as it was looked at, and the way out beside it. */
function TakeBackForm({ desk, article, action, label, children }: TakeBackProps) {
  const path = `/editor/articles/${article.id}`;
  return (
    <form method="post" action={`${path}/${action}`} class="entry-form">
      <FormToken desk={desk} />
      <input type="hidden" name="revision" value={String(article.revision)} />
      {children}
      <div class="buttons">
        <button type="submit" class="danger">
          {label}
        </button>
        <a class="button" href={path}>
          {desk.texts.cancel}
        </a>
      </div>
    </form>
  );
}

async function deleteDraft(desk: Desk, sent: URLSearchParams, article: ArticleResource): Promise<Response> {
  // By now it may have been published: then deleting would be withdrawing, which is another page.
  const deleted =
    article.status === 'draft' || article.status === 'scheduled'
      ? await desk.newsroom.deleteArticle(
          article.id,
          { reason: null, notify: false, ifMatch: formatRevisionTag(Number(sent.get('revision'))) },
          desk.actor,
        )
      : null;
  if (deleted?.ok) return goTo(desk.c, `/editor?done=deleted&draft=${article.id}`);
  return refuse(desk.c, 409, deleted === null ? desk.texts.cannotDelete : desk.texts.changedMeanwhile, desk);
}
