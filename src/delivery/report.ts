/** What a Mailbox tells the ledger of its endpoint. */

/** `failing`: warned at the fourth failed attempt; `disabled`: stopped; `recovered`: a test went through again. */
export interface EndpointReport {
  readonly id: string;
  /** The version of the target that the Mailbox acted on; a newer one in the ledger outdates the report. */
  readonly version: number;
  readonly kind: 'failing' | 'disabled' | 'recovered';
  /** In words that a clerk can act on. */
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What a Mailbox or a Courier says when the watchdog asks. */
export interface Pulse {
  /** When it has something to send, epoch milliseconds; null: nothing waits. */
  readonly nextSendAt: number | null;
  /** Nothing would have happened without being asked. */
  readonly wasStalled: boolean;
}
