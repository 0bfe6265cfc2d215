/** Events: what has happened to an article, kept until the queue of every endpoint that matches has it. */

import type { Article, ChangeKind } from '../../article/article.ts';
import { isPublic } from '../../article/article.ts';
import { formatTimestamp } from '../../article/date-format.ts';
import type { ArticleEvent, EventType } from '../../delivery/event.ts';
import type { OfficeChange } from '../../delivery/event-body.ts';
import { buildEventBody } from '../../delivery/event-body.ts';
import { buildJsonFeedItem } from '../../feed/json-feed.ts';
import type { LedgerContext } from '../context.ts';
import { readAuthority } from '../context.ts';
import { noteChangedPage } from '../index-now.ts';
import type { Audience, SearchedAudience } from './audience.ts';
import { keepMetQueries, listAudiences, listAudiencesEver, readMetQueries } from './audience.ts';

/** What happened, and who may want to hear of it; `at` is epoch milliseconds. */
export interface LedgerEvent {
  readonly id: string;
  readonly type: EventType;
  readonly articleId: string | null;
  /** The article's revision; 0 for what is about no article. */
  readonly revision: number;
  readonly at: number;
  /** The ledger's sequence before the change: its documents are in the store once they are written at a later number. */
  readonly sequence: number;
  /** The article before and after the change, of a withdrawal as it ever was: matching one is enough. */
  readonly audience: readonly SearchedAudience[];
  /** The Standard Webhooks body. */
  readonly body: string;
  /** The last endpoint of the last page that queues have. */
  readonly cursor: string;
}

/** The event of each kind of change that is told. */
export const EVENT_OF_KIND: Readonly<Partial<Record<ChangeKind, ArticleEvent>>> = {
  published: 'article.published',
  major: 'article.updated',
  republished: 'article.published',
  withdrawn: 'article.withdrawn',
};

/**
 * Records the event of a change, if it is one that is told. A withdrawal goes to everybody whose filter the article
 * ever met, for whoever was told of it must not keep it; so does a return, for whoever got the withdrawal. What is still
 * on its way of earlier revisions is taken back even where nobody is to be told. `sequence`: the ledger's, before the
 * change marked its documents. Search engines are told of what endpoints are told of.
 */
export function recordArticleEvent(
  ledger: LedgerContext,
  change: {
    readonly before: Article | null;
    readonly after: Article;
    readonly kind: ChangeKind;
    readonly isTold: boolean;
    readonly sequence: number;
  },
): void {
  const { before, after, kind, isTold, sequence } = change;
  const type = EVENT_OF_KIND[kind];
  if (type === undefined || !isPublic(after)) return;
  const { id: articleId, revision } = after;
  if (kind === 'withdrawn') {
    dropEvents(ledger, articleId);
    insertCancellations(ledger, articleId, revision);
  }
  if (!isTold) return;
  noteChangedPage(ledger, after);
  const isForAll = kind === 'withdrawn' || kind === 'republished';
  for (const state of [before, after]) {
    if (state !== null) keepMetQueries(ledger, state);
  }
  const audience = isForAll ? listAudiencesEver(ledger, articleId) : listAudiences([before, after]);
  const authority = readAuthority(ledger) ?? '';
  const body = buildEventBody(type, formatTimestamp(ledger.now), {
    article: buildJsonFeedItem(after, ledger.settings, authority),
  });
  insertEvent(ledger, { type, articleId, revision, audience, body, sequence });
}

/** Records that an office has another holder; `article` tells of it, and meets the filters of endpoints. */
export function recordOfficeChange(
  ledger: LedgerContext,
  article: Article,
  office: OfficeChange,
  sequence: number,
): void {
  const type = 'office.changed';
  const { id: articleId, revision } = article;
  if (!isPublic(article)) return;
  noteChangedPage(ledger, article);
  keepMetQueries(ledger, article);
  const item = buildJsonFeedItem(article, ledger.settings, readAuthority(ledger) ?? '');
  const body = buildEventBody(type, formatTimestamp(ledger.now), { article: item, office });
  insertEvent(ledger, { type, articleId, revision, audience: listAudiences([article]), body, sequence });
}

/** Puts an event in the outbox. */
export function insertEvent(
  ledger: LedgerContext,
  event: Pick<LedgerEvent, 'type' | 'articleId' | 'revision' | 'body' | 'sequence'> & {
    readonly audience: readonly Audience[];
  },
): void {
  ledger.sql.exec(
    `INSERT INTO events (id, type, article_id, revision, at, sequence, audience, body, cursor, is_paged)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 0)`,
    ledger.makeId(),
    event.type,
    event.articleId,
    event.revision,
    ledger.now,
    event.sequence,
    JSON.stringify(event.audience),
    event.body,
  );
}

/** A row as EVENT_COLUMNS name it; `audience` is JSON, without the searches that found the article. */
type EventRow = { readonly [Field in Exclude<keyof LedgerEvent, 'audience'>]: LedgerEvent[Field] } & {
  readonly audience: string;
};

const EVENT_COLUMNS = 'id, type, article_id AS articleId, revision, at, sequence, audience, body, cursor';

/** The oldest event that still has endpoints to go to. */
export function findOpenEvent(ledger: Pick<LedgerContext, 'sql'>): LedgerEvent | null {
  const [row] = ledger.sql
    .exec<EventRow>(`SELECT ${EVENT_COLUMNS} FROM events WHERE is_paged = 0 ORDER BY number LIMIT 1`)
    .toArray();
  return row === undefined ? null : readEventRow(ledger, row);
}

/** Where the messages of every open event still have to go; without their bodies, which together may be large. */
export function listOpenRoutes(
  ledger: Pick<LedgerContext, 'sql'>,
): Pick<LedgerEvent, 'type' | 'at' | 'audience' | 'cursor'>[] {
  return ledger.sql
    .exec<Pick<EventRow, 'type' | 'articleId' | 'at' | 'audience' | 'cursor'>>(
      'SELECT type, article_id AS articleId, at, audience, cursor FROM events WHERE is_paged = 0',
    )
    .toArray()
    .map((row) => ({ ...row, audience: readAudience(ledger, row) }));
}

/** The event with this id; null for none. */
export function findEvent(ledger: Pick<LedgerContext, 'sql'>, id: string): LedgerEvent | null {
  const [row] = ledger.sql.exec<EventRow>(`SELECT ${EVENT_COLUMNS} FROM events WHERE id = ?`, id).toArray();
  return row === undefined ? null : readEventRow(ledger, row);
}

function readEventRow(ledger: Pick<LedgerContext, 'sql'>, row: EventRow): LedgerEvent {
  return { ...row, audience: readAudience(ledger, row) };
}

function readAudience(
  ledger: Pick<LedgerContext, 'sql'>,
  { articleId, audience }: Pick<EventRow, 'articleId' | 'audience'>,
): SearchedAudience[] {
  return readMetQueries(ledger, articleId, JSON.parse(audience) as Audience[]);
}

/** What was on its way about an article that is withdrawn need not arrive at all. */
function dropEvents(ledger: LedgerContext, articleId: string): void {
  ledger.sql.exec(
    'DELETE FROM deferred_pages WHERE event_id IN (SELECT id FROM events WHERE article_id = ?)',
    articleId,
  );
  ledger.sql.exec('DELETE FROM events WHERE article_id = ?', articleId);
}

/** Every queue is to take back what it has of an article's revisions before this one. */
function insertCancellations(ledger: LedgerContext, articleId: string, revision: number): void {
  ledger.sql.exec(
    `INSERT INTO cancellations (article_id, shard, revision, due_at, failures)
       SELECT ?1, shard, ?2, ?3, 0 FROM (SELECT DISTINCT shard FROM endpoints) WHERE true
     ON CONFLICT DO UPDATE SET revision = excluded.revision, due_at = excluded.due_at`,
    articleId,
    revision,
    ledger.now,
  );
}
