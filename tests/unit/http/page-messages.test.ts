import { describe, expect, it } from 'vitest';
import { choosePageMessages } from '../../../src/messages/pages/choose.ts';

describe('the words of the pages', () => {
  it.each([
    ['en-GB', 'en'],
    ['zh', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['yue', 'zh-Hant'],
    ['ar-EG', 'ar'],
    ['ur', 'ur'],
    ['fr-CA', 'fr'],
    ['de-AT', 'de'],
    ['es-419', 'es'],
    ['pt', 'en'],
  ])('of a publication in %s are in %s', (language, expected) => {
    expect(choosePageMessages(language).language).toBe(expected);
  });
});
