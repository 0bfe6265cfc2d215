/** Lists in pages: whoever reads one asks for a row more than a page holds, and the row too many says that the list goes on. */

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** What the next page begins after; null where this is the last one. */
  readonly last: Item | null;
}

/** Cuts a page of `limit` items from rows of which `limit + 1` were asked for. */
export function cutPage<Item>(rows: readonly Item[], limit: number): ListPage<Item> {
  const items = rows.slice(0, limit);
  return { items, last: rows.length > limit ? (items.at(-1) ?? null) : null };
}
