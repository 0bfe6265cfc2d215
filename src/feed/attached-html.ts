/** Content with the image and the files that a reader would otherwise not see. */

import type { Attachment } from '../article/article.ts';
import { escapeHtml } from '../article/plain-text.ts';

/**
 * The content, with the image before it and links to the files after it, each unless the content has it
 * already: many readers show neither an image nor a second enclosure that stands outside the content.
 */
export function attachHtml(
  contentHtml: string,
  image: string | null,
  attachments: readonly Attachment[],
): string {
  const imageHtml =
    image === null || mentionsUrl(contentHtml, image)
      ? ''
      : `<p><img src="${escapeHtml(image)}" alt=""></p>\n`;
  const links = attachments
    .filter(({ url }) => !mentionsUrl(contentHtml, url))
    .map(
      ({ url, title }) =>
        `<li><a href="${escapeHtml(url)}">${escapeHtml(title ?? readFileName(url))}</a></li>`,
    );
  const linksHtml = links.length === 0 ? '' : `\n<ul>${links.join('')}</ul>`;
  return imageHtml + contentHtml + linksHtml;
}

/** HTML has several spellings of `&`; those that serializers write are looked for. */
function mentionsUrl(html: string, url: string): boolean {
  return ['&', '&amp;', '&#x26;', '&#38;'].some((ampersand) =>
    html.includes(`"${url.replaceAll('&', ampersand)}"`),
  );
}

function readFileName(url: string): string {
  const { hostname, pathname } = new URL(url);
  return pathname.slice(pathname.lastIndexOf('/') + 1) || hostname;
}
