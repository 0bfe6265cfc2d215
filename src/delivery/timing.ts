/** How long things may take, for Mailboxes and Couriers alike. */

import { ATTEMPT_TIMEOUT_MS } from './attempt.ts';

/**
 * A call that hands messages over waits this long for their first attempts. So whoever hands over runs no further
 * ahead than the POSTs go out, and what ends soon needs no row or alarm of its own: until the call is answered, the
 * caller would hand it over again. More than most receivers take, and little to those who wait behind.
 */
export const PATIENCE_MS = 300;
/** A receiver that takes longer is its Mailbox's until it is quicker: it would fill the room that others share. */
export const SLOW_MS = 2_000;
/** After this a POST that has no outcome was cut off with its object, and the message is sent again. */
export const LEASE_MS = ATTEMPT_TIMEOUT_MS + 5_000;
/** The alarm after one that failed, and before what could not be told is told again. */
export const RETRY_MS = 5_000;
/** The platform may run an alarm a little late; one that is later than this is not coming by itself. */
export const LATE_MS = 60_000;
/** What has expired is erased once a day: an alarm for each message would cost more than it is worth. */
export const SWEEP_INTERVAL_MS = 86_400_000;
