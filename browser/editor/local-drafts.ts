/** Texts that this browser keeps while they are written: one for each article, until the server has it. */

const PREFIX = 'gazette-draft ';

export type Entries = readonly (readonly [name: string, value: string])[];

export interface LocalDraft {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly title: string;
  readonly entries: Entries;
}

/** Keeps a text; a browser that has no room left says so. */
export function keepDraft(key: string, draft: LocalDraft): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Finds a text by its article's id or by the key of one that is not saved yet. */
export function findDraft(key: string): LocalDraft | null {
  const text = localStorage.getItem(PREFIX + key);
  if (text === null) return null;
  try {
    const draft = JSON.parse(text) as LocalDraft;
    return Array.isArray(draft.entries) ? draft : null;
  } catch {
    return null;
  }
}

export function dropDraft(key: string): void {
  localStorage.removeItem(PREFIX + key);
}

/** Every text that is kept, the newest first. */
export function listDrafts(): { readonly key: string; readonly draft: LocalDraft }[] {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .flatMap((name) => {
      const key = name.slice(PREFIX.length);
      const draft = findDraft(key);
      return draft === null ? [] : [{ key, draft }];
    })
    .sort((one, other) => other.draft.at - one.draft.at);
}
