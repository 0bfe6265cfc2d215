/** What comes back when a form is not simply taken: the form again, what is wrong with it, or both messages. */

import { readContent } from '../../../article/content.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { Failure } from '../../../failure.ts';
import { answerFailure } from '../../problem.ts';
import type { PageStatus } from '../answer.ts';
import { answerEditorPage } from '../answer.ts';
import type { EditorContext } from '../editor-context.tsx';
import { refuse, wantsJson } from '../editor-context.tsx';
import { describeFormErrors } from '../field.tsx';
import type { ArticleEditorProps } from './article-editor.tsx';
import { ArticleEditor } from './article-editor.tsx';
import type { ArticleForm } from './article-form.ts';
import { ConflictPage } from './conflict-page.tsx';

/** The page with the form. */
export async function showForm(
  editor: EditorContext,
  page: Omit<ArticleEditorProps, 'editor' | 'directory'>,
  status: PageStatus = 200,
): Promise<Response> {
  const directory = await editor.ledger.listDirectory();
  return answerEditorPage(
    editor.c,
    <ArticleEditor editor={editor} directory={directory} {...page} />,
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
  if (wantsJson(editor.c)) return answerFailure(failure, editor.messages.problems);
  const isAboutSlug = failure.code === 'slug_taken' || failure.code === 'slug_fixed';
  const errors = describeFormErrors(failure, editor.messages, isAboutSlug ? '/slug' : '/title');
  return await showForm(
    editor,
    { form, article, isPosted: true, errors },
    failure.code === 'invalid' ? 422 : 409,
  );
}

/** Both messages, where somebody else changed the article meanwhile. */
export async function showConflict(
  editor: EditorContext,
  form: ArticleForm,
  article: ArticleResource | null,
): Promise<Response> {
  if (article === null)
    return refuse(editor.c, { code: 'article_not_found', id: editor.c.req.param('id') ?? '' }, editor);
  const [latest] = await editor.ledger.listRevisions(article.id);
  if (wantsJson(editor.c)) {
    return Response.json({ revision: article.revision, by: latest?.by ?? null }, { status: 412 });
  }
  const read = readContent(
    form.format === 'html' ? { content_html: form.content } : { content_markdown: form.content },
    editor.settings.publicUrl,
  );
  return answerEditorPage(
    editor.c,
    <ConflictPage
      editor={editor}
      form={form}
      article={article}
      latest={latest ?? null}
      contentHtml={read.ok ? read.value.html : null}
    />,
    412,
  );
}
