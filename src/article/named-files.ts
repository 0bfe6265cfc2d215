/** Which files of this service an article names: in its picture, its attachments, its content. */

import { readFileId } from '../file/file.ts';
import type { ArticleContent } from './article.ts';

/** What an article names files with. */
export type NamingParts = Pick<ArticleContent, 'image' | 'attachments' | 'contentHtml'>;

/** Addresses in HTML as the sanitiser writes it. */
const ADDRESS = /\s(?:src|href)="([^"]*)"/g;

/** The ids, each once. */
export function listNamedFiles(article: NamingParts, publicUrl: string): readonly string[] {
  const { image, attachments, contentHtml } = article;
  const named = [
    ...(image === null ? [] : [image.url]),
    ...attachments.map(({ url }) => url),
    ...listContentAddresses(contentHtml, publicUrl),
  ].map((url) => readFileId(url, publicUrl));
  return [...new Set(named)].filter((id): id is string => id !== null && id !== '');
}

/** The addresses of this service's files in a content, whether there is such a file or not. */
export function listContentAddresses(contentHtml: string, publicUrl: string): readonly string[] {
  if (!contentHtml.includes(`${publicUrl}/files/`)) return [];
  return [...contentHtml.matchAll(ADDRESS)]
    .map(([, url = '']) => url)
    .filter((url) => readFileId(url, publicUrl) !== null);
}
