import { describe, expect, it } from 'vitest';
import {
  buildOfficial,
  MAX_DIRECTORY_CATEGORIES,
  MAX_DIRECTORY_OFFICIALS,
  MAX_OFFICIALS_CHARACTERS,
  OPEN_TERM,
} from '../../../src/article/directory/directory.ts';
import { FIRST_ADMINISTRATOR } from '../../../src/ledger/actor.ts';
import { findFirstAnswer, keepAnswer, MAX_KEYS } from '../../../src/ledger/articles/idempotency.ts';
import { listAuditLog, MAX_AUDIT_ENTRIES, recordChange } from '../../../src/ledger/audit-log.ts';
import { listOfficials } from '../../../src/ledger/directory.ts';
import { deleteEntry, putCategory, putOfficial } from '../../../src/ledger/directory-changes.ts';
import {
  findSessionActor,
  insertSession,
  insertToken,
  listTokens,
  MAX_TOKENS,
} from '../../../src/ledger/tokens.ts';
import { openLedgerHarness } from '../../support/ledger-harness.ts';

const DAY_SECONDS = 24 * 3600;

describe('what is kept for callers is bounded:', () => {
  it('idempotency keys by age and by number, the newest of which hold', () => {
    const at = openLedgerHarness();
    const request = (number: number) => ({ tokenId: 'a', key: `key-${number}`, bodyDigest: 'same' });
    const find = (seconds: number, number: number) => findFirstAnswer(at(seconds), request(number));
    for (let number = 0; number <= MAX_KEYS; number++) keepAnswer(at(1), request(number), `answer ${number}`);
    expect(find(2, 0)).toEqual({ ok: true, value: null });
    expect(find(2, 1)).toEqual({ ok: true, value: 'answer 1' });
    expect(findFirstAnswer(at(2), { ...request(1), bodyDigest: 'other' })).toMatchObject({ ok: false });
    expect(find(DAY_SECONDS, MAX_KEYS)).toEqual({ ok: true, value: `answer ${MAX_KEYS}` });
    expect(find(DAY_SECONDS + 1, MAX_KEYS)).toEqual({ ok: true, value: null });
  });

  it('categories and officials by their number, while those there may change', () => {
    const at = openLedgerHarness();
    const category = (number: number, name = 'Roads') =>
      putCategory(at(0), { slug: `c${number}`, name, description: null });
    const official = (number: number) => putOfficial(at(0), buildOfficial(`o${number}`, { name: 'Ann Lee' }));
    for (let number = 0; number < MAX_DIRECTORY_CATEGORIES; number++) category(number);
    for (let number = 0; number < MAX_DIRECTORY_OFFICIALS; number++) official(number);
    expect(category(MAX_DIRECTORY_CATEGORIES)).toMatchObject({ failure: { code: 'too_many_categories' } });
    expect(official(MAX_DIRECTORY_OFFICIALS)).toMatchObject({ failure: { code: 'too_many_officials' } });
    expect(category(0, 'Streets')).toEqual({ ok: true, value: false });
  });

  it('officials by what they are together, which shorter ones and deleted ones give free', () => {
    const at = openLedgerHarness();
    const put = (number: number, terms: number) => {
      const term = { ...OPEN_TERM, role: 'Mayor '.repeat(30), endReason: 'Elections '.repeat(20) };
      const body = { name: 'Ann Lee', terms: Array.from({ length: terms }, () => term) };
      return putOfficial(at(0), buildOfficial(`o${number}`, body));
    };
    let count = 0;
    while (put(count, 50).ok) count += 1;
    expect(put(count, 50)).toMatchObject({
      failure: { code: 'officials_too_large', maxCharacters: MAX_OFFICIALS_CHARACTERS },
    });
    const characters = JSON.stringify(listOfficials(at(0))).length;
    expect(characters).toBeGreaterThan(MAX_OFFICIALS_CHARACTERS * 0.9);
    expect(characters).toBeLessThan(MAX_OFFICIALS_CHARACTERS * 1.01);
    expect(put(0, 1).ok).toBe(true);
    expect(put(count, 50).ok).toBe(true);
    expect(put(0, 50).ok).toBe(false);
    expect(deleteEntry(at(0), 'official', 'o1').ok).toBe(true);
    expect(put(0, 50).ok).toBe(true);
  });

  it('tokens by their number', () => {
    const at = openLedgerHarness();
    const make = (number: number) =>
      insertToken(
        at(0),
        { name: 'One of many', role: 'editor', hash: `hash ${number}` },
        FIRST_ADMINISTRATOR,
      );
    for (let number = 0; number < MAX_TOKENS; number++) expect(make(number).ok).toBe(true);
    expect(make(MAX_TOKENS)).toEqual({
      ok: false,
      failure: { code: 'too_many_tokens', maximum: MAX_TOKENS },
    });
    expect(listTokens(at(0))).toHaveLength(MAX_TOKENS);
  });

  it('the audit log by its number, the newest of which stay', () => {
    const at = openLedgerHarness();
    const record = (number: number) =>
      recordChange(at(number), FIRST_ADMINISTRATOR, {
        subject: 'category',
        id: `c${number}`,
        name: 'Roads',
        action: 'changed',
        fields: ['name'],
      });
    for (let number = 0; number <= MAX_AUDIT_ENTRIES; number++) record(number);
    const { entries } = listAuditLog(at(0), {
      subjects: ['category'],
      id: null,
      before: null,
      limit: 2 * MAX_AUDIT_ENTRIES,
    });
    expect(entries).toHaveLength(MAX_AUDIT_ENTRIES);
    expect(entries[0]?.id).toBe(`c${MAX_AUDIT_ENTRIES}`);
    expect(entries.at(-1)?.id).toBe('c1');
  });

  it('sessions of a token by their number, the oldest of which end', () => {
    const at = openLedgerHarness();
    insertToken(at(0), { name: 'Shared', role: 'editor', hash: 'hash' }, FIRST_ADMINISTRATOR);
    const [token] = listTokens(at(0));
    const tokenId = token?.id ?? '';
    for (let number = 0; number < 250; number++) {
      insertSession(at(number), { hash: `session ${number}`, tokenId, tokenHash: 'hash' });
    }
    const open = Array.from({ length: 250 }, (_, number) => number).filter(
      (number) => findSessionActor(at(250), `session ${number}`, '') !== null,
    );
    expect(open).toEqual(Array.from({ length: 100 }, (_, index) => 150 + index));
  });
});
