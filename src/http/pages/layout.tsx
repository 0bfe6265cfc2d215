/** What all pages share: the head, the masthead, the way around, the foot, and how a part in another language is marked. */

import type { Child } from 'hono/jsx';
import type { DirectoryKind, FOLDERS } from '../../article/directory/directory.ts';
import { EVERYTHING } from '../../article/filter.ts';
import { readDirection } from '../../article/language.ts';
import { choosePageMessages, chooseSpokenLanguage } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';
import { ICON_PATH } from '../../settings.ts';
import { buildColorPath } from './accent.ts';
import { PageMeta } from './article-meta.tsx';
import { findDrawnIconPath, findStylesheetPath } from './assets.ts';
import type { FeedLink } from './feed-links.tsx';
import { FeedAlternates, FollowLink } from './feed-links.tsx';
import { SearchBox } from './fields.tsx';
import { PageTime } from './page-time.tsx';

export interface LayoutProps {
  readonly settings: Settings;
  /** Absent: the front page, which is called as the publication is. */
  readonly title?: string;
  readonly description?: string;
  /** The one address of this page, absolute; null for pages that are about no address. */
  readonly canonicalUrl: string | null;
  /** The page's own feeds; those of everything follow by themselves. null: this page leads to no feed at all. */
  readonly feeds?: readonly FeedLink[] | null;
  /** The date in the masthead, epoch milliseconds: of the page's newest article, never of the clock. */
  readonly datedAt?: number | null;
  readonly current?: 'news' | (typeof FOLDERS)[DirectoryKind] | 'subscribe' | 'search';
  /** The page's content has the button that leads to following it; else the masthead has one for everything, if any. */
  readonly hasFollowLink?: boolean;
  /** False keeps the page out of search engines. */
  readonly isListed?: boolean;
  /** What programs are told of the page; absent: what they are told of any. */
  readonly meta?: Child;
  /** More elements of the head. */
  readonly head?: Child;
  readonly children?: Child;
}

/** A whole page. */
export function Layout(props: LayoutProps) {
  const {
    settings,
    title,
    description,
    canonicalUrl,
    feeds = [],
    isListed = true,
    head,
    meta,
    children,
  } = props;
  const colorPath = buildColorPath(settings.color);
  const messages = choosePageMessages(settings.language);
  return (
    <html lang={settings.language} dir={readDirection(settings.language)}>
      <head>
        <meta charset="utf-8" />
        <title>{title === undefined ? settings.title : `${title} · ${settings.title}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={description ?? settings.description} />
        <meta name="color-scheme" content="light dark" />
        {isListed ? null : <meta name="robots" content="noindex" />}
        {canonicalUrl === null ? null : <link rel="canonical" href={canonicalUrl} />}
        {feeds === null ? null : <FeedAlternates links={feeds} settings={settings} />}
        <link rel="stylesheet" href={findStylesheetPath()} />
        {colorPath === null ? null : <link rel="stylesheet" media="screen" href={colorPath} />}
        {settings.iconUrl === settings.publicUrl + ICON_PATH ? (
          <link rel="icon" type="image/svg+xml" href={findDrawnIconPath()} />
        ) : (
          <link rel="icon" href={settings.iconUrl} />
        )}
        <link rel="apple-touch-icon" href={settings.iconUrl} />
        {meta ??
          (isListed ? (
            <PageMeta title={title ?? settings.title} url={canonicalUrl} settings={settings} />
          ) : null)}
        {head}
      </head>
      <body>
        <a class="skip" href="#content" {...markLanguage(messages.language, settings.language)}>
          {messages.skip}
        </a>
        <Masthead {...props} />
        <main id="content" tabindex={-1}>
          {children}
        </main>
        {feeds === null ? null : <Foot settings={settings} />}
      </body>
    </html>
  );
}

/** Attributes of the pages' own words where the publication is in a language that they are not in. */
export function markOwnLanguage(settings: Settings) {
  const isSpoken = chooseSpokenLanguage(settings.language) === settings.language;
  return isSpoken ? {} : markLanguage(choosePageMessages(settings.language).language, settings.language);
}

function Masthead({ settings, title, feeds, datedAt, current, hasFollowLink = false }: LayoutProps) {
  const messages = choosePageMessages(settings.language);
  const isFront = title === undefined;
  const name = <a href={`${settings.publicUrl}/`}>{settings.title}</a>;
  return (
    <header class={isFront ? 'masthead front' : 'masthead'}>
      <div class="dateline">
        <p dir="auto">{settings.description}</p>
        {datedAt === undefined || datedAt === null ? null : (
          <p {...markOwnLanguage(settings)}>
            <PageTime at={datedAt} settings={settings} />
          </p>
        )}
      </div>
      {isFront ? (
        <h1 class="name" dir="auto">
          {name}
        </h1>
      ) : (
        <p class="name" dir="auto">
          {name}
        </p>
      )}
      <div class="bar" {...markOwnLanguage(settings)}>
        <nav aria-label={messages.pages}>
          <ul>
            {(['news', 'categories', 'officials', 'offices'] as const).map((id) => (
              <li>
                <a
                  href={`${settings.publicUrl}/${id === 'news' ? '' : id}`}
                  aria-current={current === id ? 'page' : undefined}
                >
                  {messages[id]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {current === 'search' ? null : <SearchBox settings={settings} />}
        {hasFollowLink || feeds === null ? null : <FollowLink filter={EVERYTHING} settings={settings} />}
      </div>
    </header>
  );
}

function Foot({ settings }: { settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  return (
    <footer class="foot">
      <p dir="auto">{settings.title}</p>
      <ul {...markOwnLanguage(settings)}>
        {settings.footerLinks.map(({ name, url }) => (
          <li>
            <a href={url} dir="auto">
              {name}
            </a>
          </li>
        ))}
        <li>
          <a href={`${settings.publicUrl}/search`}>{messages.archive}</a>
        </li>
        <li>
          <a href={`${settings.publicUrl}/subscribe`}>{messages.subscribe}</a>
        </li>
        <li>
          <a href={`${settings.publicUrl}/opml.xml`} type="text/x-opml">
            OPML
          </a>
        </li>
      </ul>
    </footer>
  );
}

/** What a page tells of the language of its parts: `lang`, for voices and fonts, and the direction. */
interface LanguageAttributes {
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl' | 'auto';
}

/** Attributes of a part of the page that is in a language of its own; none where it is the page's. */
function markLanguage(language: string, pageLanguage: string): LanguageAttributes {
  return language === pageLanguage ? {} : { lang: language, dir: readDirection(language) };
}

/**
 * Attributes of text from an article: right to left where its language is. Otherwise its first letter decides,
 * because an editor may have left the language out.
 */
export function markText(language: string, pageLanguage: string): LanguageAttributes {
  const direction = readDirection(language);
  return {
    ...(language === pageLanguage ? {} : { lang: language }),
    dir: direction === 'rtl' ? 'rtl' : 'auto',
  };
}
