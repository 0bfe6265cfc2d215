/** HTML from elsewhere that may be parsed without the page's policy complaining of each style and handler in it. */

/**
 * Renames style attributes to `data-style` and handlers to `data-off`, and drops style sheets: parsing alone would
 * try to apply them. It is no protection: that is the policy's, the view's schema's and the server's.
 */
export function makeInert(html: string): string {
  // What has no end is looked through once: it goes on to the end of the text.
  return html
    .replace(/<style\b[\s\S]*?(?:<\/style\s*>|$)/gi, (sheet) => (/<\/style\s*>$/i.test(sheet) ? '' : sheet))
    .replace(/<[a-z][^>]*>?/gi, (tag) =>
      tag.replace(/\sstyle\s*=/gi, ' data-style=').replace(/\son[a-z]+\s*=/gi, ' data-off='),
    );
}

/** Parses it, into a document that shows nothing and runs nothing. */
export function parseInertHtml(html: string): Document {
  return new DOMParser().parseFromString(makeInert(html), 'text/html');
}
