/** `/editor/categories`, `/editor/officials` and `/editor/offices`: what articles may name. */

import { isSlug } from '../../../article/article.ts';
import { makeEntrySlug } from '../../../article/slug.ts';
import type { Failure, FieldError } from '../../../failure.ts';
import type { App } from '../../app-routes.ts';
import { findEntries, indexEntries } from '../../pages/directory-page.tsx';
import { AuditLogLink } from '../audit-log-page.tsx';
import type { EditorContext, PageStatus } from '../editor-context.ts';
import { answerEditorPage, goTo, nameWhatIsDone } from '../editor-context.ts';
import { mountEditorPage, refuse } from '../editor-page.tsx';
import type { FormError } from '../field.tsx';
import { describeFormErrors } from '../field.tsx';
import { DangerForm, EditorPage } from '../layout.tsx';
import { FoundList, readListQuery } from '../lists.tsx';
import { EntryFields } from './entry-fields.tsx';
import type { EntryForm, Kind } from './entry-form.ts';
import {
  EMPTY_ENTRY,
  EMPTY_TERM,
  fillCategory,
  fillOffice,
  fillOfficial,
  readEntry,
  readEntryForm,
} from './entry-form.ts';

/** What is wrong with a form that was sent, and the status that says so. */
interface Refusal {
  readonly errors: readonly FormError[];
  readonly status: PageStatus;
}
/** A form that was not sent yet. */
const NOTHING_WRONG: Refusal = { errors: [], status: 200 };

const SUBJECTS = { categories: 'category', officials: 'official', offices: 'office' } as const;

/** Puts the pages into the app. */
export function mountDirectoryPages(app: App): void {
  for (const kind of ['categories', 'officials', 'offices'] as const) {
    mountEditorPage(app, `/editor/${kind}`, 'editor', {
      get: (editor) => showList(editor, kind, readPrefill(editor)),
      post: (editor, sent) => takeEntry(editor, kind, sent, null),
    });
    mountEditorPage(app, `/editor/${kind}/:slug`, 'editor', {
      get: (editor) => withEntry(editor, kind, (form) => showEntry(editor, kind, form)),
      post: (editor, sent) => withEntry(editor, kind, (form) => takeEntry(editor, kind, sent, form.slug)),
    });
    mountEditorPage(app, `/editor/${kind}/:slug/delete`, 'editor', {
      post: (editor) => withEntry(editor, kind, (form) => deleteEntry(editor, kind, form)),
    });
  }
}

/** A link may bring a name along: of somebody whom a text speaks of and the directory does not have. */
function readPrefill({ c }: EditorContext): EntryForm {
  const role = c.req.query('role') ?? '';
  const terms = role === '' ? [] : [{ ...EMPTY_TERM, role }];
  return { ...EMPTY_ENTRY, name: c.req.query('name') ?? '', terms };
}

async function withEntry(
  editor: EditorContext,
  kind: Kind,
  show: (form: EntryForm) => Promise<Response>,
): Promise<Response> {
  const slug = editor.c.req.param('slug') ?? '';
  const form = await findForm(editor, kind, slug);
  if (form !== null) return await show(form);
  return refuse(editor.c, { code: `${SUBJECTS[kind]}_not_found`, slug }, editor);
}

async function findForm({ ledger }: EditorContext, kind: Kind, slug: string): Promise<EntryForm | null> {
  switch (kind) {
    case 'categories':
      return fillCategory(await ledger.findCategory(slug));
    case 'officials':
      return fillOfficial(await ledger.findOfficial(slug));
    case 'offices':
      return fillOffice(await ledger.findOffice(slug));
  }
}

/** `slug` is the entry's that is changed; null for a new one, whose slug is in the form. */
async function takeEntry(
  editor: EditorContext,
  kind: Kind,
  sent: URLSearchParams,
  slug: string | null,
): Promise<Response> {
  const form = await completeSlug(editor, kind, readEntryForm(sent, slug));
  const entry = readEntry(kind, form);
  const found = [...(slug === null ? await checkNewSlug(editor, kind, form.slug) : []), ...entry.errors];
  let failure: Failure = { code: 'invalid', errors: found };
  if (found.length === 0 && entry.write !== null) {
    const kept = await entry.write(editor);
    if (kept.ok) return goTo(editor.c, `/editor/${kind}?done=kept`);
    failure = kept.failure;
  }
  const errors = describeFormErrors(failure, editor.messages).map(numberTerm);
  const show = slug === null ? showList : showEntry;
  return await show(editor, kind, form, { errors, status: 422 });
}

/** Without a web address of its own an entry gets one made from its name. */
async function completeSlug(editor: EditorContext, kind: Kind, form: EntryForm): Promise<EntryForm> {
  if (form.slug !== '' || form.name === '') return form;
  const slugs = new Set((await editor.ledger.listDirectory())[kind].map(({ slug }) => slug));
  return { ...form, slug: makeEntrySlug(form.name, SUBJECTS[kind], (slug) => slugs.has(slug)) };
}

/** What is wrong with a term is shown above all of them, with its number. */
function numberTerm({ pointer, detail }: FormError): FormError {
  const index = /^\/terms\/(?<index>\d+)/.exec(pointer)?.groups?.index;
  return { pointer, detail: index === undefined ? detail : `${Number(index) + 1}: ${detail}` };
}

async function checkNewSlug(editor: EditorContext, kind: Kind, slug: string): Promise<FieldError[]> {
  if (!isSlug(slug)) return [{ pointer: '/slug', code: 'not_slug' }];
  const there = await findForm(editor, kind, slug);
  return there === null ? [] : [{ pointer: '/slug', code: 'slug_taken_by', name: there.name }];
}

async function deleteEntry(editor: EditorContext, kind: Kind, form: EntryForm): Promise<Response> {
  const deleted = await editor.ledger.deleteEntry(SUBJECTS[kind], form.slug, editor.actor);
  if (deleted.ok) return goTo(editor.c, `/editor/${kind}?done=removed`);
  const errors = describeFormErrors(deleted.failure, editor.messages);
  return await showEntry(editor, kind, form, { errors, status: 409 });
}

/** All of one kind. */
async function showList(
  editor: EditorContext,
  kind: Kind,
  form: EntryForm,
  { errors, status }: Refusal = NOTHING_WRONG,
): Promise<Response> {
  const { messages } = editor;
  const directory = await editor.ledger.listDirectory();
  const query = readListQuery(editor);
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={messages.sections[kind]} current={kind} done={nameWhatIsDone(editor)}>
      <h1>{messages.sections[kind]}</h1>
      <p class="lead">{messages.help[kind]}</p>
      <AuditLogLink editor={editor} subject={SUBJECTS[kind]} />
      {kind === 'officials' ? (
        <p>
          <a href="/editor/import-officials">{messages.importOfficials}</a>
        </p>
      ) : null}
      <div class="columns">
        <section aria-label={messages.sections[kind]}>
          <FoundList
            messages={messages}
            query={query}
            path={`/editor/${kind}`}
            found={findEntries(indexEntries(directory[kind], editor.settings), query.q)}
            none={messages.noEntries[kind]}
            renderRow={({ slug, name, role }) => (
              <li>
                <a href={`/editor/${kind}/${slug}`} dir="auto">
                  {name}
                </a>
                {role ? (
                  <span class="role" dir="auto">
                    {role}
                  </span>
                ) : null}
                <span class="slug">{slug}</span>
              </li>
            )}
          />
        </section>
        <section aria-labelledby="add">
          <h2 id="add">{messages.addEntry[kind]}</h2>
          <EntryFields
            editor={editor}
            kind={kind}
            form={form}
            errors={errors}
            offices={directory.offices}
            isNew
          />
        </section>
      </div>
    </EditorPage>,
    status,
  );
}

/** One of them. */
async function showEntry(
  editor: EditorContext,
  kind: Kind,
  form: EntryForm,
  { errors, status }: Refusal = NOTHING_WRONG,
): Promise<Response> {
  const { messages } = editor;
  const { offices } = await editor.ledger.listDirectory();
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={form.name} current={kind}>
      <h1 dir="auto">{form.name}</h1>
      <p>
        <a href={`/editor/${kind}`}>{messages.sections[kind]}</a> ·{' '}
        <a href={`/${kind}/${form.slug}`}>{messages.seePage}</a>
      </p>
      <AuditLogLink editor={editor} subject={SUBJECTS[kind]} id={form.slug} />
      <EntryFields editor={editor} kind={kind} form={form} errors={errors} offices={offices} isNew={false} />
      <DangerForm
        editor={editor}
        action={`/editor/${kind}/${form.slug}/delete`}
        label={messages.removeEntry}
        isApart
      >
        <p class="hint">{messages.removeEntryHint}</p>
      </DangerForm>
    </EditorPage>,
    status,
  );
}
