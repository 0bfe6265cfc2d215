/** What lies between two forms of an article, as a person can compare it: their texts, and everything else by its name. */

import { describeOfficial } from '../../../article/article.ts';
import { compareTexts } from '../../../article/content/compare.ts';
import type { EditorContext } from '../editor-context.ts';
import { formatZonedEditorTime, readTimeInput } from '../editor-time.tsx';
import type { ArticleForm } from './article-form.ts';

/** The latter text, with what it has more and what it has no more. */
export function MarkedText({ before, after }: { before: string; after: string }) {
  return (
    <>
      {compareTexts(before, after).map(({ kind, text }) =>
        kind === 'same' ? text : kind === 'removed' ? <del>{text}</del> : <ins>{text}</ins>,
      )}
    </>
  );
}

/** What categories and articles are called, by slug and id. */
export type Names = ReadonlyMap<string, string>;

/** Looks up the names that pages of differences tell; `articleIds` are those of translations. */
export async function listNames(editor: EditorContext, articleIds: readonly string[]): Promise<Names> {
  const [{ categories }, articles] = await Promise.all([
    editor.ledger.listDirectory(),
    articleIds.length === 0 ? [] : editor.ledger.listArticleNames(articleIds),
  ]);
  return new Map([
    ...categories.map(({ slug, name }) => [slug, name] as const),
    ...articles.map(({ id, title }) => [id, title] as const),
  ]);
}

/** Everything but title and text, by the form's names, as a person can compare it. */
export function listComparable(
  form: ArticleForm,
  editor: EditorContext,
  names: Names,
): (readonly [string, string])[] {
  const nameAll = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id).join(', ');
  const at = Date.parse(readTimeInput(form.date, editor.settings.timezone));
  return [
    ['summary', form.summary],
    ['categories', nameAll(form.categories)],
    ['added_official', form.officials.map(describeOfficial).join('; ')],
    ['date', Number.isNaN(at) ? form.date : formatZonedEditorTime(at, editor)],
    ['language', form.language],
    ['source_name', form.sourceName],
    ['source_url', form.sourceUrl],
    ['authors', form.authors],
    ['image', form.image],
    ['image_alt', form.imageIsDecorative ? '' : form.imageAlt],
    ['image_caption', form.imageCaption],
    ['image_credit', form.imageCredit],
    [
      'attachments',
      form.attachments
        .map(({ url, title, mimeType, size }) => [title, url, mimeType, size].filter(Boolean).join(' '))
        .join('\n'),
    ],
    ['url', form.url],
    ['slug', form.slug],
    ['translations', nameAll(form.translations)],
  ];
}
