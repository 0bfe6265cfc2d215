/** The way of a pasted text in a test's page: tidied, held by the formatted view, sanitised. Wants a DOM. */

import { getSchema } from '@tiptap/core';
import { DOMParser, DOMSerializer } from '@tiptap/pm/model';
import { parseInertHtml } from '../../../browser/editor/inert-html.ts';
import { cleanPastedHtml } from '../../../browser/editor/paste.ts';
import { listExtensions, normalizeRichTextHtml } from '../../../browser/editor/rich-text-schema.ts';
import { readContent } from '../../../src/article/content/content.ts';

const schema = getSchema(listExtensions());

/** What the formatted view holds of HTML. */
export function hold(html: string): string {
  const document = DOMParser.fromSchema(schema).parse(parseInertHtml(html).body);
  const place = window.document.createElement('div');
  place.append(DOMSerializer.fromSchema(schema).serializeFragment(document.content));
  return normalizeRichTextHtml(place.innerHTML);
}

/** What is published of a pasted text. */
export function publishPasted(html: string): string {
  const content = readContent({ contentHtml: hold(cleanPastedHtml(html).html) }, 'https://example.org');
  return content.ok ? content.value.html : JSON.stringify(content.failure);
}

/** A page as Word puts it into the clipboard. */
export const word = (body: string, sheet = '') =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- /* Styles */ ${sheet} --></style></head>` +
  `<body lang=DE><!--StartFragment-->${body}<!--EndFragment--></body></html>`;

/** An item of a list as Word writes it. */
export const wordItem = (level: number, marker: string, text: string, list = 'l0') =>
  `<p class=MsoListParagraph style='margin-left:36.0pt;mso-list:${list} level${level} lfo1'><![if !supportLists]>` +
  `<span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${text}<o:p></o:p></p>`;
