/** Articles that say the same in other languages: each of them knows all others. */

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
const NAMED_ARTICLES = 50;

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

/**
 * Finds the articles of these ids, and those that say the same as one of them: others than this one, each in a language
 * of its own. What is this article's translation now and not among them leaves it, and them.
 */
export function resolveTranslations(
  ledger: Pick<LedgerContext, 'sql'>,
  { id, language }: Pick<Article, 'id' | 'language'>,
  ids: readonly string[],
): Result<Translation[]> {
  const left = findTranslations(ledger, id).filter((other) => !ids.includes(other.id));
  const others = new Set([id, ...ids, ...left.map((other) => other.id)]);
  const languages = new Set([language]);
  const errors: FieldError[] = [];
  const found = new Map<string, Translation>();
  const add = (other: Translation, pointer: string) => {
    if (languages.has(other.language)) {
      errors.push({ pointer, code: 'translation_language_repeated', language: other.language });
    }
    languages.add(other.language);
    found.set(other.id, other);
  };
  for (const [index, otherId] of ids.entries()) {
    const pointer = `/translations/${index}`;
    const other = otherId === id ? undefined : findTranslation(ledger, otherId);
    if (otherId === id) errors.push({ pointer, code: 'translation_of_itself' });
    else if (other === undefined) errors.push({ pointer, code: 'article_unknown', id: otherId });
    else add(other, pointer);
  }
  for (const [index, otherId] of ids.entries()) {
    for (const other of findTranslations(ledger, otherId)) {
      if (!others.has(other.id) && !found.has(other.id)) add(other, `/translations/${index}`);
    }
  }
  return errors.length === 0 ? succeed([...found.values()]) : fail({ code: 'invalid', errors });
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

/** All that say the same as an article, or did, by id; and whether these are others than before. */
interface WrittenTranslations {
  readonly ids: readonly string[];
  readonly isChanged: boolean;
}

/** Writes who says the same as an article, each of them of each other. */
export function writeTranslations(
  { sql }: Pick<LedgerContext, 'sql'>,
  article: Article,
): WrittenTranslations {
  const before = sql
    .exec<{ id: string }>('SELECT other_id AS id FROM translations WHERE article_id = ?', article.id)
    .toArray()
    .map((row) => row.id);
  const after = article.translations.map((translation) => translation.id);
  const group = JSON.stringify([article.id, ...after]);
  const left = JSON.stringify(before.filter((id) => !after.includes(id)));
  sql.exec(
    `WITH stays AS (SELECT value FROM json_each(?1)), leaves AS (SELECT value FROM json_each(?2))
     DELETE FROM translations WHERE (article_id IN stays AND other_id IN leaves)
       OR (article_id IN leaves AND other_id IN stays)`,
    group,
    left,
  );
  sql.exec(
    `INSERT OR IGNORE INTO translations (article_id, other_id) SELECT one.value, other.value
     FROM json_each(?1) AS one JOIN json_each(?1) AS other ON one.value <> other.value`,
    group,
  );
  const ids = [...new Set([...before, ...after])];
  return { ids, isChanged: ids.length > before.length || ids.length > after.length };
}

/** Takes an article out of all translations. */
export function deleteTranslations({ sql }: Pick<LedgerContext, 'sql'>, id: string): void {
  sql.exec(
    'DELETE FROM translations WHERE other_id = ?1 AND article_id IN (SELECT other_id FROM translations WHERE article_id = ?1)',
    id,
  );
  sql.exec('DELETE FROM translations WHERE article_id = ?', id);
}

/** True where what the public sees of an article's translations may change with it. */
export function isSeenInTranslations(before: Article | null, after: Article): boolean {
  return isPublic(after) || (before !== null && isPublic(before));
}
