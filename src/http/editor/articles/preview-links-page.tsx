/** Links that show an unpublished article to people without a token: made, seen once, ended. */

import type { ArticleResource } from '../../../article/resource.ts';
import type { NewPreview } from '../../api/previews.ts';
import { makePreview } from '../../api/previews.ts';
import type { App } from '../../app-routes.ts';
import type { EditorContext } from '../editor-context.ts';
import { answerEditorPage, goTo, nameWhatIsDone } from '../editor-context.ts';
import { ARTICLE_PATH, mountEditorPage, refuse, withArticle } from '../editor-page.tsx';
import { formatEditorTime } from '../editor-time.tsx';
import { DangerForm, EditorPage, FormToken } from '../layout.tsx';

/** Puts the pages into the app. */
export function mountPreviewLinks(app: App): void {
  mountEditorPage(app, `${ARTICLE_PATH}/previews`, 'editor', {
    get: (editor) => withArticle(editor, (article) => showLinks(editor, article, null)),
    post: (editor) => withArticle(editor, (article) => makeLink(editor, article)),
  });
  mountEditorPage(app, `${ARTICLE_PATH}/previews/end`, 'editor', {
    post: (editor) => withArticle(editor, (article) => endLinks(editor, article)),
  });
}

async function makeLink(editor: EditorContext, article: ArticleResource): Promise<Response> {
  const made = await makePreview(editor, article.id);
  return made.ok ? await showLinks(editor, article, made.value) : refuse(editor.c, made.failure, editor);
}

async function endLinks(editor: EditorContext, article: ArticleResource): Promise<Response> {
  await editor.ledger.endPreviews(article.id);
  return goTo(editor.c, `/editor/articles/${article.id}/previews?done=ended`);
}

/** `made` is the link that was just made; null: none is shown. */
async function showLinks(
  editor: EditorContext,
  article: ArticleResource,
  made: NewPreview | null,
): Promise<Response> {
  const { messages } = editor;
  const path = `/editor/articles/${article.id}`;
  if (article.status === 'published' || article.status === 'withdrawn') {
    return refuse(editor.c, { code: 'preview_not_possible' }, editor);
  }
  const links = await editor.ledger.listPreviews(article.id);
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={messages.previewLink} current="articles" done={nameWhatIsDone(editor)}>
      <h1>{messages.previewLink}</h1>
      <p class="subject">
        <a href={path} dir="auto">
          {article.title}
        </a>
      </p>
      <p>{messages.previewLinkLead}</p>
      {made === null ? null : (
        <section aria-label={messages.previewLink}>
          <p role="status">{messages.previewLinkMade}</p>
          <p>
            <code class="secret" data-copy={messages.script.copy}>
              {made.url}
            </code>
          </p>
        </section>
      )}
      <form method="post" action={`${path}/previews`}>
        <FormToken editor={editor} />
        <button type="submit" class="primary">
          {messages.previewLinkMake}
        </button>
      </form>
      {links.length === 0 ? null : (
        <DangerForm editor={editor} action={`${path}/previews/end`} label={messages.previewLinksEnd} isApart>
          <ul>
            {links.map(({ by, expiresAt }) => (
              <li dir="auto">{messages.previewLinkBy(by, formatEditorTime(expiresAt, editor))}</li>
            ))}
          </ul>
        </DangerForm>
      )}
    </EditorPage>,
  );
}
