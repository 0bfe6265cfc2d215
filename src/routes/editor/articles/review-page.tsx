/** The last look before readers get it: the page as it will be, and what will happen. */

import type { ArticleStatus } from '../../../article/article.ts';
import type { Rehearsal } from '../../../newsroom/rehearsal.ts';
import type { Settings } from '../../../settings.ts';
import { ArticlePage } from '../../pages/article-page.tsx';
import { formatDay } from '../../pages/page-time.tsx';
import type { Desk } from '../desk.tsx';
import { DeskPage, FormToken } from '../layout.tsx';
import type { EditorTexts } from '../texts/editor-texts.ts';
import type { ArticleForm } from './article-form.ts';
import { HiddenFields } from './hidden-fields.tsx';

export interface ReviewProps {
  readonly desk: Desk;
  readonly form: ArticleForm;
  readonly rehearsal: Rehearsal;
  /** Of the article as it is; null for one that does not exist yet. */
  readonly status: ArticleStatus | null;
  readonly id: string | null;
}

/** The page. */
export function ReviewPage({ desk, form, rehearsal, status, id }: ReviewProps) {
  const { texts, settings } = desk;
  const { article } = rehearsal;
  const isNothing = rehearsal.kind === null;
  return (
    <DeskPage desk={desk} title={texts.reviewTitle} current="articles">
      <div class="page-head">
        <h1>{texts.reviewTitle}</h1>
      </div>
      <section class="outcome" aria-labelledby="outcome">
        <h2 id="outcome">{texts.outcomeTitle}</h2>
        <ul>
          {describeOutcome(rehearsal, texts, settings).map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
        <form method="post" action={id === null ? '/editor/articles' : `/editor/articles/${id}`}>
          <FormToken desk={desk} />
          <HiddenFields form={form} />
          <div class="buttons">
            {isNothing ? null : (
              <button type="submit" name="action" value="publish" class="primary" autofocus>
                {nameButton(rehearsal, status, texts)}
              </button>
            )}
            <button type="submit" name="action" value="edit">
              {texts.backToWriting}
            </button>
          </div>
        </form>
      </section>
      <section aria-labelledby="preview">
        <h2 id="preview">{texts.previewTitle}</h2>
        <iframe
          class="preview"
          title={texts.previewTitle}
          sandbox=""
          srcdoc={renderPreview(rehearsal, settings)}
        />
      </section>
      <p class="hint">{texts.previewFeeds(article.title)}</p>
    </DeskPage>
  );
}

/** The article's public page as readers would get it: a whole document. */
export function renderPreview({ article, authority }: Rehearsal, settings: Settings): string {
  const at = article.published_at ?? article.changed_at;
  const published = {
    ...article,
    status: article.status === 'withdrawn' ? ('withdrawn' as const) : ('published' as const),
    published_at: at,
    modified_at: article.modified_at ?? at,
  };
  const page = (
    <ArticlePage document={{ article: published, authority: authority ?? '' }} settings={settings} />
  );
  return `<!doctype html>\n${String(page)}`;
}

function nameButton(rehearsal: Rehearsal, status: ArticleStatus | null, texts: EditorTexts): string {
  if (rehearsal.article.status === 'scheduled') return texts.schedule;
  if (status === 'published') return texts.correct;
  if (status === 'withdrawn') return texts.publishAgain;
  return texts.publish;
}

/** What will happen, as sentences. */
export function describeOutcome(rehearsal: Rehearsal, texts: EditorTexts, settings: Settings): string[] {
  const { article, kind, receivers } = rehearsal;
  if (kind === null) return [texts.outcomeNothing];
  const names = [
    texts.feedOfEverything,
    ...article.categories.map(({ name }) => name),
    ...article.officials.map(({ name }) => name),
  ];
  const inFeeds =
    article.status === 'withdrawn' ? texts.outcomeNotice(names.length) : texts.outcomeFeeds(names);
  if (article.status === 'scheduled' && article.published_at !== null) {
    const day = formatDay(
      article.published_at,
      { ...settings, language: texts.dateLanguage(settings.language) },
      true,
    );
    return [texts.outcomeScheduled(day), inFeeds, texts.outcomeReceivers(receivers)];
  }
  if (kind === 'minor') return [texts.outcomeMinor, inFeeds];
  const first = kind === 'major' ? [texts.outcomeMajor] : [];
  return [...first, inFeeds, texts.outcomeReceivers(receivers)];
}
