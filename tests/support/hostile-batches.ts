/** Hostile markup in as few texts as it can be in without one piece hiding another. */

import { parseFragment } from 'parse5';

const MAX_BATCH = 12;

/** Puts pieces that leave something open at the end of a batch each; the others stand before them. */
export function batchMarkup(pieces: readonly string[]): string[][] {
  const closed = pieces.filter(isClosed);
  const open = pieces.filter((piece) => !isClosed(piece));
  const count = Math.max(open.length, Math.ceil(closed.length / MAX_BATCH));
  return Array.from({ length: count }, (_, index) => [
    ...closed.filter((_piece, place) => place % count === index),
    ...open.slice(index, index + 1),
  ]);
}

/** Joins as many pieces as fit into texts of a length. */
export function packPieces(pieces: readonly string[], maxLength: number): string[] {
  const packs: string[] = [];
  for (const piece of pieces) {
    const last = packs.at(-1);
    if (last === undefined || last.length + 1 + piece.length > maxLength) packs.push(piece);
    else packs[packs.length - 1] = `${last} ${piece}`;
  }
  return packs;
}

/** True where what follows the piece is not inside of it. */
function isClosed(piece: string): boolean {
  const last = parseFragment(`${piece}<hr id="end">`).childNodes.at(-1);
  return last !== undefined && 'attrs' in last && last.attrs.some(({ value }) => value === 'end');
}
