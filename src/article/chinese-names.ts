/** Chinese personal names, told from the words around them. */

/** The commonest surnames (the Ministry of Public Security's list of 2020, and the Hundred Family Surnames), simplified. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖庞樊殷施洪翟安颜倪牛季温芦葛俞章鲁申尤毕聂丛焦柳邢路岳齐梅庄辛管祝左涂谷祁耿牟卜鲍华裴柯甘单项童冉阮包蓝盛费纪舒屈祖霍翁翟凌游强佟柴车连解冷占詹苗佘骆关宁房臧岑饶池窦匡尚吉娄宗游成靳欧艾邬晏蒲桑喻褚虞储丰卓简冀楚景'.split(
    '',
  ),
);
const DOUBLE_SURNAMES =
  /^(?:欧阳|司马|上官|诸葛|司徒|司空|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|轩辕|呼延|南宫|长孙|宇文|申屠|独孤|钟离|闻人|澹台|濮阳|淳于|赫连|拓跋|鲜于|西门|完颜|纳兰)/u;

/** Common words that begin as a surname does, simplified. */
const WORD =
  /^(?:安(?:全|置|装|心)|包[括村保联]|毕业|常[说常务委态年规]|陈[述列]|成[立为功员果效]|程序|单[位独]|董事|杜绝|范围|方[面案式法向便针]|丰富|高[度举效质级兴新中校温速标]|顾问|关[于注心键怀]|何时|贺[词信]|计划|季度|简[介要单述]|解[决释读答放]|金融|康复|连[续线任夜日]|林业|陆续|路[上过线]|马[上路]|宁可|齐[心抓]|强[化烈力]|任[命务何职期免]|尚[未需]|申[请报]|施[工行策]|石油|万[名元]|温暖|武[装警]|夏季|项目|许[多可]|严[格肃厉重禁防]|尤其|于[是今]|曾[任经在是]|张[贴罗]|郑重|周[一二三四五六日末边围期]|祝愿|庄[严重]|左右|管[理委])/u;

/** What may follow a name in running text, simplified: the verb or particle that goes on with the sentence. */
const FOLLOWING =
  /^(?:出席|主持|参加|讲话|强调|指出|要求|表示|介绍|致辞|致词|宣布|率队?|带领|带队|陪同|前往|深入|调研|检查|督导|督查|会见|一行|同志|先生|女士|分别|等|及|和|与|并|为|在|到|就|对|向|说|将|作|做|传达|通报|汇报|代表|听取|慰问|走访|看望|签署|发表|认为|透露|告诉|实地|来到|赴|主讲|点评|出任|担任|任|当选|以|从|也|还|已|曾|的|又|给|同|现场|随后|一同|共同|莅临|视察|考察|受|被|接受|部署|安排|最后|首先|批示|决定|提出|提名|支持|回应|回答|说明|讲解|参观|抵达|访问|接见|接待|前来|率领|祝贺|鼓励|勉励|应邀|专程|亲自|全程|多次|都|均|称)/u;
/** The end of an office's name, simplified. */
export const CHINESE_OFFICES =
  '书记|常委(?!会)|委员(?!会)|主席|总理|首相|总统|国务卿|大臣|部长|外长|防长|财长|省长|市长|区长|县长|镇长|乡长|州长|旗长|盟长|行长|厅长|局长|处长|科长|股长|司长|' +
  '署长|主任|秘书长|会长|理事长|院长|检察长|校长|所长|站长|馆长|台长|社长|组长|队长|支队长|大队长|总队长|政委|司令员|' +
  '党委书记|巡视员|调研员|专员|董事长|总经理|总裁|首席执行官|发言人|领导|负责人|大使|总领事|特首|行政长官|议长|议员|' +
  '代表|总编辑|主编|教授|院士|村主任|街道办主任';
const END = /^(?:[^\p{L}\p{N}]|$)/u;
const HAN_PAIR = /^\p{Script=Han}{2}/u;

/**
 * The length, in UTF-16 units, of the personal name that begins a text (simplified), or 0. Two characters or three (four
 * behind a double surname); the shorter wins where the sentence can go on behind it, for few given names are verbs.
 */
export function measureChineseName(text: string): number {
  const foreign = measureForeignName(text);
  // 安排, 严格 and 方面 begin with surnames, and are words.
  if (foreign > 0 || VERB.test(text) || WORD.test(text)) return foreign;
  const surname = DOUBLE_SURNAMES.test(text) ? 2 : SURNAMES.has(text.charAt(0)) ? 1 : 0;
  if (surname === 0) return 0;
  for (const length of [surname + 1, surname + 2]) {
    if (!HAN_PAIR.test(text.slice(length - 2, length))) return 0;
    const rest = text.slice(length);
    if (END.test(rest) || FOLLOWING.test(rest)) return length;
  }
  return 0;
}

/** Names of other languages, their parts joined by a point: 梅里克·加兰. The last part ends where the sentence goes on. */
function measureForeignName(text: string): number {
  const parts = FOREIGN_PARTS.exec(text)?.[0].length ?? 0;
  if (parts === 0) return 0;
  for (let length = parts + 1; length <= parts + MAX_FOREIGN_PART; length++) {
    if (!HAN_BEFORE.test(text.slice(0, length))) return 0;
    const rest = text.slice(length);
    if (END.test(rest) || (length > parts + 1 && FOLLOWING.test(rest))) return length;
  }
  return 0;
}

const FOREIGN_PARTS = /^(?:\p{Script=Han}{1,7}·){1,4}/u;
const MAX_FOREIGN_PART = 8;

/** Longer than any name, and what is looked at behind it. */
const MAX_NAME_UNITS = 40;

/**
 * The length of the personal name that ends a text (simplified), or 0: one that stands before an office, 王小明区长. What is
 * before the name must end there, or lead to it. A place or a body that an office may belong to is no name.
 */
export function measureChineseNameBefore(text: string): number {
  const foreign = FOREIGN_BEFORE.exec(text.slice(-MAX_NAME_UNITS))?.[0].length ?? 0;
  if (foreign > 0) return foreign;
  for (const length of [4, 3, 2]) {
    const name = text.slice(-length);
    if (
      name.length < length ||
      !HAN_ALONE.test(name) ||
      BODY.test(name) ||
      VERB.test(name) ||
      WORD.test(name)
    )
      continue;
    const isDouble = DOUBLE_SURNAMES.test(name);
    if (isDouble ? length < 3 : length > 3 || !SURNAMES.has(name.charAt(0))) continue;
    const before = text.slice(0, -length);
    if (!HAN_BEFORE.test(before) || LEADS_TO_NAME.test(before)) return length;
  }
  return 0;
}

const FOREIGN_BEFORE = /(?<![\p{Script=Han}·])\p{Script=Han}{1,7}(?:·\p{Script=Han}{1,7}){1,4}$/u;
const HAN_ALONE = /^\p{Script=Han}+$/u;
/** Places and bodies end so, and parts of them. */
const BODY =
  /[省市区县州旗镇乡村局部委会办院厅处科室所站队党政府团组街路校社国级副总长席记司厂行网]$|^(?:高新|经开|安监|安全|安保|林业|金融|房管|房产|路政|车管|车间|纪检|纪律|单位|武警|武装|常务|康复|田径|华侨|董事|全国)/u;
/** Words behind which somebody is named. */
const LEADS_TO_NAME =
  /(?:会见了?|邀请|陪同|感谢|欢迎|拜会了?|据|由|和|与|及|请|对|向|在|是|当天|当日|今天|昨天|上午|下午|随后|会上|日前|近日)$/u;

const OFFICE_BEHIND = new RegExp(`^(?:副?(?:${CHINESE_OFFICES})|同志|先生|女士)`, 'u');
const OFFICE_BEFORE = new RegExp(`(?:${CHINESE_OFFICES}|同志)$`, 'u');
/** Japanese goes on in its own letters. */
const KANA = /^\p{Script=Hiragana}/u;
const HAN_BEFORE = /\p{Script=Han}$/u;
/** The words of two characters among those that may follow a name. */
const LONG_FOLLOWING = FOLLOWING.source
  .slice(4, -1)
  .split('|')
  .filter((word) => word.replace('?', '').length > 1)
  .join('|');
const VERB = new RegExp(`^(?:${LONG_FOLLOWING})`, 'u');
/** Words of two characters alone: one more character could as well be the end of a longer given name. */
const UNMISTAKABLE = new RegExp(`^(?=说|\\p{Script=Han}{2})(?:说|${LONG_FOLLOWING})`, 'u');

/** True where a phrase ends behind a name with its office, or the sentence goes on with a verb. */
export function goesOnBehindName(behind: string): boolean {
  return END.test(behind) || FOLLOWING.test(behind);
}

/** True where a phrase ends behind a name, an office stands there, or the sentence goes on. */
export function endsChineseName(behind: string): boolean {
  return END.test(behind) || KANA.test(behind) || OFFICE_BEHIND.test(behind) || FOLLOWING.test(behind);
}

/**
 * True for a surname with one character at the most: one more may be of the same name, as in 李明华 of 李明 and in 欧阳娜娜
 * of 欧阳娜.
 */
export function hasShortGivenName(name: string): boolean {
  const plain = name.replace(' ', '');
  return plain.length <= (DOUBLE_SURNAMES.test(plain) ? 3 : 2);
}

/**
 * True where such a short name is surely whole: a phrase ends behind it or an office stands there, or the sentence
 * goes on behind an office and the name, or behind a name that begins the phrase. `before` and `behind` are the text
 * around it, simplified. 李明 is not sure in 李明华, nor 李刚 in 行李刚刚.
 */
export function isWholeChineseName(before: string, behind: string): boolean {
  if (END.test(behind) || OFFICE_BEHIND.test(behind)) return true;
  if (KANA.test(behind)) return !HAN_BEFORE.test(before);
  if (OFFICE_BEFORE.test(before)) return FOLLOWING.test(behind);
  return !HAN_BEFORE.test(before) && UNMISTAKABLE.test(behind);
}
