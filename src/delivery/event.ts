/** What happened, and to what: the events that webhooks carry. */

/** Events of articles, as receivers may ask for them. */
export const ARTICLE_EVENTS = ['article.published', 'article.updated', 'article.withdrawn'] as const;
/** Events of offices: an announced change of holder, with the article that tells of it. */
export const OFFICE_EVENTS = ['office.changed'] as const;
/** Events about receivers themselves, for administrators' endpoints that ask for them. */
export const OPERATOR_EVENTS = ['endpoint.failing', 'endpoint.disabled'] as const;

export type ArticleEvent = (typeof ARTICLE_EVENTS)[number];
export type OperatorEvent = (typeof OPERATOR_EVENTS)[number];
export type OfficeEvent = (typeof OFFICE_EVENTS)[number];
export type EventType = ArticleEvent | OfficeEvent | OperatorEvent | 'ping';
/** What a message may be about: an event, or, for WebSub subscribers alone, the new bytes of a feed. */
export type MessageType = EventType | 'feed.changed';

/** What an endpoint gets when it does not say. */
export const DEFAULT_EVENTS: readonly EventType[] = ['article.published', 'article.withdrawn'];

/** True for events about receivers, which only administrators' endpoints may have. */
export function isOperatorEvent(event: EventType): event is OperatorEvent {
  return OPERATOR_EVENTS.some((name) => name === event);
}
