// @ts-check
/** Namespaces that more than one reader knows. Where several are one thing, the first is what it is called today. */

/** Of `xml:lang` and `xml:base`. */
export const XML = 'http://www.w3.org/XML/1998/namespace';
export const ATOM = 'http://www.w3.org/2005/Atom';
/** RSS 2.0 has no namespace of its own; the others have. */
export const RSS = [
  '',
  'http://purl.org/rss/1.0/',
  'http://my.netscape.com/rdf/simple/0.9/',
  'http://backend.userland.com/rss2',
];
/** Of `content:encoded`. */
export const CONTENT = 'http://purl.org/rss/1.0/modules/content/';
export const DUBLIN_CORE = 'http://purl.org/dc/elements/1.1/';
export const MEDIA = [
  'http://search.yahoo.com/mrss/',
  'http://search.yahoo.com/mrss',
  'http://www.rssboard.org/media-rss',
];
