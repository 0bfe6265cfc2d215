// @ts-check
/**
 * The part of YAML that front matter is written in: keys with texts, lists and maps, quoted or plain, in lines or
 * in brackets. Every plain value is a text: `no` is a word and `2026-01-05` is what was written. What is beyond
 * (anchors, tags, texts over several lines) is refused with its line rather than read as something else.
 */

import { UserError } from '../user-error.mjs';

/** @typedef {string | null | Plain[] | { [key: string]: Plain }} Plain */
/** @typedef {{ indent: number, text: string, number: number }} Line */
/** @typedef {{ lines: Line[], next: number }} Reader */

const KEY = /^([A-Za-z_][\w-]*|"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*:(?:\s+(.*))?$/;
/** Brackets in brackets; front matter has two at most. */
const MAX_DEPTH = 20;

/** Reads a map.
 * @param {string} text
 * @param {number} firstLine its number in the file
 * @returns {{ [key: string]: Plain }} */
export function readPlainYaml(text, firstLine) {
  /** @type {Line[]} */
  const lines = [];
  for (const [index, line] of text.split('\n').entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const number = firstLine + index;
    if (/^ *\t/.test(line)) refuse(number, 'is indented with a tab: use spaces');
    lines.push({ indent: line.length - line.trimStart().length, text: content, number });
  }
  const [first] = lines;
  if (first === undefined) return {};
  const reader = { lines, next: 0 };
  const value = readMap(reader, first.indent);
  const left = lines[reader.next];
  if (left !== undefined) {
    refuse(
      left.number,
      isListItem(left) ? 'is an item without a key above it' : 'is indented unlike the lines above it',
    );
  }
  return value;
}

/** @param {number} number @param {string} detail @returns {never} */
function refuse(number, detail) {
  throw new UserError(`line ${number}: ${detail}`);
}

/** @param {Line} line */
function isListItem(line) {
  return line.text === '-' || line.text.startsWith('- ');
}

/** @param {Reader} reader @param {number} indent */
function readMap(reader, indent) {
  /** @type {{ [key: string]: Plain }} */
  const map = Object.create(null);
  for (;;) {
    const line = reader.lines[reader.next];
    if (line === undefined || line.indent !== indent || isListItem(line)) return map;
    const match = KEY.exec(line.text);
    if (match === null) return refuse(line.number, 'is no "key: value"');
    const key = readScalar(match[1] ?? '', line.number);
    if (typeof key !== 'string' || key in map) return refuse(line.number, `"${match[1]}" is there twice`);
    reader.next += 1;
    map[key] = readValue(reader, match[2] ?? '', indent, line.number);
  }
}

/** @param {Reader} reader @param {number} indent */
function readList(reader, indent) {
  /** @type {Plain[]} */
  const list = [];
  for (;;) {
    const line = reader.lines[reader.next];
    if (line === undefined || line.indent !== indent || !isListItem(line)) return list;
    const text = line.text.slice(1).trimStart();
    if (KEY.test(text)) {
      // `- key: value` begins a map whose further keys stand below the first.
      const inner = indent + line.text.length - text.length;
      reader.lines[reader.next] = { ...line, indent: inner, text };
      list.push(readMap(reader, inner));
    } else {
      reader.next += 1;
      if (text === '') refuse(line.number, 'is an item of a list without a value');
      list.push(readScalar(text, line.number));
    }
  }
}

/** @param {Reader} reader @param {string} text @param {number} indent @param {number} number @returns {Plain} */
function readValue(reader, text, indent, number) {
  if (text !== '' && !text.startsWith('#')) return readScalar(text, number);
  const below = reader.lines[reader.next];
  if (below === undefined) return null;
  if (isListItem(below) && below.indent >= indent) return readList(reader, below.indent);
  return below.indent > indent ? readMap(reader, below.indent) : null;
}

/** @param {string} text @param {number} number @returns {Plain} */
function readScalar(text, number) {
  if (/^[[{"']/.test(text)) {
    const flow = { text, at: 0, number, depth: 0 };
    const value = readFlow(flow, '');
    const left = text.slice(flow.at);
    if (!/^\s*(#.*)?$/.test(left)) refuse(number, `something stands behind the end: ${left.trim()}`);
    return value;
  }
  if (/^[|>]/.test(text)) refuse(number, 'a text over several lines: write it in one, in quotes');
  if (/^[&*!%@`]/.test(text))
    refuse(number, `"${text[0]}" begins something that is not understood: use quotes`);
  return readPlain(text);
}

/** @param {string} text */
function readPlain(text) {
  const plain = text.replace(/\s+#.*$/, '').trim();
  return plain === '~' || plain === 'null' ? null : plain;
}

/** @typedef {{ text: string, at: number, number: number, depth: number }} Flow */

/** A value in brackets or quotes; `end` are the characters at which a plain one ends.
 * @param {Flow} flow
 * @param {string} end
 * @returns {Plain} */
function readFlow(flow, end) {
  const rest = flow.text.slice(flow.at);
  const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(rest)?.[0];
  if (quoted !== undefined) {
    flow.at += quoted.length;
    return quoted.startsWith("'")
      ? quoted.slice(1, -1).replaceAll("''", "'")
      : readEscapes(quoted, flow.number);
  }
  if (/^["']/.test(rest)) refuse(flow.number, 'has a quote that does not end in this line');
  if (rest.startsWith('[')) return readFlowItems(flow, ']', () => readFlow(flow, ',]'));
  if (rest.startsWith('{')) return readFlowMap(flow);
  let length = 0;
  while (length < rest.length && !end.includes(rest[length] ?? '')) length += 1;
  flow.at += length;
  return readPlain(rest.slice(0, length));
}

/** @param {Flow} flow */
function readFlowMap(flow) {
  /** @type {{ [key: string]: Plain }} */
  const map = Object.create(null);
  readFlowItems(flow, '}', () => {
    const key = /^([\w-]+|"[^"\\]*"|'[^']*')\s*:\s*/.exec(flow.text.slice(flow.at));
    if (key === null) return refuse(flow.number, 'has something in { } that is no "key: value"');
    flow.at += key[0].length;
    map[(key[1] ?? '').replace(/^["']|["']$/g, '')] = readFlow(flow, ',}');
    return null;
  });
  return map;
}

/** @param {Flow} flow @param {string} close @param {() => Plain} readItem */
function readFlowItems(flow, close, readItem) {
  /** @type {Plain[]} */
  const items = [];
  const skipSpace = () => {
    while (/\s/.test(flow.text[flow.at] ?? '')) flow.at += 1;
  };
  flow.depth += 1;
  if (flow.depth > MAX_DEPTH) refuse(flow.number, 'has too many brackets in each other');
  flow.at += 1;
  for (;;) {
    skipSpace();
    if (flow.at >= flow.text.length) refuse(flow.number, `has no "${close}"`);
    if (flow.text[flow.at] === close) break;
    items.push(readItem());
    skipSpace();
    const next = flow.text[flow.at];
    if (next === ',') flow.at += 1;
    else if (next !== undefined && next !== close)
      refuse(flow.number, `lacks "," or "${close}" before: ${flow.text.slice(flow.at)}`);
  }
  flow.at += 1;
  flow.depth -= 1;
  return items;
}

/** @param {string} quoted @param {number} number @returns {string} */
function readEscapes(quoted, number) {
  try {
    return JSON.parse(quoted.replaceAll('\t', '\\t'));
  } catch {
    return refuse(number, `has an escape that is not understood: ${quoted}`);
  }
}
