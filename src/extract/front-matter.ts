/** Front matter: the values between two fences with which site generators begin a text, in YAML, TOML or JSON. */

import { FAILSAFE_SCHEMA, type LoadOptions, load, loadAll, YAMLException } from 'js-yaml';
import { parse as parseToml, TomlError } from 'smol-toml';

/** A value as it was written: whatever YAML or TOML would make of it (a number, a date, a truth), it is a text here. */
export type FrontMatterValue =
  | string
  | readonly FrontMatterValue[]
  | { readonly [name: string]: FrontMatterValue };

/** Names and values in the order of the text; null and empty values are left out. */
export type FrontMatter = ReadonlyMap<string, FrontMatterValue>;

export type SplitText =
  /** `frontMatter` is empty where the text has none; `rest` is then the text whole. */
  | { readonly ok: true; readonly frontMatter: FrontMatter; readonly rest: string }
  | { readonly ok: false; readonly failure: FrontMatterFailure };

/** `line` counts from 1 in the text; `reason` is what the reader of YAML or TOML says. */
export type FrontMatterFailure =
  | { readonly code: 'front_matter_unclosed' | 'front_matter_too_long' | 'front_matter_is_program' }
  | { readonly code: 'front_matter_malformed'; readonly line: number; readonly reason: string }
  | { readonly code: 'front_matter_has_alias'; readonly line: number };

/** Several times the longest that anybody writes by hand. */
const MAX_CHARACTERS = 16 * 1024;
/** Lists in maps in maps; hand-written front matter has four levels at most. */
const MAX_DEPTH = 20;

/**
 * `---` or more and `+++`, with a language behind them as Eleventy allows, or Hugo's JSON, whose first brace has a line of
 * its own; a few empty lines may be before them.
 */
const START =
  /^\uFEFF?(?:[ \t]*\r?\n){0,20}(?:(?<fence>---|\+\+\+)-*(?<language>yaml|toml|json|js|javascript)?[ \t]*\r?\n|(?=\{[ \t]*\r?\n))/;
const END = {
  '---': /(?<![^\n])(?:-{3,}|\.\.\.)[ \t]*(?:\r?\n|$)/,
  '+++': /(?<![^\n])\+\+\+[ \t]*(?:\r?\n|$)/,
  '{': /(?<![^\n])\}[ \t]*(?:\r?\n|$)/,
};

/**
 * Takes the front matter off a text. Two rules with a paragraph between them are none. Aliases, which can make a large
 * document of a small one, are refused.
 */
export function splitFrontMatter(text: string): SplitText {
  const start = START.exec(text);
  if (start === null) return splitUnfenced(text) ?? splitHeaderLines(text);
  const { fence = '{', language } = start.groups ?? {};
  const begun = text.slice(start[0].length, start[0].length + MAX_CHARACTERS);
  const end = END[fence as keyof typeof END].exec(begun);
  if (end === null) {
    // A text may begin with a rule or a brace.
    if (!/^\s*["\w-]+\s*[:=]/.test(begun.replace(/^\{/, '')))
      return { ok: true, frontMatter: new Map(), rest: text };
    const isWhole = text.length <= start[0].length + MAX_CHARACTERS;
    return { ok: false, failure: { code: isWhole ? 'front_matter_unclosed' : 'front_matter_too_long' } };
  }
  if (language === 'js' || language === 'javascript')
    return { ok: false, failure: { code: 'front_matter_is_program' } };
  const isToml = language === 'toml' || (fence === '+++' && language === undefined);
  const source = fence === '{' ? begun.slice(0, end.index + 1) : begun.slice(0, end.index);
  const read = isToml ? readToml(source) : readYamlOrLoose(source);
  if (!read.ok) {
    const { reason } = read;
    const line = read.line + start[0].split('\n').length - 1;
    const failure: FrontMatterFailure =
      reason === null
        ? { code: 'front_matter_has_alias', line }
        : { code: 'front_matter_malformed', line, reason };
    return { ok: false, failure };
  }
  const value = toPlain(read.value);
  if (value !== null && (typeof value === 'string' || Array.isArray(value)))
    return { ok: true, frontMatter: new Map(), rest: text };
  return {
    ok: true,
    frontMatter: new Map(Object.entries(value ?? {})),
    rest: text.slice(start[0].length + end.index + end[0].length),
  };
}

/** What ends in a fence and begins with none, as Hexo takes it; without a title in it, it is text. */
function splitUnfenced(text: string): SplitText | null {
  const begun = text.slice(0, MAX_CHARACTERS);
  const end = END['---'].exec(begun);
  const source = begun.slice(0, end?.index ?? 0);
  if (end === null || !/^\s*[a-z][\w-]*:/.test(source) || !/^[ \t]*title:/m.test(source)) return null;
  const read = readYamlOrLoose(source);
  const value = read.ok ? toPlain(read.value) : null;
  if (value === null || typeof value === 'string' || !('title' in value)) return null;
  const frontMatter = new Map(Object.entries(value));
  return { ok: true, frontMatter, rest: text.slice(end.index + end[0].length) };
}

/** `Title: …` in the first column and what is indented below it, up to an empty line or the fence that Hexo has there. */
const HEADER_LINES =
  /^\uFEFF?((?:[A-Za-z][\w-]*:(?:[ \t].*)?(?:\r?\n(?: {4}|\t)[ \t]*\S.*)*(?:\r?\n|$))+)(?:(?:---)?[ \t]*\r?\n|$)/;

/** Lines without fences, as Pelican and MultiMarkdown have them; without a title among them they are text. */
function splitHeaderLines(text: string): SplitText {
  const [whole = '', lines = ''] = HEADER_LINES.exec(text.slice(0, MAX_CHARACTERS)) ?? [];
  const frontMatter = new Map(
    [...lines.matchAll(/^([\w-]+):(.*(?:\r?\n[ \t].*)*)/gm)].flatMap(([, name = '', value = '']) => {
      const plain = value.replace(/\s+/g, ' ').trim();
      return plain === '' ? [] : [[name.toLowerCase(), plain] as const];
    }),
  );
  if (!frontMatter.has('title')) return { ok: true, frontMatter: new Map(), rest: text };
  return { ok: true, frontMatter, rest: text.slice(whole.length) };
}

type Read =
  | { readonly ok: true; readonly value: unknown }
  /** `reason` null: nothing but an alias is wrong. */
  | { readonly ok: false; readonly line: number; readonly reason: string | null };

/**
 * A second time with brackets, quotations and indents as the rules want them, and of two values with one name the last, as
 * Jekyll takes it, where the first reading failed: people write it so.
 */
function readYamlOrLoose(source: string): Read {
  const strict = readYaml(source);
  if (strict.ok) return strict;
  if (readYaml(source, { maxAliases: -1 }).ok) return { ...strict, reason: null };
  const loose = readYaml(quoteValues(indentBrackets(indentQuotations(spaceNames(source)))), { json: true });
  return loose.ok ? loose : strict;
}

/** Tabs, which YAML forbids, indent as two spaces each, as Hexo has it; `title:Bridge` gets the one that it lacks. */
function spaceNames(source: string): string {
  return source
    .replace(/^\t+/gm, (tabs) => '  '.repeat(tabs.length))
    .replace(/^([\w-]+:)(?=[^\s:/])/gm, '$1 ');
}

/** `tags: [` and its items and end in the first column: the lines up to the end are moved in. */
function indentBrackets(source: string): string {
  let depth = 0;
  return source
    .split('\n')
    .map((line) => {
      const isInside = depth > 0;
      if (isInside || OPENS_BRACKET.test(line)) {
        const plain = line.replace(QUOTED, '');
        depth += (plain.match(/[[{]/g) ?? []).length - (plain.match(/[\]}]/g) ?? []).length;
      }
      return isInside ? `  ${line}` : line;
    })
    .join('\n');
}

/** `excerpt: "` and lines in the first column up to the quotation mark that ends it: they are moved in. */
function indentQuotations(source: string): string {
  return source.replace(QUOTED_VALUE, (value) => value.replace(/\n(?=\S)/g, '\n  '));
}

/** `title: Council: budget passed`, and what begins with a sign that YAML keeps for itself: they get quotation marks. */
function quoteValues(source: string): string {
  return source.replace(
    /^([\w-]+:[ \t]+(?![\s"'[{|>&*!#])(?=.*:[ \t])|[ \t]*(?:[\w-]+:|-)[ \t]+(?=[`@%]))(.*)$/gm,
    (_, name: string, text: string) => `${name}'${text.trim().replaceAll("'", "''")}'`,
  );
}

const QUOTED_VALUE = /^[\w-]+:[ \t]*(?:"(?:[^"\\]|\\.)*"|'[^']*')/gm;
const OPENS_BRACKET = /^(?:[\w\s-]+:|\s*-)\s*[[{]/;
const QUOTED = /"(?:[^"\\]|\\.)*"|'[^']*'/g;

const YAML_OPTIONS: LoadOptions = { schema: FAILSAFE_SCHEMA, maxDepth: MAX_DEPTH, maxAliases: 0 };

/** YAML, and with it JSON. */
function readYaml(source: string, options: LoadOptions = {}): Read {
  // The reader takes nothing for a mistake.
  if (source.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return { ok: true, value: null };
  try {
    return { ok: true, value: load(source, { ...YAML_OPTIONS, ...options }) };
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    return { ok: false, line: (thrown.mark?.line ?? 0) + 1, reason: thrown.reason };
  }
}

/** Documents of YAML or JSON, scalars as texts; null where it is neither. */
export function readYamlDocuments(source: string): readonly (FrontMatterValue | null)[] | null {
  try {
    return loadAll(source, YAML_OPTIONS).map(toPlain);
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    return null;
  }
}

function readToml(source: string): Read {
  try {
    return { ok: true, value: parseToml(source, { maxDepth: MAX_DEPTH }) };
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    const [reason = ''] = thrown.message.replace(/^Invalid TOML document: /, '').split('\n');
    return { ok: false, line: thrown.line, reason };
  }
}

function toPlain(value: unknown): FrontMatterValue | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.flatMap((item) => toPlain(item) ?? []) as FrontMatterValue[];
  // TOML's dates write themselves as they were given, with or without an offset.
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return /^\s*(?:~|null)?\s*$/i.test(String(value)) ? null : String(value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      const plain = toPlain(part);
      return plain === null ? [] : [[name, plain]];
    }),
  );
}
