/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) as a schema: what it demands, and nothing that it does not know. */

import { z } from 'zod';

const author = z
  .strictObject({ name: z.string().optional(), url: z.url().optional(), avatar: z.url().optional() })
  .refine((value) => Object.keys(value).length > 0, 'an author needs one of its fields');

/** An extension is an object whose name begins with an underscore. */
const extensions = z.record(z.string().regex(/^_[A-Za-z][^.]*$/), z.record(z.string(), z.unknown()));

const rfc3339 = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/);

const language = z.string().regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/);

const attachment = z.strictObject({
  url: z.url(),
  mime_type: z.string().regex(/^[^/]+\/[^/]+$/),
  title: z.string().optional(),
  size_in_bytes: z.int().nonnegative().optional(),
  duration_in_seconds: z.number().optional(),
});

function splitExtensions(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return {
    ...Object.fromEntries(entries.filter(([name]) => !name.startsWith('_'))),
    extensions: Object.fromEntries(entries.filter(([name]) => name.startsWith('_'))),
  };
}

const item = z.preprocess(
  splitExtensions,
  z
    .strictObject({
      id: z.string().min(1),
      url: z.url().optional(),
      external_url: z.url().optional(),
      title: z.string().optional(),
      content_html: z.string().optional(),
      content_text: z.string().optional(),
      summary: z.string().optional(),
      image: z.url().optional(),
      banner_image: z.url().optional(),
      date_published: rfc3339.optional(),
      date_modified: rfc3339.optional(),
      authors: z.array(author).min(1).optional(),
      tags: z.array(z.string()).optional(),
      language: language.optional(),
      attachments: z.array(attachment).optional(),
      extensions,
    })
    .refine((value) => value.content_html !== undefined || value.content_text !== undefined, 'no content'),
);

/** A feed; an unknown or deprecated field (such as version 1's `author`) is an error. */
export const jsonFeedSchema = z.preprocess(
  splitExtensions,
  z
    .strictObject({
      version: z.literal('https://jsonfeed.org/version/1.1'),
      title: z.string().min(1),
      home_page_url: z.url().optional(),
      feed_url: z.url().optional(),
      description: z.string().optional(),
      user_comment: z.string().optional(),
      next_url: z.url().optional(),
      icon: z.url().optional(),
      favicon: z.url().optional(),
      authors: z.array(author).min(1).optional(),
      language: language.optional(),
      expired: z.boolean().optional(),
      hubs: z.array(z.strictObject({ type: z.string(), url: z.url() })).optional(),
      items: z.array(item),
      extensions,
    })
    .refine(
      (feed) => feed.next_url === undefined || feed.next_url !== feed.feed_url,
      'next_url leads nowhere',
    ),
);
