/** Pages of newest articles: the front page, a category's, an official's. */

import { cleanText } from '../../article/content/plain-text.ts';
import { buildHomePath } from '../../feed/address.ts';
import type { FeedItem } from '../../feed/feed-item.ts';
import { buildFeedItem } from '../../feed/feed-item.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { FeedDocument } from '../../published/document.ts';
import type { Settings } from '../../settings.ts';
import { ArticleList, OlderPages } from './article-list.tsx';
import type { DirectoryEntry } from './entry-head.tsx';
import { EntryHead } from './entry-head.tsx';
import { listFeedLinks } from './feed-links.tsx';
import { Layout, markOwnLanguage } from './layout.tsx';

export interface ListPageProps {
  readonly document: FeedDocument;
  readonly settings: Settings;
  /** The category or the official that the page is about; null on the front page. */
  readonly entry: DirectoryEntry | null;
  /** Of the entry's terms, from 1. */
  readonly termPage: number;
}

/** The page of a feed's document; the same document, entry and settings give the same page. */
export function ListPage({ document, settings, entry, termPage }: ListPageProps) {
  const messages = choosePageMessages(settings.language);
  const { filter, names, articles, cursor, nextCursor } = document;
  const homeUrl = settings.publicUrl + buildHomePath(filter);
  const pageUrl = (before: string | null) =>
    before === null ? homeUrl : `${homeUrl}?before=${encodeURIComponent(before)}`;
  const items = articles.map((article) => buildFeedItem(article, settings, document.authority));
  const title = entry?.name ?? (cursor === null ? undefined : messages.olderTitle);
  return (
    <Layout
      settings={settings}
      title={title}
      description={entry?.description ?? settings.description}
      canonicalUrl={termPage === 1 ? pageUrl(cursor) : `${homeUrl}?page=${termPage}`}
      feeds={listFeedLinks(filter, names, settings)}
      datedAt={items[0]?.publishedAt ?? null}
      current={entry === null && cursor === null ? 'news' : undefined}
      hasFollowLink={entry !== null}
    >
      <div class="columns">
        <div class="list">
          {entry !== null ? (
            <EntryHead entry={entry} page={termPage} filter={filter} settings={settings} />
          ) : null}
          {entry === null && cursor !== null ? (
            <h1 class="page-title" {...markOwnLanguage(settings)}>
              {messages.olderTitle}
            </h1>
          ) : null}
          {items.length === 0 ? (
            <p class="empty" {...markOwnLanguage(settings)}>
              {messages.empty}
            </p>
          ) : (
            <ArticleList articles={articles} authority={document.authority} settings={settings} />
          )}
          <OlderPages {...{ cursor, nextCursor, pageUrl, settings }} />
        </div>
        {entry === null ? <Index items={items} settings={settings} /> : null}
      </div>
    </Layout>
  );
}

/** The subjects and people of the page's articles: found without asking anybody. */
function Index({ items, settings }: { items: readonly FeedItem[]; settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  const categories = new Map(items.flatMap((item) => item.categories).map((one) => [one.slug, one]));
  const officials = new Map(items.flatMap((item) => item.officials).map((one) => [one.slug, one]));
  if (categories.size + officials.size === 0) return null;
  return (
    <aside class="index">
      {categories.size === 0 ? null : (
        <section>
          <h2 {...markOwnLanguage(settings)}>{messages.categories}</h2>
          <ul>
            {[...categories.values()].map(({ slug, name }) => (
              <li>
                <a href={`${settings.publicUrl}/categories/${slug}`} dir="auto">
                  {cleanText(name)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {officials.size === 0 ? null : (
        <section>
          <h2 {...markOwnLanguage(settings)}>{messages.officials}</h2>
          <ul>
            {[...officials.values()].map(({ slug, name, role }) => (
              <li>
                <a href={`${settings.publicUrl}/officials/${slug}`} dir="auto">
                  {name}
                </a>
                {role === null ? null : (
                  <span class="role" dir="auto">
                    {role}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
