/** A list of people as JSON or YAML, told from a table. */

import { readYamlDocuments } from './front-matter.ts';

/** How such a document begins: brackets, a mark of YAML, or a field that persons have. */
const BEGINNING = /^\s*(?:[[{]|---\s|(?:id|name|persons|given_name|family_name):\s)/;

/** The document; several in one file are a list. null: it is a table, or nothing that can be read. */
export function readPeopleDocument(text: string): unknown {
  if (!BEGINNING.test(text)) return null;
  const documents = readYamlDocuments(text);
  return documents?.length === 1 ? documents[0] : documents;
}
