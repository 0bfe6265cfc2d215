/** How a message comes in: as what it begins, and what it does to those that are there. */

import { findAdapter } from './format/formats.ts';
import type { MailboxRecord } from './mailbox-record.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { IncomingMessage, MessageProgress } from './message.ts';
import { beginProgress, decideArrival, isOvertaken } from './message.ts';
import * as store from './message-store.ts';
import { cancelOlder, cancelOvertaken, findWithdrawal } from './withdrawal-store.ts';

/**
 * Writes a message that is to be sent at `dueAt`, or is cancelled because its text `isErased`; one that is there
 * already stays as it is.
 */
export function takeIn(
  sql: MailboxSql,
  { target }: Pick<MailboxRecord, 'target'>,
  message: IncomingMessage,
  dueAt: number,
  isErased = false,
): MessageProgress {
  const { id, type, articleId, createdAt } = message;
  const isSubscription = target !== null && findAdapter(target.format).isSubscription;
  if (isSubscription && !store.hasMessage(sql, id)) cancelOlder(sql);
  if (articleId !== null && type === 'article.withdrawn') cancelOvertaken(sql, articleId, createdAt);
  const withdrawnAt = articleId === null ? null : findWithdrawal(sql, articleId);
  const isLate = withdrawnAt !== null && isOvertaken(message, withdrawnAt);
  const progress = beginProgress(decideArrival(target?.state ?? 'active', isLate || isErased), dueAt);
  store.insertMessage(sql, message, progress);
  return progress;
}
