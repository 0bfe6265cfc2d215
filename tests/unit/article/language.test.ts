import { expect, test } from 'vitest';
import { readDirection } from '../../../src/article/language.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const REGIONS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fa', 'fr', 'he', 'it', 'ja', 'pa', 'pt', 'ru', 'ur', 'uz', 'zh'];

/** As Unicode has it. */
function askUnicode(tag: string): string {
  return new Intl.Locale(tag).getTextInfo().direction ?? '';
}

test.each(LANGUAGES)(
  '%s is written in the direction that Unicode says, in every region and script',
  (language) => {
    const tags = [
      language,
      ...REGIONS.map((region) => `${language}-${region}`),
      ...['Latn', 'Arab', 'Hans', 'Hant', 'Hebr', 'Cyrl'].map((script) => `${language}-${script}`),
    ];
    for (const tag of tags) expect(`${tag} ${readDirection(tag)}`).toBe(`${tag} ${askUnicode(tag)}`);
  },
);
