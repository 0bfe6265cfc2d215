/** The files of this service that an article names: known to be there, with their true types and sizes. */

import type { ArticleImage, Attachment } from '../../article/article.ts';
import type { ArticleChange } from '../../article/input.ts';
import { mergeImage } from '../../article/input.ts';
import type { NamingParts } from '../../article/named-files.ts';
import { listContentAddresses } from '../../article/named-files.ts';
import type { FieldError } from '../../failure.ts';
import { buildFileUrl } from '../../file/file.ts';
import type { LedgerContext } from '../context.ts';
import { findNamedFile } from '../files.ts';

/** A picture of the content as the sanitiser writes it. */
const PICTURE = /<img((?:\s+[a-z]+(?:="[^"]*")?)*)>/gi;

/**
 * The parts of an article that may name files, after a change of them; `contentHtml` of `base` is the new one. What was
 * not sent is not asked again. A file of ours that is not there is an error of the field that names it.
 */
export function resolveFiles(
  ledger: LedgerContext,
  change: Pick<ArticleChange, 'image' | 'attachments' | 'content'>,
  base: NamingParts,
  errors: FieldError[],
): NamingParts {
  return {
    image: resolveImage(ledger, change.image, base.image, errors),
    attachments:
      change.attachments?.map((attachment, index) => resolveAttachment(ledger, attachment, index, errors)) ??
      base.attachments,
    contentHtml:
      change.content === undefined ? base.contentHtml : resolvePictures(ledger, base.contentHtml, errors),
  };
}

function resolveImage(
  ledger: LedgerContext,
  change: ArticleChange['image'],
  base: ArticleImage | null,
  errors: FieldError[],
): ArticleImage | null {
  if (change === undefined || change === null) return change === undefined ? base : null;
  const image = mergeImage(base, change);
  const pointer = typeof change === 'string' ? '/image' : '/image/url';
  if (image === null) {
    errors.push({ pointer, code: 'wrong_type', expected: 'string' });
    return null;
  }
  const file = findNamedFile(ledger, image.url);
  if (file === null) return image;
  if (file === 'unknown' || file.width === null) {
    errors.push({ pointer, code: file === 'unknown' ? 'file_unknown' : 'file_not_picture' });
    return null;
  }
  const { width, height } = file;
  return { ...image, url: buildFileUrl(file, ledger.settings.publicUrl), width, height };
}

function resolveAttachment(
  ledger: LedgerContext,
  attachment: Attachment,
  index: number,
  errors: FieldError[],
): Attachment {
  const file = findNamedFile(ledger, attachment.url);
  if (file === 'unknown') errors.push({ pointer: `/attachments/${index}/url`, code: 'file_unknown' });
  if (file === null || file === 'unknown') return attachment;
  const { mimeType, sizeInBytes } = file;
  return { ...attachment, url: buildFileUrl(file, ledger.settings.publicUrl), mimeType, sizeInBytes };
}

/** Pictures that come with their size leave the text below where it is while they load. */
function resolvePictures(ledger: LedgerContext, html: string, errors: FieldError[]): string {
  const addresses = listContentAddresses(html);
  if (addresses.length === 0) return html;
  const files = new Map(addresses.map((url) => [url, findNamedFile(ledger, url)]));
  if ([...files.values()].includes('unknown'))
    errors.push({ pointer: '/content_html', code: 'file_unknown' });
  return html.replace(PICTURE, (tag, attributes: string) => {
    const file = files.get(/\ssrc="([^"]*)"/.exec(attributes)?.[1] ?? '');
    if (file === undefined || file === null || file === 'unknown' || file.width === null) return tag;
    return /\s(?:width|height)="/i.test(attributes)
      ? tag
      : `<img${attributes} width="${file.width}" height="${file.height}">`;
  });
}
