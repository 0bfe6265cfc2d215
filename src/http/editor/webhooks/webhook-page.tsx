/** One webhook: what it is told of, what became of its messages, and what can be done. */

import type { MessageRecord } from '../../../delivery/message.ts';
import type { Endpoint } from '../../../ledger/webhooks/endpoints.ts';
import { listMessages } from '../../api/webhook-mail.ts';
import { showWebhook } from '../../api/webhooks.ts';
import type { PageStatus } from '../answer.ts';
import { answerEditorPage } from '../answer.ts';
import type { EditorContext } from '../editor-context.tsx';
import { nameWhatIsDone } from '../editor-context.tsx';
import type { FormError } from '../field.tsx';
import { EditorPage, FormToken } from '../layout.tsx';
import type { WebhookForm } from './webhook-form.tsx';
import { fillWebhookForm, WebhookFields } from './webhook-form.tsx';
import { WebhookMessage } from './webhook-message.tsx';

const MESSAGES_SHOWN = 20;

/** What just happened on the page, to be told. */
interface WebhookNews {
  readonly form?: WebhookForm;
  readonly errors?: readonly FormError[];
  readonly test?: { readonly delivered: boolean; readonly error: string | null };
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
  const [directory, records] = await Promise.all([
    ledger.listDirectory(),
    listMessages(c.env, endpoint.id, MESSAGES_SHOWN + 1, cursor),
  ]);
  const messages = records.slice(0, MESSAGES_SHOWN);
  const titles = await readTitles(editor, messages);
  return answerEditorPage(
    c,
    <WebhookPage
      editor={editor}
      endpoint={endpoint}
      news={news}
      messages={messages}
      titles={titles}
      nextCursor={records.length > MESSAGES_SHOWN ? (messages.at(-1)?.id ?? null) : null}
      directory={directory}
    />,
    status,
  );
}

async function readTitles(
  editor: EditorContext,
  messages: readonly MessageRecord[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(messages.flatMap(({ articleId }) => articleId ?? []));
  const articles = await Promise.all([...ids].map((id) => editor.ledger.readArticle(id)));
  return new Map(articles.flatMap((article) => (article === null ? [] : [[article.id, article.title]])));
}

interface WebhookPageProps {
  readonly editor: EditorContext;
  readonly endpoint: Endpoint;
  readonly news: WebhookNews;
  readonly messages: readonly MessageRecord[];
  readonly titles: ReadonlyMap<string, string>;
  readonly nextCursor: string | null;
  readonly directory: Parameters<typeof WebhookFields>[0]['directory'];
}

function WebhookPage(props: WebhookPageProps) {
  const { editor, endpoint, news, messages, directory } = props;
  const { texts } = editor;
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
        <span class={`status ${state}`}>{texts.webhookStates[state]}</span>
      </div>
      <p class="subject">
        {texts.formats[endpoint.format]} · <span class="slug">{url}</span>
      </p>
      {endpoint.state_reason === null ? null : (
        <p class={state === 'disabled' ? 'notice problem' : 'notice'}>
          {texts.translateDeliveryError(endpoint.state_reason)}
        </p>
      )}
      {news.test === undefined ? null : (
        <p class={news.test.delivered ? 'notice good' : 'notice problem'} role="status">
          {news.test.delivered ? texts.testArrived : texts.testFailed}{' '}
          {texts.translateDeliveryError(news.test.error ?? '')}
        </p>
      )}
      <Buttons editor={editor} endpoint={endpoint} path={path} />
      <section aria-labelledby="messages">
        <h2 id="messages">{texts.messages}</h2>
        {messages.length === 0 ? <p class="empty">{texts.noMessages}</p> : null}
        <ol class="messages">
          {messages.map((message) => (
            <WebhookMessage editor={editor} endpoint={endpoint} message={message} titles={props.titles} />
          ))}
        </ol>
        {props.nextCursor === null ? null : (
          <a rel="next" href={`${path}?cursor=${encodeURIComponent(props.nextCursor)}`}>
            {texts.older}
          </a>
        )}
      </section>
      <details open={(news.errors ?? []).length > 0} class="apart">
        <summary>{texts.changeWebhook}</summary>
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
        <summary>{texts.removeWebhook}</summary>
        <form method="post" action={`${path}/remove`}>
          <FormToken editor={editor} />
          <p class="hint">{texts.removeWebhookHint}</p>
          <button type="submit" class="danger">
            {texts.removeWebhook}
          </button>
        </form>
      </details>
    </EditorPage>
  );
}

function Buttons({ editor, endpoint, path }: { editor: EditorContext; endpoint: Endpoint; path: string }) {
  const { texts } = editor;
  const isActive = endpoint.state === 'active';
  const actions: readonly (readonly [string, string])[] = [
    ['test', texts.test],
    isActive ? ['pause', texts.pause] : ['resume', texts.resume],
    ...(isActive ? ([['recover', texts.recover]] as const) : []),
    ...(endpoint.format === 'standard' ? ([['rotate', texts.rotate]] as const) : []),
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
function countRecovered({ c, texts }: EditorContext): string | null {
  if (c.req.query('done') !== 'recovered') return null;
  const messages = Number(c.req.query('messages'));
  return Number.isSafeInteger(messages) && messages >= 0 ? texts.recoveredDone(messages) : null;
}
