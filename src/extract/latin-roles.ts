/** Who stands behind an office in English text: `Deputy Mayor Jane Doe`. */

import type { KnownName, RoleMention } from './chinese-roles.ts';

const OFFICES =
  'Mayor|Minister|Secretary|Councillor|Cllr|Commissioner|Governor|President|Premier|Chancellor|Director|Ambassador|Senator|' +
  'Speaker|Sheriff|Treasurer|Chief Executive|Chief Constable|Chair|Chairman|Chairwoman|Leader|Attorney General|Solicitor General';
/** Words that begin a sentence before an office; any other capitalised word before it is part of it. */
const BEGINNING =
  'The|A|An|Our|His|Her|Their|Its|When|As|After|Before|While|Yesterday|Today|Meanwhile|In|On|At|And|But|With|By|For|From|Said|' +
  'Both|Former|New|Speaking|Commenting|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday';
/** Bounded, so that a "word" of a megabyte costs no more than one of thirty letters. */
const NAME_WORD = "\\p{Lu}[\\p{L}'’-]{1,30}";
const OFFICE = `(?:(?!(?:${BEGINNING}) )${NAME_WORD} (?:(?:${NAME_WORD}|and|&) ){0,4})?(?:${OFFICES})`;
const HONORIFIC = '(?:(?:Sir|Dame|Dr|Mr|Mrs|Ms|Lord|Baroness|Rt Hon|Prof)\\.? )?';
const MENTION = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?<role>${OFFICE}),? ${HONORIFIC}(?<name>${NAME_WORD}(?: \\p{Lu}\\.)?(?: (?:de|van|von|al|bin|der|la) ?)?(?: ${NAME_WORD}){1,2})`,
  'gu',
);
const KNOWN_ROLE = new RegExp(`(?<![\\p{L}\\p{N}-])(${OFFICE}),? ${HONORIFIC}$`, 'u');
/** Capitalised words that make the "name" an institution, or a day. */
const NO_NAME =
  /(?:^|\s)(?:Office|Council|Department|Committee|Street|Road|House|Hall|Square|School|University|Board|Group|Party|Team|Service|Services|Agency|Authority|Award|Awards|Act|Bill|Programme|Fund|The|This|In|On|At|Of|For|And|Said|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|Minister|Secretary|General|Mayor|Deputy|Prime|Foreign|Home|State|President|Questions|Europe)(?:\s|$)/;
/** An office and its honorific are no longer than this. */
const MAX_ROLE_UNITS = 120;

/** Finds the people behind an office, in order; `known` is in order, too, without overlaps. A first and a last name at least: "Mayor Doe" could be anyone's. */
export function findLatinRoles(text: string, known: readonly KnownName[]): RoleMention[] {
  const flat = text.replace(/\s/g, ' ');
  const mentions: RoleMention[] = [];
  for (const { start, end } of known) {
    const role = KNOWN_ROLE.exec(flat.slice(Math.max(0, start - MAX_ROLE_UNITS), start))?.[1];
    if (role !== undefined) mentions.push({ name: text.slice(start, end), role, start, end });
  }
  let passed = 0;
  for (const match of flat.matchAll(MENTION)) {
    const { role, name } = match.groups ?? {};
    if (role === undefined || name === undefined || NO_NAME.test(name)) continue;
    const start = match.index + match[0].length - name.length;
    const end = start + name.length;
    // Both are in order and without overlaps, so that each is passed once.
    while ((known[passed]?.end ?? Number.POSITIVE_INFINITY) <= start) passed += 1;
    const isKnown = (known[passed]?.start ?? Number.POSITIVE_INFINITY) < end;
    if (!isKnown) mentions.push({ name, role, start, end });
  }
  return mentions.sort((a, b) => a.start - b.start);
}
