/** Who changed what and when: every revision of an article, and each as it was. */

import type { ArticleResource } from '../../../article/resource.ts';
import type { RevisionResource } from '../../../newsroom/article-list.ts';
import type { App } from '../../app-routes.ts';
import { answerEditorPage } from '../answer.ts';
import type { Desk } from '../desk.tsx';
import { mountDesk, refuse } from '../desk.tsx';
import { EditorTime } from '../editor-time.tsx';
import { DeskPage } from '../layout.tsx';
import { ARTICLE_PATH, withArticle } from './article-path.ts';

/** Puts the pages into the app. */
export function mountRevisionPages(app: App): void {
  mountDesk(app, `${ARTICLE_PATH}/revisions`, 'editor', {
    get: (desk) => withArticle(desk, (article) => showRevisions(desk, article)),
  });
  mountDesk(app, `${ARTICLE_PATH}/revisions/:revision{[0-9]+}`, 'editor', {
    get: (desk) => withArticle(desk, (article) => showRevision(desk, article)),
  });
}

async function showRevisions(desk: Desk, article: ArticleResource): Promise<Response> {
  const { texts, c } = desk;
  const revisions = await desk.newsroom.listRevisions(article.id);
  const path = `/editor/articles/${article.id}`;
  return answerEditorPage(
    c,
    <DeskPage desk={desk} title={texts.revisions} current="articles">
      <h1>{texts.revisions}</h1>
      <p class="subject">
        <a href={path} dir="auto">
          {article.title}
        </a>
      </p>
      <section class="scrolls" tabindex={0} aria-label={texts.revisions}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.revision}</th>
              <th scope="col">{texts.when}</th>
              <th scope="col">{texts.who}</th>
              <th scope="col">{texts.what}</th>
            </tr>
          </thead>
          <tbody>
            {revisions.map(({ revision, at, by, change }) => (
              <tr>
                <th scope="row">
                  <a href={`${path}/revisions/${revision}`}>{revision}</a>
                </th>
                <td>
                  <EditorTime at={at} desk={desk} />
                </td>
                <td>
                  <bdi>{by}</bdi>
                </td>
                <td>{texts.changes[change]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </DeskPage>,
  );
}

async function showRevision(desk: Desk, article: ArticleResource): Promise<Response> {
  const number = Number(desk.c.req.param('revision'));
  const found = (await desk.newsroom.listRevisions(article.id)).find(({ revision }) => revision === number);
  if (found === undefined) return refuse(desk.c, 404, desk.texts.noArticle, desk);
  return answerEditorPage(desk.c, <RevisionPage desk={desk} found={found} />);
}

function RevisionPage({ desk, found }: { desk: Desk; found: RevisionResource }) {
  const { texts } = desk;
  const { article } = found;
  const title = `${texts.revision} ${found.revision}`;
  const facts: readonly (readonly [string, string])[] = [
    [texts.status, texts.statuses[article.status]],
    [texts.summary, article.summary],
    [texts.places.categories, article.categories.join(', ')],
    [texts.places.officials, article.officials.map(({ name }) => name).join(', ')],
    [texts.changeNote, article.change_note ?? ''],
    [texts.reason, article.withdrawn_reason ?? ''],
  ];
  return (
    <DeskPage desk={desk} title={title} current="articles">
      <h1>{title}</h1>
      <p>
        <EditorTime at={found.at} desk={desk} />, <bdi>{found.by}</bdi>: {texts.changes[found.change]}.{' '}
        <a href={`/editor/articles/${article.id}/revisions`}>{texts.revisions}</a>
      </p>
      <article class="revision" lang={article.language}>
        <h2 dir="auto">{article.title}</h2>
        <div class="content" dir="auto" dangerouslySetInnerHTML={{ __html: article.content_html }} />
      </article>
      <dl class="differing">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
    </DeskPage>
  );
}
