/** Every word of the editor page, in the languages that it speaks; a clerk's browser says which. */

import { EDITOR_CHINESE, EDITOR_ENGLISH } from '../problems.ts';
import { ARTICLE_LIST_TEXTS } from './article-list.ts';
import { DIRECTORY_TEXTS } from './directory.ts';
import { translateToChinese } from './errors.ts';
import { FIELD_LABELS } from './field-labels.ts';
import { FRAME_TEXTS } from './frame.ts';
import { HISTORY_TEXTS } from './history.ts';
import { OUTCOME_TEXTS } from './outcomes.ts';
import { SCRIPT_TEXTS } from './script.ts';
import { WEBHOOK_TEXTS } from './webhooks.ts';
import { WRITING_TEXTS } from './writing.ts';

const ENGLISH = {
  ...FRAME_TEXTS.english,
  ...ARTICLE_LIST_TEXTS.english,
  ...WRITING_TEXTS.english,
  ...FIELD_LABELS.english,
  ...OUTCOME_TEXTS.english,
  ...HISTORY_TEXTS.english,
  ...DIRECTORY_TEXTS.english,
  ...WEBHOOK_TEXTS.english,
  script: SCRIPT_TEXTS.english,
  problems: EDITOR_ENGLISH,
  translateDeliveryError: (error: string): string => error,
};

export type EditorTexts = typeof ENGLISH;

const CHINESE: EditorTexts = {
  ...FRAME_TEXTS.chinese,
  ...ARTICLE_LIST_TEXTS.chinese,
  ...WRITING_TEXTS.chinese,
  ...FIELD_LABELS.chinese,
  ...OUTCOME_TEXTS.chinese,
  ...HISTORY_TEXTS.chinese,
  ...DIRECTORY_TEXTS.chinese,
  ...WEBHOOK_TEXTS.chinese,
  script: SCRIPT_TEXTS.chinese,
  problems: EDITOR_CHINESE,
  translateDeliveryError: translateToChinese,
};

/** The words for a browser's `Accept-Language` (RFC 9110 §12.5.4): Chinese where it is wanted more than English. */
export function chooseEditorTexts(acceptLanguage: string): EditorTexts {
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
  return isFirst('zh', 'en') ? CHINESE : ENGLISH;
}
