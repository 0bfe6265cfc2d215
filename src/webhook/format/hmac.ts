/** HMAC-SHA256 in base64, with which Feishu and DingTalk sign, each in its own order. */

const ENCODER = new TextEncoder();

/** Signs `message` with `key`, both as UTF-8; base64 of the standard alphabet with padding. */
export async function signHmacSha256(key: string, message: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', ENCODER.encode(key), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', imported, ENCODER.encode(message));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}
