/**
 * What reading remembers, and the one rule for when it is stale. There are two memories: what is known of each document,
 * and the answers that feeds were made into.
 *
 * The rule: what somebody told is good for as long as its kind is (`Freshness`), counted from when they were asked, and
 * not beyond a change that was made through this very Worker. What is older is given only where asking fails. An answer
 * is good as long as what is known of its document names the version that it was made of.
 */

import type { Filter, Scope } from '../article/filter.ts';
import { BoundedMemory } from '../bounded-memory.ts';
import type { FeedFormat } from '../feed/address.ts';
import type { Settings } from '../settings.ts';
import type { FeedSummary } from './document.ts';

interface Freshness {
  /** How long it answers without asking again. */
  readonly freshMs: number;
  /** From then on, how long one asks and the others are answered as before: or a whole rush would ask at once. */
  readonly handedOnMs: number;
}

/**
 * Of feeds. A change shows at once where it was made (`forgetEverything`); in other places KV itself may be a minute
 * stale, and half a second more is nothing.
 */
export const FRESHNESS_OF_STORE: Freshness = { freshMs: 500, handedOnMs: 500 };
/** Filters without a document of their own are as old as a minute; the ledger is asked for them under a limit. */
const FRESHNESS_OF_LEDGER: Freshness = { freshMs: 60_000, handedOnMs: 0 };
/** Asked for each time, and remembered for when that fails. */
export const NEVER_FRESH: Freshness = { freshMs: 0, handedOnMs: 0 };

/** What is known of one document. */
export interface Known {
  /** What was told last: of a feed in the store its summary, of all else the whole. */
  readonly told: unknown;
  /** The document as it was last read whole; undefined where nobody needed it yet. */
  readonly document: unknown;
  readonly characters: number;
  readonly freshness: Freshness;
  /** Epoch milliseconds. */
  readonly askedAt: number;
}

/** Which feed is asked for, in which format, with which settings. */
export interface FeedRequest {
  readonly settings: Settings;
  readonly filter: Filter;
  readonly format: FeedFormat;
  /** The canonical path and query. */
  readonly path: string;
  /** The `before` cursor; null on the first page. */
  readonly cursor: string | null;
  /** Where the published store has it; null where only the ledger does. */
  readonly scope: Scope | null;
  /** The name of what is known of its document. */
  readonly source: string;
}

/** What the address of a feed is answered with. */
export interface FeedAnswer {
  readonly request: FeedRequest;
  /** What was known of the document when this was made. */
  readonly known: FeedSummary;
  readonly headers: Readonly<Record<string, string>> & { readonly etag: string };
  /** Null until somebody wants more than 304. */
  readonly bytes: Uint8Array | null;
}

/** Characters of JSON, of which a document may have two million; an isolate has 128 MB for everything. */
const MAX_DOCUMENT_CHARACTERS = 16_000_000;
/** A town's feeds of 100 kB in three formats need a tenth of this. */
const MAX_ANSWER_BYTES = 24_000_000;
/** What remembering anything takes besides its text: names, headers, dates. */
const ENTRY_SIZE = 1_000;

/**
 * So long after a change through here the store may be without it: it takes a document once a second. What takes longer
 * is a fault, and shown as the store has it.
 */
const BEHIND_MS = 5_000;

/** Documents of which it is remembered; a change leaves a few. */
const MAX_AWAITED = 10_000;

/** A key in the Cache API is a URL; this one is nobody's. */
const CACHE_ORIGIN = 'https://ledger.invalid';
/** Header of what is in the Cache API: when the ledger was asked for it, epoch milliseconds. */
const ASKED_AT = 'x-asked-at';

const documents = new BoundedMemory<Known>(MAX_DOCUMENT_CHARACTERS);
const answers = new BoundedMemory<FeedAnswer>(MAX_ANSWER_BYTES);
/** Counts changes through here: what was asked for before one and arrives after it is not remembered. */
let changes = 0;
/** When everything was changed last, epoch milliseconds: the Cache API may still have what was asked for before. */
let changedAt = Number.NEGATIVE_INFINITY;
/** When the ledger told last, after a change through here, that a document is still to be written to the store. */
const unwritten = new BoundedMemory<number>(MAX_AWAITED);

/** A question to the store or the ledger, noted before it goes out. */
export interface Asking {
  readonly askedAt: number;
  readonly changesBefore: number;
}

/** Notes a question that goes out now, epoch milliseconds. */
export function beginAsking(now: number): Asking {
  return { askedAt: now, changesBefore: changes };
}

/** What is known without asking; null where whoever wants to know must ask. `now` is epoch milliseconds. */
export function recall(name: string, now: number): Known | null {
  const known = documents.find(name);
  if (known === undefined) return null;
  const { askedAt, freshness } = known;
  const age = now - askedAt;
  // Younger than nothing: the clock was set back since.
  if (age < 0 || age >= freshness.freshMs + freshness.handedOnMs) return null;
  if (age < freshness.freshMs) return known;
  keep(name, { ...known, askedAt: now });
  return null;
}

/** The document as it was read last, however old: for when asking fails, or tells that it is still the same. */
export function recallDocument(name: string): unknown {
  return documents.find(name)?.document;
}

/** Remembers what the store or the ledger told; of a document that was not read whole, the one that was read before stays. */
export function remember(
  name: string,
  asking: Asking,
  freshness: Freshness,
  found: {
    readonly told: unknown;
    readonly whole?: { readonly document: unknown; readonly characters: number };
  },
): void {
  if (asking.changesBefore !== changes) return;
  const { told, whole = documents.find(name) } = found;
  const { document, characters = 0 } = whole ?? {};
  keep(name, { told, document, characters, freshness, askedAt: asking.askedAt });
}

function keep(name: string, known: Known): void {
  documents.keep(name, known, ENTRY_SIZE + name.length + known.characters);
}

/** Forgets a document that is not there. */
export function forgetMissing(name: string): void {
  documents.drop(name);
}

/** Forgets a document that was written through here, and whatever is being asked for meanwhile. */
export function forgetChanged(name: string): void {
  changes += 1;
  documents.drop(name);
}

/** Forgets every document: something was changed through this very Worker, and what was withdrawn is not shown either. */
export function forgetEverything(): void {
  changes += 1;
  changedAt = Date.now();
  documents.clear();
}

/**
 * Notes what the ledger told, after a change through here, of what it is still to write to the store. What it told of
 * others stays: answers may overtake each other. `now` is epoch milliseconds.
 */
export function noteUnwritten(names: readonly string[], now: number): void {
  for (const name of names) unwritten.keep(name, now, 1);
}

/** Notes that the store has a document as the last change through here made it. */
export function noteWritten(name: string): void {
  unwritten.drop(name);
}

/** Whether the store may have a document as it was before a change through here. `now` is epoch milliseconds. */
export function isStoreBehind(name: string, now: number): boolean {
  const toldAt = unwritten.find(name);
  return toldAt !== undefined && Math.abs(now - toldAt) < BEHIND_MS;
}

/** A page of the ledger that was asked for within the last minute, here or elsewhere in the data centre; else null. */
export async function recallPage(name: string, now: number): Promise<Pick<Known, 'document'> | null> {
  const known = recall(name, now);
  if (known !== null) return known;
  const cached = await caches.default.match(CACHE_ORIGIN + name);
  if (cached === undefined) return null;
  const asking = beginAsking(Number(cached.headers.get(ASKED_AT)));
  const age = now - asking.askedAt;
  if (asking.askedAt <= changedAt || age < 0 || age >= FRESHNESS_OF_LEDGER.freshMs) {
    cached.body?.cancel().catch(() => {});
    return null;
  }
  const text = await cached.text();
  const document: unknown = JSON.parse(text);
  remember(name, asking, FRESHNESS_OF_LEDGER, {
    told: document,
    whole: { document, characters: text.length },
  });
  return { document };
}

/** Remembers a page of the ledger, here and for the data centre. */
export async function rememberPage(name: string, asking: Asking, page: unknown): Promise<void> {
  const text = JSON.stringify(page);
  remember(name, asking, FRESHNESS_OF_LEDGER, {
    told: page,
    whole: { document: page, characters: text.length },
  });
  const headers = {
    'cache-control': `max-age=${FRESHNESS_OF_LEDGER.freshMs / 1000}`,
    [ASKED_AT]: String(asking.askedAt),
  };
  await caches.default.put(CACHE_ORIGIN + name, new Response(text, { headers }));
}

/** The answer that is remembered of the canonical path and query of a feed. */
export function findAnswer(path: string): FeedAnswer | undefined {
  return answers.find(path);
}

/** Remembers an answer in the place of the one before. */
export function keepAnswer(answer: FeedAnswer): void {
  const { path } = answer.request;
  answers.keep(path, answer, ENTRY_SIZE + path.length + (answer.bytes?.length ?? 0));
}
