/** `/editor`: every article, found by its words, its state, its places. */

import { slugField } from '../../../article/fields.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { Violation } from '../../../failure.ts';
import { readFeedCursor } from '../../../feed/address.ts';
import { describeViolation } from '../../../messages/problems.ts';
import type { App } from '../../app-routes.ts';
import type { EditorContext } from '../editor-context.ts';
import { answerEditorPage, goTo, nameWhatIsDone } from '../editor-context.ts';
import { mountEditorPage } from '../editor-page.tsx';
import { EditorTime } from '../editor-time.tsx';
import { areTooMany, EntryField, LineField } from '../field.tsx';
import { EditorPage } from '../layout.tsx';
import { OlderLink, readSearchWords, SearchWords } from '../lists.tsx';
import { findAddedOfficial } from './added-official.ts';

const PAGE_SIZE = 25;
const STATUSES = ['draft', 'scheduled', 'published', 'withdrawn'] as const;
/** No slug: nothing is found by it. */
const NOBODY = '-';

/** Puts the page into the app. */
export function mountArticleList(app: App): void {
  mountEditorPage(app, '/editor', 'subscriber', { get: showList });
}

interface Search {
  readonly q: string;
  readonly status: string;
  readonly category: string;
  readonly official: string;
}

async function showList(editor: EditorContext): Promise<Response> {
  const { c, ledger, messages } = editor;
  if (editor.actor.role === 'subscriber') return goTo(c, '/editor/webhooks');
  const search: Search = {
    q: readSearchWords(editor),
    status: STATUSES.find((status) => status === c.req.query('status')) ?? '',
    category: readSlug(c.req.query('category')),
    official: (c.req.query('official') ?? '').trim(),
  };
  const directory = await ledger.listDirectory();
  const official = search.official === '' ? null : findAddedOfficial(search.official, directory.officials);
  const page = await ledger.listArticles({
    status: STATUSES.find((status) => status === search.status) ?? null,
    category: search.category || null,
    // Of nobody there is nothing.
    official: official === null ? null : official.ok ? official.official.slug : NOBODY,
    q: search.q || null,
    limit: PAGE_SIZE,
    cursor: readFeedCursor(c.req.query('cursor') ?? ''),
  });
  const isSearch = Object.values(search).some((value) => value !== '');
  const isBeginning = !isSearch && page.nextCursor === null && page.articles.every(isUnpublished);
  return answerEditorPage(
    c,
    <EditorPage
      editor={editor}
      title={messages.sections.articles}
      current="articles"
      done={nameWhatIsDone(editor)}
    >
      <div class="page-head">
        <h1>{messages.sections.articles}</h1>
        <a class="button primary" href="/editor/articles/new">
          {messages.newArticle}
        </a>
      </div>
      <p class="lead">{messages.help.articles}</p>
      <div data-drafts="" />
      {isBeginning ? (
        <FirstSteps editor={editor} directory={directory} draft={page.articles[0] ?? null} />
      ) : null}
      <SearchForm
        editor={editor}
        search={search}
        directory={directory}
        violation={official?.ok === false ? official.violation : null}
      />
      <div data-results="">
        {page.articles.length === 0 ? (
          <p class="empty">{isSearch ? messages.noneFound : messages.none}</p>
        ) : (
          <ol class="articles">
            {page.articles.map((article) => (
              <Row article={article} editor={editor} />
            ))}
          </ol>
        )}
        <OlderLink
          editor={editor}
          path={page.nextCursor === null ? null : `/editor?${writeSearch(search, page.nextCursor)}`}
        />
      </div>
    </EditorPage>,
  );
}

const isUnpublished = ({ status }: ArticleResource) => status === 'draft' || status === 'scheduled';

function readSlug(text: string | undefined): string {
  const slug = slugField.safeParse(text);
  return slug.success ? slug.data : '';
}

function writeSearch(search: Search, cursor: string): string {
  const entries = Object.entries({ ...search, cursor }).filter(([, value]) => value !== '');
  return new URLSearchParams(entries).toString();
}

interface SearchProps {
  readonly editor: EditorContext;
  readonly search: Search;
  readonly directory: {
    readonly categories: readonly { slug: string; name: string }[];
  };
  /** What is wrong with the official who was asked for. */
  readonly violation: Violation | null;
}

function SearchForm({ editor, search, directory, violation }: SearchProps) {
  const { messages } = editor;
  const choice = (name: keyof Search, label: string, options: readonly { slug: string; name: string }[]) => (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{messages.all}</option>
        {options.map((option) => (
          <option value={option.slug} selected={search[name] === option.slug}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <search>
      <form method="get" action="/editor" class="search" data-live-search="">
        <SearchWords label={messages.words} q={search.q} />
        {choice(
          'status',
          messages.status,
          STATUSES.map((slug) => ({ slug, name: messages.statuses[slug] })),
        )}
        {areTooMany(directory.categories) ? (
          <div class="field">
            <EntryField name="category" value={search.category} kind="categories" label={messages.category} />
          </div>
        ) : (
          choice('category', messages.category, directory.categories)
        )}
        <LineField
          name="official"
          label={messages.official}
          value={search.official}
          list="all-officials"
          errors={
            violation === null
              ? undefined
              : new Map([['official', [describeViolation(violation, messages.problems)]]])
          }
        />
        <datalist id="all-officials" />
        <button type="submit">{messages.find}</button>
      </form>
    </search>
  );
}

function Row({ article, editor }: { article: ArticleResource; editor: EditorContext }) {
  const { messages } = editor;
  return (
    <li>
      <a href={`/editor/articles/${article.id}`} dir="auto">
        {article.title}
      </a>
      <span class={`status ${article.status}`}>{messages.statuses[article.status]}</span>
      {article.date_published === null ? null : (
        <span class="when">
          <EditorTime at={article.date_published} editor={editor} />
        </span>
      )}
    </li>
  );
}

interface FirstStepsProps {
  readonly editor: EditorContext;
  readonly directory: { readonly categories: readonly unknown[]; readonly officials: readonly unknown[] };
  /** The newest article that is not published yet; null for none. */
  readonly draft: ArticleResource | null;
}

/** The way from an empty installation to the first published article: four steps, each with the page where it is done, and a mark on those that are. */
function FirstSteps({ editor, directory, draft }: FirstStepsProps) {
  const { messages } = editor;
  const draftPath = draft === null ? '/editor/articles/new' : `/editor/articles/${draft.id}`;
  const steps = [
    {
      step: messages.firstSteps.category,
      path: '/editor/categories',
      isDone: directory.categories.length > 0,
    },
    { step: messages.firstSteps.official, path: '/editor/officials', isDone: directory.officials.length > 0 },
    { step: messages.firstSteps.write, path: draftPath, isDone: draft !== null },
    { step: messages.firstSteps.publish, path: draftPath, isDone: false },
  ];
  return (
    <section class="first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{messages.firstStepsTitle}</h2>
      <ol>
        {steps.map(({ step, path, isDone }) => (
          <li>
            <a href={path}>{step.name}</a>
            {isDone ? <span class="status published">{messages.stepDone}</span> : null}
            <p class="hint">{step.why}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
