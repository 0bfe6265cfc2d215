/**
 * Terms: who holds which office, or has which role, from when until when. Days are calendar days in the publication's
 * time zone, `YYYY-MM-DD`, and both belong to the term.
 */

import { chooseFeedMessages } from '../../messages/feed.ts';

/** One person's time in an office, or in a role that is none of the directory's offices. */
export interface Term {
  /** The slug of the office; null: a role without one. */
  readonly office: string | null;
  /** As the person is called in it; null: by the name of the office. */
  readonly role: string | null;
  /** null: since ever. */
  readonly from: string | null;
  /** null: still, as far as anybody knows. */
  readonly until: string | null;
  /** In place of who holds the office, or while nobody does. */
  readonly acting: boolean;
  readonly endReason: string | null;
}

/** Somebody with their terms. */
export interface Holder {
  readonly slug: string;
  readonly terms: readonly Term[];
}

/** A term with the other side of it by name: of an office the person, of a person the office or role. */
export interface NamedTerm {
  /** The slug of that; null: a role that is none of the directory's offices. */
  readonly slug: string | null;
  readonly name: string;
  /** What the term itself is called. */
  readonly role: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly isActing: boolean;
  /** The address of the person's picture; null: none, or the other side is no person. */
  readonly image: string | null;
}

/** After every day that is written. */
const FOR_GOOD = '9999-12-31';

/** The newest first: what ends last, for what goes on is asked for most, and of those what begins last. */
export function compareTerms(one: Pick<Term, 'from' | 'until'>, other: Pick<Term, 'from' | 'until'>): number {
  const ends = (other.until ?? FOR_GOOD).localeCompare(one.until ?? FOR_GOOD);
  return ends || (other.from ?? '').localeCompare(one.from ?? '');
}

/** What roles are written with: the names of offices, and the publication's language. */
export interface RoleNames {
  readonly offices: { get(slug: string): string | undefined };
  /** BCP 47. */
  readonly language: string;
}

/** What somebody is called at a time; as an article keeps it. */
export interface HeldRole {
  readonly role: string | null;
  /** The slug of the office. */
  readonly office: string | null;
}

/** The names of the directory's offices. */
export function nameRoles(
  offices: readonly { readonly slug: string; readonly name: string }[],
  language: string,
): RoleNames {
  return { offices: new Map(offices.map(({ slug, name }) => [slug, name])), language };
}

/** Whether a term lasts on a day; without a day (null) every term counts. */
export function isInForce({ from, until }: Pick<Term, 'from' | 'until'>, day: string | null): boolean {
  return day === null || ((from === null || from <= day) && (until === null || day <= until));
}

/** Whether somebody is known to be in public life on a day; of whom no terms are known, always. */
export function isInOffice(terms: readonly Term[], day: string | null): boolean {
  return terms.length === 0 || terms.some((term) => isInForce(term, day));
}

/**
 * What somebody was on a day: in the first of their offices that they held, not only acted in; where they held none, in
 * the first of their roles. `office` asks for that one alone. Null: they were nothing of it.
 */
export function findHeldRole(
  terms: readonly Term[],
  day: string | null,
  names: RoleNames,
  office: string | null = null,
): HeldRole | null {
  const there = terms.filter((term) => isInForce(term, day) && (office === null || term.office === office));
  const term =
    there.find((one) => one.office !== null && !one.acting) ??
    there.find((one) => one.office !== null) ??
    there[0];
  return term === undefined ? null : { role: nameTerm(term, names), office: term.office };
}

/** What a term is called: by its own role, or by the office, with a word for who acts. */
export function nameTerm({ role, office, acting }: Term, { offices, language }: RoleNames): string | null {
  const name = office === null ? undefined : offices.get(office);
  if (role !== null || name === undefined) return role;
  return acting ? chooseFeedMessages(language).acting(name) : name;
}

/** Who held an office on a day; while nobody did, who acted. */
export function listHolders<Held extends Holder>(
  holders: readonly Held[],
  office: string,
  day: string | null,
): readonly Held[] {
  const listBy = (acting: boolean) =>
    holders.filter(({ terms }) =>
      terms.some((term) => term.office === office && term.acting === acting && isInForce(term, day)),
    );
  const held = listBy(false);
  return held.length > 0 ? held : listBy(true);
}

/**
 * What somebody's new terms bring about: a new open one in an office of one ends, the day before, whoever's open one began
 * earlier, an acting one's as well. `before`: the terms that they had. Gives back everybody whose terms change, and the
 * person with theirs.
 */
export function succeedForerunners<Held extends Holder>(
  person: Held,
  before: readonly Term[],
  others: readonly Held[],
  isOfOne: (office: string) => boolean,
): { readonly person: Held; readonly changed: readonly Held[] } {
  const known = new Set(before.map(formatTerm));
  const open = person.terms.filter(
    ({ office, from, until, acting }) =>
      office !== null && isOfOne(office) && from !== null && until === null && !acting,
  );
  const successions = open.filter((term) => !known.has(formatTerm(term)));
  const ended = others.map((other) => ({ other, terms: endBy(successions, other.terms) }));
  return {
    person: { ...person, terms: endBy(open, person.terms) },
    changed: ended
      .filter(({ other, terms }) => terms.some((term, index) => term !== other.terms[index]))
      .map(({ other, terms }) => ({ ...other, terms })),
  };
}

/** Each open term ends the day before the earliest that comes after it in the same office. */
function endBy(successions: readonly Term[], terms: readonly Term[]): readonly Term[] {
  return terms.map((term) => {
    if (term.until !== null) return term;
    const [next] = successions
      .filter(({ office }) => office === term.office)
      .flatMap(({ from }) => (from !== null && isEarlier(term.from, from) ? [from] : []))
      .sort();
    return next === undefined ? term : { ...term, until: moveDay(next, -1) };
  });
}

/** Two terms in an office of one that share a day: whose the second is, by the place of the first among the person's. */
export interface TermOverlap {
  readonly index: number;
  readonly office: string;
  readonly slug: string;
}

/** The first of a person's terms that shares a day with another's, or with one of their own; null: all is well. */
export function findOverlap(
  person: Holder,
  others: readonly Holder[],
  isOfOne: (office: string) => boolean,
): TermOverlap | null {
  for (const [index, term] of person.terms.entries()) {
    const { office, acting } = term;
    if (office === null || acting || !isOfOne(office)) continue;
    const own = { slug: person.slug, terms: person.terms.slice(0, index) };
    const other = [own, ...others].find(({ terms }) =>
      terms.some((one) => one.office === office && !one.acting && shareDay(one, term)),
    );
    if (other !== undefined) return { index, office, slug: other.slug };
  }
  return null;
}

function shareDay(one: Term, other: Term): boolean {
  return startsBy(one.from, other.until) && startsBy(other.from, one.until);
}

function startsBy(from: string | null, until: string | null): boolean {
  return from === null || until === null || from <= until;
}

function isEarlier(from: string | null, than: string): boolean {
  return from === null || from < than;
}

/** The days on which a role changes by itself: a term begins, or the last day of one is over. */
export function listRoleChanges(terms: readonly Term[]): string[] {
  const days = terms.flatMap(({ from, until }) => [from, until === null ? null : moveDay(until, 1)]);
  return [...new Set(days)].filter((day) => day !== null);
}

/** The calendar day so many days later. */
function moveDay(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function formatTerm({ office, from, until, acting }: Term): string {
  return JSON.stringify([office, from, until, acting]);
}
