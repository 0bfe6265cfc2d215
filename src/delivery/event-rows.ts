/** Events as a queue keeps them, in SQL: each once for all of its endpoints; and which articles are withdrawn. */

import type { MessageType } from './event.ts';
import type { QueuedEvent } from './message.ts';

/** An event whose text may have been erased. */
export interface StoredEvent extends Omit<QueuedEvent, 'body'> {
  /** null: erased, because its article was withdrawn or its time is over. */
  readonly body: string | null;
  readonly isCancelled: boolean;
}

/** One that has its text still. */
export type SendableEvent = StoredEvent & { readonly body: string };

/** Whether there is something to send: the text of a withdrawn or an old event is erased. */
export function isSendable(event: StoredEvent): event is SendableEvent {
  return event.body !== null;
}

/** A row of `events`. */
export type EventRow = {
  id: string;
  type: MessageType;
  article_id: string | null;
  revision: number;
  body: string | null;
  headers: string | null;
  is_cancelled: number;
  created_at: number;
};

export class EventRows {
  readonly #sql: SqlStorage;
  /** The one that was asked for last, for a page asks for the same one all the time; null: ask the table. */
  #last: StoredEvent | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * Keeps an event; one that is there already stays as it is. The text of what was withdrawn is not kept. Returns
   * whether it is new.
   */
  insert(event: QueuedEvent): boolean {
    const isCancelled = this.isWithdrawn(event);
    const inserted = this.#sql.exec(
      `INSERT OR IGNORE INTO events (id, type, article_id, revision, body, headers, is_cancelled, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
      event.id,
      event.type,
      event.articleId,
      event.revision,
      isCancelled ? null : event.body,
      event.headers === null ? null : JSON.stringify(event.headers),
      Number(isCancelled),
      event.createdAt,
    );
    return inserted.toArray().length > 0;
  }

  find(id: string): StoredEvent | null {
    if (this.#last?.id !== id) this.#last = this.#read(id);
    return this.#last;
  }

  #read(id: string): StoredEvent | null {
    const [row] = this.#sql.exec<EventRow>('SELECT * FROM events WHERE id = ?', id).toArray();
    if (row === undefined) return null;
    const { type, article_id, revision, body, headers, is_cancelled, created_at } = row;
    return {
      id,
      type,
      articleId: article_id,
      revision,
      body,
      headers: headers === null ? null : (JSON.parse(headers) as Record<string, string>),
      isCancelled: is_cancelled === 1,
      createdAt: created_at,
    };
  }

  /** True where an event's article was withdrawn at a later revision. */
  isWithdrawn({ articleId, revision }: Pick<QueuedEvent, 'articleId' | 'revision'>): boolean {
    return (
      this.#sql
        .exec('SELECT 1 FROM withdrawals WHERE article_id = ? AND revision > ?', articleId, revision)
        .toArray().length > 0
    );
  }

  /** Cancels and erases every event of an article's revisions before this one, and whatever comes late. */
  cancel(articleId: string, revision: number, now: number): void {
    this.#last = null;
    this.#sql.exec(
      `INSERT INTO withdrawals (article_id, revision, at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET revision = max(revision, excluded.revision), at = excluded.at`,
      articleId,
      revision,
      now,
    );
    this.#sql.exec(
      'UPDATE events SET is_cancelled = 1, body = NULL WHERE article_id = ? AND revision < ? AND is_cancelled = 0',
      articleId,
      revision,
    );
  }

  /** Forgets a feed's bytes that nobody waits for any more. */
  dropPush(eventId: string): void {
    this.#last = null;
    this.#sql.exec(
      `DELETE FROM events WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM pages WHERE event_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM messages WHERE state = 'pending' AND event_id = ?1)`,
      eventId,
    );
  }

  /** Has the table asked anew: a transaction was rolled back, or rows were changed elsewhere. */
  forget(): void {
    this.#last = null;
  }

  hasAny(): boolean {
    return this.#sql.exec('SELECT 1 FROM events LIMIT 1').toArray().length > 0;
  }

  /** When the newest event happened, epoch milliseconds; 0: there is none. Later moments than this have been. */
  findNewestTime(): number {
    return this.#sql.exec<{ at: number | null }>('SELECT max(created_at) AS at FROM events').one().at ?? 0;
  }
}
