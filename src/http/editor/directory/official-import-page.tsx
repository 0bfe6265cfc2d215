/** `/editor/import-officials`: a table is read, what it will do is shown, and then done as a whole. */

import { formatLocalDate } from '../../../article/date-format.ts';
import { decodeTable } from '../../../article/directory/csv.ts';
import type { OfficialTable, TableError, TableOfficial } from '../../../article/directory/official-table.ts';
import { readOfficialTable } from '../../../article/directory/official-table.ts';
import { readPeople } from '../../../article/directory/people.ts';
import { readPeopleDocument } from '../../../extract/people-document.ts';
import { describeFailure, describeViolation } from '../../../messages/problems.ts';
import { hashToken } from '../../api/auth.ts';
import type { App } from '../../app-routes.ts';
import { statusOf } from '../../problem.ts';
import type { EditorContext, PageStatus } from '../editor-context.ts';
import { answerEditorPage, goTo } from '../editor-context.ts';
import { mountEditorPage } from '../editor-page.tsx';
import { Field } from '../field.tsx';
import { EditorPage, FormToken } from '../layout.tsx';
import { WideTable } from '../lists.tsx';

const PATH = '/editor/import-officials';
/** The largest table that may be taken, with room in each row for a long address. */
const MAX_TABLE_BYTES = 1024 * 1024;
/** With the parts of a form around it. */
const MAX_UPLOAD_BYTES = 2 * MAX_TABLE_BYTES + 64 * 1024;
/** As many as a person looks at. */
const MAX_SHOWN = 200;

/** Puts the pages into the app. */
export function mountOfficialImport(app: App): void {
  mountEditorPage(app, PATH, 'editor', {
    get: (editor) => showImport(editor),
    upload: takeTable,
    maxFormBytes: MAX_UPLOAD_BYTES,
  });
  mountEditorPage(app, `${PATH}/confirm`, 'editor', { post: importTable });
}

async function takeTable(editor: EditorContext, sent: FormData): Promise<Response> {
  const { messages, settings } = editor;
  const [file, pasted] = [sent.get('file'), sent.get('text')];
  const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
  const text =
    bytes.length === 0 && typeof pasted === 'string' ? pasted : decodeTable(bytes, settings.language);
  if (text === null || new TextEncoder().encode(text).length > MAX_TABLE_BYTES)
    return await showImport(editor, messages.importUnreadable, 422);
  if (text.trim() === '') return await showImport(editor, messages.importEmpty, 422);
  return await showPlan(editor, text);
}

/** Takes the table that was looked at, as long as it still comes to the same. */
async function importTable(editor: EditorContext, sent: URLSearchParams): Promise<Response> {
  const text = sent.get('table') ?? '';
  const table = await readTable(editor, text);
  if (table.errors.length > 0) return await showPlan(editor, text);
  if ((await fingerprint(table)) !== sent.get('plan'))
    return await showPlan(editor, text, editor.messages.importChanged, 409);
  const changes = table.officials.filter(({ kind }) => kind !== 'same').map(({ official }) => official);
  const put = await editor.ledger.putOfficials(changes, editor.actor);
  if (put.ok) return goTo(editor.c, '/editor/officials?done=imported');
  return await showPlan(
    editor,
    text,
    describeFailure(put.failure, editor.messages.problems),
    statusOf(put.failure),
  );
}

async function readTable(editor: EditorContext, text: string): Promise<OfficialTable> {
  const directory = await editor.ledger.listDirectory();
  const people = readPeopleDocument(text);
  if (people === null) return readOfficialTable(text, directory.officials);
  const { timezone, language } = editor.settings;
  return readPeople(people, directory, { today: formatLocalDate(Date.now(), timezone), language });
}

function fingerprint({ officials }: OfficialTable): Promise<string> {
  return hashToken(JSON.stringify(officials));
}

async function showImport(
  editor: EditorContext,
  problem?: string,
  status: PageStatus = 200,
): Promise<Response> {
  const { messages } = editor;
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={messages.importOfficials} current="officials">
      <h1>{messages.importOfficials}</h1>
      <p>
        <a href="/editor/officials">{messages.sections.officials}</a>
      </p>
      {problem === undefined ? null : (
        <p class="notice problem" role="alert">
          {problem}
        </p>
      )}
      <p class="lead">{messages.importLead}</p>
      <form method="post" action={PATH} enctype="multipart/form-data" class="entry-form">
        <FormToken editor={editor} />
        <Field
          name="file"
          label={messages.importFile}
          control={(attributes) => (
            <input
              {...attributes}
              type="file"
              accept=".csv,.tsv,.txt,.json,.yml,.yaml,text/csv,text/tab-separated-values,text/plain,application/json"
            />
          )}
        />
        <Field
          name="text"
          label={messages.importText}
          control={(attributes) => <textarea {...attributes} rows={6} dir="auto" />}
        />
        <button type="submit" class="primary">
          {messages.importLook}
        </button>
      </form>
    </EditorPage>,
    status,
  );
}

/** What the table will do, or what is wrong with it; `problem` is about the whole. */
async function showPlan(
  editor: EditorContext,
  text: string,
  problem?: string,
  status: PageStatus = 200,
): Promise<Response> {
  const { messages } = editor;
  const table = await readTable(editor, text);
  const { officials, errors, unusedColumns } = table;
  const count = (wanted: TableOfficial['kind']) => officials.filter(({ kind }) => kind === wanted).length;
  const wrongLines = new Set(errors.map(({ line }) => line)).size;
  const hasChanges = count('new') + count('changed') > 0;
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={messages.importOfficials} current="officials">
      <h1>{messages.importOfficials}</h1>
      <p>
        <a href={PATH}>{messages.importAgain}</a>
      </p>
      {problem === undefined ? null : (
        <p class="notice problem" role="alert">
          {problem}
        </p>
      )}
      {errors.length === 0 ? (
        <p class="notice" role="status">
          {messages.importSummary(count('new'), count('changed'), count('same'))}
        </p>
      ) : (
        <Errors editor={editor} errors={errors} lines={wrongLines} />
      )}
      {unusedColumns.length === 0 ? null : <p class="hint">{messages.importUnused(unusedColumns)}</p>}
      {errors.length > 0 || !hasChanges ? null : (
        <form method="post" action={`${PATH}/confirm`}>
          <FormToken editor={editor} />
          <input type="hidden" name="table" value={text} />
          <input type="hidden" name="plan" value={await fingerprint(table)} />
          <button type="submit" class="primary">
            {messages.importDo}
          </button>
        </form>
      )}
      {officials.length === 0 ? null : <PlanTable editor={editor} officials={officials} />}
    </EditorPage>,
    errors.length > 0 ? 422 : status,
  );
}

function Errors({
  editor,
  errors,
  lines,
}: {
  editor: EditorContext;
  errors: readonly TableError[];
  lines: number;
}) {
  const { messages } = editor;
  return (
    <div class="notice problem" role="alert" tabindex={-1} data-focus="">
      <h2>{messages.importWrong(lines)}</h2>
      <ul>
        {errors.slice(0, MAX_SHOWN).map(({ line, field, ...violation }) => (
          <li>
            {messages.importLine(line)}
            {field === '' ? '' : `, ${messages.fieldLabels[field] ?? field}`}:{' '}
            {describeViolation(violation, messages.problems)}
          </li>
        ))}
      </ul>
      {errors.length > MAX_SHOWN ? <p>{messages.importFirst(MAX_SHOWN)}</p> : null}
    </div>
  );
}

function PlanTable({ editor, officials }: { editor: EditorContext; officials: readonly TableOfficial[] }) {
  const { messages } = editor;
  // What changes comes first; the order of the table is kept within.
  const shown = [
    ...officials.filter(({ kind }) => kind !== 'same'),
    ...officials.filter(({ kind }) => kind === 'same'),
  ].slice(0, MAX_SHOWN);
  return (
    <WideTable
      label={messages.importOfficials}
      headings={[
        messages.what,
        messages.name,
        messages.role,
        messages.aliases,
        messages.website,
        messages.slug,
      ]}
      lead={officials.length > shown.length ? <p>{messages.importFirst(MAX_SHOWN)}</p> : null}
    >
      {shown.map(({ kind, role, official: { slug, name, aliases, url } }) => (
        <tr>
          <td>{messages.importKinds[kind]}</td>
          <td dir="auto">{name}</td>
          <td dir="auto">{role}</td>
          <td dir="auto">{aliases.join('; ')}</td>
          <td>{url ?? ''}</td>
          <td>{slug}</td>
        </tr>
      ))}
    </WideTable>
  );
}
