/** One message to a webhook: what it says, what became of it, and sending it again. */

import type { MessageRecord } from '../../../delivery/message.ts';
import type { Endpoint } from '../../../ledger/webhooks/endpoints.ts';
import type { EditorContext } from '../editor-context.tsx';
import { EditorTime, formatEditorTime } from '../editor-time.tsx';
import { FormToken } from '../layout.tsx';

interface WebhookMessageProps {
  readonly editor: EditorContext;
  readonly endpoint: Endpoint;
  readonly message: MessageRecord;
  /** Of articles, by id. */
  readonly titles: ReadonlyMap<string, string>;
}

/** A row of the list. */
export function WebhookMessage({ editor, endpoint, message, titles }: WebhookMessageProps) {
  const { messages } = editor;
  const title = message.articleId === null ? null : (titles.get(message.articleId) ?? null);
  const isUnderWay = message.attempts.some(({ latencyMs, error }) => latencyMs === null && error === null);
  const isUndelivered = message.state === 'failed' || message.state === 'pending';
  const canRetry = endpoint.state === 'active' && isUndelivered && !isUnderWay;
  return (
    <li>
      <p class="about">
        <span class={`status ${message.state}`}>{messages.messageStates[message.state]}</span>{' '}
        {messages.events[message.event] ?? message.event}
        {title === null ? null : (
          <>
            {': '}
            <bdi>{title}</bdi>
          </>
        )}
      </p>
      <p class="became">{describeMessage(message, editor)}</p>
      {message.attempts.length === 0 ? null : (
        <details>
          <summary>{messages.attempts(message.attempts.length)}</summary>
          <ol class="attempts">
            {message.attempts.map(({ at, status, latencyMs, error }) => (
              <li>
                <EditorTime at={at} editor={editor} />
                {status === null ? null : `, ${status}`}
                {latencyMs === null ? `, ${messages.underWay}` : `, ${latencyMs} ms`}
                {error === null ? null : `: ${messages.translateDeliveryError(error)}`}
              </li>
            ))}
          </ol>
        </details>
      )}
      {canRetry ? (
        <form method="post" action={`/editor/webhooks/${endpoint.id}/retry`}>
          <FormToken editor={editor} />
          <input type="hidden" name="message" value={message.id} />
          <button type="submit">{messages.retry}</button>
        </form>
      ) : null}
    </li>
  );
}

/** What became of a message, and what a person can do, in a sentence or two. */
function describeMessage(message: MessageRecord, editor: EditorContext): string {
  const { messages } = editor;
  const last = message.attempts.reduce<MessageRecord['attempts'][number] | null>(
    (latest, attempt) => (latest === null || attempt.at >= latest.at ? attempt : latest),
    null,
  );
  const why = last?.error ? messages.translateDeliveryError(last.error) : '';
  switch (message.state) {
    case 'delivered':
      return messages.wasDelivered(formatEditorTime(last?.at ?? message.createdAt, editor));
    case 'pending':
      // An attempt without an error is under way: the moment kept beside it is for the case that it never ends.
      return message.nextAttemptAt === null || why === ''
        ? messages.isOnItsWay
        : messages.isTriedAgain(formatEditorTime(message.nextAttemptAt, editor), why);
    case 'failed':
      return messages.wasGivenUp(why);
    case 'held':
      return messages.isHeld;
    case 'cancelled':
      return messages.wasCancelled;
  }
}
