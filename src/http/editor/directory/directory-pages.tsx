/** `/editor/categories` and `/editor/officials`: what articles may name. */

import { MAX_SLUG_CHARACTERS, SLUG_PATTERN } from '../../../article/article.ts';
import type { FieldError } from '../../../failure.ts';
import type { App } from '../../app-routes.ts';
import { goTo } from '../answer.ts';
import type { EditorContext } from '../editor-context.tsx';
import { mountEditor, refuse } from '../editor-context.tsx';
import { describeFormErrors } from '../field.tsx';
import type { EntryForm, Kind } from './entry-form.ts';
import { EMPTY_ENTRY, fillCategory, fillOfficial, readEntry, readEntryForm } from './entry-form.ts';
import { showEntry, showList } from './entry-pages.tsx';

/** Puts the pages into the app. */
export function mountDirectoryPages(app: App): void {
  for (const kind of ['categories', 'officials'] as const) {
    mountEditor(app, `/editor/${kind}`, 'editor', {
      get: (editor) => showList(editor, kind, readPrefill(editor)),
      post: (editor, sent) => takeEntry(editor, kind, sent, null),
    });
    mountEditor(app, `/editor/${kind}/:slug`, 'editor', {
      get: (editor) => withEntry(editor, kind, (form) => showEntry(editor, kind, form)),
      post: (editor, sent) => withEntry(editor, kind, (form) => takeEntry(editor, kind, sent, form.slug)),
    });
    mountEditor(app, `/editor/${kind}/:slug/delete`, 'editor', {
      post: (editor) => withEntry(editor, kind, (form) => deleteEntry(editor, kind, form)),
    });
  }
}

/** A link may bring a name along: of somebody whom a text speaks of and the directory does not have. */
function readPrefill({ c }: EditorContext): EntryForm {
  return { ...EMPTY_ENTRY, name: c.req.query('name') ?? '', role: c.req.query('role') ?? '' };
}

async function withEntry(
  editor: EditorContext,
  kind: Kind,
  show: (form: EntryForm) => Promise<Response>,
): Promise<Response> {
  const slug = editor.c.req.param('slug') ?? '';
  const form =
    kind === 'categories'
      ? fillCategory(await editor.ledger.findCategory(slug))
      : fillOfficial(await editor.ledger.findOfficial(slug));
  if (form !== null) return await show(form);
  const code = kind === 'categories' ? 'category_not_found' : 'official_not_found';
  return refuse(editor.c, { code, slug }, editor);
}

/** `slug` is the entry's that is changed; null for a new one, whose slug is in the form. */
async function takeEntry(
  editor: EditorContext,
  kind: Kind,
  sent: URLSearchParams,
  slug: string | null,
): Promise<Response> {
  const form = readEntryForm(sent, slug);
  const entry = readEntry(kind, form);
  const found = [...(slug === null ? await checkNewSlug(editor, kind, form.slug) : []), ...entry.errors];
  if (found.length === 0 && entry.write !== null) {
    await entry.write(editor);
    return goTo(editor.c, `/editor/${kind}?done=kept`);
  }
  const errors = describeFormErrors({ code: 'invalid', errors: found }, editor.messages);
  return slug === null
    ? await showList(editor, kind, form, errors, 422)
    : await showEntry(editor, kind, form, errors, 422);
}

async function checkNewSlug(editor: EditorContext, kind: Kind, slug: string): Promise<FieldError[]> {
  if (!SLUG_PATTERN.test(slug) || slug.length > MAX_SLUG_CHARACTERS) {
    return [{ pointer: '/slug', code: 'not_slug' }];
  }
  const there =
    kind === 'categories' ? await editor.ledger.findCategory(slug) : await editor.ledger.findOfficial(slug);
  return there === null ? [] : [{ pointer: '/slug', code: 'slug_taken_by', name: there.name }];
}

async function deleteEntry(editor: EditorContext, kind: Kind, form: EntryForm): Promise<Response> {
  const deleted = await editor.ledger.deleteEntry(kind === 'categories' ? 'category' : 'official', form.slug);
  if (deleted.ok) return goTo(editor.c, `/editor/${kind}?done=removed`);
  return await showEntry(editor, kind, form, describeFormErrors(deleted.failure, editor.messages), 409);
}
