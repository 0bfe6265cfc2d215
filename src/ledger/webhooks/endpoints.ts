/** Webhook endpoints in the ledger: who gets what, and what their queues must be told. */

import type {
  EndpointState,
  EndpointTarget,
  FormatName,
  RetiringSecret,
  StateReason,
} from '../../delivery/endpoint.ts';
import type { EventType } from '../../delivery/event.ts';
import { isOperatorEvent } from '../../delivery/event.ts';
import type { Signature } from '../../delivery/sign.ts';
import { findSignature } from '../../delivery/sign.ts';
import type { Actor } from '../actor.ts';
import type { LedgerContext } from '../context.ts';
import type { EndpointFilter } from './audience.ts';
import { deleteRoutes, writeRoutes } from './routing.ts';

/** An endpoint whole. Its URL and secret are credentials: they are shown once and never logged. */
export interface Endpoint extends EndpointFilter {
  readonly id: string;
  /** Whose queue has its messages; never changed. */
  readonly shard: number;
  /** The ledger's sequence when it was made: it is told of what happened since. */
  readonly sequence: number;
  readonly tokenId: string;
  readonly url: string;
  readonly events: readonly EventType[];
  readonly format: FormatName;
  readonly description: string | null;
  readonly secret: string | null;
  readonly retiringSecrets: readonly RetiringSecret[];
  readonly state: EndpointState;
  /** Why it is not active; null while it is. */
  readonly stateReason: StateReason | null;
  readonly createdAt: number;
  /** Counts every change; the queue adopts the highest it was told. */
  readonly version: number;
}

/** Reads what may be an endpoint's id; null for what is none. Ids sort by the time of making. */
export function readEndpointId(text: string): string | null {
  return /^ep_[0-9A-Z]{26}$/.test(text) ? text : null;
}

/** Writes an endpoint, its routes, and the mark that its queue is to be told. */
export function writeEndpoint(ledger: LedgerContext, endpoint: Endpoint): void {
  ledger.sql.exec(
    `INSERT INTO endpoints (id, token_id, shard, body, version, synced, due_at, failures, url, q, signature)
     VALUES (?, ?, ?, ?, ?, 0, ?, 0, ?, ?, ?)
     ON CONFLICT DO UPDATE SET body = excluded.body, version = excluded.version, due_at = excluded.due_at, failures = 0,
       url = excluded.url, q = excluded.q, signature = excluded.signature`,
    endpoint.id,
    endpoint.tokenId,
    endpoint.shard,
    JSON.stringify(endpoint),
    endpoint.version,
    ledger.now,
    endpoint.url,
    endpoint.q,
    findSignatureOf(endpoint),
  );
  writeRoutes(ledger, endpoint);
}

/** Changes an endpoint; the version is counted here. */
export function changeEndpoint(
  ledger: LedgerContext,
  endpoint: Endpoint,
  change: Partial<Endpoint>,
): Endpoint {
  const changed = { ...endpoint, ...change, version: endpoint.version + 1 };
  writeEndpoint(ledger, changed);
  return changed;
}

/** Removes an endpoint: nothing is routed to it from now on; its queue is told until it has heard. */
export function removeEndpoint(ledger: LedgerContext, id: string): void {
  deleteRoutes(ledger, id);
  ledger.sql.exec(
    'UPDATE endpoints SET removed_at = ?, version = version + 1, due_at = ? WHERE id = ?',
    ledger.now,
    ledger.now,
    id,
  );
}

/** How an endpoint's messages are signed; null where its format has another way, or none. */
export function findSignatureOf({ format, secret }: Pick<Endpoint, 'format' | 'secret'>): Signature | null {
  return format === 'standard' && secret !== null ? findSignature(secret) : null;
}

/** The secret that an endpoint's receiver must have as well; null where it needs none. A private key never leaves. */
export function readSharedSecret(endpoint: Pick<Endpoint, 'format' | 'secret'>): string | null {
  return findSignatureOf(endpoint) === 'v1a' ? null : endpoint.secret;
}

/** Finds an endpoint; only its own token's for a subscriber. */
export function findEndpoint(ledger: Pick<LedgerContext, 'sql'>, id: string, actor?: Actor): Endpoint | null {
  const [endpoint = null] = selectEndpoints(ledger, 'id = ?', id);
  return endpoint !== null && actor?.role === 'subscriber' && endpoint.tokenId !== actor.tokenId
    ? null
    : endpoint;
}

/** The endpoints that are not removed and meet a condition, which may have an order and a limit after it. */
export function selectEndpoints(
  { sql }: Pick<LedgerContext, 'sql'>,
  condition: string,
  ...bindings: readonly (string | number | null)[]
): Endpoint[] {
  return sql
    .exec<{ body: string }>(
      `SELECT body FROM endpoints WHERE removed_at IS NULL AND ${condition}`,
      ...bindings,
    )
    .toArray()
    .map(({ body }) => JSON.parse(body) as Endpoint);
}

/** Those of some endpoints that are there, in the order of their making, by one question for all of them. */
export function listEndpointsById(ledger: Pick<LedgerContext, 'sql'>, ids: readonly string[]): Endpoint[] {
  return selectEndpoints(ledger, 'id IN (SELECT value FROM json_each(?)) ORDER BY id', JSON.stringify(ids));
}

/**
 * Whether somebody who may see an endpoint may change or remove it: one that has operators' events is for administrators
 * alone, for whoever could move it would read what is theirs.
 */
export function mayChange({ events }: Pick<Endpoint, 'events'>, { role }: Pick<Actor, 'role'>): boolean {
  return role === 'admin' || !events.some(isOperatorEvent);
}

/** Lists endpoints in the order of their making, after `cursor`; a subscriber's own only. */
export function listEndpoints(
  ledger: Pick<LedgerContext, 'sql'>,
  actor: Actor,
  cursor: string,
  limit: number,
): Endpoint[] {
  // The owner's index is of no use where everybody's are wanted.
  const [ofOwner, owner] = actor.role === 'subscriber' ? ['token_id = ? AND', [actor.tokenId]] : ['', []];
  return selectEndpoints(ledger, `${ofOwner} id > ? ORDER BY id LIMIT ?`, ...owner, cursor, limit);
}

/** How many endpoints a token has. */
export function countEndpoints(ledger: Pick<LedgerContext, 'sql'>, tokenId: string): number {
  return ledger.sql
    .exec<{ count: number }>(
      'SELECT count(*) AS count FROM endpoints WHERE token_id = ? AND removed_at IS NULL',
      tokenId,
    )
    .one().count;
}

/** The other endpoints with the same address, as far as the actor may see them. */
export function listEndpointsOfUrl(
  ledger: Pick<LedgerContext, 'sql'>,
  { id, url }: Pick<Endpoint, 'id' | 'url'>,
  actor: Actor,
): Endpoint[] {
  const owner = actor.role === 'subscriber' ? actor.tokenId : null;
  return selectEndpoints(
    ledger,
    'url = ?1 AND id <> ?2 AND (?3 IS NULL OR token_id = ?3) ORDER BY id',
    url,
    id,
    owner,
  );
}

/** What an endpoint's queue has to know. */
export function buildTarget(endpoint: Endpoint): EndpointTarget {
  const { id, version, url, format, secret, state } = endpoint;
  return { id, version, url, format, secret, state, retiringSecrets: endpoint.retiringSecrets };
}

/** An endpoint whose queue has not heard of its last change. */
export interface UnsyncedEndpoint {
  readonly id: string;
  readonly shard: number;
  readonly version: number;
  readonly failures: number;
  /** null: it was removed. */
  readonly target: EndpointTarget | null;
}

/** Endpoints whose queues have not heard of their last change, the longest waiting first. */
export function listUnsyncedEndpoints(ledger: LedgerContext, limit: number): UnsyncedEndpoint[] {
  return ledger.sql
    .exec<{
      id: string;
      shard: number;
      version: number;
      failures: number;
      body: string;
      removedAt: number | null;
    }>(
      `SELECT id, shard, version, failures, body, removed_at AS removedAt FROM endpoints
       WHERE synced < version AND due_at <= ? ORDER BY due_at LIMIT ?`,
      ledger.now,
      limit,
    )
    .toArray()
    .map(({ id, shard, version, failures, body, removedAt }) => ({
      id,
      shard,
      version,
      failures,
      target: removedAt === null ? buildTarget(JSON.parse(body) as Endpoint) : null,
    }));
}

/** Notes that a queue has heard of a version; a removed endpoint that it has heard of is forgotten. */
export function markSynced(ledger: Pick<LedgerContext, 'sql'>, id: string, version: number): void {
  ledger.sql.exec('UPDATE endpoints SET synced = max(synced, ?), failures = 0 WHERE id = ?', version, id);
  ledger.sql.exec('DELETE FROM endpoints WHERE id = ? AND removed_at IS NOT NULL AND synced >= version', id);
}

/** Puts off telling a queue that could not be reached. */
export function postponeSync(ledger: Pick<LedgerContext, 'sql'>, id: string, dueAt: number): void {
  ledger.sql.exec('UPDATE endpoints SET due_at = ?, failures = failures + 1 WHERE id = ?', dueAt, id);
}
