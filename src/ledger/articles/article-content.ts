/** An editor's parts, resolved against the directory: names for slugs, officials for a text. */

import type { Article, ArticleContent, AttachedCategory, AttachedOfficial } from '../../article/article.ts';
import { MAX_OFFICIALS } from '../../article/article.ts';
import { deriveSummary, extractText } from '../../article/content.ts';
import type { ArticleChange, NewArticle, OfficialReference } from '../../article/input.ts';
import { mergeSource } from '../../article/input.ts';
import { recognizeOfficials } from '../../article/officials.ts';
import type { FieldError, Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { LedgerContext } from '../context.ts';
import { findCategoryName, findOfficial, listRecognizableOfficials } from '../directory.ts';
import { resolveFiles } from './article-files.ts';

/** Resolves a new article's parts; an unknown category or official is a field error. */
export function resolveNewContent(ledger: LedgerContext, input: NewArticle): Result<ArticleContent> {
  return resolveContent(
    ledger,
    input,
    {
      title: input.title,
      summary: '',
      contentHtml: input.content.html,
      language: ledger.settings.language,
      categories: [],
      officials: [],
      source: null,
      authors: [],
      image: null,
      attachments: [],
    },
    {
      officials: input.officials ?? null,
      summary: input.summary ?? '',
      publishedAt: input.publishedAt ?? ledger.now,
    },
  );
}

/** Resolves a change's parts over those that the article has. */
export function resolveChangedContent(
  ledger: LedgerContext,
  article: Article,
  change: ArticleChange,
): Result<ArticleContent> {
  // A summary that was derived follows its content; one that was written stays.
  const wasDerived = article.summary === deriveSummary(extractText(article.contentHtml));
  const summary =
    change.summary === undefined && wasDerived && change.content !== undefined ? '' : change.summary;
  return resolveContent(ledger, change, article, {
    officials: change.officials,
    summary,
    publishedAt: change.publishedAt ?? article.publishedAt ?? ledger.now,
  });
}

interface Resolution {
  /** undefined: keep; null: recognise. */
  readonly officials: readonly OfficialReference[] | null | undefined;
  /** undefined: keep; null or empty: derive from the content. */
  readonly summary: string | null | undefined;
  readonly publishedAt: number;
}

function resolveContent(
  ledger: LedgerContext,
  change: ArticleChange,
  base: ArticleContent,
  resolution: Resolution,
): Result<ArticleContent> {
  const errors: FieldError[] = [];
  const title = change.title ?? base.title;
  const contentHtml = change.content?.html ?? base.contentHtml;
  const readText = () => change.content?.text ?? extractText(contentHtml);
  const categories =
    change.categories === undefined
      ? base.categories
      : resolveCategories(ledger, change.categories, base, errors);
  let officials = base.officials;
  if (resolution.officials === null) {
    officials = recognizeOfficials(
      `${title}\n${readText()}`,
      listRecognizableOfficials(ledger),
      resolution.publishedAt,
      ledger.settings.timezone,
    ).attached.slice(0, MAX_OFFICIALS);
  } else if (resolution.officials !== undefined) {
    officials = resolveOfficials(ledger, resolution.officials, base, errors);
  }
  const files = resolveFiles(ledger, change, { ...base, contentHtml }, errors);
  if (errors.length > 0) return fail({ code: 'invalid', errors });
  return succeed({
    title,
    summary:
      resolution.summary === undefined ? base.summary : resolution.summary || deriveSummary(readText()),
    language: change.language === undefined ? base.language : (change.language ?? ledger.settings.language),
    categories,
    officials,
    source: mergeSource(base.source, change.source),
    authors: change.authors ?? base.authors,
    ...files,
  });
}

function resolveCategories(
  ledger: LedgerContext,
  slugs: readonly string[],
  base: ArticleContent,
  errors: FieldError[],
): AttachedCategory[] {
  return slugs.flatMap((slug, index) => {
    const attached = base.categories.find((category) => category.slug === slug);
    if (attached !== undefined) return [attached];
    const name = findCategoryName(ledger, slug);
    if (name !== null) return [{ slug, name }];
    errors.push({ pointer: `/categories/${index}`, code: 'category_unknown', slug });
    return [];
  });
}

function resolveOfficials(
  ledger: LedgerContext,
  references: readonly OfficialReference[],
  base: ArticleContent,
  errors: FieldError[],
): AttachedOfficial[] {
  return references.flatMap(({ slug, relation, role }, index) => {
    const attached = base.officials.find((official) => official.slug === slug);
    const official = attached ?? findOfficial(ledger, slug);
    if (official !== null && official !== undefined) {
      return [
        {
          slug,
          name: official.name,
          role: role === undefined ? (official.role ?? null) : role,
          office: attached?.office ?? null,
          relation,
        },
      ];
    }
    errors.push({ pointer: `/officials/${index}`, code: 'official_unknown', slug });
    return [];
  });
}
