/** What a change does to an article: pure decisions about states, dates and what is to be told to whom. */

import type { Article, ArticleContent, ArticleStatus, ChangeKind } from '../../article/article.ts';
import { MAX_CORRECTIONS } from '../../article/article.ts';
import type { ArticleChange } from '../../article/input.ts';
import type { Result } from '../../failure.ts';
import { fail, failField, succeed } from '../../failure.ts';

/** An article after a change, and what kind of change it was. */
export interface AppliedChange {
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
  readonly publishedAt: number | null;
  readonly modifiedAt: number | null;
}> {
  if (wanted === 'draft') return succeed({ status: 'draft', publishedAt, modifiedAt: null });
  if (publishedAt !== null && publishedAt > now) {
    return succeed({ status: 'scheduled', publishedAt, modifiedAt: null });
  }
  if (wanted === 'scheduled') return failField('/date_published', { code: 'date_not_in_future' });
  return succeed({ status: 'published', publishedAt: publishedAt ?? now, modifiedAt: publishedAt ?? now });
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
): Result<AppliedChange> {
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
    externalId: change.externalId === undefined ? before.externalId : change.externalId,
    slug: change.slug ?? before.slug,
    revision: before.revision + 1,
    changedAt: moveForward(before.changedAt, now),
  };
  switch (before.status) {
    case 'draft':
    case 'scheduled':
      return changeUnpublished(before, edited, change, wanted as 'draft' | 'scheduled' | 'published', now);
    case 'published':
      return wanted === 'withdrawn'
        ? succeed(withdraw(edited, change.withdrawnReason ?? null, now))
        : changePublished(before, edited, change, now);
    case 'withdrawn':
      return republish(edited, change, now);
  }
}

/** Takes a published article back: its notice stands in every feed from now on. */
export function withdraw(article: Article, reason: string | null, now: number): AppliedChange {
  return {
    kind: 'withdrawn',
    article: {
      ...article,
      status: 'withdrawn',
      withdrawnReason: reason || null,
      modifiedAt: moveForward(article.modifiedAt, now),
      changedAt: moveForward(article.changedAt, now),
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
): Result<AppliedChange> {
  // Publishing what was scheduled means now, unless the same request names another date.
  const kept =
    change.status === 'published' && before.publishedAt !== null && before.publishedAt > now
      ? null
      : before.publishedAt;
  const publishedAt = change.publishedAt === undefined ? kept : change.publishedAt;
  const isRescheduled = before.status === 'scheduled' && change.status === undefined;
  const decided = decideFirstStatus(
    isRescheduled && publishedAt === null ? 'draft' : wanted,
    publishedAt,
    now,
  );
  if (!decided.ok) return decided;
  const article = { ...edited, ...decided.value, corrections: [] };
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
): Result<AppliedChange> {
  const publishedAt = change.publishedAt ?? before.publishedAt ?? now;
  if (isMovedIntoFuture(before, publishedAt, now)) {
    return failField('/date_published', { code: 'date_in_future' });
  }
  const note = change.changeNote || null;
  const modifiedAt = moveForward(before.modifiedAt, note === null ? publishedAt : Math.max(now, publishedAt));
  const article: Article = {
    ...edited,
    publishedAt,
    modifiedAt,
    corrections:
      note === null
        ? before.corrections
        : [{ revision: edited.revision, at: modifiedAt, note }, ...before.corrections].slice(
            0,
            MAX_CORRECTIONS,
          ),
  };
  return succeed({ article, kind: note === null ? 'minor' : 'major' });
}

function republish(edited: Article, change: ArticleChange, now: number): Result<AppliedChange> {
  const note = change.changeNote || null;
  if (note === null) return failField('/change_note', { code: 'change_note_missing' });
  const publishedAt = change.publishedAt ?? edited.publishedAt ?? now;
  if (isMovedIntoFuture(edited, publishedAt, now)) {
    return failField('/date_published', { code: 'date_in_future' });
  }
  const modifiedAt = moveForward(edited.modifiedAt, Math.max(now, publishedAt));
  return succeed({
    kind: 'republished',
    article: {
      ...edited,
      status: 'published',
      publishedAt,
      modifiedAt,
      // What was told before the withdrawal was taken back with it.
      corrections: [{ revision: edited.revision, at: modifiedAt, note }],
      withdrawnReason: null,
    },
  });
}

/** An article's own date is not asked again: after the clock was set back it would be in the future. */
function isMovedIntoFuture(before: Article, publishedAt: number, now: number): boolean {
  return publishedAt > now && publishedAt !== before.publishedAt;
}
