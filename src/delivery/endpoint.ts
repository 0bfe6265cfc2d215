/** An endpoint: a receiver's webhook address with its format and secrets, as its queue knows it. */

export const FORMATS = [
  'standard',
  'slack',
  'mattermost',
  'rocketchat',
  'discord',
  'teams',
  'googlechat',
  'telegram',
  'matrix',
  'ntfy',
  'feishu',
  'dingtalk',
  'wecom',
] as const;
export type FormatName = (typeof FORMATS)[number];
/** How messages reach a target: in a format that people may choose, or as WebSub has it, which only leases do. */
export type DeliveryFormat = FormatName | 'websub';

/** `active` sends; `paused` was stopped by a person, `disabled` by its failures: both hold their messages. */
export const ENDPOINT_STATES = ['active', 'paused', 'disabled'] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];
/** Why an endpoint is not active. The words are in `messages/delivery.ts`. */
export type StateReason = Readonly<
  | { code: 'paused_by_person' }
  | { code: 'token_deleted' }
  | { code: 'receiver_gone' }
  | { code: 'failing_for_days' }
>;

/** A secret that still signs beside the current one, until its overlap ends. Times are epoch milliseconds. */
export interface RetiringSecret {
  readonly secret: string;
  readonly until: number;
}

/** What a queue needs to know of its endpoint; the ledger is its source, `version` tells which is newer. */
export interface EndpointTarget {
  readonly id: string;
  readonly version: number;
  readonly url: string;
  readonly format: DeliveryFormat;
  /** `whsec_…` or `whsk_…` for `standard`, the service's own for `feishu` and `dingtalk`, the subscriber's for `websub`, else null. */
  readonly secret: string | null;
  readonly retiringSecrets: readonly RetiringSecret[];
  readonly state: EndpointState;
}

/** An address as it may be shown: host and last four characters, for what stands between is a credential. */
export function maskUrl(url: string): string {
  return `${new URL(url).host}/…${url.slice(-4)}`;
}
