/**
 * Which URLs may be called. A name is not resolved here: a Worker cannot pin the address that a later fetch
 * uses, and behind it there is no private network; what can be told from the URL alone is told here.
 */

import { MAX_URL_CHARACTERS } from '../article/article.ts';

export interface TargetRules {
  /** For local work: `http:`, any port, IP literals, loopback and private names are taken. */
  readonly allowPrivate: boolean;
  /** Our own hosts (PUBLIC_URL's and the request's), each `host` or `host:port`. */
  readonly ownHosts: readonly string[];
}

/** The parsed target without its fragment, or a sentence that says why it is refused. */
export type CheckedTarget =
  | { readonly ok: true; readonly value: URL }
  | { readonly ok: false; readonly detail: string };

/** Suffixes that never name a public host: RFC 6761, RFC 6762, RFC 7686, RFC 8375 and ICANN's `.internal`. */
const PRIVATE_SUFFIXES = ['localhost', 'local', 'internal', 'home.arpa', 'onion'];

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
  if (text.length > MAX_URL_CHARACTERS)
    return refuse(`The address is longer than ${MAX_URL_CHARACTERS} characters.`);
  if (CONTROL_CHARACTERS.test(text)) return refuse('The address contains control characters or line breaks.');
  const url = URL.parse(text);
  if (url === null)
    return refuse('This is not a complete address; it should look like https://example.com/hook.');
  url.hash = '';
  const detail =
    checkScheme(url, rules.allowPrivate) ??
    (USERINFO.test(text.trim()) ? 'The address must not contain a user name or password.' : null) ??
    (rules.allowPrivate ? null : checkPublicName(url)) ??
    checkOwnHost(url, rules);
  return detail === null ? { ok: true, value: url } : refuse(detail);
}

function checkScheme(url: URL, allowPrivate: boolean): string | null {
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return 'The address must begin with https://.';
  return allowPrivate ? null : 'The address must begin with https://; http:// is not encrypted.';
}

function checkPublicName(url: URL): string | null {
  if (url.port !== '') return 'The address must use port 443, the port of https; leave the port out.';
  const host = url.hostname;
  if (host.startsWith('[') || IPV4.test(stripTrailingDot(host))) {
    return 'The address must use a host name, not an IP address.';
  }
  const name = stripTrailingDot(host);
  const labels = name.split('.');
  if (labels.includes('')) return 'The host name has an empty part.';
  if (name.length > MAX_NAME_CHARACTERS || labels.some((label) => label.length > MAX_LABEL_CHARACTERS)) {
    return 'The host name is longer than a host name can be.';
  }
  if (PRIVATE_SUFFIXES.some((suffix) => name === suffix || name.endsWith(`.${suffix}`))) {
    return `"${name}" is a name of a private network, not of the internet.`;
  }
  if (!name.includes('.')) return `"${name}" is not a complete host name; it should look like example.com.`;
  return null;
}

/** A message to ourselves would come back as a request; locally another loopback port is another program. */
function checkOwnHost(url: URL, rules: TargetRules): string | null {
  const isOwn = rules.ownHosts.some((host) => {
    const own = URL.parse(`${url.protocol}//${host}`);
    if (own === null) return false;
    const [ownName, name] = [canonicalizeHost(own), canonicalizeHost(url)];
    if (ownName !== name) return false;
    return !(rules.allowPrivate && name === LOOPBACK) || own.port === url.port;
  });
  return isOwn ? 'The address is one of this service itself; it cannot be its own receiver.' : null;
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

function refuse(detail: string): CheckedTarget {
  return { ok: false, detail };
}
