/** Ids that sort by the time of their making. */

/** Crockford's base 32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** What is a ULID. */
export const ULID_PATTERN = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const TIME_CHARACTERS = 10;
/** Random bytes that one id takes: 16 characters of 5 bits. */
export const ULID_RANDOM_BYTES = 10;

/**
 * Makes a ULID (github.com/ulid/spec): 48 bits of time, 80 bits of chance.
 * `now` is epoch milliseconds; `random` holds ULID_RANDOM_BYTES bytes.
 */
export function formatUlid(now: number, random: Uint8Array): string {
  let time = '';
  let rest = now;
  for (let index = 0; index < TIME_CHARACTERS; index++) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let bits = 0n;
  for (const byte of random.subarray(0, ULID_RANDOM_BYTES)) bits = (bits << 8n) | BigInt(byte);
  let chance = '';
  for (let index = 0; index < 16; index++) {
    chance = ALPHABET.charAt(Number(bits & 31n)) + chance;
    bits >>= 5n;
  }
  return time + chance;
}
