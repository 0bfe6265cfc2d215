/** The pages of one article: where they are, and what they begin with. */

import type { ArticleResource } from '../../../article/resource.ts';
import type { EditorContext } from '../editor-context.tsx';
import { refuse } from '../editor-context.tsx';

/** Addresses of one article carry its ULID. */
export const ARTICLE_PATH = '/editor/articles/:id{[0-9A-Z]{26}}';

/** The article that the address names, or a page that says that there is none. */
export async function withArticle(
  editor: EditorContext,
  show: (article: ArticleResource) => Promise<Response>,
): Promise<Response> {
  const id = editor.c.req.param('id') ?? '';
  const article = await editor.ledger.readArticle(id);
  return article === null ? refuse(editor.c, { code: 'article_not_found', id }, editor) : await show(article);
}
