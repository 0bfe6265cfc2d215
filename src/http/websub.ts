/** `POST /websub`: the hub of this service's own feeds (W3C WebSub). */

import { makeLastCall } from '../delivery/post.ts';
import { openLedger } from '../env.ts';
import type { Failure } from '../failure.ts';
import { HUB_PATH } from '../feed/address.ts';
import { API_ENGLISH, describeFailure } from '../messages/problems.ts';
import type { Settings } from '../settings.ts';
import { readSettings } from '../settings.ts';
import type { HubRequest } from '../websub/hub-request.ts';
import { readHubRequest } from '../websub/hub-request.ts';
import { buildTopicUrl } from '../websub/topic.ts';
import {
  buildDenial,
  CHALLENGE_BYTES,
  formatChallenge,
  HUB_USER_AGENT,
  verifyIntent,
} from '../websub/verification.ts';
import { refuseMisplacedWrite } from './api/auth.ts';
import { readBody } from './api/body.ts';
import type { App, AppContext } from './app-routes.ts';
import { answerOtherMethods } from './app-routes.ts';
import { LIMIT_SECONDS, limitReads } from './client-limit.ts';
import { listFailureHeaders, statusOf } from './problem.ts';

/** Two addresses and a secret, each character escaped. */
const MAX_FORM_BYTES = 16 * 1024;

type Intent = Exclude<HubRequest, { readonly mode: 'publish' }>;

/** Puts the hub's address into the app. */
export function mountWebSub(app: App): void {
  app.post(HUB_PATH, takeHubRequest);
  answerOtherMethods(app, HUB_PATH, ['POST']);
}

async function takeHubRequest(c: AppContext): Promise<Response> {
  const misplaced = refuseMisplacedWrite(c);
  if (misplaced !== null) return refuse(misplaced);
  const body = await readBody(c, {
    method: 'POST',
    textBody: ['application/x-www-form-urlencoded'],
    maxBodyBytes: MAX_FORM_BYTES,
  });
  if (!body.ok) return refuse(body.failure);
  const settings = readSettings(c.env);
  const request = readHubRequest(new URLSearchParams(body.value.text), {
    publicUrl: settings.publicUrl,
    allowPrivate: settings.allowPrivateTargets,
    ownHosts: [new URL(settings.publicUrl).host, new URL(c.req.url).host],
  });
  if (!request.ok) return refuse(request.failure, 400);
  if (request.value.mode === 'publish') return new Response(null, { status: 204 });
  const intent = request.value;
  if ((await limitReads(c, 'websub')) !== null) {
    return refuse({ code: 'too_many_subscription_requests', retryAfterSeconds: LIMIT_SECONDS });
  }
  const considered = await openLedger(c.env).considerSubscription(intent.mode, intent);
  if (!considered.ok) return refuse(considered.failure);
  c.executionCtx.waitUntil(verify(c, intent, settings));
  return answerText(202, 'The callback is asked to confirm this now.');
}

/** Asks the callback, and only where it confirms changes anything; a refusal then is told to it. */
async function verify(c: AppContext, intent: Intent, settings: Settings): Promise<void> {
  const { mode, topic, callback, leaseSeconds } = intent;
  const topicUrl = buildTopicUrl(topic, settings.publicUrl);
  const challenge = formatChallenge(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)));
  const isConfirmed = await verifyIntent(callOut, { mode, topicUrl, callback, challenge, leaseSeconds });
  if (!isConfirmed) return;
  const ledger = openLedger(c.env);
  if (mode === 'unsubscribe') {
    await ledger.endLease(topic, callback);
    return;
  }
  const granted = await ledger.grantLease(intent);
  if (granted.ok) return;
  const reason = describeFailure(granted.failure, API_ENGLISH);
  await makeLastCall(buildDenial({ topicUrl, callback, reason }));
}

/** Asks under a name: many sites refuse whoever has none. */
const callOut = (url: string, init: RequestInit) =>
  fetch(url, { ...init, headers: { 'user-agent': HUB_USER_AGENT } });

/** Says no as plain text, which is what the standard asks for. */
function refuse(failure: Failure, status: number = statusOf(failure)): Response {
  return answerText(status, describeFailure(failure, API_ENGLISH), listFailureHeaders(failure));
}

function answerText(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}
