/** Texts that this browser keeps while they are written: one for each article, until the server has it. */

const PREFIX = 'gazette-draft ';

export type Entries = readonly (readonly [name: string, value: string])[];

export interface LocalDraft {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly title: string;
  readonly entries: Entries;
}

/** Somebody signs out of a browser that others may use: nothing is kept any more. */
let isClosed = false;

/** null in a browser that keeps nothing: its storage is switched off. */
function openStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Keeps a text; false where it could not: there is no room left, or no storage at all. */
export function keepDraft(key: string, draft: LocalDraft): boolean {
  if (isClosed) return false;
  try {
    const storage = openStorage();
    storage?.setItem(PREFIX + key, JSON.stringify(draft));
    return storage !== null;
  } catch {
    return false;
  }
}

/** Finds a text by its article's id or by the key of one that is not saved yet. */
export function findDraft(key: string): LocalDraft | null {
  const text = openStorage()?.getItem(PREFIX + key) ?? null;
  if (text === null) return null;
  try {
    const draft = JSON.parse(text) as LocalDraft;
    return Array.isArray(draft.entries) ? draft : null;
  } catch {
    return null;
  }
}

/** Forgets the text of one form. */
export function dropDraft(key: string): void {
  openStorage()?.removeItem(PREFIX + key);
}

/** Forgets every text, and keeps no other from here on. */
export function dropAllDrafts(): void {
  isClosed = true;
  for (const { key } of listDrafts()) dropDraft(key);
}

/** Every text that is kept, the newest first. */
export function listDrafts(): { readonly key: string; readonly draft: LocalDraft }[] {
  return Object.keys(openStorage() ?? {})
    .filter((name) => name.startsWith(PREFIX))
    .flatMap((name) => {
      const key = name.slice(PREFIX.length);
      const draft = findDraft(key);
      return draft === null ? [] : [{ key, draft }];
    })
    .sort((one, other) => other.draft.at - one.draft.at);
}
