import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../../src');
const TESTS = join(import.meta.dirname, '..');

/** Rooms from the outside in; a file imports from its own room, from rooms of its storey, or from further in. */
const STOREYS: readonly (readonly string[])[] = [
  ['index.ts'],
  ['app.ts'],
  ['http'],
  ['ledger', 'published', 'feed', 'delivery', 'websub', 'extract'],
  ['article', 'file', 'messages'],
];
/** Read by all: what belongs to no room. */
const GROUND = ['failure.ts', 'settings.ts', 'env.ts', 'language-tag.ts', 'paging.ts', 'version.ts'];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const readSource = (file: string) => readFileSync(join(SOURCE, file), 'utf8');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.tsx?$/.test(name),
);
const imports: Import[] = files.flatMap((file) => {
  const text = readSource(file);
  const statements = text.matchAll(/^(?:import|export)( type)?[^;'"]*from\s+['"]([^'"]+)['"]/gm);
  const calls = text.matchAll(/\bimport( type)?\(['"]([^'"]+)['"]\)/g);
  return [...statements, ...calls].map(([, type, target = '']) => ({
    from: file,
    to: target.startsWith('.') ? relative(SOURCE, join(SOURCE, dirname(file), target)) : target,
    isTypeOnly: type !== undefined,
  }));
});

const storeyOf = (path: string) => STOREYS.findIndex((rooms) => rooms.includes(path.split('/')[0] ?? ''));
const show = ({ from, to }: Import) => `${from} imports ${to}`;

/** Files of circles: what is left when whatever imports nothing, or is imported by nothing, has been taken away. */
function findCircles(): string[] {
  const left = new Set(files);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    const inside = imports.filter(({ from, to }) => left.has(from) && left.has(to));
    for (const file of left) {
      if (!inside.some(({ from }) => from === file) || !inside.some(({ to }) => to === file))
        left.delete(file);
    }
  }
  return [...left].sort();
}

describe('the rooms of the house', () => {
  it('import one way: index → app → http → ledger, published, feed, delivery, websub, extract → article, file, messages', () => {
    // Words are said of everything, so they know the shapes of everything.
    const upward = imports.filter(({ from, to, isTypeOnly }) => {
      if (isTypeOnly && from.startsWith('messages/')) return false;
      const [here, there] = [storeyOf(from), storeyOf(to)];
      return here >= 0 && there >= 0 && there < here;
    });
    expect(upward.map(show)).toEqual([]);
  });

  it('hold rooms in article/ that stand one upon the other: content, then directory, then names', () => {
    const inner = ['content', 'directory', 'names'];
    const levelOf = (path: string) => inner.indexOf(/^article\/(\w+)\//.exec(path)?.[1] ?? '');
    const upward = imports.filter(({ from, to }) => {
      const [here, there] = [levelOf(from), levelOf(to)];
      return here >= 0 && there > here;
    });
    expect(files.filter((file) => levelOf(file) >= 0).length).toBeGreaterThan(20);
    expect(upward.map(show)).toEqual([]);
  });

  it('stand on a ground that needs none of them, types of the bindings excepted', () => {
    const needy = imports.filter(
      ({ from, to, isTypeOnly }) => GROUND.includes(from) && storeyOf(to) >= 0 && !isTypeOnly,
    );
    expect(needy.map(show)).toEqual([]);
  });

  it('keep hono in http and app.ts', () => {
    const strayed = imports.filter(
      ({ from, to }) => to.startsWith('hono') && !/^(http\/|app\.ts)/.test(from),
    );
    expect(strayed.map(show)).toEqual([]);
  });

  it('keep the platform out of feeds and articles', () => {
    const strayed = imports.filter(
      ({ from, to }) =>
        /^(feed|article|extract|file)\//.test(from) &&
        (/^(hono|cloudflare:|node:)/.test(to) || to === 'env.ts'),
    );
    expect(strayed.map(show)).toEqual([]);
  });

  it('have no circle of imports, types included, within rooms or across', () => {
    expect(findCircles()).toEqual([]);
  });

  it('have no snake_case in ledger and hub but in SQL: its rows are named as everything else is', () => {
    const types = /exec<((?:[^<>]|<[^<>]*>)*)>\(|type \w*Row\w* = (\{[\s\S]*?\n\};)/g;
    const rows = files
      .filter((file) => /^(ledger|websub)\//.test(file))
      .flatMap((file) => [...readSource(file).matchAll(types)].map(([row]) => ({ file, row })));
    expect(rows.length).toBeGreaterThan(50);
    const strayed = rows.flatMap(({ file, row }) =>
      (row.match(/\b[a-z]+_\w+(?=\??:)/g) ?? []).map((name) => `${file}: ${name}`),
    );
    expect(strayed).toEqual([]);
  });

  it('answer with every code of a failure, and so in every language say nothing that nobody hears', () => {
    const told = ['failure.ts', 'http/problem.ts', 'messages/problems.ts'];
    const answers = files.filter((file) => !told.includes(file)).map(readSource);
    const codes = [...readSource('failure.ts').matchAll(/\{ code: '(\w+)'/g)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(100);
    const unheard = codes.filter((code) => {
      // Some are put together of what an entry of the directory is.
      const ofKind = code.replace(/^(?:category|official|office)_/, '$' + '{kind}_');
      return !answers.some((text) => text.includes(`'${code}'`) || text.includes(`\`${ofKind}\``));
    });
    expect(unheard).toEqual([]);
  });

  it('decide by what another program says in words only where it gives no code, in one file of each program', () => {
    const said = String.raw`(?:\w+\.)*(?:message|errmsg|description|detail|reason|body|stack|sentence)\b`;
    const read = new RegExp(
      String.raw`\.(?:test|exec)\(${said}|${said}[\w.()]*\.(?:includes|match|startsWith|endsWith|search|indexOf)\(['"/][^'"]*[a-z]{3}|(?<!typeof )\b${said} [!=]== ['"]\w`,
    );
    // A page or a pasted text is what `extract` is there to read.
    const reading = files.filter((file) => !file.startsWith('extract/') && read.test(readSource(file)));
    expect(reading.sort()).toEqual([
      'delivery/failure.ts',
      'delivery/format/dingtalk.ts',
      'delivery/format/teams.ts',
      'delivery/format/telegram.ts',
      'delivery/format/wecom.ts',
      'http/fallback.ts',
    ]);
  });

  // V8 compiles patterns without its optimisations once it has compiled a megabyte of them, and then reads alternatives by
  // the flags of the whole: 1:36 p.m. lost its half of the day.
  it('give no part of a pattern flags of its own', () => {
    expect(files.filter((file) => /\(\?[ims]*-?[ims]+:/.test(readSource(file)))).toEqual([]);
  });

  it('ask no clock and no chance in feeds, in articles, and where signatures and retries are decided', () => {
    const pure = files.filter((file) =>
      /^(feed|article|extract|file)\/|^delivery\/(event-body|failure|message|outcome|schedule|shard|sign|target)\.ts$/.test(
        file,
      ),
    );
    const asking = pure.filter((file) =>
      /Date\.now\(|new Date\(\)|Math\.random\(|getRandomValues|randomUUID/.test(readSource(file)),
    );
    expect(asking).toEqual([]);
  });
});

describe('the tests', () => {
  it('wait for what is to come as long as any machine needs: no limit of a second', () => {
    const tests = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(tests.length).toBeGreaterThan(100);
    const impatient = tests.filter((name) =>
      /vi\.wait(?:For|Until)\(|poll\([^;]*timeout: /.test(readFileSync(join(TESTS, name), 'utf8')),
    );
    expect(impatient).toEqual([]);
  });
});
