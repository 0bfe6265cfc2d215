/** What a failed attempt means, in sentences that tell a clerk what to do; never the receiver's or the platform's text. */

/** Statuses after which a receiver is left alone for a while (Standard Webhooks 1.0.0 names 429, 502 and 504). */
const OVERLOAD_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504, 522, 524]);

/** Codes 520 to 530 are Cloudflare's own words for a receiver that it could not reach or understand. */
const SENTENCES: Readonly<Record<number, string>> = {
  400: 'The receiver calls the message malformed (400); ask its operator whether this is the right address.',
  401: 'The receiver wants a sign-in (401); check that the address is complete and still valid.',
  403: 'The receiver does not let the message in (403); check that the address is complete and still valid.',
  404: 'There is nothing at this address (404); check it, or make a new one at the receiver.',
  405: 'This address takes no messages (405); check that it is the webhook address.',
  408: 'The receiver was too slow to take the message (408); it is tried again.',
  410: 'The receiver says that this address is gone for good (410); make a new one there.',
  413: 'The message is too large for the receiver (413); ask its operator to allow 20 kB.',
  415: 'The receiver does not understand this format (415); check that the format fits the address.',
  422: 'The receiver calls the content wrong (422); check that the format fits the address.',
  429: 'The receiver asks for fewer messages (429); it is tried again later.',
  502: 'The receiver is not reachable behind its gateway (502); it is tried again later.',
  503: 'The receiver is out of service for now (503); it is tried again later.',
  504: 'The receiver did not answer its gateway in time (504); it is tried again later.',
  521: 'The receiver refuses connections; ask its operator whether the server is running.',
  522: 'The receiver could not be connected in time; ask its operator whether the server is reachable.',
  523: 'The receiver could not be reached; ask its operator whether the server is reachable.',
  524: 'The receiver did not answer in time; ask its operator why it is slow.',
  525: 'No encrypted connection to the receiver was possible; ask its operator to check the TLS settings.',
  526: "The receiver's certificate is not valid, perhaps expired; ask its operator to renew it.",
  530: 'The host name of the address could not be found; check its spelling.',
};

export const TIMEOUT_SENTENCE =
  'The receiver did not answer within 15 seconds; ask its operator why it is slow.';

/** True where the receiver should be left alone for a while. */
export function isOverloadStatus(status: number): boolean {
  return OVERLOAD_STATUSES.has(status);
}

/** Why an answer with this HTTP status is a failure, and what to do. */
export function describeStatus(status: number): string {
  const sentence = SENTENCES[status];
  if (sentence !== undefined) return sentence;
  if (status >= 300 && status < 400) {
    return `The receiver redirects to another address (${status}); give that address instead.`;
  }
  if (status >= 500) return `The receiver has a fault (${status}); ask its operator to look into it.`;
  return `The receiver refuses the message (${status}); ask its operator why.`;
}

/**
 * Why no answer came, from what `fetch` throws. workerd says "Network connection lost." for a refused, reset or
 * closed connection alike, and "internal error" for names that do not resolve and for TLS that fails; only
 * some of its builds name the certificate.
 */
export function describeNetworkError(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (name === 'TimeoutError' || name === 'AbortError') return TIMEOUT_SENTENCE;
  if (/certificate has expired/i.test(message)) {
    return "The receiver's certificate has expired; ask its operator to renew it.";
  }
  if (/certificate|TLS|SSL/i.test(message)) {
    return "The receiver's certificate is not trusted; ask its operator to check it.";
  }
  if (/DNS|getaddrinfo|lookup/i.test(message)) {
    return 'The host name of the address could not be found; check its spelling.';
  }
  if (/refused|reset|connection lost|disconnected|socket/i.test(message)) {
    return 'The receiver refused or dropped the connection; ask its operator whether the server is running.';
  }
  return 'No connection was possible; check the host name of the address, and that its certificate is valid.';
}
