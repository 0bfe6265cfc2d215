/** What a developer may send about a webhook, read and checked. */

import * as z from 'zod';
import { MAX_CATEGORIES, MAX_OFFICIALS, MAX_URL_CHARACTERS } from '../../article/article.ts';
import { violates } from '../../article/field-errors.ts';
import { languageField, plainLine, slugField } from '../../article/fields.ts';
import { MAX_QUERY_CHARACTERS, normalizeQuery } from '../../article/filter.ts';
import { buildMatchQuery } from '../../article/search-terms.ts';
import type { FormatName } from '../../delivery/endpoint.ts';
import { ENDPOINT_STATES, FORMATS, maskUrl } from '../../delivery/endpoint.ts';
import { ARTICLE_EVENTS, DEFAULT_EVENTS, OPERATOR_EVENTS } from '../../delivery/event.ts';
import { findAdapter, recognizeFormat } from '../../delivery/format/formats.ts';
import { findMisplacedAddress } from '../../delivery/format/misplaced.ts';
import { parseSecret } from '../../delivery/sign.ts';
import { checkTarget } from '../../delivery/target.ts';
import type { Result } from '../../failure.ts';
import { failField, succeed } from '../../failure.ts';
import type { EndpointFilter } from '../../ledger/webhooks/audience.ts';
import type { EndpointChange, NewEndpoint } from '../../ledger/webhooks/endpoint-calls.ts';
import type { Endpoint } from '../../ledger/webhooks/endpoints.ts';
import type { Settings } from '../../settings.ts';

const MAX_DESCRIPTION_CHARACTERS = 200;
const MAX_SECRET_CHARACTERS = 256;

/** Nobody reads more. */
const MAX_LANGUAGES = 20;

/** A search as a feed has it; empty: none. */
const queryField = z
  .string()
  .transform(normalizeQuery)
  .refine((text) => [...text].length <= MAX_QUERY_CHARACTERS, {
    abort: true,
    ...violates({ code: 'too_long', maxCharacters: MAX_QUERY_CHARACTERS }),
  })
  .refine((text) => text === '' || buildMatchQuery(text) !== null, violates({ code: 'no_word_to_search' }));

const eventField = z.enum([...ARTICLE_EVENTS, ...OPERATOR_EVENTS]);

/** What the service itself writes: in a request it is ignored, so that a webhook can be sent back as it came. */
const readOnlyField = z.unknown().optional().meta({ readOnly: true });

/** The body of `POST /api/webhooks`. */
export const webhookSchema = z.strictObject({
  id: readOnlyField,
  state_reason: readOnlyField,
  state_reason_code: readOnlyField,
  created_at: readOnlyField,
  overlaps: readOnlyField,
  state: z
    .enum(ENDPOINT_STATES)
    .refine((state) => state === 'active', violates({ code: 'state_not_active' }))
    .optional(),
  url: z.string().max(MAX_URL_CHARACTERS).meta({ format: 'uri' }),
  events: z.array(eventField).max(10).nullable().optional(),
  categories: z.array(slugField).max(MAX_CATEGORIES).nullable().optional(),
  officials: z.array(slugField).max(MAX_OFFICIALS).nullable().optional(),
  not_categories: z.array(slugField).max(MAX_CATEGORIES).nullable().optional(),
  not_officials: z.array(slugField).max(MAX_OFFICIALS).nullable().optional(),
  languages: z
    .array(languageField)
    .max(MAX_LANGUAGES)
    .nullable()
    .optional()
    .meta({ description: '`de` is met by `de-AT` as well.' }),
  q: queryField.nullable().optional(),
  format: z.enum(FORMATS).nullable().optional(),
  description: plainLine(MAX_DESCRIPTION_CHARACTERS).nullable().optional(),
  secret: z.string().trim().min(1).max(MAX_SECRET_CHARACTERS).nullable().optional(),
});

/** The body of `PATCH /api/webhooks/{id}`, a JSON merge patch. */
export const webhookPatchSchema = webhookSchema
  .partial()
  .extend({ state: z.enum(ENDPOINT_STATES).optional() });

/** Formats whose secret is the service's own; of the others only `standard` has one, ours. */
const SERVICE_SECRETS: readonly FormatName[] = ['feishu', 'dingtalk'];

/** Reads a new endpoint. `requestHost` is refused as a target, as ours is; `makeSecret` is asked where none is given. */
export function readNewEndpoint(
  body: z.infer<typeof webhookSchema>,
  settings: Settings,
  requestHost: string,
  makeSecret: () => string,
): Result<NewEndpoint> {
  const target = readTarget(body.url, body.format ?? null, settings, requestHost);
  if (!target.ok) return target;
  const { url, format } = target.value;
  const secret = readSecret(body.secret ?? null, format, makeSecret);
  if (!secret.ok) return secret;
  return succeed({
    url,
    format,
    secret: secret.value,
    events: readEvents(body.events),
    categories: [...new Set(body.categories ?? [])],
    officials: [...new Set(body.officials ?? [])],
    notCategories: [...new Set(body.not_categories ?? [])],
    notOfficials: [...new Set(body.not_officials ?? [])],
    languages: [...new Set(body.languages ?? [])],
    q: body.q || null,
    description: body.description ?? null,
  });
}

/**
 * Reads a change of an endpoint, and of its parts only those that change: another may be changed at the same time.
 * An address as it was shown, and a state or a secret that the endpoint has already, change nothing.
 */
export function readEndpointChange(
  body: z.infer<typeof webhookPatchSchema>,
  endpoint: Endpoint,
  settings: Settings,
  requestHost: string,
): Result<EndpointChange> {
  const newUrl = body.url === maskUrl(endpoint.url) ? undefined : body.url;
  const newState = body.state === endpoint.state ? undefined : body.state;
  const newSecret = body.secret === endpoint.secret ? undefined : body.secret;
  if (newState === 'disabled') return failField('/state', { code: 'state_not_settable' });
  const isMoved = newUrl !== undefined || body.format !== undefined;
  const wantedFormat = body.format === undefined ? followFormat(endpoint, newUrl) : body.format;
  const target = isMoved
    ? readTarget(newUrl ?? endpoint.url, wantedFormat, settings, requestHost)
    : succeed({ url: endpoint.url, format: endpoint.format });
  if (!target.ok) return target;
  const { url, format } = target.value;
  const keptSecret = format === endpoint.format ? endpoint.secret : null;
  if (format === 'standard' && newSecret !== undefined && newSecret !== null) {
    return failField('/secret', { code: 'secret_needs_rotation' });
  }
  if (format === 'standard' && keptSecret === null) {
    return failField('/format', { code: 'format_needs_new_webhook' });
  }
  const secret =
    newSecret === undefined ? succeed(keptSecret) : readSecret(newSecret, format, () => keptSecret ?? '');
  if (!secret.ok) return secret;
  return succeed({
    ...(url === endpoint.url ? {} : { url }),
    ...(format === endpoint.format ? {} : { format }),
    ...(secret.value === endpoint.secret ? {} : { secret: secret.value }),
    ...(body.events === undefined ? {} : { events: readEvents(body.events) }),
    ...readFilterChange(body),
    ...(body.description === undefined ? {} : { description: body.description }),
    ...(newState === undefined ? {} : { state: newState }),
  });
}

function readFilterChange(body: z.infer<typeof webhookPatchSchema>): Partial<EndpointFilter> {
  const lists = {
    categories: body.categories,
    officials: body.officials,
    notCategories: body.not_categories,
    notOfficials: body.not_officials,
    languages: body.languages,
  };
  const changed = Object.entries(lists).filter(([, list]) => list !== undefined);
  return {
    ...Object.fromEntries(changed.map(([name, list]) => [name, [...new Set(list ?? [])]])),
    ...(body.q === undefined ? {} : { q: body.q || null }),
  };
}

/**
 * The format at a new address that comes without one: a known service's own, where the format was that of the old
 * address as well; else it stays, because somebody chose it.
 */
function followFormat(endpoint: Endpoint, newUrl: string | undefined): FormatName {
  const url = URL.parse(newUrl ?? '');
  if (url === null || recognizeFormat(new URL(endpoint.url)) !== endpoint.format) return endpoint.format;
  const recognized = recognizeFormat(url);
  return recognized === 'standard' ? endpoint.format : recognized;
}

function readEvents(events: z.infer<typeof webhookSchema>['events']): NewEndpoint['events'] {
  return events === undefined || events === null || events.length === 0
    ? DEFAULT_EVENTS
    : [...new Set(events)];
}

function readTarget(
  text: string,
  wanted: FormatName | null,
  settings: Settings,
  requestHost: string,
): Result<{ readonly url: string; readonly format: FormatName }> {
  const ownHosts = [new URL(settings.publicUrl).host, requestHost];
  const checked = checkTarget(text, { allowPrivate: settings.allowPrivateTargets, ownHosts });
  if (!checked.ok) return failField('/url', checked.violation);
  const misplaced = findMisplacedAddress(checked.value);
  if (misplaced !== null) return failField('/url', misplaced);
  const format = wanted ?? recognizeFormat(checked.value);
  const adapter = findAdapter(format);
  if (adapter.isHostBound && !adapter.matches(checked.value) && !settings.allowPrivateTargets) {
    return failField('/url', { code: 'not_address_of_format', format });
  }
  const missing = adapter.findMissingPart?.(checked.value) ?? null;
  if (missing !== null) return failField('/url', missing);
  return succeed({ url: checked.value.href, format });
}

function readSecret(
  given: string | null,
  format: FormatName,
  makeSecret: () => string,
): Result<string | null> {
  if (format === 'standard') {
    if (given === null) return succeed(makeSecret());
    const parsed = parseSecret(given);
    return parsed.ok ? succeed(given) : parsed;
  }
  if (given !== null && !SERVICE_SECRETS.includes(format))
    return failField('/secret', { code: 'secret_not_used', format });
  return succeed(given);
}
