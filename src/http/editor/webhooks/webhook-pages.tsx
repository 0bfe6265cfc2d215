/** `/editor/webhooks`: who is told, of what; adding, pausing, testing, removing. */

import type * as z from 'zod';
import { listFieldErrors } from '../../../article/field-errors.ts';
import { openQueue } from '../../../env.ts';
import type { Failure } from '../../../failure.ts';
import type { Endpoint } from '../../../ledger/webhooks/endpoints.ts';
import { mayChange } from '../../../ledger/webhooks/endpoints.ts';
import { readWish, webhookPatchSchema, webhookSchema } from '../../api/webhook-input.ts';
import { describeRefusal } from '../../api/webhook-messages.ts';
import type { App } from '../../app-routes.ts';
import { statusOf } from '../../problem.ts';
import type { EditorContext, PageStatus } from '../editor-context.ts';
import { answerEditorPage, goTo } from '../editor-context.ts';
import { mountEditorPage, refuse } from '../editor-page.tsx';
import type { FormError } from '../field.tsx';
import { describeFormErrors } from '../field.tsx';
import type { WebhookForm } from './webhook-form.tsx';
import { EMPTY_WEBHOOK, fillWebhookForm, readWebhookForm, settlePicks } from './webhook-form.tsx';
import { SecretPage, WebhookListPage } from './webhook-list-page.tsx';
import { showWebhookPage } from './webhook-page.tsx';

/** An endpoint is shown by its id. */
const WEBHOOK_PATH = '/editor/webhooks/:id{ep_[0-9A-Z]{26}}';
/** As many as are searched and sorted at once; the API lists the rest. */
const MAX_LISTED = 1_000;

/** Puts the pages into the app. */
export function mountWebhookPages(app: App): void {
  mountEditorPage(app, '/editor/webhooks', 'subscriber', {
    get: (editor) => showList(editor, EMPTY_WEBHOOK),
    post: addWebhook,
  });
  mountEditorPage(app, WEBHOOK_PATH, 'subscriber', {
    get: (editor) => withEndpoint(editor, (endpoint) => showWebhookPage(editor, endpoint, {})),
    post: (editor, sent) => withEndpoint(editor, (endpoint) => changeWebhook(editor, endpoint, sent)),
  });
  for (const [action, act] of Object.entries(ACTIONS)) {
    mountEditorPage(app, `${WEBHOOK_PATH}/${action}`, 'subscriber', {
      post: (editor, sent) => withEndpoint(editor, (endpoint) => act(editor, endpoint, sent)),
    });
  }
}

type Act = (editor: EditorContext, endpoint: Endpoint, sent: URLSearchParams) => Promise<Response>;

/** What the buttons of a webhook's page do. */
const ACTIONS: Readonly<Record<string, Act>> = {
  test: async (editor, endpoint) => {
    const test = await editor.ledger.prepareTest(endpoint.id, editor.actor);
    if (!test.ok) return await showFailure(editor, endpoint, test.failure);
    const outcome = await openQueue(editor.c.env, test.value.shard).sendTest(
      test.value.target,
      test.value.event,
    );
    if (outcome === null) return refuse(editor.c, { code: 'webhook_not_found', id: endpoint.id }, editor);
    // A test may switch it off, or on again.
    const after = await editor.ledger.findEndpoint(endpoint.id, editor.actor);
    return await showWebhookPage(editor, after ?? endpoint, { test: outcome });
  },
  pause: (editor, endpoint) => setState(editor, endpoint, 'paused'),
  resume: (editor, endpoint) => setState(editor, endpoint, 'active'),
  recover: async (editor, endpoint) => {
    const recovered = await openQueue(editor.c.env, endpoint.shard).recover(endpoint.id, 0);
    return recovered.ok
      ? goTo(editor.c, `/editor/webhooks/${endpoint.id}?done=recovered&messages=${recovered.count}`)
      : await showFailure(editor, endpoint, describeRefusal(recovered, ''));
  },
  retry: async (editor, endpoint, sent) => {
    const messageId = sent.get('message') ?? '';
    const retried = await openQueue(editor.c.env, endpoint.shard).retryMessage(endpoint.id, messageId);
    return retried.ok
      ? goTo(editor.c, `/editor/webhooks/${endpoint.id}?done=retried`)
      : await showFailure(editor, endpoint, describeRefusal(retried, messageId));
  },
  rotate: async (editor, endpoint) => {
    const rotated = await editor.ledger.rotateSecret(endpoint.id, editor.actor);
    if (!rotated.ok) return await showFailure(editor, endpoint, rotated.failure);
    return answerEditorPage(editor.c, <SecretPage editor={editor} endpoint={rotated.value} isRotated />);
  },
  remove: async (editor, endpoint) => {
    const removed = await editor.ledger.removeEndpoint(endpoint.id, editor.actor);
    if (!removed.ok) return await showFailure(editor, endpoint, removed.failure);
    return goTo(editor.c, '/editor/webhooks?done=removed');
  },
};

async function withEndpoint(
  editor: EditorContext,
  show: (endpoint: Endpoint) => Promise<Response>,
): Promise<Response> {
  const id = editor.c.req.param('id') ?? '';
  const endpoint = await editor.ledger.findEndpoint(id, editor.actor);
  return endpoint === null
    ? refuse(editor.c, { code: 'webhook_not_found', id }, editor)
    : await show(endpoint);
}

async function setState(
  editor: EditorContext,
  endpoint: Endpoint,
  state: 'active' | 'paused',
): Promise<Response> {
  const { host } = new URL(editor.c.req.url);
  const changed = await editor.ledger.changeEndpoint(endpoint.id, { state }, host, editor.actor);
  if (!changed.ok) return await showFailure(editor, endpoint, changed.failure);
  return goTo(editor.c, `/editor/webhooks/${endpoint.id}?done=${state === 'paused' ? 'paused' : 'resumed'}`);
}

/** What the form asks for besides the address, as the API takes it; a secret that is not given stays as it is. */
function buildWish(form: WebhookForm) {
  return {
    events: form.events,
    categories: form.categories,
    officials: form.officials,
    offices: form.offices,
    not_categories: form.notCategories,
    not_officials: form.notOfficials,
    languages: form.languages,
    q: form.q,
    description: form.description || null,
    ...(form.secret === '' ? {} : { secret: form.secret }),
  };
}

async function addWebhook(editor: EditorContext, sent: URLSearchParams): Promise<Response> {
  const written = readWebhookForm(sent);
  const settled = settlePicks(written, (await editor.ledger.listDirectory()).officials);
  if (!settled.ok) return await showList(editor, written, describeErrors(settled.failure, editor), 422);
  const form = settled.value;
  const parsed = webhookSchema.safeParse({ url: form.url, ...buildWish(form) });
  if (!parsed.success) {
    return await showList(editor, form, describeParsed(parsed.error, editor), 422);
  }
  const wish = { ...readWish(parsed.data), url: parsed.data.url };
  const created = await editor.ledger.createEndpoint(wish, new URL(editor.c.req.url).host, editor.actor);
  if (!created.ok) {
    const { failure } = created;
    return await showList(editor, form, describeErrors(failure, editor), statusOf(failure));
  }
  return answerEditorPage(editor.c, <SecretPage editor={editor} {...created.value} />);
}

async function changeWebhook(
  editor: EditorContext,
  endpoint: Endpoint,
  sent: URLSearchParams,
): Promise<Response> {
  const written = readWebhookForm(sent);
  const settled = settlePicks(written, (await editor.ledger.listDirectory()).officials);
  if (!settled.ok) return await showFailure(editor, endpoint, settled.failure, written);
  const form = settled.value;
  const parsed = webhookPatchSchema.safeParse({
    // An empty address field means: as it is. It is a credential and is never shown again.
    ...(form.url === '' ? {} : { url: form.url, format: null }),
    ...buildWish(form),
  });
  if (!parsed.success) {
    return await showWebhookPage(
      editor,
      endpoint,
      { form, errors: describeParsed(parsed.error, editor) },
      422,
    );
  }
  const wish = readWish(parsed.data);
  const { host } = new URL(editor.c.req.url);
  const changed = await editor.ledger.changeEndpoint(endpoint.id, wish, host, editor.actor);
  if (!changed.ok) return await showFailure(editor, endpoint, changed.failure, form);
  return goTo(editor.c, `/editor/webhooks/${endpoint.id}?done=kept`);
}

async function showList(
  editor: EditorContext,
  form: WebhookForm,
  errors: readonly FormError[] = [],
  status: PageStatus = 200,
): Promise<Response> {
  const [endpoints, directory] = await Promise.all([
    editor.ledger.listEndpoints(editor.actor, '', MAX_LISTED),
    editor.ledger.listDirectory(),
  ]);
  return answerEditorPage(
    editor.c,
    <WebhookListPage
      editor={editor}
      endpoints={endpoints}
      failingSince={await readFailing(editor, endpoints)}
      directory={directory}
      form={form}
      errors={errors}
    />,
    status,
  );
}

/** Which of them fail, as their queues know. */
async function readFailing(
  { c }: EditorContext,
  endpoints: readonly Endpoint[],
): Promise<ReadonlyMap<string, number>> {
  const shards = Map.groupBy(endpoints, ({ shard }) => shard);
  const failing = await Promise.all(
    [...shards].map(([shard, its]) => openQueue(c.env, shard).listFailing(its.map(({ id }) => id))),
  );
  return new Map(failing.flat().map(({ id, since }) => [id, since]));
}

async function showFailure(
  editor: EditorContext,
  endpoint: Endpoint,
  failure: Failure,
  form = fillWebhookForm(endpoint),
): Promise<Response> {
  // The form that would tell it is not there.
  if (!mayChange(endpoint, editor.actor)) return refuse(editor.c, failure, editor);
  const errors = describeErrors(failure, editor);
  return await showWebhookPage(editor, endpoint, { form, errors }, statusOf(failure));
}

function describeErrors(failure: Failure, { messages }: EditorContext): readonly FormError[] {
  return describeFormErrors(failure, messages, '/url');
}

function describeParsed(error: z.ZodError, { messages }: EditorContext): readonly FormError[] {
  return describeFormErrors({ code: 'invalid', errors: listFieldErrors(error) }, messages);
}
