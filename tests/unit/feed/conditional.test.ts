import { describe, expect, it } from 'vitest';
import { buildFeedEtag, formatHttpDate, isNotModified } from '../../../src/feed/conditional.ts';
import { fingerprintSettings } from '../../../src/settings.ts';
import { SETTINGS } from '../../support/feed-documents.ts';

const ETAG = '"abc-1-rss"';
const LAST_MODIFIED_MS = Date.UTC(2021, 7, 31, 13, 35, 7, 900);

function ask(ifNoneMatch: string | null, ifModifiedSince: string | null) {
  return isNotModified({ ifNoneMatch, ifModifiedSince, etag: ETAG, changedMs: LAST_MODIFIED_MS });
}

describe('If-None-Match', () => {
  it.each([ETAG, `W/${ETAG}`, '*', ` ${ETAG} `, `"x, y", ${ETAG}`, `W/"x",W/${ETAG}`, `"",${ETAG}`])(
    'matches %s',
    (header) => {
      expect(ask(header, null)).toBe(true);
    },
  );

  it.each(['"abc-1-atom"', 'abc-1-rss', '"*"', '"x", "y"', '"x, "'])('does not match %s', (header) => {
    expect(ask(header, null)).toBe(false);
  });

  it('decides alone where it is there', () => {
    expect(ask('"old"', 'Fri, 01 Jan 2100 00:00:00 GMT')).toBe(false);
    expect(ask(ETAG, 'Thu, 01 Jan 1970 00:00:00 GMT')).toBe(true);
  });
});

describe('If-Modified-Since', () => {
  it.each([
    'Tue, 31 Aug 2021 13:35:07 GMT',
    'Tuesday, 31-Aug-21 13:35:07 GMT',
    'Tue Aug 31 13:35:07 2021',
    'Wed, 01 Sep 2021 00:00:00 GMT',
  ])('holds for %s: the same second or any later one', (header) => {
    expect(ask(null, header)).toBe(true);
  });

  it('does not hold a second earlier', () => {
    expect(ask(null, 'Tue, 31 Aug 2021 13:35:06 GMT')).toBe(false);
  });

  it.each(['', '2100-01-01T00:00:00Z', '4102444800', 'Fri, 99 Jan 2100 00:00:00 GMT', 'tomorrow'])(
    'is ignored where it says "%s"',
    (header) => {
      expect(ask(null, header)).toBe(false);
    },
  );

  it('is answered with the date that is sent', () => {
    expect(formatHttpDate(LAST_MODIFIED_MS)).toBe('Tue, 31 Aug 2021 13:35:07 GMT');
    expect(ask(null, formatHttpDate(LAST_MODIFIED_MS))).toBe(true);
  });
});

describe('the ETag of a feed', () => {
  const fingerprint = fingerprintSettings(SETTINGS);

  it('is strong, short, and fit for a header', () => {
    expect(buildFeedEtag('任何 "version"', fingerprint, 'rss')).toMatch(/^"[\x21\x23-\x7e]{10,80}"$/);
  });

  it('changes with the document, the settings and the format, and with nothing else', () => {
    const etag = buildFeedEtag('v1', fingerprint, 'rss');
    const renamed = fingerprintSettings({ ...SETTINGS, title: 'Other' });
    const others = [
      buildFeedEtag('v2', fingerprint, 'rss'),
      buildFeedEtag('v1', renamed, 'rss'),
      buildFeedEtag('v1', fingerprint, 'atom'),
    ];
    expect(new Set([etag, ...others]).size).toBe(4);
    expect(buildFeedEtag('v1', fingerprint, 'rss')).toBe(etag);
  });

  it('differs for a hundred thousand versions', () => {
    const etags = new Set(
      Array.from({ length: 100_000 }, (_, index) => buildFeedEtag(`v${index}`, fingerprint, 'rss')),
    );
    expect(etags.size).toBe(100_000);
  });
});
