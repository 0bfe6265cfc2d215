/** Signatures of outgoing requests, by WebCrypto: Standard Webhooks 1.0.0 (`v1`), W3C WebSub, Feishu and DingTalk. */

import { failField, type Result, succeed } from '../failure.ts';

/** Standard Webhooks 1.0.0, "Signature scheme": a symmetric secret is 24 to 64 random bytes. */
export const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;

const SECRET_PREFIX = 'whsec_';
/** Standard alphabet with padding (RFC 4648 §4), as the verifying libraries read it. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const HMAC_SHA256 = { name: 'HMAC', hash: 'SHA-256' } as const;

export interface StandardSigningInput {
  /** `webhook-id`. */
  readonly id: string;
  /** `webhook-timestamp`: when this attempt is made, whole seconds since 1970. */
  readonly timestampSeconds: number;
  /** The bytes that are sent, as text; UTF-8 goes over the wire. */
  readonly body: string;
  /** `whsec_…` each; several while a rotated secret still signs. */
  readonly secrets: readonly string[];
}

/**
 * The value of `webhook-signature`: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`, one for each
 * secret, separated by spaces. A secret that `parseSecret` refuses signs nothing: it never was valid.
 */
export async function signStandard(input: StandardSigningInput): Promise<string> {
  const content = new TextEncoder().encode(`${input.id}.${input.timestampSeconds}.${input.body}`);
  const signatures: string[] = [];
  for (const secret of input.secrets) {
    const parsed = parseSecret(secret);
    if (parsed.ok) signatures.push(`v1,${encodeBase64(await computeHmac(parsed.value, content))}`);
  }
  return signatures.join(' ');
}

/** The value of `X-Hub-Signature` (W3C WebSub §7.1): `sha256=` and the HMAC of the UTF-8 body, in lower-case hexadecimal. */
export async function signWebSub(body: string, secret: string): Promise<string> {
  const encoder = new TextEncoder();
  const digest = await computeHmac(encoder.encode(secret), encoder.encode(body));
  return `sha256=${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** HMAC-SHA256 of UTF-8 in base64 of the standard alphabet: Feishu and DingTalk sign with it, each in its own order. */
export async function signHmacSha256(key: string, message: string): Promise<string> {
  const encoder = new TextEncoder();
  return encodeBase64(await computeHmac(encoder.encode(key), encoder.encode(message)));
}

/** A secret of 24 to 64 random bytes as receivers' libraries take it: `whsec_` and base64. */
export function generateSecret(randomBytes: Uint8Array): string {
  return `${SECRET_PREFIX}${encodeBase64(randomBytes)}`;
}

/** The key bytes of a `whsec_…` secret; fails where it is not `whsec_` and base64 of 24 to 64 bytes. */
export function parseSecret(text: string): Result<Uint8Array<ArrayBuffer>> {
  const encoded = text.startsWith(SECRET_PREFIX) ? text.slice(SECRET_PREFIX.length) : null;
  if (encoded === null || !BASE64.test(encoded)) {
    return failField('/secret', { code: 'secret_malformed' });
  }
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  if (bytes.length < MIN_SECRET_BYTES || bytes.length > MAX_SECRET_BYTES) {
    return failField('/secret', {
      code: 'secret_wrong_size',
      minBytes: MIN_SECRET_BYTES,
      maxBytes: MAX_SECRET_BYTES,
      bytes: bytes.length,
    });
  }
  return succeed(bytes);
}

async function computeHmac(key: BufferSource, content: BufferSource): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey('raw', key, HMAC_SHA256, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, content));
}

function encodeBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
