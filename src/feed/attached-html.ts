/** What a reader would otherwise not see: an article's picture and its files, as parts of its content. */

import type { ArticleImage, Attachment } from '../article/article.ts';
import { escapeHtml } from '../article/content/plain-text.ts';
import { readDirection } from '../article/language.ts';

/**
 * The picture with its description and caption, to stand before the content; '' where the content shows it already. Many
 * readers show no picture that stands outside the content.
 */
export function showPicture(image: ArticleImage | null, contentHtml: string): string {
  if (image === null || mentionsUrl(contentHtml, image.url)) return '';
  const { url, alt, caption, credit, width, height } = image;
  const size = width === null || height === null ? '' : ` width="${width}" height="${height}"`;
  const picture = `<img src="${escapeHtml(url)}" alt="${escapeAttribute(alt ?? '')}"${size}>`;
  if (caption === null && credit === null) return `<p>${picture}</p>\n`;
  const words = [
    caption === null ? '' : escapeHtml(caption),
    credit === null ? '' : `<small>${escapeHtml(credit)}</small>`,
  ];
  return `<figure>${picture}<figcaption>${words.filter((word) => word !== '').join(' ')}</figcaption></figure>\n`;
}

/**
 * An item's content with links to these files after it, but for those that it leads to: many readers show one enclosure
 * only. It says its language where that is not the feed's, and its direction, too, where it is from right to left: hardly
 * a reader takes that from the feed.
 */
export function showContent(
  { contentHtml, language }: { readonly contentHtml: string; readonly language: string },
  feedLanguage: string,
  attachments: readonly Attachment[],
): string {
  const links = attachments
    .filter(({ url }) => !mentionsUrl(contentHtml, url))
    .map(
      ({ url, title }) =>
        `<li><a href="${escapeHtml(url)}">${escapeHtml(title ?? readFileName(url))}</a></li>`,
    );
  const linksHtml = links.length === 0 ? '' : `\n<ul>${links.join('')}</ul>`;
  const html = contentHtml + linksHtml;
  const direction = readDirection(language);
  if (language === feedLanguage && direction === 'ltr') return html;
  return `<div lang="${escapeAttribute(language)}" dir="${direction}">\n${html}\n</div>`;
}

function escapeAttribute(text: string): string {
  return escapeHtml(text).replaceAll('"', '&quot;');
}

/** HTML has several spellings of `&`; those that serializers write are looked for. */
function mentionsUrl(html: string, url: string): boolean {
  return ['&', '&amp;', '&#x26;', '&#38;'].some((ampersand) =>
    html.includes(`"${url.replaceAll('&', ampersand)}"`),
  );
}

function readFileName(url: string): string {
  const { hostname, pathname } = new URL(url);
  const name = pathname.slice(pathname.lastIndexOf('/') + 1) || hostname;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
