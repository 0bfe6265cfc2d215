/** Who changed what and when: every revision of an article, and each as it was. */

import type { ArticleResource } from '../../../article/resource.ts';
import type { RevisionResource } from '../../../ledger/articles/revisions.ts';
import type { App } from '../../app-routes.ts';
import type { EditorContext } from '../editor-context.ts';
import { answerEditorPage } from '../editor-context.ts';
import { ARTICLE_PATH, mountEditorPage, refuse, withArticle } from '../editor-page.tsx';
import { EditorTime } from '../editor-time.tsx';
import { EditorPage } from '../layout.tsx';
import { OlderLink, readBefore, WideTable } from '../lists.tsx';
import { compareRevisions } from './comparison-page.tsx';
import type { Names } from './differences.tsx';
import { listNames } from './differences.tsx';

const PAGE_SIZE = 50;

/** Puts the pages into the app. */
export function mountRevisionPages(app: App): void {
  mountEditorPage(app, `${ARTICLE_PATH}/revisions`, 'editor', {
    get: (editor) => withArticle(editor, (article) => showRevisions(editor, article)),
  });
  mountEditorPage(app, `${ARTICLE_PATH}/revisions/compare`, 'editor', {
    get: (editor) => withArticle(editor, (article) => compareRevisions(editor, article)),
  });
  mountEditorPage(app, `${ARTICLE_PATH}/revisions/:revision{[0-9]{1,15}}`, 'editor', {
    get: (editor) => withArticle(editor, (article) => showRevision(editor, article)),
  });
}

async function showRevisions(editor: EditorContext, article: ArticleResource): Promise<Response> {
  const { messages, c } = editor;
  const { revisions, nextCursor } = await editor.ledger.listRevisions(
    article.id,
    readBefore(editor),
    PAGE_SIZE,
  );
  const path = `/editor/articles/${article.id}`;
  return answerEditorPage(
    c,
    <EditorPage editor={editor} title={messages.revisions} current="articles">
      <h1>{messages.revisions}</h1>
      <p class="lead">{messages.help.revisions}</p>
      <p class="subject">
        <a href={path} dir="auto">
          {article.title}
        </a>
      </p>
      <form method="get" action={`${path}/revisions/compare`}>
        <WideTable
          label={messages.revisions}
          headings={[
            messages.compareFrom,
            messages.compareTo,
            messages.revision,
            messages.when,
            messages.who,
            messages.what,
          ]}
        >
          {revisions.map(({ revision, at, by, change }, index) => (
            <tr>
              <ChoiceCell
                name="from"
                revision={revision}
                isChosen={index === Math.min(1, revisions.length - 1)}
                editor={editor}
              />
              <ChoiceCell name="to" revision={revision} isChosen={index === 0} editor={editor} />
              <th scope="row">
                <a href={`${path}/revisions/${revision}`}>{revision}</a>
              </th>
              <td>
                <EditorTime at={at} editor={editor} />
              </td>
              <td>
                <bdi>{by}</bdi>
              </td>
              <td>{messages.changes[change]}</td>
            </tr>
          ))}
        </WideTable>
        {revisions.length < 2 ? null : <button type="submit">{messages.compareRevisions}</button>}
      </form>
      <OlderLink
        editor={editor}
        path={nextCursor === null ? null : `${path}/revisions?before=${nextCursor}`}
      />
    </EditorPage>,
  );
}

interface ChoiceProps {
  readonly name: 'from' | 'to';
  readonly revision: number;
  readonly isChosen: boolean;
  readonly editor: EditorContext;
}

/** One of the two revisions to compare. */
function ChoiceCell({ name, revision, isChosen, editor: { messages } }: ChoiceProps) {
  const label = `${name === 'from' ? messages.compareFrom : messages.compareTo} ${revision}`;
  return (
    <td>
      <input type="radio" name={name} value={String(revision)} checked={isChosen} aria-label={label} />
    </td>
  );
}

async function showRevision(editor: EditorContext, article: ArticleResource): Promise<Response> {
  const number = editor.c.req.param('revision') ?? '';
  const found = await editor.ledger.readRevision(article.id, Number(number));
  if (found === null) {
    return refuse(editor.c, { code: 'revision_not_found', id: article.id, number }, editor);
  }
  return answerEditorPage(
    editor.c,
    <RevisionPage
      editor={editor}
      names={await listNames(editor, [])}
      found={found}
      current={article.revision}
    />,
  );
}

interface RevisionProps {
  readonly editor: EditorContext;
  readonly names: Names;
  readonly found: RevisionResource;
  /** The number of the article's newest revision. */
  readonly current: number;
}

function RevisionPage({ editor, names, found, current }: RevisionProps) {
  const { messages } = editor;
  const { article } = found;
  const title = `${messages.revision} ${found.revision}`;
  const path = `/editor/articles/${article.id}`;
  const facts: readonly (readonly [string, string])[] = [
    [messages.status, messages.statuses[article.status]],
    [messages.summary, article.summary],
    [messages.sections.categories, article.categories.map((slug) => names.get(slug) ?? slug).join(', ')],
    [messages.sections.officials, article.officials.map(({ name }) => name).join(', ')],
    [messages.changeNote, article.change_note ?? ''],
    [messages.reason, article.withdrawn_reason ?? ''],
  ];
  return (
    <EditorPage editor={editor} title={title} current="articles">
      <h1>{title}</h1>
      <p>
        <EditorTime at={found.at} editor={editor} />, <bdi>{found.by}</bdi>: {messages.changes[found.change]}.{' '}
        <a href={`${path}/revisions`}>{messages.revisions}</a>
      </p>
      {found.revision === current ? null : (
        <ul class="links">
          <li>
            <a href={`${path}/revisions/compare?from=${found.revision}&to=${current}`}>
              {messages.compareWithNow}
            </a>
          </li>
          <li>
            <a href={`${path}?restore=${found.revision}`}>{messages.restoreRevision}</a>
          </li>
        </ul>
      )}
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
    </EditorPage>
  );
}
