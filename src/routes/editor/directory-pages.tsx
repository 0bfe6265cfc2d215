/** `/editor/categories` and `/editor/officials`: what articles may name. */

import { MAX_SLUG_CHARACTERS, SLUG_PATTERN } from '../../article/article.ts';
import type { Category, Official } from '../../article/directory.ts';
import { buildCategory, buildOfficial, categorySchema, officialSchema } from '../../article/directory.ts';
import { listFieldErrors } from '../../article/field-errors.ts';
import type { FieldError } from '../../failure.ts';
import type { App } from '../operation.ts';
import type { PageStatus } from './answer.ts';
import { answerEditorPage, goTo } from './answer.ts';
import type { Desk } from './desk.tsx';
import { mountDesk, refuse } from './desk.tsx';
import type { FormErrors } from './field.tsx';
import { ErrorSummary, groupErrors, LineField, TextField } from './field.tsx';
import { EditorLayout, FormToken } from './layout.tsx';

type Kind = 'categories' | 'officials';

/** Every field as text, as it was written. */
interface EntryForm {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly role: string;
  /** One a line. */
  readonly aliases: string;
  readonly url: string;
  readonly image: string;
  readonly from: string;
  readonly until: string;
}

const EMPTY: EntryForm = {
  slug: '',
  name: '',
  description: '',
  role: '',
  aliases: '',
  url: '',
  image: '',
  from: '',
  until: '',
};

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
  return { ...EMPTY, name: c.req.query('name') ?? '', role: c.req.query('role') ?? '' };
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

function fillCategory(category: Category | null): EntryForm | null {
  if (category === null) return null;
  return { ...EMPTY, slug: category.slug, name: category.name, description: category.description ?? '' };
}

function fillOfficial(official: Official | null): EntryForm | null {
  if (official === null) return null;
  return {
    ...EMPTY,
    slug: official.slug,
    name: official.name,
    role: official.role ?? '',
    aliases: official.aliases.join('\n'),
    url: official.url ?? '',
    image: official.image ?? '',
    from: official.term?.from ?? '',
    until: official.term?.until ?? '',
  };
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

function readEntryForm(sent: URLSearchParams, slug: string | null): EntryForm {
  const text = (name: string) => (sent.get(name) ?? '').trim().replaceAll('\r\n', '\n');
  return {
    slug: slug ?? text('slug'),
    name: text('name'),
    description: text('description'),
    role: text('role'),
    aliases: text('aliases'),
    url: text('url'),
    image: text('image'),
    from: text('from'),
    until: text('until'),
  };
}

async function checkNewSlug(desk: Desk, kind: Kind, slug: string): Promise<FieldError[]> {
  if (!SLUG_PATTERN.test(slug) || slug.length > MAX_SLUG_CHARACTERS) {
    return [{ pointer: '/slug', detail: 'must be lower-case letters, digits and single hyphens' }];
  }
  const there =
    kind === 'categories' ? await desk.newsroom.findCategory(slug) : await desk.newsroom.findOfficial(slug);
  return there === null ? [] : [{ pointer: '/slug', detail: desk.texts.slugTaken(there.name) }];
}

interface ReadEntry {
  readonly errors: readonly FieldError[];
  /** null where there are errors. */
  readonly write: ((desk: Desk) => Promise<unknown>) | null;
}

function readEntry(kind: Kind, form: EntryForm): ReadEntry {
  if (kind === 'categories') {
    const parsed = categorySchema.safeParse({ name: form.name, description: form.description || null });
    if (!parsed.success) return { errors: listFieldErrors(parsed.error), write: null };
    const category = buildCategory(form.slug, parsed.data);
    return { errors: [], write: ({ newsroom }) => newsroom.putCategory(category) };
  }
  const parsed = officialSchema.safeParse({
    name: form.name,
    role: form.role || null,
    aliases: form.aliases.split('\n').filter((alias) => alias.trim() !== ''),
    url: form.url || null,
    image: form.image || null,
    term: form.from || form.until ? { from: form.from || null, until: form.until || null } : null,
  });
  if (!parsed.success) return { errors: listFieldErrors(parsed.error), write: null };
  const official = buildOfficial(form.slug, parsed.data);
  return { errors: [], write: ({ newsroom }) => newsroom.putOfficial(official) };
}

async function deleteEntry(desk: Desk, kind: Kind, form: EntryForm): Promise<Response> {
  const deleted = await desk.newsroom.deletePlace(kind === 'categories' ? 'category' : 'official', form.slug);
  if (deleted.ok) return goTo(desk.c, `/editor/${kind}?done=removed`);
  const { failure } = deleted;
  const detail = failure.reason === 'conflict' ? failure.detail : desk.texts.noEntry;
  return await showEntry(desk, kind, form, [{ pointer: '/slug', detail }], 409);
}

async function showList(
  desk: Desk,
  kind: Kind,
  form: EntryForm,
  errors: readonly FieldError[] = [],
  status: PageStatus = 200,
): Promise<Response> {
  const { texts, settings, c } = desk;
  const directory = await desk.newsroom.listDirectory();
  const entries: readonly { slug: string; name: string; role?: string | null }[] = directory[kind];
  return answerEditorPage(
    c,
    <EditorLayout
      texts={texts}
      settings={settings}
      desk={desk}
      title={texts.places[kind]}
      current={kind}
      done={texts.done[c.req.query('done') ?? '']}
    >
      <h1>{texts.places[kind]}</h1>
      <div class="columns">
        <section aria-label={texts.places[kind]}>
          {entries.length === 0 ? <p class="empty">{texts.noEntries[kind]}</p> : null}
          <ul class="entries">
            {entries.map(({ slug, name, role }) => (
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
            ))}
          </ul>
        </section>
        <section aria-labelledby="add">
          <h2 id="add">{texts.addEntry[kind]}</h2>
          <EntryFields desk={desk} kind={kind} form={form} errors={errors} isNew />
        </section>
      </div>
    </EditorLayout>,
    status,
  );
}

async function showEntry(
  desk: Desk,
  kind: Kind,
  form: EntryForm,
  errors: readonly FieldError[] = [],
  status: PageStatus = 200,
): Promise<Response> {
  const { texts, settings } = desk;
  return answerEditorPage(
    desk.c,
    <EditorLayout texts={texts} settings={settings} desk={desk} title={form.name} current={kind}>
      <h1 dir="auto">{form.name}</h1>
      <p>
        <a href={`/editor/${kind}`}>{texts.places[kind]}</a> ·{' '}
        <a href={`/${kind}/${form.slug}`}>{texts.seePage}</a>
      </p>
      <EntryFields desk={desk} kind={kind} form={form} errors={errors} isNew={false} />
      <form method="post" action={`/editor/${kind}/${form.slug}/delete`} class="apart">
        <FormToken desk={desk} />
        <p class="hint">{texts.removeEntryHint}</p>
        <button type="submit" class="danger">
          {texts.removeEntry}
        </button>
      </form>
    </EditorLayout>,
    status,
  );
}

interface EntryFieldsProps {
  readonly desk: Desk;
  readonly kind: Kind;
  readonly form: EntryForm;
  readonly errors: readonly FieldError[];
  readonly isNew: boolean;
}

function EntryFields({ desk, kind, form, errors, isNew }: EntryFieldsProps) {
  const { texts } = desk;
  const grouped = groupErrors(errors, (pointer) => pointer.split('/')[1] ?? '', texts);
  return (
    <form
      method="post"
      action={isNew ? `/editor/${kind}` : `/editor/${kind}/${form.slug}`}
      class="entry-form"
      novalidate
    >
      <FormToken desk={desk} />
      <ErrorSummary errors={grouped} texts={texts} labelOf={(field) => texts.fieldLabels[field] ?? field} />
      <LineField name="name" label={texts.name} value={form.name} errors={grouped} required />
      {isNew ? (
        <LineField
          name="slug"
          label={texts.slug}
          value={form.slug}
          hint={texts.entrySlugHint}
          errors={grouped}
          required
        />
      ) : null}
      {kind === 'categories' ? (
        <TextField
          name="description"
          label={texts.description}
          rows={3}
          value={form.description}
          errors={grouped}
        />
      ) : (
        <OfficialEntryFields desk={desk} form={form} errors={grouped} />
      )}
      <button type="submit" class="primary">
        {texts.keep}
      </button>
    </form>
  );
}

function OfficialEntryFields({ desk, form, errors }: { desk: Desk; form: EntryForm; errors: FormErrors }) {
  const { texts } = desk;
  return (
    <>
      <LineField name="role" label={texts.role} value={form.role} errors={errors} />
      <TextField
        name="aliases"
        label={texts.aliases}
        rows={2}
        value={form.aliases}
        hint={texts.aliasesHint}
        errors={errors}
      />
      <div class="pair">
        <LineField name="from" label={texts.termFrom} type="date" value={form.from} errors={errors} />
        <LineField name="until" label={texts.termUntil} type="date" value={form.until} errors={errors} />
      </div>
      <p class="hint">{texts.termHint}</p>
      <LineField name="url" label={texts.website} type="url" value={form.url} errors={errors} />
      <LineField name="image" label={texts.image} type="url" value={form.image} errors={errors} />
    </>
  );
}
