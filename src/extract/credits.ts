/** Names of authors and sources, as pages write them, without what is none. */

import type { Author } from '../article/article.ts';
import { foldWidth } from '../article/chinese.ts';
import { removeDate } from './dates.ts';
import { AUTHOR_LABELS, DATE_LABELS, foldShape, NOISE_LABELS, SOURCE_LABELS } from './labels.ts';

const MAX_NAME_CHARACTERS = 60;
/** Twenty authors with long names. */
const MAX_AUTHORS_CHARACTERS = 1200;

/** What systems put where a name is missing: accounts, fields, themselves; in simplified characters. */
const PLACEHOLDER =
  /^(?:(?:.*[\s_-])?admin(?:istrator)?|super ?user|root|web ?master|editor|user(?: ?name)?|guest(?: author| writer)?|anonym(?:ous|e)?|name|author|autor|unknown|undefined|null|none|nil|n\/?a|nobody|test|staff|(?:l[ae] )?r[eé]dac(?:tor|tion|ción)|redaktion|redakcja|редакция|redazione|фото|unbekannt|inconnu|desconocid[oa]|неизвест\p{L}+|администратор|관리자|管理者|未署名|no author|agencies|by|view all(?: posts)?.*|read more|(?:[a-z]+ )?(?:staff|senior|chief|special) (?:writer|reporter|correspondent)|writer|reporter|correspondent|contributor|(?:系统)?管理员|未知|佚名|匿名|无|暂无|不详|作者|编辑|小编|网络(?:整理)?|互联网|转载|原创|综合|本站(?:原创)?|查看(?:更多|全部)|默认|记者|通讯员|本[报网台刊]讯?|(?:posted|written|published|updated)(?: on| by)?|.*\d\s?min(?:ute)?s? read|.*(?:discuz|comsenz|wordpress|joomla|drupal|typo3|typecho|phpcms|dedecms|hanweb|大汉网络|帝国cms|拓尔思).*)$/iu;
/** Numbers of accounts, addresses, pieces of markup. */
const NO_NAME =
  /^(?:[a-z]{0,8}[_-]?\d[\d_-]*|[a-z\d]+_\w*|\P{L}*|.*(?:https?:|www\.|@|\[at\]|[=<>{}]).*|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:\/.*)?)$/iu;
/** What stands behind a name and is another thing: the next label, a button. */
const NEXT_LABEL = new RegExp(
  `\\s*(?:(?:${AUTHOR_LABELS}|${SOURCE_LABELS}|${DATE_LABELS}|${NOISE_LABELS}|译(?:者)?|责编)\\s*:|[\\s)\\]】](?:举报|分享|收藏|打印|关注|纠错|订阅|(?:网友|发表|查看|参与|我要)?评论|我来说两句|原创稿?|返回.{0,6}|阅读|浏览|点击|report|share|follow)(?:[\\s\\d([【]|$)|[|丨│]\\s*\\d|字[号体](?:\\s|$)|(?<=\\p{Script=Han})\\(?(?:特约|首席|实习|见习)?(?:记者|通讯员)\\s|第\\S{1,4}版|[,;]\\s*(?:bild|fot)\\p{L}*[.:]).*$`,
  'iu',
);
/** What somebody is, behind a name and a comma. */
const ROLE =
  /(?<!\p{L})(?:reporter|editor|correspondent|writer|columnist|redakteur(?:in)?|photographer)$|^(?:associated press|reuters|afp|dpa|ap|edited|esq\.?|ph\.?d\.?)$|^(?:the|\d+)\s|^\p{Script=Han}*报道$/iu;
/** What leads from a name to where and when, of which a date was taken away: `in Roads on  `; and counters. */
const BEHIND_NAME =
  /\s(?:in\s[^,]{1,40}\s)?(?:on|am|le|el|em|op)\s\s.*$|\s\d+\s(?:comments?|replies|kommentare?|commentaires?|comentarios?|views?)(?!\p{L}).*$/iu;
const OWN_LABEL = new RegExp(
  `^(?:(?:${AUTHOR_LABELS}|${SOURCE_LABELS})\\s*:|(?:written |posted |published )?by[\\s:]|文/|(?:发布|发表)于?\\s*[:\\d].*$)\\s*`,
  'iu',
);
/** Before a name, which has a capital: elsewhere it is a word of the sentence. */
const OWN_BY =
  /^(?:von|[Pp]ar|[Pp]or|door|przez|Von(?=\s+\p{Lu}[\p{L}-]+\s+\p{Lu}))(?:\s+|\s?:\s*)(?=\p{Lu})/u;

/** Behind an author: a paper, an office in brackets, a pronoun, others who are not named. */
const BEHIND_AUTHOR =
  /\s[–—-]\s.*$|\sfor (?:the )?\p{Lu}.*$|\s(?:Staff|Senior|Chief|Special) (?:Writer|Reporter|Correspondent)$|(?<=\p{Script=Han})\([^)]*\)?$|\s\((?:s?he|they)\/.*$|(?<=\p{Script=Han}{2})等$/u;

/** Splits "Jane Doe and John Roe" or "张三、李四"; without ids, placeholders, addresses and dates. */
export function readAuthors(text: string): Author[] {
  const credit = cleanCredit(text.slice(0, MAX_AUTHORS_CHARACTERS).replace(/\S+@\S+/g, ''));
  const names = foldWidth(credit.replace(/[|丨│].*$/u, ''))
    .split(
      /\s*(?:[,、;&]|\band\b|\bund\b|\bet\b)\s*|(?<=\p{Script=Han}{2,4})\s+(?=\p{Script=Han}{2,4}(?:\s|$)|\p{Script=Han}{0,10}报道$)/u,
    )
    .map((name) => name.replace(BEHIND_AUTHOR, '').trim())
    .filter((name) => name !== '' && name.length <= MAX_NAME_CHARACTERS && isName(name))
    .filter((name, index) => index === 0 || !ROLE.test(name));
  return [...new Set(names)].map((name) => ({ name }));
}

/** One author's name as machines are told it: a comma is part of it. Null for none. */
export function readAuthorName(text: string): string | null {
  const name = cleanCredit(text.slice(0, MAX_AUTHORS_CHARACTERS));
  return name !== '' && name.length <= MAX_NAME_CHARACTERS && isName(name) ? name : null;
}

/** A source's name without its label, what follows it, and the buttons behind it; null for none. */
export function readSourceName(text: string): string | null {
  return readAuthorName(text);
}

/** True for what may be somebody's name. */
function isName(text: string): boolean {
  return !PLACEHOLDER.test(foldShape(text)) && !NO_NAME.test(text);
}

function cleanCredit(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const folded = foldShape(line);
  const label = (OWN_LABEL.exec(folded) ?? OWN_BY.exec(folded))?.[0].length ?? 0;
  const rest = folded.slice(label);
  const end = label + (NEXT_LABEL.exec(rest)?.index ?? rest.length);
  const plain = trimMarks(removeDate(line.slice(label, end)).replace(BEHIND_NAME, ''));
  // A bracket that nothing has opened was around the name, and what is behind it is no part of that.
  return plain.replace(/^([^([【)\]】]*?)\s*[)\]】].*$/su, '$1');
}

const MARK_BEFORE = /[\s|丨·•,;:)[\]【】\uff0c\uff1a]/;
const MARK_BEHIND = /[\s|丨·•,;:([【\uff0c\uff1a–—-]/;

/** Takes the marks off both ends, looking at each character once. */
function trimMarks(text: string): string {
  const characters = [...text];
  const start = characters.findIndex((character) => !MARK_BEFORE.test(character));
  const end = characters.findLastIndex((character) => !MARK_BEHIND.test(character)) + 1;
  return start < 0 ? '' : characters.slice(start, end).join('');
}
