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

/**
 * True where what stands between two places is made of whole words, behind a whole word: 于海洋 is in 市长于海洋, and is not in
 * 位于海洋深处, where 于 belongs to the word before.
 */
export function isMadeOfWords(before: string, between: string, behind: string): boolean {
  let cut = 0;
  let startsWord = false;
  for (const word of listWords(before + between + behind)) {
    if (cut === before.length + between.length) break;
    cut += word.length;
    if (cut === before.length) startsWord = word.length > 1 || SHORT_WORD.test(word);
  }
  return (startsWord || before === '') && cut === before.length + between.length;
}
