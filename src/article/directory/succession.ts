/** A change of holder: who comes, who goes, and the article that tells of it. */

import { joinLabel } from '../../messages/feed.ts';
import { choosePageMessages, chooseSpokenLanguage } from '../../messages/pages/choose.ts';
import type { AttachedOfficial } from '../article.ts';
import { escapeHtml } from '../content/plain-text.ts';
import { findDateFormat } from '../date-format.ts';
import type { Office, Official } from './directory.ts';
import type { RoleNames, Term } from './terms.ts';
import { nameTerm } from './terms.ts';

/** One person in one term. */
export interface TermHolder {
  readonly official: Official;
  readonly term: Term;
}

/** What happened to an office; one of both is there at least. */
export interface Succession {
  readonly office: string;
  /** Whose term is new; null: nobody's. */
  readonly successor: TermHolder | null;
  /** Whose term ended; null: nobody's that is known. */
  readonly former: TermHolder | null;
}

/**
 * What a write of an official changed about who holds which office. `before` is null for somebody new, `holders` are all
 * who have or had one of the offices, as they are now. What was over before `today` is history, and no change of holder.
 */
export function listSuccessions(
  before: Pick<Official, 'terms'> | null,
  after: Official,
  holders: readonly Official[],
  today: string,
): Succession[] {
  const known = before?.terms ?? [];
  const offices = new Set([...known, ...after.terms].map(({ office }) => office));
  return [...offices].flatMap((office): Succession[] => {
    if (office === null) return [];
    const of = (terms: readonly Term[]) => terms.filter((term) => term.office === office);
    const begun = of(after.terms)
      .filter((term) => !of(known).some((one) => one.from === term.from && one.acting === term.acting))
      .filter(({ until }) => until === null || until >= today)
      .sort((one, other) => (one.from ?? '').localeCompare(other.from ?? ''))
      .at(-1);
    if (begun !== undefined) {
      const former = begun.acting ? null : findFormer(office, begun, after.slug, holders);
      return [{ office, successor: { official: after, term: begun }, former }];
    }
    const ended = of(after.terms).find(
      (term) =>
        term.until !== null &&
        of(known).some((one) => one.from === term.from && one.acting === term.acting && one.until === null),
    );
    return ended === undefined ? [] : [{ office, successor: null, former: { official: after, term: ended } }];
  });
}

/** Whose term ended last before another began. */
function findFormer(
  office: string,
  begun: Term,
  successor: string,
  holders: readonly Official[],
): TermHolder | null {
  const { from } = begun;
  if (from === null) return null;
  return (
    holders
      .filter(({ slug }) => slug !== successor)
      .flatMap((official) => official.terms.map((term) => ({ official, term })))
      .filter(({ term }) => term.office === office && !term.acting && (term.until ?? '~') < from)
      .sort((one, other) => (one.term.until ?? '').localeCompare(other.term.until ?? ''))
      .at(-1) ?? null
  );
}

/** An article in the publication's language. */
export interface Announcement {
  readonly title: string;
  readonly contentHtml: string;
  readonly language: string;
  readonly officials: readonly AttachedOfficial[];
}

/** Writes the article of a change of holder; both persons are in it in that office, so it is in all three feeds. */
export function announceSuccession(
  { successor, former }: Succession,
  office: Office,
  names: RoleNames,
  publicUrl: string,
): Announcement {
  const messages = choosePageMessages(names.language);
  const language = chooseSpokenLanguage(names.language);
  const format = findDateFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const formatDay = (day: string) => format.format(Date.parse(day));
  const describe = (label: string, holder: TermHolder | null, days: string) => {
    if (holder === null) return '';
    const { official, term } = holder;
    const link = `<a href="${publicUrl}/officials/${official.slug}">${escapeHtml(official.name)}</a>`;
    const rest = [nameTerm(term, names), days].filter((part) => part !== null && part !== '');
    const facts = [link, ...rest.map((part) => escapeHtml(part ?? ''))].join(messages.factSeparator);
    return `<p>${joinLabel(label, facts)}</p>`;
  };
  const since = successor?.term.from ?? null;
  const until = former?.term.until ?? null;
  const attached = [successor, former].filter((holder) => holder !== null);
  const subject =
    successor === null
      ? office.name
      : [successor.official.name, nameTerm(successor.term, names) ?? []].flat().join(messages.factSeparator);
  return {
    title: joinLabel(messages.officeChanged, subject),
    contentHtml: [
      describe(messages.successor, successor, since === null ? '' : messages.since(formatDay(since))),
      describe(messages.former, former, until === null ? '' : messages.untilDay(formatDay(until))),
      `<p><a href="${publicUrl}/offices/${office.slug}">${escapeHtml(office.name)}</a></p>`,
    ].join(''),
    language,
    officials: attached.map(({ official: { slug, name }, term }) => ({
      ...{ slug, name, role: nameTerm(term, names), office: office.slug, relation: 'actor' },
    })),
  };
}
