/** A list of articles by day: on the front page, on those of subjects and people, and as what a search found. */

import type { PublishedArticle } from '../../article/article.ts';
import { cleanText } from '../../article/content/plain-text.ts';
import { extractText } from '../../article/content/text.ts';
import { isFoundIn, markFound } from '../../article/search-terms.ts';
import type { FeedItem } from '../../feed/feed-item.ts';
import { buildFeedItem } from '../../feed/feed-item.ts';
import { chooseFeedMessages, joinLabel } from '../../messages/feed.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';
import { markOwnLanguage, markText } from './layout.tsx';
import { formatDay, PageTime } from './page-time.tsx';

/** Content that is looked through for passages to show, in characters of HTML: what reading it costs has an end. */
const MAX_EXCERPT_SOURCE = 400_000;
/** Shown of a passage before and after the first word that was found, in characters. */
const EXCERPT_BEFORE = 80;
const EXCERPT_AFTER = 200;

export interface ArticleListProps {
  readonly articles: readonly PublishedArticle[];
  readonly authority: string | null;
  readonly settings: Settings;
  /** Searches whose words are marked. */
  readonly queries?: readonly string[];
}

interface Entry {
  readonly item: FeedItem;
  /** Without the notice's label. */
  readonly title: string;
  /** What is said of it below the title. */
  readonly text: string | null;
}

/** The list. The newest news leads; what was withdrawn is told of, below. */
export function ArticleList({ articles, authority, settings, queries = [] }: ArticleListProps) {
  let left = MAX_EXCERPT_SOURCE;
  const entries = articles.map((article): Entry => {
    const item = buildFeedItem(article, settings, authority);
    const title = cleanText(article.title) || article.slug;
    if (item.status === 'withdrawn') return { item, title, text: item.withdrawnReason };
    const isFound = (text: string) => isFoundIn(text, queries);
    if (queries.length === 0 || isFound(item.summary ?? '')) return { item, title, text: item.summary };
    left -= article.contentHtml.length;
    const line = left < 0 ? null : findLine(article.contentHtml, isFound);
    return { item, title, text: line === null ? item.summary : cutExcerpt(line, queries) };
  });
  const days = leadWithNews(groupByDay(entries, settings));
  // What was searched for is in no order of weight.
  const lead = queries.length > 0 ? undefined : days[0]?.find(({ item }) => item.status === 'published');
  return (
    <>
      {days.map((day) => (
        <section class="day">
          <h2 {...markOwnLanguage(settings)}>
            <PageTime at={day[0]?.item.publishedAt ?? 0} settings={settings} />
          </h2>
          <div>
            {day.map((entry) => (
              <ListedArticle {...entry} isLead={entry === lead} settings={settings} queries={queries} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

/** Text with what the searches find in it marked. */
function Marked({ text, queries }: { text: string; queries: readonly string[] }) {
  if (queries.length === 0) return <>{text}</>;
  return <>{markFound(text, queries).map((part) => (part.isFound ? <mark>{part.text}</mark> : part.text))}</>;
}

/** A tag whole: what is between the quotes of an attribute neither ends nor begins one. */
const TAG = /<(?:[^>"']|"[^"]*"|'[^']*')*>/g;
const BLOCK =
  /^<\/?(?:p|div|h[1-6]|li|dt|dd|blockquote|pre|table|tr|td|th|caption|figure|figcaption|summary|br)\b/;
/** Between blocks; in no text, which is cleaned of it. */
const GAP = '\0';

/** The first line of sanitised HTML that is found; only that one is parsed, which takes most of the time. */
function findLine(html: string, isFound: (text: string) => boolean): string | null {
  const parts = cleanText(html)
    .replace(TAG, (tag) => (BLOCK.test(tag) ? GAP : tag))
    .split(GAP);
  for (const part of parts) {
    if (!isFound(part.replace(TAG, ''))) continue;
    const line = extractText(part).split('\n').find(isFound);
    if (line !== undefined) return line;
  }
  return null;
}

function cutExcerpt(line: string, queries: readonly string[]): string {
  const parts = markFound(line, queries);
  const before = [...(parts[0]?.isFound ? '' : (parts[0]?.text ?? ''))];
  const after = [...parts.map((part) => part.text).join('')].slice(before.length);
  const start =
    before.length > EXCERPT_BEFORE ? `…${before.slice(-EXCERPT_BEFORE).join('')}` : before.join('');
  return (
    start + (after.length > EXCERPT_AFTER ? `${after.slice(0, EXCERPT_AFTER).join('')}…` : after.join(''))
  );
}

/** Consecutive articles of one day in the publication's time zone. */
function groupByDay(entries: readonly Entry[], settings: Settings): Entry[][] {
  const days: { name: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const name = formatDay(entry.item.publishedAt, settings);
    const last = days.at(-1);
    if (last?.name === name) last.entries.push(entry);
    else days.push({ name, entries: [entry] });
  }
  return days.map((day) => day.entries);
}

/** Each day begins with its news, and the page with a day that has some. */
function leadWithNews(days: readonly Entry[][]): Entry[][] {
  const isNews = ({ item }: Entry) => item.status === 'published';
  const sorted = days.map((day) => [...day.filter(isNews), ...day.filter((entry) => !isNews(entry))]);
  const first = Math.max(
    0,
    sorted.findIndex((day) => day.some(isNews)),
  );
  return [...sorted.slice(first, first + 1), ...sorted.slice(0, first), ...sorted.slice(first + 1)];
}

interface ListedArticleProps extends Entry {
  readonly isLead: boolean;
  readonly settings: Settings;
  readonly queries: readonly string[];
}

function ListedArticle({ item, title, text, isLead, settings, queries }: ListedArticleProps) {
  const { publicUrl, language } = settings;
  const isWithdrawn = item.status === 'withdrawn';
  const marked = <Marked text={title} queries={queries} />;
  const kind = isWithdrawn ? 'entry withdrawn' : isLead ? 'entry top' : 'entry';
  return (
    <article class={item.image === null ? kind : `${kind} pictured`}>
      <h3 {...markText(item.language, language)}>
        {isWithdrawn ? joinLabel(chooseFeedMessages(item.language).withdrawnLabel, '') : null}
        <a href={`${publicUrl}/articles/${item.slug}`}>{isWithdrawn ? <s>{marked}</s> : marked}</a>
      </h3>
      {item.image === null ? null : (
        <img
          class="thumb"
          src={item.image.url}
          alt=""
          width="144"
          height="96"
          loading={isLead ? 'eager' : 'lazy'}
          decoding="async"
        />
      )}
      {text === null ? null : (
        <p class="summary" {...markText(item.language, language)}>
          <Marked text={text} queries={queries} />
        </p>
      )}
      {item.categories.length === 0 ? null : (
        <ul class="labels">
          {item.categories.map(({ slug, name }) => (
            <li>
              <a href={`${publicUrl}/categories/${slug}`} dir="auto">
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

interface OlderPagesProps {
  /** Where this page begins; null: with the newest. */
  readonly cursor: string | null;
  /** Where the next one does; null: there is none. */
  readonly nextCursor: string | null;
  /** The address of the page that begins there. */
  readonly pageUrl: (cursor: string | null) => string;
  readonly settings: Settings;
}

/** The way to older articles, and back to the newest. */
export function OlderPages({ cursor, nextCursor, pageUrl, settings }: OlderPagesProps) {
  const messages = choosePageMessages(settings.language);
  if (cursor === null && nextCursor === null) return null;
  return (
    <nav class="pages" aria-label={messages.older} {...markOwnLanguage(settings)}>
      {cursor === null ? null : <a href={pageUrl(null)}>{messages.newest}</a>}
      {nextCursor === null ? null : (
        <a rel="next" href={pageUrl(nextCursor)}>
          {messages.older}
        </a>
      )}
    </nav>
  );
}
