/** A message that is sent before it is written: most are delivered at once, and then written whole, in one go. */

import { insertAttempt } from './attempt-store.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { IncomingMessage } from './message.ts';
import { beginProgress } from './message.ts';
import * as store from './message-store.ts';

/**
 * Until whoever hands it over has its answer, it is they who would hand it over again. So the message may leave first,
 * and a delivery waits for the disk once instead of twice; what comes between makes a message like any other of it.
 */
export class MessageInHand {
  readonly message: IncomingMessage;
  /** When its first attempt began, epoch milliseconds. */
  readonly began: number;
  /** Whether its rows are there: from then on it is not lost with the object. */
  isWritten = false;
  /** Delivered before anything else happened: nothing is left to do for it. */
  isOver = false;

  constructor(message: IncomingMessage, began: number) {
    this.message = message;
    this.began = began;
  }

  /** Writes it as what it is: pending, its first attempt under way. */
  write(sql: MailboxSql): void {
    store.insertMessage(sql, this.message, beginProgress('pending', this.began));
    insertAttempt(sql, this.message.id, this.began);
    this.isWritten = true;
  }
}
