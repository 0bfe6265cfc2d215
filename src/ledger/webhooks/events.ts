/** Events: what has happened to an article, kept until every endpoint that matches has been handed it. */

import type { Article, ChangeKind } from '../../article/article.ts';
import { isPublic } from '../../article/article.ts';
import { formatTimestamp } from '../../article/timestamp.ts';
import type { ArticleEvent, EventType } from '../../delivery/event.ts';
import { buildEventBody } from '../../delivery/event-body.ts';
import { buildJsonFeedItem } from '../../feed/json-feed.ts';
import { listMemberships } from '../articles/article-rows.ts';
import type { LedgerContext } from '../context.ts';
import { readAuthority } from '../context.ts';

/** One set of memberships an event speaks to: an endpoint's filter matches it as it would match an article. */
export interface Audience {
  readonly categories: readonly string[];
  readonly officials: readonly string[];
}

export interface LedgerEvent {
  readonly id: string;
  readonly type: EventType | 'cancel';
  readonly articleId: string | null;
  readonly at: number;
  /** The memberships before and after the change, of a withdrawal every place ever: matching one is enough. */
  readonly audience: readonly Audience[];
  /** The Standard Webhooks body. */
  readonly body: string;
  /** The last endpoint of the last page that has ended. */
  readonly cursor: string;
}

/** The event of each kind of change that is told. */
export const EVENT_OF_KIND: Readonly<Partial<Record<ChangeKind, ArticleEvent>>> = {
  published: 'article.published',
  major: 'article.updated',
  republished: 'article.updated',
  withdrawn: 'article.withdrawn',
};

/**
 * Records the event of a change, if it is one that is told. A withdrawal goes to everybody whose filter the article
 * ever met: whoever was told of it must not keep it. It also cancels what is still on its way to endpoints that
 * never asked for `article.withdrawn`, and does so even where nobody is to be told.
 */
export function recordArticleEvent(
  ledger: LedgerContext,
  change: {
    readonly before: Article | null;
    readonly after: Article;
    readonly kind: ChangeKind;
    readonly isTold: boolean;
  },
): void {
  const { before, after, kind, isTold } = change;
  const type = EVENT_OF_KIND[kind];
  if (type === undefined || !isPublic(after)) return;
  const articleId = after.id;
  const audience =
    kind === 'withdrawn' ? listAudiencesEver(ledger, articleId) : listAudiences([before, after]);
  if (kind === 'withdrawn') {
    dropEvents(ledger, articleId);
    insertEvent(ledger, { type: 'cancel', articleId, audience, body: '' });
  }
  if (!isTold) return;
  const authority = readAuthority(ledger) ?? '';
  insertEvent(ledger, {
    type,
    articleId,
    audience,
    body: buildEventBody(type, formatTimestamp(ledger.now), {
      article: buildJsonFeedItem(after, ledger.settings, authority),
    }),
  });
}

/** Puts an event in the outbox. */
export function insertEvent(
  ledger: LedgerContext,
  event: Pick<LedgerEvent, 'type' | 'articleId' | 'audience' | 'body'>,
): void {
  ledger.sql.exec(
    `INSERT INTO events (id, type, article_id, at, audience, body, cursor, is_paged) VALUES (?, ?, ?, ?, ?, ?, '', 0)`,
    ledger.makeId(),
    event.type,
    event.articleId,
    ledger.now,
    JSON.stringify(event.audience),
    event.body,
  );
}

type EventRow = {
  id: string;
  type: LedgerEvent['type'];
  article_id: string | null;
  at: number;
  audience: string;
  body: string;
  cursor: string;
};

/** The oldest event that still has endpoints to go to, but for some. */
export function findOpenEvent(
  ledger: Pick<LedgerContext, 'sql'>,
  except: readonly string[],
): LedgerEvent | null {
  const rows = ledger.sql
    .exec<EventRow>(
      `SELECT * FROM events WHERE is_paged = 0 AND id NOT IN (SELECT value FROM json_each(?))
       ORDER BY number LIMIT 1`,
      JSON.stringify(except),
    )
    .toArray();
  return rows[0] === undefined ? null : readEventRow(rows[0]);
}

/** Where the messages of every open event still have to go; without their bodies, which together may be large. */
export function listOpenRoutes(
  ledger: Pick<LedgerContext, 'sql'>,
): Pick<LedgerEvent, 'type' | 'at' | 'audience' | 'cursor'>[] {
  return ledger.sql
    .exec<Pick<EventRow, 'type' | 'at' | 'audience' | 'cursor'>>(
      `SELECT type, at, audience, cursor FROM events WHERE is_paged = 0 AND type <> 'cancel'`,
    )
    .toArray()
    .map((row) => ({ ...row, audience: JSON.parse(row.audience) as Audience[] }));
}

/** Whether an event is still to go to somebody; one whose article was withdrawn is not. */
export function hasEvent(ledger: Pick<LedgerContext, 'sql'>, id: string): boolean {
  return ledger.sql.exec('SELECT 1 FROM events WHERE id = ?', id).toArray().length > 0;
}

export function findEvent(ledger: Pick<LedgerContext, 'sql'>, id: string): LedgerEvent | null {
  const rows = ledger.sql.exec<EventRow>('SELECT * FROM events WHERE id = ?', id).toArray();
  return rows[0] === undefined ? null : readEventRow(rows[0]);
}

function readEventRow(row: EventRow): LedgerEvent {
  return { ...row, articleId: row.article_id, audience: JSON.parse(row.audience) as Audience[] };
}

/** What was on its way about an article that is withdrawn need not arrive at all. */
function dropEvents(ledger: LedgerContext, articleId: string): void {
  ledger.sql.exec(
    'DELETE FROM handovers WHERE event_id IN (SELECT id FROM events WHERE article_id = ?)',
    articleId,
  );
  ledger.sql.exec('DELETE FROM events WHERE article_id = ?', articleId);
}

/** The memberships of an article, as endpoints' filters see them. */
export function buildAudience(article: Article): Audience {
  const memberships = new Map(listMemberships(article));
  return { categories: memberships.get('category') ?? [], officials: memberships.get('official') ?? [] };
}

/** Every place the article ever stood in while it was public. One revision at a time: together they may be large. */
function listAudiencesEver(ledger: LedgerContext, articleId: string): Audience[] {
  const audiences = new Map<string, Audience>();
  for (const { body } of ledger.sql.exec<{ body: string }>(
    'SELECT body FROM revisions WHERE article_id = ?',
    articleId,
  )) {
    for (const audience of listAudiences([JSON.parse(body) as Article])) {
      audiences.set(JSON.stringify(audience), audience);
    }
  }
  return [...audiences.values()];
}

function listAudiences(articles: readonly (Article | null)[]): Audience[] {
  return articles
    .filter((article) => article !== null)
    .filter(isPublic)
    .map(buildAudience);
}
