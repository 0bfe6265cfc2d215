/** `/editor/audit-log`: who changed the directory, webhooks and tokens, and when. */

import type { AuditEntry, AuditSubject } from '../../ledger/audit-log.ts';
import { AUDIT_SUBJECTS } from '../../ledger/audit-log.ts';
import { refuseRole } from '../api/auth.ts';
import type { App } from '../app-routes.ts';
import type { EditorContext } from './editor-context.ts';
import { answerEditorPage } from './editor-context.ts';
import { mountEditorPage, refuse } from './editor-page.tsx';
import { EditorTime } from './editor-time.tsx';
import type { EditorSection } from './layout.tsx';
import { EditorPage } from './layout.tsx';
import { OlderLink, readBefore, WideTable } from './lists.tsx';

const PAGE_SIZE = 50;

/** Where each subject is at home in the editor. */
const SECTIONS: Readonly<Record<AuditSubject, EditorSection>> = {
  category: 'categories',
  official: 'officials',
  office: 'offices',
  webhook: 'webhooks',
  token: 'tokens',
};

/** Puts the page into the app. */
export function mountAuditLog(app: App): void {
  mountEditorPage(app, '/editor/audit-log', 'editor', { get: showAuditLog });
}

/** The way to the log of one kind of things, or of one of them. A subscriber has none. */
export function AuditLogLink({
  editor,
  subject,
  id,
}: {
  editor: EditorContext;
  subject: AuditSubject;
  id?: string;
}) {
  if (editor.actor.role === 'subscriber') return null;
  return (
    <p>
      <a href={buildPath(subject, id ?? null, null)}>{editor.messages.auditLog}</a>
    </p>
  );
}

async function showAuditLog(editor: EditorContext): Promise<Response> {
  const { c, messages } = editor;
  const subject = AUDIT_SUBJECTS.find((one) => one === c.req.query('subject')) ?? 'category';
  const refusal = subject === 'token' ? refuseRole(editor.actor, 'admin') : null;
  if (refusal !== null) return refuse(c, refusal, editor);
  const id = c.req.query('id') || null;
  const { entries, nextCursor } = await editor.ledger.listAuditLog({
    subjects: [subject],
    id,
    before: readBefore(editor),
    limit: PAGE_SIZE,
  });
  const section = SECTIONS[subject];
  return answerEditorPage(
    c,
    <EditorPage editor={editor} title={messages.auditLog} current={section}>
      <h1>{messages.auditLog}</h1>
      <p class="subject">
        <a href={`/editor/${section}`}>{messages.sections[section]}</a>
      </p>
      {entries.length === 0 ? (
        <p class="empty">{messages.auditLogEmpty}</p>
      ) : (
        <EntryTable editor={editor} entries={entries} />
      )}
      <OlderLink editor={editor} path={nextCursor === null ? null : buildPath(subject, id, nextCursor)} />
    </EditorPage>,
  );
}

function EntryTable({ editor, entries }: { editor: EditorContext; entries: readonly AuditEntry[] }) {
  const { messages } = editor;
  return (
    <WideTable
      label={messages.auditLog}
      headings={[messages.when, messages.who, messages.name, messages.what]}
    >
      {entries.map(({ at, by, subject, id, name, action, fields }) => (
        <tr>
          <td>
            <EditorTime at={at} editor={editor} />
          </td>
          <td>
            <bdi>{by}</bdi>
          </td>
          <td>
            <a href={buildPath(subject, id, null)} dir="auto">
              {name}
            </a>
          </td>
          <td>
            {messages.auditActions[action]}
            {fields.length === 0
              ? ''
              : `: ${fields.map((field) => messages.fieldLabels[field] ?? field).join(', ')}`}
          </td>
        </tr>
      ))}
    </WideTable>
  );
}

function buildPath(subject: AuditSubject, id: string | null, before: string | null): string {
  const query = new URLSearchParams({ subject, ...(id === null ? {} : { id }) });
  if (before !== null) query.set('before', before);
  return `/editor/audit-log?${query}`;
}
