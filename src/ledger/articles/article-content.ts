/** An editor's parts, resolved against the directory: names for slugs, officials for a text. */

import type { ArticleContent, AttachedCategory, AttachedOfficial } from '../../article/article.ts';
import { isPublic, MAX_OFFICIALS } from '../../article/article.ts';
import { collectNamingText, deriveSummary, extractText } from '../../article/content/text.ts';
import type { HeldRole } from '../../article/directory/terms.ts';
import { findHeldRole, listHolders } from '../../article/directory/terms.ts';
import type { ArticleChange, NewArticle, OfficialReference } from '../../article/input.ts';
import { mergeSource } from '../../article/input.ts';
import { recognizeOfficials } from '../../article/names/officials.ts';
import type { FieldError, Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { LedgerContext } from '../context.ts';
import {
  findCategoryName,
  findDay,
  findOffice,
  findOfficial,
  listHoldersOf,
  listRecognizableOfficials,
  readRoleNames,
} from '../directory.ts';
import { resolveFiles } from './article-files.ts';
import type { StoredArticle } from './article-rows.ts';

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

/**
 * Resolves a change's parts over those that the article has. `references`: how the editor named the officials of what is
 * not yet public. It is resolved once more wherever its date may have moved, for they are who they were on that day.
 */
export function resolveChangedContent(
  ledger: LedgerContext,
  { article, references }: Pick<StoredArticle, 'article' | 'references'>,
  change: ArticleChange,
): Result<ArticleContent> {
  // A summary that was derived follows its content; one that was written stays.
  const wasDerived = article.summary === deriveSummary(article.contentHtml);
  const summary =
    change.summary === undefined && wasDerived && change.content !== undefined ? '' : change.summary;
  if (isPublic(article)) {
    const publishedAt = change.publishedAt ?? article.publishedAt;
    return resolveContent(ledger, change, article, { officials: change.officials, summary, publishedAt });
  }
  const isDated = change.publishedAt !== undefined || change.status !== undefined;
  const officials =
    change.officials === undefined
      ? isDated
        ? references
        : undefined
      : change.officials && recallReferences(change.officials, article.officials, references);
  const isBroughtForward = change.status === 'published' && (article.publishedAt ?? 0) > ledger.now;
  const publishedAt = change.publishedAt ?? (isBroughtForward ? null : article.publishedAt) ?? ledger.now;
  const base = officials === undefined ? article : { ...article, officials: [] };
  return resolveContent(ledger, change, base, { officials, summary, publishedAt });
}

/** How the officials of an article that is not public were named: by the editor, or each found by name. */
export function listReferences(
  given: readonly OfficialReference[] | null | undefined,
  officials: readonly AttachedOfficial[],
): readonly OfficialReference[] {
  return given ?? officials.map(({ slug, relation }) => ({ slug, relation }));
}

/** An official who is sent back as they were shown is named as before: the role of that day was no wish. */
export function recallReferences(
  sent: readonly OfficialReference[],
  shown: readonly AttachedOfficial[],
  known: readonly OfficialReference[],
): readonly OfficialReference[] {
  return sent.map((reference) => {
    const { slug, relation, role, office } = reference;
    const same = shown.find(
      (official) =>
        official.slug === slug &&
        (role === undefined || role === official.role) &&
        (office === undefined || office === official.office),
    );
    if (same === undefined) return reference;
    const before =
      known.find((one) => one.slug === slug) ??
      known.find((one) => one.slug === null && one.office === same.office);
    return before === undefined ? reference : { ...before, relation };
  });
}

/** Whom references mean on the day of publication; fails where one means nobody. */
export function resolveReferences(
  ledger: LedgerContext,
  references: readonly OfficialReference[],
  publishedAt: number,
): Result<AttachedOfficial[]> {
  const errors: FieldError[] = [];
  const officials = resolveOfficials(ledger, references, { officials: [] }, publishedAt, errors);
  return errors.length > 0 ? fail({ code: 'invalid', errors }) : succeed(officials);
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
      collectNamingText(title, contentHtml, readText()),
      listRecognizableOfficials(ledger),
      readRoleNames(ledger),
      resolution.publishedAt,
      ledger.settings.timezone,
    ).attached.slice(0, MAX_OFFICIALS);
  } else if (resolution.officials !== undefined) {
    officials = resolveOfficials(ledger, resolution.officials, base, resolution.publishedAt, errors);
  }
  const files = resolveFiles(ledger, change, { ...base, contentHtml }, errors);
  if (errors.length > 0) return fail({ code: 'invalid', errors });
  return succeed({
    title,
    summary:
      resolution.summary === undefined ? base.summary : resolution.summary || deriveSummary(contentHtml),
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

/**
 * Whom references mean on the day of publication, each once. Who is attached already stays as they were attached: the role
 * of an article is that of its time.
 */
function resolveOfficials(
  ledger: LedgerContext,
  references: readonly OfficialReference[],
  base: Pick<ArticleContent, 'officials'>,
  publishedAt: number,
  errors: FieldError[],
): AttachedOfficial[] {
  const found = references.flatMap((reference, index) => {
    const resolved = resolveReference(ledger, reference, base.officials, findDay(ledger, publishedAt));
    if (!('pointer' in resolved)) return resolved;
    errors.push({ ...resolved, pointer: `/officials/${index}${resolved.pointer}` });
    return [];
  });
  const bySlug = new Map<string, AttachedOfficial>();
  for (const official of found) if (!bySlug.has(official.slug)) bySlug.set(official.slug, official);
  if (bySlug.size > MAX_OFFICIALS)
    errors.push({ pointer: '/officials', code: 'too_many_items', maxItems: MAX_OFFICIALS });
  return [...bySlug.values()];
}

function resolveReference(
  ledger: LedgerContext,
  reference: OfficialReference,
  attached: readonly AttachedOfficial[],
  day: string,
): readonly AttachedOfficial[] | FieldError {
  const { slug, office, relation, role } = reference;
  const attach = (official: Omit<AttachedOfficial, 'relation'>): AttachedOfficial => ({
    ...official,
    role: role === undefined ? official.role : role,
    relation,
  });
  const kept = attached.filter(
    (official) =>
      (slug === null || official.slug === slug) && (office === undefined || official.office === office),
  );
  if (kept.length > 0) return kept.map(attach);
  if (office && findOffice(ledger, office) === null)
    return { pointer: '/office', code: 'office_unknown', slug: office };
  const names = readRoleNames(ledger);
  if (slug === null) {
    const wanted = office ?? '';
    const holders = listHolders(listHoldersOf(ledger, [wanted]), wanted, day);
    if (holders.length === 0) return { pointer: '/office', code: 'office_vacant', slug: wanted };
    return holders.map((holder) =>
      attach({
        slug: holder.slug,
        name: holder.name,
        ...(findHeldRole(holder.terms, day, names, wanted) ?? NO_ROLE),
      }),
    );
  }
  const official = findOfficial(ledger, slug);
  if (official === null) return { pointer: '', code: 'official_unknown', slug };
  const held = findHeldRole(official.terms, day, names, office ?? null);
  if (held === null && office) return { pointer: '/office', code: 'office_not_held', office, slug };
  const { name } = official;
  return [attach({ slug, name, ...(held ?? NO_ROLE), ...(office === null ? { office } : {}) })];
}

const NO_ROLE: HeldRole = { role: null, office: null };
