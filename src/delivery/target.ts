/**
 * Which URLs may be called. A name is not resolved here: a Worker cannot pin the address that a later fetch
 * uses, and behind it there is no private network; what can be told from the URL alone is told here.
 */

import { MAX_URL_CHARACTERS } from '../article/article.ts';
import type { TargetViolation } from '../failure.ts';

export interface TargetRules {
  /** For local work: `http:`, any port, IP literals, loopback and private names are taken. */
  readonly allowPrivate: boolean;
  /** Our own hosts (PUBLIC_URL's and the request's), each `host` or `host:port`. */
  readonly ownHosts: readonly string[];
}

/** The parsed target without its fragment and without a dot at the end of its host, or why it is refused. */
export type CheckedTarget =
  | { readonly ok: true; readonly value: URL }
  | { readonly ok: false; readonly violation: TargetViolation };

/**
 * Suffixes that never name a public host: RFC 6761 (`localhost`, `test`, `invalid`), RFC 6762 (`local` and what its
 * appendix G has seen in private networks), RFC 7686 (`onion`), RFC 9476 (`alt`), RFC 3172 (`arpa`), ICANN's `internal`,
 * and the inner names of I2P and Kubernetes.
 */
const PRIVATE_SUFFIXES = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'lan',
  'corp',
  'home',
  'svc',
  'arpa',
  'onion',
  'i2p',
  'alt',
  'test',
  'invalid',
];

/** The URL standard (WHATWG) writes every spelling of an IPv4 address as four decimal numbers. */
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the URL parser drops these silently, so what was read is not what was written
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;

/** RFC 1035 §2.3.4. */
const MAX_NAME_CHARACTERS = 253;
const MAX_LABEL_CHARACTERS = 63;

const USERINFO = /^[a-z][a-z0-9+.-]*:[/\\]*[^/\\?#]*@/i;

/** Checks a target by the rules above; the same check stands at creation, at a change and before every POST. */
export function checkTarget(text: string, rules: TargetRules): CheckedTarget {
  if (text.length > MAX_URL_CHARACTERS) {
    return refuse({ code: 'target_too_long', maxCharacters: MAX_URL_CHARACTERS });
  }
  if (CONTROL_CHARACTERS.test(text)) return refuse({ code: 'target_control_characters' });
  const url = URL.parse(text);
  if (url === null) return refuse({ code: 'target_incomplete' });
  url.hash = '';
  if (url.href.length > MAX_URL_CHARACTERS) {
    const { length: characters } = url.href;
    return refuse({ code: 'target_too_long_encoded', maxCharacters: MAX_URL_CHARACTERS, characters });
  }
  const violation =
    checkScheme(url, rules.allowPrivate) ??
    (USERINFO.test(text.trim()) ? ({ code: 'target_with_credentials' } as const) : null) ??
    checkOwnHost(url, rules) ??
    (rules.allowPrivate ? null : checkPublicName(url));
  if (violation !== null) return refuse(violation);
  // With and without it is the same name: whoever compares hosts meets one spelling.
  url.hostname = stripTrailingDot(url.hostname);
  return { ok: true, value: url };
}

function checkScheme(url: URL, allowPrivate: boolean): TargetViolation | null {
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return { code: 'target_not_https' };
  return allowPrivate ? null : { code: 'target_unencrypted' };
}

function checkPublicName(url: URL): TargetViolation | null {
  if (url.port !== '') return { code: 'target_port' };
  const host = url.hostname;
  if (host.startsWith('[') || IPV4.test(stripTrailingDot(host))) {
    return { code: 'target_ip_address' };
  }
  const name = stripTrailingDot(host);
  const labels = name.split('.');
  if (labels.includes('')) return { code: 'target_host_malformed' };
  if (name.length > MAX_NAME_CHARACTERS || labels.some((label) => label.length > MAX_LABEL_CHARACTERS)) {
    return { code: 'target_host_too_long' };
  }
  if (PRIVATE_SUFFIXES.some((suffix) => name === suffix || name.endsWith(`.${suffix}`))) {
    return { code: 'target_host_private', host: name };
  }
  return name.includes('.') ? null : { code: 'target_host_incomplete', host: name };
}

/** A message to ourselves would come back as a request; locally another loopback port is another program. */
function checkOwnHost(url: URL, rules: TargetRules): TargetViolation | null {
  const isOwn = rules.ownHosts.some((host) => {
    const own = URL.parse(`${url.protocol}//${host}`);
    if (own === null) return false;
    const [ownName, name] = [canonicalizeHost(own), canonicalizeHost(url)];
    if (ownName !== name) return false;
    return !(rules.allowPrivate && name === LOOPBACK) || own.port === url.port;
  });
  return isOwn ? { code: 'target_own_host' } : null;
}

const LOOPBACK = 'localhost';

/** The host name without trailing dot; every spelling of loopback is the same host. */
function canonicalizeHost(url: URL): string {
  const name = stripTrailingDot(url.hostname);
  const isLoopback =
    name === LOOPBACK ||
    name.endsWith(`.${LOOPBACK}`) ||
    (IPV4.test(name) && (name.startsWith('127.') || name === '0.0.0.0')) ||
    name === '[::1]' ||
    name === '[::]' ||
    name.startsWith('[::ffff:7f');
  return isLoopback ? LOOPBACK : name;
}

function stripTrailingDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

function refuse(violation: TargetViolation): CheckedTarget {
  return { ok: false, violation };
}
