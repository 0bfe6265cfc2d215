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

/**
 * Says what the service took out of an article's text, or put a link in the place of.
 *
 * @param {{ left_out?: readonly string[] }} article as it is answered
 * @param {(text: string) => void} warn
 */
export function noteLeftOut({ left_out: leftOut = [] }, warn) {
  for (const name of leftOut) warn(`<${name}> is left out of the text, or a link in its place`);
}
