/** Which files of this service an article names: in its picture, its attachments, its content. */

import { readFileId } from '../file/file.ts';
import type { ArticleContent } from './article.ts';

/** What an article names files with. */
export type NamingParts = Pick<ArticleContent, 'image' | 'attachments' | 'contentHtml'>;

/** Addresses in HTML as the sanitiser writes it. */
const ADDRESS = /\s(?:src|href)="([^"]*)"/g;

/** The ids of files that may be meant, each once. */
export function listNamedFiles({ image, attachments, contentHtml }: NamingParts): readonly string[] {
  const addresses = [
    ...(image === null ? [] : [image.url]),
    ...attachments.map(({ url }) => url),
    ...listContentAddresses(contentHtml),
  ];
  return [...new Set(addresses.map(readFileId).filter((id) => id !== null))];
}

/** The addresses in a content that may be those of files. */
export function listContentAddresses(contentHtml: string): readonly string[] {
  if (!contentHtml.includes('/files/')) return [];
  return [...contentHtml.matchAll(ADDRESS)]
    .map(([, url = '']) => url)
    .filter((url) => url.includes('/files/'));
}
