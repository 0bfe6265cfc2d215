/** Which files of this service articles and officials name. */

import { readFileId } from '../file/file.ts';
import type { ArticleContent } from './article.ts';
import type { Official } from './directory/directory.ts';

/** What an article names files with. */
export type NamingParts = Pick<ArticleContent, 'image' | 'attachments' | 'contentHtml'>;

/** Addresses in HTML as the sanitiser writes it. */
const ADDRESS = /\s(?:src|href)="([^"]*)"/g;

/** The ids of files that an article may mean, in its picture, its attachments and its content, each once. */
export function listNamedFiles({ image, attachments, contentHtml }: NamingParts): readonly string[] {
  const addresses = [
    ...(image === null ? [] : [image.url]),
    ...attachments.map(({ url }) => url),
    ...listContentAddresses(contentHtml),
  ];
  return listFileIds(addresses);
}

/** The same of an official: their picture, and the page about them. */
export function listFilesOfOfficial({ image, url }: Pick<Official, 'image' | 'url'>): readonly string[] {
  return listFileIds([image, url].filter((address) => address !== null));
}

/** The ids of files at some addresses, each once. */
export function listFileIds(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.map(readFileId).filter((id) => id !== null))];
}

/** The addresses in a content that may be those of files. */
export function listContentAddresses(contentHtml: string): readonly string[] {
  if (!contentHtml.includes('/files/')) return [];
  return [...contentHtml.matchAll(ADDRESS)]
    .map(([, url = '']) => url)
    .filter((url) => url.includes('/files/'));
}
