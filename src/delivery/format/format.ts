/** What each receiver's format must be able to do: recognise its address, build its body, read its answer. */

import type { Violation } from '../../failure.ts';
import type { DeliveryFormat, EndpointTarget } from '../endpoint.ts';
import type { MessageType } from '../event.ts';
import type { DeliveryFailure } from '../failure.ts';

/** A message as its queue keeps it: `body` is the Standard Webhooks JSON or a feed, the very bytes that are signed. */
export interface OutgoingMessage {
  /** `webhook-id`: the same on every attempt, never shared by two messages. */
  readonly id: string;
  readonly type: MessageType;
  readonly body: string;
  /** Header fields of this very message, where its format has any. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What building a request may depend on besides the messages; time is an argument. */
export interface BuildContext {
  readonly endpoint: EndpointTarget;
  /** Epoch milliseconds of this attempt. */
  readonly now: number;
  readonly publicationTitle: string;
  /** IANA name, for dates that people read. */
  readonly timezone: string;
}

/** One POST, ready to send. */
export interface PreparedRequest {
  /** POST where it is not given. */
  readonly method?: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A POST with the messages that it names; what a digest has no room for goes in the next one. */
export interface BuiltRequest {
  readonly request: PreparedRequest;
  /** Ids of the messages. */
  readonly named: readonly string[];
}

/** What came back: the body is cut at MAX_ANSWER_BYTES and never shown to anybody. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** Of what was sent; counted when it is asked for. */
  readonly sentBytes: number;
}

/**
 * What an answer means; `failure` is never the receiver's text.
 * `throttled`: come back, not before `retryAfterSeconds` if given; does not count as a failure of the endpoint
 * where `isShared` says that the limit may be somebody else's. `permanent`: this message will never be taken.
 * `gone`: the endpoint itself is no more and is disabled at once.
 */
export type Verdict =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'throttled';
      readonly retryAfterSeconds: number | null;
      readonly isShared: boolean;
      readonly failure: DeliveryFailure;
    }
  | { readonly kind: 'again'; readonly retryAfterSeconds: number | null; readonly failure: DeliveryFailure }
  | { readonly kind: 'permanent'; readonly failure: DeliveryFailure }
  | { readonly kind: 'gone'; readonly failure: DeliveryFailure };

/** A token bucket: `burst` at once, then one each `intervalMs`. */
export interface RateLimit {
  readonly burst: number;
  readonly intervalMs: number;
}

export interface FormatAdapter {
  readonly name: DeliveryFormat;
  /** True for a checked address at the service's own hosts, compared exactly; `standard` is what no other format matches. */
  matches(url: URL): boolean;
  /**
   * True where the service lets nobody else host its format: then other hosts are refused at creation
   * (unless private targets are allowed).
   */
  readonly isHostBound: boolean;
  /** What an address must carry besides its host and does not; null: nothing. Absent: never anything. */
  findMissingPart?(url: URL): Violation | null;
  /** null: no limit of the service's own. */
  readonly rateLimit: RateLimit | null;
  /** True where several messages can be merged into one digest. */
  readonly mergesMessages: boolean;
  /** True where the status alone decides: then an answer's body is not waited for and `classify` gets none. */
  readonly ignoresBody?: boolean;
  /**
   * True where the newest message says all that older ones did: they make way for it, one goes at a time, and no
   * body is kept once it has arrived. Failures never end such a subscription (W3C WebSub §7), a 410 does.
   */
  readonly isSubscription?: boolean;
  /** Builds one POST for one message, or one digest for several where `mergesMessages`. */
  build(messages: readonly OutgoingMessage[], context: BuildContext): Promise<BuiltRequest>;
  /** Reads the service's answer; an unknown code is never success. */
  classify(answer: ReceiverAnswer): Verdict;
}
