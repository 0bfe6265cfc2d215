/**
 * What may go wrong as expected, as values. Each is a code with the facts that its words need; the words are in
 * `messages/problems.ts`, the statuses in `http/problem.ts`. Exceptions are bugs; these are answers.
 */

/** What may be wrong with one value of a request. */
export type Violation = Readonly<
  // Of any value
  | { code: 'malformed' }
  | { code: 'wrong_type'; expected: string }
  | { code: 'not_one_of'; values: readonly string[] }
  | { code: 'unknown_field' }
  | { code: 'unknown_parameter' }
  | { code: 'repeated' }
  | { code: 'empty' }
  | { code: 'too_short'; minCharacters: number }
  | { code: 'too_long'; maxCharacters: number }
  | { code: 'too_many_bytes'; maxBytes: number }
  | { code: 'too_many_items'; maxItems: number }
  | { code: 'too_small'; minimum: number }
  | { code: 'too_large'; maximum: number }
  | { code: 'control_characters' }
  | { code: 'not_slug' }
  | { code: 'not_web_url' }
  | { code: 'ipv6_host' }
  | { code: 'not_date_time' }
  | { code: 'year_out_of_range' }
  | { code: 'not_day' }
  | { code: 'not_month' }
  | { code: 'not_whole_seconds' }
  | { code: 'not_language' }
  | { code: 'not_media_type' }
  | { code: 'not_cursor' }
  | { code: 'not_json' }
  // Of an article's content
  | { code: 'content_missing' }
  | { code: 'content_repeated' }
  | { code: 'content_empty' }
  | { code: 'address_instead_of_text' }
  | { code: 'file_unknown' }
  | { code: 'file_not_picture' }
  | { code: 'picture_not_described' }
  | { code: 'file_bytes_missing' }
  | { code: 'content_too_large'; maxBytes: number }
  | { code: 'markup_too_deep'; maxDepth: number }
  | { code: 'markup_misplaced' }
  | { code: 'too_many_elements'; maxElements: number }
  | { code: 'markdown_too_deep' }
  | { code: 'markdown_too_complex' }
  | { code: 'too_large_for_feeds' }
  // Of an article's place, date and state
  | { code: 'article_unknown'; id: string }
  | { code: 'not_unique'; value: string }
  | { code: 'feed_id_taken'; feedId: string }
  | { code: 'category_unknown'; slug: string }
  | { code: 'official_unknown'; slug: string }
  | { code: 'translation_of_itself' }
  | { code: 'translation_language_repeated'; language: string }
  | { code: 'office_unknown'; slug: string }
  | { code: 'office_vacant'; slug: string }
  | { code: 'office_not_held'; office: string; slug: string }
  | { code: 'official_missing' }
  | { code: 'term_overlaps'; office: string; slug: string }
  | { code: 'official_not_found_by_name'; name: string }
  | { code: 'official_name_ambiguous'; name: string; slugs: readonly string[] }
  | { code: 'date_not_in_future' }
  | { code: 'date_in_future' }
  | { code: 'change_note_missing' }
  | { code: 'reason_without_withdrawal' }
  | { code: 'term_ends_before_start' }
  | { code: 'slug_taken_by'; name: string }
  // Of a table of officials
  | { code: 'quote_not_closed' }
  | { code: 'row_repeated'; value: string }
  | { code: 'column_missing'; column: string }
  // Of a webhook
  | { code: 'admin_only' }
  | { code: 'state_not_active' }
  | { code: 'state_not_settable' }
  | { code: 'secret_malformed' }
  | { code: 'secret_wrong_size'; minBytes: number; maxBytes: number; bytes: number }
  | { code: 'secret_needs_rotation' }
  | { code: 'secret_not_used'; format: string }
  | { code: 'private_key_not_taken' }
  | { code: 'signature_not_used'; format: string }
  | { code: 'signature_needs_new_webhook' }
  | { code: 'format_needs_new_webhook' }
  | { code: 'not_address_of_format'; format: string }
  | { code: 'no_word_to_search' }
  | { code: 'chat_id_missing' }
  | { code: 'matrix_address_incomplete' }
  | { code: 'ntfy_topic_missing' }
  | { code: 'not_webhook_address'; service: string; example: string }
  | TargetViolation
  // Of a subscription
  | { code: 'not_hub_mode' }
  | { code: 'not_topic' }
>;

/** Why an address may not be called. */
export type TargetViolation = Readonly<
  | { code: 'target_too_long'; maxCharacters: number }
  | { code: 'target_too_long_encoded'; maxCharacters: number; characters: number }
  | { code: 'target_control_characters' }
  | { code: 'target_incomplete' }
  | { code: 'target_not_https' }
  | { code: 'target_unencrypted' }
  | { code: 'target_with_credentials' }
  | { code: 'target_port' }
  | { code: 'target_ip_address' }
  | { code: 'target_host_malformed' }
  | { code: 'target_host_too_long' }
  | { code: 'target_host_private'; host: string }
  | { code: 'target_host_incomplete'; host: string }
  | { code: 'target_own_host' }
>;

/** One thing wrong with a request; `pointer` is a JSON Pointer (RFC 6901) into the body, `?name` for a parameter, or a header's name. */
export type FieldError = Violation & { readonly pointer: string };

/** Every expected failure of a request as a whole. */
export type Failure = Readonly<
  | { code: 'invalid'; errors: readonly FieldError[] }
  | { code: 'archive_line_invalid'; line: number; errors: readonly FieldError[] }
  // The request itself
  | { code: 'body_not_json' }
  | { code: 'body_not_text'; encodings: readonly string[] }
  | { code: 'body_cut_short' }
  | { code: 'body_too_large'; maxBytes: number }
  | { code: 'media_type_unsupported'; mediaTypes: readonly string[] }
  | { code: 'content_encoding_unsupported' }
  | { code: 'body_not_multipart' }
  | { code: 'file_type_unsupported'; mediaTypes: readonly string[] }
  | { code: 'method_not_allowed'; method: string; allow: readonly string[] }
  | { code: 'path_not_found'; path: string }
  // Who asks
  | { code: 'token_missing' }
  | { code: 'token_unknown' }
  | { code: 'role_insufficient'; least: string; role: string }
  | { code: 'session_ended' }
  | { code: 'sign_in_refused' }
  | { code: 'form_not_ours' }
  | { code: 'form_unreadable' }
  | { code: 'form_too_large' }
  // What is not there
  | { code: 'article_not_found'; id: string }
  | { code: 'revision_not_found'; id: string; number: string }
  | { code: 'category_not_found'; slug: string }
  | { code: 'official_not_found'; slug: string }
  | { code: 'office_not_found'; slug: string }
  | { code: 'feed_not_found'; slug: string }
  | { code: 'sitemap_not_found'; name: string }
  | { code: 'webhook_not_found'; id: string }
  | { code: 'message_not_found'; id: string }
  | { code: 'token_not_found'; id: string }
  | { code: 'file_not_found' }
  | { code: 'file_gone' }
  // What stands against it
  | { code: 'slug_taken'; slug: string }
  | { code: 'slug_fixed' }
  | { code: 'external_id_taken'; externalId: string }
  | { code: 'status_change_forbidden'; from: string; to: string }
  | { code: 'article_withdrawn' }
  | { code: 'article_changed' }
  | { code: 'withdrawal_not_possible' }
  | { code: 'deletion_not_possible' }
  | { code: 'preview_not_possible' }
  | { code: 'idempotency_key_reused' }
  | { code: 'too_many_tokens'; maximum: number }
  | { code: 'too_many_webhooks'; maximum: number }
  | { code: 'too_many_categories'; maximum: number }
  | { code: 'too_many_officials'; maximum: number }
  | { code: 'too_many_offices'; maximum: number }
  | { code: 'officials_too_large'; maxCharacters: number }
  | { code: 'category_in_article'; slug: string }
  | { code: 'official_in_article'; slug: string }
  | { code: 'office_in_article'; slug: string }
  | { code: 'category_in_webhook'; slug: string }
  | { code: 'official_in_webhook'; slug: string }
  | { code: 'office_in_webhook'; slug: string }
  | { code: 'office_in_official'; slug: string }
  | { code: 'file_in_article'; article: string }
  | { code: 'file_in_official'; official: string }
  | { code: 'file_in_setting'; setting: string }
  | { code: 'installation_not_empty' }
  | { code: 'webhook_exists'; id: string }
  | { code: 'webhook_not_active' }
  | { code: 'message_erased' }
  | { code: 'secret_of_service'; format: string }
  | { code: 'secret_absent'; format: string }
  // Not now
  | { code: 'too_many_reads'; retryAfterSeconds: number }
  | { code: 'too_many_sign_ins'; retryAfterSeconds: number }
  | { code: 'too_many_tests'; retryAfterSeconds: number }
  | { code: 'too_many_subscription_requests'; retryAfterSeconds: number }
  | { code: 'too_many_callback_requests'; retryAfterSeconds: number }
  | { code: 'too_many_subscriptions'; retryAfterSeconds: number }
  | { code: 'too_many_subscriptions_of_host'; retryAfterSeconds: number }
  | { code: 'admin_token_unset'; minCharacters: number; retryAfterSeconds: number }
  | { code: 'public_url_unset'; publicUrl: string; host: string; retryAfterSeconds: number }
  | { code: 'files_not_set_up'; retryAfterSeconds: number }
  | { code: 'upload_given_up'; retryAfterSeconds: number }
  | { code: 'ledger_unreadable'; retryAfterSeconds: number }
  | { code: 'storage_unavailable'; retryAfterSeconds: number }
  | { code: 'internal_error' }
>;

/** The value, or the expected failure in its place. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Wraps a value as a success. */
export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a failure as a result. */
export function fail(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

/** The failure of a single field. */
export function failField(
  pointer: string,
  violation: Violation,
): { readonly ok: false; readonly failure: Failure } {
  return fail({ code: 'invalid', errors: [{ pointer, ...violation }] });
}
