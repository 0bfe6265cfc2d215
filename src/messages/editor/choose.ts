/** The editor page's words in the languages that it speaks; an editor's browser says which. */

import type { EditorMessages } from './english.ts';
import { ENGLISH } from './english.ts';
import { SIMPLIFIED_CHINESE } from './simplified-chinese.ts';

/** The words for a browser's `Accept-Language` (RFC 9110 §12.5.4): Chinese where it is wanted more than English. */
export function chooseEditorMessages(acceptLanguage: string): EditorMessages {
  const quality = (language: string) =>
    Math.max(
      0,
      ...acceptLanguage.split(',').map((range) => {
        const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
        if (tag !== language && !tag.startsWith(`${language}-`)) return 0;
        const q = parameters.find((parameter) => parameter.trim().startsWith('q='));
        return q === undefined ? 1 : Number(q.trim().slice(2)) || 0;
      }),
    );
  const isFirst = (language: string, other: string) =>
    quality(language) > quality(other) ||
    (quality(language) === quality(other) &&
      quality(language) > 0 &&
      acceptLanguage.toLowerCase().indexOf(language) < acceptLanguage.toLowerCase().indexOf(other));
  return isFirst('zh', 'en') ? SIMPLIFIED_CHINESE : ENGLISH;
}
