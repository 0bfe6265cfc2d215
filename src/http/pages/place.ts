/** What a page of a category or an official is about: from the feed's document, and what the directory adds. */

import type { Category, Official } from '../../article/directory.ts';
import { cleanText, cleanUrl } from '../../feed/text.ts';
import type { FilterNames } from '../../published/document.ts';

export interface Place {
  readonly kind: 'category' | 'official';
  readonly slug: string;
  readonly name: string;
  /** An official's; null for a category. */
  readonly role: string | null;
  /** A category's. */
  readonly description: string | null;
  /** An official's own page elsewhere. */
  readonly url: string | null;
  readonly image: string | null;
}

/** The folder of a kind's pages. */
export const PLACE_FOLDERS = { category: 'categories', official: 'officials' } as const;

/** A category's head. `category` is null where the directory could not be asked: the name is enough. */
export function describeCategory(slug: string, names: FilterNames, category: Category | null): Place {
  return {
    kind: 'category',
    slug,
    name: cleanText(category?.name ?? names.categories[slug] ?? '') || slug,
    role: null,
    description: category?.description ? cleanText(category.description) || null : null,
    url: null,
    image: null,
  };
}

/** An official's head. `official` is null where the directory could not be asked: name and role are enough. */
export function describeOfficial(slug: string, names: FilterNames, official: Official | null): Place {
  const known = official ?? names.officials[slug];
  return {
    kind: 'official',
    slug,
    name: cleanText(known?.name ?? '') || slug,
    role: known?.role ? cleanText(known.role) || null : null,
    description: null,
    url: cleanUrl(official?.url ?? null),
    image: cleanUrl(official?.image ?? null),
  };
}
