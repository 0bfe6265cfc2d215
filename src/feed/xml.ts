/**
 * What stands between our text and the XML that `feed` writes. The package escapes too little, twice, or not
 * at all, depending on the place. So text goes in with every character that means something to XML replaced
 * by a control character, which no document can hold otherwise (`cleanText` has removed them all), and the
 * finished document has those spelt as hexadecimal references. Nothing in between can break or be broken,
 * and readers that decode twice, as many do with RSS titles, find no entity names to mistake for markup.
 */

/** Stand-ins inside a document that is being written, and the references that they become. */
const REFERENCES: Readonly<Record<string, string>> = {
  '\u0001': '&#x26;',
  '\u0002': '&#x3C;',
  '\u0003': '&#x3E;',
  '\u0004': '&#x22;',
  '\u0005': '&#xD;',
  '\u0006': '&#xA;',
  '\u0007': '&#x9;',
  '&amp;': '&#x26;',
  '&lt;': '&#x3C;',
  '&gt;': '&#x3E;',
  '&quot;': '&#x22;',
  '<![CDATA[': '',
  ']]>': '',
};

/** A parser turns a bare carriage return into a line feed (XML 1.0 §2.11), so it needs a reference everywhere. */
const TEXT_STAND_INS: Readonly<Record<string, string>> = {
  '&': '\u0001',
  '<': '\u0002',
  '>': '\u0003',
  '\r': '\u0005',
};

/** In attributes a parser turns all white space into spaces (XML 1.0 §3.3.3). */
const ATTRIBUTE_STAND_INS: Readonly<Record<string, string>> = {
  ...TEXT_STAND_INS,
  '"': '\u0004',
  '\n': '\u0006',
  '\t': '\u0007',
};

/** Makes clean text safe to hand to `feed` as an element's text, CDATA or not. */
export function protectText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => TEXT_STAND_INS[character] ?? character);
}

/** Makes clean text safe to hand to `feed` as an attribute's value. */
export function protectAttribute(text: string): string {
  return text.replace(/[&<>\r"\n\t]/g, (character) => ATTRIBUTE_STAND_INS[character] ?? character);
}

/**
 * Turns what `feed` wrote into the document: CDATA sections become text, stand-ins and named references
 * become hexadecimal ones. No `]]>` in it is text, for protected text holds no `>`.
 */
export function finishXml(written: string): string {
  return written.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the stand-ins are control characters
    /[\u0001-\u0007]|&(?:amp|lt|gt|quot);|<!\[CDATA\[|\]\]>/g,
    (match) => REFERENCES[match] ?? match,
  );
}

/**
 * Text as a CDATA section (XML 1.0 §2.7), which costs a tenth of escaping every character. It is left for what it
 * cannot hold: its own end, and a carriage return, for which only a reference stands.
 */
export function writeCdata(text: string): string {
  const safe = text.replaceAll(']]>', ']]]]><![CDATA[>').replaceAll('\r', ']]>&#xD;<![CDATA[');
  return `<![CDATA[${safe}]]>`;
}

/** Clean text as it stands in an element. */
export function writeText(text: string): string {
  return finishXml(protectText(text));
}

/** Attributes of an element, protected, with a space before each; undefined ones are left out. */
export function writeAttributes(attributes: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => ` ${name}="${protectAttribute(value)}"`)
    .join('');
}
