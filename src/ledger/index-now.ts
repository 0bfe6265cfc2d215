/**
 * IndexNow (https://www.indexnow.org/documentation): search engines are told which articles' pages have changed. All
 * that waits goes in one POST and is tried again together; publishing never waits for it.
 */

import type { Article } from '../article/article.ts';
import { resolveArticleUrl } from '../article/article.ts';
import { MAX_RETRY_AFTER_SECONDS, parseRetryAfter, waitUntilAbort } from '../delivery/post.ts';
import type { RetryLadder } from '../delivery/schedule.ts';
import { computeRetryAt } from '../delivery/schedule.ts';
import type { Settings } from '../settings.ts';
import { buildKeyPath, isLoopback } from '../settings.ts';
import type { LedgerContext } from './context.ts';

/** Shares what it is told with every engine that takes part. */
const INDEX_NOW_URL = 'https://api.indexnow.org/indexnow';
/** The protocol's own limit. */
const PAGES_PER_POST = 10_000;
const POST_TIMEOUT_MS = 10_000;
/** Engines look soon, and the store may show what was before for a minute; what is published meanwhile goes along. */
export const GROUPING_MS = 60_000;
export const LONGEST_TELLING_WAIT_MS = MAX_RETRY_AFTER_SECONDS * 1000;
/** An engine that refuses or is away is asked again, each hour in the end. */
const ENGINE_LADDER: RetryLadder = { stepsSeconds: [0, 60, 300, 1800, 3600], isEndless: true };
/** The pages themselves are refused, for good: the body is malformed, or they are not the host's. */
const REFUSED_FOR_GOOD = [400, 422];

/**
 * Notes that search engines are to be told of an article's page, where it is this service's own: they take no others.
 * Everything that waits is due at the same time.
 */
export function noteChangedPage(ledger: LedgerContext, article: Article): void {
  const { publicUrl } = ledger.settings;
  const url = resolveArticleUrl(article, publicUrl);
  if (!isTold(ledger.settings) || !url.startsWith(`${publicUrl}/`)) return;
  ledger.sql.exec(
    `INSERT INTO changed_pages (path, revision, due_at, failures)
       SELECT ?1, ?2, coalesce(due_at, ?3), coalesce(failures, 0)
       FROM (SELECT 1) LEFT JOIN (SELECT due_at, failures FROM changed_pages LIMIT 1) WHERE true
     ON CONFLICT DO UPDATE SET revision = excluded.revision`,
    url.slice(publicUrl.length),
    article.revision,
    ledger.now + GROUPING_MS,
  );
}

/** Whether search engines are told of anything: not of a machine that they cannot reach. */
function isTold({ indexNowKey, publicUrl }: Settings): boolean {
  return indexNowKey !== null && !isLoopback(new URL(publicUrl).hostname);
}

/** When search engines are to be told of something next, epoch milliseconds; null: of nothing. */
export function findNextTelling({ sql, settings }: Pick<LedgerContext, 'sql' | 'settings'>): number | null {
  if (!isTold(settings)) return null;
  // Any row tells it, and each change of anything asks: while an engine refuses, very many wait.
  const [row] = sql.exec<{ at: number }>('SELECT due_at AS at FROM changed_pages LIMIT 1').toArray();
  return row?.at ?? null;
}

/** Tells search engines of what is due; false: nothing is. Never throws: what is not taken stays, and is due later. */
export async function tellSearchEngines(makeLedger: () => LedgerContext): Promise<boolean> {
  const ledger = makeLedger();
  const dueAt = findNextTelling(ledger);
  if (dueAt === null || dueAt > ledger.now) return false;
  const pages = ledger.sql
    .exec<{ path: string; revision: number; failures: number }>(
      'SELECT path, revision, failures FROM changed_pages LIMIT ?',
      PAGES_PER_POST,
    )
    .toArray();
  const attemptsMade = Math.max(...pages.map(({ failures }) => failures)) + 1;
  const postpone = (leastSeconds: number) => {
    const { sql, now } = makeLedger();
    const at = computeRetryAt(ENGINE_LADDER, { attemptsMade, leastSeconds, now, random: Math.random() });
    sql.exec('UPDATE changed_pages SET due_at = ?, failures = ?', at ?? now, attemptsMade);
  };
  // Before the POST: whatever becomes of this object meanwhile, it is not made at once again.
  postpone(POST_TIMEOUT_MS / 1000);
  const answer = await post(
    ledger,
    pages.map(({ path }) => path),
  );
  const isTaken = answer.status !== null && answer.status >= 200 && answer.status < 300;
  if (!isTaken) console.warn(JSON.stringify({ event: 'index_now_failed', status: answer.status }));
  if (!isTaken && !REFUSED_FOR_GOOD.includes(answer.status ?? 0)) {
    postpone(answer.retryAfterSeconds);
    return true;
  }
  const { sql, now } = makeLedger();
  sql.exec(
    `DELETE FROM changed_pages WHERE (path, revision) IN (
       SELECT value ->> 'path', value ->> 'revision' FROM json_each(?))`,
    JSON.stringify(pages),
  );
  sql.exec('UPDATE changed_pages SET due_at = ?, failures = 0', now + GROUPING_MS);
  return true;
}

interface EngineAnswer {
  /** null: none came. */
  readonly status: number | null;
  readonly retryAfterSeconds: number;
}

async function post({ settings, now }: LedgerContext, paths: readonly string[]): Promise<EngineAnswer> {
  const { publicUrl, indexNowKey } = settings;
  const body = {
    host: new URL(publicUrl).host,
    key: indexNowKey,
    keyLocation: publicUrl + buildKeyPath(indexNowKey ?? ''),
    urlList: paths.map((path) => publicUrl + path),
  };
  const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
  const request = fetch(INDEX_NOW_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal,
  });
  try {
    const response = await waitUntilAbort(request, signal);
    response.body?.cancel().catch(() => {});
    const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), now) ?? 0;
    return { status: response.status, retryAfterSeconds };
  } catch {
    return { status: null, retryAfterSeconds: 0 };
  }
}
