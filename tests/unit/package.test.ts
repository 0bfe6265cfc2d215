import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/version.ts';

const PROJECT = join(import.meta.dirname, '../..');
const FOLDERS = ['src', 'browser', 'bin', 'bench', 'tests'];
/** What the runtime or a tool provides under a name that no package has. */
const PROVIDED = /^(cloudflare:|node:)/;

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version: string;
        readonly dependencies?: Readonly<Record<string, string>>;
        readonly resolved?: string;
      }
    >
  >;
}

const read = (name: string) => readFileSync(join(PROJECT, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const lock = JSON.parse(read('package-lock.json')) as Lock;

/** Every module that the sources of a folder import by name, with the file that does. */
function listImports(folder: string): readonly { readonly file: string; readonly name: string }[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
    .flatMap((file) =>
      [
        ...read(join(folder, file)).matchAll(
          /^(?:import |(?:import|export|\}) .*\bfrom |\} from )'([^'.][^']*)'/gm,
        ),
      ].map(([, specifier = '']) => ({ file: join(folder, file), name: specifier })),
    );
}

/** `@scope/name/part` and `name/part` are parts of a package. */
const findPackage = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

describe('package.json', () => {
  it('names every package that any source imports', () => {
    const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
    const imports = FOLDERS.flatMap(listImports).filter(
      ({ name }) => !PROVIDED.test(name) && !isBuiltin(name),
    );
    expect(imports.length).toBeGreaterThan(100);
    const isDeclared = (name: string) => declared.has(name) || declared.has(`@types/${name}`);
    expect(imports.filter(({ name }) => !isDeclared(findPackage(name)))).toEqual([]);
  });

  it('has esbuild at the version that wrangler brings, so that there is one', () => {
    expect(manifest.devDependencies.esbuild).toBe(
      lock.packages['node_modules/wrangler']?.dependencies?.esbuild,
    );
  });

  it('has the rolldown that vitest brings, so that there is one', () => {
    const copies = Object.keys(lock.packages).filter((path) => path.endsWith('node_modules/rolldown'));
    expect(copies).toEqual(['node_modules/rolldown']);
  });

  it('has the version that /health tells', () => {
    expect(VERSION).toBe(manifest.version);
  });
});

describe('package-lock.json', () => {
  it('says of no package from which host it came', () => {
    const packages = Object.values(lock.packages);
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
