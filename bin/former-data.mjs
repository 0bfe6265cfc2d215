/** Data on this machine that another version of the service made, and that this one cannot open. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DELIVERY_MIGRATIONS } from '../src/delivery/schema.ts';
import { LEDGER_MIGRATIONS } from '../src/ledger/schema.ts';

/** @type {Readonly<Record<string, readonly string[]>>} */
const MIGRATIONS = { Ledger: LEDGER_MIGRATIONS, DeliveryQueue: DELIVERY_MIGRATIONS };

/**
 * Lists what must not be started beside: objects of classes that are no more, which would be passed over without a
 * word, and objects with other tables than this version's, which would fail at the first request.
 *
 * @param {string} projectFolder
 * @param {string} stateFolder where wrangler keeps its data
 * @returns {string[]} the paths; none where all is well
 */
export function listFormerData(projectFolder, stateFolder) {
  const settings = readFileSync(join(projectFolder, 'wrangler.toml'), 'utf8');
  const prefix = `${/^name *= *"([^"]+)"/m.exec(settings)?.[1]}-`;
  const classes = [...settings.matchAll(/^\[exports\.(\w+)\]/gm)].map(([, name]) => name);
  const objects = join(stateFolder, 'v3/do');
  if (!existsSync(objects)) return [];
  const folders = readdirSync(objects).filter((entry) => entry.startsWith(prefix));
  return folders.flatMap((entry) => {
    const name = entry.slice(prefix.length);
    const folder = join(objects, entry);
    if (!classes.includes(name)) return [folder];
    const files = readdirSync(folder).filter((file) => /^[0-9a-f]{64}\.sqlite$/.test(file));
    return files
      .map((file) => join(folder, file))
      .filter((file) => !hasTablesOf(file, MIGRATIONS[name] ?? []));
  });
}

/** @param {string} file @param {readonly string[]} migrations */
function hasTablesOf(file, migrations) {
  const kept = new DatabaseSync(file, { readOnly: true });
  const fresh = new DatabaseSync(':memory:');
  try {
    const there = listTables(kept);
    // Made and left before its first request was answered.
    if (!there.has('migrations')) return true;
    const done = Number(kept.prepare('SELECT count(*) AS done FROM migrations').get()?.done);
    for (const statements of migrations.slice(0, done)) fresh.exec(statements);
    // The runtime keeps tables of its own beside ours.
    return [...listTables(fresh)].every(([name, sql]) => there.get(name) === sql);
  } finally {
    kept.close();
    fresh.close();
  }
}

/** Tables and indexes as they were made, but for comments and blanks. @param {DatabaseSync} database */
function listTables(database) {
  const rows = database.prepare('SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL').all();
  return new Map(
    rows.map(({ name, sql }) => [name, String(sql).replace(/--.*$/gm, '').replace(/\s+/g, ' ')]),
  );
}
