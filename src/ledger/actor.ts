/** Who acts: the holder of a token, in one of three roles. */

/** What tokens are for; each may do what those after it may. */
export const ROLES = ['admin', 'editor', 'subscriber'] as const;
/** One of `ROLES`. */
export type Role = (typeof ROLES)[number];

/** Whoever acts, as far as the ledger needs to know them. */
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
