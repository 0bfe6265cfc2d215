/** `POST /api/articles/extract`: an existing page in, the fields of an article out; nothing is stored. */

import * as z from 'zod';
import { nameRoles } from '../../article/directory/terms.ts';
import { urlField } from '../../article/fields.ts';
import type { ExtractedArticle } from '../../extract/extract.ts';
import { extractArticle, MAX_PAGE_BYTES } from '../../extract/extract.ts';
import { defineOperation } from './operation.ts';
import { extractedResource } from './resources.ts';

const MEDIA_TYPES = ['text/plain', 'text/html', 'text/markdown'] as const;

const extractQuery = z.lazy(() =>
  z.strictObject({
    script: z
      .literal('simplified')
      .optional()
      .meta({ description: 'Converts traditional Chinese characters.' }),
    url: urlField.optional().meta({ description: 'The page’s own address, for its relative links.' }),
  }),
);

export const extractOperation = defineOperation(
  {
    method: 'POST',
    path: '/api/articles/extract',
    summary: 'Read the fields of an article out of an existing page; what is uncertain is left out',
    description:
      'The body is the page or its text, of at most 4 MiB, in the encoding that its type or the page itself names. The address of a page is refused: its text is wanted.',
    role: 'editor',
    query: extractQuery,
    textBody: MEDIA_TYPES,
    maxBodyBytes: MAX_PAGE_BYTES,
    bodyExample: 'Bridge reopened\n\n2 March 2026\n\nMayor Anna Weber opened the bridge this morning.',
    answers: { 200: { description: 'What the page tells, and who is named.', schema: extractedResource } },
  },
  async ({ c, ledger, query, rawBody, settings }) => {
    const given = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
    const mediaType = MEDIA_TYPES.find((type) => type === given) ?? 'text/plain';
    const { officials, offices } = await ledger.listDirectory();
    const extracted = extractArticle(rawBody, mediaType, {
      timezone: settings.timezone,
      now: Date.now(),
      directory: officials,
      roleNames: nameRoles(offices, settings.language),
      baseUrl: query.url,
      script: query.script,
    });
    return extracted.ok ? { status: 200, body: buildExtractedResource(extracted.value) } : extracted;
  },
);

/** An extracted article as the API names its fields; what is uncertain is absent. */
function buildExtractedResource(extracted: ExtractedArticle): z.infer<typeof extractedResource> {
  const { contentHtml, contentText, datePublished, leftOut, suggestedOfficials, ...rest } = extracted;
  return {
    ...rest,
    ...(contentHtml === undefined ? {} : { content_html: contentHtml }),
    ...(contentText === undefined ? {} : { content_text: contentText }),
    ...(datePublished === undefined ? {} : { date_published: datePublished }),
    ...(leftOut === undefined ? {} : { left_out: [...leftOut] }),
    suggested_officials: suggestedOfficials,
  };
}
