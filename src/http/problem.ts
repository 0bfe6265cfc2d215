/** Failures as HTTP: `application/problem+json` (RFC 9457). */

import type { Failure } from '../failure.ts';
import type { ProblemMessages } from '../messages/problems.ts';
import { API_ENGLISH, describeFailure, describeViolation } from '../messages/problems.ts';

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** Every status that a failure may have. */
export type ProblemStatus = keyof typeof TITLES;

/** The status of every failure. A new code does not compile until it has one. */
export const STATUS: Readonly<Record<Failure['code'], ProblemStatus>> = {
  invalid: 422,
  archive_line_invalid: 422,
  body_not_json: 400,
  body_not_text: 400,
  body_cut_short: 400,
  body_too_large: 413,
  media_type_unsupported: 415,
  content_encoding_unsupported: 415,
  body_not_multipart: 400,
  file_type_unsupported: 415,
  method_not_allowed: 405,
  path_not_found: 404,
  token_missing: 401,
  token_unknown: 401,
  role_insufficient: 403,
  session_ended: 401,
  sign_in_refused: 422,
  form_not_ours: 403,
  form_unreadable: 415,
  form_too_large: 413,
  article_not_found: 404,
  revision_not_found: 404,
  category_not_found: 404,
  official_not_found: 404,
  office_not_found: 404,
  feed_not_found: 404,
  sitemap_not_found: 404,
  webhook_not_found: 404,
  message_not_found: 404,
  token_not_found: 404,
  file_not_found: 404,
  file_gone: 410,
  slug_taken: 409,
  slug_fixed: 409,
  external_id_taken: 409,
  status_change_forbidden: 409,
  article_withdrawn: 409,
  article_changed: 412,
  withdrawal_not_possible: 409,
  deletion_not_possible: 409,
  preview_not_possible: 409,
  idempotency_key_reused: 409,
  too_many_tokens: 409,
  too_many_webhooks: 409,
  too_many_categories: 409,
  too_many_officials: 409,
  too_many_offices: 409,
  officials_too_large: 409,
  category_in_article: 409,
  official_in_article: 409,
  office_in_article: 409,
  category_in_webhook: 409,
  official_in_webhook: 409,
  office_in_webhook: 409,
  office_in_official: 409,
  file_in_article: 409,
  file_in_official: 409,
  file_in_setting: 409,
  installation_not_empty: 409,
  webhook_exists: 409,
  webhook_not_active: 409,
  message_erased: 409,
  secret_of_service: 409,
  secret_absent: 409,
  too_many_reads: 429,
  too_many_sign_ins: 429,
  too_many_tests: 429,
  too_many_subscription_requests: 503,
  too_many_callback_requests: 503,
  too_many_subscriptions: 503,
  too_many_subscriptions_of_host: 503,
  admin_token_unset: 503,
  public_url_unset: 503,
  files_not_set_up: 503,
  upload_given_up: 503,
  ledger_unreadable: 503,
  storage_unavailable: 503,
  internal_error: 500,
};

/** Every code that a problem may have. */
export const PROBLEM_CODES = Object.keys(STATUS) as Failure['code'][];

/** While the platform does not store or give what it should: time for a restart, or for somebody to make room on the disk. */
export const STORAGE_UNAVAILABLE: Failure = { code: 'storage_unavailable', retryAfterSeconds: 30 };

/** The status that a failure is answered with. */
export function statusOf(failure: Failure): ProblemStatus {
  return STATUS[failure.code];
}

/** A failure as a problem; never stored by any cache. Programs are told in English, an editor's script in its language. */
export function answerFailure(failure: Failure, messages: ProblemMessages = API_ENGLISH): Response {
  const status = statusOf(failure);
  const body = {
    type: 'about:blank',
    title: TITLES[status],
    status,
    code: failure.code,
    detail: describeFailure(failure, messages),
    ...(failure.code === 'webhook_exists' ? { webhook: failure.id } : {}),
    ...(failure.code === 'archive_line_invalid' ? { line: failure.line } : {}),
    ...('errors' in failure
      ? {
          errors: failure.errors.map((error) => ({
            pointer: error.pointer,
            code: error.code,
            detail: describeViolation(error, messages),
          })),
        }
      : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...listFailureHeaders(failure),
    },
  });
}

/** What HTTP wants to be told in headers: who may, what is possible, when to come again. */
export function listFailureHeaders(failure: Failure): Record<string, string> {
  return {
    ...(statusOf(failure) === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    // RFC 9110 §15.5.16: so is told that the encoding was what is not understood, not the media type.
    ...(failure.code === 'content_encoding_unsupported' ? { 'accept-encoding': 'identity' } : {}),
    ...('allow' in failure ? { allow: failure.allow.join(', ') } : {}),
    ...('retryAfterSeconds' in failure ? { 'retry-after': String(failure.retryAfterSeconds) } : {}),
  };
}
