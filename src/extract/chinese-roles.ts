/** Who stands behind an office in Chinese text: `区委副书记、区长吴曙`. */

import { foldHan } from '../article/chinese.ts';
import { CHINESE_OFFICES, measureChineseName } from '../article/chinese-names.ts';

/** A person with the office that the text puts before the name; offsets are UTF-16 units into the text. */
export interface RoleMention {
  readonly name: string;
  readonly role: string;
  readonly start: number;
  readonly end: number;
}

/** 区长江大桥 aside: an office that is followed by a name. */
const OFFICE_END = new RegExp(`(?:${CHINESE_OFFICES})(?=\\p{Script=Han})`, 'gu');
const ENDS_WITH_OFFICE = new RegExp(`(?:${CHINESE_OFFICES})$`, 'u');
/** Longer than any office between two commas. */
const MAX_PART_UNITS = 24;
const MAX_PARTS = 5;
/** Words before an office that are the sentence's, not its own. */
const LEADING =
  /^.*(?:会上|随后|日前|当天|当日|今天|昨天|上午|下午|其间|期间|以及|据悉|根据|来自|会见了?|邀请|陪同|感谢|欢迎|听取了?|拜会了?|代表)|^(?:在|由|和|与|及|据|对|向|请|经|让|给|同|跟|将|是|为|时任(?=.))/u;

/** A name that the directory knows, where it stands. */
export interface KnownName {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the people behind an office, in order. `known` are names found already: they need no surname and no word behind
 * them. In a list (`区领导江存富、张婷`) the office is everybody's, up to the first part that is no name.
 */
export function findChineseRoles(text: string, known: readonly KnownName[]): RoleMention[] {
  const folded = foldHan(text);
  const knownEnds = new Map(known.map(({ start, end }) => [start, end]));
  const mentions: RoleMention[] = [];
  let reached = 0;
  for (const match of folded.matchAll(OFFICE_END)) {
    let start = match.index + match[0].length;
    if (start <= reached) continue;
    const role = readRole(text, folded, start);
    if (role === null) continue;
    for (;;) {
      const end =
        knownEnds.get(start) ?? start + measureChineseName(folded.slice(start, start + NAME_WINDOW_UNITS));
      if (end === start) break;
      mentions.push({ name: text.slice(start, end), role, start, end });
      reached = end;
      if (folded.charAt(end) !== '、') break;
      start = end + 1;
    }
  }
  return mentions;
}

/** The longest name and the longest word that is looked for behind it. */
const NAME_WINDOW_UNITS = 8;

/** The office that ends at `end`, with the offices before it that `、` joins. */
function readRole(text: string, folded: string, end: number): string | null {
  let start = findPartStart(folded, end);
  if (end - start > MAX_PART_UNITS) return null;
  for (let parts = 1; parts < MAX_PARTS && folded.charAt(start - 1) === '、'; parts++) {
    const previous = findPartStart(folded, start - 1);
    const part = folded.slice(previous, start - 1);
    if (part.length > MAX_PART_UNITS || !ENDS_WITH_OFFICE.test(part)) break;
    start = previous;
  }
  const lead = LEADING.exec(folded.slice(start, end))?.[0].length ?? 0;
  // The words that lead in may hold the whole of a short office: 代表 is one, too.
  const role = text.slice(start + lead, end);
  return role === '' ? text.slice(start, end) : role;
}

/** Back to the mark or space before `end`, at most a little further than an office may be long. */
function findPartStart(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start <= MAX_PART_UNITS && /[\p{L}\p{N}·]/u.test(text.charAt(start - 1)))
    start -= 1;
  return start;
}
