// @ts-check
/** Warnings by their words: a thousand articles without a date are one line. */

import { formatCount, showLine } from './terminal.mjs';

/** Counts warnings; `list` gives each once, with how often it was added. */
export function countWarnings() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return {
    /** @param {string} text */
    add: (text) => void counts.set(text, (counts.get(text) ?? 0) + 1),
    list: () => [...counts].map(([text, number]) => `${showLine(text)} (${formatCount(number, 'time')})`),
  };
}
