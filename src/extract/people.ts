/** Whom an extracted text names: officials of the directory, and people behind an office whom it does not have. */

import type { AttachedOfficial } from '../article/article.ts';
import { MAX_CONTENT_BYTES, MAX_OFFICIALS } from '../article/article.ts';
import { foldHan } from '../article/chinese.ts';
import type { RoleNames } from '../article/directory/terms.ts';
import { findNames } from '../article/names/name-index.ts';
import type { DirectoryOfficial } from '../article/names/officials.ts';
import { recognizeOfficials } from '../article/names/officials.ts';
import { findChineseRoles } from './chinese-roles.ts';
import type { ExtractedArticle } from './extracted.ts';
import { findLatinRoles } from './latin-roles.ts';

/**
 * Recognises officials as publishing would, each with the role that stands before the name in the text, else the
 * directory's; suggests the names behind a role that the directory does not have, and those that two officials share.
 */
export function extractPeople(
  text: string,
  directory: readonly DirectoryOfficial[],
  names: RoleNames,
  publishedAt: number | null,
  timezone: string,
): Pick<ExtractedArticle, 'officials' | 'suggestedOfficials'> {
  // What is longer than an article may be is not published as it is: nobody is looked for behind that.
  const normal = text.slice(0, MAX_CONTENT_BYTES).normalize('NFC');
  const hits = findNames(normal, directory);
  const roles = [...findChineseRoles(normal, hits), ...findLatinRoles(normal, hits)];
  const roleAt = new Map(roles.map((mention) => [mention.start, mention.role]));
  const roleOf = new Map<string, string>();
  for (const hit of hits) {
    const role = roleAt.get(hit.start);
    if (role === undefined) continue;
    for (const slug of hit.slugs) if (!roleOf.has(slug)) roleOf.set(slug, role);
  }
  const { attached, suggested } = recognizeOfficials(normal, directory, names, publishedAt, timezone, hits);
  const officials = attached.map(
    (official): AttachedOfficial => ({ ...official, role: roleOf.get(official.slug) ?? official.role }),
  );
  const suggestions = new Map<string, { name: string; role: string | null }>();
  for (const { name, slugs } of suggested) {
    suggestions.set(foldHan(name), { name, role: roleOf.get(slugs[0] ?? '') ?? null });
  }
  const taken = new Set(hits.map(({ start }) => start));
  for (const { name, role, start } of roles) {
    const key = foldHan(name);
    if (!taken.has(start) && !suggestions.has(key)) suggestions.set(key, { name, role });
  }
  return {
    officials: officials.slice(0, MAX_OFFICIALS),
    suggestedOfficials: [...suggestions.values()].slice(0, MAX_OFFICIALS),
  };
}
