/** One webhook: what it is told of, what became of its messages, and what can be done. */

import type { AttemptRecord, MessageRecord } from '../../../delivery/message.ts';
import { BODY_RETENTION_MS } from '../../../delivery/store.ts';
import { openQueue } from '../../../env.ts';
import type { Endpoint } from '../../../ledger/webhooks/endpoints.ts';
import { mayChange } from '../../../ledger/webhooks/endpoints.ts';
import { cutPage } from '../../../paging.ts';
import { showWebhook } from '../../api/webhooks.ts';
import { AuditLogLink } from '../audit-log-page.tsx';
import type { EditorContext, PageStatus } from '../editor-context.ts';
import { answerEditorPage, nameWhatIsDone } from '../editor-context.ts';
import { EditorTime, formatEditorTime } from '../editor-time.tsx';
import type { FormError } from '../field.tsx';
import { DangerForm, EditorPage, FormToken } from '../layout.tsx';
import type { WebhookForm } from './webhook-form.tsx';
import { fillWebhookForm, WebhookFields } from './webhook-form.tsx';

const MESSAGES_SHOWN = 50;
/** What needs somebody comes first. */
const UNDELIVERED = ['failed', 'held', 'pending', 'cancelled'] as const;

/** What just happened on the page, to be told. */
interface WebhookNews {
  readonly form?: WebhookForm;
  readonly errors?: readonly FormError[];
  readonly test?: AttemptRecord;
}

/** Shows the page. */
export async function showWebhookPage(
  editor: EditorContext,
  endpoint: Endpoint,
  news: WebhookNews,
  status: PageStatus = 200,
): Promise<Response> {
  const { c, ledger } = editor;
  const cursor = c.req.query('cursor') ?? null;
  const [directory, owner, records] = await Promise.all([
    ledger.listDirectory(),
    ledger.findTokenName(endpoint.tokenId),
    openQueue(c.env, endpoint.shard).listMessages(endpoint.id, MESSAGES_SHOWN + 1, cursor),
  ]);
  const { items, last } = cutPage(records, MESSAGES_SHOWN);
  const titles = await readTitles(editor, items);
  return answerEditorPage(
    c,
    <WebhookPage
      editor={editor}
      endpoint={endpoint}
      news={news}
      records={items}
      titles={titles}
      nextCursor={last?.id ?? null}
      directory={directory}
      owner={owner}
    />,
    status,
  );
}

async function readTitles(
  editor: EditorContext,
  records: readonly MessageRecord[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(records.flatMap(({ articleId }) => articleId ?? []));
  const articles = await Promise.all([...ids].map((id) => editor.ledger.readArticle(id)));
  return new Map(articles.flatMap((article) => (article === null ? [] : [[article.id, article.title]])));
}

interface WebhookPageProps {
  readonly editor: EditorContext;
  readonly endpoint: Endpoint;
  readonly news: WebhookNews;
  readonly records: readonly MessageRecord[];
  readonly titles: ReadonlyMap<string, string>;
  readonly nextCursor: string | null;
  readonly directory: Parameters<typeof WebhookFields>[0]['directory'];
  /** Whose it is; null where that token is gone. */
  readonly owner: string | null;
}

function WebhookPage(props: WebhookPageProps) {
  const { editor, endpoint, news, owner } = props;
  const { messages } = editor;
  const { url, state } = showWebhook(endpoint);
  const path = `/editor/webhooks/${endpoint.id}`;
  return (
    <EditorPage
      editor={editor}
      title={endpoint.description ?? url}
      current="webhooks"
      done={countRecovered(editor) ?? nameWhatIsDone(editor)}
    >
      <div class="page-head">
        <h1 dir="auto">{endpoint.description ?? url}</h1>
        <span class={`status ${state}`}>{messages.webhookStates[state]}</span>
      </div>
      <p class="subject">
        {messages.formats[endpoint.format]} · <span class="slug">{url}</span>
        {owner === null ? null : (
          <>
            {' '}
            · {messages.webhookOwner} <bdi>{owner}</bdi>
          </>
        )}
      </p>
      <AuditLogLink editor={editor} subject="webhook" id={endpoint.id} />
      {endpoint.stateReason === null ? null : (
        <p class={state === 'disabled' ? 'notice problem' : 'notice'}>
          {messages.describeStateReason(endpoint.stateReason)}
        </p>
      )}
      {news.test === undefined ? null : (
        <p class={news.test.failure === null ? 'notice good' : 'notice problem'} role="status">
          {news.test.failure === null
            ? messages.testArrived
            : `${messages.testFailed} ${messages.describeDeliveryFailure(news.test.failure)}`}
        </p>
      )}
      <p class="lead">{messages.help.webhook}</p>
      <Buttons editor={editor} endpoint={endpoint} path={path} />
      <MessageList {...props} path={path} />
      {mayChange(endpoint, editor.actor) ? (
        <Changes {...props} path={path} />
      ) : (
        <p class="hint">{messages.administratorsWebhook}</p>
      )}
    </EditorPage>
  );
}

interface PartProps extends WebhookPageProps {
  readonly path: string;
}

/** What was sent: first what needs somebody, and what arrived folded up. */
function MessageList({ editor, endpoint, records, titles, nextCursor, path }: PartProps) {
  const { messages } = editor;
  const undelivered = UNDELIVERED.flatMap((one) => records.filter((message) => message.state === one));
  const arrived = records.filter(({ state: one }) => one === 'delivered');
  const showRow = (message: MessageRecord) => (
    <WebhookMessage editor={editor} endpoint={endpoint} message={message} titles={titles} />
  );
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">{messages.messages}</h2>
      {records.length === 0 ? <p class="empty">{messages.noMessages}</p> : null}
      {undelivered.length === 0 ? null : <ol class="messages">{undelivered.map(showRow)}</ol>}
      {arrived.length === 0 ? null : (
        <details class="arrived">
          <summary>{messages.messagesArrived(arrived.length)}</summary>
          <ol class="messages">{arrived.map(showRow)}</ol>
        </details>
      )}
      {nextCursor === null ? null : (
        <a rel="next" href={`${path}?cursor=${encodeURIComponent(nextCursor)}`}>
          {messages.older}
        </a>
      )}
    </section>
  );
}

/** Changing the webhook, and removing it. */
function Changes({ editor, endpoint, news, directory, path }: PartProps) {
  const { messages } = editor;
  return (
    <>
      <details open={(news.errors ?? []).length > 0} class="apart">
        <summary>{messages.changeWebhook}</summary>
        <WebhookFields
          editor={editor}
          form={news.form ?? fillWebhookForm(endpoint)}
          errors={news.errors ?? []}
          directory={directory}
          action={path}
          isNew={false}
        />
      </details>
      <details class="apart">
        <summary>{messages.removeWebhook}</summary>
        <DangerForm editor={editor} action={`${path}/remove`} label={messages.removeWebhook} isApart={false}>
          <p class="hint">{messages.removeWebhookHint}</p>
        </DangerForm>
      </details>
    </>
  );
}

function Buttons({ editor, endpoint, path }: { editor: EditorContext; endpoint: Endpoint; path: string }) {
  const { messages } = editor;
  const isActive = endpoint.state === 'active';
  const changes: readonly (readonly [string, string])[] = [
    isActive ? ['pause', messages.pause] : ['resume', messages.resume],
    ...(endpoint.format === 'standard' ? ([['rotate', messages.rotate]] as const) : []),
  ];
  const actions: readonly (readonly [string, string])[] = [
    ['test', messages.test],
    ...(isActive ? ([['recover', messages.recover]] as const) : []),
    ...(mayChange(endpoint, editor.actor) ? changes : []),
  ];
  return (
    <div class="buttons">
      {actions.map(([action, label]) => (
        <form method="post" action={`${path}/${action}`}>
          <FormToken editor={editor} />
          <button type="submit">{label}</button>
        </form>
      ))}
    </div>
  );
}

/** How many messages are on their way since the page before asked for them; null: it did not. */
function countRecovered({ c, messages }: EditorContext): string | null {
  if (c.req.query('done') !== 'recovered') return null;
  const recovered = Number(c.req.query('messages'));
  return Number.isSafeInteger(recovered) && recovered >= 0 ? messages.recoveredDone(recovered) : null;
}

interface WebhookMessageProps {
  readonly editor: EditorContext;
  readonly endpoint: Endpoint;
  readonly message: MessageRecord;
  /** Of articles, by id. */
  readonly titles: ReadonlyMap<string, string>;
}

/** A row of the list. */
function WebhookMessage({ editor, endpoint, message, titles }: WebhookMessageProps) {
  const { messages } = editor;
  const title = message.articleId === null ? null : (titles.get(message.articleId) ?? null);
  // A test is made anew, a first attempt is on its way, and what is too old has no text any more.
  const isTried = message.state === 'failed' || (message.state === 'pending' && message.attempts.length > 0);
  const isKept = Date.now() < message.createdAt + BODY_RETENTION_MS;
  const canRetry =
    endpoint.state === 'active' &&
    isTried &&
    isKept &&
    message.event !== 'ping' &&
    message.inFlightSince === null;
  return (
    <li>
      <p class="about">
        <span class={`status ${message.state}`}>{messages.messageStates[message.state]}</span>{' '}
        {messages.events[message.event] ?? message.event}
        {title === null ? null : (
          <>
            {': '}
            <bdi>{title}</bdi>
          </>
        )}
      </p>
      <p class="became">{describeMessage(message, editor)}</p>
      {message.attempts.length === 0 ? null : (
        <details>
          <summary>{messages.attempts(message.attempts.length)}</summary>
          <ol class="attempts">
            {message.attempts.map(({ at, status, latencyMs, failure }) => (
              <li>
                <EditorTime at={at} editor={editor} />
                {status === null ? null : `, ${status}`}
                {`, ${latencyMs} ms`}
                {failure === null ? null : `: ${messages.describeDeliveryFailure(failure)}`}
              </li>
            ))}
          </ol>
        </details>
      )}
      {message.inFlightSince === null ? null : (
        <p>
          <EditorTime at={message.inFlightSince} editor={editor} />
          {`, ${messages.inFlight}`}
        </p>
      )}
      {canRetry ? (
        <form method="post" action={`/editor/webhooks/${endpoint.id}/retry`}>
          <FormToken editor={editor} />
          <input type="hidden" name="message" value={message.id} />
          <button type="submit">{messages.retry}</button>
        </form>
      ) : null}
    </li>
  );
}

/** What became of a message, and what a person can do, in a sentence or two. */
function describeMessage(message: MessageRecord, editor: EditorContext): string {
  const { messages } = editor;
  const last = message.attempts.at(-1) ?? null;
  const why = last?.failure ? messages.describeDeliveryFailure(last.failure) : '';
  switch (message.state) {
    case 'delivered':
      return messages.wasDelivered(formatEditorTime(last?.at ?? message.createdAt, editor));
    case 'pending':
      return message.nextAttemptAt === null || message.inFlightSince !== null || why === ''
        ? messages.isOnItsWay
        : messages.isTriedAgain(formatEditorTime(message.nextAttemptAt, editor), why);
    case 'failed':
      return messages.wasGivenUp(why);
    case 'held':
      return messages.isHeld;
    case 'cancelled':
      return messages.wasCancelled;
  }
}
