import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideChange, decideNewEndpoint } from '../../../../src/ledger/webhooks/endpoint-rules.ts';
import { countCases } from '../../../support/cases.ts';
import { makeEndpoint } from '../../../support/endpoints.ts';
import { CHATS } from '../../delivery/format/messages.ts';

const RULES = { allowPrivate: false, ownHosts: ['gazette.example'] };
const ENDPOINT = makeEndpoint({ secret: `whsec_${btoa('k'.repeat(24))}` });

const decide = (wish: Parameters<typeof decideChange>[0]) => decideChange(wish, ENDPOINT, RULES);

test('a change names what it changes alone', () => {
  expect(decide({ description: 'With a name' })).toEqual({ ok: true, value: { description: 'With a name' } });
  const { url, format, state } = ENDPOINT;
  expect(decide({ url, format, state, categories: ['roads'] })).toEqual({
    ok: true,
    value: { categories: ['roads'] },
  });
  expect(decide({ url: 'https://receiver.example/other' })).toEqual({
    ok: true,
    value: { url: 'https://receiver.example/other' },
  });
  expect(decide({ url: 'https://hooks.slack.com/services/T0/B0/x' })).toMatchObject({
    value: { format: 'slack', secret: null },
  });
});

const FORMATS_FOLDER = join(import.meta.dirname, '../../../../src/delivery/format');

/** Every host that formats know, and one below each name that stands for many. */
function listKnownHosts(): string[] {
  const hosts = new Set<string>();
  for (const file of readdirSync(FORMATS_FOLDER)) {
    const source = readFileSync(join(FORMATS_FOLDER, file), 'utf8');
    for (const [, host = ''] of source.matchAll(/'(\.?(?:[a-z0-9-]+\.)+[a-z]{2,})'/g)) {
      hosts.add(host.startsWith('.') ? `town${host}` : host);
    }
  }
  return [...hosts];
}

test('an address is the same however its host is spelt, at every known service', () => {
  const hosts = listKnownHosts();
  for (const { url, adapter } of CHATS) {
    const { hostname } = new URL(url);
    if (adapter.isHostBound) expect(hosts).toContain(hostname);
  }
  const paths = CHATS.map(({ url }) => new URL(url)).map(({ pathname, search }) => `${pathname}${search}`);
  const spellings: readonly ((host: string) => string)[] = [
    (host) => `${host}.`,
    (host) => `${host.toUpperCase()}.`,
    (host) => `${host.replaceAll('.', '。')}。`,
    (host) => `${host}.:443`,
  ];
  const formats = fc.constantFrom(null, ...CHATS.map(({ name }) => name), 'standard' as const);
  fc.assert(
    fc.property(
      fc.constantFrom('receiver.example', ...hosts),
      fc.constantFrom('/', '/hooks/1', ...paths),
      fc.constantFrom(...spellings),
      formats,
      fc.boolean(),
      (host, path, spell, format, allowPrivate) => {
        const rules = { ...RULES, allowPrivate };
        const [plain, spelt] = [`https://${host}${path}`, `https://${spell(host)}${path}`];
        const secret = `whsec_${btoa('m'.repeat(24))}`;
        const wishes = [plain, spelt].map((url) => (format === null ? { url } : { url, format }));
        const [made, madeSpelt] = wishes.map((wish) => decideNewEndpoint(wish, rules, secret));
        expect(madeSpelt).toEqual(made);
        const [changed, changedSpelt] = wishes.map((wish) => decideChange(wish, ENDPOINT, rules));
        expect(changedSpelt).toEqual(changed);
      },
    ),
    { numRuns: countCases(20_000) },
  );
});
