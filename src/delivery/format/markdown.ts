/** Escapes for services that read CommonMark. */

/** What CommonMark reads as markup somewhere, and the `@` that would notify somebody. */
const SIGNS = /[\\`*_{}[\]<>#+\-!|~]/g;

/**
 * Makes text mean itself: a backslash before what could be markup (CommonMark §2.4), and an invisible word joiner behind
 * an `@`, so that a title notifies nobody.
 */
export function escapeCommonMark(text: string): string {
  return text.replace(SIGNS, '\\$&').replaceAll('@', '@\u2060');
}
