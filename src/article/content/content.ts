/** What an editor sends as content (HTML, Markdown or plain text) → HTML that may be published, and its text. */

import type { Result, Violation } from '../../failure.ts';
import { failField, succeed } from '../../failure.ts';
import { MAX_CONTENT_BYTES } from '../article.ts';
import { cleanHtml } from './html-clean.ts';
import { CONTENT_LIMITS, listElements } from './html-tree.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPlainText } from './plain-text.ts';
import { collectText } from './text.ts';

/** The three spellings of content, of which one is given. */
export interface ContentInput {
  readonly contentHtml?: string | undefined;
  readonly contentMarkdown?: string | undefined;
  readonly contentText?: string | undefined;
}

/** Sanitised HTML, at most MAX_CONTENT_BYTES in UTF-8, and what a person reads of it. */
export interface Content {
  readonly html: string;
  readonly text: string;
  /** Names of elements that could not stay; see `CleanHtml`. */
  readonly leftOut: readonly string[];
}

const TOO_LARGE: Violation = { code: 'content_too_large', maxBytes: MAX_CONTENT_BYTES };

/**
 * Reads an article's content. Relative addresses in it are taken against `baseUrl`. Errors, with the pointer of the
 * field that was given: nothing to read or see in it, too large, nested too deep, too many elements.
 */
export function readContent(input: ContentInput, baseUrl: string): Result<Content> {
  if (input.contentHtml !== undefined) return readHtml(input.contentHtml, baseUrl, '/content_html');
  if (input.contentMarkdown !== undefined) return readMarkdown(input.contentMarkdown, baseUrl);
  if (input.contentText !== undefined) {
    return readHtml(renderPlainText(input.contentText), baseUrl, '/content_text');
  }
  return failField('/content_html', { code: 'content_missing' });
}

function readMarkdown(markdown: string, baseUrl: string): Result<Content> {
  const pointer = '/content_markdown';
  // Markdown is shorter than its HTML, and parsing it is the dearest of the three.
  if (measureBytes(markdown) > MAX_CONTENT_BYTES) return failField(pointer, TOO_LARGE);
  const rendered = renderMarkdown(markdown);
  if (rendered === 'too_deep') return failField(pointer, { code: 'markdown_too_deep' });
  if (rendered === 'too_large') return failField(pointer, TOO_LARGE);
  if (rendered === 'too_complex') return failField(pointer, { code: 'markdown_too_complex' });
  return readHtml(rendered.html, baseUrl, pointer);
}

function readHtml(html: string, baseUrl: string, pointer: string): Result<Content> {
  const clean = cleanHtml(html, baseUrl);
  if (clean === 'too_deep')
    return failField(pointer, { code: 'markup_too_deep', maxDepth: CONTENT_LIMITS.maxDepth });
  if (clean === 'too_many_elements') {
    return failField(pointer, { code: 'too_many_elements', maxElements: CONTENT_LIMITS.maxElements });
  }
  if (clean === 'unstable') return failField(pointer, { code: 'markup_misplaced' });
  if (measureBytes(clean.html) > MAX_CONTENT_BYTES) return failField(pointer, TOO_LARGE);
  const text = collectText(clean.tree);
  const isSeen = text !== '' || listElements(clean.tree).some(({ tagName }) => tagName === 'img');
  if (!isSeen) return failField(pointer, { code: 'content_empty' });
  return succeed({ html: clean.html, text, leftOut: clean.leftOut });
}

function measureBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
