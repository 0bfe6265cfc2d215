/** `/editor/articles/…`: writing, saving, looking, publishing. */

import type { Child } from 'hono/jsx';
import { type ArticleStatus, listOfficesOfArticle } from '../../../article/article.ts';
import type { ArticleResource } from '../../../article/resource.ts';
import type { Result } from '../../../failure.ts';
import type { DryRun } from '../../../ledger/articles/dry-run.ts';
import type { App } from '../../app-routes.ts';
import type { EditorContext } from '../editor-context.ts';
import { answerEditorPage, goTo, nameWhatIsDone, wantsJson } from '../editor-context.ts';
import { ARTICLE_PATH, mountEditorPage, refuse, withArticle } from '../editor-page.tsx';
import { formatZonedEditorTime } from '../editor-time.tsx';
import type { FormErrors } from '../field.tsx';
import { describeFormErrors, groupErrors } from '../field.tsx';
import type { NamedPerson } from './added-official.ts';
import {
  attachOfficial,
  findUnknownPeople,
  listUnattached,
  makeNamedOfficial,
  readWritten,
  settleOfficials,
} from './added-official.ts';
import { settleTranslation } from './added-translation.ts';
import { showConflict, showFailure, showForm } from './article-editor.tsx';
import type { ArticleForm } from './article-form.ts';
import { buildArticleForm } from './article-form.ts';
import { readArticleForm } from './form-fields.tsx';
import { ATTACH, listArticleFeeds, MAKE, ReviewPage, renderPreview } from './review-page.tsx';
import type { FormAction } from './store-form.ts';
import { readChange, storeForm } from './store-form.ts';

/** Puts the pages into the app. */
export function mountArticlePages(app: App): void {
  mountEditorPage(app, '/editor/articles/preview', 'editor', {
    post: (editor, sent) => preview(editor, sent, null),
  });
  mountEditorPage(app, '/editor/articles', 'editor', {
    get: async ({ c }) => goTo(c, '/editor'),
    post: (editor, sent) => takeArticle(editor, sent, null),
  });
  mountEditorPage(app, ARTICLE_PATH, 'editor', {
    get: (editor) => withArticle(editor, (article) => showArticle(editor, article)),
    post: (editor, sent) => withArticle(editor, (article) => takeArticle(editor, sent, article)),
  });
  mountEditorPage(app, `${ARTICLE_PATH}/preview`, 'editor', {
    post: (editor, sent) => withArticle(editor, (article) => preview(editor, sent, article)),
  });
}

/** The article as it is, or `?restore=` with the text of an earlier revision: to be saved as any other change. */
async function showArticle(editor: EditorContext, article: ArticleResource): Promise<Response> {
  const number = editor.c.req.query('restore');
  if (number !== undefined) return await showRestored(editor, article, number);
  return await showForm(editor, {
    form: buildArticleForm(article, editor.settings),
    article,
    done: await describeDone(editor, article),
  });
}

/** What brings an article to readers. */
const PUBLISHED = ['published', 'corrected', 'republished'];

/** Describes what the page before did, as the address tells it; undefined: nothing. */
async function describeDone(editor: EditorContext, article: ArticleResource): Promise<Child> {
  const { c, ledger, messages } = editor;
  const done = c.req.query('done') ?? '';
  if (done === 'scheduled' && article.date_published !== null) {
    return messages.doneScheduled(formatZonedEditorTime(article.date_published, editor));
  }
  if (!PUBLISHED.includes(done)) return nameWhatIsDone(editor);
  const [categories, offices] = await Promise.all([
    Promise.all(article.categories.map((slug) => ledger.findCategory(slug))),
    Promise.all(listOfficesOfArticle(article).map((slug) => ledger.findOffice(slug))),
  ]);
  const subjects = {
    categories: categories.filter((category) => category !== null),
    officials: article.officials,
    offices: offices.filter((office) => office !== null),
  };
  const feeds = listArticleFeeds(subjects, messages);
  const receivers = Number(c.req.query('receivers') ?? Number.NaN);
  return (
    <>
      {nameWhatIsDone(editor)} <a href={article.url}>{messages.seePage}</a> · {messages.feeds}{' '}
      {feeds.map(({ path, name }, index) => (
        <>
          {index === 0 ? '' : ', '}
          <a href={`${path}/feed.rss`} dir="auto">
            {name}
          </a>
        </>
      ))}
      {Number.isSafeInteger(receivers) && receivers >= 0
        ? ` · ${messages.outcomeReceivers(receivers)}`
        : null}
    </>
  );
}

async function showRestored(
  editor: EditorContext,
  article: ArticleResource,
  number: string,
): Promise<Response> {
  const { c, ledger, messages, settings } = editor;
  const found = /^\d{1,15}$/.test(number) ? await ledger.readRevision(article.id, Number(number)) : null;
  if (found === null) return refuse(c, { code: 'revision_not_found', id: article.id, number }, editor);
  const { revision, slug, slugBefore, date, dateBefore, translations } = buildArticleForm(article, settings);
  return await showForm(editor, {
    // Where the article stands, and since when, is no part of its text.
    form: {
      ...buildArticleForm(found.article, settings),
      revision,
      slug,
      slugBefore,
      date,
      dateBefore,
      translations,
    },
    article,
    isPosted: true,
    done: messages.revisionRestored(found.revision),
  });
}

/** What a form asks for: to be kept, to be looked at, to be published, or to be written on. */
async function takeArticle(
  editor: EditorContext,
  sent: URLSearchParams,
  article: ArticleResource | null,
): Promise<Response> {
  const action = sent.get('action');
  const written = readArticleForm(sent);
  if (action === 'edit') return await showForm(editor, { form: written, article, isPosted: true });
  const settled = await settleForm(editor, written);
  if (!settled.ok) return await showFailure(editor, written, article, settled.failure);
  const form = settled.value;
  if (action === 'review') return await review(editor, form, article);
  if (action?.startsWith(ATTACH)) {
    const official = await editor.ledger.findOfficial(action.slice(ATTACH.length));
    return await review(editor, official === null ? form : attachOfficial(form, official), article);
  }
  if (action?.startsWith(MAKE)) return await makeOfficial(editor, form, article, action.slice(MAKE.length));
  return await store(
    editor,
    form,
    article,
    action === 'publish' ? 'publish' : action === 'unschedule' ? 'unschedule' : 'save',
  );
}

/** The form with whoever and whatever was typed to be added. */
async function settleForm(editor: EditorContext, written: ArticleForm): Promise<Result<ArticleForm>> {
  const settled = await settleOfficials(editor, written);
  return settled.ok ? await settleTranslation(editor, settled.value) : settled;
}

/** Enters somebody whom the text names into the directory and attaches them; whom it does not name is nobody's. */
async function makeOfficial(
  editor: EditorContext,
  form: ArticleForm,
  article: ArticleResource | null,
  name: string,
): Promise<Response> {
  const person = (await listUnknown(editor, form)).find((unknown) => unknown.name === name);
  if (person === undefined) return await review(editor, form, article);
  const made = await makeNamedOfficial(editor, person);
  return made.ok
    ? await review(editor, attachOfficial(form, made.value), article)
    : await showFailure(editor, form, article, made.failure);
}

async function listUnknown(editor: EditorContext, form: ArticleForm): Promise<readonly NamedPerson[]> {
  const written = readWritten(form, editor.settings);
  if (written === null) return [];
  return findUnknownPeople(written, await editor.ledger.listDirectory(), editor.settings);
}

async function review(
  editor: EditorContext,
  form: ArticleForm,
  article: ArticleResource | null,
  errors: FormErrors = new Map(),
): Promise<Response> {
  if (isOutdated(form, article)) return await showConflict(editor, form, article);
  // The note is written on the page that comes.
  const changeNote = form.changeNote || '…';
  const [dryRun, major] = await Promise.all(
    [false, true].map((isMajor) => dryRunForm(editor, { ...form, isMajor, changeNote }, article, 'publish')),
  );
  if (!dryRun?.ok || !major?.ok) {
    const failed = dryRun?.ok === false ? dryRun : major;
    if (failed?.ok !== false) throw new Error('A dry run of two is missing.');
    return await showFailure(editor, form, article, failed.failure);
  }
  const directory = await editor.ledger.listDirectory();
  return answerEditorPage(
    editor.c,
    <ReviewPage
      editor={editor}
      form={form}
      unknown={await listUnknown(editor, form)}
      unattached={listUnattached(form, directory, editor.settings)}
      dryRun={dryRun.value}
      majorReceivers={article?.status === 'published' ? major.value.receivers : null}
      status={article?.status ?? null}
      id={article?.id ?? null}
      errors={errors}
    />,
    errors.size === 0 ? 200 : 422,
  );
}

async function dryRunForm(
  editor: EditorContext,
  form: ArticleForm,
  article: ArticleResource | null,
  action: FormAction,
): Promise<Result<DryRun>> {
  const change = readChange(editor, form, article, action);
  return change.ok ? await editor.ledger.dryRunArticle(change.value, editor.actor) : change;
}

/** The public page as it would be, whole, for a window of its own. */
async function preview(
  editor: EditorContext,
  sent: URLSearchParams,
  article: ArticleResource | null,
): Promise<Response> {
  const written = readArticleForm(sent);
  const settled = await settleForm(editor, written);
  if (!settled.ok) return await showFailure(editor, written, article, settled.failure);
  const form = settled.value;
  const tried = { ...form, isMajor: false, changeNote: form.changeNote || '…' };
  const dryRun = await dryRunForm(editor, tried, article, previewAction(article));
  if (!dryRun.ok) return await showFailure(editor, form, article, dryRun.failure);
  return editor.c.html(renderPreview(dryRun.value, editor.settings));
}

function previewAction(article: ArticleResource | null): FormAction {
  return article === null || article.status === 'draft' || article.status === 'scheduled'
    ? 'save'
    : 'publish';
}

function isOutdated(form: ArticleForm, article: ArticleResource | null): boolean {
  return article !== null && form.revision !== null && form.revision !== article.revision;
}

async function store(
  editor: EditorContext,
  form: ArticleForm,
  article: ArticleResource | null,
  action: FormAction,
): Promise<Response> {
  const change = readChange(editor, form, article, action);
  if (!change.ok) {
    const errors = groupErrors(describeFormErrors(change.failure, editor.messages));
    return errors.has('change_note') && !wantsJson(editor.c)
      ? await review(editor, form, article, errors)
      : await showFailure(editor, form, article, change.failure);
  }
  // Told beforehand, for afterwards the change is none.
  const told = action === 'publish' ? await editor.ledger.dryRunArticle(change.value, editor.actor) : null;
  const stored = await storeForm(editor, form, action, change.value);
  if (!stored.ok) {
    if (stored.failure.code !== 'article_changed') {
      return await showFailure(editor, form, article, stored.failure);
    }
    return await showConflict(editor, form, await editor.ledger.readArticle(article?.id ?? ''));
  }
  const { id, revision, slug, status } = stored.value;
  if (wantsJson(editor.c)) return editor.c.json({ id, revision, slug, status });
  const done = nameDone(action, article?.status ?? null, status);
  const query = new URLSearchParams({ done, draft: form.draftKey });
  if (told?.ok) query.set('receivers', String(told.value.receivers));
  return goTo(editor.c, `/editor/articles/${id}?${query}`);
}

function nameDone(action: FormAction, before: ArticleStatus | null, after: ArticleStatus): string {
  if (action === 'save') return 'saved';
  if (action === 'unschedule') return 'unscheduled';
  if (after === 'scheduled') return 'scheduled';
  if (before === 'published') return 'corrected';
  return before === 'withdrawn' ? 'republished' : 'published';
}
