import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const DOCUMENTS = [
  'README.md',
  'OPERATIONS.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'bench/README.md',
];
/** Where a path may begin: ARCHITECTURE speaks of src, the README of the project. */
const ROOTS = ['', 'src', 'src/delivery', 'tests'];
const SOURCE_FOLDERS = ['src', 'browser', 'bin', 'bench', 'tests'];

const read = (name: string) => readFileSync(join(PROJECT, name), 'utf8');
const sources = SOURCE_FOLDERS.flatMap((folder) =>
  readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
).filter((file) => /\.(ts|tsx|mjs|css)$/.test(file));
const names = new Set(sources.flatMap((file) => file.split('/').at(-1) ?? []));
const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const documents = DOCUMENTS.map((name) => ({ name, text: read(name) }));

/** Every match of a pattern's first group, with the document that has it. */
function listMatches(
  pattern: RegExp,
  among = documents,
): { readonly document: string; readonly found: string }[] {
  return among.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].map(([, found = '']) => ({ document: name, found })),
  );
}

const isThere = (path: string) => ROOTS.some((root) => globSync(join(PROJECT, root, path)).length > 0);

describe('a document of the project', () => {
  it('names no file and no folder that does not exist', () => {
    const files = listMatches(/`((?:[\w.*-]+\/)*[\w*-]+\.(?:ts|tsx|mjs|css|md|toml)|(?:[\w-]+\/)+)`/g);
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter(({ found }) => !names.has(found) && !isThere(found))).toEqual([]);
  });

  it('names no command that package.json does not have', () => {
    const commands = listMatches(/npm run ([\w:-]+)/g);
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter(({ found }) => !(found in scripts))).toEqual([]);
  });

  it('names no test that cannot be run, by path or by project', () => {
    const configuration = read('vitest.config.ts');
    const projects = listMatches(/--project ([\w*-]+)/g);
    expect(projects.filter(({ found }) => !configuration.includes(`'${found}'`))).toEqual([]);
    const paths = listMatches(/\b(tests\/[\w./-]*\w)/g);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter(({ found }) => !existsSync(join(PROJECT, found)))).toEqual([]);
  });

  it('leads to no page and no heading that is not there', () => {
    // What stands as code is an example of a link.
    const prose = documents.map(({ name, text }) => ({ name, text: text.replace(/`[^`\n]*`/g, '') }));
    const links = listMatches(/\]\((?!https?:)([^)]+)\)/g, prose);
    expect(links.length).toBeGreaterThan(5);
    const broken = links.filter(({ document, found }) => {
      const [path = '', heading] = found.split('#');
      const target = join(PROJECT, document, '..', path);
      if (!existsSync(target)) return true;
      const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-'),
      );
      return heading !== undefined && !headings.includes(heading);
    });
    expect(broken).toEqual([]);
  });
});

describe('documents for whoever changes the project', () => {
  const inside = documents.filter(({ name }) => ['ARCHITECTURE.md', 'CONTRIBUTING.md'].includes(name));

  it('name no type, function, constant, table or column that the source does not have', () => {
    const text = sources.map(read).join('\n');
    const known = new Set(text.match(/[\w$]+/g));
    // `LedgerCalls`, `FORMATS`, `defineOperation`, `enqueue(event, targets)`, `met_searches`.
    const identifiers = listMatches(
      /`((?:[A-Z]{2}|[A-Z]?[a-z]+[A-Z_])\w+|\w+(?=\())(?:\([^)`]*\))?`/g,
      inside,
    );
    expect(identifiers.length).toBeGreaterThan(10);
    expect(identifiers.filter(({ found }) => !known.has(found))).toEqual([]);
  });

  it('name every command of package.json that somebody is to type', () => {
    const typed = Object.keys(scripts).filter((name) => !/^(prepare|pre\w+|start|test)$/.test(name));
    const named = new Set(listMatches(/npm run ([\w:-]+)/g).map(({ found }) => found));
    expect(typed.filter((name) => !named.has(name))).toEqual([]);
  });
});

describe('the README', () => {
  it('has a row for every setting of wrangler.toml', () => {
    const [, variables = ''] = /^\[vars\]\n([\s\S]*?)^\[/m.exec(read('wrangler.toml')) ?? [];
    const settings = [...variables.matchAll(/^([A-Z_]+) = /gm)].map(([, name]) => name);
    expect(settings.length).toBeGreaterThan(10);
    const rows = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    for (const name of settings)
      expect(
        rows.some((row) => row.split('|')[1]?.includes(`\`${name}\``)),
        name,
      ).toBe(true);
  });
});
