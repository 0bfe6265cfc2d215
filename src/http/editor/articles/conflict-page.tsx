/** Two editors on one article: both texts side by side, and nothing lost. */

import { readComparableText } from '../../../article/content/compare.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { RevisionSummary } from '../../../ledger/articles/revisions.ts';
import type { EditorContext } from '../editor-context.ts';
import { EditorTime } from '../editor-time.tsx';
import { EditorPage, FormToken } from '../layout.tsx';
import type { ArticleForm } from './article-form.ts';
import { buildArticleForm } from './article-form.ts';
import type { Names } from './differences.tsx';
import { listComparable, MarkedText } from './differences.tsx';
import { HiddenFields } from './form-fields.tsx';

export interface ConflictProps {
  readonly editor: EditorContext;
  readonly names: Names;
  /** What this editor wrote. */
  readonly form: ArticleForm;
  /** What the ledger has now. */
  readonly article: ArticleResource;
  readonly latest: Pick<RevisionSummary, 'by' | 'at'> | null;
  /** `content` of this editor's form as HTML that may be shown; null where it cannot be read. */
  readonly contentHtml: string | null;
}

/** The page. */
export function ConflictPage({ editor, names, form, article, latest, contentHtml }: ConflictProps) {
  const { messages, settings } = editor;
  const theirs = buildArticleForm(article, settings);
  const path = `/editor/articles/${article.id}`;
  const isOwn = latest?.by === editor.actor.name;
  const title = isOwn ? messages.ownConflictTitle : messages.conflictTitle;
  return (
    <EditorPage editor={editor} title={title} current="articles">
      <h1>{title}</h1>
      <p class="notice problem" role="alert">
        {isOwn ? messages.ownConflict : messages.conflict}{' '}
        {latest === null || isOwn ? null : (
          <>
            <bdi>{latest.by}</bdi>,{' '}
          </>
        )}
        {latest === null ? null : <EditorTime at={latest.at} editor={editor} />}
      </p>
      <section aria-labelledby="differences">
        <h2 id="differences">{messages.differences}</h2>
        <p class="hint">{messages.differencesLegend}</p>
        <div class="marked" dir="auto" lang={form.language || undefined}>
          <MarkedText
            before={`${theirs.title}\n\n${readComparableText(theirs.content)}`}
            after={`${form.title}\n\n${contentHtml === null ? form.content : readComparableText(contentHtml)}`}
          />
        </div>
      </section>
      <div class="side-by-side">
        <Side
          id="mine"
          editor={editor}
          names={names}
          heading={messages.mine}
          form={form}
          other={theirs}
          html={contentHtml}
          label={messages.fieldLabels}
        >
          <form method="post" action={path}>
            <FormToken editor={editor} />
            {/* From here on this text is based on the other one: saving it replaces that. */}
            <HiddenFields form={{ ...form, revision: article.revision, dateBefore: theirs.dateBefore }} />
            <button type="submit" name="action" value="edit" class="primary">
              {messages.keepMine}
            </button>
          </form>
        </Side>
        <Side
          id="theirs"
          editor={editor}
          names={names}
          heading={messages.theirs}
          form={theirs}
          other={form}
          html={article.content_html}
          label={messages.fieldLabels}
        >
          <form method="get" action={path}>
            <input type="hidden" name="take" value="saved" />
            <button type="submit">{messages.takeTheirs}</button>
          </form>
        </Side>
      </div>
    </EditorPage>
  );
}

interface SideProps {
  readonly id: 'mine' | 'theirs';
  readonly editor: EditorContext;
  readonly names: Names;
  readonly heading: string;
  readonly form: ArticleForm;
  readonly other: ArticleForm;
  readonly html: string | null;
  readonly label: Readonly<Record<string, string>>;
  readonly children?: unknown;
}

function Side({ id, editor, names, heading, form, other, html, label, children }: SideProps) {
  const others = listComparable(other, editor, names);
  const differing = listComparable(form, editor, names).filter(([name, value], index) => {
    const there = others[index];
    return there?.[0] === name && there[1] !== value;
  });
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {children}
      <h3 dir="auto">{form.title}</h3>
      {html === null ? (
        <pre>{form.content}</pre>
      ) : (
        <div class="content" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
      )}
      {differing.length === 0 ? null : (
        <dl class="differing">
          {differing.map(([name, value]) => (
            <div>
              <dt>{label[name] ?? name}</dt>
              <dd dir="auto">{value === '' ? '–' : value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
