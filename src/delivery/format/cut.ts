/** Cuts text to a service's limit, never inside what a reader sees as one character. */

/**
 * How large a service counts a text. Must be additive over characters: the sum of the parts is the whole,
 * as it is for every escaping that looks at one character at a time.
 */
export type Measure = (text: string) => number;

const ELLIPSIS = '…';
/** Made at the first use: it takes as much of a Worker's start as any ten files. */
let graphemes: Intl.Segmenter | undefined;
const ENCODER = new TextEncoder();

/** UTF-16 code units: the largest of the counts in use, so a text within it is within all. */
export const countUtf16Units: Measure = (text) => text.length;

/** Bytes in UTF-8. */
export const countUtf8Bytes: Measure = (text) => ENCODER.encode(text).byteLength;

/**
 * The text itself where it fits, else as many whole graphemes (Unicode UAX 29) as fit with an ellipsis.
 * Empty where not even the ellipsis fits.
 */
export function cutText(text: string, limit: number, measure: Measure = countUtf16Units): string {
  if (measure(text) <= limit) return text;
  let left = limit - measure(ELLIPSIS);
  if (left < 0) return '';
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    left -= measure(segment);
    if (left < 0) break;
    end = index + segment.length;
  }
  return text.slice(0, end).trimEnd() + ELLIPSIS;
}
