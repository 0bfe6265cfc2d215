/** Those who deliver, as far as the ledger calls them: Couriers make first attempts, Mailboxes do everything else. */

import type { HandedEvent } from '../../delivery/courier-store.ts';
import type { EndpointTarget } from '../../delivery/endpoint.ts';
import type { IncomingMessage } from '../../delivery/message.ts';

/** The Mailbox of an endpoint. */
export interface MailboxDoor {
  accept(target: EndpointTarget, messages: readonly IncomingMessage[]): Promise<unknown>;
  cancelArticle(articleId: string, withdrawnAt: number): Promise<void>;
  configure(target: EndpointTarget): Promise<void>;
  /** `farewellUrl` is called once, if given. */
  remove(farewellUrl?: string | null): Promise<void>;
}

export type OpenMailbox = (endpointId: string) => MailboxDoor;

export interface CourierDoor {
  /** Returns the endpoints for which the event was not taken. */
  deliver(event: HandedEvent, targets: readonly EndpointTarget[]): Promise<readonly string[]>;
  /** Erases what it has of the text of an article that was withdrawn at that moment. */
  eraseArticle(articleId: string, withdrawnAt: number): Promise<void>;
  forget(endpointId: string): Promise<void>;
}

/** Both, by their names. */
export interface Carriers {
  readonly openMailbox: OpenMailbox;
  readonly openCourier: (name: string) => CourierDoor;
}

/**
 * Calls to Mailboxes under way at once. Each lasts until its POST has gone out (timing.ts, PATIENCE_MS), so this is how
 * far the ledger runs ahead of them: on one machine, POSTs that wait for their turn any longer would come to time out.
 */
export const PARALLEL_HANDOVERS = 48;
