/** The list of webhooks, and the page that shows a secret this once. */

import type { Directory } from '../../../article/directory/directory.ts';
import { foldText } from '../../../article/search-terms.ts';
import type { Endpoint } from '../../../ledger/webhooks/endpoints.ts';
import { showWebhook, showWebhookWithSecret } from '../../api/webhooks.ts';
import { AuditLogLink } from '../audit-log-page.tsx';
import type { EditorContext } from '../editor-context.ts';
import { nameWhatIsDone } from '../editor-context.ts';
import { EditorTime } from '../editor-time.tsx';
import type { FormError } from '../field.tsx';
import { EditorPage } from '../layout.tsx';
import { FoundList, readListQuery } from '../lists.tsx';
import type { WebhookForm } from './webhook-form.tsx';
import { WebhookFields } from './webhook-form.tsx';

interface WebhookListProps {
  readonly editor: EditorContext;
  readonly endpoints: readonly Endpoint[];
  /** Since when (epoch milliseconds) those that fail do so, by id. */
  readonly failingSince: ReadonlyMap<string, number>;
  readonly directory: Directory;
  readonly form: WebhookForm;
  readonly errors: readonly FormError[];
}

/** The list, with the form for another one. */
export function WebhookListPage(props: WebhookListProps) {
  const { editor, endpoints, failingSince, directory, form, errors } = props;
  const { messages } = editor;
  const query = readListQuery(editor);
  return (
    <EditorPage
      editor={editor}
      title={messages.sections.webhooks}
      current="webhooks"
      done={nameWhatIsDone(editor)}
    >
      <h1>{messages.sections.webhooks}</h1>
      <p class="lead">{messages.webhooksLead}</p>
      <AuditLogLink editor={editor} subject="webhook" />
      <div class="columns">
        <section aria-label={messages.sections.webhooks}>
          <FoundList
            messages={messages}
            query={query}
            path="/editor/webhooks"
            found={findWebhooks(editor, endpoints, failingSince, query.q)}
            none={messages.noWebhooks}
            renderRow={(endpoint) => (
              <WebhookRow editor={editor} endpoint={endpoint} failingSince={failingSince.get(endpoint.id)} />
            )}
          />
        </section>
        <section aria-labelledby="add">
          <h2 id="add">{messages.addWebhook}</h2>
          <WebhookFields
            editor={editor}
            form={form}
            errors={errors}
            directory={directory}
            action="/editor/webhooks"
            isNew
          />
        </section>
      </div>
    </EditorPage>
  );
}

/** Those that have every word of a search in what they are called; what needs somebody comes first, then by name. */
function findWebhooks(
  { messages, settings }: EditorContext,
  endpoints: readonly Endpoint[],
  failingSince: ReadonlyMap<string, number>,
  q: string,
): readonly Endpoint[] {
  const { compare } = new Intl.Collator(settings.language, { numeric: true });
  const wanted = foldText(q).split(/\s+/);
  const rank = ({ id, state }: Endpoint) =>
    state === 'disabled' ? 0 : state === 'active' && failingSince.has(id) ? 1 : 2;
  return endpoints
    .map((endpoint) => {
      const { url } = showWebhook(endpoint);
      const name = endpoint.description ?? url;
      const words = foldText([name, url, messages.formats[endpoint.format]].join('\n'));
      return { endpoint, name, words };
    })
    .filter(({ words }) => wanted.every((word) => words.includes(word)))
    .sort((one, other) => rank(one.endpoint) - rank(other.endpoint) || compare(one.name, other.name))
    .map(({ endpoint }) => endpoint);
}

interface WebhookRowProps {
  readonly editor: EditorContext;
  readonly endpoint: Endpoint;
  readonly failingSince: number | undefined;
}

function WebhookRow({ editor, endpoint, failingSince }: WebhookRowProps) {
  const { messages } = editor;
  const { url, state } = showWebhook(endpoint);
  return (
    <li>
      <a href={`/editor/webhooks/${endpoint.id}`} dir="auto">
        {endpoint.description ?? url}
      </a>
      <span class={`status ${state}`}>{messages.webhookStates[state]}</span>
      {failingSince === undefined || state !== 'active' ? null : (
        <span class="status failed">
          {messages.failingSince} <EditorTime at={failingSince} editor={editor} />
        </span>
      )}
      <span class="role">{messages.formats[endpoint.format]}</span>
      {endpoint.description === null ? null : <span class="slug">{url}</span>}
    </li>
  );
}

/** The secret of a webhook, which is kept where nobody can read it again. */
export function SecretPage({
  editor,
  endpoint,
  overlaps = [],
  isRotated = false,
}: {
  editor: EditorContext;
  endpoint: Endpoint;
  /** Ids of others at the same address that are told of some of the same. */
  overlaps?: readonly string[];
  isRotated?: boolean;
}) {
  const { messages } = editor;
  const title = isRotated ? messages.rotated : messages.webhookAdded;
  const { signature, secret, public_keys: publicKeys } = showWebhookWithSecret(endpoint);
  // The secrets of services are known where they come from.
  const shown = signature === 'v1a' ? publicKeys[0]?.public_key : signature === 'v1' ? secret : null;
  return (
    <EditorPage
      editor={editor}
      title={title}
      current="webhooks"
      done={isRotated ? messages.rotatedDone : messages.webhookRecognized(messages.formats[endpoint.format])}
    >
      <h1>{title}</h1>
      {shown === null || shown === undefined ? null : (
        <section>
          <p>{signature === 'v1a' ? messages.publicKeyLead : messages.secretOnce}</p>
          <p>
            <code class="secret" data-copy={messages.script.copy}>
              {shown}
            </code>
          </p>
        </section>
      )}
      {overlaps.length === 0 ? null : (
        <section>
          <p class="notice">{messages.webhookOverlaps}</p>
          <ul>
            {overlaps.map((id) => (
              <li>
                <a href={`/editor/webhooks/${id}`}>{id}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <a class="button primary" href={`/editor/webhooks/${endpoint.id}`}>
          {messages.toWebhook}
        </a>
      </p>
    </EditorPage>
  );
}
