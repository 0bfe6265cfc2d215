/** Long texts of a document that is being written: a mark stands for each, and they are put in when it is finished. */

export class HeldTexts {
  /** Stands for a text. No document can hold it otherwise: `cleanText` has removed it. */
  readonly mark = '\u000e';
  readonly #texts: string[] = [];

  /** Takes a text as it is to stand in the document; gives back what stands for it until `release`. */
  hold(written: string): string {
    this.#texts.push(written);
    return this.mark;
  }

  /**
   * The finished document in parts, with the texts in their places, which come in the order in which they were held;
   * `mark` is how the document spells what stands for them.
   */
  release(finished: string, mark = this.mark): string[] {
    return finished.split(mark).flatMap((part, index) => {
      const text = this.#texts[index];
      return text === undefined ? [part] : [part, text];
    });
  }
}
