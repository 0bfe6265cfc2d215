/** `/api/articles`: write, read, correct, withdraw. */

import * as z from 'zod';
import type { Content } from '../../article/content/content.ts';
import { violates } from '../../article/field-errors.ts';
import { plainText, slugField } from '../../article/fields.ts';
import { isQueryTooLong, MAX_QUERY_CHARACTERS } from '../../article/filter.ts';
import {
  articleInputSchema,
  articlePatchSchema,
  readArticlePatch,
  readNewArticle,
} from '../../article/input.ts';
import type { ArticleResource } from '../../article/resource.ts';
import type { Violation } from '../../failure.ts';
import { fail, failField } from '../../failure.ts';
import { readFeedCursor } from '../../feed/address.ts';
import { formatRevisionTag } from '../../ledger/articles/article-calls.ts';
import { MAX_KEYS } from '../../ledger/articles/idempotency.ts';
import { takeWritten } from '../ledger-page.ts';
import { hashToken } from './auth.ts';
import { defineOperation } from './operation.ts';
import { pageQuery, readNumber } from './page-query.ts';
import {
  articlePage,
  articleResource,
  revisionPage,
  revisionResource,
  writtenArticleResource,
} from './resources.ts';

const MAX_KEY_CHARACTERS = 255;

const listQuery = z.lazy(() =>
  z.strictObject({
    status: z.enum(['draft', 'scheduled', 'published', 'withdrawn']).optional(),
    category: slugField.optional(),
    official: slugField.optional(),
    q: z
      .string()
      .trim()
      .min(1)
      .refine(
        (text) => !isQueryTooLong(text),
        violates({ code: 'too_long', maxCharacters: MAX_QUERY_CHARACTERS }),
      )
      .meta({ maxLength: MAX_QUERY_CHARACTERS })
      .optional(),
    ...pageQuery(readFeedCursor),
  }),
);

const revisionQuery = z.lazy(() => z.strictObject(pageQuery(readNumber)));

/** Why an article was withdrawn. */
export const MAX_REASON_CHARACTERS = 1_000;

const deleteQuery = z.lazy(() =>
  z.strictObject({
    reason: plainText(MAX_REASON_CHARACTERS).optional(),
    notify: z.enum(['true', 'false']).optional(),
  }),
);

function checkKey(key: string): Violation | null {
  if (key === '') return { code: 'empty' };
  return key.length > MAX_KEY_CHARACTERS ? { code: 'too_long', maxCharacters: MAX_KEY_CHARACTERS } : null;
}

/** The article, with what of the content that was sent could not stay. */
function tellLeftOut(article: ArticleResource, sent: Content | undefined) {
  const { leftOut = [] } = sent ?? {};
  return leftOut.length === 0 ? article : { ...article, left_out: leftOut };
}

const NOT_TAKEN_BACK = 'It was withdrawn; some messages about it could not be taken back yet, and will be.';

const tagHeader = { ETag: 'Of this revision, for If-Match.' };

export const articleOperations = [
  defineOperation(
    {
      method: 'POST',
      path: '/api/articles',
      summary: 'Create an article and, unless it is to be a draft, publish or schedule it',
      role: 'editor',
      unreadBody: articleInputSchema,
      bodyExample: {
        title: 'Bridge reopened',
        content_markdown: 'The bridge carries **traffic** again.',
        categories: ['roads'],
        officials: [{ slug: 'anna-weber', relation: 'quoted' }],
        external_id: 'cms-4711',
      },
      headers: {
        'Idempotency-Key': `The same key and body within 24 hours, and within the last ${MAX_KEYS} keys, get the first answer again.`,
      },
      answers: {
        200: {
          description: 'An article with this external_id exists; it is unchanged.',
          schema: writtenArticleResource,
        },
        201: {
          description: 'The new article.',
          schema: writtenArticleResource,
          headers: {
            ...tagHeader,
            Location: 'Its address in the API.',
            'Idempotent-Replayed': 'true: the Idempotency-Key was known, and this is the first answer.',
          },
        },
        409: { description: 'The slug is taken, or the Idempotency-Key came with another body.' },
      },
    },
    async ({ c, ledger, actor, body, rawBody, settings }) => {
      const input = readNewArticle(body, settings.publicUrl);
      if (!input.ok) return input;
      // It stands in readers' lists for ever, and cannot be taken back.
      if (input.value.feedId && actor.role !== 'admin') {
        return failField('/feed_id', { code: 'admin_only' });
      }
      const key = c.req.header('idempotency-key');
      const violation = key === undefined ? null : checkKey(key);
      if (violation !== null) {
        return failField('Idempotency-Key', violation);
      }
      const request =
        key === undefined ? null : { tokenId: actor.tokenId, key, bodyDigest: await hashToken(rawBody) };
      const created = takeWritten(c, await ledger.createArticle(input.value, actor, request));
      if (!created.ok) return created;
      const { status, article, isReplayed } = created.value;
      return {
        status,
        body: tellLeftOut(article, input.value.content),
        headers: {
          etag: formatRevisionTag(article.revision),
          ...(status === 201 ? { location: `${settings.publicUrl}/api/articles/${article.id}` } : {}),
          ...(isReplayed ? { 'idempotent-replayed': 'true' } : {}),
        },
      };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/articles',
      summary: 'List articles, newest first',
      description: 'A page of large articles holds fewer than `limit`; next_cursor leads on.',
      role: 'editor',
      query: listQuery,
      answers: { 200: { description: 'One page.', schema: articlePage } },
    },
    async ({ ledger, query }) => {
      const { articles, nextCursor } = await ledger.listArticles({
        status: query.status ?? null,
        category: query.category ?? null,
        official: query.official ?? null,
        q: query.q ?? null,
        limit: query.limit,
        cursor: query.cursor ?? null,
      });
      return { status: 200, body: { articles, next_cursor: nextCursor } };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/articles/{id}',
      summary: 'Read an article',
      role: 'editor',
      answers: {
        200: { description: 'The article, with its ETag.', schema: articleResource, headers: tagHeader },
      },
    },
    async ({ ledger, path }) => {
      const article = await ledger.readArticle(path.id ?? '');
      return article === null
        ? fail({ code: 'article_not_found', id: path.id ?? '' })
        : { status: 200, body: article, headers: { etag: formatRevisionTag(article.revision) } };
    },
  ),
  defineOperation(
    {
      method: 'PATCH',
      path: '/api/articles/{id}',
      summary: 'Correct an article, or move it between states',
      description: 'With a change_note it is a major change and is told; without, a minor one.',
      role: 'editor',
      unreadBody: articlePatchSchema,
      bodyExample: { title: 'Bridge reopened a day early', change_note: 'The date was wrong.' },
      headers: { 'If-Match': 'The ETag of the revision that the change is based on.' },
      answers: {
        200: { description: 'The article as it is now.', schema: writtenArticleResource, headers: tagHeader },
        202: { description: NOT_TAKEN_BACK, schema: writtenArticleResource, headers: tagHeader },
        409: { description: 'The article cannot move to that state, or a unique field is taken.' },
        412: { description: 'Somebody else changed the article.' },
      },
    },
    async ({ c, ledger, actor, path, body, settings }) => {
      const change = readArticlePatch(body, settings.publicUrl);
      if (!change.ok) return change;
      const ifMatch = c.req.header('if-match') ?? null;
      const written = await ledger.changeArticle(path.id ?? '', change.value, ifMatch, actor);
      const changed = takeWritten(c, written);
      if (!changed.ok) return changed;
      const { article, isTakenBack } = changed.value;
      return {
        status: isTakenBack ? 200 : 202,
        body: tellLeftOut(article, change.value.content),
        headers: { etag: formatRevisionTag(article.revision) },
      };
    },
  ),
  defineOperation(
    {
      method: 'DELETE',
      path: '/api/articles/{id}',
      summary: 'Delete a draft, or withdraw a published article',
      role: 'editor',
      query: deleteQuery,
      headers: { 'If-Match': 'The ETag of the revision that is meant.' },
      answers: {
        200: {
          description: 'The article was withdrawn; its notice stands in its place.',
          schema: articleResource,
          headers: tagHeader,
        },
        202: { description: NOT_TAKEN_BACK, schema: articleResource, headers: tagHeader },
        204: { description: 'The draft is gone.' },
        412: { description: 'Somebody else changed the article.' },
      },
    },
    async ({ c, ledger, actor, path, query }) => {
      const options = {
        reason: query.reason || null,
        notify: query.notify !== 'false',
        ifMatch: c.req.header('if-match') ?? null,
      };
      const deleted = takeWritten(c, await ledger.deleteArticle(path.id ?? '', options, actor));
      if (!deleted.ok) return deleted;
      const { article: notice, isTakenBack } = deleted.value;
      if (notice === null) return { status: 204 };
      const headers = { etag: formatRevisionTag(notice.revision) };
      return { status: isTakenBack ? 200 : 202, body: notice, headers };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/articles/{id}/revisions',
      summary: 'Who changed what and when',
      description:
        'Newest first, without texts. One writer’s saves of a draft in one sitting are one revision, whose number is that of the last.',
      role: 'editor',
      query: revisionQuery,
      answers: { 200: { description: 'One page.', schema: revisionPage } },
    },
    async ({ ledger, path, query }) => {
      const page = await ledger.listRevisions(path.id ?? '', query.cursor ?? null, query.limit);
      return page.revisions.length === 0 && query.cursor === undefined
        ? fail({ code: 'article_not_found', id: path.id ?? '' })
        : { status: 200, body: { revisions: page.revisions, next_cursor: page.nextCursor } };
    },
  ),
  defineOperation(
    {
      method: 'GET',
      path: '/api/articles/{id}/revisions/{number}',
      summary: 'Read one revision, with the article as it was',
      role: 'editor',
      answers: { 200: { description: 'The revision.', schema: revisionResource } },
    },
    async ({ ledger, path }) => {
      const { id = '', number = '' } = path;
      const wanted = readNumber(number);
      const revision = wanted === null ? null : await ledger.readRevision(id, wanted);
      return revision === null
        ? fail({ code: 'revision_not_found', id, number })
        : { status: 200, body: revision };
    },
  ),
];
