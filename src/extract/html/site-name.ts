/** The names of sites and of their parts: told from an article's title, and taken off it. */

import { foldShape } from '../labels.ts';

/** Headings of a part of a site, not of an article; and what programs and greetings put in the place of a title. */
const SECTION =
  /^(?:首页\s*[->»/]+.{1,20}|(?:谢谢|感谢|欢迎)您?的?(?:访问|光临).{0,30}|(?:新闻|文章|信息|内容)?(?:详情|详细|内容)页?|显示|无标题(?:文档)?|新建网页\s?\d*|untitled(?: document| page)?|new page \d*|medienmitteilung(?:en)?|aktuelle (?:meldung(?:en)?|nachrichten)|civicalerts|latest news|news flash|news (?:&|and) events|newsroom|(?:press|news)(?: releases?)?|for immediate release|announcements?|notices?|blog|home|articles?|events?|media|aktuelles|neuigkeiten|nachrichten|presse(?:mitteilung(?:en)?)?|startseite|actualités?|communiqués?(?: de presse)?|accueil|noticias?|actualidad|(?:(?:nota|comunicado) de )?prensa|inicio|notizie|comunicat[io](?: stampa)?|persbericht|informacja prasowa|пресс-релиз|بيان صحفي|notícias|nieuws|aktualności|новости|главная|新闻(?:中心|动态|资讯)?|要闻|\p{Script=Han}{2}(?:要闻|新闻|动态|资讯|快讯)|通知公告|公告|公示|首页|最新消息|政务(?:公开|要闻|动态)|信息公开|正文|新闻稿|报道(?:资料|発表)|プレスリリース|お知らせ|ニュース|新着情报|(?:공지사항|뉴스|보도자료)(?:\s?(?:상세|보기|목록).*)?|أخبار|الأخبار)(?:\s(?:nr|no)[.\s]{0,2}[\d/-]+)?$/iu;

/** A title that is a site's name, in Chinese, and where in it one is; or that of a place, or of its government. */
const SITE =
  /^(?:\p{Script=Han}{1,7}(?:网|网站|门户|官网|频道|论坛|社区|博客|在线|娱乐)(?:\s*[>»-]+\s*\p{Script=Han}{2,8})?|\p{Script=Han}{1,12}(?:政府|(?:委员|管委)会|局|厅|办公室|大学|学院|[日晚早周]报)(?:门户网站|信息公开|政务|信息|公众)?(?:网站?|平台|目录|\W*(?:数字报|电子[报版]))?|\p{Script=Han}{1,6}[省市县区镇乡州旗])$/u;

/** True where a title is that of a site: 镇门户网. */
export function isSiteName(title: string): boolean {
  return SITE.test(title);
}

/** True where the title of a document names a section and the site, and no article: `News - Ham`, `Town of Ham : News`. */
export function namesSection(title: string): boolean {
  const parts = title.slice(0, MAX_DOCUMENT_TITLE_CHARACTERS).split(PARTS);
  return isSectionName(parts[0] ?? '') || (parts.length === 2 && isSectionName(parts[1] ?? ''));
}

/** True for a heading of a part of a site: News, 通知公告. */
export function isSectionName(text: string): boolean {
  return SECTION.test(foldShape(text));
}

/** A title for sharing may end in the site's name, too, or in that of a part of it: CNN Politics. */
export function cutKnownSite(title: string, site: string | undefined): string {
  const [, head, , tail] =
    (title.length > MAX_DOCUMENT_TITLE_CHARACTERS ? null : SITE_BEHIND.exec(title)) ?? [];
  const isSite = site !== undefined && tail !== undefined && `${tail} `.startsWith(`${site} `);
  return head !== undefined && isSite ? head.trim() : title;
}

/** What parts the names in a document's title. */
const PARTS = /\s+(?:[-–—|·•»:«<‹]|::)\s+|\s*[_|丨]+\s*/u;
/** Longer than a title and a site's name together. */
const MAX_DOCUMENT_TITLE_CHARACTERS = 500;

const SITE_BEHIND = /^(.+?)\s*(?:\s([-–—|·•»:«<‹]|::)\s|[_|丨])\s*([^_|丨]+)$/u;
const LAST_BEHIND = /^(.+\s[-–—|·•]\s.+?)\s([-–—|·•])\s((?:(?!\s[-–—|·•]\s).)+)$/u;
/** As the names of Chinese sites and their parts end. */
const CHINESE_SITE =
  /^\p{Script=Han}{0,20}(?:网|网站|政府|门户|频道|(?:委员|管委)会|局|办公室|大学|学院|日报|晚报|早报|发布|新闻|财经|汽车|娱乐|体育|科技|教育|房产|健康|论坛|社区|博客|在线|电视台|客户端)$/u;
/** Without spaces hyphens part only what ends so, or two of them any Chinese name. */
const SITE_WITHOUT_SPACES =
  /^(.+?)(?:(?:--+|──)(?<double>\p{Script=Han}.{0,20})|[-–—\uff0d]{1,2}(?<single>\p{Script=Han}{1,22}))$/u;

/**
 * `Title - Site` and `Title_Site`: what follows the last such mark is the site where it says so itself or is the
 * shorter part.
 */
export function cutSiteName(title: string, site: string | undefined): string {
  if (title.length > MAX_DOCUMENT_TITLE_CHARACTERS) return title;
  const { lead, behind } = SITE_BEFORE.exec(title)?.groups ?? {};
  if (lead !== undefined && behind !== undefined && isLead(lead, behind)) return cutSiteName(behind, site);
  const [, before, last] = HAN_BEHIND.exec(title) ?? [];
  if (before !== undefined && last !== undefined && (isSiteName(last) || isSectionName(last)))
    return cutSiteName(before, site);
  const [, head, mark, tail] = SITE_BEHIND.exec(title) ?? readTight(title);
  if (head === undefined || tail === undefined) return title.replace(/^【([^【】]+)】$/u, '$1');
  // "Site » Title" is as common as "Title » Site".
  if (mark === '»' && weigh(tail) > weigh(head)) return tail.trim();
  // Chinese pages name the column, too: Title_News_Site; or leave its place empty: Title__Site.
  const rest = head.replace(/[\s_|丨]+$/u, '');
  const isTold = tail === site || rest !== head.trim() || CHINESE_SITE.test(tail);
  if (!isTold && weigh(tail) >= weigh(head)) return cutLast(title, site);
  return /[_|丨]/.test(rest) || readTight(rest).length > 0 || rest.endsWith('】')
    ? cutSiteName(rest, site)
    : rest;
}

const HAN_BEHIND = /^(.+?)(?:\s+(?:[-–—|·•»«<‹]|::)\s+|\s*[_|丨]+\s*|[-\uff0d–—─]+)(\p{Script=Han}{2,24})$/u;
/** Without spaces, as in `镇人民政府-新闻动态-镇里开会`; or with a space alone: `镇人民政府 镇里开会`. */
const SITE_BEFORE = /^(?<lead>\p{Script=Han}{2,20})[\s_|丨>»–—-]+(?<behind>[^\s_|丨>»–—-].*)$/u;

/** True where what stands before a title is the name of an office or a section, and the shorter part. */
function isLead(lead: string, behind: string): boolean {
  const isLast = !/[-–—_|丨>\s]/u.test(behind);
  return (
    (isSectionName(lead) || isSiteName(lead)) &&
    weigh(behind) > weigh(lead) &&
    !(isLast && (isSiteName(behind) || CHINESE_SITE.test(behind)))
  );
}

/** `Title - Column - Site`, where column and site together are longer than the title: the site, in Chinese the column too. */
function cutLast(title: string, site: string | undefined): string {
  const [, head, , tail] = LAST_BEHIND.exec(title) ?? [];
  if (head === undefined || tail === undefined || weigh(tail) >= weigh(head)) return title;
  return /\p{Script=Han}/u.test(head) ? cutSiteName(head, site) : head;
}

function readTight(title: string): (string | undefined)[] {
  const match = SITE_WITHOUT_SPACES.exec(title);
  const head = match?.[1];
  const { single, double } = match?.groups ?? {};
  if (double !== undefined) return [title, head, '-', double];
  return single !== undefined && CHINESE_SITE.test(single) ? [title, head, '-', single] : [];
}

/** How much a text says: a Chinese character as much as two letters. */
export function weigh(text: string): number {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}
