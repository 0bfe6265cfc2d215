/** `/api/tokens`: who may call the API. */

import * as z from 'zod';
import { formatOptionalTimestamp, formatTimestamp } from '../../article/date-format.ts';
import { plainLine } from '../../article/fields.ts';
import type { LedgerStub } from '../../env.ts';
import type { Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { Actor } from '../../ledger/actor.ts';
import { ROLES } from '../../ledger/actor.ts';
import type { TokenSummary } from '../../ledger/tokens.ts';
import { MAX_TOKENS } from '../../ledger/tokens.ts';
import { hashToken } from './auth.ts';
import { defineOperation } from './operation.ts';
import { newTokenResource, tokenList } from './resources.ts';

/** 256 bits: nothing that can be guessed. */
const TOKEN_BYTES = 32;

const MAX_NAME_CHARACTERS = 100;

/** The body of `POST /api/tokens`. */
export const tokenSchema = z.lazy(() =>
  z.strictObject({ name: plainLine(MAX_NAME_CHARACTERS), role: z.enum(ROLES) }),
);

const show = ({ id, name, role, createdAt, usedAt }: TokenSummary) => ({
  id,
  name,
  role,
  created_at: formatTimestamp(createdAt),
  last_used_at: formatOptionalTimestamp(usedAt),
});

/** Makes a token that nobody can guess and keeps its hash; `token` is nowhere else. */
export async function makeToken(
  { ledger, actor }: { readonly ledger: LedgerStub; readonly actor: Actor },
  wish: z.infer<typeof tokenSchema>,
): Promise<Result<{ readonly summary: TokenSummary; readonly token: string }>> {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  const token = `gzt_${bytes.toBase64({ alphabet: 'base64url', omitPadding: true })}`;
  const made = await ledger.createToken({ ...wish, hash: await hashToken(token) }, actor);
  return made.ok ? succeed({ summary: made.value, token }) : made;
}

export const tokenOperations = [
  defineOperation(
    {
      method: 'POST',
      path: '/api/tokens',
      summary: 'Make a token; it is shown this once',
      description: `At most ${MAX_TOKENS} tokens at a time.`,
      role: 'admin',
      body: tokenSchema,
      bodyExample: { name: 'Press office', role: 'editor' },
      readOnlyFields: ['id', 'created_at', 'last_used_at'],
      answers: {
        201: {
          description: 'The token; only its hash is kept.',
          schema: newTokenResource,
          headers: { Location: 'Its address in the API.' },
        },
        409: { description: 'There are as many tokens as may be.' },
      },
    },
    async ({ settings, body, ...call }) => {
      const made = await makeToken(call, body);
      if (!made.ok) return made;
      const { summary, token } = made.value;
      return {
        status: 201,
        body: { ...show(summary), token },
        headers: { location: `${settings.publicUrl}/api/tokens/${summary.id}` },
      };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/tokens',
      summary: 'List the tokens, without what they are',
      role: 'admin',
      answers: { 200: { description: 'All tokens but ADMIN_TOKEN, which is a setting.', schema: tokenList } },
    },
    async ({ ledger }) => ({ status: 200, body: { tokens: (await ledger.listTokens()).map(show) } }),
  ),
  defineOperation(
    {
      method: 'DELETE',
      path: '/api/tokens/{id}',
      summary: 'Delete a token, end its sessions and pause its webhooks',
      role: 'admin',
      answers: { 204: { description: 'It is gone.' } },
    },
    async ({ ledger, actor, path }) =>
      (await ledger.deleteToken(path.id ?? '', actor))
        ? { status: 204 }
        : fail({ code: 'token_not_found', id: path.id ?? '' }),
  ),
];
