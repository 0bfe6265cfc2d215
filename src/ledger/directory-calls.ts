/** What editors ask of the directory: each change with its entry in the audit log and, of an office, its announcement. */

import type {
  Category,
  CurrentOfficial,
  DirectoryKind,
  Office,
  Official,
} from '../article/directory/directory.ts';
import type { Result } from '../failure.ts';
import { succeed } from '../failure.ts';
import { endLeasesOfScope } from '../websub/leases.ts';
import type { Actor } from './actor.ts';
import { announceChanges } from './announcements.ts';
import { recordChange, recordDifference } from './audit-log.ts';
import type { LedgerContext } from './context.ts';
import { describeToday, findEntry, findOfficial } from './directory.ts';
import type { OfficialChange } from './directory-changes.ts';
import { deleteEntry, putCategory, putOffice, putOfficial } from './directory-changes.ts';
import { closeRestore } from './restore.ts';

/** An official as they are once they are written. */
export interface WrittenOfficial {
  readonly isNew: boolean;
  readonly official: CurrentOfficial;
}

/** Creates or replaces a category. True: it is new. */
export function putCategoryOf(ledger: LedgerContext, category: Category, actor: Actor): Result<boolean> {
  closeRestore(ledger);
  return audit(ledger, 'category', category.slug, actor, () => putCategory(ledger, category));
}

/** Creates or replaces an office. True: it is new. */
export function putOfficeOf(ledger: LedgerContext, office: Office, actor: Actor): Result<boolean> {
  closeRestore(ledger);
  return audit(ledger, 'office', office.slug, actor, () => putOffice(ledger, office));
}

/** Creates or replaces an official; `isAnnounced`: what changes of who holds which office is published. */
export function putOfficialOf(
  ledger: LedgerContext,
  official: Official,
  isAnnounced: boolean,
  actor: Actor,
): Result<WrittenOfficial> {
  const before = findOfficial(ledger, official.slug);
  const put = putAudited(ledger, official, actor);
  if (!put.ok) return put;
  const { isNew, official: written } = put.value;
  const announced = isAnnounced ? announceChanges(ledger, before, written, actor) : succeed(null);
  if (!announced.ok) return announced;
  return succeed({ isNew, official: describeToday(ledger, written) });
}

/** Creates or replaces many officials, all of them or none. */
export function putOfficialsOf(
  ledger: LedgerContext,
  officials: readonly Official[],
  actor: Actor,
): Result<null> {
  closeRestore(ledger);
  for (const official of officials) {
    const put = putAudited(ledger, official, actor);
    if (!put.ok) return put;
  }
  return succeed(null);
}

/** Deletes an entry that nothing names; whoever subscribed to its feed hears that it is no more. */
export function deleteEntryOf(
  ledger: LedgerContext,
  kind: DirectoryKind,
  slug: string,
  actor: Actor,
): Result<null> {
  return audit(ledger, kind, slug, actor, () => {
    const deleted = deleteEntry(ledger, kind, slug);
    if (deleted.ok) endLeasesOfScope(ledger, `${kind}/${slug}`);
    return deleted;
  });
}

/** Writes an official, and down what became of them and of whose terms ended by it. */
function putAudited(ledger: LedgerContext, official: Official, actor: Actor): Result<OfficialChange> {
  const put = audit(ledger, 'official', official.slug, actor, () => putOfficial(ledger, official));
  for (const { slug, name } of put.ok ? put.value.ended : []) {
    const entry = { subject: 'official', id: slug, name, action: 'changed', fields: ['terms'] } as const;
    recordChange(ledger, actor, entry);
  }
  return put;
}

function audit<T>(
  ledger: LedgerContext,
  kind: DirectoryKind,
  slug: string,
  actor: Actor,
  change: () => Result<T>,
): Result<T> {
  const find = () => findEntry(ledger, kind, slug);
  return recordDifference(ledger, actor, { subject: kind, id: slug, find }, change);
}
