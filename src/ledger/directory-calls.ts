/** What editors ask of the directory: each change with its entry in the audit log and, of an office, its announcement. */

import { readContent } from '../article/content/content.ts';
import type {
  Category,
  CurrentOfficial,
  DirectoryKind,
  Office,
  Official,
} from '../article/directory/directory.ts';
import type { TermHolder } from '../article/directory/succession.ts';
import { announceSuccession, listSuccessions } from '../article/directory/succession.ts';
import type { RoleNames } from '../article/directory/terms.ts';
import { nameTerm } from '../article/directory/terms.ts';
import type { OfficeHolder } from '../delivery/event-body.ts';
import type { Result } from '../failure.ts';
import { succeed } from '../failure.ts';
import { endLeasesOfScope } from '../websub/leases.ts';
import type { Actor } from './actor.ts';
import { createArticle } from './articles/articles.ts';
import { recordChange, recordDifference } from './audit-log.ts';
import type { LedgerContext } from './context.ts';
import { readSequence } from './context.ts';
import {
  describeToday,
  findDay,
  findEntry,
  findOffice,
  findOfficial,
  listHoldersOf,
  readRoleNames,
} from './directory.ts';
import type { OfficialChange } from './directory-changes.ts';
import { deleteEntry, putCategory, putOffice, putOfficial } from './directory-changes.ts';
import { closeRestore } from './restore.ts';
import { recordOfficeChange } from './webhooks/events.ts';

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

/**
 * Publishes what a write of an official changed about offices. `article.published` is not sent: whoever wants to be told
 * of offices asks for `office.changed`.
 */
export function announceChanges(
  ledger: LedgerContext,
  before: Official | null,
  after: Official,
  actor: Actor,
): Result<null> {
  const { publicUrl } = ledger.settings;
  const offices = [...(before?.terms ?? []), ...after.terms].flatMap(({ office }) => office ?? []);
  const holders = listHoldersOf(ledger, offices);
  const names = readRoleNames(ledger);
  for (const succession of listSuccessions(before, after, holders, findDay(ledger, ledger.now))) {
    const office = findOffice(ledger, succession.office);
    if (office === null) continue;
    const { title, contentHtml, language, officials } = announceSuccession(
      succession,
      office,
      names,
      publicUrl,
    );
    const content = readContent({ contentHtml }, publicUrl);
    if (!content.ok) return content;
    const sequence = readSequence(ledger);
    const input = { title, language, content: content.value, officials: [], notify: false };
    const created = createArticle(ledger, input, actor, officials);
    if (!created.ok) return created;
    const { slug, name } = office;
    const successor = describeHolder(succession.successor, names);
    const former = describeHolder(succession.former, names);
    recordOfficeChange(ledger, created.value.article, { slug, name, successor, former }, sequence);
  }
  return succeed(null);
}

function describeHolder(holder: TermHolder | null, names: RoleNames): OfficeHolder | null {
  if (holder === null) return null;
  const { official, term } = holder;
  const { from, until, acting } = term;
  return { slug: official.slug, name: official.name, role: nameTerm(term, names), from, until, acting };
}
