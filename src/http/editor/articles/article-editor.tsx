/** The page where an article is written. */

import type { Child } from 'hono/jsx';
import type { ArticleStatus } from '../../../article/article.ts';
import { readContent } from '../../../article/content/content.ts';
import type { Directory } from '../../../article/directory/directory.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { Failure } from '../../../failure.ts';
import type { EditorMessages } from '../../../messages/editor/english.ts';
import { answerFailure } from '../../problem.ts';
import type { EditorContext, PageStatus } from '../editor-context.ts';
import { answerEditorPage, wantsJson } from '../editor-context.ts';
import { refuse } from '../editor-page.tsx';
import { formatZonedEditorTime } from '../editor-time.tsx';
import type { FormError } from '../field.tsx';
import { describeFormErrors, ErrorSummary, groupErrors } from '../field.tsx';
import { EditorPage, FormToken } from '../layout.tsx';
import type { NamedArticle } from './added-translation.ts';
import { nameArticles } from './added-translation.ts';
import { DetailFields, PlacingFields, WritingFields } from './article-fields.tsx';
import type { ArticleForm } from './article-form.ts';
import { ConflictPage } from './conflict-page.tsx';
import { listNames } from './differences.tsx';

/** The page with the form. */
export async function showForm(
  editor: EditorContext,
  page: Omit<ArticleEditorProps, 'editor' | 'directory' | 'articles'>,
  status: PageStatus = 200,
): Promise<Response> {
  const [directory, articles] = await Promise.all([
    editor.ledger.listDirectory(),
    nameArticles(editor, page.form, page.article?.id ?? null),
  ]);
  return answerEditorPage(
    editor.c,
    <ArticleEditor editor={editor} directory={directory} articles={articles} {...page} />,
    status,
  );
}

/** The form as it was, with what is wrong with it. */
export async function showFailure(
  editor: EditorContext,
  form: ArticleForm,
  article: ArticleResource | null,
  failure: Failure,
): Promise<Response> {
  if (wantsJson(editor.c)) {
    const { problems, fieldLabels } = editor.messages;
    const namePlace = (pointer: string) => fieldLabels[findFieldName(pointer)] ?? '';
    return answerFailure(failure, { ...problems, namePlace });
  }
  const isAboutSlug = failure.code === 'slug_taken' || failure.code === 'slug_fixed';
  const errors = describeFormErrors(failure, editor.messages, isAboutSlug ? '/slug' : '/title');
  return await showForm(
    editor,
    { form, article, isPosted: true, errors },
    failure.code === 'invalid' ? 422 : 409,
  );
}

/** Both texts, where somebody else changed the article meanwhile. */
export async function showConflict(
  editor: EditorContext,
  form: ArticleForm,
  article: ArticleResource | null,
): Promise<Response> {
  if (article === null)
    return refuse(editor.c, { code: 'article_not_found', id: editor.c.req.param('id') ?? '' }, editor);
  const { revisions } = await editor.ledger.listRevisions(article.id, null, 1);
  const [latest] = revisions;
  if (wantsJson(editor.c)) {
    const by = latest?.by ?? null;
    const isOwn = by === editor.actor.name;
    return Response.json({ revision: article.revision, by, isOwn }, { status: 412 });
  }
  const read = readContent(
    form.format === 'html' ? { contentHtml: form.content } : { contentMarkdown: form.content },
    editor.settings.publicUrl,
  );
  return answerEditorPage(
    editor.c,
    <ConflictPage
      editor={editor}
      names={await listNames(editor, [...form.translations, ...article.translations])}
      form={form}
      article={article}
      latest={latest ?? null}
      contentHtml={read.ok ? read.value.html : null}
    />,
    412,
  );
}

export interface ArticleEditorProps {
  readonly editor: EditorContext;
  readonly form: ArticleForm;
  /** The article as the ledger has it; null for one that does not exist yet. */
  readonly article: ArticleResource | null;
  readonly directory: Directory;
  readonly articles: readonly NamedArticle[];
  readonly errors?: readonly FormError[];
  readonly done?: Child;
  /** Offers to begin with the text of an existing page. */
  readonly offersPaste?: boolean;
  /** The fields hold what was just sent: newer than anything that the browser has kept. */
  readonly isPosted?: boolean;
}

/** The page. */
function ArticleEditor(props: ArticleEditorProps) {
  const { editor, form, article, directory, articles, done, offersPaste = false, isPosted = false } = props;
  const { messages, settings } = editor;
  const status = article?.status ?? null;
  const errors = groupErrors(props.errors ?? [], findFieldName);
  const fields = { form, errors, messages, timezone: settings.timezone, status, directory };
  const path = article === null ? '/editor/articles' : `/editor/articles/${article.id}`;
  return (
    <EditorPage
      editor={editor}
      title={article === null ? messages.newArticle : article.title}
      current="articles"
      done={done}
    >
      <div class="page-head">
        {article === null ? (
          <p class="state">
            {messages.newArticle}. {messages.help.newArticle}
          </p>
        ) : (
          <>
            <ArticleState article={article} editor={editor} />
            <ArticleLinks article={article} messages={messages} />
          </>
        )}
      </div>
      <ErrorSummary errors={errors} messages={messages} />
      {offersPaste ? <PasteBox editor={editor} /> : null}
      <form
        method="post"
        action={path}
        class="article-form"
        data-article-form=""
        data-status={status ?? 'new'}
        data-id={article?.id ?? ''}
        data-posted={isPosted ? 'yes' : undefined}
        data-files={editor.c.env.FILES === undefined ? undefined : 'yes'}
        // The fields say themselves what is wrong, in this page's words and after Enter too.
        novalidate
      >
        <FormToken editor={editor} />
        <input type="hidden" name="draft_key" value={form.draftKey} />
        <input type="hidden" name="revision" value={form.revision === null ? '' : String(form.revision)} />
        <input type="hidden" name="slug_before" value={form.slugBefore} />
        <input type="hidden" name="date_before" value={form.dateBefore} />
        {/* Decided where the change is looked at; kept for who comes back from there. */}
        <input type="hidden" name="change" value={form.isMajor ? 'major' : 'minor'} />
        <input type="hidden" name="change_note" value={form.changeNote} />
        <div class="writing">
          <WritingFields {...fields} isNew={article === null && !isPosted} />
        </div>
        <div class="placing">
          <PlacingFields {...fields} />
          <details open={hasDetailError(errors)}>
            <summary>{messages.more}</summary>
            <DetailFields {...fields} articles={articles} />
          </details>
        </div>
        <Decide status={status} path={path} messages={messages} />
      </form>
    </EditorPage>
  );
}

/** What may be done with what is written, and where it is kept meanwhile. */
function Decide({
  status,
  path,
  messages,
}: {
  status: ArticleStatus | null;
  path: string;
  messages: EditorMessages;
}) {
  return (
    <div class="decide">
      <div class="buttons">
        <button
          type="submit"
          name="action"
          value="review"
          class="primary"
          title="Ctrl+Enter"
          aria-keyshortcuts="Control+Enter"
        >
          {status === 'published'
            ? messages.reviewChange
            : status === 'withdrawn'
              ? messages.reviewRepublish
              : messages.review}
        </button>
        {status === null || status === 'draft' || status === 'scheduled' ? (
          <button type="submit" name="action" value="save" title="Ctrl+S" aria-keyshortcuts="Control+S">
            {status === 'scheduled' ? messages.saveScheduled : messages.saveDraft}
          </button>
        ) : null}
        <button type="submit" formaction={`${path}/preview`} formtarget="_blank">
          {messages.preview}
        </button>
        {status === 'scheduled' ? (
          <button type="submit" name="action" value="unschedule">
            {messages.unschedule}
          </button>
        ) : null}
      </div>
      <p class="kept" role="status" data-kept="" />
    </div>
  );
}

/** How an article stands, and since or from when. */
function ArticleState({ article, editor }: { article: ArticleResource; editor: EditorContext }) {
  const { status, date_published: at } = article;
  return (
    <p class="state">
      <span class={`status ${status}`}>{editor.messages.statuses[status]}</span>{' '}
      {at === null ? null : <time datetime={at}>{formatZonedEditorTime(at, editor)}</time>}
    </p>
  );
}

function ArticleLinks({ article, messages }: { article: ArticleResource; messages: EditorMessages }) {
  const path = `/editor/articles/${article.id}`;
  const isPublic = article.status === 'published' || article.status === 'withdrawn';
  return (
    <ul class="links">
      {isPublic ? (
        <li>
          <a href={`/articles/${article.slug}`}>{messages.seePage}</a>
        </li>
      ) : null}
      <li>
        <a href={`${path}/revisions`}>{messages.revisions}</a>
      </li>
      <li>
        <a href={`/editor/articles/new?copy=${article.id}`}>{messages.copyArticle}</a>
      </li>
      {article.status === 'published' ? (
        <li>
          <a href={`${path}/withdraw`}>{messages.withdraw}</a>
        </li>
      ) : null}
      {isPublic ? null : (
        <li>
          <a href={`${path}/previews`}>{messages.previewLink}</a>
        </li>
      )}
      {isPublic ? null : (
        <li>
          <a href={`${path}/delete`}>{messages.deleteDraft}</a>
        </li>
      )}
    </ul>
  );
}

function PasteBox({ editor }: { editor: EditorContext }) {
  const { messages } = editor;
  return (
    <details class="paste">
      <summary>{messages.pasteTitle}</summary>
      <form method="post" action="/editor/articles/extract">
        <FormToken editor={editor} />
        <label for="page">{messages.pasteLabel}</label>
        <textarea id="page" name="page" rows={8} dir="auto" aria-describedby="page-hint" />
        <p class="hint" id="page-hint">
          {messages.pasteHint}
        </p>
        <label>
          <input type="checkbox" name="script" value="simplified" /> {messages.pasteSimplified}
        </label>
        <button type="submit">{messages.pasteButton}</button>
      </form>
    </details>
  );
}

/** The form's name of what a JSON Pointer of the API means. */
function findFieldName(pointer: string): string {
  const [, first = '', second = ''] = pointer.split('/');
  if (first.startsWith('content_')) return 'content';
  if (first === 'date_published') return 'date';
  if (first === 'source') return second === 'url' ? 'source_url' : 'source_name';
  if (first === 'officials') return 'added_official';
  if (first === 'translations') return 'added_translation';
  if (first === 'image') return second === 'url' || second === '' ? 'image' : `image_${second}`;
  return first === '' ? 'title' : first;
}

const DETAILS = [
  ...['date', 'language', 'source_name', 'source_url', 'authors', 'attachments'],
  ...['added_translation', 'url', 'slug'],
];

function hasDetailError(errors: ReadonlyMap<string, unknown>): boolean {
  return DETAILS.some((name) => errors.has(name));
}
