/** What a chat shows of one message, before any service's own markup: read from the Standard Webhooks body. */

import * as z from 'zod';
import { findDateFormat } from '../../article/date-format.ts';
import type { ChatMessages } from '../../messages/chat.ts';
import { chooseChatMessages } from '../../messages/chat.ts';
import { chooseFeedMessages, joinLabel } from '../../messages/feed.ts';
import type { EventType } from '../event.ts';
import { ARTICLE_EVENTS, OFFICE_EVENTS, OPERATOR_EVENTS } from '../event.ts';
import { cutText } from './cut.ts';
import type { BuildContext, OutgoingMessage } from './format.ts';

/** A name and its value: "Officials", "吴曙（区长）". */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Everything in it is one line of plain text without markup. */
export interface ChatItem {
  readonly tone: 'news' | 'correction' | 'withdrawal' | 'notice';
  readonly chat: ChatMessages;
  /** Equal for messages about the same article; null for what is about none. */
  readonly articleId: string | null;
  readonly revision: number;
  /** When the event happened, epoch milliseconds. */
  readonly happenedAt: number;
  /** The title with what happened to it: "Correction: …". */
  readonly headline: string;
  /** http or https, at most MAX_LINK_CHARACTERS; null where there is none. */
  readonly url: string | null;
  /** What changed, or why it was withdrawn. */
  readonly note: Fact | null;
  readonly summary: string | null;
  readonly facts: readonly Fact[];
  readonly image: string | null;
}

/** Discord's limit for an embed's URL and the smallest of all; longer links break in readers anyway. */
const MAX_LINK_CHARACTERS = 2048;
/** A publication's or a webhook's name is no text: this keeps headings within every service's smallest field. */
const MAX_NAME_CHARACTERS = 80;

/** Reads a message for a chat; `serviceLanguage` is spoken where no article says its own. */
export function readChatItem(
  message: OutgoingMessage,
  context: BuildContext,
  serviceLanguage: 'en' | 'zh',
): ChatItem {
  const body = readMessageBody(message.body);
  const happenedAt = Date.parse(body.timestamp) || 0;
  if (body.type === 'ping') {
    const chat = chooseChatMessages(serviceLanguage);
    const headline = chat.testMessage(showPublicationTitle(context));
    return { ...NOTICE, chat, happenedAt, headline, note: null, summary: chat.testExplanation };
  }
  const { data } = body;
  if ('endpoint' in data) {
    const chat = chooseChatMessages(serviceLanguage);
    return { ...NOTICE, chat, happenedAt, ...describeEndpoint(body.type, data.endpoint, chat) };
  }
  const { article } = data;
  const chat = chooseChatMessages(article.language ?? serviceLanguage);
  const shared = {
    chat,
    articleId: article.id,
    revision: article._gazette.revision,
    happenedAt,
    url: readLink(article.url),
  };
  const title = article.title ?? article.url ?? article.id;
  const date = describeDate(article, chat, context.timezone);
  if (body.type === 'article.withdrawn') {
    const headline = labelWithdrawn(title, article.language ?? chat.locale);
    const note = makeFact(chat.reason, article._gazette.withdrawn_reason);
    return { ...shared, tone: 'withdrawal', headline, note, summary: null, facts: date, image: null };
  }
  const isCorrection = body.type === 'article.updated';
  return {
    ...shared,
    tone: isCorrection ? 'correction' : 'news',
    headline: isCorrection ? `${chat.correction}${chat.colon}${title}` : title,
    note: isCorrection ? makeFact(chat.changeNote, article._gazette.change_note) : null,
    summary: article.summary,
    facts: [...describeSubjects(article, chat), ...date],
    image: readLink(article.image),
  };
}

/** The publication's name as headings show it. */
export function showPublicationTitle(context: BuildContext): string {
  return cutText(makeOneLine(context.publicationTitle), MAX_NAME_CHARACTERS);
}

/** A fact as one line. */
export function writeFact(fact: Fact, chat: ChatMessages): string {
  return `${fact.name}${chat.colon}${fact.value}`;
}

const NOTICE = {
  tone: 'notice',
  articleId: null,
  revision: 0,
  url: null,
  facts: [],
  image: null,
} as const satisfies Partial<ChatItem>;

function describeEndpoint(
  event: EventType,
  { id, description, reason }: MessageEndpoint,
  chat: ChatMessages,
): Pick<ChatItem, 'headline' | 'note' | 'summary'> {
  const name = cutText(description ?? id, MAX_NAME_CHARACTERS);
  const headline = event === 'endpoint.failing' ? chat.endpointFailing(name) : chat.endpointDisabled(name);
  return { headline, note: makeFact(chat.reason, reason), summary: null };
}

function describeSubjects(article: MessageArticle, chat: ChatMessages): readonly Fact[] {
  const { officials, categories, source } = article._gazette;
  // JSON Feed's tags are the categories' names, then the officials'.
  const names = article.tags.slice(0, categories.length);
  const people = officials.map(({ name, role }) => (role ? chat.nameWithRole(name, role) : name));
  const facts = [
    makeFact(chat.officials, people.join(chat.semicolon)),
    makeFact(chat.categories, (names.length > 0 ? names : categories).join(chat.comma)),
    makeFact(chat.source, source?.name),
  ];
  return facts.filter((fact) => fact !== null);
}

/** The item's title has the label already, as every feed shows it; one without it gets it. */
function labelWithdrawn(title: string, language: string): string {
  const label = makeOneLine(chooseFeedMessages(language).withdrawnLabel);
  return title.startsWith(label) ? title : joinLabel(label, title);
}

function describeDate(article: MessageArticle, chat: ChatMessages, timezone: string): readonly Fact[] {
  const published = Date.parse(article.date_published ?? '');
  if (Number.isNaN(published)) return [];
  const format = findDateFormat(chat.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: timezone });
  return [{ name: chat.published, value: format.format(published) }];
}

function makeFact(name: string, value: string | null | undefined): Fact | null {
  return value ? { name, value } : null;
}

/** Services refuse a whole message for a link that is none, so such a link is left out. */
function readLink(text: string | null): string | null {
  const url = URL.parse(text ?? '');
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return url.href.length <= MAX_LINK_CHARACTERS ? url.href : null;
}

/** One line without surrounding space or lone surrogates: chats have their own idea of line breaks. */
function makeOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

const line = z.lazy(() => z.string().transform(makeOneLine));
const optionalLine = z.lazy(() => line.nullish().transform((text) => text || null));

const official = z.lazy(() => z.object({ name: line, role: optionalLine }));

/** The item of JSON Feed 1.1 with its `_gazette` extension: what a chat shows of it. */
const article = z.lazy(() =>
  z.object({
    id: z.string(),
    url: optionalLine,
    title: optionalLine,
    summary: optionalLine,
    image: optionalLine,
    date_published: optionalLine,
    language: optionalLine,
    tags: z
      .array(line)
      .nullish()
      .transform((tags) => tags ?? []),
    _gazette: z.object({
      revision: z.number(),
      categories: z
        .array(line)
        .nullish()
        .transform((slugs) => slugs ?? []),
      officials: z
        .array(official)
        .nullish()
        .transform((officials) => officials ?? []),
      source: z.object({ name: optionalLine }).nullish(),
      change_note: optionalLine,
      withdrawn_reason: optionalLine,
    }),
  }),
);

const endpoint = z.lazy(() => z.object({ id: z.string(), description: optionalLine, reason: optionalLine }));

const body = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.enum([...ARTICLE_EVENTS, ...OFFICE_EVENTS]),
      timestamp: z.string(),
      data: z.object({ article }),
    }),
    z.object({ type: z.enum(OPERATOR_EVENTS), timestamp: z.string(), data: z.object({ endpoint }) }),
    z.object({ type: z.literal('ping'), timestamp: z.string() }),
  ]),
);

type MessageBody = z.infer<typeof body>;
type MessageEndpoint = z.infer<typeof endpoint>;
type MessageArticle = z.infer<typeof article>;

/** Reads a message's body. It is one that this service wrote, so one that cannot be read is a bug and throws. */
function readMessageBody(text: string): MessageBody {
  return body.parse(JSON.parse(text));
}
