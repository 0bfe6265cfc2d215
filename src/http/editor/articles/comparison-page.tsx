/** Two revisions of an article as one text, marked. */

import { describeOfficial } from '../../../article/article.ts';
import { readComparableText } from '../../../article/content/compare.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { RevisionResource } from '../../../ledger/articles/revisions.ts';
import type { EditorContext } from '../editor-context.ts';
import { answerEditorPage } from '../editor-context.ts';
import { refuse } from '../editor-page.tsx';
import { EditorTime } from '../editor-time.tsx';
import { EditorPage } from '../layout.tsx';
import { buildArticleForm } from './article-form.ts';
import type { Names } from './differences.tsx';
import { listComparable, listNames, MarkedText } from './differences.tsx';

/** Shows what lies between the revisions `?from=` and `?to=`. */
export async function compareRevisions(editor: EditorContext, article: ArticleResource): Promise<Response> {
  const numbers = ['from', 'to'].map((name) => editor.c.req.query(name) ?? '');
  const [from, to] = await Promise.all(
    numbers.map((number) =>
      /^\d{1,15}$/.test(number) ? editor.ledger.readRevision(article.id, Number(number)) : null,
    ),
  );
  if (!from || !to) {
    const number = (from ? numbers[1] : numbers[0]) ?? '';
    return refuse(editor.c, { code: 'revision_not_found', id: article.id, number }, editor);
  }
  const names = await listNames(editor, [...from.article.translations, ...to.article.translations]);
  return answerEditorPage(editor.c, <ComparisonPage editor={editor} names={names} from={from} to={to} />);
}

interface ComparisonProps {
  readonly editor: EditorContext;
  readonly names: Names;
  readonly from: RevisionResource;
  readonly to: RevisionResource;
}

function ComparisonPage({ editor, names, from, to }: ComparisonProps) {
  const { messages } = editor;
  const title = messages.compareTitle(from.revision, to.revision);
  const path = `/editor/articles/${to.article.id}/revisions`;
  const fieldsBefore = new Map(
    listFields(editor, names, from.article).map(([name, , value]) => [name, value]),
  );
  const differing = listFields(editor, names, to.article).filter(
    ([name, , value]) => fieldsBefore.get(name) !== value,
  );
  const [before, after] = [from, to].map(({ article }) => readComparableText(article.content_html));
  const isSameHtml = from.article.content_html === to.article.content_html;
  return (
    <EditorPage editor={editor} title={title} current="articles">
      <h1>{title}</h1>
      <p>
        <a href={path}>{messages.revisions}</a>
      </p>
      <ul>
        {[from, to].map(({ revision, at, by }) => (
          <li>
            <a href={`${path}/${revision}`}>
              {messages.revision} {revision}
            </a>
            : <EditorTime at={at} editor={editor} />, <bdi>{by}</bdi>
          </li>
        ))}
      </ul>
      {differing.length === 0 && isSameHtml ? <p class="notice">{messages.compareNothing}</p> : null}
      {differing.length > 0 || before !== after ? <p class="hint">{messages.compareLegend}</p> : null}
      {differing.length === 0 ? null : (
        <dl class="differing">
          {differing.map(([name, label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd class="marked" dir="auto">
                <MarkedText before={fieldsBefore.get(name) ?? ''} after={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {before === after && !isSameHtml ? <p class="notice">{messages.compareFormOnly}</p> : null}
      <div class="marked" dir="auto" lang={to.article.language}>
        <MarkedText before={before ?? ''} after={after ?? ''} />
      </div>
    </EditorPage>
  );
}

/** Everything but the text, as a person reads it: the API's or the form's name of a field, its label, its value. */
function listFields(
  editor: EditorContext,
  names: Names,
  article: ArticleResource,
): (readonly [string, string, string])[] {
  const { messages, settings } = editor;
  const officials = article.officials.map(
    (official) => `${describeOfficial(official)} (${messages.relations[official.relation]})`,
  );
  const fields = new Map(listComparable(buildArticleForm(article, settings), editor, names));
  fields.set('added_official', officials.join('; '));
  // What a form has no field for is shown as the API has it.
  for (const [name, value] of Object.entries(article)) {
    if (!SHOWN_BY_FORM.has(name) && !fields.has(name)) fields.set(name, writeValue(value));
  }
  return [
    ['title', messages.title, article.title],
    ['status', messages.status, messages.statuses[article.status]],
    ...[...fields].map(([name, value]) => [name, messages.fieldLabels[name] ?? name, value] as const),
    ['change_note', messages.changeNote, article.change_note ?? ''],
    ['withdrawn_reason', messages.reason, article.withdrawn_reason ?? ''],
  ];
}

/** Fields of the API that are shown under another name, as the text, or say nothing that an editor changed. */
const SHOWN_BY_FORM = new Set<string>([
  ...['id', 'revision', 'date_modified', 'content_html'],
  ...['title', 'status', 'officials', 'date_published', 'source', 'change_note', 'withdrawn_reason'],
]);

function writeValue(value: unknown): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(writeValue).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
