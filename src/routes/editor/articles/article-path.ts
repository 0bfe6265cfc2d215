/** The pages of one article: where they are, and what they begin with. */

import type { ArticleResource } from '../../../article/resource.ts';
import type { Desk } from '../desk.tsx';
import { refuse } from '../desk.tsx';

/** Addresses of one article carry its ULID. */
export const ARTICLE_PATH = '/editor/articles/:id{[0-9A-Z]{26}}';

/** The article that the address names, or a page that says that there is none. */
export async function withArticle(
  desk: Desk,
  show: (article: ArticleResource) => Promise<Response>,
): Promise<Response> {
  const article = await desk.newsroom.readArticle(desk.c.req.param('id') ?? '');
  return article === null ? refuse(desk.c, 404, desk.texts.noArticle, desk) : await show(article);
}
