/** Names of an article's categories and officials: in what is shown they are the directory's, roles stay as they were. */

import type { Article } from '../../article/article.ts';
import type { LedgerContext } from '../context.ts';

interface CorrectedName {
  readonly name: string;
  /** When it was last corrected, epoch milliseconds; 0 for never. */
  readonly renamedAt: number;
}

/**
 * The article with the names that its categories and officials have by now, changed when the latest of these was.
 * Revisions keep the names of their time.
 */
export function correctNames(ledger: Pick<LedgerContext, 'sql'>, article: Article): Article {
  const categories = findNames(ledger, 'category', article.categories);
  const officials = findNames(ledger, 'official', article.officials);
  const times = [...categories.values(), ...officials.values()].map(({ renamedAt }) => renamedAt);
  const correct = <Attached extends { readonly slug: string; readonly name: string }>(
    attached: Attached,
    names: ReadonlyMap<string, CorrectedName>,
  ): Attached => ({ ...attached, name: names.get(attached.slug)?.name ?? attached.name });
  return {
    ...article,
    categories: article.categories.map((category) => correct(category, categories)),
    officials: article.officials.map((official) => correct(official, officials)),
    changedAt: Math.max(article.changedAt, ...times),
  };
}

const NAMES = {
  category: 'SELECT slug, name, renamed_at AS renamedAt FROM categories',
  official: `SELECT slug, body ->> '$.name' AS name, renamed_at AS renamedAt FROM officials`,
} as const;

function findNames(
  ledger: Pick<LedgerContext, 'sql'>,
  kind: keyof typeof NAMES,
  attached: readonly { readonly slug: string }[],
): Map<string, CorrectedName> {
  if (attached.length === 0) return new Map();
  const rows = ledger.sql.exec<{ slug: string; name: string; renamedAt: number }>(
    `${NAMES[kind]} WHERE slug IN (SELECT value FROM json_each(?) AS wanted)`,
    JSON.stringify(attached.map(({ slug }) => slug)),
  );
  return new Map([...rows].map((row) => [row.slug, row]));
}
