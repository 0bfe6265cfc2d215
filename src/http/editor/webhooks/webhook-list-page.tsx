/** The list of webhooks, and the page that shows a secret this once. */

import type { Category, Official } from '../../../article/directory.ts';
import type { Endpoint } from '../../../ledger/webhooks/endpoints.ts';
import { showWebhook } from '../../api/webhooks.ts';
import type { EditorContext } from '../editor-context.tsx';
import { nameWhatIsDone } from '../editor-context.tsx';
import type { FormError } from '../field.tsx';
import { EditorPage } from '../layout.tsx';
import type { WebhookForm } from './webhook-form.tsx';
import { WebhookFields } from './webhook-form.tsx';

interface WebhookListProps {
  readonly editor: EditorContext;
  readonly endpoints: readonly Endpoint[];
  readonly directory: { readonly categories: readonly Category[]; readonly officials: readonly Official[] };
  readonly form: WebhookForm;
  readonly errors: readonly FormError[];
}

/** The list, with the form for another one. */
export function WebhookListPage({ editor, endpoints, directory, form, errors }: WebhookListProps) {
  const { texts } = editor;
  return (
    <EditorPage
      editor={editor}
      title={texts.places.webhooks}
      current="webhooks"
      done={nameWhatIsDone(editor)}
    >
      <h1>{texts.places.webhooks}</h1>
      <p class="lead">{texts.webhooksLead}</p>
      <div class="columns">
        <section aria-label={texts.places.webhooks}>
          {endpoints.length === 0 ? <p class="empty">{texts.noWebhooks}</p> : null}
          <ul class="entries">
            {endpoints.map((endpoint) => (
              <WebhookRow editor={editor} endpoint={endpoint} />
            ))}
          </ul>
        </section>
        <section aria-labelledby="add">
          <h2 id="add">{texts.addWebhook}</h2>
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

function WebhookRow({ editor, endpoint }: { editor: EditorContext; endpoint: Endpoint }) {
  const { texts } = editor;
  const { url, state } = showWebhook(endpoint);
  return (
    <li>
      <a href={`/editor/webhooks/${endpoint.id}`} dir="auto">
        {endpoint.description ?? url}
      </a>
      <span class={`status ${state}`}>{texts.webhookStates[state]}</span>
      <span class="role">{texts.formats[endpoint.format]}</span>
      {endpoint.description === null ? null : <span class="slug">{url}</span>}
    </li>
  );
}

/** The secret of a webhook, which is kept where nobody can read it again. */
export function SecretPage({
  editor,
  endpoint,
  isRotated = false,
}: {
  editor: EditorContext;
  endpoint: Endpoint;
  isRotated?: boolean;
}) {
  const { texts } = editor;
  const title = isRotated ? texts.rotated : texts.webhookAdded;
  return (
    <EditorPage
      editor={editor}
      title={title}
      current="webhooks"
      done={isRotated ? texts.rotatedDone : texts.webhookRecognized(texts.formats[endpoint.format])}
    >
      <h1>{title}</h1>
      {endpoint.secret === null || endpoint.format !== 'standard' ? null : (
        <section>
          <p>{texts.secretOnce}</p>
          <p>
            <code class="secret" data-copy={texts.script.copy}>
              {endpoint.secret}
            </code>
          </p>
        </section>
      )}
      <p>
        <a class="button primary" href={`/editor/webhooks/${endpoint.id}`}>
          {texts.toWebhook}
        </a>
      </p>
    </EditorPage>
  );
}
