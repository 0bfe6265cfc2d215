/** `/editor/webhooks`: who is told, of what; adding, pausing, testing, removing. */

import { listFieldErrors } from '../../../article/field-errors.ts';
import type { Failure, FieldError } from '../../../failure.ts';
import type { Endpoint } from '../../../newsroom/endpoints.ts';
import { generateSecret, MIN_SECRET_BYTES } from '../../../webhook/sign.ts';
import type { App } from '../../app-routes.ts';
import {
  readEndpointChange,
  readNewEndpoint,
  webhookPatchSchema,
  webhookSchema,
} from '../../webhook-input.ts';
import { retryMessage } from '../../webhook-mail.ts';
import type { PageStatus } from '../answer.ts';
import { answerEditorPage, goTo } from '../answer.ts';
import type { Desk } from '../desk.tsx';
import { mountDesk, refuse } from '../desk.tsx';
import type { WebhookForm } from './webhook-form.tsx';
import { EMPTY_WEBHOOK, fillWebhookForm, readWebhookForm } from './webhook-form.tsx';
import { SecretPage, WebhookListPage } from './webhook-list-page.tsx';
import { showWebhookPage } from './webhook-page.tsx';

/** An endpoint is shown by its id. */
const WEBHOOK_PATH = '/editor/webhooks/:id{ep_[0-9A-Z]{26}}';
/** As many as anybody will look through; the API lists the rest. */
const MAX_LISTED = 500;

/** Puts the pages into the app. */
export function mountWebhookPages(app: App): void {
  mountDesk(app, '/editor/webhooks', 'subscriber', {
    get: (desk) => showList(desk, EMPTY_WEBHOOK),
    post: addWebhook,
  });
  mountDesk(app, WEBHOOK_PATH, 'subscriber', {
    get: (desk) => withEndpoint(desk, (endpoint) => showWebhookPage(desk, endpoint, {})),
    post: (desk, sent) => withEndpoint(desk, (endpoint) => changeWebhook(desk, endpoint, sent)),
  });
  for (const [action, act] of Object.entries(ACTIONS)) {
    mountDesk(app, `${WEBHOOK_PATH}/${action}`, 'subscriber', {
      post: (desk, sent) => withEndpoint(desk, (endpoint) => act(desk, endpoint, sent)),
    });
  }
}

type Act = (desk: Desk, endpoint: Endpoint, sent: URLSearchParams) => Promise<Response>;

/** What the buttons of a webhook's page do. */
const ACTIONS: Readonly<Record<string, Act>> = {
  test: async (desk, endpoint) => {
    const test = await desk.newsroom.prepareTest(endpoint.id, desk.actor);
    if (test === null) return refuse(desk.c, 404, desk.texts.noWebhook, desk);
    const outcome = await desk.c.env.MAILBOX.getByName(endpoint.id).sendTest(test.target, test.message);
    return await showWebhookPage(desk, endpoint, { test: outcome });
  },
  pause: (desk, endpoint) => setState(desk, endpoint, 'paused'),
  resume: (desk, endpoint) => setState(desk, endpoint, 'active'),
  recover: async (desk, endpoint) => {
    const recovered = await desk.c.env.MAILBOX.getByName(endpoint.id).recover(0);
    return recovered.ok
      ? goTo(desk.c, `/editor/webhooks/${endpoint.id}?done=recovered&messages=${recovered.value}`)
      : await showFailure(desk, endpoint, recovered.failure);
  },
  retry: async (desk, endpoint, sent) => {
    const retried = await retryMessage(desk.c.env, endpoint, sent.get('message') ?? '');
    return retried.ok
      ? goTo(desk.c, `/editor/webhooks/${endpoint.id}?done=retried`)
      : await showFailure(desk, endpoint, retried.failure);
  },
  rotate: async (desk, endpoint) => {
    const secret = generateSecret(crypto.getRandomValues(new Uint8Array(MIN_SECRET_BYTES)));
    const rotated = await desk.newsroom.rotateSecret(endpoint.id, secret, desk.actor);
    if (!rotated.ok) return await showFailure(desk, endpoint, rotated.failure);
    return answerEditorPage(desk.c, <SecretPage desk={desk} endpoint={rotated.value} isRotated />);
  },
  remove: async (desk, endpoint) => {
    await desk.newsroom.removeEndpoint(endpoint.id, desk.actor);
    return goTo(desk.c, '/editor/webhooks?done=removed');
  },
};

async function withEndpoint(desk: Desk, show: (endpoint: Endpoint) => Promise<Response>): Promise<Response> {
  const endpoint = await desk.newsroom.findEndpoint(desk.c.req.param('id') ?? '', desk.actor);
  return endpoint === null ? refuse(desk.c, 404, desk.texts.noWebhook, desk) : await show(endpoint);
}

async function setState(desk: Desk, endpoint: Endpoint, state: 'active' | 'paused'): Promise<Response> {
  const changed = await desk.newsroom.changeEndpoint(endpoint.id, { state }, desk.actor);
  if (!changed.ok) return await showFailure(desk, endpoint, changed.failure);
  return goTo(desk.c, `/editor/webhooks/${endpoint.id}?done=${state === 'paused' ? 'paused' : 'resumed'}`);
}

async function addWebhook(desk: Desk, sent: URLSearchParams): Promise<Response> {
  const form = readWebhookForm(sent);
  const parsed = webhookSchema.safeParse({
    url: form.url,
    events: form.events,
    categories: form.categories,
    officials: form.officials,
    description: form.description || null,
    ...(form.secret === '' ? {} : { secret: form.secret }),
  });
  if (!parsed.success) return await showList(desk, form, listFieldErrors(parsed.error), 422);
  const random = crypto.getRandomValues(new Uint8Array(MIN_SECRET_BYTES));
  const read = readNewEndpoint(parsed.data, desk.settings, new URL(desk.c.req.url).host, () =>
    generateSecret(random),
  );
  const created = read.ok ? await desk.newsroom.createEndpoint(read.value, desk.actor) : read;
  if (!created.ok) return await showList(desk, form, listErrors(created.failure), 422);
  return answerEditorPage(desk.c, <SecretPage desk={desk} endpoint={created.value} />);
}

async function changeWebhook(desk: Desk, endpoint: Endpoint, sent: URLSearchParams): Promise<Response> {
  const form = readWebhookForm(sent);
  const parsed = webhookPatchSchema.safeParse({
    // An empty address field means: as it is. It is a credential and is never shown again.
    ...(form.url === '' ? {} : { url: form.url, format: null }),
    events: form.events,
    categories: form.categories,
    officials: form.officials,
    description: form.description || null,
    ...(form.secret === '' ? {} : { secret: form.secret }),
  });
  if (!parsed.success) {
    return await showWebhookPage(desk, endpoint, { form, errors: listFieldErrors(parsed.error) }, 422);
  }
  const change = readEndpointChange(parsed.data, endpoint, desk.settings, new URL(desk.c.req.url).host);
  const changed = change.ok
    ? await desk.newsroom.changeEndpoint(endpoint.id, change.value, desk.actor)
    : change;
  if (!changed.ok) {
    return await showWebhookPage(desk, endpoint, { form, errors: listErrors(changed.failure) }, 422);
  }
  return goTo(desk.c, `/editor/webhooks/${endpoint.id}?done=kept`);
}

async function showList(
  desk: Desk,
  form: WebhookForm,
  errors: readonly FieldError[] = [],
  status: PageStatus = 200,
): Promise<Response> {
  const [endpoints, directory] = await Promise.all([
    desk.newsroom.listEndpoints(desk.actor, '', MAX_LISTED),
    desk.newsroom.listDirectory(),
  ]);
  return answerEditorPage(
    desk.c,
    <WebhookListPage desk={desk} endpoints={endpoints} directory={directory} form={form} errors={errors} />,
    status,
  );
}

async function showFailure(desk: Desk, endpoint: Endpoint, failure: Failure): Promise<Response> {
  return await showWebhookPage(
    desk,
    endpoint,
    { form: fillWebhookForm(endpoint), errors: listErrors(failure) },
    409,
  );
}

function listErrors(failure: Failure): readonly FieldError[] {
  return failure.reason === 'invalid' ? failure.errors : [{ pointer: '/url', detail: failure.detail }];
}
