/** A page as an HTTP answer: validators, safety headers, and 304 before anything is rendered. */

import type { JSX } from 'hono/jsx/jsx-runtime';
import { digestText, formatHttpDate, isNotModified } from '../../feed/conditional.ts';
import type { Settings } from '../../settings.ts';
import { fingerprintPageSettings } from '../../settings.ts';
import { VERSION } from '../../version.ts';
import type { AppContext } from '../app-routes.ts';
import { findCopyScriptPath, findStylesheetPath } from './assets.ts';

/** Part of every ETag: raised with any change of the pages that the release's number does not tell. */
const describeRenderer = () => [15, VERSION, findStylesheetPath(), findCopyScriptPath()].join(' ');

/** The same as a feed's: a page is no fresher than what it shows. */
export const PAGE_CACHE_CONTROL = 'public, max-age=300';

/**
 * Content is sanitised when it comes in; this is the wall behind that. Pictures may come from any site, because
 * articles name them; everything else is ours or nobody's.
 */
const CONTENT_SECURITY_POLICY = [
  `default-src 'none'`,
  `style-src 'self'`,
  `script-src 'self'`,
  `img-src 'self' https: http:`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
].join('; ');

/** Headers of every page, whatever its status. */
const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

export interface Page {
  readonly settings: Settings;
  /** Names what the page is made of: equal content, equal version. */
  readonly version: string;
  /** The newest change of any kind, epoch milliseconds; null where nobody knows. */
  readonly changedAt: number | null;
  /** `Last-Modified` where that is another moment. */
  readonly lastModifiedAt?: number;
  readonly render: () => Promise<JSX.Element> | JSX.Element;
}

/** Answers with a page, or 304. */
export async function answerPage(c: AppContext, page: Page): Promise<Response> {
  const { settings, version, changedAt, lastModifiedAt = changedAt, render } = page;
  const etag = buildPageEtag([version, fingerprintPageSettings(settings), describeRenderer()]);
  const validators: Record<string, string> = {
    etag,
    'cache-control': PAGE_CACHE_CONTROL,
    ...(lastModifiedAt === null ? {} : { 'last-modified': formatHttpDate(lastModifiedAt) }),
  };
  const isFresh = isNotModified({
    ifNoneMatch: c.req.header('if-none-match') ?? null,
    // Where nobody knows when it changed, a date says nothing.
    ifModifiedSince: changedAt === null ? null : (c.req.header('if-modified-since') ?? null),
    etag,
    changedMs: Math.max(changedAt ?? 0, lastModifiedAt ?? 0),
  });
  if (isFresh) {
    return new Response(null, { status: 304, headers: { ...PAGE_HEADERS, ...validators } });
  }
  return new Response(writeDocument(await render()), { headers: { ...PAGE_HEADERS, ...validators } });
}

/** Answers with a page that says what is not here: conditions are for what is (RFC 9110 §13.2.1). */
export function answerOtherPage(
  status: number,
  element: JSX.Element,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(writeDocument(element), { status, headers: { ...PAGE_HEADERS, ...headers } });
}

/** `Cache-Control` of a withdrawn article's page: the notice is as lasting as the article was. */
export const NOTICE_CACHE_CONTROL = PAGE_CACHE_CONTROL;

function writeDocument(element: JSX.Element): string {
  return `<!doctype html>\n${String(element)}`;
}

/** A strong ETag (RFC 9110 §8.8.3) of everything that the bytes depend on, in the order given. */
export function buildPageEtag(parts: readonly string[]): string {
  return `"${digestText(JSON.stringify(parts))}"`;
}
