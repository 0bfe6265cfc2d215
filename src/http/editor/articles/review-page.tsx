/** The last look before readers get it: the page as it will be, and what will happen. */

import type { ArticleStatus } from '../../../article/article.ts';
import { describeApart, describeOfficial } from '../../../article/article.ts';
import type { DirectoryKind, Official } from '../../../article/directory/directory.ts';
import { FOLDERS } from '../../../article/directory/directory.ts';
import type { DryRun } from '../../../ledger/articles/dry-run.ts';
import type { EditorMessages } from '../../../messages/editor/english.ts';
import type { Settings } from '../../../settings.ts';
import { ArticlePage } from '../../pages/article-page.tsx';
import { formatDay } from '../../pages/page-time.tsx';
import { imaginePublished } from '../../pages/preview-page.tsx';
import type { EditorContext } from '../editor-context.ts';
import type { FormErrors } from '../field.tsx';
import { ErrorSummary, TextField } from '../field.tsx';
import { EditorPage, FormToken } from '../layout.tsx';
import type { NamedPerson } from './added-official.ts';
import type { ArticleForm } from './article-form.ts';
import { HiddenFields } from './form-fields.tsx';

/** Before an official's slug: what a button of the page asks for. */
export const ATTACH = 'attach:';
/** Before the name of somebody whom the directory does not have. */
export const MAKE = 'make:';

export interface ReviewProps {
  readonly editor: EditorContext;
  readonly form: ArticleForm;
  /** Whom the text names and the directory does not have. */
  readonly unknown: readonly NamedPerson[];
  /** Whom the text may name and nobody has decided about. */
  readonly unattached: readonly Official[];
  /** Of a published article: what a minor change would do. */
  readonly dryRun: DryRun;
  /** How many receivers a major change would be told to; null where there is nothing to choose. */
  readonly majorReceivers: number | null;
  /** Of the article as it is; null for one that does not exist yet. */
  readonly status: ArticleStatus | null;
  readonly id: string | null;
  readonly errors: FormErrors;
}

/** The page. */
export function ReviewPage(props: ReviewProps) {
  const { editor, form, unknown, unattached, dryRun, status, id, errors } = props;
  const { messages, settings } = editor;
  const { article } = dryRun;
  const isNothing = dryRun.kind === null;
  return (
    <EditorPage editor={editor} title={messages.reviewTitle} current="articles">
      <div class="page-head">
        <h1>{messages.reviewTitle}</h1>
      </div>
      <ErrorSummary errors={errors} messages={messages} />
      <section class="outcome" aria-labelledby="outcome">
        <h2 id="outcome">{messages.outcomeTitle}</h2>
        <ul>
          {describeOutcome(dryRun, messages, settings).map((line) => (
            <li>{line}</li>
          ))}
        </ul>
        <form method="post" action={id === null ? '/editor/articles' : `/editor/articles/${id}`}>
          <FormToken editor={editor} />
          <HiddenFields form={form} without={asksForNote(status) ? ['change', 'change_note'] : []} />
          {isNothing ? null : <ChangeFields {...props} />}
          <Unattached officials={unattached} messages={messages} />
          <Unknown people={unknown} messages={messages} />
          <div class="buttons">
            {isNothing ? null : (
              <button type="submit" name="action" value="publish" class="primary" autofocus>
                {nameButton(dryRun, status, messages)}
              </button>
            )}
            <button type="submit" name="action" value="edit">
              {messages.backToWriting}
            </button>
          </div>
        </form>
      </section>
      <section aria-labelledby="preview">
        <h2 id="preview">{messages.previewTitle}</h2>
        <iframe
          class="preview"
          title={messages.previewTitle}
          // Nothing runs in it; of this service it is for the pictures that nobody else may see yet.
          sandbox="allow-same-origin"
          srcdoc={renderPreview(dryRun, settings)}
        />
      </section>
      <p class="hint">{messages.previewFeeds(article.title)}</p>
    </EditorPage>
  );
}

const asksForNote = (status: ArticleStatus | null) => status === 'published' || status === 'withdrawn';

/** What kind of change this is; nothing while nobody has read the article. */
function ChangeFields({ editor, form, status, majorReceivers, errors }: ReviewProps) {
  const { messages } = editor;
  if (!asksForNote(status)) return null;
  return (
    <fieldset class="change" id="change">
      <legend>{status === 'withdrawn' ? messages.republish : messages.change}</legend>
      {majorReceivers === null ? null : (
        <>
          <label>
            <input type="radio" name="change" value="minor" checked={!form.isMajor} />
            {messages.minor}
          </label>
          <label>
            <input type="radio" name="change" value="major" checked={form.isMajor} />
            {messages.major(majorReceivers)}
          </label>
        </>
      )}
      <TextField
        name="change_note"
        label={messages.changeNote}
        rows={2}
        value={form.changeNote}
        hint={messages.changeNoteHint}
        errors={errors}
      />
    </fieldset>
  );
}

function Unattached({ officials, messages }: { officials: readonly Official[]; messages: EditorMessages }) {
  const told = describeApart(officials);
  const people = officials.map(({ slug }, index) => ({
    who: told[index] ?? slug,
    action: `${ATTACH}${slug}`,
  }));
  return <Suggestions title={messages.namedNotAttached} button={messages.script.accept} people={people} />;
}

function Unknown({ people, messages }: { people: readonly NamedPerson[]; messages: EditorMessages }) {
  const offered = people.map((person) => ({
    who: describeOfficial(person),
    action: `${MAKE}${person.name}`,
  }));
  return (
    <Suggestions title={messages.script.unknown} button={messages.script.makeOfficial} people={offered} />
  );
}

/** People whom the text names, each with a button that sends the form. */
function Suggestions({
  title,
  button,
  people,
}: {
  title: string;
  button: string;
  people: readonly { readonly who: string; readonly action: string }[];
}) {
  if (people.length === 0) return null;
  return (
    <div class="suggestions">
      <p>{title}</p>
      <ul>
        {people.map(({ who, action }) => (
          <li>
            <span class="who" dir="auto">
              {who}
            </span>
            <button type="submit" name="action" value={action} aria-label={`${button}: ${who}`}>
              {button}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The article's public page as readers would get it: a whole document. */
export function renderPreview({ article, authority }: DryRun, settings: Settings): string {
  const document = { article: imaginePublished(article), authority: authority ?? '' };
  const page = <ArticlePage document={document} settings={settings} />;
  return `<!doctype html>\n${String(page)}`;
}

function nameButton(dryRun: DryRun, status: ArticleStatus | null, messages: EditorMessages): string {
  if (dryRun.article.status === 'scheduled') return messages.schedule;
  if (status === 'published') return messages.correct;
  if (status === 'withdrawn') return messages.publishAgain;
  return messages.publish;
}

/** What an article's feeds are named after. */
type FeedSubjects = Readonly<
  Record<(typeof FOLDERS)[DirectoryKind], readonly { readonly slug: string; readonly name: string }[]>
>;

/** The feeds that an article stands in: before `/feed.rss`, and as editors know them. */
export function listArticleFeeds(
  subjects: FeedSubjects,
  messages: EditorMessages,
): readonly { readonly path: string; readonly name: string }[] {
  const named = Object.values(FOLDERS).flatMap((folder) =>
    subjects[folder].map(({ slug, name }) => ({ path: `/${folder}/${slug}`, name })),
  );
  return [{ path: '', name: messages.feedOfEverything }, ...named];
}

/** What will happen, a line each. */
export function describeOutcome(dryRun: DryRun, messages: EditorMessages, settings: Settings): string[] {
  const { article, offices, kind, receivers } = dryRun;
  if (kind === null) return [messages.outcomeNothing];
  const names = listArticleFeeds({ ...article, offices }, messages).map(({ name }) => name);
  const inFeeds =
    article.status === 'withdrawn' ? messages.outcomeNotice(names.length) : messages.outcomeFeeds(names);
  if (article.status === 'scheduled' && article.publishedAt !== null) {
    const day = formatDay(
      article.publishedAt,
      { ...settings, language: messages.dateLanguage(settings.language) },
      true,
    );
    return [messages.outcomeScheduled(day), inFeeds, messages.outcomeReceivers(receivers)];
  }
  // Who is told of a correction is said beside the choice.
  return kind === 'minor' ? [inFeeds] : [inFeeds, messages.outcomeReceivers(receivers)];
}
