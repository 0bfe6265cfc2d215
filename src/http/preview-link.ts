/** The address of a preview: a secret that is made here, shown once, and kept as its hash. */

import type { LedgerStub } from '../env.ts';
import type { Result } from '../failure.ts';
import { succeed } from '../failure.ts';
import type { Actor } from '../ledger/actor.ts';
import type { Settings } from '../settings.ts';
import { hashToken } from './api/auth.ts';

/** 128 bits: nothing that can be guessed. */
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
