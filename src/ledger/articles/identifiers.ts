/** What an article is known by: slug, `external_id`, id in feeds, address; no two have the same. */

import type { Article } from '../../article/article.ts';
import { isPublic, resolveArticleUrl } from '../../article/article.ts';
import type { ArticleChange, NewArticle } from '../../article/input.ts';
import { listSlugCandidates } from '../../article/slug.ts';
import type { Result } from '../../failure.ts';
import { fail, failField } from '../../failure.ts';
import type { LedgerContext } from '../context.ts';
import { readAuthority } from '../context.ts';
import type { StoredArticle } from './article-rows.ts';
import { findArticle } from './article-rows.ts';

/** Of a new ULID's end, 50 bits of chance: nobody can have taken them. */
const CHANCE_CHARACTERS = 10;

/** Fails where another article has the slug or the id in feeds that a new one is to have. */
export function findTaken(ledger: LedgerContext, { slug, feedId }: NewArticle): Result<never> | null {
  if (slug && findArticle(ledger, 'slug', slug) !== null) return failTakenSlug(slug);
  if (feedId && isFeedIdTaken(ledger, feedId)) {
    return failField('/feed_id', { code: 'feed_id_taken', feedId });
  }
  return null;
}

/** No two items of a feed may have one id. */
function isFeedIdTaken(ledger: LedgerContext, feedId: string): boolean {
  return isOwnId(ledger, feedId) || findArticle(ledger, 'feed_id', feedId) !== null;
}

/** Whether only this service itself gives ids like this one, those under its own authority. */
export function isOwnId(ledger: Pick<LedgerContext, 'sql'>, feedId: string): boolean {
  const authority = readAuthority(ledger);
  return authority !== null && feedId.startsWith(`${authority}:`);
}

/** Until the first publication a slug that nobody chose follows title and date. */
export function reslug(
  ledger: LedgerContext,
  stored: StoredArticle,
  article: Article,
  change: ArticleChange,
): { readonly article: Article; readonly hasGivenSlug: boolean } {
  const hasGivenSlug = change.slug === undefined ? stored.hasGivenSlug : change.slug !== null;
  if (isPublic(stored.article) || hasGivenSlug) return { article, hasGivenSlug };
  return { article: { ...article, slug: findFreeSlug(ledger, article) }, hasGivenSlug };
}

/** A slug of title and date that no other article has. */
export function findFreeSlug(
  ledger: LedgerContext,
  article: Pick<Article, 'id' | 'title' | 'publishedAt'>,
): string {
  const at = article.publishedAt ?? ledger.now;
  const candidates = listSlugCandidates(
    { id: article.id, title: article.title, at },
    ledger.settings.timezone,
    ledger.makeId().slice(-CHANCE_CHARACTERS).toLowerCase(),
  );
  return ledger.sql
    .exec<{ slug: string }>(
      `SELECT value AS slug FROM json_each(?)
       WHERE NOT EXISTS (SELECT 1 FROM articles WHERE articles.slug = value AND articles.id <> ?)
       ORDER BY key LIMIT 1`,
      JSON.stringify(candidates),
      article.id,
    )
    .one().slug;
}

/** Fails where a change gives an article what it cannot be known by: a slug that readers have is fixed. */
export function findConflict(
  ledger: LedgerContext,
  article: Article,
  change: ArticleChange,
): Result<never> | null {
  if (change.slug !== undefined && change.slug !== article.slug) {
    if (isPublic(article)) return fail({ code: 'slug_fixed' });
    if (change.slug !== null && findArticle(ledger, 'slug', change.slug) !== null)
      return failTakenSlug(change.slug);
  }
  if (change.externalId && change.externalId !== article.externalId) {
    if (findArticle(ledger, 'external_id', change.externalId) !== null) {
      return fail({ code: 'external_id_taken', externalId: change.externalId });
    }
  }
  return null;
}

/** An address of the editor's own; null for this service's page of the article. */
export function readForeignUrl(
  ledger: LedgerContext,
  article: Pick<Article, 'slug'>,
  url: string | null,
): string | null {
  const page = resolveArticleUrl({ url: null, slug: article.slug }, ledger.settings.publicUrl);
  return url === page ? null : url;
}

function failTakenSlug(slug: string): Result<never> {
  return fail({ code: 'slug_taken', slug });
}
