/** Two editors on one article: both texts side by side, and nothing lost. */

import { describeOfficial } from '../../../article/article.ts';
import { readComparableText } from '../../../article/content/compare.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { RevisionSummary } from '../../../ledger/articles/revisions.ts';
import type { EditorContext } from '../editor-context.ts';
import { EditorTime, formatZonedEditorTime, readTimeInput } from '../editor-time.tsx';
import { EditorPage, FormToken } from '../layout.tsx';
import type { ArticleForm } from './article-form.ts';
import { buildArticleForm } from './article-form.ts';
import { HiddenFields } from './form-fields.tsx';
import { MarkedText } from './marked-text.tsx';

export interface ConflictProps {
  readonly editor: EditorContext;
  readonly names: Names;
  /** What this editor wrote. */
  readonly form: ArticleForm;
  /** What the ledger has now. */
  readonly article: ArticleResource;
  readonly latest: Pick<RevisionSummary, 'by' | 'at'> | null;
  /** `content` of this editor's form as HTML that may be shown; null where it cannot be read. */
  readonly contentHtml: string | null;
}

/** The page. */
export function ConflictPage({ editor, names, form, article, latest, contentHtml }: ConflictProps) {
  const { messages, settings } = editor;
  const theirs = buildArticleForm(article, settings);
  const path = `/editor/articles/${article.id}`;
  const isOwn = latest?.by === editor.actor.name;
  const title = isOwn ? messages.ownConflictTitle : messages.conflictTitle;
  return (
    <EditorPage editor={editor} title={title} current="articles">
      <h1>{title}</h1>
      <p class="notice problem" role="alert">
        {isOwn ? messages.ownConflict : messages.conflict}{' '}
        {latest === null || isOwn ? null : (
          <>
            <bdi>{latest.by}</bdi>,{' '}
          </>
        )}
        {latest === null ? null : <EditorTime at={latest.at} editor={editor} />}
      </p>
      <section aria-labelledby="differences">
        <h2 id="differences">{messages.differences}</h2>
        <p class="hint">{messages.differencesLegend}</p>
        <div class="marked" dir="auto" lang={form.language || undefined}>
          <MarkedText
            before={`${theirs.title}\n\n${readComparableText(theirs.content)}`}
            after={`${form.title}\n\n${contentHtml === null ? form.content : readComparableText(contentHtml)}`}
          />
        </div>
      </section>
      <div class="side-by-side">
        <Side
          editor={editor}
          names={names}
          heading={messages.mine}
          form={form}
          other={theirs}
          html={contentHtml}
          label={messages.fieldLabels}
        >
          <form method="post" action={path}>
            <FormToken editor={editor} />
            {/* From here on this text is based on the other one: saving it replaces that. */}
            <HiddenFields form={{ ...form, revision: article.revision, dateBefore: theirs.dateBefore }} />
            <button type="submit" name="action" value="edit" class="primary">
              {messages.keepMine}
            </button>
          </form>
        </Side>
        <Side
          editor={editor}
          names={names}
          heading={messages.theirs}
          form={theirs}
          other={form}
          html={article.content_html}
          label={messages.fieldLabels}
        >
          <form method="get" action={path}>
            <input type="hidden" name="take" value="saved" />
            <button type="submit">{messages.takeTheirs}</button>
          </form>
        </Side>
      </div>
    </EditorPage>
  );
}

interface SideProps {
  readonly editor: EditorContext;
  readonly names: Names;
  readonly heading: string;
  readonly form: ArticleForm;
  readonly other: ArticleForm;
  readonly html: string | null;
  readonly label: Readonly<Record<string, string>>;
  readonly children?: unknown;
}

function Side({ editor, names, heading, form, other, html, label, children }: SideProps) {
  const id = `side-${form === other ? 'x' : (form.revision ?? 0)}-${heading.length}`;
  const others = listComparable(other, editor, names);
  const differing = listComparable(form, editor, names).filter(([name, value], index) => {
    const there = others[index];
    return there?.[0] === name && there[1] !== value;
  });
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {children}
      <h3 dir="auto">{form.title}</h3>
      {html === null ? (
        <pre>{form.content}</pre>
      ) : (
        <div class="content" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
      )}
      {differing.length === 0 ? null : (
        <dl class="differing">
          {differing.map(([name, value]) => (
            <div>
              <dt>{label[name] ?? name}</dt>
              <dd dir="auto">{value === '' ? '–' : value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
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
