/** What developers do to their webhooks: each call is one transaction of endpoint, routes and marks. */

import { formatTimestamp } from '../../article/date-format.ts';
import type { EndpointTarget } from '../../delivery/endpoint.ts';
import type { OperatorEvent } from '../../delivery/event.ts';
import { isOperatorEvent } from '../../delivery/event.ts';
import { buildEventBody } from '../../delivery/event-body.ts';
import type { QueuedEvent } from '../../delivery/message.ts';
import type { EndpointReport } from '../../delivery/queue-calls.ts';
import { chooseShard } from '../../delivery/shard.ts';
import type { TargetRules } from '../../delivery/target.ts';
import type { FieldError, Result } from '../../failure.ts';
import { fail, failField, succeed } from '../../failure.ts';
import { describeDeliveryFailure, describeStateReason } from '../../messages/delivery.ts';
import type { Actor, Role } from '../actor.ts';
import type { AuditedThing } from '../audit-log.ts';
import { recordDifference } from '../audit-log.ts';
import type { LedgerContext } from '../context.ts';
import { readSequence } from '../context.ts';
import { listUnknownEntries } from '../directory.ts';
import { findRole } from '../tokens.ts';
import { areDisjoint } from './audience.ts';
import type { EndpointChange, EndpointParts, EndpointWish } from './endpoint-rules.ts';
import { decideChange, decideNewEndpoint, SERVICE_SECRETS } from './endpoint-rules.ts';
import type { Endpoint } from './endpoints.ts';
import {
  buildTarget,
  changeEndpoint,
  countEndpoints,
  findEndpoint,
  listEndpointsOfUrl,
  mayChange,
  removeEndpoint,
  writeEndpoint,
} from './endpoints.ts';
import { insertEvent } from './events.ts';

/** After a rotation the old secret signs beside the new one for a day. */
const SECRET_OVERLAP_MS = 24 * 3600 * 1000;
/** Each signs every message, and servers refuse headers that are too long. */
const MAX_RETIRING_SECRETS = 4;

/** A new endpoint as it is wished for, and what it takes to make it. */
export interface EndpointRequest {
  readonly wish: EndpointWish & { readonly url: string };
  /** The host that was asked: no target, as our own is none. */
  readonly requestHost: string;
  /** The secret that it has where one is needed and none was given. */
  readonly madeSecret: string;
}

/** Of one token: a subscriber's systems are few, and each endpoint costs every article a POST. */
export const MAX_ENDPOINTS_OF_SUBSCRIBER = 100;
/** Of one token, a minute: a test is a POST to any address, and its outcome is told. */
export const MAX_TESTS_OF_SUBSCRIBER = 10;

/** An endpoint that was made, and those that are told of some of the same at the same address. */
export interface CreatedEndpoint {
  readonly endpoint: Endpoint;
  /** Their ids, the first MAX_OVERLAPS. */
  readonly overlaps: readonly string[];
}

/** Whoever has more at one address is told enough. */
const MAX_OVERLAPS = 20;

/**
 * Creates an endpoint; unknown slugs, events that its owner may not have, and what is there already are refused. Of
 * others' endpoints nothing is told to a subscriber.
 */
export function createEndpoint(
  ledger: LedgerContext,
  { wish, requestHost, madeSecret }: EndpointRequest,
  actor: Actor,
): Result<CreatedEndpoint> {
  const decided = decideNewEndpoint(wish, listTargetRules(ledger, requestHost), madeSecret);
  if (!decided.ok) return decided;
  const endpoint = decided.value;
  if (actor.role === 'subscriber' && countEndpoints(ledger, actor.tokenId) >= MAX_ENDPOINTS_OF_SUBSCRIBER) {
    return fail({ code: 'too_many_webhooks', maximum: MAX_ENDPOINTS_OF_SUBSCRIBER });
  }
  const refusal = findOperatorEvent(endpoint, actor.role) ?? findUnknownSlugs(ledger, endpoint);
  if (refusal !== null) return refusal;
  const id = `ep_${ledger.makeId()}`;
  const created: Endpoint = {
    ...endpoint,
    id,
    shard: chooseShard(id),
    sequence: readSequence(ledger),
    tokenId: actor.tokenId,
    retiringSecrets: [],
    state: 'active',
    stateReason: null,
    createdAt: ledger.now,
    version: 1,
  };
  const neighbours = listEndpointsOfUrl(ledger, created, actor);
  const same = neighbours.find((neighbour) => isSameEndpoint(neighbour, created));
  if (same !== undefined) return fail({ code: 'webhook_exists', id: same.id });
  recordDifference(ledger, actor, auditEndpoint(ledger, id), () => succeed(writeEndpoint(ledger, created)));
  const overlaps = neighbours.filter((neighbour) => mayCoincide(neighbour, created)).map(({ id }) => id);
  return succeed({ endpoint: created, overlaps: overlaps.slice(0, MAX_OVERLAPS) });
}

/** Changes an endpoint that the actor may change. */
export function changeEndpointOf(
  ledger: LedgerContext,
  id: string,
  { wish, requestHost }: Pick<EndpointRequest, 'requestHost'> & { readonly wish: EndpointWish },
  actor: Actor,
): Result<Endpoint> {
  const found = findChangeable(ledger, id, actor);
  if (!found.ok) return found;
  const endpoint = found.value;
  const decided = decideChange(wish, endpoint, listTargetRules(ledger, requestHost));
  if (!decided.ok) return decided;
  const change = decided.value;
  const refusal = findOperatorEventFor(ledger, change, endpoint, actor) ?? findUnknownSlugs(ledger, change);
  if (refusal !== null) return refusal;
  const reason =
    change.state === undefined
      ? endpoint.stateReason
      : change.state === 'paused'
        ? ({ code: 'paused_by_person' } as const)
        : null;
  const wanted = { ...endpoint, ...change };
  const same = isSameEndpoint(endpoint, wanted)
    ? undefined
    : listEndpointsOfUrl(ledger, wanted, actor).find((neighbour) => isSameEndpoint(neighbour, wanted));
  if (same !== undefined) return fail({ code: 'webhook_exists', id: same.id });
  return recordDifference(ledger, actor, auditEndpoint(ledger, id), () =>
    succeed(changeEndpoint(ledger, endpoint, { ...change, stateReason: reason })),
  );
}

/** Gives a `standard` endpoint a new secret; for a day both sign, and after many rotations the newest few. */
export function rotateSecret(
  ledger: LedgerContext,
  id: string,
  secret: string,
  actor: Actor,
): Result<Endpoint> {
  const found = findChangeable(ledger, id, actor);
  if (!found.ok) return found;
  const endpoint = found.value;
  if (endpoint.format !== 'standard' || endpoint.secret === null) {
    const { format } = endpoint;
    return fail({ code: SERVICE_SECRETS.includes(format) ? 'secret_of_service' : 'secret_absent', format });
  }
  const retiring = [
    ...endpoint.retiringSecrets.filter(({ until }) => until > ledger.now),
    { secret: endpoint.secret, until: ledger.now + SECRET_OVERLAP_MS },
  ];
  const retiringSecrets = retiring.slice(-MAX_RETIRING_SECRETS);
  return recordDifference(ledger, actor, auditEndpoint(ledger, id), () =>
    succeed(changeEndpoint(ledger, endpoint, { secret, retiringSecrets })),
  );
}

/** Removes an endpoint and notes who did. Fails as every change does: for whom it is not there, or who may not. */
export function removeEndpointOf(ledger: LedgerContext, id: string, actor: Actor): Result<null> {
  const found = findChangeable(ledger, id, actor);
  if (!found.ok) return found;
  return recordDifference(ledger, actor, auditEndpoint(ledger, id), () => {
    removeEndpoint(ledger, id);
    return succeed(null);
  });
}

/** An endpoint as the audit log compares it: by what its owner decides, under the API's names. */
function auditEndpoint(ledger: LedgerContext, id: string): AuditedThing {
  const find = () => {
    const endpoint = findEndpoint(ledger, id);
    if (endpoint === null) return null;
    const { url, events, categories, officials, offices, languages, q, format, secret, state, description } =
      endpoint;
    const { notCategories, notOfficials } = endpoint;
    // A part that is left out here does not compile.
    const parts: EndpointParts = {
      ...{ url, events, categories, officials, offices, languages, q, format, secret, description },
      ...{ notCategories, notOfficials },
    };
    const { notCategories: not_categories, notOfficials: not_officials, ...others } = parts;
    return { name: description ?? new URL(url).host, ...others, state, not_categories, not_officials };
  };
  return { subject: 'webhook', id, find };
}

/** What an endpoint's queue needs to send a test. */
export interface EndpointTest {
  readonly shard: number;
  readonly target: EndpointTarget;
  readonly event: QueuedEvent;
}

/** A `ping` for one endpoint, as an event like any other. */
export function buildTest(ledger: LedgerContext, endpoint: Endpoint): EndpointTest {
  return {
    shard: endpoint.shard,
    target: buildTarget(endpoint),
    event: {
      id: ledger.makeId(),
      type: 'ping',
      articleId: null,
      revision: 0,
      body: buildEventBody('ping', formatTimestamp(ledger.now), {}),
      headers: null,
      createdAt: ledger.now,
    },
  };
}

/** Takes a queue's report: the endpoint's state follows, and administrators who asked are told. */
export function takeReport(ledger: LedgerContext, report: EndpointReport): void {
  const endpoint = findEndpoint(ledger, report.id);
  if (endpoint === null || endpoint.version !== report.version) return;
  switch (report.kind) {
    case 'recovered':
      if (endpoint.state === 'disabled')
        changeEndpoint(ledger, endpoint, { state: 'active', stateReason: null });
      return;
    case 'disabled': {
      const reason = { code: report.reason } as const;
      const changed = changeEndpoint(ledger, endpoint, { state: 'disabled', stateReason: reason });
      tellOperators(ledger, 'endpoint.disabled', changed, describeStateReason(reason, 'en'), report.at);
      return;
    }
    case 'failing': {
      const reason = report.failure === null ? '' : describeDeliveryFailure(report.failure, 'en');
      tellOperators(ledger, 'endpoint.failing', endpoint, reason, report.at);
    }
  }
}

function tellOperators(
  ledger: LedgerContext,
  type: OperatorEvent,
  { id, description, state }: Endpoint,
  reason: string,
  at: number,
): void {
  insertEvent(ledger, {
    type,
    articleId: null,
    revision: 0,
    audience: [],
    body: buildEventBody(type, formatTimestamp(at), { endpoint: { id, description, state, reason } }),
    sequence: readSequence(ledger),
  });
}

function listTargetRules({ settings }: Pick<LedgerContext, 'settings'>, requestHost: string): TargetRules {
  return {
    allowPrivate: settings.allowPrivateTargets,
    ownHosts: [new URL(settings.publicUrl).host, requestHost],
  };
}

/** Of operators' events only administrators' endpoints are told; `role` is the least of those who would be. */
function findOperatorEvent(endpoint: Partial<EndpointParts>, role: Role | null): Result<never> | null {
  const index = endpoint.events?.findIndex((event) => isOperatorEvent(event)) ?? -1;
  return index < 0 || role === 'admin' ? null : failField(`/events/${index}`, { code: 'admin_only' });
}

/** Whoever changes an endpoint, its owner is told; whose token is gone belongs to who changes it. */
function findOperatorEventFor(
  ledger: LedgerContext,
  change: EndpointChange,
  endpoint: Endpoint,
  actor: Actor,
): Result<never> | null {
  const owner = findRole(ledger, endpoint.tokenId) ?? actor.role;
  return findOperatorEvent(change, actor.role === 'admin' ? owner : actor.role);
}

function findUnknownSlugs(ledger: LedgerContext, endpoint: Partial<EndpointParts>): Result<never> | null {
  const lists = [
    ['categories', endpoint.categories, 'category'],
    ['not_categories', endpoint.notCategories, 'category'],
    ['officials', endpoint.officials, 'official'],
    ['offices', endpoint.offices, 'office'],
    ['not_officials', endpoint.notOfficials, 'official'],
  ] as const;
  const errors: FieldError[] = lists.flatMap(([list, slugs = [], kind]) =>
    listUnknownEntries(ledger, kind, slugs).map(({ index, slug }) => ({
      ...{ pointer: `/${list}/${index}`, code: `${kind}_unknown` as const, slug },
    })),
  );
  return errors.length > 0 ? fail({ code: 'invalid', errors }) : null;
}

/** Whether two are told of the same, at the same address, in the same way: one of them is there by mistake. */
function isSameEndpoint(one: Endpoint, other: Endpoint): boolean {
  const write = ({ url, format, events, q, ...endpoint }: Endpoint) =>
    JSON.stringify([
      url,
      format,
      q,
      ...[
        events,
        endpoint.categories,
        endpoint.officials,
        endpoint.offices,
        endpoint.notCategories,
        endpoint.notOfficials,
        endpoint.languages,
      ].map((list) => [...list].sort()),
    ]);
  return write(one) === write(other);
}

/** Whether one article may come twice to the address that two share. */
function mayCoincide(one: Endpoint, other: Endpoint): boolean {
  return one.events.some((event) => other.events.includes(event)) && !areDisjoint(one, other);
}

/** An endpoint to change; one that the actor may see and not change is refused. */
function findChangeable(ledger: LedgerContext, id: string, actor: Actor): Result<Endpoint> {
  const endpoint = findEndpoint(ledger, id, actor);
  if (endpoint === null) return fail({ code: 'webhook_not_found', id });
  return mayChange(endpoint, actor)
    ? succeed(endpoint)
    : fail({ code: 'role_insufficient', least: 'admin', role: actor.role });
}
