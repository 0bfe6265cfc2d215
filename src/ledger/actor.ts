/** Who acts: the holder of a token, in one of three roles. */

export const ROLES = ['admin', 'editor', 'subscriber'] as const;
export type Role = (typeof ROLES)[number];

export interface Actor {
  readonly tokenId: string;
  /** What the token was called when made; shown in revisions. */
  readonly name: string;
  readonly role: Role;
}

/** The holder of `ADMIN_TOKEN`, which is a setting and not a row. */
export const FIRST_ADMINISTRATOR: Actor = { tokenId: 'admin', name: 'Administrator', role: 'admin' };

/** What the ledger does by itself, such as publishing what was scheduled. */
export const THE_LEDGER: Actor = { tokenId: 'ledger', name: 'schedule', role: 'admin' };
