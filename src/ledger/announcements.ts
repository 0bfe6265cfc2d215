/** Changes of holder, published: an article in the feeds of the office and of both persons, and an event. */

import { readContent } from '../article/content/content.ts';
import type { Official } from '../article/directory/directory.ts';
import type { TermHolder } from '../article/directory/succession.ts';
import { announceSuccession, listSuccessions } from '../article/directory/succession.ts';
import type { RoleNames } from '../article/directory/terms.ts';
import { nameTerm } from '../article/directory/terms.ts';
import type { OfficeHolder } from '../delivery/event-body.ts';
import type { Result } from '../failure.ts';
import { succeed } from '../failure.ts';
import type { Actor } from './actor.ts';
import { createArticle } from './articles/articles.ts';
import type { LedgerContext } from './context.ts';
import { readSequence } from './context.ts';
import { findDay, findOffice, listHoldersOf, readRoleNames } from './directory.ts';
import { recordOfficeChange } from './webhooks/events.ts';

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
