/** What was just done with an article, in one line: its page, its feeds, who is told. */

import type { Child } from 'hono/jsx';
import type { ArticleResource } from '../../../article/resource.ts';
import type { EditorContext } from '../editor-context.ts';
import { nameWhatIsDone } from '../editor-context.ts';
import { formatZonedEditorTime } from '../editor-time.tsx';

/** What brings an article to readers. */
const PUBLISHED = ['published', 'corrected', 'republished'];

/** Describes what the page before did, as the address tells it; undefined: nothing. */
export async function describeDone(editor: EditorContext, article: ArticleResource): Promise<Child> {
  const { c, ledger, messages } = editor;
  const done = c.req.query('done') ?? '';
  if (done === 'scheduled' && article.date_published !== null) {
    return messages.doneScheduled(formatZonedEditorTime(article.date_published, editor));
  }
  if (!PUBLISHED.includes(done)) return nameWhatIsDone(editor);
  const categories = await Promise.all(article.categories.map((slug) => ledger.findCategory(slug)));
  const feeds = [
    { path: '', name: messages.feedOfEverything },
    ...categories.flatMap((one) =>
      one === null ? [] : [{ path: `/categories/${one.slug}`, name: one.name }],
    ),
    ...article.officials.map(({ slug, name }) => ({ path: `/officials/${slug}`, name })),
  ];
  const receivers = Number(c.req.query('receivers') ?? Number.NaN);
  return (
    <>
      {nameWhatIsDone(editor)} <a href={article.url}>{messages.seePage}</a> · {messages.feeds}{' '}
      {feeds.map(({ path, name }, index) => (
        <>
          {index === 0 ? '' : ', '}
          <a href={`${path}/feed.rss`} dir="auto">
            {name}
          </a>
        </>
      ))}
      {Number.isSafeInteger(receivers) && receivers >= 0
        ? ` · ${messages.outcomeReceivers(receivers)}`
        : null}
    </>
  );
}
