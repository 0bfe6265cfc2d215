/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), written here: `feed` stops at version 1. */

import type {
  ArticleImage,
  ArticleStatus,
  AttachedOfficial,
  Attachment,
  PublishedArticle,
  Source,
} from '../article/article.ts';
import { formatTimestamp } from '../article/date-format.ts';
import type { Settings } from '../settings.ts';
import { showContent } from './attached-html.ts';
import type { Feed } from './feed.ts';
import { buildFeedItem, type FeedItem, type TranslationLink } from './feed-item.ts';
import { HeldTexts } from './held-texts.ts';

/** What JSON Feed has no words for; receivers of webhooks read it as well. */
interface GazetteExtension {
  /** The article's id in the API, without the authority. */
  readonly id: string;
  /** Counts every change from 1; of two items with one id the higher revision holds. */
  readonly revision: number;
  readonly status: ArticleStatus;
  /** Only of an entry that tells what became of an article: that article's id in this feed. */
  readonly notice_of?: string;
  readonly slug: string;
  readonly external_id: string | null;
  readonly categories: readonly string[];
  readonly officials: readonly AttachedOfficial[];
  readonly source: Source | null;
  /** What is known of `image` besides its address. */
  readonly image: Omit<ArticleImage, 'url'> | null;
  /** Published articles in other languages that say the same. */
  readonly translations?: readonly TranslationLink[];
  readonly change_note: string | null;
  readonly withdrawn_reason: string | null;
}

interface JsonFeedAttachment {
  readonly url: string;
  readonly mime_type: string;
  readonly title?: string;
  readonly size_in_bytes?: number;
}

/** An article in JSON Feed, and in every webhook. */
export interface JsonFeedItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly content_html: string;
  readonly summary?: string;
  readonly image?: string;
  readonly date_published: string;
  readonly date_modified: string;
  readonly authors?: readonly { readonly name: string }[];
  readonly tags?: readonly string[];
  readonly language: string;
  readonly attachments?: readonly JsonFeedAttachment[];
  readonly _gazette: GazetteExtension;
}

const VERSION_URL = 'https://jsonfeed.org/version/1.1';

/** Builds the item of one article, exactly as feeds show it and webhooks carry it. */
export function buildJsonFeedItem(
  article: PublishedArticle,
  settings: Settings,
  authority: string | null,
): JsonFeedItem {
  return formatItem(buildFeedItem(article, settings, authority), settings.language);
}

/** Renders a feed as JSON Feed 1.1, in parts. */
export function renderJsonFeed(feed: Feed): string[] {
  const held = new HeldTexts();
  const finished = JSON.stringify({
    version: VERSION_URL,
    title: feed.title,
    home_page_url: feed.homeUrl,
    feed_url: feed.selfUrl,
    description: feed.description,
    ...(feed.nextUrl !== null && { next_url: feed.nextUrl }),
    icon: feed.iconUrl,
    favicon: feed.iconUrl,
    authors: [{ name: feed.publisher }],
    language: feed.language,
    ...(feed.hubUrl !== null && { hubs: [{ type: 'WebSub', url: feed.hubUrl }] }),
    _gazette: { id: feed.id, about: feed.aboutUrl },
    items: feed.items.map((item) => holdTexts(formatItem(item, feed.language), held)),
  });
  return held.release(finished, JSON.stringify(held.mark));
}

/** In the order in which they stand in an item. */
function holdTexts(item: JsonFeedItem, held: HeldTexts): JsonFeedItem {
  const { content_html, summary } = item;
  return {
    ...item,
    content_html: held.hold(JSON.stringify(content_html)),
    ...(summary !== undefined && { summary: held.hold(JSON.stringify(summary)) }),
  };
}

function formatItem(item: FeedItem, feedLanguage: string): JsonFeedItem {
  const tags = [...item.categories, ...item.officials].map(({ name }) => name);
  return {
    id: item.id,
    url: item.url,
    title: item.title,
    content_html: showContent(item, feedLanguage, []),
    ...(item.summary !== null && { summary: item.summary }),
    ...(item.image !== null && { image: item.image.url }),
    date_published: formatTimestamp(item.publishedAt),
    date_modified: formatTimestamp(item.modifiedAt),
    ...(item.creators.length > 0 && { authors: item.creators.map((name) => ({ name })) }),
    ...(tags.length > 0 && { tags: [...new Set(tags)] }),
    language: item.language,
    ...(item.attachments.length > 0 && { attachments: formatAttachments(item.attachments) }),
    _gazette: {
      id: item.articleId,
      revision: item.revision,
      status: item.status,
      ...(item.noticeOf !== null && { notice_of: item.noticeOf }),
      slug: item.slug,
      external_id: item.externalId,
      categories: item.categories.map(({ slug }) => slug),
      officials: item.officials,
      source: item.source,
      image: describeImage(item.image),
      ...(item.translations.length > 0 && { translations: item.translations }),
      change_note: item.changeNote,
      withdrawn_reason: item.withdrawnReason,
    },
  };
}

function describeImage(image: ArticleImage | null): GazetteExtension['image'] {
  if (image === null) return null;
  const { alt, caption, credit, width, height } = image;
  return { alt, caption, credit, width, height };
}

/** Files of one title are the same thing in other formats to JSON Feed: where they are not, titles are told apart. */
function formatAttachments(attachments: readonly Attachment[]): JsonFeedAttachment[] {
  const taken = new Set<string>();
  return attachments.map((attachment) => {
    const { title } = attachment;
    let told = title;
    for (let number = 2; told !== null && taken.has(told); number++) told = `${title} (${number})`;
    if (told !== null) taken.add(told);
    return formatAttachment({ ...attachment, title: told });
  });
}

function formatAttachment({ url, mimeType, title, sizeInBytes }: Attachment): JsonFeedAttachment {
  return {
    url,
    mime_type: mimeType,
    ...(title !== null && { title }),
    ...(sizeInBytes !== null && { size_in_bytes: sizeInBytes }),
  };
}
