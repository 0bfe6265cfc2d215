/** Signatures of outgoing requests, by WebCrypto: Standard Webhooks 1.0.0 (`v1`, `v1a`), W3C WebSub, Feishu and DingTalk. */

import { failField, type Result, succeed } from '../failure.ts';
import { encodeBody } from './event-body.ts';

/**
 * Standard Webhooks 1.0.0, "Signature scheme": `v1` is HMAC-SHA256 with a secret that both sides have, `v1a` Ed25519 with
 * a private key that never leaves and a public one that anybody may have. A secret's prefix says which it is for.
 */
export const SIGNATURES = ['v1', 'v1a'] as const;
export type Signature = (typeof SIGNATURES)[number];

/** A symmetric secret is 24 to 64 random bytes. */
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
/** What a new secret of either kind is made of; an Ed25519 seed has just so many (RFC 8032 §5.1.5). */
export const NEW_SECRET_BYTES = 32;

const SECRET_PREFIX = 'whsec_';
const PRIVATE_KEY_PREFIX = 'whsk_';
const PUBLIC_KEY_PREFIX = 'whpk_';
/** An Ed25519 key pair is its seed and its public key (RFC 8032 §5.1.5), and the private key is written as both. */
const SEED_BYTES = 32;
/** What stands before the seed in PKCS #8 (RFC 8410 §7), the one form that WebCrypto takes a private key in by itself. */
const PKCS8_PREFIX = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
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
  /** `whsec_…` or `whsk_…` each; several while a rotated secret still signs. */
  readonly secrets: readonly string[];
}

/**
 * The value of `webhook-signature`: of each secret `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`, or `v1a,`
 * and the base64 Ed25519 signature, separated by spaces. A secret that is neither signs nothing: it never was valid.
 */
export async function signStandard(input: StandardSigningInput): Promise<string> {
  const head = new TextEncoder().encode(`${input.id}.${input.timestampSeconds}.`);
  const body = encodeBody(input.body);
  const content = new Uint8Array(head.length + body.length);
  content.set(head);
  content.set(body, head.length);
  const signatures: string[] = [];
  for (const secret of input.secrets) {
    if (findSignature(secret) === 'v1a') {
      signatures.push(`v1a,${encodeBase64(await signEd25519(secret, content))}`);
      continue;
    }
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

/** Which signature a secret of `standard` makes. */
export function findSignature(secret: string): Signature {
  return secret.startsWith(PRIVATE_KEY_PREFIX) ? 'v1a' : 'v1';
}

/** A new secret for a signature, of NEW_SECRET_BYTES of chance: `whsec_…` or `whsk_…`. */
export async function makeSecret(signature: Signature, chance: Uint8Array): Promise<string> {
  return signature === 'v1' ? formatSecret(chance) : await makePrivateKey(chance);
}

/** A secret of 24 to 64 random bytes as receivers' libraries take it: `whsec_` and base64. */
export function formatSecret(bytes: Uint8Array): string {
  return `${SECRET_PREFIX}${encodeBase64(bytes)}`;
}

/** The public key that belongs to a `whsk_…` private key: `whpk_…`. */
export function readPublicKey(privateKey: string): string {
  return `${PUBLIC_KEY_PREFIX}${encodeBase64(readPrivateKey(privateKey).subarray(SEED_BYTES))}`;
}

async function makePrivateKey(seed: Uint8Array): Promise<string> {
  const key = await importSeed(seed, true);
  const { x = '' } = (await crypto.subtle.exportKey('jwk', key)) as JsonWebKey;
  const publicKey = decodeBase64(x.replaceAll('-', '+').replaceAll('_', '/'));
  return `${PRIVATE_KEY_PREFIX}${encodeBase64(Uint8Array.from([...seed, ...publicKey]))}`;
}

async function signEd25519(privateKey: string, content: BufferSource): Promise<Uint8Array> {
  const key = await importSeed(readPrivateKey(privateKey).subarray(0, SEED_BYTES), false);
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, content));
}

async function importSeed(seed: Uint8Array, isExtractable: boolean): Promise<CryptoKey> {
  const pkcs8 = Uint8Array.from([...PKCS8_PREFIX, ...seed]);
  return await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', isExtractable, ['sign']);
}

/** One that this service made: seed and public key. */
function readPrivateKey(privateKey: string): Uint8Array<ArrayBuffer> {
  return decodeBase64(privateKey.slice(PRIVATE_KEY_PREFIX.length));
}

/** The key bytes of a `whsec_…` secret; fails where it is not `whsec_` and base64 of 24 to 64 bytes. */
export function parseSecret(text: string): Result<Uint8Array<ArrayBuffer>> {
  const encoded = text.startsWith(SECRET_PREFIX) ? text.slice(SECRET_PREFIX.length) : null;
  if (encoded === null || !BASE64.test(encoded)) {
    return failField('/secret', { code: 'secret_malformed' });
  }
  const bytes = decodeBase64(encoded);
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

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function encodeBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
