/** What a DeliveryQueue can be asked, by the ledger and by the API. */

import type { EndpointTarget } from './endpoint.ts';
import type { AttemptRecord, MessageRecord, QueuedEvent } from './message.ts';
import type { DisablingReason } from './outcome.ts';
import type { LastCall } from './post.ts';

/** What became of a test. null: the endpoint was removed meanwhile. */
export type TestOutcome = AttemptRecord | null;

/** What became of a wish to send again. */
export type ResendOutcome =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly code: 'message_not_found' | 'message_erased' | 'webhook_not_active' };

/** An endpoint whose last message was not delivered. */
export interface FailingEndpoint {
  readonly id: string;
  /** Epoch milliseconds: its first failure without a success since. */
  readonly since: number;
}

export interface DeliveryQueueCalls {
  /**
   * Takes an event for some of its endpoints, each as it is now. Answered once it is on disk: from then on it is the
   * queue's. Repeating it changes nothing.
   */
  enqueue(event: QueuedEvent, targets: readonly EndpointTarget[]): Promise<void>;
  /** Takes over changes of endpoints; older ones than it knows are ignored. */
  configure(targets: readonly EndpointTarget[]): Promise<void>;
  /** Forgets an endpoint: nothing is sent to it any more but the last call, if there is one. */
  remove(endpointId: string, lastCall?: LastCall | null): Promise<void>;
  /**
   * Takes back what is undelivered of an article's revisions before this one, and erases it. Once it is answered, none
   * of it is sent.
   */
  cancelArticle(articleId: string, revision: number): Promise<void>;
  /** Newest first; `before` is the id of the last message of the page before. */
  listMessages(endpointId: string, limit: number, before: string | null): Promise<MessageRecord[]>;
  /** Sends a message once more, now. */
  retryMessage(endpointId: string, messageId: string): Promise<ResendOutcome>;
  /** Sends everything since a moment (epoch milliseconds) that was not delivered. */
  recover(endpointId: string, since: number): Promise<ResendOutcome>;
  /** Sends a test now, whatever the state; one that gets through makes a disabled endpoint active again. */
  sendTest(target: EndpointTarget, event: QueuedEvent): Promise<TestOutcome>;
  /** Those of its endpoints that are failing. */
  listFailing(endpointIds: readonly string[]): Promise<FailingEndpoint[]>;
  /** Sets going what should be going. Returns whether anything waits. */
  wake(): Promise<boolean>;
}

/** What a queue tells the ledger of an endpoint. */
export type EndpointReport = {
  readonly id: string;
  /** The version of the target that the queue acted on; a newer one in the ledger outdates the report. */
  readonly version: number;
  /** Epoch milliseconds. */
  readonly at: number;
} & (
  | { readonly kind: 'failing'; readonly failure: AttemptRecord['failure'] }
  | {
      readonly kind: 'disabled';
      readonly reason: DisablingReason;
      readonly failure: AttemptRecord['failure'];
    }
  | { readonly kind: 'recovered' }
);

/** The ledger, as far as a queue calls it. */
export interface ReportCalls {
  /** Takes a report. Repeating it changes nothing. */
  reportEndpoint(report: EndpointReport): Promise<void>;
}
