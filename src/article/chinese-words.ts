/** Words of Chinese and Japanese text, by the dictionary that the platform has for `Intl.Segmenter`. */

/** Made at the first use: most texts have no name that needs it. */
let segmenter: Intl.Segmenter | undefined;

/** The words of a text, in order; a mark is one by itself. */
function listWords(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** True for two characters or more that the dictionary has as one word: 高明, not 李明. */
export function isWord(text: string): boolean {
  return text.length > 1 && listWords(text).length === 1;
}

/** What may be a word by itself before a name; any other character alone may as well be the rest of a word. */
const SHORT_WORD = /[的了着过和与及在由对向是有请让把被给同跟为说据经等任到从\P{Script=Han}]/u;

/** How a part of a text lies among the words around it. */
export interface Fit {
  /** Its beginning, and its end, are in the midst of words. */
  readonly isCutOut: boolean;
  /** It begins behind a whole word, and ends with one. */
  readonly isWhole: boolean;
}

/** How `between` lies: 于海洋 is whole in 市长于海洋, and not in 位于海洋深处; 高明 is cut out of 提高明显. */
export function fitWords(before: string, between: string, behind: string): Fit {
  const [start, end] = [before.length, before.length + between.length];
  let cut = 0;
  let begins = start === 0;
  let isCutAtStart = start > 0;
  let isCutAtEnd = true;
  for (const word of listWords(before + between + behind)) {
    cut += word.length;
    if (cut === start) {
      isCutAtStart = false;
      begins = word.length > 1 || SHORT_WORD.test(word);
    }
    if (cut === end) isCutAtEnd = false;
    if (cut >= end) break;
  }
  return { isCutOut: isCutAtStart && isCutAtEnd, isWhole: begins && !isCutAtEnd };
}
