/** What lies between two texts, marked. */

import { compareTexts } from '../../../article/content/compare.ts';

/** The latter text, with what it has more and what it has no more. */
export function MarkedText({ before, after }: { before: string; after: string }) {
  return (
    <>
      {compareTexts(before, after).map(({ kind, text }) =>
        kind === 'same' ? text : kind === 'removed' ? <del>{text}</del> : <ins>{text}</ins>,
      )}
    </>
  );
}
