/** The values of a filter as boxes to tick in a form: each is what its parameter says in an address. */

import { describeOfficial } from '../../article/article.ts';
import { cleanText } from '../../article/content/plain-text.ts';
import type { Filter } from '../../article/filter.ts';
import { listFilterValues } from '../../article/filter.ts';
import { nameLanguage } from '../../article/language.ts';
import { chooseFeedMessages } from '../../messages/feed.ts';
import type { FilterNames } from '../../published/document.ts';
import type { Settings } from '../../settings.ts';
import { formatMonth } from './page-time.tsx';

/** One value of a filter. */
export interface Choice {
  readonly parameter: string;
  readonly value: string;
  /** In words. */
  readonly name: string;
}

export interface FilterChoice extends Choice {
  readonly isChosen: boolean;
}

/** What a filter has chosen, in the order of its address. */
export function listChoices(filter: Filter, names: FilterNames, settings: Settings): Choice[] {
  const { without } = chooseFeedMessages(settings.language);
  const nameCategory = (slug: string) => names.categories[slug] ?? slug;
  const nameOfficial = (slug: string) => describeOfficial(names.officials[slug] ?? { name: slug });
  const describe: Readonly<Record<string, (value: string) => string>> = {
    category: nameCategory,
    official: nameOfficial,
    office: (slug) => names.offices[slug] ?? slug,
    not_category: (slug) => `${without} ${nameCategory(slug)}`,
    not_official: (slug) => `${without} ${nameOfficial(slug)}`,
    language: (tag) => nameLanguage(tag, settings.language),
    month: (month) => formatMonth(month, settings),
  };
  return listFilterValues(filter).map(({ parameter, value }) => ({
    parameter,
    value,
    name: cleanText(describe[parameter]?.(value) ?? `“${value}”`),
  }));
}

/** The boxes. */
export function FilterChoices({ choices }: { choices: readonly FilterChoice[] }) {
  if (choices.length === 0) return null;
  return (
    <ul class="ticks">
      {choices.map(({ parameter, value, name, isChosen }) => (
        <li>
          <label>
            <input type="checkbox" name={parameter} value={value} checked={isChosen} /> <bdi>{name}</bdi>
          </label>
        </li>
      ))}
    </ul>
  );
}
