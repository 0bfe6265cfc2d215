import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import {
  buildCategory,
  buildOffice,
  buildOfficial,
  OPEN_TERM,
} from '../../../src/article/directory/directory.ts';
import { readArticlePatch, readNewArticle } from '../../../src/article/input.ts';
import type { ArticleResource } from '../../../src/article/resource.ts';
import type { EventType } from '../../../src/delivery/event.ts';
import { countCases } from '../../support/cases.ts';
import { watchFaultsByOwnClock } from '../../support/faults.ts';
import { FIXTURE_ORIGIN, LedgerFixture, take } from '../../support/ledger-fixture.ts';
import { ADMINISTRATOR } from '../../support/ledger-harness.ts';

const CATEGORIES = ['roads', 'schools'];
const OFFICES = ['mayor', 'council'];
const OFFICIALS = ['ann', 'bob'];
const EVENTS = ['article.published', 'article.updated', 'article.withdrawn'] as const;

const filter = fc.record({
  categories: fc.subarray(CATEGORIES),
  officials: fc.subarray(OFFICIALS),
  offices: fc.subarray(OFFICES),
  notCategories: fc.subarray(CATEGORIES),
  notOfficials: fc.subarray(OFFICIALS),
  languages: fc.subarray(['de', 'de-AT', 'fr']),
  q: fc.constantFrom(null, null, 'bridge', 'budget'),
  events: fc.subarray([...EVENTS], { minLength: 1 }),
});

const parts = {
  title: fc.constantFrom('The bridge', 'The budget', 'Nothing'),
  content_text: fc.constantFrom('About the bridge.', 'About the budget.', 'About nothing.'),
  language: fc.constantFrom('de', 'de-AT', 'fr', 'en'),
  categories: fc.subarray(CATEGORIES),
  officials: fc.subarray(OFFICIALS),
  notify: fc.boolean(),
};
const step = fc.oneof(
  fc.record({ act: fc.constant('create' as const), body: fc.record(parts) }),
  fc.record({
    act: fc.constant('change' as const),
    which: fc.nat(2),
    body: fc.record(
      { ...parts, change_note: fc.constant('Put right.'), status: fc.constantFrom('published', 'withdrawn') },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ act: fc.constant('withdraw' as const), which: fc.nat(2), notify: fc.boolean() }),
  fc.record({ act: fc.constant('hook' as const), filter }),
  fc.record({ act: fc.constant('restart' as const) }),
);

/** An endpoint, and the model of what its filter wants. */
interface Hook {
  readonly id: string;
  readonly filter: typeof filter extends fc.Arbitrary<infer One> ? One : never;
}

/** A state of an article that the public saw, and the searches that found it when somebody was told of it. */
interface Seen {
  readonly article: ArticleResource;
  readonly met: Set<string>;
}

function wants({ filter: wanted }: Hook, { article, met }: Seen): boolean {
  const meets = (names: readonly string[], there: readonly (string | null)[]) =>
    names.length === 0 || names.some((name) => there.includes(name));
  const officials = article.officials.map(({ slug }) => slug);
  const offices = article.officials.map(({ office }) => office);
  const ranges = article.language.split('-').map((_, index, all) => all.slice(0, index + 1).join('-'));
  return (
    meets(wanted.categories, article.categories) &&
    meets(wanted.officials, officials) &&
    meets(wanted.offices, offices) &&
    meets(wanted.languages, ranges) &&
    !wanted.notCategories.some((slug) => article.categories.includes(slug)) &&
    !wanted.notOfficials.some((slug) => officials.includes(slug)) &&
    (wanted.q === null || met.has(wanted.q))
  );
}

/** Notes which searches of the endpoints that are there find a state. */
function noteSearches({ article, met }: Seen, hooks: readonly Hook[]): void {
  const text = `${article.title} ${article.summary} ${article.content_html}`.toLowerCase();
  for (const { filter: wanted } of hooks)
    if (wanted.q !== null && article.status === 'published' && text.includes(wanted.q)) met.add(wanted.q);
}

/** What a change is told as; null: as nothing. */
function nameEvent(
  before: ArticleResource | null,
  after: ArticleResource,
  isMajor: boolean,
): EventType | null {
  if (after.status === 'withdrawn') return 'article.withdrawn';
  if (before?.status !== 'published') return 'article.published';
  return isMajor ? 'article.updated' : null;
}

watchFaultsByOwnClock();

async function openFixture(): Promise<LedgerFixture> {
  vi.setSystemTime(Date.UTC(2026, 0, 10));
  const fixture = new LedgerFixture();
  for (const slug of CATEGORIES)
    take(await fixture.ledger.putCategory(buildCategory(slug, { name: slug }), ADMINISTRATOR));
  for (const slug of OFFICES)
    take(await fixture.ledger.putOffice(buildOffice(slug, { name: slug }), ADMINISTRATOR));
  for (const [index, slug] of OFFICIALS.entries()) {
    const terms = [{ ...OPEN_TERM, office: OFFICES[index] ?? null }];
    const official = buildOfficial(slug, { name: `${slug} Person`, terms });
    take(await fixture.ledger.putOfficial(official, false, ADMINISTRATOR));
  }
  return fixture;
}

it('each endpoint is told of exactly what its filter and events want, of a withdrawal if it ever wanted the article', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 20, size: 'max' }), async (list) => {
      const fixture = await openFixture();
      const { ledger } = fixture;
      const hooks: Hook[] = [];
      const ids: string[] = [];
      const seen = new Map<string, Seen[]>();
      const expected: string[] = [];
      for (const taken of list) {
        await fixture.pass(60_000);
        const id = ids[('which' in taken ? taken.which : 0) % Math.max(1, ids.length)] ?? '';
        const before = taken.act === 'create' ? null : ledger.readArticle(id);
        switch (taken.act) {
          case 'restart':
            fixture.restart();
            continue;
          case 'hook': {
            const wish = { url: `https://receiver.example/${hooks.length}`, ...taken.filter };
            const made = take(await ledger.createEndpoint(wish, 'gazette.example', ADMINISTRATOR));
            hooks.push({ id: made.endpoint.id, filter: taken.filter });
            continue;
          }
          case 'create': {
            const input = take(readNewArticle(taken.body, FIXTURE_ORIGIN));
            ids.push(take(await ledger.createArticle(input, ADMINISTRATOR, null)).answer.article.id);
            break;
          }
          case 'withdraw': {
            const options = { reason: null, notify: taken.notify, ifMatch: null };
            await ledger.deleteArticle(id, options, ADMINISTRATOR);
            break;
          }
          case 'change': {
            const change = take(readArticlePatch(taken.body, FIXTURE_ORIGIN));
            await ledger.changeArticle(id, change, null, ADMINISTRATOR);
          }
        }
        const after = ledger.readArticle(before?.id ?? ids.at(-1) ?? '');
        if (after === null || after.revision === before?.revision) continue;
        const states = seen.get(after.id) ?? [];
        const latest: Seen = { article: after, met: new Set() };
        const last = states.at(-1);
        const isMajor = taken.act === 'change' && taken.body.change_note !== undefined;
        const type = nameEvent(before, after, isMajor);
        const isTold = taken.act === 'withdraw' ? taken.notify : (taken.body.notify ?? true);
        seen.set(after.id, [...states, latest]);
        if (type === null || !isTold) continue;
        for (const state of [last, latest]) if (state !== undefined) noteSearches(state, hooks);
        const isForAll = type === 'article.withdrawn' || before?.status === 'withdrawn';
        const audience = isForAll
          ? [...states, latest]
          : [last, latest].filter((state) => state !== undefined);
        for (const hook of hooks) {
          const isAsked = hook.filter.events.some((event) => event === type);
          if (isAsked && audience.some((state) => wants(hook, state)))
            expected.push(`${type} ${after.id} ${after.revision} ${hook.id}`);
        }
      }
      await fixture.pass(60_000);
      const told = fixture.told.flatMap(({ event: { type, articleId, revision }, endpointIds }) =>
        endpointIds.map((endpointId) => `${type} ${articleId} ${revision} ${endpointId}`),
      );
      expect(told.sort()).toEqual(expected.sort());
    }),
    { numRuns: countCases(150) },
  );
});
