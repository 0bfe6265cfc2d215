/** The ledger: one object that decides every write, and the alarm that carries what was decided outside. */

import { DurableObject } from 'cloudflare:workers';
import type { ArchiveLine } from '../article/archive.ts';
import type { Category, Official } from '../article/directory.ts';
import type { Filter } from '../article/filter.ts';
import type { ArticleChange, NewArticle } from '../article/input.ts';
import type { ArticleResource } from '../article/resource.ts';
import { buildArticleResource } from '../article/resource.ts';
import { formatUlid, ULID_RANDOM_BYTES } from '../article/ulid.ts';
import type { Env } from '../env.ts';
import type { Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import { RENDERER_VERSION } from '../feed/render.ts';
import type { FeedDocument } from '../published/document.ts';
import type { ArticleDocument } from '../published/store.ts';
import { KV_WRITE_INTERVAL_MS, openPublishedStore } from '../published/store.ts';
import { fingerprintSettings, readSettings } from '../settings.ts';
import type { EndpointTarget } from '../webhook/endpoint.ts';
import type { IncomingMessage } from '../webhook/message.ts';
import type { EndpointReport } from '../webhook/report.ts';
import { CallbackRate } from '../websub/callback-rate.ts';
import type { LeaseRequest, Topic } from '../websub/lease.ts';
import { nameCallbackHost } from '../websub/lease.ts';
import type { Actor, Role } from './actor.ts';
import type { ArticleQuery, RevisionResource } from './article-list.ts';
import { listArticles, listRevisions } from './article-list.ts';
import { findArticle } from './article-rows.ts';
import {
  changeArticle,
  createArticle,
  deleteArticle,
  findNextScheduled,
  publishScheduled,
} from './articles.ts';
import * as directory from './directory.ts';
import { markEverythingDirty } from './documents.ts';
import type { EndpointChange, NewEndpoint } from './endpoint-calls.ts';
import * as endpointCalls from './endpoint-calls.ts';
import type { Endpoint } from './endpoints.ts';
import { findEndpoint, listEndpoints } from './endpoints.ts';
import { findOpenEvent } from './events.ts';
import type { OpenMailbox } from './fanout.ts';
import { HANDOVERS_PER_SLICE, handOutEvent, retryHandovers, syncEndpoints } from './fanout.ts';
import type { FeedCursor } from './feed-cursor.ts';
import { listUnknownSlugs, readFeedDocument } from './feed-query.ts';
import type { Health } from './health.ts';
import { readHealth } from './health.ts';
import type { IdempotencyKey } from './idempotency.ts';
import { findFirstAnswer, keepAnswer } from './idempotency.ts';
import * as leases from './leases.ts';
import type { Ledger } from './ledger.ts';
import { readMeta, writeMeta } from './ledger.ts';
import { Patience } from './patience.ts';
import { meetsPrecondition } from './precondition.ts';
import { findNextProjection, projectDirtyDocuments } from './projection.ts';
import * as publicReads from './public-reads.ts';
import { findNextPush, handOutPushes } from './pushes.ts';
import type { Rehearsal, RehearsedChange } from './rehearsal.ts';
import { rehearseChange } from './rehearsal.ts';
import { migrate } from './schema.ts';
import { SingleFlight } from './single-flight.ts';
import type { TokenSummary } from './tokens.ts';
import * as tokens from './tokens.ts';
import type { ExportPage } from './transfer.ts';
import { closeRestore, exportPage, restoreLines } from './transfer.ts';

/** Articles that one alarm publishes from the schedule. */
const SCHEDULED_PER_SLICE = 20;
/** The alarm after one that failed: time for whatever it was to pass. */
const ALARM_AFTER_FAILURE_MS = 5_000;

/** An alarm cannot be set for the far future (the platform ends in 2189); a look once a day costs nothing. */
const LONGEST_SLEEP_MS = 86_400_000;

/** What `POST /api/articles` answers. */
export interface CreationAnswer {
  readonly status: 200 | 201;
  readonly article: ArticleResource;
  /** True where an Idempotency-Key brought back the first answer. */
  readonly isReplayed: boolean;
}

/** Undoes a transaction whose work turned out to be refused. */
class Refusal extends Error {}

export class Newsroom extends DurableObject<Env> {
  readonly #settings = readSettings(this.env);
  readonly #projection = new SingleFlight(() => this.#project());
  readonly #patience = new Patience();
  readonly #callbackRate = new CallbackRate();

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    migrate(context.storage);
    const ledger = this.#ledger();
    if (readMeta(ledger, 'born_at') === null) writeMeta(ledger, 'born_at', String(ledger.now));
    const fingerprint = `${RENDERER_VERSION} ${fingerprintSettings(this.#settings)}`;
    if (readMeta(ledger, 'settings') !== fingerprint) {
      markEverythingDirty(ledger, false);
      writeMeta(ledger, 'settings', fingerprint);
      this.ctx.waitUntil(this.#arm());
    }
  }

  // Articles

  async createArticle(
    input: NewArticle,
    actor: Actor,
    request: IdempotencyKey | null,
  ): Promise<Result<CreationAnswer>> {
    return await this.#edit((ledger) => {
      const first = request === null ? succeed(null) : findFirstAnswer(ledger, request);
      if (!first.ok) return first;
      if (first.value !== null)
        return succeed({ ...(JSON.parse(first.value) as CreationAnswer), isReplayed: true });
      const created = createArticle(ledger, input, actor);
      if (!created.ok) return created;
      const answer: CreationAnswer = {
        status: created.value.isNew ? 201 : 200,
        article: buildArticleResource(created.value.article, ledger.settings.publicUrl),
        isReplayed: false,
      };
      if (request !== null) keepAnswer(ledger, request, JSON.stringify(answer));
      return succeed(answer);
    });
  }

  /** `ifMatch`: the request's `If-Match`, null without one. */
  async changeArticle(
    id: string,
    change: ArticleChange,
    ifMatch: string | null,
    actor: Actor,
  ): Promise<Result<ArticleResource>> {
    return await this.#edit((ledger) => {
      if (!meetsPrecondition(findArticle(ledger, 'id', id)?.article.revision, ifMatch)) {
        return fail({
          reason: 'precondition_failed',
          detail: 'The article was changed by somebody else in the meantime.',
        });
      }
      const changed = changeArticle(ledger, id, change, actor);
      return changed.ok ? succeed(buildArticleResource(changed.value, ledger.settings.publicUrl)) : changed;
    });
  }

  /** Null: it was a draft and is gone. Else the notice of what was withdrawn. */
  async deleteArticle(
    id: string,
    options: { readonly reason: string | null; readonly notify: boolean; readonly ifMatch: string | null },
    actor: Actor,
  ): Promise<Result<ArticleResource | null>> {
    return await this.#edit((ledger) => {
      if (!meetsPrecondition(findArticle(ledger, 'id', id)?.article.revision, options.ifMatch)) {
        return fail({
          reason: 'precondition_failed',
          detail: 'The article was changed by somebody else in the meantime.',
        });
      }
      const deleted = deleteArticle(ledger, id, options.reason, options.notify, actor);
      if (!deleted.ok) return deleted;
      return succeed(
        deleted.value === null ? null : buildArticleResource(deleted.value, ledger.settings.publicUrl),
      );
    });
  }

  /** What a change would do, without doing it. */
  rehearseArticle(rehearsed: RehearsedChange, actor: Actor): Result<Rehearsal> {
    let outcome: Result<Rehearsal> | undefined;
    try {
      this.ctx.storage.transactionSync(() => {
        outcome = rehearseChange(this.#ledger(), rehearsed, actor);
        throw new Refusal();
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return outcome as unknown as Result<Rehearsal>;
  }

  readArticle(id: string): ArticleResource | null {
    const stored = findArticle(this.#ledger(), 'id', id);
    return stored === null ? null : buildArticleResource(stored.article, this.#settings.publicUrl);
  }

  listArticles(query: ArticleQuery): {
    readonly articles: readonly ArticleResource[];
    readonly next_cursor: string | null;
  } {
    const page = listArticles(this.#ledger(), query);
    const articles = page.articles.map((article) => buildArticleResource(article, this.#settings.publicUrl));
    return { articles, next_cursor: page.nextCursor };
  }

  listRevisions(articleId: string): RevisionResource[] {
    return listRevisions(this.#ledger(), articleId);
  }

  // Feeds that the published store has no document for

  /** One page of any feed; not found where a slug of the filter is unknown. */
  async readFeed(filter: Filter, cursor: FeedCursor | null): Promise<Result<FeedDocument>> {
    const ledger = this.#ledger();
    const [unknown] = listUnknownSlugs(ledger, filter);
    if (unknown !== undefined)
      return fail({ reason: 'not_found', detail: `There is no category or official "${unknown}".` });
    return succeed(await readFeedDocument(ledger, filter, cursor, null));
  }

  /** An article or its notice by the slug of its page. */
  readPublicArticle(slug: string): Result<ArticleDocument> {
    return publicReads.readPublicArticle(this.#ledger(), slug);
  }

  /** What a sitemap of at most so many articles names. */
  listSitemap(limit: number): publicReads.PageList {
    return publicReads.listPages(this.#ledger(), limit);
  }

  // Directory

  async putCategory(category: Category): Promise<boolean> {
    return await this.#write((ledger) => {
      closeRestore(ledger);
      return directory.putCategory(ledger, category);
    });
  }

  async putOfficial(official: Official): Promise<boolean> {
    return await this.#write((ledger) => {
      closeRestore(ledger);
      return directory.putOfficial(ledger, official);
    });
  }

  async deletePlace(kind: 'category' | 'official', slug: string): Promise<Result<null>> {
    return await this.#change((ledger) => {
      const deleted = directory.deletePlace(ledger, kind, slug);
      if (deleted.ok) leases.endLeasesOfScope(ledger, `${kind}/${slug}`);
      return deleted;
    });
  }

  findCategory(slug: string): Category | null {
    return directory.findCategory(this.#ledger(), slug);
  }

  findOfficial(slug: string): Official | null {
    return directory.findOfficial(this.#ledger(), slug);
  }

  listDirectory(): { readonly categories: Category[]; readonly officials: Official[] } {
    const ledger = this.#ledger();
    return { categories: directory.listCategories(ledger), officials: directory.listOfficials(ledger) };
  }

  // Tokens and sessions

  findActor(hash: string): Actor | null {
    return tokens.findActor(this.#ledger(), hash);
  }

  async createToken(token: { name: string; role: Role; hash: string }): Promise<TokenSummary> {
    return await this.#write((ledger) => tokens.insertToken(ledger, token));
  }

  listTokens(): TokenSummary[] {
    return tokens.listTokens(this.#ledger());
  }

  async deleteToken(id: string): Promise<boolean> {
    return await this.#write((ledger) => tokens.deleteToken(ledger, id));
  }

  openSession(session: { hash: string; tokenId: string; tokenHash: string }): void {
    tokens.insertSession(this.#ledger(), session);
  }

  closeSession(hash: string): void {
    tokens.deleteSession(this.#ledger(), hash);
  }

  findSessionActor(hash: string, adminTokenHash: string): Actor | null {
    return tokens.findSessionActor(this.#ledger(), hash, adminTokenHash);
  }

  // Webhook endpoints

  async createEndpoint(endpoint: NewEndpoint, actor: Actor): Promise<Result<Endpoint>> {
    return await this.#change((ledger) => endpointCalls.createEndpoint(ledger, endpoint, actor));
  }

  async changeEndpoint(id: string, change: EndpointChange, actor: Actor): Promise<Result<Endpoint>> {
    return await this.#tell(
      await this.#change((ledger) => endpointCalls.changeEndpointOf(ledger, id, change, actor)),
    );
  }

  async rotateSecret(id: string, secret: string, actor: Actor): Promise<Result<Endpoint>> {
    return await this.#tell(
      await this.#change((ledger) => endpointCalls.rotateSecret(ledger, id, secret, actor)),
    );
  }

  async removeEndpoint(id: string, actor: Actor): Promise<Result<null>> {
    return await this.#tell(
      await this.#change((ledger) => endpointCalls.removeEndpointOf(ledger, id, actor)),
    );
  }

  findEndpoint(id: string, actor: Actor): Endpoint | null {
    return findEndpoint(this.#ledger(), id, actor);
  }

  listEndpoints(actor: Actor, cursor: string, limit: number): Endpoint[] {
    return listEndpoints(this.#ledger(), actor, cursor, limit);
  }

  /** Makes the test of an endpoint: what its Mailbox needs to send it. */
  prepareTest(
    id: string,
    actor: Actor,
  ): { readonly target: EndpointTarget; readonly message: IncomingMessage } | null {
    const ledger = this.#ledger();
    const endpoint = findEndpoint(ledger, id, actor);
    return endpoint === null ? null : endpointCalls.buildTest(ledger, endpoint);
  }

  /** A Mailbox tells what became of its endpoint. Repeating it changes nothing. */
  async reportEndpoint(report: EndpointReport): Promise<void> {
    await this.#write((ledger) => {
      if (!leases.takeLeaseReport(ledger, report)) endpointCalls.takeReport(ledger, report);
    });
  }

  // WebSub subscriptions

  /** Whether the callback may be asked now; nothing is kept, a count in memory excepted. */
  considerSubscription(mode: 'subscribe' | 'unsubscribe', request: LeaseRequest): Result<null> {
    const ledger = this.#ledger();
    const possible =
      mode === 'subscribe' ? leases.considerLease(ledger, request) : leases.findTopic(ledger, request.topic);
    if (!possible.ok) return possible;
    const wait = this.#callbackRate.take(nameCallbackHost(request.callback), ledger.now);
    if (wait === null) return possible;
    const detail = 'There were too many requests for this callback host; try again later.';
    return fail({ reason: 'unavailable', detail, retryAfterSeconds: wait });
  }

  /** Grants or renews what the callback has confirmed; an earlier lease stands where this is refused. */
  async grantLease(request: LeaseRequest): Promise<Result<null>> {
    return await this.#change((ledger) => leases.grantLease(ledger, request));
  }

  /** Ends what the callback has confirmed to want no more. */
  async endLease(topic: Topic, callback: string): Promise<void> {
    await this.#write((ledger) => leases.endLease(ledger, topic, callback));
  }

  // The ledger as a whole

  readHealth(): Health {
    return readHealth(this.#ledger());
  }

  /** Writes every KV document again, whatever the store may hold. */
  async rebuild(): Promise<void> {
    await this.#write((ledger) => markEverythingDirty(ledger, true));
  }

  exportPage(cursor: string | null): ExportPage {
    return exportPage(this.#ledger(), cursor);
  }

  async restore(lines: readonly ArchiveLine[]): Promise<Result<null>> {
    return await this.#change((ledger) => restoreLines(ledger, lines));
  }

  /** Sets going what should be going: the watchdog's call. */
  async wake(): Promise<void> {
    await this.#arm();
  }

  /** Does a slice of everything that is due. Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    try {
      this.ctx.storage.transactionSync(() => publishScheduled(this.#ledger(), SCHEDULED_PER_SLICE));
      await this.#projection.run();
      await this.#deliver();
      await this.#arm();
    } catch (error) {
      console.error(JSON.stringify({ event: 'alarm_failed', error: String(error) }));
      await this.ctx.storage.setAlarm(Date.now() + ALARM_AFTER_FAILURE_MS).catch(() => undefined);
    }
  }

  readonly #openMailbox: OpenMailbox = (endpointId) => this.env.MAILBOX.getByName(endpointId);

  /** Lets a Mailbox know of a change before the answer says that it holds; if that fails, the alarm does it. */
  async #tell<T>(outcome: Result<T>): Promise<Result<T>> {
    if (outcome.ok) await syncEndpoints(this.#ledger(), this.#openMailbox, HANDOVERS_PER_SLICE);
    return outcome;
  }

  async #deliver(): Promise<void> {
    const open = this.#openMailbox;
    let calls = await syncEndpoints(this.#ledger(), open, HANDOVERS_PER_SLICE);
    calls += await retryHandovers(this.#ledger(), open);
    leases.endExpiredLeases(this.#ledger());
    calls += await leases.syncLeases(this.#ledger(), open, HANDOVERS_PER_SLICE);
    // Small events share a slice; a large one has its own.
    while (calls < HANDOVERS_PER_SLICE) {
      const handed = await handOutEvent(this.#ledger(), open);
      if (handed === 0) break;
      calls += handed;
    }
    if (calls < HANDOVERS_PER_SLICE) await handOutPushes(this.#ledger(), open, HANDOVERS_PER_SLICE - calls);
  }

  async #project(): Promise<void> {
    await projectDirtyDocuments(() => this.#ledger(), openPublishedStore(this.env.ARTICLES));
  }

  /** An editor's change: from now on nothing can be restored over it. */
  async #edit<T>(work: (ledger: Ledger) => Result<T>): Promise<Result<T>> {
    return await this.#change((ledger) => {
      closeRestore(ledger);
      return work(ledger);
    });
  }

  /** Runs a change in one transaction with its alarm; a refusal leaves nothing behind. */
  async #change<T>(work: (ledger: Ledger) => Result<T>): Promise<Result<T>> {
    let outcome: Result<T> | undefined;
    try {
      this.ctx.storage.transactionSync(() => {
        outcome = work(this.#ledger());
        if (!outcome.ok) throw new Refusal();
      });
    } catch (error) {
      if (error instanceof Refusal && outcome !== undefined) return outcome;
      throw error;
    }
    await this.#carryOut();
    return outcome as unknown as Result<T>;
  }

  async #write<T>(work: (ledger: Ledger) => T): Promise<T> {
    const outcome = this.ctx.storage.transactionSync(() => work(this.#ledger()));
    await this.#carryOut();
    return outcome;
  }

  /**
   * The alarm is set in the same breath as the rows; then what may be written at once is, so that whoever made
   * the change sees it. A document that was written less than a second ago is worth a short wait, now and then.
   */
  async #carryOut(): Promise<void> {
    const armed = this.ctx.storage.setAlarm(Date.now());
    await this.#projection.run();
    const next = findNextProjection(this.#ledger());
    const wait = next === null ? 0 : next - Date.now();
    if (wait > 0 && wait <= KV_WRITE_INTERVAL_MS && this.#patience.take(Date.now())) {
      await scheduler.wait(wait);
      await this.#projection.run();
    }
    await armed;
  }

  /** Sets the alarm for the earliest thing to do, or none. */
  async #arm(): Promise<void> {
    const ledger = this.#ledger();
    const times = [
      findNextScheduled(ledger),
      findNextProjection(ledger),
      leases.findNextLeaseChange(ledger),
      findNextPush(ledger),
      findOpenEvent(ledger) === null ? null : ledger.now,
      ...ledger.sql
        .exec<{ at: number | null }>(
          `SELECT min(due_at) AS at FROM handovers
           UNION ALL SELECT min(due_at) AS at FROM endpoints WHERE synced < version`,
        )
        .toArray()
        .map((row) => row.at),
    ].filter((at) => at !== null);
    if (times.length === 0) return;
    const next = Math.max(Math.min(...times, ledger.now + LONGEST_SLEEP_MS), ledger.now);
    const current = await this.ctx.storage.getAlarm();
    if (current === null || current > next) await this.ctx.storage.setAlarm(next);
  }

  #ledger(): Ledger {
    const now = Date.now();
    return {
      sql: this.ctx.storage.sql,
      settings: this.#settings,
      now,
      makeId: () => formatUlid(now, crypto.getRandomValues(new Uint8Array(ULID_RANDOM_BYTES))),
    };
  }
}
