/** What an article is: its parts, its states, and the shape in which the ledger and the published store keep it. */

/** draft → scheduled or published; scheduled → draft or published; published → withdrawn; withdrawn → published. */
export type ArticleStatus = 'draft' | 'scheduled' | 'published' | 'withdrawn';

/** How an official stands to an article; `author` alone makes them one of its creators in feeds. */
export const RELATIONS = ['actor', 'author', 'quoted', 'mentioned'] as const;
export type Relation = (typeof RELATIONS)[number];

/** An official as attached to an article: role and office stay as they were then, the name is the directory’s. */
export interface AttachedOfficial {
  readonly slug: string;
  readonly name: string;
  readonly role: string | null;
  /** The slug of the office that they held then; null: none, or none that the directory has. */
  readonly office: string | null;
  readonly relation: Relation;
}

/** A category as attached to an article; its name is the directory’s. */
export interface AttachedCategory {
  readonly slug: string;
  readonly name: string;
}

/** Where an article was taken from. */
export interface Source {
  readonly name: string | null;
  readonly url: string | null;
}

/** Who wrote an article, as its byline names them. */
export interface Author {
  readonly name: string;
}

/** The picture of an article. */
export interface ArticleImage {
  readonly url: string;
  /** What is to be seen; '' for a picture that only decorates, null where nobody decided. */
  readonly alt: string | null;
  readonly caption: string | null;
  /** Whose picture it is. */
  readonly credit: string | null;
  /** Pixels; null where nobody knows. */
  readonly width: number | null;
  readonly height: number | null;
}

/** A file that belongs to an article; its size is what the editor said, null if nobody knows. */
export interface Attachment {
  readonly url: string;
  readonly mimeType: string;
  readonly title: string | null;
  readonly sizeInBytes: number | null;
}

/** The parts of an article that an editor writes, after parsing and sanitising. */
export interface ArticleContent {
  readonly title: string;
  /** Plain text, at most 1,000 characters. */
  readonly summary: string;
  /** Sanitised, in characters that every format has, with absolute links; at most MAX_CONTENT_BYTES. */
  readonly contentHtml: string;
  /** BCP 47. */
  readonly language: string;
  readonly categories: readonly AttachedCategory[];
  readonly officials: readonly AttachedOfficial[];
  readonly source: Source | null;
  readonly authors: readonly Author[];
  readonly image: ArticleImage | null;
  readonly attachments: readonly Attachment[];
}

/** An article whole, as ledger and published store keep it. Times are epoch milliseconds. */
export interface Article extends ArticleContent {
  readonly id: string;
  readonly status: ArticleStatus;
  /** Counts every change from 1. */
  readonly revision: number;
  readonly slug: string;
  /** The editor's own address of the article; null: this service's page. */
  readonly url: string | null;
  readonly externalId: string | null;
  /** What another service's feeds called it before it was moved here; null: `{authority}:article/{id}`. For ever. */
  readonly feedId: string | null;
  /** When published, or when it will be; null for a draft without a date. */
  readonly publishedAt: number | null;
  /** The newest publication, major change or withdrawal; what feeds call `updated`. */
  readonly modifiedAt: number | null;
  /** The newest change of any kind. */
  readonly changedAt: number;
  readonly translations: readonly Translation[];
  /** The major changes since it was last published, the newest first; at most MAX_CORRECTIONS. */
  readonly corrections: readonly Correction[];
  readonly withdrawnReason: string | null;
}

/** A major change, as readers were told of it. */
export interface Correction {
  /** The revision that it came with. */
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly note: string;
}

/** An article in another language that says the same, as it is now. */
export interface Translation {
  readonly id: string;
  /** BCP 47. */
  readonly language: string;
  readonly slug: string;
  /** The editor's own address; null: this service's page. */
  readonly url: string | null;
  readonly status: ArticleStatus;
}

/** The translations that the public may know of. */
export function listPublishedTranslations({ translations }: Pick<Article, 'translations'>): Translation[] {
  return translations.filter(({ status }) => status === 'published');
}

/** What happened to an article, as its revisions say. */
export const CHANGE_KINDS = [
  'created',
  'edited',
  'scheduled',
  'published',
  'minor',
  'major',
  'withdrawn',
  'republished',
  'unscheduled',
] as const;
/** One of `CHANGE_KINDS`. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** An article that the public may see: published, or the notice of a withdrawn one. */
export interface PublishedArticle extends Article {
  readonly status: 'published' | 'withdrawn';
  readonly publishedAt: number;
  readonly modifiedAt: number;
}

/** True for what anybody may see, for ever: published articles and the notices of withdrawn ones. */
export function isPublic(article: Article): article is PublishedArticle {
  return article.status === 'published' || article.status === 'withdrawn';
}

/** What an article's published bytes depend on: a revision's text never changes, but names and translations do. */
export function fingerprintArticle(article: Article): string {
  const { id, revision, categories, officials } = article;
  const names = [...categories, ...officials].map(({ name }) => name);
  const translations = listPublishedTranslations(article).map(({ language, slug, url }) => [
    language,
    url ?? slug,
  ]);
  return JSON.stringify([id, revision, ...names, ...translations]);
}

/** Slugs of categories, officials and articles. */
export const SLUG_PATTERN = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const MAX_SLUG_CHARACTERS = 64;
/** Of the name of a category, an official or an office. */
export const MAX_ENTRY_NAME_CHARACTERS = 100;

/** Whether a text may be a slug. */
export function isSlug(text: string): boolean {
  return text.length <= MAX_SLUG_CHARACTERS && SLUG_PATTERN.test(text);
}

/** Sanitised content: sixteen such articles still render below a feed's limit in most cases, and one always does. */
export const MAX_CONTENT_BYTES = 256 * 1024;
export const MAX_TITLE_CHARACTERS = 300;
/** What another system calls an article: a number, a path, an address. */
export const MAX_EXTERNAL_ID_CHARACTERS = 200;
/** Addresses, nearly always. */
export const MAX_FEED_ID_CHARACTERS = 1000;
/** What no id in a feed may hold: readers drop or change it, and then take the article for another. */
export const NOT_IN_FEED_ID = /[\p{Cc}\p{Surrogate}\ufffd-\uffff]/u;
/** Of an author, a source, or whoever made a picture. */
export const MAX_CREDIT_CHARACTERS = 200;
export const MAX_SUMMARY_CHARACTERS = 1000;
export const MAX_CATEGORIES = 20;
export const MAX_OFFICIALS = 50;
/** Of a picture's description and of its caption: a short paragraph. */
export const MAX_CAPTION_CHARACTERS = 1000;
export const MAX_AUTHORS = 20;
/** Kept of an article with it, in every revision: what goes on is told by its newest. */
export const MAX_CORRECTIONS = 20;
export const MAX_ATTACHMENTS = 20;
/** Of each of its two names alone RFC 6838 §4.2 takes as many; no type in use has more in all. */
export const MAX_MEDIA_TYPE_CHARACTERS = 127;
/** A media type without parameters. */
export const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/i;
/** Of an article: there are 24 official languages of the European Union. */
export const MAX_TRANSLATIONS = 50;
/** RFC 9110 §4.1 asks for 8,000 octets at least; URLs beyond 2,048 break in real readers. */
export const MAX_URL_CHARACTERS = 2048;

/** What the newest major change was; null where there was none. */
export function findChangeNote({ corrections }: Pick<Article, 'corrections'>): string | null {
  return corrections[0]?.note ?? null;
}

/** Where readers find the article: the editor's own address, else this service's page. */
export function resolveArticleUrl(article: Pick<Article, 'url' | 'slug'>, publicUrl: string): string {
  return article.url ?? `${publicUrl}/articles/${article.slug}`;
}

/** The slugs of the offices that an article's officials held then, whose feeds have it as well. */
export function listOfficesOfArticle({
  officials,
}: {
  readonly officials: readonly AttachedOfficial[];
}): string[] {
  return [...new Set(officials.flatMap(({ office }) => office ?? []))];
}

/** Name and office in one line, as lists and titles show them: `吴曙, 区长`. */
export function describeOfficial({
  name,
  role,
}: {
  readonly name: string;
  readonly role?: string | null;
}): string {
  return role ? `${name}, ${role}` : name;
}

/** The same of each of several to choose from; who would be called as another is has the slug behind it. */
export function describeApart(
  officials: readonly { readonly slug: string; readonly name: string; readonly role?: string | null }[],
): string[] {
  const told = officials.map(describeOfficial);
  const counts = new Map<string, number>();
  for (const who of told) counts.set(who, (counts.get(who) ?? 0) + 1);
  return told.map((who, index) => (counts.get(who) === 1 ? who : `${who} (${officials[index]?.slug})`));
}
