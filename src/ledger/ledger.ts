/** The ledger: every call that the Worker and the queues make of it, each a line or a few. */

import { DurableObject } from 'cloudflare:workers';
import type { NumberedLine } from '../article/archive.ts';
import type {
  Category,
  CurrentOfficial,
  Directory,
  DirectoryKind,
  Office,
  Official,
} from '../article/directory/directory.ts';
import type { Filter } from '../article/filter.ts';
import type { ArticleChange, NewArticle } from '../article/input.ts';
import type { ArticleResource } from '../article/resource.ts';
import { buildArticleResource } from '../article/resource.ts';
import type { EndpointReport } from '../delivery/queue-calls.ts';
import type { Signature } from '../delivery/sign.ts';
import { makeSecret, NEW_SECRET_BYTES } from '../delivery/sign.ts';
import type { Env } from '../env.ts';
import type { Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { FeedCursor } from '../feed/address.ts';
import type { StoredFile } from '../file/file.ts';
import type { FeedDocument } from '../published/document.ts';
import type { ArticleDocument, FileDocument } from '../published/store.ts';
import type { LeaseRequest } from '../websub/hub-request.ts';
import { MAX_CALLBACK_REQUESTS, nameCallbackHost } from '../websub/hub-request.ts';
import * as leases from '../websub/leases.ts';
import type { Topic } from '../websub/topic.ts';
import type { Actor, Role } from './actor.ts';
import * as articleCalls from './articles/article-calls.ts';
import type { ArticleQuery } from './articles/article-list.ts';
import { listArticles } from './articles/article-list.ts';
import { findArticle } from './articles/article-rows.ts';
import type { DryRun, DryRunChange } from './articles/dry-run.ts';
import { dryRunChange } from './articles/dry-run.ts';
import type { IdempotencyKey } from './articles/idempotency.ts';
import * as previews from './articles/previews.ts';
import * as revisions from './articles/revisions.ts';
import type { ArticleName } from './articles/translations.ts';
import { findByAddress, listArticleNames } from './articles/translations.ts';
import type { AuditPage, AuditQuery } from './audit-log.ts';
import { listAuditLog } from './audit-log.ts';
import { CallRate } from './call-rate.ts';
import * as directory from './directory.ts';
import * as directoryCalls from './directory-calls.ts';
import type { ExportCursor, ExportPage } from './export.ts';
import { exportPage } from './export.ts';
import { listUnwritten, markEverythingDirty, markFileDirty } from './feeds/documents.ts';
import { listUnknownSlugs, readFeedDocument } from './feeds/feed-query.ts';
import * as publicReads from './feeds/public-reads.ts';
import * as files from './files.ts';
import type { Health } from './health.ts';
import { readHealth } from './health.ts';
import type { ChangedArticle, LedgerCalls, Written } from './ledger-calls.ts';
import { openRestore, restoreLines } from './restore.ts';
import { noteFilesOfSettings } from './settings-files.ts';
import type { TokenSummary } from './tokens.ts';
import * as tokens from './tokens.ts';
import { Transactions } from './transactions.ts';
import type { CreatedEndpoint } from './webhooks/endpoint-calls.ts';
import * as endpointCalls from './webhooks/endpoint-calls.ts';
import type { EndpointWish } from './webhooks/endpoint-rules.ts';
import type { Endpoint } from './webhooks/endpoints.ts';
import { findEndpoint, findSignatureOf, listEndpoints } from './webhooks/endpoints.ts';
import * as publicKeys from './webhooks/public-keys.ts';

const MINUTE_MS = 60_000;

export class Ledger extends DurableObject<Env> implements LedgerCalls {
  readonly #transactions = new Transactions(this.ctx, this.env);
  readonly #callbackRate = new CallRate(MAX_CALLBACK_REQUESTS, MINUTE_MS);
  readonly #testRate = new CallRate(endpointCalls.MAX_TESTS_OF_SUBSCRIBER, MINUTE_MS);

  override async alarm(): Promise<void> {
    await this.#transactions.runAlarm();
  }

  async wake(): Promise<void> {
    await this.#transactions.wake();
  }

  // Articles

  async createArticle(
    input: NewArticle,
    actor: Actor,
    request: IdempotencyKey | null,
  ): Promise<Result<Written<articleCalls.CreationAnswer>>> {
    const created = await this.#transactions.edit((ledger) =>
      articleCalls.createArticleOnce(ledger, input, actor, request),
    );
    return created.ok ? succeed({ answer: created.value, unwritten: this.listUnwritten() }) : created;
  }

  async changeArticle(
    id: string,
    change: ArticleChange,
    ifMatch: string | null,
    actor: Actor,
  ): Promise<Result<Written<ChangedArticle>>> {
    const changed = await this.#transactions.edit((ledger) =>
      articleCalls.changeArticleIf(ledger, id, change, ifMatch, actor),
    );
    return await this.#takeBack(changed);
  }

  async deleteArticle(
    id: string,
    options: articleCalls.DeletionOptions,
    actor: Actor,
  ): Promise<Result<Written<ChangedArticle<ArticleResource | null>>>> {
    const deleted = await this.#transactions.edit((ledger) =>
      articleCalls.deleteArticleIf(ledger, id, options, actor),
    );
    return await this.#takeBack(deleted);
  }

  /** Of what is withdrawn nothing more is sent; queues hear of it before anybody else does. */
  async #takeBack<Article extends ArticleResource | null>(
    changed: Result<Article>,
  ): Promise<Result<Written<ChangedArticle<Article>>>> {
    if (!changed.ok) return changed;
    const article = changed.value;
    const isTakenBack =
      article?.status !== 'withdrawn' || (await this.#transactions.cancelArticle(article.id));
    return succeed({ answer: { article, isTakenBack }, unwritten: this.listUnwritten() });
  }

  dryRunArticle(change: DryRunChange, actor: Actor): Result<DryRun> {
    return this.#transactions.dryRun((ledger) => dryRunChange(ledger, change, actor));
  }

  readArticle(id: string): ArticleResource | null {
    const stored = findArticle(this.#transactions.open(), 'id', id);
    return stored === null
      ? null
      : buildArticleResource(stored.article, this.#transactions.settings.publicUrl);
  }

  listArticles(query: ArticleQuery): {
    readonly articles: readonly ArticleResource[];
    readonly nextCursor: string | null;
  } {
    const page = listArticles(this.#transactions.open(), query);
    const articles = page.articles.map((article) =>
      buildArticleResource(article, this.#transactions.settings.publicUrl),
    );
    return { articles, nextCursor: page.nextCursor };
  }

  listArticleNames(ids: readonly string[]): readonly ArticleName[] {
    return listArticleNames(this.#transactions.open(), ids);
  }

  findArticleByAddress(address: string): string | null {
    return findByAddress(this.#transactions.open(), address);
  }

  listRevisions(articleId: string, before: number | null, limit: number): revisions.RevisionPage {
    return revisions.listRevisions(this.#transactions.open(), articleId, before, limit);
  }

  readRevision(articleId: string, revision: number): revisions.RevisionResource | null {
    return revisions.findRevision(this.#transactions.open(), articleId, revision);
  }

  async createPreview(articleId: string, hash: string, actor: Actor): Promise<Result<previews.PreviewLink>> {
    return await this.#transactions.change((ledger) =>
      previews.insertPreview(ledger, articleId, hash, actor),
    );
  }

  async endPreviews(articleId: string): Promise<boolean> {
    return await this.#transactions.write((ledger) => previews.deletePreviews(ledger, articleId));
  }

  listPreviews(articleId: string): previews.PreviewLink[] {
    return previews.listPreviews(this.#transactions.open(), articleId);
  }

  readPreview(hash: string): previews.Preview | null {
    return previews.findPreview(this.#transactions.open(), hash);
  }

  // Files

  async beginUpload(id: string): Promise<Result<null>> {
    return await this.#transactions.change((ledger) => files.beginUpload(ledger, id));
  }

  async finishUpload(file: StoredFile): Promise<Result<StoredFile>> {
    return await this.#transactions.change((ledger) => {
      const finished = files.finishUpload(ledger, file);
      // One that was restored may be named already.
      if (finished.ok) noteFilesOfSettings(ledger);
      return finished;
    });
  }

  findFile(id: string): StoredFile | null {
    return files.findFile(this.#transactions.open(), id);
  }

  listFiles(query: files.FileQuery): files.FilePage {
    return files.listFiles(this.#transactions.open(), query);
  }

  async removeFile(id: string): Promise<Result<null>> {
    return await this.#transactions.change((ledger) => {
      const removed = files.removeFile(ledger, id);
      if (removed.ok) markFileDirty(ledger, id);
      return removed;
    });
  }

  readFileDocument(id: string): FileDocument | null {
    return files.readFileDocument(this.#transactions.open(), id);
  }

  // Feeds that the published store has no document for

  async readFeed(filter: Filter, cursor: FeedCursor | null): Promise<Result<FeedDocument>> {
    const ledger = this.#transactions.open();
    const [unknown] = listUnknownSlugs(ledger, filter);
    if (unknown !== undefined) return fail({ code: 'feed_not_found', slug: unknown });
    return succeed(await readFeedDocument(ledger, filter, cursor, null));
  }

  readPublicArticle(slug: string): Result<ArticleDocument> {
    return publicReads.readPublicArticle(this.#transactions.open(), slug);
  }

  listUnwritten(): string[] {
    return listUnwritten(this.#transactions.open());
  }

  listSitemap(limit: number): publicReads.PageList {
    return publicReads.listPages(this.#transactions.open(), limit);
  }

  listNews(): readonly publicReads.PageOfNews[] {
    return publicReads.listNews(this.#transactions.open());
  }

  listSitemapMonth(month: string): readonly publicReads.PageOfArticle[] {
    return publicReads.listPagesOfMonth(this.#transactions.open(), month);
  }

  findSurroundings(slug: string): publicReads.Surroundings | null {
    return publicReads.findSurroundings(this.#transactions.open(), slug);
  }

  listArchiveMonths(): readonly string[] {
    return publicReads.listArchiveMonths(this.#transactions.open());
  }

  // Directory

  async putCategory(category: Category, actor: Actor): Promise<Result<boolean>> {
    return await this.#transactions.change((ledger) => directoryCalls.putCategoryOf(ledger, category, actor));
  }

  async putOfficial(
    official: Official,
    isAnnounced: boolean,
    actor: Actor,
  ): Promise<Result<directoryCalls.WrittenOfficial>> {
    return await this.#transactions.edit((ledger) =>
      directoryCalls.putOfficialOf(ledger, official, isAnnounced, actor),
    );
  }

  async putOfficials(officials: readonly Official[], actor: Actor): Promise<Result<null>> {
    return await this.#transactions.change((ledger) =>
      directoryCalls.putOfficialsOf(ledger, officials, actor),
    );
  }

  async putOffice(office: Office, actor: Actor): Promise<Result<boolean>> {
    return await this.#transactions.change((ledger) => directoryCalls.putOfficeOf(ledger, office, actor));
  }

  async deleteEntry(kind: DirectoryKind, slug: string, actor: Actor): Promise<Result<null>> {
    return await this.#transactions.change((ledger) =>
      directoryCalls.deleteEntryOf(ledger, kind, slug, actor),
    );
  }

  findCategory(slug: string): Category | null {
    return directory.findCategory(this.#transactions.open(), slug);
  }

  findOfficial(slug: string): CurrentOfficial | null {
    return directory.findOfficialToday(this.#transactions.open(), slug);
  }

  findOffice(slug: string): Office | null {
    return directory.findOffice(this.#transactions.open(), slug);
  }

  findOfficeTerms(slug: string): directory.TermsOfOffice | null {
    return directory.findOfficeTerms(this.#transactions.open(), slug);
  }

  findOfficialTerms(slug: string): directory.TermsOfOfficial | null {
    return directory.findOfficialTerms(this.#transactions.open(), slug);
  }

  listDirectory(): Directory {
    return directory.listDirectory(this.#transactions.open());
  }

  // Tokens and sessions

  findActor(hash: string): Actor | null {
    return tokens.findActor(this.#transactions.open(), hash);
  }

  async createToken(
    token: { name: string; role: Role; hash: string },
    actor: Actor,
  ): Promise<Result<TokenSummary>> {
    return await this.#transactions.change((ledger) => tokens.insertToken(ledger, token, actor));
  }

  listTokens(): TokenSummary[] {
    return tokens.listTokens(this.#transactions.open());
  }

  findTokenName(tokenId: string): string | null {
    return tokens.findTokenName(this.#transactions.open(), tokenId);
  }

  async deleteToken(id: string, actor: Actor): Promise<boolean> {
    return await this.#transactions.write((ledger) => tokens.deleteToken(ledger, id, actor));
  }

  openSession(session: { hash: string; tokenId: string; tokenHash: string }): void {
    tokens.insertSession(this.#transactions.open(), session);
  }

  closeSession(hash: string): void {
    tokens.deleteSession(this.#transactions.open(), hash);
  }

  findSessionActor(hash: string, adminTokenHash: string): Actor | null {
    return tokens.findSessionActor(this.#transactions.open(), hash, adminTokenHash);
  }

  // Webhook endpoints

  async createEndpoint(
    wish: EndpointWish & { readonly url: string },
    requestHost: string,
    actor: Actor,
  ): Promise<Result<CreatedEndpoint>> {
    const madeSecret = await makeRandomSecret(wish.signature ?? 'v1');
    const request = { wish, requestHost, madeSecret };
    return await this.#transactions.change((ledger) => endpointCalls.createEndpoint(ledger, request, actor));
  }

  async changeEndpoint(
    id: string,
    wish: EndpointWish,
    requestHost: string,
    actor: Actor,
  ): Promise<Result<Endpoint>> {
    return await this.#transactions.tellQueues(
      await this.#transactions.change((ledger) =>
        endpointCalls.changeEndpointOf(ledger, id, { wish, requestHost }, actor),
      ),
    );
  }

  async rotateSecret(id: string, actor: Actor): Promise<Result<Endpoint>> {
    const endpoint = this.findEndpoint(id, actor);
    if (endpoint === null) return fail({ code: 'webhook_not_found', id });
    const secret = await makeRandomSecret(findSignatureOf(endpoint) ?? 'v1');
    return await this.#transactions.tellQueues(
      await this.#transactions.change((ledger) => endpointCalls.rotateSecret(ledger, id, secret, actor)),
    );
  }

  async removeEndpoint(id: string, actor: Actor): Promise<Result<null>> {
    return await this.#transactions.tellQueues(
      await this.#transactions.change((ledger) => endpointCalls.removeEndpointOf(ledger, id, actor)),
    );
  }

  findEndpoint(id: string, actor: Actor): Endpoint | null {
    return findEndpoint(this.#transactions.open(), id, actor);
  }

  listEndpoints(actor: Actor, cursor: string, limit: number): Endpoint[] {
    return listEndpoints(this.#transactions.open(), actor, cursor, limit);
  }

  listPublicKeys(cursor: string): publicKeys.PublicKeyPage {
    return publicKeys.listPublicKeys(this.#transactions.open(), cursor);
  }

  prepareTest(id: string, actor: Actor): Result<endpointCalls.EndpointTest> {
    const ledger = this.#transactions.open();
    const endpoint = findEndpoint(ledger, id, actor);
    if (endpoint === null) return fail({ code: 'webhook_not_found', id });
    const wait = actor.role === 'subscriber' ? this.#testRate.take(actor.tokenId, ledger.now) : null;
    if (wait !== null) return fail({ code: 'too_many_tests', retryAfterSeconds: wait });
    return succeed(endpointCalls.buildTest(ledger, endpoint));
  }

  async reportEndpoint(report: EndpointReport): Promise<void> {
    await this.#transactions.write((ledger) => {
      if (!leases.takeLeaseReport(ledger, report)) endpointCalls.takeReport(ledger, report);
    });
  }

  // WebSub subscriptions

  considerSubscription(mode: 'subscribe' | 'unsubscribe', request: LeaseRequest): Result<null> {
    const ledger = this.#transactions.open();
    const possible =
      mode === 'subscribe' ? leases.considerLease(ledger, request) : leases.findTopic(ledger, request.topic);
    if (!possible.ok) return possible;
    const wait = this.#callbackRate.take(nameCallbackHost(request.callback), ledger.now);
    if (wait === null) return possible;
    return fail({ code: 'too_many_callback_requests', retryAfterSeconds: wait });
  }

  async grantLease(request: LeaseRequest): Promise<Result<null>> {
    return await this.#transactions.change((ledger) => leases.grantLease(ledger, request));
  }

  async endLease(topic: Topic, callback: string): Promise<void> {
    await this.#transactions.write((ledger) => leases.endLease(ledger, topic, callback));
  }

  // The ledger as a whole

  listAuditLog(query: AuditQuery): AuditPage {
    return listAuditLog(this.#transactions.open(), query);
  }

  readHealth(): Health {
    return readHealth(this.#transactions.open());
  }

  async rebuild(): Promise<void> {
    await this.#transactions.write((ledger) => markEverythingDirty(ledger, true));
  }

  exportPage(cursor: ExportCursor | null): ExportPage {
    return exportPage(this.#transactions.open(), cursor);
  }

  async openRestore(): Promise<Result<null>> {
    return await this.#transactions.change(openRestore);
  }

  async restore(lines: readonly NumberedLine[], withoutFiles: boolean): Promise<Result<null>> {
    return await this.#transactions.change((ledger) => restoreLines(ledger, lines, withoutFiles));
  }
}

/** Outside of any transaction: keys are made by WebCrypto, which makes everybody wait for a moment. */
async function makeRandomSecret(signature: Signature): Promise<string> {
  return await makeSecret(signature, crypto.getRandomValues(new Uint8Array(NEW_SECRET_BYTES)));
}
