/** The fields that requests are made of, as Zod schemas: one rule each, told in words an editor understands. */

import * as z from 'zod';
import { canonicalizeLanguage, MAX_LANGUAGE_CHARACTERS } from '../language-tag.ts';
import {
  MAX_MEDIA_TYPE_CHARACTERS,
  MAX_SLUG_CHARACTERS,
  MAX_URL_CHARACTERS,
  MEDIA_TYPE,
  SLUG_PATTERN,
} from './article.ts';
import { violates } from './field-errors.ts';
import { spellWebUrl } from './web-url.ts';

/** Control characters (tab and line ends excepted), noncharacters and halves of characters: no format can carry them. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what this is for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Surrogate}|\p{Noncharacter_Code_Point}/u;

/** White space, and characters that are there only for others: joiners, directions, soft hyphens, fillers. */
const INVISIBLE = /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u;

/** One line of plain text, something of it to be seen: trimmed, white space folded, 1 to `maxCharacters` characters (code points). */
export function plainLine(maxCharacters: number) {
  return z
    .string()
    .refine((text) => !UNPRINTABLE.test(text), violates({ code: 'control_characters' }))
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .refine((text) => !INVISIBLE.test(text), violates({ code: 'empty' }))
    .refine((text) => countCharacters(text) <= maxCharacters, violates({ code: 'too_long', maxCharacters }))
    .meta({ description: `Plain text, 1 to ${maxCharacters} characters after trimming.` });
}

/** Plain text that may have several lines and may be empty; at most `maxCharacters` characters. */
export function plainText(maxCharacters: number) {
  return z
    .string()
    .refine((text) => !UNPRINTABLE.test(text), violates({ code: 'control_characters' }))
    .transform((text) => text.trim())
    .refine((text) => countCharacters(text) <= maxCharacters, violates({ code: 'too_long', maxCharacters }))
    .meta({ description: `Plain text, at most ${maxCharacters} characters.` });
}

/** Counts as people do nearly always: code points, not UTF-16 units. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The name of a thing in addresses. */
export const slugField = z.lazy(() =>
  z
    .string()
    .max(MAX_SLUG_CHARACTERS)
    .refine((text) => SLUG_PATTERN.test(text), violates({ code: 'not_slug' }))
    .meta({
      description: 'Lower-case ASCII letters, digits and single hyphens.',
      pattern: SLUG_PATTERN.source,
    }),
);

/** An absolute http or https address, kept in its normal form. */
export const urlField = z.lazy(() =>
  z
    .string()
    .max(MAX_URL_CHARACTERS)
    .transform((text, context) => {
      const url = UNPRINTABLE.test(text) ? null : URL.parse(text.trim());
      if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) {
        const spelled = spellWebUrl(url);
        if (spelled.length <= MAX_URL_CHARACTERS) return spelled;
      }
      context.addIssue({ code: 'custom', ...violates({ code: 'not_web_url' }) });
      return z.NEVER;
    })
    .meta({ description: 'An absolute http or https URL.', format: 'uri' }),
);

/** An address that stands in an element of a feed: validators there read RFC 2396, which has no brackets, so no IPv6. */
export const linkField = z.lazy(() =>
  urlField
    .refine((url) => !url.includes('['), violates({ code: 'ipv6_host' }))
    .meta({ description: 'An absolute http or https URL, its host no IPv6 address.', format: 'uri' }),
);

/** Outside these years RSS and RFC 3339 cannot write a moment in UTC with four digits. */
const EARLIEST_MOMENT = Date.parse('1000-01-01T00:00:00Z');
const LATEST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

const utcOrOffset = z.lazy(() => z.iso.datetime({ offset: true }));
/** T and Z may be small; a minute may have a second 60 (RFC 3339 §5.6). */
const LEAP_SECOND = /:60(?=\.|Z|[+-])/;

/** A moment in RFC 3339 with an offset, as epoch milliseconds. A leap second is the beginning of the next minute. */
export const momentField = z.lazy(() =>
  z
    .string()
    .transform((text, context) => {
      const milliseconds = parseMoment(text.toUpperCase());
      if (milliseconds === null) {
        context.addIssue({ code: 'custom', ...violates({ code: 'not_date_time' }) });
        return z.NEVER;
      }
      if (milliseconds >= EARLIEST_MOMENT && milliseconds <= LATEST_MOMENT) return milliseconds;
      context.addIssue({ code: 'custom', ...violates({ code: 'year_out_of_range' }) });
      return z.NEVER;
    })
    .meta({ description: 'RFC 3339 with an offset.', format: 'date-time' }),
);

function parseMoment(text: string): number | null {
  const plain = text.replace(LEAP_SECOND, ':59');
  if (!utcOrOffset.safeParse(plain).success) return null;
  if (plain === text) return Date.parse(text);
  // Leap seconds end a day in UTC and nowhere else.
  const minute = Math.floor(Date.parse(plain) / 60_000) + 1;
  return minute % (24 * 60) === 0 ? minute * 60_000 : null;
}

/** A BCP 47 language tag in its canonical spelling. */
export const languageField = z.lazy(() =>
  z
    .string()
    .max(MAX_LANGUAGE_CHARACTERS)
    .transform((text, context) => {
      const tag = canonicalizeLanguage(text);
      if (tag !== null) return tag;
      context.addIssue({ code: 'custom', ...violates({ code: 'not_language' }) });
      return z.NEVER;
    })
    .meta({ description: 'A BCP 47 language tag.' }),
);

/** A media type without parameters (RFC 6838 §4.2). */
export const mediaTypeField = z.lazy(() =>
  z
    .string()
    .max(MAX_MEDIA_TYPE_CHARACTERS)
    .refine((text) => MEDIA_TYPE.test(text), violates({ code: 'not_media_type' }))
    .transform((text) => text.toLowerCase())
    .meta({ description: 'A media type without parameters.', pattern: MEDIA_TYPE.source }),
);

/** A body without these fields; anything but an object stays as it is. */
export function omitFields(body: unknown, names: readonly string[]): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
