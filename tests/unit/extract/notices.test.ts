import { describe, expect, test } from 'vitest';
import { extractFields } from '../../support/extract-fields.ts';
import {
  buildNoticePage,
  ENDS,
  FEET,
  FRAMES,
  NOTICE_DAY,
  NOTICE_TITLE,
  NOTICES,
} from '../../support/notice-pages.ts';

/** What is read of a page, white space between blocks aside, as an editor would have typed it. */
function read(page: string) {
  const { title, datePublished, contentHtml } = extractFields(page, 'text/html', {
    timezone: 'Asia/Shanghai',
    directory: [],
    baseUrl: 'https://town.example/a/2.html',
  });
  return { title, day: datePublished?.slice(0, 10), text: contentHtml?.replace(/>\s+</g, '><') };
}

const expected = (notice: string) => ({ title: NOTICE_TITLE, day: NOTICE_DAY, text: notice });
const TIMES = 4;
const ends = Object.values(ENDS);
const feet = Object.values(FEET);

describe('a notice is read from its first line to its last, and nothing beside it', () => {
  // Each frame has each notice, and every end and foot in turn.
  let turn = 0;
  describe.each(Object.entries(FRAMES))('in %s', (_, frame) => {
    test.each(Object.entries(NOTICES))('where it is %s', (__, notice) => {
      for (let times = 0; times < TIMES; times++, turn++) {
        const page = buildNoticePage(
          frame(notice),
          ends[turn % ends.length] ?? '',
          feet[turn % feet.length] ?? '',
        );
        expect(read(page)).toEqual(expected(notice));
      }
    });
  });

  test.each(Object.entries(ENDS))('with %s below it, whatever the page ends with', (_, end) => {
    for (const frame of [FRAMES['no names at all'], FRAMES['an id for larger letters']])
      for (const notice of [NOTICES['one line'], NOTICES['two paragraphs']])
        for (const foot of feet)
          expect(read(buildNoticePage(frame?.(notice ?? '') ?? '', end, foot))).toEqual(
            expected(notice ?? ''),
          );
  });
});
