import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../src/messages/editor');
/** Not spread among the others: it has a name of its own there. */
const APART = 'SCRIPT_TEXTS';

it('no two parts of the editor’s words have the same key, for one would hide the other', async () => {
  const keys: string[] = [];
  for (const file of readdirSync(FOLDER)) {
    const parts = Object.entries((await import(join(FOLDER, file))) as Record<string, unknown>);
    for (const [name, part] of parts) {
      if (name !== APART && part instanceof Object && 'english' in part)
        keys.push(...Object.keys(part.english as object));
    }
  }
  expect(keys).toContain('newArticle');
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
