/** What the editor's script asks while one writes: who is named, what Markdown becomes, what an address is of. */

import { describeOfficial } from '../../article/article.ts';
import { readContent } from '../../article/content/content.ts';
import { indexOfficials } from '../../article/names/officials.ts';
import { recognizeFormat } from '../../delivery/format/formats.ts';
import { buildFileResource } from '../../file/file.ts';
import { storeUpload } from '../api/store-upload.ts';
import type { App } from '../app-routes.ts';
import { findEntries, indexEntries } from '../pages/directory-page.tsx';
import { answerFailure } from '../problem.ts';
import {
  findAddedOfficial,
  findUnknownPeople,
  makeNamedOfficial,
  readWritten,
  recognizeWritten,
} from './articles/added-official.ts';
import { readArticleForm } from './articles/form-fields.tsx';
import type { EditorContext } from './editor-context.ts';
import { mountEditorPage } from './editor-page.tsx';

/** As many as a list that opens under a field can show. */
const MAX_SUGGESTED = 20;

/** Puts the calls into the app. */
export function mountScriptCalls(app: App): void {
  mountEditorPage(app, '/editor/recognize', 'editor', { post: recognize });
  mountEditorPage(app, '/editor/add-official', 'editor', { post: addOfficial });
  mountEditorPage(app, '/editor/find-official', 'subscriber', { post: findOfficial });
  mountEditorPage(app, '/editor/suggest', 'subscriber', { get: suggest });
  mountEditorPage(app, '/editor/render', 'editor', { post: render });
  mountEditorPage(app, '/editor/files', 'editor', { bytes: takeFile });
  mountEditorPage(app, '/editor/webhooks/format', 'subscriber', { post: nameFormat });
}

/**
 * An article's form in; officials whom it names, those who may be meant (a name is shared, or may be part of a longer
 * one), and people behind an office whom the directory does not have.
 */
async function recognize({ c, ledger, settings }: EditorContext, sent: URLSearchParams): Promise<Response> {
  const written = readWritten(readArticleForm(sent), settings);
  if (written === null) return c.json({ officials: [], unknown: [] });
  const directory = await ledger.listDirectory();
  const { attached, suggested } = recognizeWritten(written, directory, settings);
  const bySlug = new Map(directory.officials.map((official) => [official.slug, official]));
  const uncertain = suggested.flatMap(({ slugs }) =>
    slugs.flatMap((slug) => {
      const official = bySlug.get(slug);
      return official === undefined ? [] : [{ slug, name: official.name, role: official.role }];
    }),
  );
  return c.json({
    officials: [
      ...attached.map(({ slug, name, role }) => ({ slug, name, role, isUncertain: false })),
      ...uncertain.map((official) => ({ ...official, isUncertain: true })),
    ],
    unknown: findUnknownPeople(written, directory, settings),
  });
}

/** `name` and `role` in; the official of that name, made where the directory has none. */
async function addOfficial(editor: EditorContext, sent: URLSearchParams): Promise<Response> {
  const { c, messages } = editor;
  const named = { name: sent.get('name') ?? '', role: sent.get('role') || null };
  const made = await makeNamedOfficial(editor, named);
  if (!made.ok) return answerFailure(made.failure, messages.problems);
  const { slug, name, role } = made.value;
  return c.json({ slug, name, role });
}

/**
 * `?q=` and `of` in; a few entries of the directory that have its words in their names, each by what means that one alone:
 * an official's name where nobody else has it, else the slug.
 */
async function suggest({ c, ledger, settings }: EditorContext): Promise<Response> {
  const directory = await ledger.listDirectory();
  const kind = c.req.query('of') ?? '';
  const entries = kind === 'categories' || kind === 'offices' ? directory[kind] : directory.officials;
  const findOfficials = indexOfficials(entries === directory.officials ? directory.officials : []);
  const found = findEntries(indexEntries(entries, settings), c.req.query('q') ?? '');
  return c.json({
    entries: found.slice(0, MAX_SUGGESTED).map(({ slug, name, role }) => {
      const namesakes = findOfficials(name);
      const isAlone = namesakes.length > 0 && namesakes.every((one) => one.slug === slug);
      return {
        value: isAlone ? name : slug,
        label: isAlone ? (role ?? slug) : describeOfficial({ name, role }),
      };
    }),
  });
}

/** `text` in, as it was typed to add an official; the one whom it means, or what is wrong with it, in words. */
async function findOfficial(
  { c, ledger, messages }: EditorContext,
  sent: URLSearchParams,
): Promise<Response> {
  const { officials } = await ledger.listDirectory();
  const found = findAddedOfficial(sent.get('text') ?? '', officials);
  if (!found.ok)
    return answerFailure(
      { code: 'invalid', errors: [{ pointer: '', ...found.violation }] },
      messages.problems,
    );
  const { slug, name, role } = found.official;
  return c.json({ slug, name, role });
}

/** `markdown` or `html` in; the HTML that would be published. */
async function render({ c, settings, messages }: EditorContext, sent: URLSearchParams): Promise<Response> {
  const markdown = sent.get('markdown');
  const content = readContent(
    markdown === null ? { contentHtml: sent.get('html') ?? '' } : { contentMarkdown: markdown },
    settings.publicUrl,
  );
  return content.ok
    ? c.json({ html: content.value.html })
    : answerFailure(content.failure, messages.problems);
}

/** A file in; the file as the API shows it, or what is wrong with it, in words. */
async function takeFile({ c, ledger, actor, settings, messages }: EditorContext): Promise<Response> {
  const stored = await storeUpload(c.env, ledger, c.req.raw, { createdBy: actor.name });
  return stored.ok
    ? c.json(buildFileResource(stored.value, settings.publicUrl), 201)
    : answerFailure(stored.failure, messages.problems);
}

/** `url` in; what kind of receiver that is, in words. */
async function nameFormat({ c, messages }: EditorContext, sent: URLSearchParams): Promise<Response> {
  const url = URL.parse((sent.get('url') ?? '').trim());
  return c.json({
    text: url === null ? '' : messages.webhookRecognized(messages.formats[recognizeFormat(url)]),
  });
}
