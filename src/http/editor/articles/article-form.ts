/** An article as the fields of a form. */

import type { AttachedOfficial } from '../../../article/article.ts';
import { renderPlainText } from '../../../article/content/plain-text.ts';
import { deriveSummary, extractText } from '../../../article/content/text.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { ExtractedArticle } from '../../../extract/extracted.ts';
import type { Settings } from '../../../settings.ts';
import { formatTimeInput } from '../editor-time.tsx';

/** Names a new article's form until the ledger has made an article of it. */
export const DRAFT_KEY = /^new-[0-9a-f-]{36}$/;

/** Makes such a name. */
export const makeDraftKey = () => `new-${crypto.randomUUID()}`;

type ContentFormat = 'html' | 'markdown';

export interface FormAttachment {
  readonly url: string;
  readonly title: string;
  readonly mimeType: string;
  readonly size: string;
}

/** An official as the form has them: the office follows from the date. */
export type FormOfficial = Omit<AttachedOfficial, 'office'>;

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
  /** True: whoever the text surely names is attached, too. */
  readonly recognizes: boolean;
  readonly officials: readonly FormOfficial[];
  /** An official to add, as typed: a name or a slug. Empty once that is one of `officials`. */
  readonly addedOfficial: string;
  /** Slugs of officials whom the editor does not want. */
  readonly refused: readonly string[];
  readonly sourceName: string;
  readonly sourceUrl: string;
  /** One a line. */
  readonly authors: string;
  readonly image: string;
  /** What the picture shows; '' until somebody says it, or that it only decorates. */
  readonly imageAlt: string;
  readonly imageIsDecorative: boolean;
  readonly imageCaption: string;
  readonly imageCredit: string;
  readonly attachments: readonly FormAttachment[];
  /** Ids of articles that say the same in other languages. */
  readonly translations: readonly string[];
  /** One to add, as typed: its title or an address. Empty once that is one of `translations`. */
  readonly addedTranslation: string;
  readonly url: string;
  readonly slug: string;
  /** The slug that the form was made with. */
  readonly slugBefore: string;
  /** Local time, as `<input type="datetime-local">` has it. */
  readonly date: string;
  /** The date that the form was made with. */
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
    imageAlt: '',
    imageIsDecorative: false,
    imageCaption: '',
    imageCredit: '',
    attachments: [],
    translations: [],
    addedTranslation: '',
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

/** The form of an article as it is. */
export function buildArticleForm(article: ArticleResource, settings: Settings): ArticleForm {
  const date = formatTimeInput(article.date_published, settings.timezone);
  const isDerived = article.summary === deriveSummary(article.content_html);
  return {
    draftKey: article.id,
    revision: article.revision,
    title: isUntitled(article) ? '' : article.title,
    summary: isDerived ? '' : article.summary,
    format: 'html',
    content: article.content_html,
    language: article.language,
    categories: article.categories,
    recognizes: false,
    officials: article.officials,
    addedOfficial: '',
    refused: [],
    sourceName: article.source?.name ?? '',
    sourceUrl: article.source?.url ?? '',
    authors: article.authors.map(({ name }) => name).join('\n'),
    image: article.image?.url ?? '',
    imageAlt: article.image?.alt ?? '',
    imageIsDecorative: article.image?.alt === '',
    imageCaption: article.image?.caption ?? '',
    imageCredit: article.image?.credit ?? '',
    attachments: article.attachments.map(({ url, title, mime_type, size_in_bytes }) => ({
      url,
      title: title ?? '',
      mimeType: mime_type,
      size: size_in_bytes === null ? '' : String(size_in_bytes),
    })),
    translations: article.translations,
    addedTranslation: '',
    url: article.url === `${settings.publicUrl}/articles/${article.slug}` ? '' : article.url,
    slug: article.slug,
    slugBefore: article.slug,
    date,
    dateBefore: date,
    isMajor: false,
    changeNote: '',
    isQuiet: false,
  };
}

/** What is seen of a text in lists: its first words. */
const UNTITLED_CHARACTERS = 60;

/** What a draft is called until it has a title: its first words, and a mark that they are no title. */
export function nameUntitled(text: string): string {
  const [first = ''] = text.trim().split('\n');
  return `${[...first].slice(0, UNTITLED_CHARACTERS).join('').trim()}…`;
}

function isUntitled({ status, title, content_html }: ArticleResource): boolean {
  return status === 'draft' && title === nameUntitled(extractText(content_html));
}

/** The form of an article that was read out of a page. */
export function buildExtractedForm(
  extracted: ExtractedArticle,
  draftKey: string,
  settings: Settings,
): ArticleForm {
  const empty = buildEmptyForm(draftKey, settings);
  return {
    ...empty,
    title: extracted.title ?? '',
    summary: extracted.summary ?? '',
    format: 'html',
    content: extracted.contentHtml ?? renderPlainText(extracted.contentText ?? ''),
    language: extracted.language ?? settings.language,
    recognizes: extracted.officials.length === 0,
    officials: extracted.officials,
    sourceName: extracted.source?.name ?? '',
    sourceUrl: extracted.source?.url ?? '',
    authors: (extracted.authors ?? []).map(({ name }) => name).join('\n'),
    image: extracted.image ?? '',
    date: formatTimeInput(extracted.datePublished ?? null, settings.timezone),
  };
}
