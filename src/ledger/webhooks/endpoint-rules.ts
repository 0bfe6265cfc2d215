/** What an endpoint may be: its address, its format and its secret, and what a change of one brings along. Pure. */

import type { EndpointState, FormatName } from '../../delivery/endpoint.ts';
import { maskUrl } from '../../delivery/endpoint.ts';
import type { EventType } from '../../delivery/event.ts';
import { DEFAULT_EVENTS } from '../../delivery/event.ts';
import { findAdapter, recognizeFormat } from '../../delivery/format/formats.ts';
import { findMisplacedAddress } from '../../delivery/format/misplaced.ts';
import type { Signature } from '../../delivery/sign.ts';
import { parseSecret } from '../../delivery/sign.ts';
import { checkTarget, type TargetRules } from '../../delivery/target.ts';
import type { Result } from '../../failure.ts';
import { failField, succeed } from '../../failure.ts';
import type { EndpointFilter } from './audience.ts';
import type { Endpoint } from './endpoints.ts';
import { findSignatureOf } from './endpoints.ts';

/** What somebody wishes an endpoint to be. Absent: as it is, or as is usual. */
export type EndpointWish = { readonly [Part in keyof EndpointFilter]?: EndpointFilter[Part] | undefined } & {
  readonly url?: string | undefined;
  /** null: as the address has it. */
  readonly format?: FormatName | null | undefined;
  /** null: the usual one, where the format has any. */
  readonly signature?: Signature | null | undefined;
  /** null: none, or one that is made here. */
  readonly secret?: string | null | undefined;
  /** Empty: the usual ones. */
  readonly events?: readonly EventType[] | undefined;
  readonly description?: string | null | undefined;
  readonly state?: EndpointState | undefined;
};

/** The parts of an endpoint that people decide. */
export type EndpointParts = EndpointFilter &
  Pick<Endpoint, 'url' | 'events' | 'format' | 'description' | 'secret'>;

/** A change of some of an endpoint's parts. */
export type EndpointChange = Partial<EndpointParts> & {
  readonly state?: Extract<EndpointState, 'active' | 'paused'>;
};

/** Formats whose secret is the service's own; of the others only `standard` has one, ours. */
export const SERVICE_SECRETS: readonly FormatName[] = ['feishu', 'dingtalk'];

/** Decides what a new endpoint is. `madeSecret` is taken where one of the wished-for signature is needed. */
export function decideNewEndpoint(
  wish: EndpointWish & { readonly url: string },
  rules: TargetRules,
  madeSecret: string,
): Result<EndpointParts> {
  const target = decideTarget(wish.url, wish.format ?? null, rules);
  if (!target.ok) return target;
  const { url, format } = target.value;
  const signature = wish.signature ?? null;
  if (signature !== null && format !== 'standard') {
    return failField('/signature', { code: 'signature_not_used', format });
  }
  const given = wish.secret ?? null;
  if (signature === 'v1a' && given !== null) return failField('/secret', { code: 'private_key_not_taken' });
  const secret = decideSecret(given, format, madeSecret);
  if (!secret.ok) return secret;
  return succeed({
    url,
    format,
    secret: secret.value,
    events: decideEvents(wish.events ?? []),
    categories: wish.categories ?? [],
    officials: wish.officials ?? [],
    offices: wish.offices ?? [],
    notCategories: wish.notCategories ?? [],
    notOfficials: wish.notOfficials ?? [],
    languages: wish.languages ?? [],
    q: wish.q ?? null,
    description: wish.description ?? null,
  });
}

/**
 * Decides what a wish changes of an endpoint. An address as it was shown, and a state, a signature or a secret
 * that the endpoint has already, change nothing.
 */
export function decideChange(
  wish: EndpointWish,
  endpoint: Endpoint,
  rules: TargetRules,
): Result<EndpointChange> {
  const newUrl = wish.url === maskUrl(endpoint.url) ? undefined : wish.url;
  const newState = wish.state === endpoint.state ? undefined : wish.state;
  const newSignature = wish.signature === findSignatureOf(endpoint) ? null : (wish.signature ?? null);
  const newSecret = wish.secret === endpoint.secret ? undefined : wish.secret;
  if (newState === 'disabled') return failField('/state', { code: 'state_not_settable' });
  const isMoved = newUrl !== undefined || wish.format !== undefined;
  const wantedFormat = wish.format === undefined ? followFormat(endpoint, newUrl, rules) : wish.format;
  const target = isMoved
    ? decideTarget(newUrl ?? endpoint.url, wantedFormat, rules)
    : succeed({ url: endpoint.url, format: endpoint.format });
  if (!target.ok) return target;
  const { url, format } = target.value;
  if (newSignature !== null) {
    return failField(
      '/signature',
      format === 'standard'
        ? { code: 'signature_needs_new_webhook' }
        : { code: 'signature_not_used', format },
    );
  }
  const keptSecret = format === endpoint.format ? endpoint.secret : null;
  if (format === 'standard' && newSecret !== undefined && newSecret !== null) {
    return failField('/secret', { code: 'secret_needs_rotation' });
  }
  if (format === 'standard' && keptSecret === null) {
    return failField('/format', { code: 'format_needs_new_webhook' });
  }
  const secret =
    newSecret === undefined ? succeed(keptSecret) : decideSecret(newSecret, format, keptSecret ?? '');
  if (!secret.ok) return secret;
  const { categories, officials, offices, notCategories, notOfficials, languages, q, description } = wish;
  const changes = {
    url: url === endpoint.url ? undefined : url,
    format: format === endpoint.format ? undefined : format,
    secret: secret.value === endpoint.secret ? undefined : secret.value,
    events: wish.events === undefined ? undefined : decideEvents(wish.events),
    ...{ categories, officials, offices, notCategories, notOfficials, languages, q, description },
    state: newState,
  };
  return succeed(Object.fromEntries(Object.entries(changes).filter(([, part]) => part !== undefined)));
}

/**
 * The format at a new address that comes without one: a known service's own, where the format was that of the old
 * address as well; else it stays, because somebody chose it.
 */
function followFormat(endpoint: Endpoint, newUrl: string | undefined, rules: TargetRules): FormatName {
  const target = checkTarget(newUrl ?? '', rules);
  if (!target.ok || recognizeFormat(new URL(endpoint.url)) !== endpoint.format) return endpoint.format;
  const recognized = recognizeFormat(target.value);
  return recognized === 'standard' ? endpoint.format : recognized;
}

function decideEvents(wanted: readonly EventType[]): readonly EventType[] {
  return wanted.length === 0 ? DEFAULT_EVENTS : wanted;
}

function decideTarget(
  text: string,
  wanted: FormatName | null,
  rules: TargetRules,
): Result<{ readonly url: string; readonly format: FormatName }> {
  const checked = checkTarget(text, rules);
  if (!checked.ok) return failField('/url', checked.violation);
  const misplaced = findMisplacedAddress(checked.value);
  if (misplaced !== null) return failField('/url', misplaced);
  const format = wanted ?? recognizeFormat(checked.value);
  const adapter = findAdapter(format);
  if (adapter.isHostBound && !adapter.matches(checked.value) && !rules.allowPrivate) {
    return failField('/url', { code: 'not_address_of_format', format });
  }
  const missing = adapter.findMissingPart?.(checked.value) ?? null;
  if (missing !== null) return failField('/url', missing);
  return succeed({ url: checked.value.href, format });
}

function decideSecret(given: string | null, format: FormatName, made: string): Result<string | null> {
  if (format === 'standard') {
    if (given === null) return succeed(made);
    const parsed = parseSecret(given);
    return parsed.ok ? succeed(given) : parsed;
  }
  if (given !== null && !SERVICE_SECRETS.includes(format))
    return failField('/secret', { code: 'secret_not_used', format });
  return succeed(given);
}
