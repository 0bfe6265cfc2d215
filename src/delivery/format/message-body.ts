/** Reads the Standard Webhooks body of a message into what happened and to what. */

import * as z from 'zod';
import { ARTICLE_EVENTS, OFFICE_EVENTS, OPERATOR_EVENTS } from '../event.ts';

/** One line without surrounding space or lone surrogates: chats have their own idea of line breaks. */
export function makeOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

const line = z.lazy(() => z.string().transform(makeOneLine));
const optionalLine = z.lazy(() => line.nullish().transform((text) => text || null));

const official = z.lazy(() => z.object({ name: line, role: optionalLine }));

/** The item of JSON Feed 1.1 with its `_gazette` extension: what a chat shows of it. */
const article = z.lazy(() =>
  z.object({
    id: z.string(),
    url: optionalLine,
    title: optionalLine,
    summary: optionalLine,
    image: optionalLine,
    date_published: optionalLine,
    language: optionalLine,
    tags: z
      .array(line)
      .nullish()
      .transform((tags) => tags ?? []),
    _gazette: z.object({
      revision: z.number(),
      categories: z
        .array(line)
        .nullish()
        .transform((slugs) => slugs ?? []),
      officials: z
        .array(official)
        .nullish()
        .transform((officials) => officials ?? []),
      source: z.object({ name: optionalLine }).nullish(),
      change_note: optionalLine,
      withdrawn_reason: optionalLine,
    }),
  }),
);

const endpoint = z.lazy(() => z.object({ id: z.string(), description: optionalLine, reason: optionalLine }));

const body = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.enum([...ARTICLE_EVENTS, ...OFFICE_EVENTS]),
      timestamp: z.string(),
      data: z.object({ article }),
    }),
    z.object({ type: z.enum(OPERATOR_EVENTS), timestamp: z.string(), data: z.object({ endpoint }) }),
    z.object({ type: z.literal('ping'), timestamp: z.string() }),
  ]),
);

type MessageBody = z.infer<typeof body>;
export type MessageEndpoint = z.infer<typeof endpoint>;
export type MessageArticle = z.infer<typeof article>;

/** Reads a message's body. It is one that this service wrote, so one that cannot be read is a bug and throws. */
export function readMessageBody(text: string): MessageBody {
  return body.parse(JSON.parse(text));
}
