import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { buildImportedArticle } from '../../bin/gazette/import-article.mjs';
import { emptyEntry } from '../../bin/gazette/read/entry.mjs';
import { languageField } from '../../src/article/fields.ts';
import { readSettings } from '../../src/settings.ts';
import { extractFields } from '../support/extract-fields.ts';

const OPTIONS = { timezone: 'UTC', directory: [] };

/** Who reads the tag of a language: each gives it as it keeps it, or what it has without one. */
const READERS: Readonly<Record<string, (tag: string) => unknown>> = {
  'the API': (tag) => languageField.unwrap().safeParse(tag).data,
  'the settings': (tag) => {
    const { language } = readSettings({ PUBLICATION_LANGUAGE: tag });
    return language === readSettings({}).language ? undefined : language;
  },
  'a page': (tag) =>
    extractFields(`<html lang="${tag}"><body><h1>Ja</h1><p>Ne</p></body></html>`, 'text/html', OPTIONS)
      .language,
  'front matter': (tag) =>
    extractFields(`---\ntitle: Ja\nlang: ${tag}\n---\nNe`, 'text/markdown', OPTIONS).language,
  'an imported feed': (language) =>
    buildImportedArticle(
      { ...emptyEntry(), id: 'a', title: 'Ja', html: '<p>Ne</p>', language },
      { notify: false, keepsIds: true, ownPages: false, timezone: 'UTC' },
      () => undefined,
    ).language,
};

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

it.each(Object.entries(READERS))('%s takes the tags of languages, and no other word for one', (_, read) => {
  expect(['de', 'DE-at', 'zh-hans-CN', 'gsw'].map(read)).toEqual(['de', 'de-AT', 'zh-Hans-CN', 'gsw']);
  expect(['english', 'deutsch', 'english-GB', 'x', `de-${'a-bcdefgh-'.repeat(4)}1`].map(read)).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});
