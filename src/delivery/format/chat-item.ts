/** What a chat shows of one message, before any service's own markup. */

import { chooseWords, type Words } from '../../messages/chat.ts';
import { chooseFeedMessages, joinLabel } from '../../messages/feed.ts';
import type { EventType } from '../event.ts';
import { cutText } from './cut.ts';
import type { BuildContext, OutgoingMessage } from './format.ts';
import { type MessageArticle, type MessageEndpoint, makeOneLine, readMessageBody } from './message-body.ts';

/** A name and its value: "Officials", "吴曙（区长）". */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Everything in it is one line of plain text without markup. */
export interface ChatItem {
  readonly tone: 'news' | 'correction' | 'withdrawal' | 'notice';
  readonly words: Words;
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
export const MAX_LINK_CHARACTERS = 2048;
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
    const words = chooseWords(serviceLanguage);
    const headline = words.testMessage(showPublicationTitle(context));
    return { ...NOTICE, words, happenedAt, headline, note: null, summary: words.testExplanation };
  }
  const { data } = body;
  if ('endpoint' in data) {
    const words = chooseWords(serviceLanguage);
    return { ...NOTICE, words, happenedAt, ...describeEndpoint(body.type, data.endpoint, words) };
  }
  const { article } = data;
  const words = chooseWords(article.language ?? serviceLanguage);
  const shared = {
    words,
    articleId: article.id,
    revision: article._gazette.revision,
    happenedAt,
    url: readLink(article.url),
  };
  const title = article.title ?? article.url ?? article.id;
  const date = describeDate(article, words, context.timezone);
  if (body.type === 'article.withdrawn') {
    const headline = labelWithdrawn(title, article.language ?? words.locale);
    const note = makeFact(words.reason, article._gazette.withdrawn_reason);
    return { ...shared, tone: 'withdrawal', headline, note, summary: null, facts: date, image: null };
  }
  const isCorrection = body.type === 'article.updated';
  return {
    ...shared,
    tone: isCorrection ? 'correction' : 'news',
    headline: isCorrection ? `${words.correction}${words.colon}${title}` : title,
    note: isCorrection ? makeFact(words.changeNote, article._gazette.change_note) : null,
    summary: article.summary,
    facts: [...describeSubjects(article, words), ...date],
    image: readLink(article.image),
  };
}

/** The publication's name as headings show it. */
export function showPublicationTitle(context: BuildContext): string {
  return cutText(makeOneLine(context.publicationTitle), MAX_NAME_CHARACTERS);
}

/** A fact as one line. */
export function writeFact(fact: Fact, words: Words): string {
  return `${fact.name}${words.colon}${fact.value}`;
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
  words: Words,
): Pick<ChatItem, 'headline' | 'note' | 'summary'> {
  const name = cutText(description ?? id, MAX_NAME_CHARACTERS);
  const headline = event === 'endpoint.failing' ? words.endpointFailing(name) : words.endpointDisabled(name);
  return { headline, note: makeFact(words.reason, reason), summary: null };
}

function describeSubjects(article: MessageArticle, words: Words): readonly Fact[] {
  const { officials, categories, source } = article._gazette;
  // JSON Feed's tags are the categories' names, then the officials'.
  const names = article.tags.slice(0, categories.length);
  const people = officials.map(({ name, role }) => (role ? words.nameWithRole(name, role) : name));
  const facts = [
    makeFact(words.officials, people.join(words.semicolon)),
    makeFact(words.categories, (names.length > 0 ? names : categories).join(words.comma)),
    makeFact(words.source, source?.name),
  ];
  return facts.filter((fact) => fact !== null);
}

/** The item's title has the label already, as every feed shows it; one without it gets it. */
function labelWithdrawn(title: string, language: string): string {
  const label = makeOneLine(chooseFeedMessages(language).withdrawnLabel);
  return title.startsWith(label) ? title : joinLabel(label, title);
}

function describeDate(article: MessageArticle, words: Words, timezone: string): readonly Fact[] {
  const published = Date.parse(article.date_published ?? '');
  if (Number.isNaN(published)) return [];
  const format = new Intl.DateTimeFormat(words.locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: timezone,
  });
  return [{ name: words.published, value: format.format(published) }];
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
