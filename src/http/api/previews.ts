/** `/api/articles/{id}/previews`: an unpublished article for people without a token. */

import { formatTimestamp } from '../../article/date-format.ts';
import type { LedgerStub } from '../../env.ts';
import type { Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { Actor } from '../../ledger/actor.ts';
import { MAX_PREVIEWS_OF_ARTICLE } from '../../ledger/articles/previews.ts';
import type { Settings } from '../../settings.ts';
import { hashToken } from './auth.ts';
import { defineOperation } from './operation.ts';
import { previewResource } from './resources.ts';

export const previewOperations = [
  defineOperation(
    {
      method: 'POST',
      path: '/api/articles/{id}/previews',
      summary: 'Make an address that shows an unpublished article to whoever has it',
      description:
        `Each call makes another address, at most ${MAX_PREVIEWS_OF_ARTICLE} of an article: then the oldest ends. It shows ` +
        'the article as it is when it is looked at; once that is published, it leads to its page. It is in no feed, no index and no cache.',
      role: 'editor',
      answers: {
        201: {
          description: 'The address; it is shown only here.',
          schema: previewResource,
          headers: { Location: 'The same address.' },
        },
        409: { description: 'Everybody can read the article already, or the notice in its place.' },
      },
    },
    async ({ path, ...call }) => {
      const made = await makePreview(call, path.id ?? '');
      if (!made.ok) return made;
      const { url, expiresAt } = made.value;
      return {
        status: 201,
        body: { url, expires_at: formatTimestamp(expiresAt) },
        headers: { location: url },
      };
    },
  ),
  defineOperation(
    {
      method: 'DELETE',
      path: '/api/articles/{id}/previews',
      summary: 'End every preview of an article',
      description: 'From then on their addresses answer as any that never was. May be repeated.',
      role: 'editor',
      answers: { 204: { description: 'The article has no preview.' } },
    },
    async ({ ledger, path }) =>
      (await ledger.endPreviews(path.id ?? ''))
        ? { status: 204 }
        : fail({ code: 'article_not_found', id: path.id ?? '' }),
  ),
];

/** A preview's address is a secret of 128 bits that is made here, shown once, and kept as its hash. */
const SECRET_BYTES = 16;
/** 16 bytes in base64url. */
export const PREVIEW_SECRET = /^[\w-]{22}$/;

/** A new preview; `expiresAt` in epoch milliseconds. */
export interface NewPreview {
  readonly url: string;
  readonly expiresAt: number;
}

/** Makes a preview of an unpublished article. */
export async function makePreview(
  { ledger, settings, actor }: { ledger: LedgerStub; settings: Settings; actor: Actor },
  articleId: string,
): Promise<Result<NewPreview>> {
  const secret = crypto
    .getRandomValues(new Uint8Array(SECRET_BYTES))
    .toBase64({ alphabet: 'base64url', omitPadding: true });
  const made = await ledger.createPreview(articleId, await hashToken(secret), actor);
  if (!made.ok) return made;
  return succeed({ url: `${settings.publicUrl}/previews/${secret}`, expiresAt: made.value.expiresAt });
}
