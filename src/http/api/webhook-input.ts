/** What a developer may send about a webhook, read from JSON. */

import * as z from 'zod';
import { MAX_CATEGORIES, MAX_OFFICIALS, MAX_URL_CHARACTERS } from '../../article/article.ts';
import { violates } from '../../article/field-errors.ts';
import { languageField, plainLine, slugField } from '../../article/fields.ts';
import { isQueryTooLong, MAX_QUERY_CHARACTERS, normalizeQuery } from '../../article/filter.ts';
import { buildMatchQuery } from '../../article/search-terms.ts';
import { ENDPOINT_STATES, FORMATS } from '../../delivery/endpoint.ts';
import { ARTICLE_EVENTS, DEFAULT_EVENTS, OFFICE_EVENTS, OPERATOR_EVENTS } from '../../delivery/event.ts';
import { SIGNATURES } from '../../delivery/sign.ts';
import type { EndpointWish } from '../../ledger/webhooks/endpoint-rules.ts';

const MAX_DESCRIPTION_CHARACTERS = 200;
const MAX_SECRET_CHARACTERS = 256;

/** Some more than there are kinds, should one be named twice. */
const MAX_EVENTS = 10;
/** Nobody reads more. */
const MAX_LANGUAGES = 20;

/** A search as a feed has it; empty: none. */
const queryField = z.lazy(() =>
  z
    .string()
    .transform(normalizeQuery)
    .refine((text) => !isQueryTooLong(text), {
      abort: true,
      ...violates({ code: 'too_long', maxCharacters: MAX_QUERY_CHARACTERS }),
    })
    .refine((text) => text === '' || buildMatchQuery(text) !== null, violates({ code: 'no_word_to_search' })),
);

const eventField = z.lazy(() => z.enum([...ARTICLE_EVENTS, ...OFFICE_EVENTS, ...OPERATOR_EVENTS]));

/** What the service itself writes: in a request it is ignored, so that a webhook can be sent back as it came. */
const readOnlyField = z.lazy(() => z.unknown().optional().meta({ readOnly: true }));

/** The body of `POST /api/webhooks`. */
export const webhookSchema = z.lazy(() =>
  z.strictObject({
    id: readOnlyField,
    state_reason: readOnlyField,
    state_reason_code: readOnlyField,
    created_at: readOnlyField,
    overlaps: readOnlyField,
    public_keys: readOnlyField,
    state: z
      .enum(ENDPOINT_STATES)
      .refine((state) => state === 'active', violates({ code: 'state_not_active' }))
      .optional(),
    url: z.string().max(MAX_URL_CHARACTERS).meta({ format: 'uri' }),
    events: z
      .array(eventField)
      .max(MAX_EVENTS)
      .nullable()
      .optional()
      .meta({
        description: `\`${DEFAULT_EVENTS.join('` and `')}\` where none are given.`,
      }),
    categories: z.array(slugField).max(MAX_CATEGORIES).nullable().optional(),
    officials: z.array(slugField).max(MAX_OFFICIALS).nullable().optional(),
    offices: z.array(slugField).max(MAX_OFFICIALS).nullable().optional(),
    not_categories: z.array(slugField).max(MAX_CATEGORIES).nullable().optional(),
    not_officials: z.array(slugField).max(MAX_OFFICIALS).nullable().optional(),
    languages: z.array(languageField).max(MAX_LANGUAGES).nullable().optional().meta({
      description:
        'BCP 47 ranges (RFC 4647, basic filtering): an article in any of them; `de` is met by `de-AT`, `de-AT` not by `de`.',
    }),
    q: queryField
      .nullable()
      .optional()
      .meta({
        description: `All of these words, as a feed’s \`q\`: at most ${MAX_QUERY_CHARACTERS} characters.`,
      }),
    format: z.enum(FORMATS).nullable().optional(),
    signature: z
      .enum(SIGNATURES)
      .nullable()
      .optional()
      .meta({
        description:
          'Of `standard` webhooks, and as they are made: `v1` (usual) is HMAC-SHA256 with the secret, `v1a` Ed25519 with a key ' +
          'pair whose private key never leaves this service.',
      }),
    description: plainLine(MAX_DESCRIPTION_CHARACTERS).nullable().optional(),
    secret: z.string().trim().min(1).max(MAX_SECRET_CHARACTERS).nullable().optional(),
  }),
);

/** The body of `PATCH /api/webhooks/{id}`, a JSON merge patch. */
export const webhookPatchSchema = z.lazy(() =>
  webhookSchema
    .unwrap()
    .partial()
    .extend({ state: z.enum(ENDPOINT_STATES).optional() }),
);

/** The wish that a body is. */
export function readWish(body: z.infer<typeof webhookPatchSchema>): EndpointWish {
  const { url, format, signature, secret, description, state, q } = body;
  return {
    ...{ url, format, signature, secret, description, state },
    events: readList(body.events),
    categories: readList(body.categories),
    officials: readList(body.officials),
    offices: readList(body.offices),
    notCategories: readList(body.not_categories),
    notOfficials: readList(body.not_officials),
    languages: readList(body.languages),
    q: q === undefined ? undefined : q || null,
  };
}

/** What is named twice is meant once. */
function readList<T>(list: readonly T[] | null | undefined): readonly T[] | undefined {
  return list === undefined ? undefined : [...new Set(list)];
}
