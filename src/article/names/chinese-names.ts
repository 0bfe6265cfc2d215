/** Chinese personal names, told from the words around them: by surnames, by what stands behind, by the platform's dictionary. */

/** The commonest surnames (the Ministry of Public Security's list of 2020, and the Hundred Family Surnames), simplified. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖庞樊殷施洪翟安颜倪牛季温芦葛俞章鲁申尤毕聂丛焦柳邢路岳齐梅庄辛管祝左涂谷祁耿牟卜鲍华裴柯甘单项童冉阮包蓝盛费纪舒屈祖霍翁凌强佟柴车连解冷占詹苗佘骆关宁房臧岑饶池窦匡尚吉娄宗游成靳欧艾邬晏蒲桑喻褚虞储丰卓简冀楚景时胥缪闵麦荆敖屠巫邝冼仇鄢晁伍滕荣郎宫郁卞巩戚阙亓隋桂麻米楼苟茅辜阚瞿丘柏厉寿鞠仝郜逯苑栗甄茹仲裘兰谌甯隗练符沙曲习怀信阴花'.split(
    '',
  ),
);
const DOUBLE_SURNAMES =
  /^(?:欧阳|司马|上官|诸葛|司徒|司空|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|轩辕|呼延|南宫|长孙|宇文|申屠|独孤|钟离|闻人|澹台|濮阳|淳于|赫连|拓跋|鲜于|西门|完颜|纳兰)/u;

/** Words that begin as a surname does, and that the dictionary does not have, simplified; and what nobody is called. */
const WORD =
  /^(?:包[村保联]|常[说态]|高[质新标度举效级兴中校温速]|贺信|简述|连[线日]|齐[心抓]|马上|万元|武警|于今|管委|.大[桥厦道])/u;

/** What may follow a name in running text, simplified: the verb or adverb that goes on with the sentence. */
const GOING_ON =
  '誉为|称为|[出列]席|主持|参加|讲话|强调|指出|要求|表示|介绍|致辞|致词|宣布|带领|带队|陪同|前往|深入|调研|检查|督导|督查|会见|一行|同志|先生|女士|分别|传达|通报|汇报|代表|听取|慰问|走访|看望|签署|发表|认为|透露|告诉|实地|来到|主讲|点评|出任|担任|当选|现场|随后|一同|共同|莅临|视察|考察|接受|部署|安排|最后|首先|批示|决定|提出|提名|支持|回应|回答|说明|讲解|参观|抵达|访问|接见|接待|前来|率领|祝贺|鼓励|勉励|应邀|专程|亲自|全程|多次|率队|昨[日天晚]|今[日天早]|[调升改转连兼接继]任|笑着|点赞|[送带][来去上]|呼吁|通电话|发言|坦言|直言|答复|回复|质询|披露|致电|致函|会晤|揭牌|剪彩|\\d{1,4}[日月年]';
/** As much, but as well the end of a longer given name. */
const GOING_ON_SHORTLY = '等及和与并为在到就对向说将作做赴任以从也还已曾的又给同受被都均称率';
/** A word that only begins so: 强|调研, 检查组. */
const NOT_GOING_ON = '强调[研查整度动解]|指出路|..(?:组|团(?![队结员体]))';
const FOLLOWING = new RegExp(`^(?!${NOT_GOING_ON})(?:${GOING_ON}|[${GOING_ON_SHORTLY}])`, 'u');
/** The end of an office's name, simplified. */
export const CHINESE_OFFICES =
  '书记|常委(?!会)|委员(?!会)|主席|总理|首相|总统|国务卿|大臣|部长|外长|防长|财长|省长|市长|区长|县长|镇长|乡长|州长|旗长|盟长|行长|厅长|局长|处长|科长|股长|司长|' +
  '署长|主任|秘书长|支书|会长|理事长|院长|检察长|校长|所长|站长|馆长|台长|社长|组长|队长|支队长|大队长|总队长|政委|司令员|' +
  '党委书记|巡视员|调研员|专员|董事长|总经理|总裁|首席执行官|发言人|领导|负责人|大使|总领事|特首|行政长官|议长|议员|' +
  '代表(?![团会])|总编辑|主编|教授|院士|村主任|街道办主任|助理(?!员|法|研|工)';
const END = /^(?:[^\p{L}\p{N}]|$)/u;
const HAN_PAIR = /^\p{Script=Han}{2}/u;

/** Surnames that are as well words with which any sentence goes on. */
const FUNCTION_WORDS = /^[于向曾任时由从常全连和应都还别因单关经过成高强计管解方万]/u;

/**
 * True where a word of two characters or more stands behind what has the shape of a name, none begins in it, and none
 * reaches into it from before: 市长江大桥 has no 江大桥.
 */
function goesOnWithWord(before: string, name: string, rest: string): boolean {
  if (!HAN_PAIR.test(rest) || FUNCTION_WORDS.test(name)) return false;
  const next = rest.slice(0, MAX_WORD_UNITS);
  const word = segment(next).containing(0)?.segment ?? '';
  if (!HAN_PAIR.test(word) || word.endsWith('的') || beginsWithWord(name) || isWord(name)) return false;
  return segment(before + name + next).containing(before.length)?.index === before.length;
}

const MAX_WORD_UNITS = 6;

/** Verbs that end as a sentence may go on: 张伟|得到. Of other words with such an end, 敏和 and 远到, the name has the beginning. */
const VERB_SHORTLY = /^(?:[成作]为|[达得受收看感赶谈提接见]到|正在|平均|[信胜]任)/u;

/**
 * The length, in UTF-16 units, of the personal name that begins a text (simplified), or 0. Two characters or three (four
 * behind a double surname); the shorter wins where the sentence can go on behind it, for few given names are verbs.
 * `before` is the office before it.
 */
export function measureChineseName(text: string, before = ''): number {
  const foreign = measureForeignName(text);
  // 安排, 严格 and 方面 begin with surnames, and are words.
  if (foreign > 0 || VERB.test(text) || WORD.test(text)) return foreign;
  const surname = DOUBLE_SURNAMES.test(text) ? 2 : SURNAMES.has(text.charAt(0)) ? 1 : 0;
  if (surname === 0) return 0;
  let likely = 0;
  for (const length of [surname + 1, surname + 2]) {
    if (!HAN_PAIR.test(text.slice(length - 2, length))) break;
    const [name, rest] = [text.slice(0, length), text.slice(length)];
    if (END.test(rest) || FOLLOWING.test(rest) || OFFICE_BEHIND.test(rest)) {
      const isShort = !END.test(rest) && !UNMISTAKABLE.test(rest) && !OFFICE_BEHIND.test(rest);
      if (isShort && likely > 0 && VERB_SHORTLY.test(text.slice(likely))) return likely;
      return isNoName(name, rest) ? 0 : length;
    }
    // Of 王建|国家里 and 王建国|家里 the longer is the likelier.
    if (goesOnWithWord(before, name, rest) && !isNoName(name, rest)) likely = length;
  }
  return likely;
}

/** Surnames behind which a sentence goes on with another word: 向|记者, 曾|多次. */
const WORDY = /^[向曾]/u;
/** And those with which more words begin than names: 方案|多, 任务|重. */
const BEGINS_WORDS = /^[于成常曾任关解时单全连方何计路管严许施申顾范简程陆尚尤]/u;

/** True for what has the shape of a name and is a word, a phrase (向记者, 任组长), a name with its office (周教授), or nobody's (高某). */
function isNoName(name: string, behind: string): boolean {
  return (
    (WORDY.test(name) && isWord(name.slice(1))) ||
    (beginsWithWord(name) && (BEGINS_WORDS.test(name) || beginsNext(name, behind))) ||
    name.includes('某') ||
    OFFICE_BEFORE.test(name) ||
    (hasShortGivenName(name) && isWord(name) && !SPEAKS.test(behind))
  );
}

/** True for three characters of which two are a word: 游戏时, 白雪峰; not 欧阳文. */
function beginsWithWord(name: string): boolean {
  return name.length > 2 && !DOUBLE_SURNAMES.test(name) && isWord(name.slice(0, 2));
}

/** True where the last character is of what follows a word of two: 游戏|时, 游戏|工作; not 白雪峰. */
function beginsNext(name: string, behind: string): boolean {
  if (/[时了着过得的上中里下后前内外者们是在有]$/u.test(name)) return true;
  return !UNMISTAKABLE.test(behind) && isWord(name.charAt(2) + behind.charAt(0));
}

/** Names of other languages, their parts joined by a point: 梅里克·加兰. The last part ends where the sentence goes on. */
function measureForeignName(text: string): number {
  const parts = FOREIGN_PARTS.exec(text)?.[0].length ?? 0;
  if (parts === 0) return 0;
  for (let length = parts + 1; length <= parts + MAX_FOREIGN_PART; length++) {
    if (!HAN_BEFORE.test(text.slice(0, length))) return 0;
    const rest = text.slice(length);
    if (END.test(rest) || (length > parts + 1 && (FOLLOWING.test(rest) || OFFICE_BEHIND.test(rest)))) {
      // 泽连斯基视频|致辞, 古特雷斯呼吁停火: the sentence goes on with words that are no verbs of the list.
      while (length > parts + 3 && isWord(text.slice(length - 2, length))) length -= 2;
      return length;
    }
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
      WORD.test(name) ||
      isNoName(name, '')
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
  /(?:会见了?|邀请|陪同|感谢|欢迎|拜会了?|据|由|和|与|及|请|对|向|在|是|有|当天|当日|今天|昨天|上午|下午|随后|会上|日前|近日)$/u;

const OFFICE_BEHIND = new RegExp(`^(?:副?(?:${CHINESE_OFFICES})|同志|先生|女士)`, 'u');
const OFFICE_BEFORE = new RegExp(`(?:${CHINESE_OFFICES}|同志)$`, 'u');
/** Japanese goes on in its own letters. */
const KANA = /^\p{Script=Hiragana}/u;
/** Anywhere near, it says that the words are not Chinese ones. */
const KANA_AROUND = /[\u3041-\u30fa]/;
const HAN_BEFORE = /\p{Script=Han}$/u;
const VERB = new RegExp(`^(?:${GOING_ON})`, 'u');
const UNMISTAKABLE = new RegExp(`^(?!${NOT_GOING_ON})(?:说|${GOING_ON})`, 'u');

/** What only people do: 区长高明强调. */
const SPEAKS = /^(?:说|表示|介绍|致辞|致词|讲话|认为|告诉|透露|强调(?![研查整度动解])|指出(?!路))/u;

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
function hasShortGivenName(name: string): boolean {
  return name.length <= (DOUBLE_SURNAMES.test(name) ? 3 : 2);
}

/** Surnames that are as well words of every sentence, or begin many: 向|记者, 任务|重. */
const COMMON_SURNAMES = new Set(
  '于向成高常曾任关解时单全连别应和经由万方安何黄白金江温纪季计路游管占强左都过许严施申顾范简齐武毕包程丰康陆宁尚尤祝庄',
);

/** 十余年, 20万元. */
const NUMBER_BEFORE = /[\p{N}十百千万亿]$/u;

/** True for a surname that is a common word, or makes one, with another word: 高质量, 曾多次, 任务重. */
function isPhrase(name: string): boolean {
  return (
    COMMON_SURNAMES.has(name.charAt(0)) &&
    (isWord(name.slice(1)) || (name.length > 2 && isWord(name.slice(0, 2))))
  );
}

/**
 * True where a name in Chinese characters is surely one, and whole. `before` and `behind` are the text around it,
 * simplified. 李明 is not sure in 李明华, nor 李刚 in 行李刚刚, nor 于海洋 in 位于海洋深处; 高明 is a word nearly everywhere.
 */
export function isWholeChineseName(before: string, name: string, behind: string): boolean {
  const plain = name.replace(/\s/g, '');
  const hasOffice = OFFICE_BEFORE.test(before);
  const isKnownWord = isWord(plain) && !KANA_AROUND.test(before + behind);
  if (isKnownWord && hasShortGivenName(plain)) return hasOffice && SPEAKS.test(behind);
  const begins = !HAN_BEFORE.test(before) && !NUMBER_BEFORE.test(before);
  const goesOn = FOLLOWING.test(behind);
  if (hasOffice && (goesOn || END.test(behind) || OFFICE_BEHIND.test(behind))) return true;
  if (begins && (END.test(behind) || OFFICE_BEHIND.test(behind))) return true;
  if (KANA.test(behind)) return begins || !hasShortGivenName(plain);
  if (begins && UNMISTAKABLE.test(behind) && goesOn) return true;
  if (
    isKnownWord ||
    isPhrase(plain) ||
    NUMBER_BEFORE.test(before) ||
    !fitWords(before, plain, behind).isWhole
  )
    return false;
  if (!hasShortGivenName(plain)) return true;
  return OFFICE_BEHIND.test(behind) || (END.test(behind) && LEADS_TO_NAME.test(before));
}

/** 张建国路, 王平小学, 高桥一郎记念馆. 路过 is a verb, and a head of a place none. */
const PLACE_BEHIND =
  /^(?:[路街](?![过经上线边头])|大[道街楼厦桥]|[大中小]学|学[院校]|医院|公园|广场|故居|[纪记]念[馆碑堂园日]|图书馆|体育[馆场]|博物馆|美术馆|剧[院场]|基金会?|[奖赏](?!励|给|赐|识)|烈士|雕像|铜像|工作室|通り)/u;

/** True where the word behind makes a name that of a place or a house which is called after somebody. */
export function isNameOfChinesePlace(behind: string): boolean {
  return PLACE_BEHIND.test(behind);
}

/** True for the end of a word with the beginning of the next, 高明 in 提高明显; an office before it says otherwise. */
export function isBetweenWords(before: string, name: string, behind: string): boolean {
  return !OFFICE_BEFORE.test(before) && fitWords(before, name, behind).isCutOut;
}

/** Made at the first use: most texts have no name that needs it. */
let segmenter: Intl.Segmenter | undefined;

/** The words of a text, in order; a mark is one by itself. */
function segment(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return segmenter.segment(text);
}

/** True for two characters or more that the dictionary has as one word: 高明, not 李明. */
function isWord(text: string): boolean {
  return text.length > 1 && segment(text).containing(0)?.segment.length === text.length;
}

/** What may be a word by itself before a name; any other character alone may as well be the rest of a word. */
const SHORT_WORD = /[的了着过和与及在由对向是有请让把被给同跟为说据经等任到从\P{Script=Han}]/u;

/** How a part of a text lies among the words around it. */
interface Fit {
  /** Its beginning, and its end, are in the midst of words. */
  readonly isCutOut: boolean;
  /** It begins behind a whole word, and ends with one. */
  readonly isWhole: boolean;
}

/** The last that was asked: of each name it is asked twice. */
let known: { readonly asked: string; readonly fit: Fit } | undefined;

function fitWords(before: string, between: string, behind: string): Fit {
  const asked = JSON.stringify([before, between, behind]);
  if (known?.asked !== asked) known = { asked, fit: findFit(before, between, behind) };
  return known.fit;
}

/** How `between` lies: 于海洋 is whole in 市长于海洋, and not in 位于海洋深处; 高明 is cut out of 提高明显. */
function findFit(before: string, between: string, behind: string): Fit {
  const [start, end] = [before.length, before.length + between.length];
  let cut = 0;
  let begins = start === 0;
  let isCutAtStart = start > 0;
  let isCutAtEnd = true;
  for (const { segment: word } of segment(before + between + behind)) {
    cut += word.length;
    if (cut === start) {
      isCutAtStart = false;
      begins = word.length > 1 || SHORT_WORD.test(word);
    }
    if (cut === end) isCutAtEnd = false;
    if (cut >= end) break;
  }
  return { isCutOut: isCutAtStart && isCutAtEnd, isWhole: begins && !isCutAtEnd };
}
