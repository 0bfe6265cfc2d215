/** Conditional requests (RFC 9110 §13): what a feed's validators are, and whether a reader has it already. */

import type { FeedFormat } from './address.ts';
import { RENDERER_VERSION } from './render.ts';

/** IMF-fixdate (RFC 9110 §5.6.7): `Tue, 31 Aug 2021 13:35:07 GMT`. */
export function formatHttpDate(epochMs: number): string {
  return new Date(epochMs).toUTCString();
}

/** What `isNotModified` compares: the request's headers (null where absent) with what would be answered. */
export interface Conditions {
  readonly ifNoneMatch: string | null;
  readonly ifModifiedSince: string | null;
  readonly etag: string;
  /** What asks by date has it already if its date is not before this, epoch milliseconds. */
  readonly changedMs: number;
}

/**
 * A strong ETag (RFC 9110 §8.8.3) of what the bytes depend on: the document, the settings
 * (`fingerprintSettings`), the format, and this renderer.
 */
export function buildFeedEtag(version: string, settingsFingerprint: string, format: FeedFormat): string {
  return `"${digestText(version)}-${digestText(settingsFingerprint)}-${RENDERER_VERSION}-${format}"`;
}

/**
 * True where the answer is 304. `If-None-Match` alone decides when it is there (RFC 9110 §13.1.2, weak
 * comparison); else `If-Modified-Since`, in whole seconds, any later date will do; one that cannot be read is
 * ignored (§13.1.3).
 */
export function isNotModified({ ifNoneMatch, ifModifiedSince, etag, changedMs }: Conditions): boolean {
  if (ifNoneMatch !== null && ifNoneMatch.trim() !== '') return matchesEtag(ifNoneMatch, etag);
  const sinceMs = ifModifiedSince === null ? null : parseHttpDate(ifModifiedSince);
  return sinceMs !== null && sinceMs >= Math.floor(changedMs / 1000) * 1000;
}

function matchesEtag(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  const tags: readonly string[] = header.match(/"[^"]*"/g) ?? [];
  return tags.includes(etag);
}

/** The three forms of an HTTP date (RFC 9110 §5.6.7); `Date.parse` alone takes far more than these. */
const HTTP_DATE_PATTERN =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT)$/;
const ASCTIME_PATTERN =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} (?:\d{2}| \d) \d{2}:\d{2}:\d{2} \d{4}$/;

function parseHttpDate(text: string): number | null {
  const trimmed = text.trim();
  const ms = HTTP_DATE_PATTERN.test(trimmed)
    ? Date.parse(trimmed)
    : ASCTIME_PATTERN.test(trimmed)
      ? Date.parse(`${trimmed} GMT`)
      : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

/**
 * A short digest, synchronous because every request needs one and WebCrypto's are not: 106 bits from two
 * rounds of cyrb53, a public-domain hash without cryptographic claims; nobody gains by a collision here.
 */
export function digestText(text: string): string {
  return hashText(text, 0).toString(36) + hashText(text, 0x9e3779b9).toString(36);
}

function hashText(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
