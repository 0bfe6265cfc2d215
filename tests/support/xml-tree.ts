/** XML as a parser that is not ours reads it: expat, by way of Python. */

import { runProgram } from './outside-program.ts';

export const PYTHON = '/usr/bin/python3';

/** No document can hold it, so whatever has one is not well-formed. */
const SEPARATOR = '\0';

const PREFIXES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/Atom': 'atom',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://www.w3.org/XML/1998/namespace': 'xml',
};

export interface XmlElement {
  /** With the prefix that everybody knows the namespace by: `atom:link`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

type Described = [name: string, attributes: Record<string, string>, text: string, children: Described[]];

/** Parses documents, in one process; what is not well-formed throws with what the parser said. */
export function parseXmls(documents: readonly string[]): XmlElement[] {
  const answer = runProgram(PYTHON, ['tests/support/read_xml.py'], documents.join(SEPARATOR));
  if (answer.status !== 0) throw new Error(answer.stderr);
  return (JSON.parse(answer.stdout) as Described[]).map(name);
}

/** Parses a document; the same. */
export function parseXml(xml: string): XmlElement {
  const [root] = parseXmls([xml]);
  if (root === undefined) throw new Error('nothing was parsed');
  return root;
}

/** The children of a name, in order. */
export function listChildren(element: XmlElement, childName: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === childName);
}

/** The text of the first child of a name; null without one. */
export function readChild(element: XmlElement, childName: string): string | null {
  return listChildren(element, childName)[0]?.text ?? null;
}

function name([described, attributes, text, children]: Described): XmlElement {
  return {
    name: shorten(described),
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [shorten(key), value])),
    text,
    children: children.map(name),
  };
}

/** `{http://www.w3.org/2005/Atom}link` is `atom:link`; a namespace that is not expected stays as it is. */
function shorten(described: string): string {
  const match = /^\{(.*)\}(.*)$/.exec(described);
  if (match === null) return described;
  const prefix = PREFIXES[match[1] ?? ''];
  return prefix === undefined ? described : `${prefix}:${match[2]}`;
}
