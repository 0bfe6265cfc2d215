/** What a change does to an article: pure decisions about states, dates and what is to be told to whom. */

import type { Article, ArticleContent, ArticleStatus, ChangeKind } from '../../article/article.ts';
import type { ArticleChange } from '../../article/input.ts';
import type { Result } from '../../failure.ts';
import { fail, failField, succeed } from '../../failure.ts';

export interface ChangedArticle {
  readonly article: Article;
  readonly kind: ChangeKind;
}

/** Every move that an article's status may make; staying is always allowed but for `withdrawn`. */
const MOVES: Readonly<Record<ArticleStatus, readonly ArticleStatus[]>> = {
  draft: ['draft', 'scheduled', 'published'],
  scheduled: ['draft', 'scheduled', 'published'],
  published: ['published', 'withdrawn'],
  withdrawn: ['published'],
};

/**
 * Decides the status and dates of an article that was never published: a date in the future schedules,
 * none or a past one publishes.
 */
export function decideFirstStatus(
  wanted: 'draft' | 'scheduled' | 'published',
  publishedAt: number | null,
  now: number,
): Result<{
  readonly status: ArticleStatus;
  readonly published_at: number | null;
  readonly modified_at: number | null;
}> {
  if (wanted === 'draft') return succeed({ status: 'draft', published_at: publishedAt, modified_at: null });
  if (publishedAt !== null && publishedAt > now) {
    return succeed({ status: 'scheduled', published_at: publishedAt, modified_at: null });
  }
  if (wanted === 'scheduled') return failField('/date_published', { code: 'date_not_in_future' });
  return succeed({ status: 'published', published_at: publishedAt ?? now, modified_at: publishedAt ?? now });
}

/**
 * Applies an editor's change to an article. `content` holds the parts already resolved against the directory.
 * A forbidden move is a conflict; nothing to change gives the article back with kind `edited` and its old revision.
 */
export function applyChange(
  before: Article,
  change: ArticleChange,
  content: ArticleContent,
  now: number,
): Result<ChangedArticle> {
  const wanted = change.status ?? before.status;
  if (!MOVES[before.status].includes(wanted)) {
    return before.status === 'withdrawn' && wanted === 'withdrawn'
      ? fail({ code: 'article_withdrawn' })
      : fail({ code: 'status_change_forbidden', from: before.status, to: wanted });
  }
  const edited: Article = {
    ...before,
    ...content,
    url: change.url === undefined ? before.url : change.url,
    external_id: change.external_id === undefined ? before.external_id : change.external_id,
    slug: change.slug ?? before.slug,
    revision: before.revision + 1,
    changed_at: moveForward(before.changed_at, now),
  };
  switch (before.status) {
    case 'draft':
    case 'scheduled':
      return changeUnpublished(before, edited, change, wanted as 'draft' | 'scheduled' | 'published', now);
    case 'published':
      return wanted === 'withdrawn'
        ? succeed(withdraw(edited, change.withdrawn_reason ?? null, now))
        : changePublished(before, edited, change, now);
    case 'withdrawn':
      return republish(edited, change, now);
  }
}

/** Takes a published article back: its notice stands in every feed from now on. */
export function withdraw(article: Article, reason: string | null, now: number): ChangedArticle {
  return {
    kind: 'withdrawn',
    article: {
      ...article,
      status: 'withdrawn',
      withdrawn_reason: reason || null,
      modified_at: moveForward(article.modified_at, now),
      changed_at: moveForward(article.changed_at, now),
    },
  };
}

/** The moment of a change after `before`. A clock that was set back moves no date back: readers would pass the change over. */
export function moveForward(before: number | null, now: number): number {
  return Math.max(before ?? now, now);
}

function changeUnpublished(
  before: Article,
  edited: Article,
  change: ArticleChange,
  wanted: 'draft' | 'scheduled' | 'published',
  now: number,
): Result<ChangedArticle> {
  // Publishing what was scheduled means now, unless the same request names another date.
  const kept =
    change.status === 'published' && before.published_at !== null && before.published_at > now
      ? null
      : before.published_at;
  const publishedAt = change.published_at === undefined ? kept : change.published_at;
  const isRescheduled = before.status === 'scheduled' && change.status === undefined;
  const decided = decideFirstStatus(
    isRescheduled && publishedAt === null ? 'draft' : wanted,
    publishedAt,
    now,
  );
  if (!decided.ok) return decided;
  const article = { ...edited, ...decided.value, change_note: null };
  if (article.status === 'published') return succeed({ article, kind: 'published' });
  if (article.status !== before.status) {
    return succeed({ article, kind: article.status === 'scheduled' ? 'scheduled' : 'unscheduled' });
  }
  return succeed({ article, kind: 'edited' });
}

function changePublished(
  before: Article,
  edited: Article,
  change: ArticleChange,
  now: number,
): Result<ChangedArticle> {
  const publishedAt = change.published_at ?? before.published_at ?? now;
  if (isMovedIntoFuture(before, publishedAt, now)) {
    return failField('/date_published', { code: 'date_in_future' });
  }
  const note = change.change_note || null;
  const article: Article = {
    ...edited,
    published_at: publishedAt,
    modified_at: moveForward(before.modified_at, note === null ? publishedAt : Math.max(now, publishedAt)),
    change_note: note ?? before.change_note,
  };
  return succeed({ article, kind: note === null ? 'minor' : 'major' });
}

function republish(edited: Article, change: ArticleChange, now: number): Result<ChangedArticle> {
  const note = change.change_note || null;
  if (note === null) return failField('/change_note', { code: 'change_note_missing' });
  const publishedAt = change.published_at ?? edited.published_at ?? now;
  if (isMovedIntoFuture(edited, publishedAt, now)) {
    return failField('/date_published', { code: 'date_in_future' });
  }
  return succeed({
    kind: 'republished',
    article: {
      ...edited,
      status: 'published',
      published_at: publishedAt,
      modified_at: moveForward(edited.modified_at, Math.max(now, publishedAt)),
      change_note: note,
      withdrawn_reason: null,
    },
  });
}

/** An article's own date is not asked again: after the clock was set back it would be in the future. */
function isMovedIntoFuture(before: Article, publishedAt: number, now: number): boolean {
  return publishedAt > now && publishedAt !== before.published_at;
}
