/** How every list of the API is asked for a page: `?limit=` and `?cursor=`, a page's `next_cursor`. */

import * as z from 'zod';
import { violates } from '../../article/field-errors.ts';

/** Items of a page: `usual` where the client does not say, and never more than `most`. */
interface PageSizes {
  readonly usual: number;
  readonly most: number;
}

/** Where nothing speaks for another size. */
const PAGE_SIZES: PageSizes = { usual: 20, most: 100 };

/** The two parameters of a list; `readCursor` gives null for what is no `next_cursor` of it. */
export function pageQuery<Cursor>(readCursor: (text: string) => Cursor | null, { usual, most } = PAGE_SIZES) {
  return {
    limit: z
      .preprocess((text) => (isWholeNumber(text) ? Number(text) : text), z.number().min(1).max(most))
      .meta({ type: 'integer', minimum: 1, maximum: most })
      .default(usual),
    cursor: z
      .string()
      .transform((text, context) => {
        const cursor = readCursor(text);
        if (cursor !== null) return cursor;
        context.addIssue({ code: 'custom', ...violates({ code: 'not_cursor' }) });
        return z.NEVER;
      })
      .optional(),
  };
}

/** As people write one; what a program would also count as a number (`0x10`, `1e1`, nothing at all) is a slip. */
function isWholeNumber(text: unknown): boolean {
  return typeof text === 'string' && /^-?\d+$/.test(text);
}

/** Reads the number of what a page ended with, as such things are counted; null for what is none. */
export function readNumber(text: string): number | null {
  // More digits than a number can hold are none.
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
