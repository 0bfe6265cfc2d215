import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Holder, Term } from '../../../../src/article/directory/terms.ts';
import {
  findHeldRole,
  findOverlap,
  isInForce,
  listHolders,
  nameRoles,
  succeedForerunners,
} from '../../../../src/article/directory/terms.ts';
import { makeTerm, ROLE_NAMES } from '../../../support/terms.ts';

const isOfOne = (office: string) => office !== 'councillor';
const mayor = (fields: Partial<Term>) => makeTerm({ office: 'mayor', ...fields });

describe('a person’s role on a day', () => {
  it('is that of the term that lasts, both of its days included', () => {
    const terms = [
      makeTerm({ role: 'Clerk', until: '2026-11-30' }),
      mayor({ from: '2026-12-01', until: '2026-12-31' }),
    ];
    const roleOn = (day: string) => findHeldRole(terms, day, ROLE_NAMES);
    expect(roleOn('2026-11-30')).toEqual({ role: 'Clerk', office: null });
    expect(roleOn('2026-12-01')).toEqual({ role: 'Mayor', office: 'mayor' });
    expect(roleOn('2026-12-31')).toEqual({ role: 'Mayor', office: 'mayor' });
    expect(roleOn('2027-01-01')).toBeNull();
  });

  it('is an office before a role without one, and one held before one acted in', () => {
    const clerk = makeTerm({ role: 'Clerk' });
    const acting = makeTerm({ office: 'mayor', acting: true });
    const councillor = makeTerm({ office: 'councillor', role: 'Councillor' });
    expect(findHeldRole([clerk, acting, councillor], null, ROLE_NAMES)).toMatchObject({
      office: 'councillor',
    });
    expect(findHeldRole([clerk, acting], null, ROLE_NAMES)?.office).toBe('mayor');
    expect(findHeldRole([clerk, acting], null, ROLE_NAMES, 'councillor')).toBeNull();
  });

  it('is called as the term says, else as the office, with a word for who acts in the publication’s language', () => {
    const acting = [mayor({ acting: true })];
    const named = [{ slug: 'mayor', name: '区长' }];
    expect(findHeldRole([mayor({ role: 'Lord Mayor' })], null, ROLE_NAMES)?.role).toBe('Lord Mayor');
    expect(findHeldRole(acting, null, ROLE_NAMES)?.role).toBe('Mayor (acting)');
    expect(findHeldRole(acting, null, nameRoles(named, 'zh-CN'))?.role).toBe('代理区长');
  });
});

it('an office is held by who acts in it only while nobody holds it', () => {
  const held = { slug: 'a', terms: [mayor({ until: '2026-11-30' })] };
  const acted = { slug: 'b', terms: [mayor({ from: '2026-11-01', acting: true })] };
  const listSlugs = (day: string) => listHolders([held, acted], 'mayor', day).map(({ slug }) => slug);
  expect(listSlugs('2026-11-15')).toEqual(['a']);
  expect(listSlugs('2026-12-01')).toEqual(['b']);
});

describe('a new open term', () => {
  const former = { slug: 'a', terms: [mayor({ from: '2020-01-01' })] };
  const acting = { slug: 'c', terms: [mayor({ from: '2025-01-01', acting: true })] };

  it('ends whoever held or acted in an office of one the day before, and nobody else', () => {
    const elsewhere = { slug: 'd', terms: [makeTerm({ office: 'clerk', from: '2020-01-01' })] };
    const person = { slug: 'b', terms: [mayor({ from: '2024-03-01' })] };
    const { changed } = succeedForerunners(person, [], [former, acting, elsewhere], isOfOne);
    expect(changed).toEqual([{ slug: 'a', terms: [mayor({ from: '2020-01-01', until: '2024-02-29' })] }]);
    const later = { slug: 'b', terms: [mayor({ from: '2026-12-01' })] };
    expect(succeedForerunners(later, [], [acting], isOfOne).changed[0]?.terms[0]?.until).toBe('2026-11-30');
  });

  it('ends nobody’s where it is not new, where it has an end, acts, or is in an office of many', () => {
    const listChanged = (term: Term, before: readonly Term[] = []) =>
      succeedForerunners({ slug: 'b', terms: [term] }, before, [former], isOfOne).changed;
    const open = mayor({ from: '2026-12-01' });
    expect(listChanged(open)).toHaveLength(1);
    expect(listChanged(open, [open])).toEqual([]);
    expect(listChanged({ ...open, until: '2027-01-01' })).toEqual([]);
    expect(listChanged({ ...open, acting: true })).toEqual([]);
    expect(listChanged({ ...open, from: null })).toEqual([]);
    expect(listChanged({ ...open, office: 'councillor' })).toEqual([]);
  });
});

const anyDay = fc
  .integer({ min: Date.UTC(1950, 0, 1) / 86_400_000, max: Date.UTC(2060, 0, 1) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const anyTerm: fc.Arbitrary<Term> = fc
  .record({
    office: fc.constantFrom('mayor', 'clerk', 'councillor', null),
    days: fc.tuple(fc.option(anyDay), fc.option(anyDay)),
    acting: fc.boolean(),
  })
  .map(({ office, days: [one, other], acting }) => {
    const isOrdered = one === null || other === null || one <= other;
    return makeTerm({ office, acting, from: isOrdered ? one : other, until: isOrdered ? other : one });
  });

describe('whatever is written, one after the other,', () => {
  /** As the ledger does: who overlaps is refused, all others are taken. */
  const write = (holders: readonly Holder[], person: Holder) => {
    const others = holders.filter(({ slug }) => slug !== person.slug);
    const before = holders.find(({ slug }) => slug === person.slug)?.terms ?? [];
    const { person: settled, changed } = succeedForerunners(person, before, others, isOfOne);
    const after = others.map((other) => changed.find(({ slug }) => slug === other.slug) ?? other);
    return findOverlap(settled, after, isOfOne) === null ? [...after, settled] : holders;
  };
  const anyWrites = fc.array(
    fc.record({
      slug: fc.constantFrom('a', 'b', 'c'),
      terms: fc.array(anyTerm, { maxLength: 4 }),
    }),
    { maxLength: 8 },
  );

  it('an office of one has one holder a day at most, and no term ends before it begins', () =>
    fc.assert(
      fc.property(anyWrites, fc.array(anyDay, { minLength: 20, maxLength: 20 }), (writes, days) => {
        const holders = writes.reduce<readonly Holder[]>(write, []);
        const terms = holders.flatMap((holder) => holder.terms);
        const edges = terms.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null);
        for (const day of [...days, ...edges]) {
          for (const office of ['mayor', 'clerk']) {
            const held = terms.filter(
              (term) => term.office === office && !term.acting && isInForce(term, day),
            );
            expect(held.length).toBeLessThanOrEqual(1);
          }
        }
        expect(terms.filter(({ from, until }) => from !== null && until !== null && from > until)).toEqual(
          [],
        );
      }),
    ));

  it('the same again changes nothing', () =>
    fc.assert(
      fc.property(anyWrites, (writes) => {
        const holders = writes.reduce<readonly Holder[]>(write, []);
        const last = holders.at(-1);
        if (last !== undefined) expect(write(holders, last)).toEqual(holders);
      }),
    ));
});
