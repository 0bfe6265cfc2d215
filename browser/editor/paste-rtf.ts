/**
 * Pictures of a word processor's clipboard: its HTML only names files on the computer, its RTF has their bytes, in the same
 * order (Rich Text Format 1.9.1, "Pictures").
 */

/** Control words and symbols, the braces of groups, and the text between them. */
const TOKENS = /\\([a-z]+)(-?\d+)? ?|\\[^a-z]|[{}]|[^\\{}]+/gi;

/** A group of the text: what is in its braces. */
interface Group {
  isPicture: boolean;
  /** The same picture once more, for old programs, or nothing that is shown. */
  isAside: boolean;
  /** null: of a form that no browser shows, such as a metafile. */
  type: string | null;
  digits: string;
}

/** Lists the pictures as `data:` URLs; null for one that no browser could show. */
export function readRtfPictures(rtf: string): readonly (string | null)[] {
  const pictures: (string | null)[] = [];
  let group = openGroup(false);
  const around: Group[] = [];
  TOKENS.lastIndex = 0;
  for (let token = TOKENS.exec(rtf); token !== null; token = TOKENS.exec(rtf)) {
    const [text, word, number] = token;
    if (text === '{') {
      around.push(group);
      group = openGroup(group.isAside);
    } else if (text === '}') {
      if (group.isPicture && !group.isAside) pictures.push(buildDataUrl(group));
      group = around.pop() ?? openGroup(false);
    } else if (word === undefined) {
      if (group.isPicture) group.digits += text;
    } else if (word === 'pict') group.isPicture = true;
    else if (word === 'nonshppict') group.isAside = true;
    else if (word === 'pngblip' || word === 'jpegblip') group.type = `image/${word.slice(0, -'blip'.length)}`;
    else if (word === 'bin') {
      // Bytes instead of digits do not survive as text.
      group.type = null;
      TOKENS.lastIndex += Math.max(0, Number(number ?? 0));
    }
  }
  return pictures;
}

const openGroup = (isAside: boolean): Group => ({ isPicture: false, isAside, type: null, digits: '' });

function buildDataUrl({ type, digits }: Group): string | null {
  const pairs = digits.replace(/[^\da-f]/gi, '');
  if (type === null || pairs === '') return null;
  let characters = '';
  for (let at = 0; at + 2 <= pairs.length; at += 2) {
    characters += String.fromCharCode(Number.parseInt(pairs.slice(at, at + 2), 16));
  }
  return `data:${type};base64,${btoa(characters)}`;
}
