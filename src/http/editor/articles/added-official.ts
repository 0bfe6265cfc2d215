/** The official whom an editor adds by typing a name. */

import type { AttachedOfficial } from '../../../article/article.ts';
import { MAX_OFFICIALS } from '../../../article/article.ts';
import { readContent } from '../../../article/content.ts';
import type { Official } from '../../../article/directory.ts';
import { indexOfficials } from '../../../article/official-lookup.ts';
import type { RecognizedOfficials } from '../../../article/officials.ts';
import { recognizeOfficials } from '../../../article/officials.ts';
import type { Result, Violation } from '../../../failure.ts';
import { failField, succeed } from '../../../failure.ts';
import type { Settings } from '../../../settings.ts';
import type { EditorContext } from '../editor-context.ts';
import { readLocalTime } from '../editor-time.tsx';
import type { ArticleForm } from './article-form.ts';

/** The one official whom a typed text means, or why it means none. */
export type AddedOfficial =
  | { readonly ok: true; readonly official: Official }
  | { readonly ok: false; readonly violation: Violation };

/** Finds whom a typed text means, by the rules of `indexOfficials`. */
export function findAddedOfficial(text: string, directory: readonly Official[]): AddedOfficial {
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
 * Makes the official who was typed one of those attached. Where the form leaves it to the text who is attached, those whom it
 * names are attached with them, for a list that is given is not recognised any more.
 */
export async function takeAddedOfficial(
  editor: EditorContext,
  form: ArticleForm,
): Promise<Result<ArticleForm>> {
  if (form.addedOfficial === '') return succeed(form);
  const directory = (await editor.ledger.listDirectory()).officials;
  const added = findAddedOfficial(form.addedOfficial, directory);
  if (!added.ok) return failField('/added_official', added.violation);
  const officials = form.recognizes ? recognizeForm(form, directory, editor.settings) : form.officials;
  // The text cannot be read, which is told by whoever reads it next.
  if (officials === null) return succeed(form);
  const { slug, name, role } = added.official;
  const isThere = officials.some((official) => official.slug === slug);
  return succeed({
    ...form,
    recognizes: false,
    officials: isThere ? officials : [...officials, { slug, name, role, relation: 'mentioned' }],
    addedOfficial: '',
  });
}

/** Who is named in what is being written; `date` is local, as the form has it. */
export function recognizeWritten(
  { text, date }: { readonly text: string; readonly date: string },
  directory: readonly Official[],
  settings: Settings,
): RecognizedOfficials {
  const at = Date.parse(readLocalTime(date, settings.timezone));
  return recognizeOfficials(text, directory, Number.isNaN(at) ? null : at, settings.timezone);
}

function recognizeForm(
  form: ArticleForm,
  directory: readonly Official[],
  settings: Settings,
): readonly AttachedOfficial[] | null {
  const read = readContent(
    form.format === 'html' ? { contentHtml: form.content } : { contentMarkdown: form.content },
    settings.publicUrl,
  );
  if (!read.ok) return null;
  const written = { text: `${form.title}\n${read.value.text}`, date: form.date };
  return recognizeWritten(written, directory, settings).attached.slice(0, MAX_OFFICIALS - 1);
}
