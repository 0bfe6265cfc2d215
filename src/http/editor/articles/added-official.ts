/**
 * Whom an article's form attaches: those whom the text surely names, and whoever is added by typing a name; and people
 * behind an office in the text whom the directory does not have: found, and entered there.
 */

import { MAX_OFFICIALS } from '../../../article/article.ts';
import { readContent } from '../../../article/content/content.ts';
import { collectNamingText } from '../../../article/content/text.ts';
import type { CurrentOfficial, Directory } from '../../../article/directory/directory.ts';
import { buildOfficial, officialSchema } from '../../../article/directory/directory.ts';
import { nameRoles } from '../../../article/directory/terms.ts';
import { listFieldErrors } from '../../../article/field-errors.ts';
import type { RecognizedOfficials } from '../../../article/names/officials.ts';
import { indexOfficials, recognizeOfficials } from '../../../article/names/officials.ts';
import { makeEntrySlug } from '../../../article/slug.ts';
import { extractPeople } from '../../../extract/people.ts';
import type { Result, Violation } from '../../../failure.ts';
import { fail, failField, succeed } from '../../../failure.ts';
import type { Settings } from '../../../settings.ts';
import type { EditorContext } from '../editor-context.ts';
import { readTimeInput } from '../editor-time.tsx';
import type { ArticleForm, FormOfficial } from './article-form.ts';

/** The one official whom a typed text means, or why it means none. */
export type AddedOfficial =
  | { readonly ok: true; readonly official: CurrentOfficial }
  | { readonly ok: false; readonly violation: Violation };

/** Finds whom a typed text means, by the rules of `indexOfficials`. */
export function findAddedOfficial(text: string, directory: readonly CurrentOfficial[]): AddedOfficial {
  const found = indexOfficials(directory)(text);
  const [official, another] = found;
  if (official === undefined) {
    return { ok: false, violation: { code: 'official_not_found_by_name', name: text.trim() } };
  }
  if (another === undefined) return { ok: true, official };
  const slugs = found.map(({ slug }) => slug);
  return { ok: false, violation: { code: 'official_name_ambiguous', name: text.trim(), slugs } };
}

/**
 * Settles who is attached: those of the form; where it leaves that to the text, also whom the text surely names, as the API
 * does, but for those who were refused; and whoever was typed.
 */
export async function settleOfficials(
  editor: EditorContext,
  form: ArticleForm,
): Promise<Result<ArticleForm>> {
  if (!form.recognizes && form.addedOfficial === '') return succeed(form);
  const directory = await editor.ledger.listDirectory();
  const recognized = form.recognizes ? recognizeForm(form, directory, editor.settings) : null;
  const named = (recognized?.attached ?? []).filter(({ slug }) => !form.refused.includes(slug));
  const settled: ArticleForm = {
    ...form,
    recognizes: false,
    officials: attachAll(form.officials, named).slice(0, MAX_OFFICIALS),
  };
  if (form.addedOfficial === '') return succeed(settled);
  const added = findAddedOfficial(form.addedOfficial, directory.officials);
  if (!added.ok) return failField('/added_official', added.violation);
  return succeed({ ...attachOfficial(settled, added.official), addedOfficial: '' });
}

/** The form with one official more. */
export function attachOfficial(form: ArticleForm, { slug, name, role }: CurrentOfficial): ArticleForm {
  return {
    ...form,
    officials: attachAll(form.officials, [{ slug, name, role, relation: 'mentioned' }]),
    refused: form.refused.filter((refused) => refused !== slug),
  };
}

function attachAll(
  officials: readonly FormOfficial[],
  more: readonly FormOfficial[],
): readonly FormOfficial[] {
  const there = new Set(officials.map(({ slug }) => slug));
  return [...officials, ...more.filter(({ slug }) => !there.has(slug))];
}

/** Those whom the text names or may name, and whom the form neither attaches nor refuses. */
export function listUnattached(
  form: ArticleForm,
  directory: Directory,
  settings: Settings,
): readonly CurrentOfficial[] {
  const recognized = recognizeForm(form, directory, settings);
  const named = [
    ...(recognized?.attached ?? []).map(({ slug }) => slug),
    ...(recognized?.suggested ?? []).flatMap(({ slugs }) => slugs),
  ];
  const decided = new Set([...form.officials.map(({ slug }) => slug), ...form.refused]);
  const unattached = new Set(named.filter((slug) => !decided.has(slug)));
  return directory.officials.filter(({ slug }) => unattached.has(slug));
}

/** Who is named in what is being written; `date` is local, as the form has it. */
export function recognizeWritten(
  { text, date }: { readonly text: string; readonly date: string },
  directory: Directory,
  settings: Settings,
): RecognizedOfficials {
  const at = Date.parse(readTimeInput(date, settings.timezone));
  const names = nameRoles(directory.offices, settings.language);
  return recognizeOfficials(
    text,
    directory.officials,
    names,
    Number.isNaN(at) ? null : at,
    settings.timezone,
  );
}

/** null: the text cannot be read, which is told by whoever reads it next. */
function recognizeForm(
  form: ArticleForm,
  directory: Directory,
  settings: Settings,
): RecognizedOfficials | null {
  const written = readWritten(form, settings);
  return written === null ? null : recognizeWritten(written, directory, settings);
}

/** Where a form names people; null: its text cannot be read. */
export function readWritten(
  form: ArticleForm,
  settings: Settings,
): { readonly text: string; readonly date: string } | null {
  const read = readContent(
    form.format === 'html' ? { contentHtml: form.content } : { contentMarkdown: form.content },
    settings.publicUrl,
  );
  if (!read.ok) return null;
  return { text: collectNamingText(form.title, read.value.html, read.value.text), date: form.date };
}

/** Somebody as a text names them. */
export interface NamedPerson {
  readonly name: string;
  readonly role: string | null;
}

/** Whom a text names behind an office and the directory does not have; `date` is local, as the form has it. */
export function findUnknownPeople(
  { text, date }: { readonly text: string; readonly date: string },
  directory: Directory,
  { language, timezone }: Settings,
): readonly NamedPerson[] {
  const at = Date.parse(readTimeInput(date, timezone));
  const people = extractPeople(
    text,
    directory.officials,
    nameRoles(directory.offices, language),
    Number.isNaN(at) ? null : at,
    timezone,
  );
  const find = indexOfficials(directory.officials);
  return people.suggestedOfficials.filter(({ name }) => find(name).length === 0);
}

/** Enters somebody into the directory; whoever is there under that name, in the meantime too, is given instead. */
export async function makeNamedOfficial(
  { ledger, actor }: Pick<EditorContext, 'ledger' | 'actor'>,
  person: NamedPerson,
): Promise<Result<CurrentOfficial>> {
  const parsed = officialSchema.safeParse(person);
  if (!parsed.success) return fail({ code: 'invalid', errors: listFieldErrors(parsed.error) });
  const { name, role = null } = parsed.data;
  const { officials } = await ledger.listDirectory();
  const [known] = indexOfficials(officials)(name);
  if (known !== undefined) return succeed({ ...known, role: role ?? known.role });
  const slugs = new Set(officials.map(({ slug }) => slug));
  const official = buildOfficial(
    makeEntrySlug(name, 'official', (slug) => slugs.has(slug)),
    parsed.data,
  );
  const put = await ledger.putOfficial(official, false, actor);
  return put.ok ? succeed({ ...official, role }) : put;
}
