/** What programs read of an article's page: Open Graph (https://ogp.me) and schema.org's NewsArticle as JSON-LD. */

import type { ArticleImage } from '../../article/article.ts';
import { formatTimestamp } from '../../article/date-format.ts';
import type { FeedItem } from '../../feed/feed-item.ts';
import type { Settings } from '../../settings.ts';

/** The elements for the head of an article's page. */
export function ArticleMeta({ item, settings }: { item: FeedItem; settings: Settings }) {
  const properties: readonly Property[] = [
    ['og:type', 'article'],
    ['og:title', item.title],
    ['og:url', item.url],
    ['og:site_name', settings.title],
    ['og:description', item.summary],
    ['og:image', item.image?.url ?? settings.imageUrl],
    ['og:image:alt', item.image?.alt || null],
    ['og:image:width', item.image?.width?.toString() ?? null],
    ['og:image:height', item.image?.height?.toString() ?? null],
    ['og:locale', formatLocale(item.language)],
    ['article:published_time', formatTimestamp(item.publishedAt)],
    ['article:modified_time', formatTimestamp(item.modifiedAt)],
    ...item.categories.map(({ name }) => ['article:section', name] as const),
  ];
  return (
    <>
      <Properties properties={properties} />
      <Translations item={item} settings={settings} />
      <link rel="alternate" type="text/markdown" href={`${settings.publicUrl}/articles/${item.slug}.md`} />
      <script
        type="application/ld+json"
        // JSON without any `<`, which alone could end it.
        dangerouslySetInnerHTML={{ __html: writeJsonLd(buildNewsArticle(item, settings)) }}
      />
    </>
  );
}

/**
 * The same article in each language, itself included (https://developers.google.com/search/docs/specialty/international/localized-versions);
 * who reads none of them is led to the one in the publication's language, or here.
 */
function Translations({ item, settings }: { item: FeedItem; settings: Settings }) {
  if (item.translations.length === 0) return null;
  const versions = [{ language: item.language, url: item.url }, ...item.translations];
  const first = versions.find(({ language }) => language === settings.language) ?? versions[0];
  return (
    <>
      {versions.map(({ language, url }) => (
        <link rel="alternate" hreflang={language} href={url} />
      ))}
      <link rel="alternate" hreflang="x-default" href={first?.url} />
    </>
  );
}

/** What programs are told of a page that is not an article's. */
export function PageMeta({
  title,
  url,
  settings,
}: {
  title: string;
  url: string | null;
  settings: Settings;
}) {
  return (
    <Properties
      properties={[
        ['og:type', 'website'],
        ['og:title', title],
        ['og:url', url],
        ['og:site_name', settings.title],
        ['og:description', settings.description],
        ['og:image', settings.imageUrl],
        ['og:locale', formatLocale(settings.language)],
      ]}
    />
  );
}

type Property = readonly [name: string, content: string | null];

function Properties({ properties }: { properties: readonly Property[] }) {
  return (
    <>
      {properties.map(([property, content]) =>
        content === null ? null : <meta property={property} content={content} />,
      )}
    </>
  );
}

/** Open Graph writes `language_TERRITORY`: the likeliest territory where a language is without. */
function formatLocale(language: string): string {
  const { language: subtag, region } = new Intl.Locale(language).maximize();
  return region === undefined ? subtag : `${subtag}_${region}`;
}

/** JSON for the inside of a script element, where `</script` and `<!--` would be markup. */
function writeJsonLd(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** https://schema.org/ImageObject. */
function describeImage({ url, caption, credit, width, height }: ArticleImage): Record<string, unknown> {
  return {
    '@type': 'ImageObject',
    url,
    caption: caption ?? undefined,
    creditText: credit ?? undefined,
    width: width ?? undefined,
    height: height ?? undefined,
  };
}

/** https://schema.org/NewsArticle. Officials are what the article is about, unless they wrote it. */
function buildNewsArticle(item: FeedItem, settings: Settings): Record<string, unknown> {
  const { publicUrl } = settings;
  const describeOfficial = ({ slug, name, role }: FeedItem['officials'][number]) => ({
    '@type': 'Person',
    name,
    jobTitle: role ?? undefined,
    url: `${publicUrl}/officials/${slug}`,
  });
  const officials = item.officials.filter(({ relation }) => relation !== 'author');
  const writing = item.officials.filter(({ relation }) => relation === 'author');
  const describeCreator = (creator: string) => {
    const official = writing.find(({ name }) => name === creator);
    return official === undefined ? { '@type': 'Person', name: creator } : describeOfficial(official);
  };
  const publisher = { '@type': 'Organization', name: settings.title, url: `${publicUrl}/` };
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': item.iri,
    url: item.url,
    mainEntityOfPage: item.url,
    headline: item.title,
    description: item.summary ?? undefined,
    inLanguage: item.language,
    datePublished: formatTimestamp(item.publishedAt),
    dateModified: formatTimestamp(item.modifiedAt),
    image: item.image === null ? undefined : describeImage(item.image),
    author: item.creators.length === 0 ? [publisher] : item.creators.map(describeCreator),
    publisher: { ...publisher, logo: { '@type': 'ImageObject', url: settings.iconUrl } },
    articleSection:
      item.categories.length === 0 ? undefined : item.categories.map((category) => category.name),
    about: officials.length === 0 ? undefined : officials.map(describeOfficial),
    isBasedOn: item.source?.url ?? undefined,
    correction: item.changeNote ?? undefined,
  };
}
