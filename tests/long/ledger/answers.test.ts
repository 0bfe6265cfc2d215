import { serialize } from 'node:v8';
import { beforeAll, describe, expect, it } from 'vitest';
import { readArchiveLines } from '../../../src/article/archive.ts';
import {
  buildCategory,
  buildOffice,
  buildOfficial,
  MAX_DIRECTORY_CATEGORIES,
  MAX_DIRECTORY_OFFICES,
} from '../../../src/article/directory/directory.ts';
import { EVERYTHING } from '../../../src/article/filter.ts';
import { DeliveryQueue } from '../../../src/delivery/queue.ts';
import type { Env } from '../../../src/env.ts';
import type { StoredFile } from '../../../src/file/file.ts';
import { SITEMAP_ARTICLES } from '../../../src/http/pages/sitemap.ts';
import { AUDIT_SUBJECTS } from '../../../src/ledger/audit-log.ts';
import type { ExportCursor } from '../../../src/ledger/export.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { MAX_TOKENS } from '../../../src/ledger/tokens.ts';
import { makeArticleId, writeArchivedArticle, writeArchivedRevision } from '../../support/archive-lines.ts';
import { ADMINISTRATOR } from '../../support/ledger-harness.ts';
import { makeEvent, nameMessage, QueueHarness, TARGET } from '../../support/queue-harness.ts';
import { FakeStorage } from '../../support/sqlite.ts';

/** Of the 32 MiB that one call between objects may carry: the platform may write more of them than Node does. */
const MAX_ANSWER_BYTES = 24 * 1024 * 1024;

const LARGE_ARTICLES = 60;
const REVISIONS = 60;
/** All of one month, and more than a sitemap may name. */
const SMALL_ARTICLES = 60_000;
const MONTH = '2019-01';
const FILES = 200;
const ENDPOINTS = 600;
/** Two bytes a character in a call, three on disk. */
const write = (characters: number) => '宜'.repeat(characters);
const nameLongest = (kind: string, number: number) => `${kind}-${number}-`.padEnd(64, 'x');
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

const storage = new FakeStorage();
const queue = { enqueue: async () => undefined, configure: async () => undefined, wake: async () => false };
const env = {
  PUBLIC_URL: 'https://gazette.example',
  FEED_SIZE: '100',
  ARTICLES: { put: async () => undefined, delete: async () => undefined },
  DELIVERY: { getByName: () => queue },
} as unknown as Env;
const state = { storage, waitUntil: () => undefined } as unknown as DurableObjectState;
const ledger = new Ledger(state, env);
const ID = makeArticleId(1);

async function expectOk(result: Promise<{ readonly ok: boolean }>): Promise<void> {
  expect(await result).toMatchObject({ ok: true });
}

async function restore(lines: readonly string[]): Promise<void> {
  for (let first = 0; first < lines.length; first += 20) {
    const read = readArchiveLines(lines.slice(first, first + 20).join(''), 'https://gazette.example');
    if (!read.ok) throw new Error(JSON.stringify(read.failure));
    await expectOk(ledger.restore(read.value, false));
  }
}

/** Fills every table with the most and the largest that the API takes. */
async function fill(): Promise<void> {
  const publishedAt = Date.UTC(2020, 0, 1);
  const contentHtml = `<p>${'x'.repeat(250_000)}宜</p>`;
  const large = { number: 1, publishedAt, contentHtml };
  await restore([writeArchivedArticle(large), writeArchivedRevision(large, 1)]);
  // What is large takes long to be read, and would be the same in each.
  storage.sql.exec(
    `WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < ${LARGE_ARTICLES})
     INSERT INTO articles (id, status, slug, has_given_slug, listed_at, published_at, changed_at, notify, body)
     SELECT 'large-' || n, 'published', 'large-' || n, 1, listed_at, published_at, changed_at, 0, body
     FROM n, articles WHERE id = ?`,
    ID,
  );
  storage.sql.exec(
    `WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < ${REVISIONS})
     INSERT INTO revisions (article_id, revision, at, by, change, body)
     SELECT article_id, n, at, by, change, body FROM n, revisions WHERE article_id = ? AND revision = 1`,
    ID,
  );
  await restore([writeArchivedArticle({ number: 1000, publishedAt })]);
  storage.sql.exec(
    `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${SMALL_ARTICLES})
     INSERT INTO articles (id, status, slug, has_given_slug, listed_at, published_at, changed_at, notify, body)
     SELECT 'small-' || n, 'published', printf('%064d', n), 1, ?1, ?1, ?1, 0, (SELECT body FROM articles WHERE id = ?2) FROM n`,
    Date.parse(`${MONTH}-02`),
    makeArticleId(1000),
  );
  for (const number of numbers(MAX_DIRECTORY_CATEGORIES)) {
    const body = { name: write(100), description: write(1000) };
    await expectOk(ledger.putCategory(buildCategory(nameLongest('c', number), body), ADMINISTRATOR));
  }
  for (const number of numbers(MAX_DIRECTORY_OFFICES)) {
    const body = { name: write(100), description: write(1000), holders: 'many' as const };
    await expectOk(ledger.putOffice(buildOffice(nameLongest('p', number), body), ADMINISTRATOR));
  }
  const days = { from: '2020-01-01', until: '2020-01-02' };
  const term = { role: write(200), endReason: write(200), ...days, acting: false };
  const official = {
    name: write(100),
    aliases: numbers(20).map((number) => write(99) + number),
    terms: numbers(50).map(() => ({ ...term, office: nameLongest('p', 0) })),
  };
  for (let number = 0; ; number++) {
    const put = await ledger.putOfficials([buildOfficial(nameLongest('o', number), official)], ADMINISTRATOR);
    if (!put.ok) break;
  }
  for (const number of numbers(MAX_TOKENS))
    await ledger.createToken({ name: write(100), role: 'editor', hash: `hash ${number}` }, ADMINISTRATOR);
  for (const number of numbers(ENDPOINTS)) {
    const wish = {
      url: `https://receiver.example/${number}`.padEnd(2000, 'x'),
      signature: 'v1a' as const,
      description: write(200),
      categories: numbers(20).map((index) => nameLongest('c', index)),
      notCategories: numbers(20).map((index) => nameLongest('c', 100 + index)),
      officials: numbers(50).map((index) => nameLongest('o', index)),
      offices: numbers(50).map((index) => nameLongest('p', index)),
    };
    await expectOk(ledger.createEndpoint(wish, 'gazette.example', ADMINISTRATOR));
  }
  for (const number of numbers(FILES)) {
    const file: StoredFile = {
      id: String(number).padStart(32, '0'),
      name: write(200),
      mimeType: 'application/pdf',
      sizeInBytes: 1,
      width: null,
      height: null,
      digest: '0'.repeat(64),
      createdAt: Date.now(),
      createdBy: write(100),
    };
    await expectOk(ledger.beginUpload(file.id));
    await expectOk(ledger.finishUpload(file));
  }
}

/** What the ledger tells, asked for as much as its callers may. */
const QUESTIONS: Partial<Record<string, () => unknown>> = {
  readArticle: () => ledger.readArticle(ID),
  listArticles: () =>
    ledger.listArticles({ status: null, category: null, official: null, q: null, limit: 100, cursor: null }),
  listRevisions: () => ledger.listRevisions(ID, null, 100),
  readRevision: () => ledger.readRevision(ID, 1),
  dryRunArticle: () =>
    ledger.dryRunArticle({ id: ID, change: { notify: true, title: 'Other' } }, ADMINISTRATOR),
  listPreviews: () => ledger.listPreviews(ID),
  readPreview: () => ledger.readPreview('none'),
  findFile: () => ledger.findFile('0'.repeat(32)),
  listFiles: () => ledger.listFiles({ limit: 100, cursor: null, articleId: null }),
  readFileDocument: () => ledger.readFileDocument('0'.repeat(32)),
  readFeed: () => ledger.readFeed(EVERYTHING, null),
  readPublicArticle: () => ledger.readPublicArticle('article-1'),
  listUnwritten: () => ledger.listUnwritten(),
  listSitemap: () => ledger.listSitemap(SITEMAP_ARTICLES),
  listNews: () => ledger.listNews(),
  listSitemapMonth: () => ledger.listSitemapMonth(MONTH),
  findSurroundings: () => ledger.findSurroundings('article-1'),
  listArchiveMonths: () => ledger.listArchiveMonths(),
  findCategory: () => ledger.findCategory(nameLongest('c', 0)),
  findOfficial: () => ledger.findOfficial(nameLongest('o', 0)),
  findOffice: () => ledger.findOffice(nameLongest('p', 0)),
  findOfficeTerms: () => ledger.findOfficeTerms(nameLongest('p', 0)),
  findOfficialTerms: () => ledger.findOfficialTerms(nameLongest('o', 0)),
  listArticleNames: () => ledger.listArticleNames([]),
  findArticleByAddress: () => ledger.findArticleByAddress('none'),
  listDirectory: () => ledger.listDirectory(),
  findActor: () => ledger.findActor('hash 1'),
  listTokens: () => ledger.listTokens(),
  findTokenName: () => ledger.findTokenName('none'),
  findSessionActor: () => ledger.findSessionActor('none', 'none'),
  findEndpoint: () => ledger.findEndpoint('none', ADMINISTRATOR),
  listEndpoints: () => ledger.listEndpoints(ADMINISTRATOR, '', 501),
  listPublicKeys: () => ledger.listPublicKeys(''),
  prepareTest: () => ledger.prepareTest('none', ADMINISTRATOR),
  listAuditLog: () => ledger.listAuditLog({ subjects: AUDIT_SUBJECTS, id: null, before: null, limit: 100 }),
  readHealth: () => ledger.readHealth(),
  exportPage: () => {
    let largest = '';
    for (let cursor: ExportCursor | null = null; ; ) {
      const page = ledger.exportPage(cursor);
      if (page.text.length > largest.length) largest = page.text;
      if (page.cursor === null) return largest;
      // The small ones are alike, and the last: one page of them is as large as the next.
      cursor = page.cursor.after.startsWith('small-') ? { ...page.cursor, after: 'small-x' } : page.cursor;
    }
  },
};

/** What is answered with no more than the one thing that was sent, or with nothing. */
const CHANGES = [
  ...['createArticle', 'changeArticle', 'deleteArticle', 'createPreview', 'endPreviews'],
  ...['beginUpload', 'finishUpload', 'removeFile'],
  ...['putCategory', 'putOfficial', 'putOfficials', 'putOffice', 'deleteEntry'],
  ...['createToken', 'deleteToken', 'openSession', 'closeSession'],
  ...['createEndpoint', 'changeEndpoint', 'rotateSecret', 'removeEndpoint', 'reportEndpoint'],
  ...['considerSubscription', 'grantLease', 'endLease'],
  ...['alarm', 'wake', 'rebuild', 'openRestore', 'restore'],
];

const listCalls = (object: typeof Ledger | typeof DeliveryQueue) =>
  Object.getOwnPropertyNames(object.prototype).filter((name) => name !== 'constructor');

describe('with the most and the largest of everything that the API takes,', () => {
  beforeAll(fill, 300_000);

  it('every call of the ledger is one of those that are measured here, or answers with the one thing that was sent', () => {
    expect(listCalls(Ledger).sort()).toEqual([...Object.keys(QUESTIONS), ...CHANGES].sort());
  });

  it.each(Object.entries(QUESTIONS))(
    'an answer to %s fits into one call with room to spare',
    async (_, ask) => {
      const answer = await ask?.();
      expect(answer).toBeDefined();
      expect(serialize(answer).byteLength).toBeLessThan(MAX_ANSWER_BYTES);
    },
  );
});

describe('of a queue', () => {
  it('the messages fit into one call, however often each was sent, and all other answers are counts', async () => {
    const others = ['enqueue', 'configure', 'remove', 'cancelArticle', 'retryMessage', 'recover', 'sendTest'];
    expect(listCalls(DeliveryQueue).sort()).toEqual(
      [...others, 'listMessages', 'listFailing', 'wake', 'alarm'].sort(),
    );
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 500 });
    for (const number of numbers(200)) await harness.queue.enqueue(makeEvent(number), [TARGET]);
    await harness.rest();
    for (const number of numbers(200)) {
      for (let times = 0; times < 5; times += 1) {
        await harness.queue.retryMessage(TARGET.id, nameMessage(number));
        await harness.rest();
      }
    }
    const messages = await harness.queue.listMessages(TARGET.id, 201, null);
    expect(messages).toHaveLength(200);
    // A hundred attempts are kept of each.
    expect(20 * serialize(messages).byteLength).toBeLessThan(MAX_ANSWER_BYTES);
  });
});
