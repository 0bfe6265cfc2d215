/** The page of one article, and the notice that stands in place of a withdrawn one. */

import { filterOfScope } from '../../article/filter.ts';
import { buildFeedItem, type FeedItem } from '../../feed/feed-item.ts';
import { cleanText } from '../../feed/text.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { ArticleDocument } from '../../published/store.ts';
import type { Settings } from '../../settings.ts';
import { ArticleFacts } from './article-facts.tsx';
import { ArticleMeta } from './article-meta.tsx';
import { listEverythingLinks, listFeedLinks } from './feed-links.tsx';
import { markText } from './language.ts';
import { Layout, markOwnLanguage } from './layout.tsx';
import { preparePageContent } from './page-content.ts';
import { PageTime } from './page-time.tsx';

/** A whole article as its page. */
export function ArticlePage({ document, settings }: { document: ArticleDocument; settings: Settings }) {
  const { article, authority } = document;
  const item = buildFeedItem(article, settings, authority || null);
  const isWithdrawn = item.status === 'withdrawn';
  const text = markText(item.language, settings.language);
  const contentHtml = isWithdrawn
    ? item.contentHtml
    : preparePageContent(cleanText(article.content_html), choosePageMessages(settings.language).table);
  return (
    <Layout
      settings={settings}
      title={item.title}
      description={item.summary ?? undefined}
      canonicalUrl={item.url}
      feeds={isWithdrawn ? [] : listArticleFeeds(item, settings)}
      datedAt={item.publishedAt}
      isListed={!isWithdrawn}
      head={isWithdrawn ? undefined : <ArticleMeta item={item} settings={settings} />}
    >
      <article class={isWithdrawn ? 'article withdrawn' : 'article'}>
        <header>
          {isWithdrawn ? null : <Categories item={item} settings={settings} />}
          <h1 {...text}>{item.title}</h1>
          <Byline item={item} settings={settings} />
          <Notes item={item} settings={settings} />
        </header>
        {item.image === null || article.content_html.includes(item.image) ? null : (
          <img class="picture" src={item.image} alt="" />
        )}
        {/* The content was sanitised when it came in. */}
        <div class="content" {...text} dangerouslySetInnerHTML={{ __html: contentHtml }} />
        {isWithdrawn ? null : <ArticleFacts item={item} settings={settings} />}
      </article>
    </Layout>
  );
}

/** An article is in the feed of everything and in those of its categories and officials. */
function listArticleFeeds(item: FeedItem, settings: Settings) {
  const names = {
    categories: Object.fromEntries(item.categories.map(({ slug, name }) => [slug, name])),
    officials: Object.fromEntries(item.officials.map(({ slug, name, role }) => [slug, { name, role }])),
  };
  return [
    ...listEverythingLinks(settings),
    ...item.categories.flatMap(({ slug }) =>
      listFeedLinks(filterOfScope(`category/${slug}`), names, settings, ['rss']),
    ),
    ...item.officials.flatMap(({ slug }) =>
      listFeedLinks(filterOfScope(`official/${slug}`), names, settings, ['rss']),
    ),
  ];
}

function Categories({ item, settings }: { item: FeedItem; settings: Settings }) {
  if (item.categories.length === 0) return null;
  return (
    <ul class="labels">
      {item.categories.map(({ slug, name }) => (
        <li>
          <a href={`${settings.publicUrl}/categories/${slug}`} dir="auto">
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Who wrote it, when, and where it comes from. */
function Byline({ item, settings }: { item: FeedItem; settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  const { source, creators } = item;
  return (
    <p class="byline" {...markOwnLanguage(settings)}>
      <span>
        <PageTime at={item.publishedAt} settings={settings} withTime />
      </span>
      {creators.length === 0 ? null : (
        <span>
          {messages.by} <bdi>{creators.join(messages.listSeparator)}</bdi>
        </span>
      )}
      {source === null || (source.name === null && source.url === null) ? null : (
        <span>
          {messages.source}{' '}
          {source.url === null ? (
            <bdi>{source.name}</bdi>
          ) : (
            <a href={source.url}>
              <bdi>{source.name ?? new URL(source.url).hostname}</bdi>
            </a>
          )}
        </span>
      )}
      {item.url === `${settings.publicUrl}/articles/${item.slug}` || item.status === 'withdrawn' ? null : (
        <span>
          <a href={item.url}>{messages.original}</a>
        </span>
      )}
    </p>
  );
}

/** What became of the article after it was published. */
function Notes({ item, settings }: { item: FeedItem; settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  if (item.status === 'withdrawn') {
    return (
      <p class="note" {...markOwnLanguage(settings)}>
        {messages.withdrawn} <PageTime at={item.modifiedAt} settings={settings} />
      </p>
    );
  }
  if (item.changeNote === null) return null;
  return (
    <div class="note">
      <p {...markOwnLanguage(settings)}>
        <strong>
          {messages.updated} <PageTime at={item.modifiedAt} settings={settings} />
        </strong>
      </p>
      <p {...markText(item.language, settings.language)}>{item.changeNote}</p>
    </div>
  );
}
