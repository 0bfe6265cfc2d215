/** `POST /api/articles/extract`: an existing page in, the fields of an article out; nothing is stored. */

import * as z from 'zod';
import { urlField } from '../../article/fields.ts';
import { extractArticle } from '../../extract/extract.ts';
import { defineOperation } from './operation.ts';
import { extractedResource } from './resources.ts';

const MEDIA_TYPES = ['text/plain', 'text/html', 'text/markdown'] as const;

const extractQuery = z.strictObject({
  script: z
    .literal('simplified')
    .optional()
    .meta({ description: 'Converts traditional Chinese characters.' }),
  url: urlField.optional().meta({ description: 'The page’s own address, for its relative links.' }),
});

export const extractOperation = defineOperation(
  {
    method: 'POST',
    path: '/api/articles/extract',
    summary: 'Read the fields of an article out of an existing page; what is uncertain is left out',
    role: 'editor',
    query: extractQuery,
    textBody: MEDIA_TYPES,
    bodyExample: 'Bridge reopened\n\n2 March 2026\n\nMayor Anna Weber opened the bridge this morning.',
    answers: { 200: { description: 'What the page tells, and who is named.', schema: extractedResource } },
  },
  async ({ c, ledger, query, rawBody, settings }) => {
    const given = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
    const mediaType = MEDIA_TYPES.find((type) => type === given) ?? 'text/plain';
    const { officials } = await ledger.listDirectory();
    return {
      status: 200,
      body: extractArticle(rawBody, mediaType, {
        timezone: settings.timezone,
        directory: officials,
        baseUrl: query.url,
        script: query.script,
      }),
    };
  },
);
