/** `/editor/categories` and `/editor/officials`: what articles may name. */

import { MAX_SLUG_CHARACTERS, SLUG_PATTERN } from '../../../article/article.ts';
import type { FieldError } from '../../../failure.ts';
import type { App } from '../../app-routes.ts';
import { goTo } from '../answer.ts';
import type { Desk } from '../desk.tsx';
import { mountDesk, refuse } from '../desk.tsx';
import type { EntryForm, Kind } from './entry-form.ts';
import { EMPTY_ENTRY, fillCategory, fillOfficial, readEntry, readEntryForm } from './entry-form.ts';
import { showEntry, showList } from './entry-pages.tsx';

/** Puts the pages into the app. */
export function mountDirectoryPages(app: App): void {
  for (const kind of ['categories', 'officials'] as const) {
    mountDesk(app, `/editor/${kind}`, 'editor', {
      get: (desk) => showList(desk, kind, readPrefill(desk)),
      post: (desk, sent) => takeEntry(desk, kind, sent, null),
    });
    mountDesk(app, `/editor/${kind}/:slug`, 'editor', {
      get: (desk) => withEntry(desk, kind, (form) => showEntry(desk, kind, form)),
      post: (desk, sent) => withEntry(desk, kind, (form) => takeEntry(desk, kind, sent, form.slug)),
    });
    mountDesk(app, `/editor/${kind}/:slug/delete`, 'editor', {
      post: (desk) => withEntry(desk, kind, (form) => deleteEntry(desk, kind, form)),
    });
  }
}

/** A link may bring a name along: of somebody whom a text speaks of and the directory does not have. */
function readPrefill({ c }: Desk): EntryForm {
  return { ...EMPTY_ENTRY, name: c.req.query('name') ?? '', role: c.req.query('role') ?? '' };
}

async function withEntry(
  desk: Desk,
  kind: Kind,
  show: (form: EntryForm) => Promise<Response>,
): Promise<Response> {
  const slug = desk.c.req.param('slug') ?? '';
  const form =
    kind === 'categories'
      ? fillCategory(await desk.newsroom.findCategory(slug))
      : fillOfficial(await desk.newsroom.findOfficial(slug));
  return form === null ? refuse(desk.c, 404, desk.texts.noEntry, desk) : await show(form);
}

/** `slug` is the entry's that is changed; null for a new one, whose slug is in the form. */
async function takeEntry(
  desk: Desk,
  kind: Kind,
  sent: URLSearchParams,
  slug: string | null,
): Promise<Response> {
  const form = readEntryForm(sent, slug);
  const entry = readEntry(kind, form);
  const errors = [...(slug === null ? await checkNewSlug(desk, kind, form.slug) : []), ...entry.errors];
  if (errors.length === 0 && entry.write !== null) {
    await entry.write(desk);
    return goTo(desk.c, `/editor/${kind}?done=kept`);
  }
  return slug === null
    ? await showList(desk, kind, form, errors, 422)
    : await showEntry(desk, kind, form, errors, 422);
}

async function checkNewSlug(desk: Desk, kind: Kind, slug: string): Promise<FieldError[]> {
  if (!SLUG_PATTERN.test(slug) || slug.length > MAX_SLUG_CHARACTERS) {
    return [{ pointer: '/slug', detail: 'must be lower-case letters, digits and single hyphens' }];
  }
  const there =
    kind === 'categories' ? await desk.newsroom.findCategory(slug) : await desk.newsroom.findOfficial(slug);
  return there === null ? [] : [{ pointer: '/slug', detail: desk.texts.slugTaken(there.name) }];
}

async function deleteEntry(desk: Desk, kind: Kind, form: EntryForm): Promise<Response> {
  const deleted = await desk.newsroom.deletePlace(kind === 'categories' ? 'category' : 'official', form.slug);
  if (deleted.ok) return goTo(desk.c, `/editor/${kind}?done=removed`);
  const { failure } = deleted;
  const detail = failure.reason === 'conflict' ? failure.detail : desk.texts.noEntry;
  return await showEntry(desk, kind, form, [{ pointer: '', detail }], 409);
}
