/** Whether a request that changes something was made by our own pages. */

/** What of a request tells where it came from. */
export interface RequestOrigin {
  /** `Sec-Fetch-Site` (Fetch Metadata): what the browser says; scripts cannot set it. */
  readonly fetchSite: string | null;
  /** `Origin` (RFC 6454 §7). */
  readonly origin: string | null;
  /** Host and port that the request came to. */
  readonly host: string;
}

/**
 * True for a request of our own pages. Browsers send `Sec-Fetch-Site`, or at least `Origin`, with every POST; what
 * has neither is no browser, and needs no page.
 */
export function isSameOrigin({ fetchSite, origin, host }: RequestOrigin): boolean {
  if (fetchSite !== null) return fetchSite === 'same-origin';
  return origin !== null && URL.parse(origin)?.host === host;
}
