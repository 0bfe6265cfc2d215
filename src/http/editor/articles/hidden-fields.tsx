/** A form's fields unseen: what is written travels along while the preview is looked at. */

import type { ArticleForm } from './article-form.ts';

/** The fields. */
export function HiddenFields({ form }: { form: ArticleForm }) {
  const fields: readonly (readonly [string, string])[] = [
    ['draft_key', form.draftKey],
    ['revision', form.revision === null ? '' : String(form.revision)],
    ['title', form.title],
    ['summary', form.summary],
    ['format', form.format],
    ['content', form.content],
    ['language', form.language],
    ...form.categories.map((slug) => ['category', slug] as const),
    ['recognizes', form.recognizes ? 'yes' : ''],
    ...form.officials.flatMap(({ slug, name, role, relation }) => [
      ['official', slug] as const,
      [`official_name:${slug}`, name] as const,
      [`official_role:${slug}`, role ?? ''] as const,
      [`official_relation:${slug}`, relation] as const,
    ]),
    ['added_official', form.addedOfficial],
    ...form.refused.map((slug) => ['refused', slug] as const),
    ['source_name', form.sourceName],
    ['source_url', form.sourceUrl],
    ['authors', form.authors],
    ['image', form.image],
    ...form.attachments.flatMap(({ url, title, mimeType, size }) => [
      ['attachment_url', url] as const,
      ['attachment_title', title] as const,
      ['attachment_type', mimeType] as const,
      ['attachment_size', size] as const,
    ]),
    ['url', form.url],
    ['slug', form.slug],
    ['slug_before', form.slugBefore],
    ['date', form.date],
    ['date_before', form.dateBefore],
    ['change', form.isMajor ? 'major' : 'minor'],
    ['change_note', form.changeNote],
    ['quiet', form.isQuiet ? 'yes' : ''],
  ];
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
