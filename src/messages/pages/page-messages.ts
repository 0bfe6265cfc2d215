/** What the public pages say, whatever the language. */

import type { Relation } from '../../article/article.ts';

/** How to follow a feed, for people who have never done so. */
interface SubscribeMessages {
  readonly title: string;
  readonly lead: string;
  readonly whatTitle: string;
  readonly what: readonly string[];
  readonly readersTitle: string;
  readonly readersIntro: string;
  /** Where it runs, what it is called. */
  readonly readers: readonly { readonly where: string; readonly names: string }[];
  readonly howTitle: string;
  readonly how: readonly string[];
  readonly addressesTitle: string;
  readonly everything: string;
  readonly everythingHint: string;
  readonly addressOf: (name: string) => string;
  readonly copy: string;
  readonly copied: string;
  /** Before readers that take the address by a link. */
  readonly openIn: string;
  /** One of those: whatever app the device has. */
  readonly appLink: string;
  readonly builderTitle: string;
  readonly builderHint: string;
  readonly show: string;
  /** Above the newest articles of the feed that was put together. */
  readonly sampleTitle: string;
  readonly allTitle: string;
  readonly all: string;
  readonly download: string;
  readonly otherTitle: string;
  readonly mail: string;
  /** Around the link to the API's documentation. */
  readonly webhook: readonly [before: string, link: string, after: string];
}

export interface PageMessages {
  /** BCP 47: the language that these messages are in. */
  readonly language: string;
  readonly skip: string;
  readonly pages: string;
  readonly news: string;
  readonly subscribe: string;
  readonly newest: string;
  readonly older: string;
  readonly olderTitle: string;
  readonly empty: string;
  readonly categories: string;
  readonly officials: string;
  readonly offices: string;
  /** Above those who hold and held an office. */
  readonly holders: string;
  /** Above what a person holds and held. */
  readonly terms: string;
  /** Of who acts in an office. */
  readonly acting: string;
  readonly since: (day: string) => string;
  readonly untilDay: (day: string) => string;
  /** Before who comes into which office, with its colon. */
  readonly officeChanged: string;
  readonly successor: string;
  readonly former: string;
  readonly search: string;
  /** What the field of a search is called. */
  readonly searchWords: string;
  /** Of a list to choose from: no restriction. */
  readonly any: string;
  readonly month: string;
  /** Above the months that have articles. */
  readonly archive: string;
  readonly nothingFound: string;
  /** What the field is called that finds subjects, persons and offices. */
  readonly findEntry: string;
  readonly previous: string;
  readonly next: string;
  readonly related: string;
  readonly copyLink: string;
  readonly share: string;
  readonly follow: string;
  readonly website: string;
  readonly updated: string;
  /** Heads the list of every major change of an article. */
  readonly allUpdates: string;
  readonly withdrawn: string;
  /** Before the day and time of the end. */
  readonly previewUntil: string;
  readonly source: string;
  readonly original: string;
  /** Before the languages that an article is there in besides. */
  readonly alsoIn: string;
  readonly by: string;
  readonly officialsOfArticle: string;
  readonly relations: Readonly<Record<Relation, string>>;
  readonly attachments: string;
  /** What a table is called for those who cannot see that it is one. */
  readonly table: string;
  readonly notices: Readonly<
    Record<400 | 404 | 429 | 503, { readonly title: string; readonly text: string }>
  >;
  readonly toNews: string;
  readonly listSeparator: string;
  /** Between what is said of one thing, such as a name and an office. */
  readonly factSeparator: string;
  readonly subscribing: SubscribeMessages;
}
