/** The pages of the directory: all of one kind with a form for another, and one alone. */

import type { PageStatus } from '../answer.ts';
import { answerEditorPage } from '../answer.ts';
import type { EditorContext } from '../editor-context.tsx';
import { nameWhatIsDone } from '../editor-context.tsx';
import type { FormError } from '../field.tsx';
import { EditorPage, FormToken } from '../layout.tsx';
import { EntryFields } from './entry-fields.tsx';
import type { EntryForm, Kind } from './entry-form.ts';

/** All of one kind. */
export async function showList(
  editor: EditorContext,
  kind: Kind,
  form: EntryForm,
  errors: readonly FormError[] = [],
  status: PageStatus = 200,
): Promise<Response> {
  const { messages } = editor;
  const directory = await editor.ledger.listDirectory();
  const entries: readonly { slug: string; name: string; role?: string | null }[] = directory[kind];
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={messages.sections[kind]} current={kind} done={nameWhatIsDone(editor)}>
      <h1>{messages.sections[kind]}</h1>
      <div class="columns">
        <section aria-label={messages.sections[kind]}>
          {entries.length === 0 ? <p class="empty">{messages.noEntries[kind]}</p> : null}
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
          <h2 id="add">{messages.addEntry[kind]}</h2>
          <EntryFields editor={editor} kind={kind} form={form} errors={errors} isNew />
        </section>
      </div>
    </EditorPage>,
    status,
  );
}

/** One of them. */
export async function showEntry(
  editor: EditorContext,
  kind: Kind,
  form: EntryForm,
  errors: readonly FormError[] = [],
  status: PageStatus = 200,
): Promise<Response> {
  const { messages } = editor;
  return answerEditorPage(
    editor.c,
    <EditorPage editor={editor} title={form.name} current={kind}>
      <h1 dir="auto">{form.name}</h1>
      <p>
        <a href={`/editor/${kind}`}>{messages.sections[kind]}</a> ·{' '}
        <a href={`/${kind}/${form.slug}`}>{messages.seePage}</a>
      </p>
      <EntryFields editor={editor} kind={kind} form={form} errors={errors} isNew={false} />
      <form method="post" action={`/editor/${kind}/${form.slug}/delete`} class="apart">
        <FormToken editor={editor} />
        <p class="hint">{messages.removeEntryHint}</p>
        <button type="submit" class="danger">
          {messages.removeEntry}
        </button>
      </form>
    </EditorPage>,
    status,
  );
}
