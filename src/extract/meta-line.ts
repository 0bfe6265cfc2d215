/** The line under a heading: date, source, author, counters. And the other lines of a page that are no article. */

import { foldWidth } from '../article/chinese.ts';
import { readAuthors, readSourceName } from './credits.ts';
import type { DateReading } from './dates.ts';
import { findDate, splitDate } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';
import type { Meaning } from './labels.ts';
import { DATE_LABELS, foldShape, joinSources, LABELS, UPDATED_LABELS } from './labels.ts';

/** A longer line is a sentence that happens to begin like a label. */
export const MAX_META_CHARACTERS = 200;
/** So many lines, and marks, are asked what they tell: what has more is a table, or a book, and its first ones tell as much. */
export const MAX_ASKED_LINES = 2_000;
const MAX_NAME_CHARACTERS = 60;

const MEANINGS = new Map(LABELS.map(([meaning, labels]) => [meaning, new RegExp(`^(?:${labels})$`, 'iu')]));
/** A label may stand right behind the figures of a date, and a Chinese one right behind what another one labels. */
const LABEL = new RegExp(
  `(?:(?<=^|[\\s\\d|丨│/【\\[(·•;,)\\]】])|(?<=:[\\s\\p{Script=Han}·]{2,20})(?=\\p{Script=Han}))(?<label>${LABELS.map(([, labels]) => labels).join('|')})\\s*:`,
  'giu',
);
/** A label often has no colon: "Published on", "Veröffentlicht am", "Publicado el". */
const BARE_DATE = new RegExp(`^(?:${DATE_LABELS})\\s*(?=\\P{L}|\\p{Lu}|\\p{L}{1,4}\\s)`, 'iu');
/** `【纠错】` before the editor's name. */
const BUTTON_BEFORE = /^\s*[【[]\S{2,4}[】\]]/u;
/** Behind the date that it labels, without a space. */
const HEAD_UPDATED = /^\s*更\s*新\s*$/u;
const BARE_UPDATED = new RegExp(`^(?:${UPDATED_LABELS})(?!\\p{L})`, 'iu');
/** Wherever it stands in a line. */
const UPDATED = new RegExp(
  `(?<!\\p{L})(?:${UPDATED_LABELS})(?=[\\s:]+\\P{L}|\\s*:|(?<=\\p{Script=Han})\\d|\\s+\\p{L}{1,12}\\.?,?\\s\\d)`,
  'iu',
);
const BEHIND_UPDATED = new RegExp(
  `^\\D+\\d.*?(?<!\\p{L})(?=(?:${DATE_LABELS})(?:\\s*:|\\s+\\P{L}|\\s+\\p{L}{1,12}\\.?,?\\s\\d))`,
  'iu',
);
const ENDS_IN_UPDATED = new RegExp(`(?<!\\p{L})(?:${UPDATED_LABELS})\\s*(?:on|at)?\\s*:?$`, 'iu');
/** A word before it may make it another label: the date of a meeting. */
const ENDS_IN_DATE_LABEL = new RegExp(`(?<!\\p{L}\\s*)(?:${DATE_LABELS})\\s*:?\\s*$`, 'iu');
const NAME =
  "\\p{Lu}[\\p{L}.'’-]*(?:\\s+(?:(?:de|del|della|da|do|dos|du|la|le|van|von|der|den)\\s+)*\\p{Lu}[\\p{L}.'’-]*){0,3}";
/** Agencies, behind a name or a date. */
const WIRE = '(?:dpa|epd|KNA|AFP|AP|Reuters|EFE|PAP|ANSA|APA|SDA|Associated Press|ТАСС|РИА Новости)';
const AT_WIRE = new RegExp(`^${WIRE}$`);
const NAMES = `(?<by>${NAME}(?:(?:,\\s*|\\s+(?:and|und|et|y|e|en)\\s+|\\s*&\\s*)${NAME}){0,4})`;
/** In other languages than English the word begins sentences, too: two names follow it. */
const BY_ELSEWHERE =
  '(?:[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]oor|[Aa] cura di)(?=\\s+\\p{Lu}\\S+\\s+(?:\\p{Ll}{2,3}\\s+)?\\p{Lu})';
const BYLINE = new RegExp(
  `^(?:(?:By|BY|${BY_ELSEWHERE})\\s+|(?=\\S+\\s\\S[^,]*,(?:\\s\\p{Lu}\\p{Ll}+)*\\s(?:Reporter|Correspondent|Writer|Columnist)$))${NAMES}(?:,?\\s(?:(?:avec|mit|with|con)\\s.{2,30}|${WIRE}))?$`,
  'u',
);
/** Behind the names: where to reach whoever has written it, the day, how long it takes to read. */
const BEHIND_BYLINE = /\s*(?:[|·•(]|\s\S*@).{0,60}(?<![.!?])$/u;
const HAS_BY = /\s(?:by|von|par|por|door|a cura di)\s/i;
/** `Posted on … by Jane Doe`, `Submitted by Jane Doe on Mon, …`, `… — Por Ana Silva`, without the date that stood there. */
const DATED_BYLINE = new RegExp(
  `^(?:(?:[Pp]osted|[Pp]ubli|[Ss]ubmitted|[Ww]ritten|[Cc]reated|[Pp]ubblic|[Mm]ise? en ligne|[Vv]eröffentlicht|[Ee]rschienen|[Gg]e(?:plaatst|publiceerd))\\p{L}*(?:\\s\\p{Ll}{1,3}(?=\\s))?)?[\\s\\dh:.,|·—–-]*(?<!\\p{L})(?:[Bb]y|${BY_ELSEWHERE})\\s+${NAMES}(?:\\s+(?:on|am|le|el|em|il|op|at))?(?:\\s+\\p{L}{2,10}\\.?,)?[^\\p{L}]*$`,
  'u',
);

/**
 * `本报记者 张三`, `(新华社记者 张三 通讯员 李四)`, `(文/张三 图/李四)`, `(张三 镇里报道)`, `(镇融媒体中心 张三)`, `(记者张三)`, `记者张三/镇里报导`:
 * simplified, without colons. 记者手记 is no name.
 */
const REPORTERS =
  /^[□■◎]?\s?\(?(?:\p{Script=Han}{1,14}[报社网台刊心])?(?:特约|首席|实习|见习)?(?:记者|通讯员|评论员)\s+(?<names>[\p{Script=Han}·\s、]{2,60}?)(?:\s*(?:摄影|文图|图文|文\/图|摄))?(?:报道)?\)?$|^\(?图?文\/(?<writers>[\p{Script=Han}·\s、]{2,30}?)(?:\s*[图摄]影?\/.{2,20})?\)?$|^\((?:\p{Script=Han}{1,10}(?:融媒体?中心|宣传[部办]|[报社网台])\s|(?=.*报道\)))(?<local>\p{Script=Han}{2,4}(?:[\s、]\p{Script=Han}{2,4})?)(?:\s\p{Script=Han}{2,12}报道)?\)$|^(?:[(【]|本(?=[报网台刊]记)|(?=.*\/))(?:\p{Script=Han}{0,12}[报社网台刊心])?记者(?!手记|调查|观察)(?<tight>\p{Script=Han}{2,3})(?:\/\p{Script=Han}{2,8}报[导道])?[)】]?$/du;
/** `김민수 기자`, and what stands behind it. */
const KOREAN_REPORTER = /^(?:기자명\s|글·?사진\s)?(?<name>[가-힣]{2,4})\s?기자(?=$|\s*[|=/·]|\s+\S+@\S+$)/u;
/** An agency or a paper alone in its line, or that the text is its own. */
const AGENCY =
  /^(?<name>新华社|中新社|法新社|路透社|美联社|央视新闻|新华网|人民网|中新网|[\p{Script=Han}]{2,8}(?:日报|晚报|早报))$|^本[报网台刊]讯?$/u;

/** Above what was copied of WeChat, Weibo and Telegram: who posted it, when, and with what. */
const POST =
  /^(?:原创(?:\s[^\s《》“”,。!]{1,16}){2}(?:$|\s\d{4}年)|(?=.{0,12}\d:\d\d\s).{0,40}来自\s\S.{0,20}(?<![。!])$|(?<channel>\S.{1,60}),\s\[\d[\d.:, ]+\]:?$)/u;

/** 阅读1022次, 浏览(12); 読了時間 3, 5 min. */
export const COUNTER =
  /(?:阅读|閱讀|浏览|瀏覽|点击|點擊|人气|人氣|読了)(?:[数數量]|[时時][间間])?\s*[(\uff08:\uff1a]?\s*\d+\s*[)\uff09]?\s*次?|(?<![\d:])\d{1,2}[\s-]?(?:min|мин)\.?(?![\d:])/giu;

/** Portals put their own address before the date. */
const ADDRESS_BEFORE_DATE = /^(?:https?:\/\/|www\.)\S{1,80}\s+(?=(?:19|20)\d\d\s?[-/.年])/;

/** Reads a line that tells about the article; null for one that belongs to it. */
export function readMetaLine(line: string, reading: DateReading): ExtractedFields | null {
  const text = line
    .replace(/\s+/g, ' ')
    .trim()
    .replace(ADDRESS_BEFORE_DATE, '')
    .replace(/^SOURCE (?=\p{Lu})/u, '$&: ');
  if (text === '' || text.length > MAX_META_CHARACTERS) return null;
  const behind = BEHIND_BYLINE.exec(text)?.[0] ?? '';
  const byline = BYLINE.exec(text.slice(0, text.length - behind.length))?.groups?.by;
  if (byline !== undefined) return { ...readDay(behind, reading), authors: readAuthors(byline) };
  const folded = foldShape(text);
  const post = POST.exec(folded);
  if (post !== null) {
    const channel = post.groups?.channel;
    const source =
      channel === undefined ? {} : { source: { name: text.slice(0, channel.length), url: null } };
    return { ...readDay(text, reading), ...source };
  }
  const agency = AGENCY.exec(folded);
  if (agency !== null) return agency.groups?.name === undefined ? {} : { source: { name: text, url: null } };
  const place = REPORTERS.exec(folded)?.indices?.groups;
  const names = place?.names ?? place?.writers ?? place?.local ?? place?.tight;
  if (names !== undefined) return { authors: readReporters(text.slice(...names)) };
  const labelled = readLabels(text, reading);
  const reporter = KOREAN_REPORTER.exec(text)?.groups?.name;
  if (reporter !== undefined) return { ...labelled, authors: [{ name: reporter }] };
  if (labelled !== null) return labelled;
  if (BARE_UPDATED.test(text) && findDate(text, reading) !== null) return {};
  const { date, rest: left } = splitDate(folded.replace(BARE_DATE, ''), reading);
  const undated = HAS_BY.test(text) ? splitDate(text, reading).rest : text;
  const by = undated === text ? undefined : DATED_BYLINE.exec(undated.trim())?.groups?.by;
  if (by !== undefined)
    return { ...(date === null ? {} : { datePublished: date }), authors: readAuthors(by) };
  const rest = left.replace(COUNTER, '').replace(/[\s|丨·•,;()[\]【】]/g, '');
  // A line that is a date and hardly anything else: a day of the week, a zone.
  const isDate =
    rest === '' ||
    /^(?:星期[一二三四五六日天]|周[一二三四五六日]|[日月火水木金土]曜日?|[월화수목금토일](?:요일)?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*|[A-Z]{3,4})$/.test(
      rest,
    ) ||
    AT_WIRE.test(rest);
  return isDate && date !== null ? { datePublished: date } : null;
}

/** Between bars a label needs no colon: `来源镇报| 作者张三`. */
const BARRED = /(?<=^|[|丨│]\s*)(来源|來源|作者)(?=[^\s:\uff1a|丨│]{2,20}\s*(?:[|丨│]|$))/gu;

/** Behind a label a bar is a colon: `来源丨镇报 编辑丨李四`, `文/张三`. */
const BAR_BEHIND =
  /(?<=^|\s)(?:(?<text>文字?|撰文)|(?<picture>图[片文]?)|(?<label>摄影|编辑|责编|审核|校对|[初复终一二三]审|来源|作者|供稿|記者|记者|來源|編輯|審核|攝影))\s*[|丨│/\uff5c\uff0f]\s*(?=[^\s|丨│/\uff5c\uff0f]{2,20}(?:\s|$))/gu;

function readLabels(line: string, reading: DateReading): ExtractedFields | null {
  const text = /[|丨│/\uff5c\uff0f]/.test(line)
    ? line
        .replace(
          BAR_BEHIND,
          (_, isText, isPicture, label) => `${isText ? '作者' : isPicture ? '摄影' : label}:`,
        )
        .replace(BARRED, '$1:')
    : line;
  if (!/[:\uff1a]/.test(text)) return null;
  const labels = [...foldShape(text).matchAll(LABEL)];
  const [first] = labels;
  if (first === undefined) return null;
  // Before the first label only the date may stand, or what a bar sets apart: otherwise this is a sentence.
  const head = text.slice(0, first.index);
  const label = BARE_DATE.exec(foldShape(head))?.[0] ?? '';
  const { date, rest: left } = splitDate(head.slice(label.length), reading);
  // `2025-06-03 12:11更新` is of the last change.
  const rest = left.replace(HEAD_UPDATED, '').replace(BUTTON_BEFORE, '');
  const headDate = HEAD_UPDATED.test(left) ? null : date;
  const isApart = first.index <= MAX_NAME_CHARACTERS && /[|丨│]\s*$/u.test(rest);
  if (!isApart && foldWidth(rest).replace(/[\s|丨·•(【[-]/g, '') !== '') return null;
  const fields: ExtractedFields = {};
  if (headDate !== null) fields.datePublished = headDate;
  for (const [index, match] of labels.entries()) {
    const start = match.index + match[0].length;
    const value = trimValue(text.slice(start, labels[index + 1]?.index ?? text.length));
    const meaning = readMeaning(match.groups?.label ?? '');
    // A sentence that begins as a label does is the text's.
    const isSentence = SENTENCE.test(value) || (meaning === 'author' && /\p{Ll}{3}[.!?]$/u.test(value));
    if (labels.length === 1 && meaning !== 'date' && isSentence) return null;
    if (meaning === 'source' && !hasSourceShape(value)) continue;
    applyValue(fields, meaning, value, reading);
  }
  return fields;
}

/** Several words up to a full stop, or a clause and another. */
const SENTENCE = /\p{Script=Han}{4,}.*。$|\p{Ll}{2} .* .* .*\p{Ll}{2}[.!?]$|[，,].{4,}。/u;

function readDay(text: string, reading: DateReading): ExtractedFields {
  const date = findDate(text, reading);
  return date === null ? {} : { datePublished: date };
}

function readReporters(names: string) {
  return readAuthors(names.replace(/\s+(?:通讯员|通訊員|记者|記者)\s+/gu, '、'));
}

function readMeaning(label: string): Meaning {
  for (const [meaning, pattern] of MEANINGS) if (pattern.test(label)) return meaning;
  return 'noise';
}

function applyValue(fields: ExtractedFields, meaning: Meaning, value: string, reading: DateReading): void {
  if (value === '') return;
  if (meaning === 'date') {
    const date = findDate(value, reading);
    if (date !== null) fields.datePublished ??= date;
  } else if (meaning === 'source') {
    const url = /https?:\/\/\S+/.exec(value)?.[0];
    const date = findDate(value, reading);
    if (date !== null) fields.datePublished ??= date;
    const named = url === undefined ? value : value.replace(url, '');
    fields.source ??= { name: readSourceName(trimButtons(named)), url: url ?? null };
  } else if (meaning === 'author') {
    const authors = readAuthors(value);
    if (authors.length > 0) fields.authors ??= authors;
  }
}

function hasSourceShape(value: string): boolean {
  return value.length <= MAX_NAME_CHARACTERS && !/[。!?]/.test(foldWidth(value));
}

function trimValue(text: string): string {
  const value = text.replace(/^[\s|丨·•,;(\uff0c\uff1b\uff08【[]+|[\s|丨·•,;\uff0c\uff1b]+$/g, '');
  return /[(\uff08【[]/.test(value) ? value : value.replace(/[\s)\uff09】\]]+$/, '');
}

/** A name without the buttons behind it. */
function trimButtons(text: string): string {
  const [, name, button] = /^(.*[^\s|丨·•–-])(?=[\s|丨·•])[\s|丨·•–-]+(\S+)$/u.exec(text) ?? [];
  return name !== undefined && button !== undefined && isFurniture(button) ? trimButtons(name) : text;
}

/** True for a line that tells of the last change first. */
export function beginsInUpdated(line: string): boolean {
  const start = foldShape(line).search(UPDATED);
  return start >= 0 && !/[\p{L}\p{Nd}]/u.test(line.slice(0, start));
}

/** A line up to where it goes on to tell of the last change; where it begins with that, from its publication on. */
export function cutUpdated(line: string): string {
  const text = line.trim();
  const folded = foldShape(text);
  const start = folded.search(UPDATED);
  if (start < 0) return text;
  const head = text.slice(0, start).replace(/[\s|/·•(-]+$/, '');
  const next = head === '' ? BEHIND_UPDATED.exec(folded) : null;
  return next === null ? head : cutUpdated(text.slice(next[0].length));
}

/** True for the beginning of a line that goes on with when the last change was. */
export function endsInUpdated(start: string): boolean {
  return ENDS_IN_UPDATED.test(foldShape(start));
}

/** True for the beginning of a line that goes on with when the text was published. */
export function endsInDateLabel(start: string): boolean {
  return ENDS_IN_DATE_LABEL.test(foldShape(start));
}

/** True for a line that says of which day its date is. */
export function hasLabel(line: string): boolean {
  const text = foldShape(line.trim());
  return (
    BARE_DATE.test(text) ||
    text.matchAll(LABEL).some((match) => readMeaning(match.groups?.label ?? '') === 'date')
  );
}

/** True where a label says when the text was written, or the page made. */
export function tellsWriting(line: string): boolean {
  return /(?<!\p{L})(?:成文|印发|编写|创建|written|created|erstell)/iu.test(foldShape(line));
}

/** True for a line whose label stands before any day: of publication, of an event, of a deadline. */
export function isPlainlyLabelled(line: string): boolean {
  return /^(?:日\s*期|时\s*间|date|datum|data|fecha|дата|tarih|تاريخ)\s*:/iu.test(foldShape(line.trim()));
}

/** True for a line that says where something takes place. */
export function tellsPlace(line: string): boolean {
  return /(?<!\p{L})(?:地\s*点|会场|场所|place|venue|where|location|ort|lieu|lugar|luogo|local|locatie|miejsce|место|장소|المكان)\s*:/iu.test(
    foldShape(line),
  );
}

/** True for a label of the day of publication, and nothing else. */
export function isDateLabel(line: string): boolean {
  return line.length <= MAX_NAME_CHARACTERS && DATE_LABEL.test(foldShape(line));
}

const DATE_LABEL = new RegExp(`^(?:${DATE_LABELS})\\s*:?$`, 'iu');

/**
 * What a page has its readers press: wherever a line is made of nothing else, of whatever article it stands by. None may
 * be read in two ways: a line of them would have twice as many with each.
 */
const BUTTONS = joinSources(
  /(?:我要)?(?:打印|关闭|收藏|分享|纠错|推荐|举报|保存|评论|留言)(?:本页|此页|页面|窗口|本窗口|本文|给朋友)?|(?:发表|查看|参与|网友)(?:评论|跟[帖贴])|我要跟[帖贴]|我来?(?:要)?说两句|返回?(?:顶部|首页|列表|目录|页首|上页|上一[页级层]|正文)|(?:我要)?反馈|保存网页|(?:この)?ページの(?:先头|トップ)へ(?:戻る)?|前のページ[へに]戻る|回到?顶部|[上下末尾首]一?页|第\s?\d+\s?页|共\s?\d+\s?页|继续访问|放弃|放大|缩小|默认|正常|超?大|中|小|微信|微博|字[号体]|转发|点?赞|在看|阅读原文|写留言/u,
  /seitenanfang|print(?: (?:this )?page| version)?|share|tweet|e-?mail|save|close|bookmark|copy link|back to top|T\s*[+-]|A\s?[+-]|A(?=\s)/u,
  /(?:seite )?(?:drucken|(?:weiter)?empfehlen|teilen)|merken|druckversion|nach oben|zum seitenanfang|zurück zur (?:übersicht|liste|startseite)/u,
  /imprimer|partager|enregistrer|haut de page|imprimir|compartir|compartilhar|partilhar|guardar|volver|stampa|condividi|salva|drukuj|udostępnij|afdrukken|delen|печать|поделиться|印刷|シェア|ツイート|طباعة|인쇄|공유|목록/u,
);

/** Lines that a page puts around any article: to print it, to share it, where one is. */
const FURNITURE = new RegExp(
  joinSources(
    // What a page asks of its readers.
    /^(?:(?:was|were|is|did)\b(?=.{0,60}\b(?:page|article|information|content)\b).{0,60}(?:help|useful|wrong)|(?:war|waren|haben|hat|konnten) (?:dies|die info|(?:wir )?ihnen).{0,40}(?:hilfreich|helfen|geholfen)|cette page .{0,30}(?:utile|aidé)|¿?(?:te|le) ha .{0,20}útil|quanto sono chiare |heeft (?:dit|deze|u) .{0,40}geholpen|この(?:ページ|情报).{0,20}(?:役に立|参考に)|이 페이지.{0,30}만족).{0,60}\?.{0,20}$|^(?:we use|this (?:web)?site uses|wir (?:verwenden|nutzen)|diese (?:web)?(?:site|seite) (?:verwendet|nutzt)|ce site utilise|nous utilisons|est[ea] (?:sitio|web|página).{0,8} (?:usa|utiliza)|utilizamos|questo sito (?:usa|utilizza)|deze (?:web)?site gebruikt) .{0,30}cookies/u,
    /^[【[(]?(?:分享[到至让].{0,20}|字号.{0,12}|扫一扫.{0,30}|我要(?:打印|纠错|收藏|分享).*|(?:喜欢此内容的人|预览时标签|继续滑动|轻触阅读).{0,12})(?<!。)[】\])]?$/u,
    /^[-–—]\s?\d{1,4}\s?[-–—]$|^(?:page|seite|página|pagina|strona|стр\.?)\s\d+(?:\s?(?:of|von|sur|de|di|z|из|\/)\s?\d+)?$/u,
    /^(?:您.{0,4}|当前|现在|所在)的?位置|^的?位置\s*(?:[:>是]|$)/u,
    /^(?:网站)?首页(?:\s*[>»/|]|$)/u,
    /^(?:home|you are here)\s*(?:[>»/|:].*)?$/u,
    /^(?:sie sind hier|vous êtes ici|(?:usted )?está(?:s)? aquí|estás en|você está aqui|ti trovi (?:in|qui)|sei (?:in|qui)|u bent hier|jesteś tutaj|вы здесь|现在の?位置|현재 위치)\s*:.*$/u,
    /^(?:skip to (?:main )?content|(?:share (?:this|on|via)|(?:seite|artikel|beitrag|meldung) teilen|partager (?:cette|cet|sur)|compart\S+ (?:e[nm]|est[ae])|condividi (?:su|questa)|deel (?:deze|dit))\b.{0,40})$/u,
    /^您访问的链接即将离开.*$|^更多.{0,20}请.{0,6}(?:下载|关注|扫).{0,20}$|^[\s—–#-]*ends?[\s—–#-]*$|^###+$|^(?:点击|浏览|阅读|访问)(?:数|量|次数)?\s*\d+次?$/u,
    new RegExp(
      `^(?:[\\s|/·•<>»«【】\\[\\]()]*(?:${BUTTONS})(?:\\s*[(\\s]\\d+(?:\\s*[条次人])?)*)+[\\s|/·•+<>»«【】\\[\\]()-]*$`,
      'u',
    ),
    /^(?:copyright\s*(?:©|\(c\)|20\d\d)|©|저작권자|版权所有(?![人者是])|all rights reserved|\S{0,4}(?:icp备|公网安备)|网站标识码).{0,100}$/u,
    /^点击.{0,20}(?:关注|蓝字).{0,12}$|^.{0,12}(?:长按|扫描|扫码|识别).{0,16}(?:二维码|关注).{0,20}$|^点个.{0,4}在看.{0,20}$/u,
    /^\d+[\s-]?min(?:ute)?n?s?\.? (?:read|lesezeit|de lecture|di lettura|de lectura|leestijd)$/u,
    /^[(]?trackback\b.*(?:https?:|url|php|aspx).*$/u,
  ),
  'iu',
);

/** True for a line that is no part of any article, wherever it stands. */
export function isFurniture(line: string): boolean {
  return line.length <= MAX_META_CHARACTERS && FURNITURE.test(foldShape(line.trim()));
}

/** With these a page goes on to the articles before and after this one. */
const NEIGHBOUR = new RegExp(
  `^[【[]?(?:${joinSources(
    /上一[篇条页则个]|下一[篇条页则个]|前一篇|后一篇|(?:前|次)の(?:记事|ページ|お知らせ)|(?:이전|다음)\s?(?:글|기사)/u,
    /(?:previous|next)(?:\s+(?:article|post|story|page))?\s*(?:[:«»←→]|$)|[«←]\s*(?:previous|older)|(?:next|newer)[^.]{0,12}[»→]/u,
    /(?:vorherige[rs]?|nächste[rs]?)\s+(?:artikel|beitrag|meldung|nachricht|eintrag)\s*(?:[:«»←→]|$)|(?:article|page) (?:précédente?|suivante?)\s*(?:[:«»←→]|$)/u,
    /(?:artículo|noticia|notícia|artigo) (?:anterior|siguiente|seguinte)\s*(?:[:«»←→]|$)|(?:articolo|notizia) (?:precedente|successiv[oa])\s*(?:[:«»←→]|$)/u,
    /(?:vorig|volgend)e? (?:artikel|bericht)\s*(?:[:«»←→]|$)|(?:poprzedni|następny) (?:artykuł|wpis)\s*(?:[:«»←→]|$)|(?:предыдущ|следующ)[а-я]{2} (?:статья|новость|запись)\s*(?:[:«»←→]|$)/u,
  )})`,
  'iu',
);
/** Words that lead there where most of the line is a link, and are words like others where none is. */
const NEIGHBOUR_LINK =
  /^[‹«<←]?\s*(?:zurück|weiter|vorherige[rs]?|nächste[rs]?|précédente?|suivante?|anterior|siguiente|próxim[oa]|seguinte|precedente|successiv[oa]|vorige?|volgende?|poprzedni|następny|предыдущ[а-я]{2}|следующ[а-я]{2})\s*[:«»←→‹›]/iu;
/** Words for the list that one came from, or for more of it, where most of the line is a link. */
const BACK =
  /^[‹«<←\s]*(?:(?:back|return) to|zurück zu|retour (?:à|aux?)|volver a|torna a|terug naar|назад к|возврат к|wróć do|voltar|חזרה ל|(?:ال)?عودة|(?:一览|前のページ)[へに]戻る|(?:read|see|view|show) (?:more|all)|alle (?:meldungen|nachrichten|artikel))(?!\p{L}{4})/iu;
/** What publishers say of any text, below it. */
const DISCLAIMER = /^[【[]?(?:特别|免责|版权)声明[】\]]?(?:$|\s*:|(?<=[】\]]))/u;
/** A heading of what readers wrote, with how many they are. */
const COMMENTS =
  /^(?:(?:网友|全部|最新|热门|精彩)?(?:评论|留言|跟帖)|comments?|kommentare?|commentaires?|comentarios?|commenti|reacties)\s*\(\d+\)$|^(?:网友|全部|最新|热门|精彩)(?:评论|留言|跟帖)$|^(?:已有|共有?)\s*\d+\s*[条件个](?:评论|留言|跟帖)$|^\d+\s+(?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties)$/iu;
/** With these it names others that have to do with it, at the end or amid the text; in simplified characters. */
const RELATED_WORDS = joinSources(
  /相关(?:新闻|链接|文章|阅读|报道|信息|推荐|专题)|延伸阅读|推荐阅读|猜你喜欢|热门(?:新闻|文章|推荐)|更多(?:新闻|精彩|内容)|関连(?:记事|ニュース|リンク)|あわせて読みたい|관련\s?(?:기사|뉴스)|많이 본 뉴스/u,
  /related(?: (?:content|articles?|news|stories|posts|links|topics?|reading|coverage))?|(?:read|see) (?:also|more|next)|also (?:read|on)|other (?:news|stories|articles).{0,20}|more (?:on this|from|like this|news|stories|articles|to read)|latest (?:news|stories|articles)|recent posts|recommended(?: for you| reading)?|most (?:read|popular|viewed)|trending(?: now)?|don.t miss|you (?:may|might) also (?:like|be interested).{0,12}|further reading|what to read next|editors?.? picks?/u,
  /mehr (?:zum thema|dazu|nachrichten|artikel)|lesen sie (?:auch|mehr|hier|dazu).{0,20}|auch interessant|das könnte (?:sie|dich|euch) (?:auch |ebenfalls )?interessieren|(?:ähnliche|weitere|verwandte|neueste) (?:artikel|beiträge|meldungen|nachrichten|themen|informationen)|zum thema|empfehlungen(?: der redaktion)?|meistgelesen|siehe auch/u,
  /(?:à )?lire (?:aussi|également)|(?:articles|contenus) (?:liés|similaires|associés)|sur le même sujet|à voir aussi|voir aussi|les plus lus|le[ae] (?:también|más)|lee también|(?:te|le) puede interesar|(?:noticias|artículos|contenido) relacionad[oa]s?|relacionad[oa]s|más noticias|lo más (?:leído|visto)|ver también/u,
  /leggi (?:anche|di più)|(?:articoli|notizie) correlat[ie]|potrebbe interessarti.{0,10}|leia (?:também|mais)|veja também|(?:notícias|matérias) relacionadas|mais lidas|lees ook|gerelateerde? (?:artikelen|berichten)|meer over|czytaj (?:także|też|również|więcej)|zobacz (?:także|też|również)|(?:powiązane|podobne) (?:artykuły|tematy)|polecamy/u,
  /читайте (?:также|ещ[её])|(?:похожие|связанные) (?:статьи|материалы|новости)|по теме|смотрите также|ayrıca (?:bakın|okuyun)|ilgili (?:haberler|yazılar)|benzer haberler|اقرأ (?:أيضا|أيضًا|المزيد)|(?:مواضيع|أخبار|مقالات) (?:ذات صلة|متعلقة)|קראו (?:גם|עוד)|כתבות נוספות|עוד בנושא|läs (?:också|mer|även)|les også|læs også|lue myös/u,
);
/** As the heading of a list, alone in its line. */
const RELATED = new RegExp(`^[【[•»>]*\\s*(?:${RELATED_WORDS})\\s*[】\\]]?\\s*[:.…»>]{0,3}$`, 'iu');
/** Before the name of one article. */
const RELATED_ONE = new RegExp(`^[【[•»>]*\\s*(?:${RELATED_WORDS})\\s*[】\\]]?\\s*[:|»>–-]`, 'iu');

/** What a line of a page leads on to. */
export type FollowUp = 'neighbour' | 'comments' | 'related' | 'one';

/**
 * Whether a line leads on: to the neighbouring articles or to what readers wrote, which ends a page's article, to
 * related articles, or to one thing. `leadsOn` where most of the line is a link.
 */
export function readFollowUp(line: string, leadsOn: boolean): FollowUp | null {
  const text = foldShape(line.slice(0, MAX_META_CHARACTERS).trim());
  if (NEIGHBOUR.test(text) || DISCLAIMER.test(text)) return 'neighbour';
  // Above a text their number is a link to them.
  if (COMMENTS.test(text)) return leadsOn ? 'one' : 'comments';
  if (RELATED.test(text)) return 'related';
  if (!leadsOn) return null;
  if (NEIGHBOUR_LINK.test(text)) return 'neighbour';
  return RELATED_ONE.test(text) || BACK.test(text) ? 'one' : null;
}
