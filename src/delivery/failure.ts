/**
 * Why an attempt failed, as a code with the facts that its words need. The words are in `messages/delivery.ts`; what the
 * receiver or the platform says is in none of them.
 */

import type { TargetViolation } from '../failure.ts';
import type { FormatName } from './endpoint.ts';

export type DeliveryFailure = Readonly<
  // Nothing was sent
  | { code: 'target_refused'; violation: TargetViolation }
  | { code: 'message_unbuildable' }
  | { code: 'message_expired' }
  // No answer came
  | { code: 'timed_out' }
  | { code: 'connection_dropped' }
  | { code: 'host_not_found' }
  | { code: 'certificate_expired' }
  | { code: 'certificate_untrusted' }
  /** The platform says no more than that it failed. */
  | { code: 'unreachable' }
  | { code: 'answer_unreadable' }
  // The answer's status
  | { code: 'answered'; status: number }
  | { code: 'message_too_large'; bytes: number }
  // What services say in their own ways
  | { code: 'answer_unexpected'; service: FormatName }
  | { code: 'rate_limited'; service: FormatName }
  | { code: 'service_busy'; service: FormatName }
  | { code: 'network_blocked'; service: FormatName }
  | { code: 'content_refused'; service: FormatName }
  | { code: 'text_too_long'; service: FormatName }
  | { code: 'receiver_removed'; service: FormatName }
  | { code: 'receiver_disabled'; service: FormatName }
  | { code: 'chat_gone'; service: FormatName }
  | { code: 'chat_archived'; service: FormatName }
  | { code: 'workspace_gone'; service: FormatName }
  | { code: 'address_invalid'; service: FormatName }
  | { code: 'address_incomplete'; service: FormatName }
  | { code: 'posting_forbidden'; service: FormatName }
  | { code: 'posting_to_general_forbidden'; service: FormatName }
  | { code: 'addressee_gone'; service: FormatName }
  | { code: 'keyword_missing'; service: FormatName }
  | { code: 'signature_refused'; service: FormatName }
  | { code: 'ip_refused'; service: FormatName }
  | { code: 'security_refused'; service: FormatName }
  | { code: 'sign_in_required'; service: FormatName }
  | { code: 'schema_refused'; service: FormatName }
  | { code: 'thread_missing'; service: FormatName }
  | { code: 'chat_id_missing'; service: FormatName }
  | { code: 'chat_id_changed'; service: FormatName }
  | { code: 'chat_not_found'; service: FormatName }
  | { code: 'topic_gone'; service: FormatName }
  | { code: 'bot_must_be_written_to'; service: FormatName }
  | { code: 'bot_not_member'; service: FormatName }
  | { code: 'bot_kicked'; service: FormatName }
  | { code: 'bot_blocked'; service: FormatName }
  | { code: 'bot_token_invalid'; service: FormatName }
  | { code: 'access_token_refused'; service: FormatName }
>;

/** Statuses after which a receiver is left alone for a while (Standard Webhooks 1.0.0 names 429, 502 and 504). */
const OVERLOAD_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504, 522, 524]);

/** True where the receiver should be left alone for a while. */
export function isOverload(failure: DeliveryFailure): boolean {
  if (failure.code === 'answered') return OVERLOAD_STATUSES.has(failure.status);
  return failure.code === 'timed_out' || failure.code === 'rate_limited';
}

/** The part of an answer's failure that is its status; `bytes`: of what was sent. */
export function failByStatus(status: number, bytes: number): DeliveryFailure {
  return status === 413 ? { code: 'message_too_large', bytes } : { code: 'answered', status };
}

/**
 * Why no answer came, from what `fetch` throws. workerd says "Network connection lost." for a refused, reset or
 * closed connection alike, and "internal error" for names that do not resolve and for TLS that fails; only
 * some of its builds name the certificate. The platform gives no code beside its text
 * (developers.cloudflare.com/workers/observability/errors, “runtime errors”), so that is read, here alone.
 */
export function readNetworkFailure(error: unknown): DeliveryFailure {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (name === 'TimeoutError' || name === 'AbortError') return { code: 'timed_out' };
  if (/gzip|brotli|deflate|decompress|encoding/i.test(message)) return { code: 'answer_unreadable' };
  if (/certificate has expired/i.test(message)) return { code: 'certificate_expired' };
  if (/certificate|TLS|SSL/i.test(message)) return { code: 'certificate_untrusted' };
  if (/DNS|getaddrinfo|lookup/i.test(message)) return { code: 'host_not_found' };
  if (/refused|reset|connection lost|disconnected|socket/i.test(message))
    return { code: 'connection_dropped' };
  return { code: 'unreachable' };
}
