import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { FEED_FORMATS } from '../../../src/feed/address.ts';
import { encodeFeed, renderFeed } from '../../../src/feed/render.ts';
import { anyArticle } from '../../support/arbitrary-articles.ts';
import { makeDocument, SETTINGS } from '../../support/feed-documents.ts';

it.for(FEED_FORMATS)(
  'the bytes of a feed in %s are its text in UTF-8, whatever its articles hold',
  (format) => {
    const samples = fc.sample(fc.array(anyArticle, { maxLength: 4 }), { numRuns: 50, seed: 3629 });
    for (const articles of samples) {
      const document = makeDocument({ articles });
      const bytes = encodeFeed(document, SETTINGS, format);
      expect(new TextDecoder().decode(bytes)).toBe(renderFeed(document, SETTINGS, format));
    }
  },
);
