/** What strangers may cost: so many questions to the ledger a minute and client, whatever they ask. */

import { BoundedMemory } from '../bounded-memory.ts';
import type { Failure, Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { AppContext } from './app-routes.ts';

/** The limits count by the minute. */
export const LIMIT_SECONDS = 60;

/** What is counted apart: whoever uses up one may still do the others. */
type Purpose = 'read' | 'credential' | 'health' | 'websub';

const TOO_MANY_READS: Failure = { code: 'too_many_reads', retryAfterSeconds: LIMIT_SECONDS };

/** Hashes of tokens and sessions that were somebody's when they were last looked up here. */
const MAX_KNOWN = 10_000;
const known = new BoundedMemory<true>(MAX_KNOWN);

/** Counts a stranger's question to the ledger; the failure where there were too many of them. */
export async function limitReads(c: AppContext, purpose: Purpose = 'read'): Promise<Failure | null> {
  const { success } = await c.env.READ_LIMIT.limit({ key: `${purpose} ${nameClient(c)}` });
  return success ? null : TOO_MANY_READS;
}

/**
 * The holder of a token or session, which `ask` looks up in the ledger; null for nobody. Only what is not known to be
 * somebody's is counted: who guesses locks out nobody else, at the same address neither.
 */
export async function findHolder<Holder>(
  c: AppContext,
  hash: string,
  ask: () => Promise<Holder | null>,
): Promise<Result<Holder | null>> {
  const refusal = known.find(hash) === undefined ? await limitReads(c, 'credential') : null;
  if (refusal !== null) return fail(refusal);
  const holder = await ask();
  if (holder === null) known.drop(hash);
  else {
    known.keep(hash, true, 1);
    c.set('isKnown', true);
  }
  return succeed(holder);
}

/** The client of a request, as limits count it: an address, of IPv6 the network of 64 bits that one customer has. */
export function nameClient(c: AppContext): string {
  const address = c.req.header('cf-connecting-ip') ?? 'local';
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // Cloudflare sends an address; whoever asks a local runtime may send anything.
  const left = Math.max(0, 8 - before.length - after.length);
  const zeros = tail === undefined ? [] : new Array<string>(left).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
