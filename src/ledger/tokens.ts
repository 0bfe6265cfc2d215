/** Tokens and sessions: only hashes are kept, so a copy of the ledger signs nobody in. */

import type { Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { Actor, Role } from './actor.ts';
import { FIRST_ADMINISTRATOR } from './actor.ts';
import { recordChange } from './audit-log.ts';
import type { LedgerContext } from './context.ts';
import { changeEndpoint, listEndpoints } from './webhooks/endpoints.ts';

/** A session ends by itself after twelve hours: a working day and some. */
export const SESSION_SECONDS = 12 * 3600;
/** One for each program and person of a large house; all are listed at once. */
export const MAX_TOKENS = 1_000;
/** Endpoints of a deleted token that are in memory at a time. */
const ENDPOINTS_PER_STEP = 100;
/** How exactly the use of a token is known: each note is a write, and a program may call every second. */
const USE_NOTED_EVERY_MS = 3_600_000;
/** Of one token at a time: browsers of one person, or of an office that shares a token. The oldest end first. */
const MAX_SESSIONS_OF_TOKEN = 100;

/** What is shown of a token; times are epoch milliseconds. Its hash is never. */
export interface TokenSummary {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: number;
  /** When somebody last called or signed in with it, to the hour; null: nobody has yet. */
  readonly usedAt: number | null;
}

/** Keeps a token by its hash; fails where there are as many as may be. */
export function insertToken(
  ledger: LedgerContext,
  token: { name: string; role: Role; hash: string },
  actor: Actor,
): Result<TokenSummary> {
  const { count } = ledger.sql.exec<{ count: number }>('SELECT count(*) AS count FROM tokens').one();
  if (count >= MAX_TOKENS) return fail({ code: 'too_many_tokens', maximum: MAX_TOKENS });
  const summary: TokenSummary = {
    id: ledger.makeId(),
    name: token.name,
    role: token.role,
    createdAt: ledger.now,
    usedAt: null,
  };
  ledger.sql.exec(
    'INSERT INTO tokens (id, name, role, hash, created_at) VALUES (?, ?, ?, ?, ?)',
    summary.id,
    summary.name,
    summary.role,
    token.hash,
    summary.createdAt,
  );
  recordChange(ledger, actor, {
    subject: 'token',
    id: summary.id,
    name: token.name,
    action: 'created',
    fields: [],
  });
  return succeed(summary);
}

/** Every token, the oldest first. */
export function listTokens(ledger: Pick<LedgerContext, 'sql'>): TokenSummary[] {
  return ledger.sql
    .exec<{ id: string; name: string; role: Role; createdAt: number; usedAt: number | null }>(
      'SELECT id, name, role, created_at AS createdAt, used_at AS usedAt FROM tokens ORDER BY id',
    )
    .toArray();
}

/** The holder of the token with this hash; null for nobody. */
export function findActor(ledger: Pick<LedgerContext, 'sql' | 'now'>, hash: string): Actor | null {
  const [row] = ledger.sql
    .exec<{ id: string; name: string; role: Role; usedAt: number | null }>(
      'SELECT id, name, role, used_at AS usedAt FROM tokens WHERE hash = ?',
      hash,
    )
    .toArray();
  if (row === undefined) return null;
  if (row.usedAt === null || row.usedAt + USE_NOTED_EVERY_MS <= ledger.now) noteUse(ledger, row.id);
  return { tokenId: row.id, name: row.name, role: row.role };
}

function noteUse(ledger: Pick<LedgerContext, 'sql' | 'now'>, id: string): void {
  try {
    ledger.sql.exec('UPDATE tokens SET used_at = ? WHERE id = ?', ledger.now, id);
  } catch (error) {
    // Who calls is known on a full disk too, and reading goes on there.
    console.warn(JSON.stringify({ event: 'token_use_not_noted', token: id, error: String(error) }));
  }
}

/** What a token is called; null where there is no such token any more. */
export function findTokenName(ledger: Pick<LedgerContext, 'sql'>, tokenId: string): string | null {
  if (tokenId === FIRST_ADMINISTRATOR.tokenId) return FIRST_ADMINISTRATOR.name;
  const [row] = ledger.sql.exec<{ name: string }>('SELECT name FROM tokens WHERE id = ?', tokenId).toArray();
  return row?.name ?? null;
}

/** The role of a token; null where there is no such token any more. */
export function findRole(ledger: Pick<LedgerContext, 'sql'>, tokenId: string): Role | null {
  if (tokenId === FIRST_ADMINISTRATOR.tokenId) return FIRST_ADMINISTRATOR.role;
  const [row] = ledger.sql.exec<{ role: Role }>('SELECT role FROM tokens WHERE id = ?', tokenId).toArray();
  return row?.role ?? null;
}

/** Deletes a token, ends its sessions and pauses its webhooks. False: there was none. */
export function deleteToken(ledger: LedgerContext, id: string, actor: Actor): boolean {
  const [deleted] = ledger.sql
    .exec<{ name: string }>('DELETE FROM tokens WHERE id = ? RETURNING name', id)
    .toArray();
  if (deleted === undefined) return false;
  recordChange(ledger, actor, { subject: 'token', id, name: deleted.name, action: 'deleted', fields: [] });
  ledger.sql.exec('DELETE FROM sessions WHERE token_id = ?', id);
  const owner: Actor = { tokenId: id, name: '', role: 'subscriber' };
  for (let cursor = ''; ; ) {
    const page = listEndpoints(ledger, owner, cursor, ENDPOINTS_PER_STEP);
    for (const endpoint of page.filter(({ state }) => state === 'active')) {
      changeEndpoint(ledger, endpoint, { state: 'paused', stateReason: { code: 'token_deleted' } });
    }
    const last = page[page.length - 1];
    if (last === undefined) return true;
    cursor = last.id;
  }
}

/** Opens a session for the holder of a token; the oldest of too many ends. */
export function insertSession(
  ledger: LedgerContext,
  session: { hash: string; tokenId: string; tokenHash: string },
): void {
  ledger.sql.exec('DELETE FROM sessions WHERE expires_at <= ?', ledger.now);
  ledger.sql.exec(
    'INSERT INTO sessions (hash, token_id, token_hash, expires_at) VALUES (?, ?, ?, ?)',
    session.hash,
    session.tokenId,
    session.tokenHash,
    ledger.now + SESSION_SECONDS * 1000,
  );
  ledger.sql.exec(
    `DELETE FROM sessions WHERE hash IN (
       SELECT hash FROM sessions WHERE token_id = ? ORDER BY expires_at DESC LIMIT -1 OFFSET ?)`,
    session.tokenId,
    MAX_SESSIONS_OF_TOKEN,
  );
}

/** Ends a session by the hash of its secret; one that is over already stays so. */
export function deleteSession(ledger: Pick<LedgerContext, 'sql'>, hash: string): void {
  ledger.sql.exec('DELETE FROM sessions WHERE hash = ?', hash);
}

/**
 * Who a session belongs to; null once it has ended. The first administrator's sessions end when `ADMIN_TOKEN`
 * changes: `adminTokenHash` is the hash of the one that is set now.
 */
export function findSessionActor(ledger: LedgerContext, hash: string, adminTokenHash: string): Actor | null {
  const rows = ledger.sql
    .exec<{ tokenId: string; tokenHash: string }>(
      'SELECT token_id AS tokenId, token_hash AS tokenHash FROM sessions WHERE hash = ? AND expires_at > ?',
      hash,
      ledger.now,
    )
    .toArray();
  const session = rows[0];
  if (session === undefined) return null;
  if (session.tokenId === FIRST_ADMINISTRATOR.tokenId) {
    return session.tokenHash === adminTokenHash ? FIRST_ADMINISTRATOR : null;
  }
  return findActor(ledger, session.tokenHash);
}
