/** `/search`: articles by words, subject, person, office and month; without any of these the way to every month. */

import { cleanText } from '../../article/content/plain-text.ts';
import type { Directory } from '../../article/directory/directory.ts';
import { EVERYTHING } from '../../article/filter.ts';
import { buildSearchPath } from '../../feed/address.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { FeedDocument } from '../../published/document.ts';
import type { Settings } from '../../settings.ts';
import { ArticleList, OlderPages } from './article-list.tsx';
import { FollowLink, listFeedLinks } from './feed-links.tsx';
import { SearchField } from './fields.tsx';
import type { FilterChoice } from './filter-choices.tsx';
import { FilterChoices, listChoices } from './filter-choices.tsx';
import { Layout, markOwnLanguage } from './layout.tsx';
import { formatMonth } from './page-time.tsx';

/** A list to choose from is for the eye; longer ones are pages of their own. */
const MAX_OPTIONS = 300;

export interface SearchPageProps {
  /** What was found; null where nothing was looked for. */
  readonly document: FeedDocument | null;
  /** null where it cannot be asked now: the form goes without its lists. */
  readonly directory: Directory | null;
  /** Every month with an article, `YYYY-MM`, newest first. */
  readonly months: readonly string[];
  readonly settings: Settings;
}

/** The page; the same document, directory, months and settings give the same page. */
export function SearchPage({ document, directory, months, settings }: SearchPageProps) {
  const messages = choosePageMessages(settings.language);
  const path = document === null ? '/search' : buildSearchPath(document.filter, document.cursor);
  return (
    <Layout
      settings={settings}
      title={[messages.search, ...(document?.filter.queries ?? [])].join(' ')}
      canonicalUrl={settings.publicUrl + path}
      {...(document !== null && { feeds: listFeedLinks(document.filter, document.names, settings) })}
      current="search"
      hasFollowLink={document !== null}
      isListed={document === null}
    >
      <div class="list">
        <h1 class="page-title" {...markOwnLanguage(settings)}>
          {messages.search}
        </h1>
        <SearchForm document={document} directory={directory} months={months} settings={settings} />
        {document === null ? (
          <Months months={months} settings={settings} />
        ) : (
          <Results document={document} settings={settings} />
        )}
      </div>
    </Layout>
  );
}

function SearchForm({ document, directory, months, settings }: SearchPageProps) {
  const messages = choosePageMessages(settings.language);
  const chosen = document === null ? [] : listChoices(document.filter, document.names, settings);
  const words = chosen.find(({ parameter }) => parameter === 'q');
  const lists = [
    { parameter: 'category', label: messages.categories, entries: directory?.categories ?? [] },
    { parameter: 'official', label: messages.officials, entries: directory?.officials ?? [] },
    { parameter: 'office', label: messages.offices, entries: directory?.offices ?? [] },
  ].map(({ entries, ...list }) => ({
    ...list,
    options: entries.map(({ slug, name }) => ({ value: slug, name: cleanText(name) || slug })),
  }));
  lists.push({
    parameter: 'month',
    label: messages.month,
    options: months.map((month) => ({ value: month, name: formatMonth(month, settings) })),
  });
  const shown = lists.filter(({ options }) => options.length > 0 && options.length <= MAX_OPTIONS);
  const selected = shown.map(({ parameter, options }) =>
    chosen.find(
      (choice) => choice.parameter === parameter && options.some(({ value }) => value === choice.value),
    ),
  );
  const others = chosen.filter((choice) => choice !== words && !selected.includes(choice));
  return (
    <search>
      <form class="search whole" action="/search" {...markOwnLanguage(settings)}>
        <SearchField name="q" label={messages.searchWords} value={words?.value} />
        <button type="submit" class="button">
          {messages.search}
        </button>
        <div class="choices">
          {shown.map(({ parameter, label, options }, index) => (
            <label>
              {label}{' '}
              <select name={parameter}>
                <option value="">{messages.any}</option>
                {options.map(({ value, name }) => (
                  <option value={value} selected={selected[index]?.value === value}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <FilterChoices choices={others.map((choice): FilterChoice => ({ ...choice, isChosen: true }))} />
        </div>
      </form>
    </search>
  );
}

function Results({ document, settings }: { document: FeedDocument; settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  const { filter, articles, authority, cursor, nextCursor } = document;
  const pageUrl = (before: string | null) => settings.publicUrl + buildSearchPath(filter, before);
  return (
    <>
      <p {...markOwnLanguage(settings)}>
        <FollowLink filter={filter} settings={settings} />
      </p>
      {articles.length === 0 ? (
        <p class="empty" role="status" {...markOwnLanguage(settings)}>
          {messages.nothingFound}
        </p>
      ) : (
        <ArticleList articles={articles} authority={authority} settings={settings} queries={filter.queries} />
      )}
      <OlderPages {...{ cursor, nextCursor, pageUrl, settings }} />
    </>
  );
}

/** Every month as a search of its own, by year. */
function Months({ months, settings }: { months: readonly string[]; settings: Settings }) {
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const path = (some: readonly string[]) =>
    settings.publicUrl + buildSearchPath({ ...EVERYTHING, months: some });
  if (years.length === 0) return null;
  return (
    <section {...markOwnLanguage(settings)}>
      <h2>{choosePageMessages(settings.language).archive}</h2>
      <dl class="months">
        {years.map((year) => {
          const ofYear = months.filter((month) => month.startsWith(year));
          return (
            <>
              <dt>
                <a href={path(ofYear)}>{year}</a>
              </dt>
              {ofYear.map((month) => (
                <dd>
                  <a href={path([month])}>{formatMonth(month, settings, false)}</a>
                </dd>
              ))}
            </>
          );
        })}
      </dl>
    </section>
  );
}
