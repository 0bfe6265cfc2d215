/** Which articles a feed holds: category × official × text × month, with one spelling for each meaning. */

/** A repeated name is OR, different names are AND. Lists are sorted and without repetition. */
export interface Filter {
  readonly categories: readonly string[];
  readonly officials: readonly string[];
  readonly notCategories: readonly string[];
  readonly notOfficials: readonly string[];
  /** NFC, trimmed, 1 to 64 characters. */
  readonly q: string | null;
  /** UTC, `YYYY-MM`. */
  readonly month: string | null;
}

export const EVERYTHING: Filter = {
  categories: [],
  officials: [],
  notCategories: [],
  notOfficials: [],
  q: null,
  month: null,
};

/** A feed that has a document of its own in the published store. */
export type Scope = 'all' | `category/${string}` | `official/${string}`;
