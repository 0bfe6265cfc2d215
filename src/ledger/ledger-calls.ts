/** What the ledger can be asked, by the Worker and by the queues. Each change is one transaction. */

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
import type { ReportCalls } from '../delivery/queue-calls.ts';
import type { Result } from '../failure.ts';
import type { FeedCursor } from '../feed/address.ts';
import type { StoredFile } from '../file/file.ts';
import type { FeedDocument } from '../published/document.ts';
import type { ArticleDocument, FileDocument } from '../published/store.ts';
import type { LeaseRequest } from '../websub/hub-request.ts';
import type { Topic } from '../websub/topic.ts';
import type { Actor, Role } from './actor.ts';
import type { CreationAnswer, DeletionOptions } from './articles/article-calls.ts';
import type { ArticleQuery } from './articles/article-list.ts';
import type { DryRun, DryRunChange } from './articles/dry-run.ts';
import type { IdempotencyKey } from './articles/idempotency.ts';
import type { Preview, PreviewLink } from './articles/previews.ts';
import type { RevisionPage, RevisionResource } from './articles/revisions.ts';
import type { ArticleName } from './articles/translations.ts';
import type { AuditPage, AuditQuery } from './audit-log.ts';
import type { TermsOfOffice, TermsOfOfficial } from './directory.ts';
import type { WrittenOfficial } from './directory-calls.ts';
import type { ExportCursor, ExportPage } from './export.ts';
import type { PageList, PageOfArticle, PageOfNews, Surroundings } from './feeds/public-reads.ts';
import type { FilePage, FileQuery } from './files.ts';
import type { Health } from './health.ts';
import type { TokenSummary } from './tokens.ts';
import type { CreatedEndpoint, EndpointTest } from './webhooks/endpoint-calls.ts';
import type { EndpointWish } from './webhooks/endpoint-rules.ts';
import type { Endpoint } from './webhooks/endpoints.ts';
import type { PublicKeyPage } from './webhooks/public-keys.ts';

/** The answer to a write of an article, and what whoever shows articles must know first: `takeWritten` in http/. */
export interface Written<Answer> {
  readonly answer: Answer;
  /** What `listUnwritten` would tell, so that nobody has to ask for it. */
  readonly unwritten: readonly string[];
}

/** What became of an article. */
export interface ChangedArticle<Article = ArticleResource> {
  readonly article: Article;
  /** False where it was withdrawn and a queue could not be reached yet, so that something of it may still be sent. */
  readonly isTakenBack: boolean;
}

/** Expected failures are in the results; whatever is thrown is a fault of the storage, or a bug. */
export interface LedgerCalls extends ReportCalls {
  /** Sets going what should be going and is not: the cron's call. */
  wake(): Promise<void>;

  // Articles

  createArticle(
    input: NewArticle,
    actor: Actor,
    request: IdempotencyKey | null,
  ): Promise<Result<Written<CreationAnswer>>>;
  /** `ifMatch`: the request's `If-Match`, null without one. */
  changeArticle(
    id: string,
    change: ArticleChange,
    ifMatch: string | null,
    actor: Actor,
  ): Promise<Result<Written<ChangedArticle>>>;
  /** Deletes a draft, which gives null, or withdraws what was published, which gives its notice. */
  deleteArticle(
    id: string,
    options: DeletionOptions,
    actor: Actor,
  ): Promise<Result<Written<ChangedArticle<ArticleResource | null>>>>;
  /** What a change would do, without doing it. */
  dryRunArticle(change: DryRunChange, actor: Actor): Result<DryRun>;
  readArticle(id: string): ArticleResource | null;
  listArticles(query: ArticleQuery): {
    readonly articles: readonly ArticleResource[];
    readonly nextCursor: string | null;
  };
  /** What articles an editor may name are called: those of these ids, and the newest. */
  listArticleNames(ids: readonly string[]): readonly ArticleName[];
  /** The id of the article whose page or form is there; null: none is. */
  findArticleByAddress(address: string): string | null;
  /** `before`: the number of the last revision seen; null for the newest. */
  listRevisions(articleId: string, before: number | null, limit: number): RevisionPage;
  readRevision(articleId: string, revision: number): RevisionResource | null;

  /** Keeps a new preview of an unpublished article by the hash of its secret. */
  createPreview(articleId: string, hash: string, actor: Actor): Promise<Result<PreviewLink>>;
  /** Ends all previews of an article. False: there is no such article. */
  endPreviews(articleId: string): Promise<boolean>;
  listPreviews(articleId: string): PreviewLink[];
  /** What a preview's address leads to now; null for one that is none, or no more. */
  readPreview(hash: string): Preview | null;

  // Files

  /** Bytes of this id are on their way into the bucket. Fails where there is a file of this id already. */
  beginUpload(id: string): Promise<Result<null>>;
  /** They are there: from now on articles may name the file. Fails where they were given up in the meantime. */
  finishUpload(file: StoredFile): Promise<Result<StoredFile>>;
  findFile(id: string): StoredFile | null;
  listFiles(query: FileQuery): FilePage;
  removeFile(id: string): Promise<Result<null>>;
  /** What the published store has, or will have, of a file. */
  readFileDocument(id: string): FileDocument | null;

  // Feeds that the published store has no document for

  /** One page of any feed; not found where a slug of the filter is unknown. */
  readFeed(filter: Filter, cursor: FeedCursor | null): Promise<Result<FeedDocument>>;
  /** An article or its notice by the slug of its page. */
  readPublicArticle(slug: string): Result<ArticleDocument>;
  /** What the store may have in an older state: `feed/{scope}`, `article/{slug}`, `file/{id}`. */
  listUnwritten(): string[];
  /** What the sitemap names; of more than `limit` articles, their months. */
  listSitemap(limit: number): PageList;
  /** The articles of the last two days. */
  listNews(): readonly PageOfNews[];
  /** The articles of a month's own sitemap. */
  listSitemapMonth(month: string): readonly PageOfArticle[];
  /** What else there is for whoever has read an article; null where its slug is no published one's. */
  findSurroundings(slug: string): Surroundings | null;
  /** Every month with an article, `YYYY-MM`, newest first. */
  listArchiveMonths(): readonly string[];

  // Directory

  putCategory(category: Category, actor: Actor): Promise<Result<boolean>>;
  /** `isAnnounced`: a change of holder that this brings about is published. */
  putOfficial(official: Official, isAnnounced: boolean, actor: Actor): Promise<Result<WrittenOfficial>>;
  putOffice(office: Office, actor: Actor): Promise<Result<boolean>>;
  /** All of them, or none where one is refused. */
  putOfficials(officials: readonly Official[], actor: Actor): Promise<Result<null>>;
  deleteEntry(kind: DirectoryKind, slug: string, actor: Actor): Promise<Result<null>>;
  findCategory(slug: string): Category | null;
  findOfficial(slug: string): CurrentOfficial | null;
  findOffice(slug: string): Office | null;
  findOfficeTerms(slug: string): TermsOfOffice | null;
  findOfficialTerms(slug: string): TermsOfOfficial | null;
  listDirectory(): Directory;

  // Tokens and sessions

  findActor(hash: string): Actor | null;
  createToken(token: { name: string; role: Role; hash: string }, actor: Actor): Promise<Result<TokenSummary>>;
  listTokens(): TokenSummary[];
  /** null: the token is gone. */
  findTokenName(tokenId: string): string | null;
  deleteToken(id: string, actor: Actor): Promise<boolean>;
  openSession(session: { hash: string; tokenId: string; tokenHash: string }): void;
  closeSession(hash: string): void;
  findSessionActor(hash: string, adminTokenHash: string): Actor | null;

  // Webhook endpoints

  /** `requestHost`: the host that was asked, which is no target. */
  createEndpoint(
    wish: EndpointWish & { readonly url: string },
    requestHost: string,
    actor: Actor,
  ): Promise<Result<CreatedEndpoint>>;
  changeEndpoint(
    id: string,
    wish: EndpointWish,
    requestHost: string,
    actor: Actor,
  ): Promise<Result<Endpoint>>;
  rotateSecret(id: string, actor: Actor): Promise<Result<Endpoint>>;
  removeEndpoint(id: string, actor: Actor): Promise<Result<null>>;
  findEndpoint(id: string, actor: Actor): Endpoint | null;
  listEndpoints(actor: Actor, cursor: string, limit: number): Endpoint[];
  /** A page of the keys that anybody may verify messages with, after an endpoint's id. */
  listPublicKeys(cursor: string): PublicKeyPage;
  /** Makes the test of an endpoint: what its queue needs to send it. A subscriber may have so many a minute. */
  prepareTest(id: string, actor: Actor): Result<EndpointTest>;

  // WebSub subscriptions

  /** Whether the callback may be asked now; nothing is kept, a count in memory excepted. */
  considerSubscription(mode: 'subscribe' | 'unsubscribe', request: LeaseRequest): Result<null>;
  /** Grants or renews what the callback has confirmed; an earlier lease stands where this is refused. */
  grantLease(request: LeaseRequest): Promise<Result<null>>;
  /** Ends what the callback has confirmed to want no more. */
  endLease(topic: Topic, callback: string): Promise<void>;

  // The ledger as a whole

  /** Who changed the directory, webhooks and tokens. */
  listAuditLog(query: AuditQuery): AuditPage;

  readHealth(): Health;
  /** Writes every KV document again, whatever the store may hold. */
  rebuild(): Promise<void>;
  exportPage(cursor: ExportCursor | null): ExportPage;
  /** Whether an archive may come in; from now on its files may, before its lines. */
  openRestore(): Promise<Result<null>>;
  /** `withoutFiles`: their bytes are lost, and articles come back although they name them. */
  restore(lines: readonly NumberedLine[], withoutFiles: boolean): Promise<Result<null>>;
}
