/** What editors do to articles: each call is one transaction of article, revision, marks and event. */

import type { Article, AttachedOfficial, ChangeKind } from '../../article/article.ts';
import { isPublic } from '../../article/article.ts';
import { extractText } from '../../article/content/text.ts';
import type { ArticleChange, NewArticle } from '../../article/input.ts';
import type { Result } from '../../failure.ts';
import { fail, failField, succeed } from '../../failure.ts';
import { ENVELOPE_BYTES, MAX_FEED_BYTES, measureShownBytes } from '../../feed/size.ts';
import type { Settings } from '../../settings.ts';
import type { Actor } from '../actor.ts';
import { THE_LEDGER } from '../actor.ts';
import type { LedgerContext } from '../context.ts';
import { mintAuthority, readAuthority, readSequence } from '../context.ts';
import { markArticleDirty, markEverythingDirty } from '../feeds/documents.ts';
import { recordArticleEvent } from '../webhooks/events.ts';
import type { AppliedChange } from './article-change.ts';
import { applyChange, decideFirstStatus, moveForward, withdraw } from './article-change.ts';
import {
  listReferences,
  recallReferences,
  resolveChangedContent,
  resolveNewContent,
  resolveReferences,
} from './article-content.ts';
import type { StoredArticle } from './article-rows.ts';
import { deleteArticleRows, findArticle, writeArticle } from './article-rows.ts';
import { findConflict, findFreeSlug, findTaken, readForeignUrl, reslug } from './identifiers.ts';
import { isSeenInTranslations, resolveTranslations, writeTranslations } from './translations.ts';

export interface CreatedArticle {
  readonly article: Article;
  /** False where the `external_id` was there already: the article is given back unchanged. */
  readonly isNew: boolean;
}

/**
 * Creates an article and, unless it is to be a draft, publishes or schedules it. `attached`: officials as they are, instead
 * of those that the input names: a change of holder may be yet to come.
 */
export function createArticle(
  ledger: LedgerContext,
  input: NewArticle,
  actor: Actor,
  attached?: readonly AttachedOfficial[],
): Result<CreatedArticle> {
  if (input.externalId) {
    const known = findArticle(ledger, 'external_id', input.externalId);
    if (known !== null) return succeed({ article: known.article, isNew: false });
  }
  const wanted = input.status === 'withdrawn' ? 'published' : (input.status ?? 'published');
  const decided = decideFirstStatus(wanted, input.publishedAt ?? null, ledger.now);
  if (!decided.ok) return decided;
  const content = resolveNewContent(ledger, input);
  if (!content.ok) return content;
  const id = ledger.makeId();
  const conflict = findTaken(ledger, input);
  if (conflict !== null) return conflict;
  const { language } = content.value;
  const translations = resolveTranslations(ledger, { id, language }, input.translations ?? []);
  if (!translations.ok) return translations;
  const article: Article = {
    id,
    revision: 1,
    slug:
      input.slug ?? findFreeSlug(ledger, { id, title: input.title, publishedAt: decided.value.publishedAt }),
    url: null,
    externalId: input.externalId ?? null,
    feedId: input.feedId ?? null,
    translations: translations.value,
    corrections: [],
    withdrawnReason: null,
    changedAt: ledger.now,
    ...content.value,
    ...(attached === undefined ? {} : { officials: attached }),
    ...decided.value,
  };
  if (isOversize(article, ledger.settings))
    return failField('/content_html', { code: 'too_large_for_feeds' });
  const isPublished = article.status === 'published';
  const stored: StoredArticle = {
    article: { ...article, url: readForeignUrl(ledger, article, input.url ?? null) },
    hasGivenSlug: Boolean(input.slug),
    notify: input.notify,
    announcedAt: isPublished && input.notify ? ledger.now : null,
    references: listReferences(input.officials, article.officials),
  };
  commitArticle(ledger, null, stored, {
    kind: isPublished ? 'published' : 'created',
    text: input.content.text,
    actor,
  });
  return succeed({ article: stored.article, isNew: true });
}

/** Changes an article; gives it back untouched where there is nothing to change. */
export function changeArticle(
  ledger: LedgerContext,
  id: string,
  change: ArticleChange,
  actor: Actor,
): Result<Article> {
  const stored = findArticle(ledger, 'id', id);
  if (stored === null) return failUnknown(id);
  const before = stored.article;
  const conflict = findConflict(ledger, stored.article, change);
  if (conflict !== null) return conflict;
  if (change.withdrawnReason && change.status !== 'withdrawn') {
    return failField('/withdrawn_reason', { code: 'reason_without_withdrawal' });
  }
  const content = resolveChangedContent(ledger, stored, change);
  if (!content.ok) return content;
  // An article sent back as it came names this service's own page, which is no address of the editor's.
  const own =
    change.url === undefined ? change : { ...change, url: readForeignUrl(ledger, before, change.url) };
  const applied = applyChange(before, own, content.value, ledger.now);
  if (!applied.ok) return applied;
  const changed = retranslate(ledger, before, applied.value, change);
  if (!changed.ok) return changed;
  const losesSlug = change.slug === null && stored.hasGivenSlug;
  if (!losesSlug && isSame(before, changed.value.article)) return succeed(before);
  if (isOversize(changed.value.article, ledger.settings))
    return failField('/content_html', { code: 'too_large_for_feeds' });
  return succeed(storeChange(ledger, stored, changed.value, change, actor));
}

/**
 * Deletes a draft (null) or withdraws a published article (its notice). Withdrawing again changes nothing.
 */
export function deleteArticle(
  ledger: LedgerContext,
  id: string,
  reason: string | null,
  notify: boolean,
  actor: Actor,
): Result<Article | null> {
  const stored = findArticle(ledger, 'id', id);
  if (stored === null) return failUnknown(id);
  const { article } = stored;
  switch (article.status) {
    case 'draft':
    case 'scheduled':
      deleteArticleRows(ledger, id);
      return succeed(null);
    case 'withdrawn':
      return succeed(article);
    case 'published': {
      const changed = withdraw({ ...article, revision: article.revision + 1 }, reason, ledger.now);
      return succeed(storeChange(ledger, stored, changed, { notify }, actor));
    }
  }
}

/** Publishes what was scheduled up to now; at most `limit`, the rest next time. */
export function publishScheduled(ledger: LedgerContext, limit: number): number {
  const due = ledger.sql
    .exec<{ id: string }>(
      `SELECT id FROM articles WHERE status = 'scheduled' AND published_at <= ? ORDER BY published_at, id LIMIT ?`,
      ledger.now,
      limit,
    )
    .toArray();
  for (const { id } of due) {
    const stored = findArticle(ledger, 'id', id);
    if (stored === null) continue;
    const { publishedAt } = stored.article;
    const resolved = resolveReferences(ledger, stored.references, publishedAt ?? ledger.now);
    const article: Article = {
      ...stored.article,
      // Where the directory has nobody any more for an office that was named, those stay who had it.
      ...(resolved.ok ? { officials: resolved.value } : {}),
      status: 'published',
      revision: stored.article.revision + 1,
      modifiedAt: stored.article.publishedAt,
      changedAt: moveForward(stored.article.changedAt, ledger.now),
    };
    storeChange(ledger, stored, { article, kind: 'published' }, { notify: stored.notify }, THE_LEDGER);
  }
  return due.length;
}

/** When the next scheduled article is due; null where none is. */
export function findNextScheduled(ledger: Pick<LedgerContext, 'sql'>): number | null {
  return ledger.sql
    .exec<{ at: number | null }>(`SELECT min(published_at) AS at FROM articles WHERE status = 'scheduled'`)
    .one().at;
}

/** Another language may be one that a translation has. */
function retranslate(
  ledger: LedgerContext,
  before: Article,
  changed: AppliedChange,
  { translations }: ArticleChange,
): Result<AppliedChange> {
  const { article } = changed;
  if (translations === undefined && article.language === before.language) return succeed(changed);
  const ids = translations ?? before.translations.map(({ id }) => id);
  const resolved = resolveTranslations(ledger, article, ids);
  if (!resolved.ok) return resolved;
  const sorted = resolved.value.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return succeed({ ...changed, article: { ...article, translations: sorted } });
}

function storeChange(
  ledger: LedgerContext,
  stored: StoredArticle,
  changed: AppliedChange,
  change: ArticleChange,
  actor: Actor,
): Article {
  const { article, hasGivenSlug } = reslug(ledger, stored, changed.article, change);
  // Of a published article the call itself says who is told; before, the choice is kept for the day.
  const wasPublic = isPublic(stored.article);
  const notify = wasPublic ? change.notify : stored.notify && change.notify;
  const isAnnounced = !wasPublic && isPublic(article) && notify;
  const references =
    change.officials === undefined
      ? stored.references
      : change.officials === null
        ? listReferences(null, article.officials)
        : recallReferences(change.officials, stored.article.officials, stored.references);
  const announcedAt = isAnnounced ? ledger.now : stored.announcedAt;
  commitArticle(
    ledger,
    stored.article,
    { article, hasGivenSlug, notify, announcedAt, references },
    {
      kind: changed.kind,
      text: change.content?.text ?? extractText(article.contentHtml),
      actor,
    },
  );
  return article;
}

function commitArticle(
  ledger: LedgerContext,
  before: Article | null,
  stored: StoredArticle,
  change: { readonly kind: ChangeKind; readonly text: string; readonly actor: Actor },
): void {
  if (isPublic(stored.article) && readAuthority(ledger) === null) {
    mintAuthority(ledger);
    // The authority is in every document, those of feeds without articles included.
    markEverythingDirty(ledger, false);
  }
  writeArticle(ledger, stored, change.text, change);
  linkTranslations(ledger, before, stored.article);
  const sequence = readSequence(ledger);
  markArticleDirty(ledger, before, stored.article);
  const { article: after, notify: isTold } = stored;
  recordArticleEvent(ledger, { before, after, kind: change.kind, isTold, sequence });
}

/** Escaping makes some text several times longer: one article alone must still fit into a feed. */
export function isOversize(article: Article, settings: Settings): boolean {
  return measureShownBytes(article, settings) + ENVELOPE_BYTES > MAX_FEED_BYTES;
}

function isSame(before: Article, after: Article): boolean {
  const strip = (article: Article) => JSON.stringify({ ...article, revision: 0, changedAt: 0 });
  return strip(before) === strip(after);
}

function failUnknown(id: string): Result<never> {
  return fail({ code: 'article_not_found', id });
}

/** Keeps the translations of an article as theirs as well; they show it, and its state and address. */
export function linkTranslations(ledger: LedgerContext, before: Article | null, after: Article): void {
  const { ids, isChanged } = writeTranslations(ledger, after);
  // A draft, too, makes those that it names each other's translations, or parts them.
  if (!isChanged && !isSeenInTranslations(before, after)) return;
  for (const id of ids) {
    const other = findArticle(ledger, 'id', id)?.article;
    if (other !== undefined) markArticleDirty(ledger, other, other);
  }
}
