/** Who is named with an office in Chinese text: `区委副书记、区长吴曙`, `吴曙区长`, `任命吴曙为区长`. */

import { foldHan } from '../article/chinese.ts';
import {
  CHINESE_OFFICES,
  goesOnBehindName,
  measureChineseName,
  measureChineseNameBefore,
} from '../article/names/chinese-names.ts';

/** A person with the office that the text puts beside the name; offsets are UTF-16 units into the text. */
export interface RoleMention {
  readonly name: string;
  readonly role: string;
  readonly start: number;
  readonly end: number;
}

const OFFICE = new RegExp(`(?:(?:常务|第一)?副)?(?:${CHINESE_OFFICES})`, 'gu');
const ENDS_WITH_OFFICE = new RegExp(`(?:${CHINESE_OFFICES}|成员)$`, 'u');
/** Longer than any office between two commas. */
const MAX_PART_UNITS = 24;
const MAX_PARTS = 5;
/** Words before an office that are the sentence's, not its own. */
const LEADING = new RegExp(
  `^.*(?:${CHINESE_OFFICES})[和与及]|^.*(?:会上|随后|日前|近日|当天|当日|今天|今日|昨天|昨日|上午|下午|中午|晚上|其间|期间|以及|据悉|根据|来自|会见了?|邀请|陪同|感谢|欢迎|听取了?|拜会了?|代表|出席|参加|主持|任命|选举|聘请|宣布|表示|强调|指出|依据|另有|(?<!自)由|被|将(?!军)|都会|去找|并且|而且|但是|不过|然而|同时|此外|另外|因此|所以|的|了)(?=.)|^(?:在|以|和|与|及|据|对|向|请|经|让|给|同|跟|将|是|为|但|而|且|并|其|该(?:(\\p{Script=Han})(?=\\1))?|说|[时新现]任(?=.))+`,
  'u',
);

/** A name that the directory knows, where it stands. */
export interface KnownName {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the people whom a text names with an office, in order: behind it (区长吴曙, 区长：吴曙), before it (吴曙区长), and those
 * who are made something (任命吴曙为区长). `known` are names found already: they need no surname and no word behind
 * them. In a list (`区领导江存富、张婷`) the office is everybody's, up to the first part that is no name.
 */
export function findChineseRoles(text: string, known: readonly KnownName[]): RoleMention[] {
  const folded = foldHan(text).replace(POINT, '·');
  const names = {
    ends: new Map(known.map(({ start, end }) => [start, end])),
    starts: new Map(known.map(({ start, end }) => [end, start])),
  };
  const mentions = new Map<number, RoleMention>();
  const add = (start: number, end: number, role: string) => {
    if (!mentions.has(start)) mentions.set(start, { name: text.slice(start, end), role, start, end });
  };
  for (const { start, end, role } of findAppointments(folded))
    add(start, end, text.slice(role.start, role.end));
  let reached = 0;
  /** Where the last person's mention ends: what is before it is theirs. */
  let named = 0;
  for (const match of folded.matchAll(OFFICE)) {
    const end = match.index + match[0].length;
    if (end <= reached) continue;
    const list = listNamesBehind(folded, end, names.ends);
    const role = list.length === 0 ? null : readRole(text, folded, end, named);
    const found = list.length === 0 ? findNameBefore(folded, match.index, end, names.starts) : null;
    // Of 任命梅里克·加兰为区委书记 the name is known already.
    const before = found === null || hasMention(mentions, found + 1, match.index) ? null : found;
    if (role !== null) for (const name of list) add(name.start, name.end, role);
    if (before !== null) add(before, match.index, text.slice(match.index, end));
    reached = list.at(-1)?.end ?? end;
    if (list.length > 0 || before !== null) named = reached;
  }
  return [...mentions.values()].sort((a, b) => a.start - b.start);
}

/** Whether somebody is named between two places that are no further apart than a name is long. */
function hasMention(mentions: ReadonlyMap<number, unknown>, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (mentions.has(at)) return true;
  return false;
}

/** What writes the point of a foreign name, each a unit as `·` is. */
const POINT = /[\u2022\u2027\u30fb\uff65\uff0e]/g;
/** The longest foreign name and the longest word that is looked for behind it. */
const NAME_WINDOW_UNITS = 48;
/** As much of an office as tells where its last word ends. */
const OFFICE_UNITS = 6;
const COLON = /^[:\uff1a]\s{0,3}/u;
const COLON_UNITS = 4;

/** The names that an office at `office` is followed by, joined by `、`. */
function listNamesBehind(folded: string, office: number, ends: ReadonlyMap<number, number>): KnownName[] {
  const gap = COLON.exec(folded.slice(office, office + COLON_UNITS))?.[0].length ?? 0;
  const names: KnownName[] = [];
  for (let start = office + gap; ; ) {
    const behind = folded.slice(start, start + NAME_WINDOW_UNITS);
    const before = folded.slice(Math.max(0, start - OFFICE_UNITS), start);
    const end = ends.get(start) ?? start + measureChineseName(behind, before);
    // Behind a colon stands a name alone, or what somebody says.
    if (end === start || (gap > 0 && /\p{Script=Han}/u.test(folded.charAt(end)))) return names;
    names.push({ start, end });
    if (folded.charAt(end) !== '、') return names;
    start = end + 1;
  }
}

/** Offices that stand behind a name in running text; of others what is before may as well be a firm. */
const TITLE =
  /书记|部长|省长|市长|区长|县长|镇长|乡长|厅长|局长|处长|科长|主任|主席|秘书长|会长|院长|校长|所长|站长|馆长|社长|队长|教授|院士|总理|总统|议员|大使/u;
/** 石家庄市长, 温州市长: with these a place is as likely as a name. */
const OF_PLACE = /[省市区县州镇乡]长$/u;
const PLACE = /^..$|[庄口山港岛界江川河湖坝坡沟坪湾桥店集营屯寨堡铺岗塘溪泉洲岭]$/u;

/** Where the name begins that ends at an office, 吴曙区长; null for none. */
function findNameBefore(
  folded: string,
  start: number,
  end: number,
  starts: ReadonlyMap<number, number>,
): number | null {
  const known = starts.get(start);
  if (known !== undefined) return known;
  const office = folded.slice(start, end);
  if (!TITLE.test(office) || !goesOnBehindName(folded.slice(end, end + NAME_WINDOW_UNITS))) return null;
  const length = measureChineseNameBefore(folded.slice(Math.max(0, start - NAME_WINDOW_UNITS), start));
  if (length === 0 || (OF_PLACE.test(office) && PLACE.test(folded.slice(start - length, start)))) return null;
  return start - length;
}

const NAME = '(?<name>(?:\\p{Script=Han}{1,7}·){0,4}\\p{Script=Han}{2,8}?)(?:同志)?';
const ROLE = `(?<role>\\p{Script=Han}{0,24}?(?:${CHINESE_OFFICES}))`;
const APPOINTMENTS = [
  `(?:任命|选举|推选|补选|提名|聘任|聘请|免去)[:\uff1a]?${NAME}(?:为|担任|任|的)${ROLE}`,
  `(?<![\\p{L}\\p{N}·])${NAME}(?:出任|担任|就任|当选为?|任)${ROLE}`,
  // 王小明（副区长）, and in the notice before somebody is made something: 王小明，男，1980年生，现任副区长。
  `(?<![\\p{L}\\p{N}·])${NAME}[(\uff08]${ROLE}[)\uff09,\uff0c、]`,
  `(?<![\\p{L}\\p{N}·])${NAME}[,\uff0c][男女][,\uff0c][^。\\n]{0,80}?现任${ROLE}`,
].map((source) => new RegExp(source, 'dgu'));

/** Those of whom it is said that they are made something, or are it no more. */
function findAppointments(folded: string): (KnownName & { readonly role: KnownName })[] {
  return APPOINTMENTS.flatMap((pattern) =>
    [...folded.matchAll(pattern)].flatMap(({ groups, indices }) => {
      const [name, role] = [indices?.groups?.name, indices?.groups?.role];
      const { name: spelt = '' } = groups ?? {};
      if (name === undefined || role === undefined || measureChineseName(spelt) !== spelt.length) return [];
      return [{ start: name[0], end: name[1], role: { start: role[0], end: role[1] } }];
    }),
  );
}

/** The office that ends at `end`, with the offices before it that `、` joins; none of it stands before `from`. */
function readRole(text: string, folded: string, end: number, from: number): string | null {
  let start = Math.max(from, findPartStart(folded, end));
  if (end - start > MAX_PART_UNITS) return null;
  for (let parts = 1; parts < MAX_PARTS && folded.charAt(start - 1) === '、'; parts++) {
    const previous = Math.max(from, findPartStart(folded, start - 1));
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
