/** An article as the fields of a form. */

import type { AttachedOfficial } from '../../../article/article.ts';
import type { Settings } from '../../../settings.ts';

/** Names a new article's form until the ledger has made an article of it. */
export const DRAFT_KEY = /^new-[0-9a-f-]{36}$/;

export type ContentFormat = 'html' | 'markdown';

export interface FormAttachment {
  readonly url: string;
  readonly title: string;
  readonly mimeType: string;
  readonly size: string;
}

/** Every field as text, exactly as it was written: a form that is refused comes back as it was. */
export interface ArticleForm {
  /** Names an article that is not saved yet, in the browser and for the ledger. */
  readonly draftKey: string;
  /** The revision that the form was made of; null for a new article. */
  readonly revision: number | null;
  readonly title: string;
  readonly summary: string;
  readonly format: ContentFormat;
  readonly content: string;
  readonly language: string;
  readonly categories: readonly string[];
  /** True: whoever the text names is attached; false: those of `officials`. */
  readonly recognizes: boolean;
  readonly officials: readonly AttachedOfficial[];
  /** An official to add, as typed: a name or a slug. Empty once that is one of `officials`. */
  readonly addedOfficial: string;
  /** Slugs of officials whom the editor does not want. */
  readonly refused: readonly string[];
  readonly sourceName: string;
  readonly sourceUrl: string;
  /** One a line. */
  readonly authors: string;
  readonly image: string;
  readonly attachments: readonly FormAttachment[];
  readonly url: string;
  readonly slug: string;
  /** The slug that the form was made with. */
  readonly slugBefore: string;
  /** Local time, as `<input type="datetime-local">` has it. */
  readonly date: string;
  readonly dateBefore: string;
  readonly isMajor: boolean;
  readonly changeNote: string;
  /** Publish without telling anybody. */
  readonly isQuiet: boolean;
}

/** The form of an article that does not exist yet. */
export function buildEmptyForm(draftKey: string, settings: Settings): ArticleForm {
  return {
    draftKey,
    revision: null,
    title: '',
    summary: '',
    format: 'markdown',
    content: '',
    language: settings.language,
    categories: [],
    recognizes: true,
    officials: [],
    addedOfficial: '',
    refused: [],
    sourceName: '',
    sourceUrl: '',
    authors: '',
    image: '',
    attachments: [],
    url: '',
    slug: '',
    slugBefore: '',
    date: '',
    dateBefore: '',
    isMajor: false,
    changeNote: '',
    isQuiet: false,
  };
}
