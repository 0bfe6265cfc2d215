/** A room of Matrix by its client-server API (spec v1.16, "PUT …/send/{eventType}/{txnId}"). */

import { countUtf8Bytes } from './cut.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import {
  askFor,
  classifyStatus,
  end,
  isSuccessStatus,
  readAnswerObject,
  readRetryAfterSeconds,
  readSeconds,
  refuse,
  throttle,
} from './service-answer.ts';
import { layOutMessages, type TextStyle } from './text-layout.ts';

/** An event has 65,536 bytes at most, and this text is in it twice. */
const MAX_TEXT_BYTES = 24_000;
const ROOM_PATH = /^(\/_matrix\/client\/v3\/rooms\/[^/]+\/send\/m\.room\.message)(?:\/[^/]*)?$/;
const TOKEN_PARAMETER = 'access_token';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** `org.matrix.custom.html`: of HTML nothing that a title could use is left. */
const STYLE: TextStyle = {
  escape: escapeHtml,
  link: (label, url) => `<a href="${escapeHtml(url)}">${label}</a>`,
  strong: (text) => `<strong>${text}</strong>`,
  lineBreak: '<br>',
  limit: MAX_TEXT_BYTES,
  measure: countUtf8Bytes,
};

/** What clients without HTML show. */
function readPlainText(html: string): string {
  return html
    .replaceAll('<br>', '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

export const matrixFormat: FormatAdapter = {
  name: 'matrix',
  matches: (url) => ROOM_PATH.test(url.pathname),
  isHostBound: false,
  findMissingPart: (url) =>
    ROOM_PATH.test(url.pathname) && url.searchParams.has(TOKEN_PARAMETER)
      ? null
      : { code: 'matrix_address_incomplete' },
  // Synapse lets a user send 10 at once and one each 5 s after that (rc_message).
  rateLimit: { burst: 10, intervalMs: 5000 },
  mergesMessages: true,
  async build(messages, context) {
    const { written, named } = layOutMessages(messages, context, 'en', STYLE);
    const url = new URL(context.endpoint.url);
    const token = url.searchParams.get(TOKEN_PARAMETER) ?? '';
    url.searchParams.delete(TOKEN_PARAMETER);
    // The same transaction id on every attempt: the room shows it once.
    const transaction = `${messages[0]?.id ?? ''}.${named.length}`;
    url.pathname = `${ROOM_PATH.exec(url.pathname)?.[1] ?? url.pathname}/${transaction}`;
    const content = {
      msgtype: 'm.notice',
      body: readPlainText(written),
      format: 'org.matrix.custom.html',
      formatted_body: written,
      // Nobody is mentioned, whatever a title says.
      'm.mentions': {},
    };
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${token}`,
    };
    return { request: { method: 'PUT', url: url.href, headers, body: JSON.stringify(content) }, named };
  },
  classify,
};

const service = 'matrix';

/** `{"event_id"}`, or `{"errcode"}` (spec, "Standard error response"). */
function classify(answer: ReceiverAnswer): Verdict {
  const json = readAnswerObject(answer);
  if (isSuccessStatus(answer.status) && typeof json?.event_id === 'string') return { kind: 'delivered' };
  switch (json?.errcode) {
    case 'M_UNKNOWN_TOKEN':
    case 'M_MISSING_TOKEN':
      return askFor({ code: 'access_token_refused', service });
    case 'M_FORBIDDEN':
      return askFor({ code: 'bot_not_member', service });
    case 'M_NOT_FOUND':
    case 'M_UNRECOGNIZED':
      return askFor({ code: 'chat_not_found', service });
    case 'M_TOO_LARGE':
      return refuse({ code: 'text_too_long', service });
    case 'M_BAD_JSON':
    case 'M_NOT_JSON':
      return refuse({ code: 'content_refused', service });
    case 'M_USER_DEACTIVATED':
      return end({ code: 'receiver_removed', service });
    case 'M_LIMIT_EXCEEDED': {
      const milliseconds = json.retry_after_ms;
      const seconds = typeof milliseconds === 'number' ? readSeconds(milliseconds / 1000) : null;
      return throttle({ code: 'rate_limited', service }, seconds ?? readRetryAfterSeconds(answer.headers));
    }
    default:
      return classifyStatus(answer, service);
  }
}
