/** `/api/audit-log`: who changed the directory, webhooks and tokens. */

import * as z from 'zod';
import { formatTimestamp } from '../../article/date-format.ts';
import { AUDIT_SUBJECTS, MAX_AUDIT_ENTRIES } from '../../ledger/audit-log.ts';
import { refuseRole } from './auth.ts';
import { defineOperation } from './operation.ts';
import { pageQuery, readNumber } from './page-query.ts';
import { auditLogPage } from './resources.ts';

/** No id and no slug is longer. */
const MAX_ID_CHARACTERS = 64;

const auditQuery = z.lazy(() =>
  z.strictObject({
    subject: z.enum(AUDIT_SUBJECTS).optional(),
    id: z.string().min(1).max(MAX_ID_CHARACTERS).optional(),
    ...pageQuery(readNumber),
  }),
);

export const auditLogOperation = defineOperation(
  {
    method: 'GET',
    path: '/api/audit-log',
    summary: 'Who changed categories, officials, webhooks and tokens, and when',
    description: `Newest first; the newest ${MAX_AUDIT_ENTRIES} are kept. What is done to tokens is for administrators alone. Articles have their revisions.`,
    role: 'editor',
    query: auditQuery,
    answers: { 200: { description: 'One page.', schema: auditLogPage } },
  },
  async ({ ledger, actor, query: { subject, id, limit, cursor } }) => {
    const refusal = refuseRole(actor, 'admin');
    if (subject === 'token' && refusal !== null) return { failure: refusal };
    const visible = AUDIT_SUBJECTS.filter((one) => one !== 'token' || refusal === null);
    const page = await ledger.listAuditLog({
      subjects: subject === undefined ? visible : [subject],
      id: id ?? null,
      before: cursor ?? null,
      limit,
    });
    const entries = page.entries.map(({ number, at, ...entry }) => ({ at: formatTimestamp(at), ...entry }));
    return { status: 200, body: { entries, next_cursor: page.nextCursor } };
  },
);
