/** The page of one article, and the notice that stands in place of a withdrawn one. */

import type { ArticleImage } from '../../article/article.ts';
import { cleanText } from '../../article/content/plain-text.ts';
import { nameLanguage } from '../../article/language.ts';
import type { FeedItem } from '../../feed/feed-item.ts';
import { buildFeedItem } from '../../feed/feed-item.ts';
import type { LinkedArticle, Surroundings } from '../../ledger/feeds/public-reads.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { ArticleDocument } from '../../published/store.ts';
import type { Settings } from '../../settings.ts';
import type { CorrectedProps, FactsProps } from './article-facts.tsx';
import { ArticleFacts, UPDATES_ID } from './article-facts.tsx';
import { ArticleMeta } from './article-meta.tsx';
import { findCopyScriptPath } from './assets.ts';
import { listArticleFeeds } from './feed-links.tsx';
import { CopyField, CopyStatus } from './fields.tsx';
import { Layout, markOwnLanguage, markText } from './layout.tsx';
import { preparePageContent } from './page-content.ts';
import { PageTime } from './page-time.tsx';

export interface ArticlePageProps {
  readonly document: ArticleDocument;
  readonly settings: Settings;
  /** Of a preview, when it ends, epoch milliseconds: that page says what it is, and nothing to programs. */
  readonly previewUntil?: number;
  /** What else there is; null where nobody could say. */
  readonly surroundings?: Surroundings | null;
}

/** A whole article as its page. */
export function ArticlePage({ document, settings, previewUntil, surroundings = null }: ArticlePageProps) {
  const { article, authority } = document;
  const item = buildFeedItem(article, settings, authority || null);
  const isWithdrawn = item.status === 'withdrawn';
  const isPreview = previewUntil !== undefined;
  const text = markText(item.language, settings.language);
  const contentHtml = isWithdrawn
    ? item.contentHtml
    : preparePageContent(cleanText(article.contentHtml), choosePageMessages(settings.language).table);
  return (
    <Layout
      settings={settings}
      title={item.title}
      description={item.summary ?? undefined}
      canonicalUrl={isPreview ? null : item.url}
      feeds={isPreview ? null : isWithdrawn ? [] : listArticleFeeds(item, surroundings, settings)}
      datedAt={item.publishedAt}
      isListed={!isWithdrawn && !isPreview}
      head={isWithdrawn || isPreview ? undefined : <script type="module" src={findCopyScriptPath()} />}
      meta={isWithdrawn || isPreview ? undefined : <ArticleMeta item={item} settings={settings} />}
    >
      <article class={isWithdrawn ? 'article withdrawn' : 'article'}>
        <header>
          {previewUntil === undefined ? null : (
            <p class="note" {...markOwnLanguage(settings)}>
              {choosePageMessages(settings.language).previewUntil}{' '}
              <PageTime at={previewUntil} settings={settings} withTime />
            </p>
          )}
          {isWithdrawn ? null : <Categories item={item} settings={settings} />}
          <h1 {...text}>{item.title}</h1>
          <Byline item={item} settings={settings} />
          <Notes item={item} corrections={article.corrections} settings={settings} />
        </header>
        {item.image === null || article.contentHtml.includes(item.image.url) ? null : (
          <Picture image={item.image} {...text} />
        )}
        {/* The content was sanitised when it came in. */}
        <div class="content" {...text} dangerouslySetInnerHTML={{ __html: contentHtml }} />
        {isWithdrawn || isPreview ? null : <OwnAddress item={item} settings={settings} />}
        {isWithdrawn ? null : (
          <ArticleFacts item={item} corrections={article.corrections} settings={settings} />
        )}
        {surroundings === null ? null : <Beside surroundings={surroundings} settings={settings} />}
      </article>
    </Layout>
  );
}

/** The article's address: to be copied and shared, and to be found on a printout. */
function OwnAddress({ item, settings }: { item: FeedItem; settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  return (
    <div class="address own" data-address={item.url} {...markOwnLanguage(settings)}>
      <CopyStatus />
      <CopyField
        id="own-address"
        url={item.url}
        label={messages.copyLink}
        button={messages.copyLink}
        settings={settings}
      />
      <button type="button" hidden data-shares="own-address">
        {messages.share}
      </button>
    </div>
  );
}

/** Where to go from here. */
function Beside({ surroundings, settings }: { surroundings: Surroundings; settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  const { previous, next, related } = surroundings;
  const link = ({ slug, title, language }: LinkedArticle, rel?: string) => (
    <a rel={rel} href={`${settings.publicUrl}/articles/${slug}`} {...markText(language, settings.language)}>
      {cleanText(title) || slug}
    </a>
  );
  return (
    <div class="beside" {...markOwnLanguage(settings)}>
      {related.length === 0 ? null : (
        <section>
          <h2>{messages.related}</h2>
          <ul>
            {related.map((article) => (
              <li>{link(article)}</li>
            ))}
          </ul>
        </section>
      )}
      {previous === null && next === null ? null : (
        <nav aria-label={messages.news}>
          {previous === null ? null : (
            <p>
              {messages.previous} {link(previous, 'prev')}
            </p>
          )}
          {next === null ? null : (
            <p>
              {messages.next} {link(next, 'next')}
            </p>
          )}
        </nav>
      )}
    </div>
  );
}

/** The article's own picture, with what belongs below it. */
function Picture({ image, ...language }: { readonly image: ArticleImage; readonly [name: string]: unknown }) {
  const { url, alt, caption, credit, width, height } = image;
  return (
    <figure class="lead-picture" {...language}>
      <img
        class="picture"
        src={url}
        alt={alt ?? ''}
        width={width ?? undefined}
        height={height ?? undefined}
        decoding="async"
      />
      {caption === null && credit === null ? null : (
        <figcaption>
          {caption} {credit === null ? null : <small dir="auto">{credit}</small>}
        </figcaption>
      )}
    </figure>
  );
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
      {item.translations.length === 0 ? null : (
        <span class="translations">
          {messages.alsoIn}{' '}
          {item.translations.map(({ language, url }) => (
            <a href={url} hreflang={language} lang={language} dir="auto">
              {nameLanguage(language, language)}
            </a>
          ))}
        </span>
      )}
    </p>
  );
}

/** What became of the article after it was published. */
function Notes({ item, corrections, settings }: FactsProps & CorrectedProps) {
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
      {corrections.length < 2 ? null : (
        <p {...markOwnLanguage(settings)}>
          <a href={`#${UPDATES_ID}`}>{messages.allUpdates}</a>
        </p>
      )}
    </div>
  );
}
