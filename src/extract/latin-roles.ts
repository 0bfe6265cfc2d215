/** Who is named with an office in English text: `Deputy Mayor Jane Doe`, `Jane Doe, Mayor of Ham`. */

import { ENGLISH_BEGINNING, PLACES } from '../article/names/name-context.ts';
import type { KnownName, RoleMention } from './chinese-roles.ts';

const OFFICES =
  'Mayor(?: [Pp]ro [Tt]em(?:pore)?)?|Minister|Secretary(?:[- ]General)?|Councill?or|Cllr\\.?|Council ?[Mm]ember|Council ?(?:man|woman)|Alder(?:man|woman|person)|Ald\\.|Select(?:man|woman|person)|' +
  'Commissioner|(?:Lt\\. )?(?:Governor|Gov\\.)|President|Premier|Chancellor|Director(?:[- ]General)?|Ambassador|Senator|Sen\\.|' +
  'Representative|Rep\\.|Congress(?:man|woman|member)|Assembly(?:man|woman|member)|Delegate|Speaker|Sheriff|' +
  '(?:Clerk-)?Treasurer|Trustee|Comptroller|Supervisor|Judge|(?:Chief|Court|Associate) Justice|(?:Chief|County) Executive|Chief Constable|(?:Fire|Police) Chief|Chief of Police|Superintendent|Supt\\.|' +
  '(?:City|Town|County|Village|Borough) (?:Manager|Clerk|Administrator|Attorney)|District Attorney|Chair|Chairman|' +
  'Chairwoman|Chairperson|Leader|Attorney General|Solicitor General|Provost|Reeve';
/** Words that begin a sentence before an office; any other capitalised word before it is part of it. */
const BEGINNING =
  `${ENGLISH_BEGINNING}|The|A|An|Our|His|Her|Their|Its|Meanwhile|In|On|At|` +
  'New(?! (?:York|Jersey|Mexico|Hampshire|Zealand|Orleans|Delhi|England))|Dear|Another|Did|Under|Welcome|Congratulations|Speaking|Commenting|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday';
/** Bounded, so that a "word" of a megabyte costs no more than one of thirty letters. */
const NAME_WORD = "\\p{Lu}[\\p{L}'’-]{1,30}";
/** An office with somebody's name behind it: what follows is not the rest of a longer office. */
const OTHER_OFFICE = `(?:${OFFICES}) (?!(?:${OFFICES}) )\\p{Lu}`;
const OFFICE = `(?:U\\.S\\. )?(?:(?!(?:${BEGINNING}|${OFFICES}) )${NAME_WORD} (?:(?:(?!${OTHER_OFFICE})${NAME_WORD}|and|&) ){0,4})?(?:${OFFICES})(?:-[Ee]lect)?`;
const HONORIFIC =
  '(?:(?:Sir|Dame|Dr|Mr|Mrs|Ms|Cllr|Councill?or|Lord|Baroness|(?:Rt |the )?Hon(?:ou?rable)?|Prof)\\.? )?';
const FULL_NAME = `${NAME_WORD}(?: \\p{Lu}\\.)?(?: (?:de|del|da|dos|di|du|van|von|den|der|al|el|bin|la|le|los)){0,2}(?: ${NAME_WORD}){1,2}`;
/** Director of Works, Mayor of Ham. */
const OF_PLACE = `(?: (?:of|for) (?:the )?${NAME_WORD}(?: ${NAME_WORD}){0,3}){0,2}`;
/** Words before an office in small letters that are the sentence's: wife of the mayor, then mayor. */
const NO_PART =
  'of|to|by|for|with|and|the|an?|as|then|now|once|not|than|like|who|is|was|both|elected|his|her|their|its';
/** The same in small letters, up to what ends it: director of public works. */
const SMALL_OFFICE = `(?:(?!(?:${NO_PART}) )[\\p{L}-]{2,30} ){0,3}(?:${OFFICES.toLowerCase()})`;
/** A mark behind which nobody is named. */
const SMALL_END = "(?: (?:of|for) [\\p{L}\\p{N} '’-]{2,60})?(?=[,.;:!?)](?! \\p{Lu})|$)";
/** Jane Doe, Mayor of Ham; Jane Doe (Mayor): the office behind the name ends there, or names its place. */
const ROLE_BEHIND = `(?:, (?:the |our )?(?:\\p{Ll}{1,30}['’]s )?(?:former )?| \\()(?<role>${OFFICE}${OF_PLACE}(?![\\p{L}\\p{N}-]| \\p{Lu})|${SMALL_OFFICE}${SMALL_END})`;
/** In small letters before a name, where only offices stand; a director may as well be a film's. */
const SMALL_PART =
  '(?:deputy|vice|acting|interim|lieutenant|prime|foreign|health|education|finance|interior|state|city|county|town|village|borough|district|council|board|committee|commission|selectmen|police|fire|school|parks|library|works|planning|housing) ';
const SMALL_OFFICE_BEFORE = `${beginEither(`(?:(?:${SMALL_PART}){0,3}(?:mayor|governor|senator|councill?or|council ?member|commissioner|sheriff|chancellor|ambassador|alderman)|(?:${SMALL_PART}){1,3}(?:minister|secretary|chief|manager|clerk|director|superintendent|administrator|attorney|president|chair(?:man|woman|person)?))`)}(?: of (?:(?:the )?\\p{Lu}[\\p{L}-]{1,30}|the \\p{Ll}{3,20}(?=,)))?`;
/** Mayor of Ham Jane Doe: a place of one word that does not begin a longer one, or a department of two. */
const OF_ONE_WORD = ` (?:of|for) (?:the )?(?:(?:Public|Human|Community|Economic|Emergency|Social|Foreign|Homeland) |(?!(?:New|San|Los|Las|Santa|Saint|Fort|Port|North|South|East|West|Upper|Lower|Great|Grand|Mount|Cape|Hong|United) ))\\p{Lu}[\\p{L}'’-]{1,30}`;

/** A pattern's words with a capital or without: `[Mm]ayor`. */
function beginEither(words: string): string {
  return words.replace(/(?<!\p{L})\p{Ll}/gu, (letter) => `[${letter.toUpperCase()}${letter}]`);
}

const SHORT_NAME = `${NAME_WORD}(?: \\p{Lu}\\.)? ${NAME_WORD}`;
/** What somebody was made: elected mayor in May. */
const MADE = `(?: as)?(?: (?:the|an?|its|our))? (?<role>${OFFICE}${OF_PLACE}|${SMALL_OFFICE})(?![\\p{L}\\p{N}-]| \\p{Lu})`;
const ONE_OF_MANY = new RegExp(`(?:^|(?<=, |and |& ))${HONORIFIC}(?<name>${FULL_NAME})`, 'gu');

/** Made at the first use: no other part of a Worker's start takes as long as reading these. */
let patterns: ReturnType<typeof buildPatterns> | undefined;

function buildPatterns() {
  return {
    mention: new RegExp(
      `(?<![\\p{L}\\p{N}-])(?<role>${OFFICE}(?:(?:${OF_PLACE}| of (?:the|our) \\p{Ll}{3,20})(?=,))?|${SMALL_OFFICE_BEFORE}),? ${HONORIFIC}(?<name>${FULL_NAME})`,
      'gu',
    ),
    /** Mayors Jane Doe and John Roe, Councilmembers with three names: each has the office in the singular. */
    many: new RegExp(
      `(?<![\\p{L}\\p{N}-])(?<role>${OFFICE})s (?<names>${HONORIFIC}${FULL_NAME}(?:(?:,? (?:and|&) |, )${HONORIFIC}${FULL_NAME}){1,9})`,
      'gu',
    ),
    apposition: new RegExp(
      `(?<![\\p{L}\\p{N}-])(?!(?:${BEGINNING}|${OFFICES}|Chief) )${HONORIFIC}(?<name>${FULL_NAME})${ROLE_BEHIND}`,
      'gu',
    ),
    ofPlace: new RegExp(
      `(?<![\\p{L}\\p{N}-])(?<role>(?:(?:Lord|Deputy|Assistant|Executive|Vice|Acting|Interim|City|County|State|Town) ){0,2}(?:${OFFICES})${OF_ONE_WORD}) ${HONORIFIC}(?<name>${SHORT_NAME})(?! \\p{Lu}\\p{L})`,
      'gu',
    ),
    making: new RegExp(
      `(?<!\\p{L})(?:elect|appoint|nam|chose|confirm|hir)(?:s|e?d|es)? ${HONORIFIC}(?<name>${FULL_NAME})(?: to be)?${MADE}`,
      'gu',
    ),
    made: new RegExp(
      `(?<![\\p{L}\\p{N}-])(?!(?:${BEGINNING}|${OFFICES}|Chief) )(?<name>${FULL_NAME}) (?:was|has been|is) (?:re-?)?(?:elected|appointed|named|chosen|confirmed|sworn in)${MADE}`,
      'gu',
    ),
    knownRole: new RegExp(`(?<![\\p{L}\\p{N}-])(${OFFICE}),? ${HONORIFIC}$`, 'u'),
    knownRoleBehind: new RegExp(`^${ROLE_BEHIND}`, 'u'),
  };
}

/** What a headline says of somebody. */
const VERBS =
  'Open|Closes|Begins|Start|Wins|Lose|Says|Call|Warn|Urge|Sign|Resign|Veto|Announce|Visit|Backs|Vow|Seek|Join|Leave|Drop|Meet|Host|Unveil|Launch|Face|Defend|Reject|Approve|Rise|Dies|Retire|Vote|Take|Return|Propose|Speaks|Push|Pledge|Welcome|Celebrate|Praise|Slam|Sues|Appoint|Deliver|Gives|Receive|Presents|Breaks|Cuts|Tells|Quit|Accept|Files|Holds|Makes|Gets|Hires|Leads|Outline|Adds|Asks|Confirm|Wants|Offer|Reveal|Orders|Extend|Bans|Cancel|Postpone|Delay|Plans|Names|Honors|Runs|Thanks';
/** Capitalised words that make the "name" an institution, a department, an event, a headline, or a day. */
const NO_NAME = new RegExp(
  `(?:^|\\s)(?:\\S*[ts]ion|${PLACES}|Office|Officer|Council|Department|Committee|House|Board|Group|Party|Team|Service|Agency|Authority|Act|Programme|Fund|The|This|In|On|At|Of|For|And|Out|Said|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|July|September|October|November|December|Minister|Secretary|General|Mayor|Deputy|Prime|Chief|Executive|Foreign|Home|State|President|Europe|Asia|Africa|America|Israel|China|Yoga|Lift|Tower|Series|${VERBS}|Today|Tomorrow|Yesterday|Class|Meeting|Workshop|Festival|Training|Exercise|Dance|Massage|Report|Plan|Project|Statement|Speech|Update|Debate|Candidate|Court|Society|Club|Company|County|City|Town|Village|District|Region|Borough|Province|League|Partner|Securities|Capital|Bank(?!s)|Media|Engineering|Health|Finance|Marketing|Technology|Affair|Development|Management|Global|Digital|Online|Wireless|Automotive|Expert|Mindset|Pencil|Speaker|New|Sale|Search|Summit|Conference|Ceremony|Parade|Program|System|Reform|Monument|Raffle|Tour)(?:e?s)?(?:\\s|$)|^(?:\\p{Lu}{3,}|North|South|East|West|Day) | (?:Bill|April|June|August)$`,
  'u',
);
/** Another capitalised word behind a name is of it, or all this is a heading; but not the third Charles. */
const GOES_ON_IN_CAPITALS =
  /^ (?!(?:Jr|Sr|[IV]+|MP|TD|MS[AP]|ML[AC]|MEP|[COM]BE|[KQ]C|MD|PhD|Esq|(?:\p{Lu}\.)+)(?!\p{L}))\p{Lu}/u;
/** Carrie Lam's trip, James' office: the name ends before it. */
const POSSESSIVE = /['’](?:s(?!\p{L})|(?!\p{L})).*$/u;
/** Ann Lee MP: what is not of the name. */
const SUFFIX = / (?:MP|TD|MS[AP]|ML[AC]|MEP|[COM]BE|[KQ]C|MD|PhD|Esq)$/;
/** Mayor Jane Doe Opens Pool: behind two names. */
const VERB_BEHIND = new RegExp(`(?<= \\S+) (?:${VERBS})(?:e?s)?$`);
const OFFICE_FIRST = new RegExp(`^(?:${OFFICES}) `, 'u');
const FULL = new RegExp(`^${FULL_NAME}$`, 'u');

/** The name at the beginning of what was taken for one; null: it is a heading's, a department's or not a whole one. */
function readName(text: string, start: number, taken: string): string | null {
  const whole = taken.replace(POSSESSIVE, '').replace(SUFFIX, '');
  const name = whole.replace(VERB_BEHIND, '');
  if (NO_NAME.test(name) || OFFICE_FIRST.test(name) || !FULL.test(name)) return null;
  if (name !== whole) return name;
  const end = start + name.length;
  if (GOES_ON_IN_CAPITALS.test(text.slice(end, end + MAX_NAME_WORD_UNITS))) return null;
  return /^\S+ [\p{L}'’-]+ /u.test(name) && isHeading(text, start, end) ? null : name;
}

/** In a heading every word has a capital, so that a third one may be its verb: Sen. Jane Doe Steps Down. */
function isHeading(text: string, start: number, end: number): boolean {
  const before =
    text
      .slice(Math.max(0, start - MAX_ROLE_UNITS), start)
      .split('\n')
      .at(-1) ?? '';
  const behind = text.slice(end, end + MAX_ROLE_UNITS).split('\n', 1)[0] ?? '';
  return LONG_WORD.test(behind) && !LONG_WORD_IN_LOWER_CASE.test(`${before} ${behind}`);
}

const LONG_WORD = /\p{L}{4}/u;
const LONG_WORD_IN_LOWER_CASE = /(?<![\p{L}'’-])\p{Ll}\p{L}{3}/u;

const MAX_NAME_WORD_UNITS = 32;
/** An office and its honorific are no longer than this. */
const MAX_ROLE_UNITS = 120;

/**
 * Finds the people whom a text names with an office, before the name or behind it, in order; `known` is in order, too, without
 * overlaps. A first and a last name at least: "Mayor Doe" could be anyone's.
 */
export function findLatinRoles(text: string, known: readonly KnownName[]): RoleMention[] {
  patterns ??= buildPatterns();
  const { mention, many, ofPlace, apposition, made, making, knownRole, knownRoleBehind } = patterns;
  const flat = text.replace(/\s/g, ' ');
  const mentions = new Map<number, RoleMention>();
  const add = (start: number, end: number, role: string | undefined) => {
    if (role !== undefined && !mentions.has(start))
      mentions.set(start, { name: flat.slice(start, end), role, start, end });
  };
  for (const { start, end } of known) {
    add(start, end, knownRole.exec(flat.slice(Math.max(0, start - MAX_ROLE_UNITS), start))?.[1]);
    add(start, end, knownRoleBehind.exec(flat.slice(end, end + MAX_ROLE_UNITS))?.groups?.role);
  }
  /** The text without the names that were found: none is part of the next office. */
  let unread = flat;
  for (const list of [
    () => listMany(unread, many),
    () => listSingle(unread, ofPlace, true),
    () => listSingle(unread, mention, true),
    () => listSingle(unread, apposition, false),
    () => listSingle(unread, made, false),
    () => listSingle(unread, making, false),
  ]) {
    let passed = 0;
    let read = '';
    for (const { role, taken, start } of list()) {
      const name = readName(text, start, taken);
      if (name === null) continue;
      const end = start + name.length;
      // Both are in order and without overlaps, so that each is passed once.
      while ((known[passed]?.end ?? Number.POSITIVE_INFINITY) <= start) passed += 1;
      const isKnown = (known[passed]?.start ?? Number.POSITIVE_INFINITY) < end;
      if (!isKnown) add(start, end, role);
      read += unread.slice(read.length, start) + '.'.repeat(end - start);
    }
    unread = read + unread.slice(read.length);
  }
  return [...mentions.values()].sort((a, b) => a.start - b.start);
}

/** A role with what may be a name, and where that begins. */
interface Candidate {
  readonly role: string;
  readonly taken: string;
  readonly start: number;
}

/** `isNameLast`: the role stands before the name, not behind it. */
function* listSingle(flat: string, pattern: RegExp, isNameLast: boolean): Generator<Candidate> {
  for (const { index, 0: match, groups } of flat.matchAll(pattern)) {
    const { role, name: taken } = groups ?? {};
    if (role === undefined || taken === undefined) continue;
    yield { role, taken, start: index + (isNameLast ? match.length - taken.length : match.indexOf(taken)) };
  }
}

function* listMany(flat: string, pattern: RegExp): Generator<Candidate> {
  for (const { index, 0: match, groups } of flat.matchAll(pattern)) {
    const { role, names } = groups ?? {};
    if (role === undefined || names === undefined) continue;
    const first = index + match.length - names.length;
    for (const one of names.matchAll(ONE_OF_MANY)) {
      const taken = one.groups?.name ?? '';
      yield { role, taken, start: first + one.index + one[0].length - taken.length };
    }
  }
}
