/** The list of webhooks, and the page that shows a secret this once. */

import type { Category, Official } from '../../../article/directory.ts';
import type { FieldError } from '../../../failure.ts';
import type { Endpoint } from '../../../newsroom/endpoints.ts';
import { showWebhook } from '../../webhooks.ts';
import type { Desk } from '../desk.tsx';
import { nameWhatIsDone } from '../desk.tsx';
import { DeskPage } from '../layout.tsx';
import type { WebhookForm } from './webhook-form.tsx';
import { WebhookFields } from './webhook-form.tsx';

interface WebhookListProps {
  readonly desk: Desk;
  readonly endpoints: readonly Endpoint[];
  readonly directory: { readonly categories: readonly Category[]; readonly officials: readonly Official[] };
  readonly form: WebhookForm;
  readonly errors: readonly FieldError[];
}

/** The list, with the form for another one. */
export function WebhookListPage({ desk, endpoints, directory, form, errors }: WebhookListProps) {
  const { texts } = desk;
  return (
    <DeskPage desk={desk} title={texts.places.webhooks} current="webhooks" done={nameWhatIsDone(desk)}>
      <h1>{texts.places.webhooks}</h1>
      <p class="lead">{texts.webhooksLead}</p>
      <div class="columns">
        <section aria-label={texts.places.webhooks}>
          {endpoints.length === 0 ? <p class="empty">{texts.noWebhooks}</p> : null}
          <ul class="entries">
            {endpoints.map((endpoint) => (
              <WebhookRow desk={desk} endpoint={endpoint} />
            ))}
          </ul>
        </section>
        <section aria-labelledby="add">
          <h2 id="add">{texts.addWebhook}</h2>
          <WebhookFields
            desk={desk}
            form={form}
            errors={errors}
            directory={directory}
            action="/editor/webhooks"
            isNew
          />
        </section>
      </div>
    </DeskPage>
  );
}

function WebhookRow({ desk, endpoint }: { desk: Desk; endpoint: Endpoint }) {
  const { texts } = desk;
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
  desk,
  endpoint,
  isRotated = false,
}: {
  desk: Desk;
  endpoint: Endpoint;
  isRotated?: boolean;
}) {
  const { texts } = desk;
  const title = isRotated ? texts.rotated : texts.webhookAdded;
  return (
    <DeskPage
      desk={desk}
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
    </DeskPage>
  );
}
