// @ts-check
/**
 * What a site's generator would have replaced in a text (Liquid, Hugo's and Hexo's shortcodes, boxes of Docusaurus and
 * VuePress), as Markdown.
 */

const PICTURE = /\.(?:jpe?g|png|webp|avif|gif|svg)(?:[?#]|$)/i;
const NAME = '\\s*([\\w./-]+)';
/** `{{< name … >}}`, `{{% name … %}}`, `{% name … %}`. */
const TAG = new RegExp(`\\{\\{[<%]${NAME}([^{}]*?)/?\\s*[>%]\\}\\}|\\{%-?${NAME}([^{}]*?)-?%\\}`, 'g');
/** `{{ "/a.png" | relative_url }}`, and what stands for the site's own address before a path. */
const PATH =
  /\{\{-?\s*(?:"([^"{}]*)"|'([^'{}]*)')\s*(?:\|\s*(?:relative_url|absolute_url|url|prepend:[^{}|]*)\s*)+-?\}\}|\{\{-?\s*(?:site\.(?:baseurl|url|github\.url)|\.Site\.BaseURL|baseurl)\s*(?:\|[^{}]*)?-?\}\}(?=\/|\{[{%])/gi;
const ARGUMENT = /(?:([\w-]+)\s*[=:]\s*)?(?:"([^"]*)"|'([^']*)'|([^\s,"'=]+))/g;
const PICTURE_ARGUMENTS = ['src', 'url', 'image_path', 'image', 'path', 'file', 'link'];
const CAPTION_ARGUMENTS = ['caption', 'title'];
const LINK_TAGS = /^(?:rel)?ref$|^(?:link|post_url|post_path|asset_path)$/;
/** Shortcodes that Hugo brings along, and plugins of others. */
const FILMS = {
  youtube: 'https://www.youtube.com/watch?v=',
  vimeo: 'https://vimeo.com/',
};
const BOX = /^[ \t]*:{3,}[ \t]*([a-z]+)(?:[ \t]+|(?=[[{])|$)(.*)$/i;
/** GitHub's boxes: `> [!NOTE]`. */
const ALERT = /^([ \t]*> ?)\[!([a-z]+)\][ \t]*$/gim;
/**
 * Elements of HTML whose text is Markdown all the same, for kramdown and Python’s: it is where an empty line is before
 * it.
 */
const MARKDOWN_INSIDE =
  /^([ \t]*<\w[^<>\n]*?)\s+markdown=["']?(?:1|block|span)["']?([^<>\n]*>)[ \t]*\n(?!\s*\n)/gim;
/** The path of a file with spaces in it, which Markdown wants in angle brackets. */
const SPACED_FILE =
  /(!?\[[^\]\n]*\])\([ \t]*((?![a-z]+:)[^\s()<>"'][^()<>"'\n]* [^()<>"'\n]*\.\w{2,4})[ \t]*\)/gi;
const CODE_BEGIN =
  /^([ \t]*)(?:\{%-?\s*(highlight|codeblock|code)\b([^{}]*?)-?%\}|\{\{[<%]\s*(highlight)\b([^{}]*?)[>%]\}\})[ \t]*$/;

/**
 * Writes as Markdown what can be: code, pictures, films, addresses, boxes. Comments go. What is left is for others to tell.
 *
 * @param {string} text
 * @returns {string}
 */
export function replaceTemplateTags(text) {
  if (!/\{[{%]|^\s*:{3,}|^\s*\[\[?toc\]|\{:\s*toc|^[ \t>]*\[!|\]\([^()\n]* |\bmarkdown=/im.test(text))
    return text;
  const plain = text
    .replace(/\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}|\{\{\/\*[\s\S]*?\*\/\}\}/g, '')
    .replace(/^[ \t]*\{%-?\s*(?:end)?raw\s*-?%\}[ \t]*\n|\{%-?\s*(?:end)?raw\s*-?%\}/gm, '');
  const written = mapProse(fenceCode(plain), (prose) =>
    prose
      .replace(/^(?:[*-]|1\.)[ \t]+\S.*\n\{:\s*toc\b.*\}[ \t]*$|^[ \t]*\[\[?toc\]\]?[ \t]*$/gim, '')
      .replace(MARKDOWN_INSIDE, '$1$2\n\n')
      .replace(ALERT, (_, quote, kind) => `${quote}**${spellKind(kind)}**\n${quote.trimEnd()}`)
      .replace(PATH, (_, double, single) => double ?? single ?? '')
      .replace(TAG, (tag, hugo, hugoRest, liquid, liquidRest) =>
        writeTag(tag, hugo ?? liquid, hugoRest ?? liquidRest ?? ''),
      )
      .replace(SPACED_FILE, '$1(<$2>)'),
  );
  return writeBoxes(borderShortcodes(written));
}

/** Tells lines of code between fences from the others, one after the other. */
export function followFences() {
  let fence = '';
  /** @param {string} line @returns {boolean} whether it is code, or a fence */
  return (line) => {
    const mark = /^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}(?!.*`)|~{3,})(.*)/.exec(line);
    if (fence === '') {
      fence = mark?.[1] ?? '';
      return fence !== '';
    }
    if (mark?.[1]?.startsWith(fence) === true && mark[2]?.trim() === '') fence = '';
    return true;
  };
}

/** Gives everything but code to `change`: blocks between fences, and `code` in a line.
 * @param {string} text
 * @param {(prose: string) => string} change
 * @returns {string} */
export function mapProse(text, change) {
  const isCode = followFences();
  let written = '';
  let prose = '';
  for (const line of text.split(/(?<=\n)/)) {
    if (!isCode(line)) {
      prose += line;
      continue;
    }
    written += changeLines(prose, change) + line;
    prose = '';
  }
  return written + changeLines(prose, change);
}

/** What is no code. @param {string} text */
export function readProse(text) {
  let prose = '';
  mapProse(text, (part) => {
    prose += part;
    return part;
  });
  return prose;
}

/** @param {string} prose @param {(prose: string) => string} change */
function changeLines(prose, change) {
  /** @type {string[]} */
  const code = [];
  // A sign of no text stands for each piece of code meanwhile.
  const hidden = prose.replace(/(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, (piece) => {
    code.push(piece);
    return '\ufdd0';
  });
  return change(hidden).replace(/\ufdd0/g, () => code.shift() ?? '');
}

/** Blocks of `highlight` and `codeblock` between fences: they are code, whatever signs are in it.
 * @param {string} text */
function fenceCode(text) {
  /** @type {string[]} */
  const lines = [];
  let ending = '';
  for (const line of text.split('\n')) {
    const begin = ending === '' ? CODE_BEGIN.exec(line) : null;
    if (begin !== null) {
      const [, indent = '', liquid, liquidRest = '', , hugoRest = ''] = begin;
      const language = /(?:lang:)?([\w+#-]+)/.exec(liquidRest || hugoRest)?.[1] ?? '';
      ending = liquid === undefined ? '/highlight' : `end${liquid}`;
      lines.push(`${indent}\`\`\`\`${language}`);
    } else if (ending !== '' && new RegExp(`\\{[{%][<%-]?\\s*${ending}\\b`).test(line)) {
      lines.push(`${/^\s*/.exec(line)?.[0]}\`\`\`\``);
      ending = '';
    } else lines.push(line);
  }
  return lines.join('\n');
}

/** @param {string} rest of a tag, behind its name */
function readArguments(rest) {
  /** @type {Map<string, string>} */
  const named = new Map();
  /** @type {string[]} */
  const placed = [];
  for (const [, key, double, single, bare] of rest.matchAll(ARGUMENT)) {
    const value = double ?? single ?? bare ?? '';
    if (key === undefined) placed.push(value);
    else named.set(key.toLowerCase(), value);
  }
  return { named, placed };
}

/** @param {string} tag @param {string} name @param {string} rest */
function writeTag(tag, name, rest) {
  const { named, placed } = readArguments(rest);
  const [first = '', second = ''] = placed;
  if (LINK_TAGS.test(name)) return encodeURI(named.get('path') ?? first);
  // Hexo's, with the words behind the name.
  if (name === 'post_link') return `[${placed.slice(1).join(' ') || first}](<${first}>)`;
  const film = Object.entries(FILMS).find(([site]) => site === name.toLowerCase())?.[1];
  const id = named.get('id') ?? first;
  if (film !== undefined && /^[\w-]{5,20}$/.test(id)) return `<${film}${id}>`;
  const picture = [...PICTURE_ARGUMENTS.map((key) => named.get(key) ?? ''), ...placed].find((value) =>
    PICTURE.test(value),
  );
  if (picture === undefined) return tag;
  const isFirst = picture === first;
  const alt = named.get('alt') ?? (isFirst ? second : '');
  const caption = CAPTION_ARGUMENTS.map((key) => named.get(key)).find(Boolean) ?? '';
  const shown = writePicture(alt, picture);
  return caption === '' || caption === alt ? shown : `${shown}\n\n*${caption.replaceAll('*', '\\*')}*\n`;
}

/** @param {string} alt @param {string} path @returns {string} */
export function writePicture(alt, path) {
  return `![${alt.replace(/[[\]\\]/g, '\\$&')}](<${path.replace(/[<>]/g, '')}>)`;
}

/** @param {string} kind of a box */
function spellKind(kind) {
  return kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
}

/** Boxes of Hugo's themes: `{{< notice tip >}}` … `{{< /notice >}}`, of which some are named by their kind. */
const SHORTCODE_BOX =
  /^[ \t]*\{\{[<%]\s*(\/?)\s*(notice|alert|callout|admonition|hint|note|tip|info|warning|caution|important|danger)\b([^{}]*?)\s*[>%]\}\}[ \t]*$/i;

/** Writes them with borders as other generators have them; as they were where one has no end.
 * @param {string} text */
function borderShortcodes(text) {
  if (!text.includes('{{')) return text;
  const isCode = followFences();
  /** @type {string[]} */
  const open = [];
  let isPaired = true;
  const lines = text.split('\n').map((line) => {
    const [, end, name, rest = ''] = (!isCode(line) && SHORTCODE_BOX.exec(line)) || [];
    if (name === undefined) return line;
    if (end === '/') {
      isPaired &&= open.pop() === name;
      return ':::';
    }
    open.push(name);
    const { named, placed } = readArguments(rest);
    const isGeneral = /^(?:notice|alert|callout|admonition|hint)$/i.test(name);
    const kind = isGeneral
      ? (['type', 'context', 'color', 'icon'].map((key) => named.get(key)).find(Boolean) ?? placed.shift())
      : name;
    const title = named.get('title') ?? placed.join(' ');
    return `::: ${/^[a-z]+$/i.test(kind ?? '') ? kind : 'note'} ${title}`.trimEnd();
  });
  return isPaired && open.length === 0 ? lines.join('\n') : text;
}

/** `::: tip Title` … `:::` as a quotation that begins with its title; as it was where one has no end.
 * @param {string} text */
function writeBoxes(text) {
  if (!/^[ \t]*:::/m.test(text)) return text;
  const isCode = followFences();
  let depth = 0;
  const lines = text.split('\n').map((line) => {
    const isBorder = !isCode(line) && /^[ \t]*:{3,}/.test(line);
    if (isBorder && depth > 0 && /^[ \t]*:+[ \t]*$/.test(line)) {
      depth -= 1;
      return '> '.repeat(depth).trimEnd();
    }
    const [, kind, said = ''] = (isBorder && BOX.exec(line)) || [];
    if (kind === undefined) return depth === 0 ? line : `${'> '.repeat(depth)}${line}`.trimEnd();
    depth += 1;
    const title = said.replace(/^\[(.*)\]$|^\{.*\}$/, '$1').trim();
    const quote = '> '.repeat(depth);
    return `${quote.slice(2).trimEnd()}\n${quote}**${title || spellKind(kind)}**\n${quote.trimEnd()}`;
  });
  return depth === 0 ? lines.join('\n') : text;
}

/** What a generator would have replaced stays in the text, and is told.
 * @param {string} prose @param {(text: string) => void} warn */
export function noteTemplateTags(prose, warn) {
  const tags = prose.matchAll(
    /\{\{[<%]\s*\/?\s*([\w./-]+)|\{%-?\s*(\w+)|\{\{-?\s*([\w.]+|(?:"[^"{}]*"|'[^'{}]*')\s*(?=\|\s*(\w+)))|^(:{3,})\s*\w/gm,
  );
  const names = new Set(
    [...tags].map(([, hugo, liquid, value, filter, box]) => {
      if (hugo !== undefined) return `{{< ${hugo} >}}`;
      if (liquid !== undefined) return `{% ${liquid} %}`;
      // Whatever is given to a filter of the site's own, the filter is what is not known.
      return box ?? `{{ ${filter === undefined ? value : `… | ${filter}`} }}`;
    }),
  );
  for (const name of names) warn(`${name} stays in the text as it is`);
}
