/** What a feed is called: the publication, and the filter in words. */

import { describeOfficial } from '../article/article.ts';
import { cleanText } from '../article/content/plain-text.ts';
import type { Filter } from '../article/filter.ts';
import { nameLanguage } from '../article/language.ts';
import { chooseFeedMessages } from '../messages/feed.ts';
import type { FilterNames } from '../published/document.ts';
import type { Settings } from '../settings.ts';

/** "Gazette: Economy", "Gazette: 吴曙, 区委副书记、区长", "Gazette: Economy or Roads · without Sport · “water” · 2021-08". */
export function buildFeedTitle(
  filter: Filter,
  names: FilterNames,
  settings: Pick<Settings, 'title' | 'language'>,
): string {
  const nameCategory = (slug: string) => names.categories[slug] ?? slug;
  const nameOfficial = (slug: string) => names.officials[slug]?.name ?? slug;
  // Asked for where there is something to join: finding out a language's script takes a new process two milliseconds.
  const messages = () => chooseFeedMessages(settings.language);
  const join = (subjects: readonly string[]) =>
    subjects.length < 2 ? (subjects[0] ?? '') : subjects.join(` ${messages().or} `);
  const excluded = [...filter.notCategories.map(nameCategory), ...filter.notOfficials.map(nameOfficial)];
  const [official] = filter.officials;
  const parts = [
    join(filter.categories.map(nameCategory)),
    official !== undefined && filter.officials.length === 1
      ? describeOfficial({ name: nameOfficial(official), role: names.officials[official]?.role ?? null })
      : join(filter.officials.map(nameOfficial)),
    join(filter.offices.map((slug) => names.offices[slug] ?? slug)),
    excluded.length === 0 ? '' : `${messages().without} ${join(excluded)}`,
    join(filter.languages.map((tag) => nameLanguage(tag, settings.language))),
    join(filter.queries.map((query) => `“${query}”`)),
    join(filter.months),
  ].filter((part) => part !== '');
  return cleanText(parts.length === 0 ? settings.title : `${settings.title}: ${parts.join(' · ')}`);
}
