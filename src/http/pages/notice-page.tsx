/** Pages that say why there is nothing to show. */

import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';
import { Layout, markOwnLanguage } from './layout.tsx';
import { answerOtherPage } from './page-answer.ts';

type NoticeStatus = 400 | 404 | 429 | 503;

/** A page for people in place of a problem for programs; never stored by any cache. */
export function answerNotice(
  settings: Settings,
  status: NoticeStatus,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return answerOtherPage(status, <NoticePage settings={settings} status={status} />, {
    'cache-control': 'no-store',
    ...headers,
  });
}

/** The page in place of an answer of the ledger that is a problem. */
export function answerProblemAsPage(settings: Settings, problem: Response): Response {
  const retryAfter = problem.headers.get('retry-after');
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': retryAfter };
  if (problem.status === 404) return answerNotice(settings, 404);
  return answerNotice(settings, problem.status === 429 ? 429 : 503, headers);
}

function NoticePage({ settings, status }: { settings: Settings; status: NoticeStatus }) {
  const messages = choosePageMessages(settings.language);
  const { title, text } = messages.notices[status];
  return (
    <Layout settings={settings} title={title} canonicalUrl={null} isListed={false}>
      <section class="article" {...markOwnLanguage(settings)}>
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <p>
          <a href={`${settings.publicUrl}/`}>{messages.toNews}</a>
        </p>
      </section>
    </Layout>
  );
}
