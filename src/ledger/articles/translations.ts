/** Articles that say the same in other languages: the relation is mutual, and kept in both directions. */

import type { Article, Translation } from '../../article/article.ts';
import { isPublic } from '../../article/article.ts';
import type { FieldError, Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { LedgerContext } from '../context.ts';

/** The translations of an article as they are now, by id. */
export function findTranslations(ledger: Pick<LedgerContext, 'sql'>, id: string): Translation[] {
  return ledger.sql
    .exec<Record<keyof Translation, SqlStorageValue>>(
      `SELECT other.id, other.body ->> '$.language' AS language, other.body ->> '$.url' AS url, other.slug, other.status
       FROM translations JOIN articles AS other ON other.id = translations.other_id
       WHERE translations.article_id = ? ORDER BY translations.other_id`,
      id,
    )
    .toArray() as unknown as Translation[];
}

/** What an editor chooses an article by. */
export interface ArticleName {
  readonly id: string;
  readonly title: string;
  readonly language: string;
}

/** Articles that an editor can choose from: more are named by their addresses. */
const NAMED_ARTICLES = 100;

/** The articles of these ids, then the newest of all. */
export function listArticleNames(ledger: Pick<LedgerContext, 'sql'>, ids: readonly string[]): ArticleName[] {
  const select = `SELECT id, body ->> '$.title' AS title, body ->> '$.language' AS language FROM articles`;
  const rows = ledger.sql.exec<Record<keyof ArticleName, string>>(
    `${select} WHERE id IN (SELECT value FROM json_each(?))
     UNION SELECT * FROM (${select} WHERE status <> 'withdrawn' ORDER BY listed_at DESC, id DESC LIMIT ?)
     ORDER BY id DESC`,
    JSON.stringify(ids),
    NAMED_ARTICLES,
  );
  return rows.toArray();
}

/** The article that an address leads to, as its last part names it: by slug, or by id. */
export function findByAddress(ledger: Pick<LedgerContext, 'sql'>, address: string): string | null {
  const name =
    address
      .trim()
      .split(/[?#]/)[0]
      ?.split('/')
      .findLast((part) => part !== '') ?? '';
  const [row] = ledger.sql
    .exec<{ id: string }>('SELECT id FROM articles WHERE slug = ?1 OR id = ?1', name)
    .toArray();
  return row?.id ?? null;
}

/** Finds the articles of these ids: others than this one, each in a language of its own. */
export function resolveTranslations(
  ledger: Pick<LedgerContext, 'sql'>,
  { id, language }: Pick<Article, 'id' | 'language'>,
  ids: readonly string[],
): Result<Translation[]> {
  const languages = new Set([language]);
  const errors: FieldError[] = [];
  const found: Translation[] = [];
  for (const [index, otherId] of ids.entries()) {
    const pointer = `/translations/${index}`;
    const other = otherId === id ? undefined : findTranslation(ledger, otherId);
    if (otherId === id) errors.push({ pointer, code: 'translation_of_itself' });
    else if (other === undefined) errors.push({ pointer, code: 'article_unknown', id: otherId });
    else if (languages.has(other.language) || hasOther(ledger, otherId, { id, language })) {
      errors.push({ pointer, code: 'translation_language_repeated', language: other.language });
    } else found.push(other);
    if (other !== undefined) languages.add(other.language);
  }
  return errors.length === 0 ? succeed(found) : fail({ code: 'invalid', errors });
}

/** True where that article has another translation in this one's language. */
function hasOther(
  ledger: Pick<LedgerContext, 'sql'>,
  otherId: string,
  { id, language }: Pick<Article, 'id' | 'language'>,
): boolean {
  return findTranslations(ledger, otherId).some((other) => other.id !== id && other.language === language);
}

function findTranslation(ledger: Pick<LedgerContext, 'sql'>, id: string): Translation | undefined {
  const [row] = ledger.sql
    .exec<Record<keyof Translation, SqlStorageValue>>(
      `SELECT id, body ->> '$.language' AS language, body ->> '$.url' AS url, slug, status FROM articles WHERE id = ?`,
      id,
    )
    .toArray() as unknown as Translation[];
  return row;
}

/** Writes an article's translations in both directions; gives back the ids of all that have or had it as theirs. */
export function writeTranslations(ledger: LedgerContext, article: Article): string[] {
  const before = deleteTranslations(ledger, article.id);
  const after = article.translations.map((translation) => translation.id);
  for (const otherId of after) {
    ledger.sql.exec(
      'INSERT OR IGNORE INTO translations (article_id, other_id) VALUES (?1, ?2), (?2, ?1)',
      article.id,
      otherId,
    );
  }
  return [...new Set([...before, ...after])];
}

/** Takes an article out of all translations; gives back the ids of those. */
export function deleteTranslations(ledger: Pick<LedgerContext, 'sql'>, id: string): string[] {
  const ids = ledger.sql
    .exec<{ id: string }>('SELECT other_id AS id FROM translations WHERE article_id = ?', id)
    .toArray()
    .map((row) => row.id);
  ledger.sql.exec('DELETE FROM translations WHERE article_id = ?', id);
  ledger.sql.exec(
    'DELETE FROM translations WHERE other_id = ?1 AND article_id IN (SELECT value FROM json_each(?2))',
    id,
    JSON.stringify(ids),
  );
  return ids;
}

/** True where what the public sees of an article's translations may change with it. */
export function isSeenInTranslations(before: Article | null, after: Article): boolean {
  return isPublic(after) || (before !== null && isPublic(before));
}
