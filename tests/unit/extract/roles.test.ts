import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChineseRoles } from '../../../src/extract/chinese-roles.ts';
import { findLatinRoles } from '../../../src/extract/latin-roles.ts';
import { removeReadings } from '../../../src/extract/readings.ts';
import { extractFields } from '../../support/extract-fields.ts';

const chinese = (text: string) => findChineseRoles(text, []).map(({ name, role }) => [name, role]);
const english = (text: string) => findLatinRoles(text, []).map(({ name, role }) => [name, role]);

describe('people behind an office, in Chinese', () => {
  test.each([
    ['区长吴曙主持会议', [['吴曙', '区长']]],
    ['会上,县委副书记、县长欧阳文强调', [['欧阳文', '县委副书记、县长']]],
    ['当天上午市长王建国一行调研', [['王建国', '市长']]],
    [
      '副区长李明、赵小红和有关部门参加',
      [
        ['李明', '副区长'],
        ['赵小红', '副区长'],
      ],
    ],
    [
      '书记张伟、区长陈静出席',
      [
        ['张伟', '书记'],
        ['陈静', '区长'],
      ],
    ],
    ['王小明区长强调', [['王小明', '区长']]],
    ['据李刚局长介绍', [['李刚', '局长']]],
    ['会上，赵小红副局长通报了情况', [['赵小红', '副局长']]],
    ['任命王小明为副区长', [['王小明', '副区长']]],
    ['决定任命李刚同志为区人民政府副区长。', [['李刚', '区人民政府副区长']]],
    ['免去王小明的财政局局长职务', [['王小明', '财政局局长']]],
    ['王小明任副区长', [['王小明', '副区长']]],
    ['李刚当选为区长', [['李刚', '区长']]],
    ['区长：王小明', [['王小明', '区长']]],
    [
      '组长：王小明 副组长：李刚、赵小红',
      [
        ['王小明', '组长'],
        ['李刚', '副组长'],
        ['赵小红', '副组长'],
      ],
    ],
    ['县长诸葛明华主持会议', [['诸葛明华', '县长']]],
    ['市长司马光表示', [['司马光', '市长']]],
    ['司法部长梅里克·加兰说', [['梅里克·加兰', '司法部长']]],
    ['总理安格拉•默克尔出席', [['安格拉•默克尔', '总理']]],
    ['但财政局局长李刚表示', [['李刚', '财政局局长']]],
    ['出席会议的市长王建国说', [['王建国', '市长']]],
    ['近日，同时区长吴曙强调', [['吴曙', '区长']]],
    [
      '区长吴曙和副区长赵小红出席',
      [
        ['吴曙', '区长'],
        ['赵小红', '副区长'],
      ],
    ],
    [
      '吴小曙区长与镇长王建国到会',
      [
        ['吴小曙', '区长'],
        ['王建国', '镇长'],
      ],
    ],
    ['区委书记、区人大常委会主任吴曙讲话', [['吴曙', '区委书记、区人大常委会主任']]],
    ['选举吴曙为区人大常委会主任', [['吴曙', '区人大常委会主任']]],
    ['国务卿梅里克·加兰说', [['梅里克·加兰', '国务卿']]],
    ['但财政局局长刘志强没有到场', [['刘志强', '财政局局长']]],
    ['该市市长陈美玲昨日出席', [['陈美玲', '市长']]],
    ['新任校长蒋雯雯致辞', [['蒋雯雯', '校长']]],
    ['村支书王有财告诉记者', [['王有财', '村支书']]],
    ['院长助理孟祥飞介绍', [['孟祥飞', '院长助理']]],
    ['党组成员、副局长费勇出席', [['费勇', '党组成员、副局长']]],
    [
      '免去：张国庆的民政局局长职务；任命：刘倩为民政局局长',
      [
        ['张国庆', '民政局局长'],
        ['刘倩', '民政局局长'],
      ],
    ],
    ['主持人：孙晓梅（融媒体中心主任）', [['孙晓梅', '融媒体中心主任']]],
    ['刘倩，女，1980年6月生，现任区民政局副局长，', [['刘倩', '区民政局副局长']]],
    ['副局长郝平调任文旅局', [['郝平', '副局长']]],
    ['总统弗拉基米尔·泽连斯基视频致辞', [['弗拉基米尔·泽连斯基', '总统']]],
    ['议长寿小丽介绍', [['寿小丽', '议长']]],
    ['他被时任总统梅里克·加兰誉为模范', [['梅里克·加兰', '时任总统']]],
    ['学会副理事长王小明教授到会', [['王小明', '学会副理事长']]],
    ['比赛由药剂科主任李刚主持', [['李刚', '药剂科主任']]],
    ['他将邀请财政局局长赵小红。', [['赵小红', '财政局局长']]],
    ['两会上人大代表李刚说', [['李刚', '人大代表']]],
    ['区长高明表示', [['高明', '区长']]],
    ['教育部部长怀进鹏指出', [['怀进鹏', '教育部部长']]],
    ['省委书记信长星出席', [['信长星', '省委书记']]],
    ['县水务局局长谭立新6日说', [['谭立新', '县水务局局长']]],
    ['韩国总统尹锡悦通电话', [['尹锡悦', '韩国总统']]],
    ['秘书长安东尼奥·古特雷斯呼吁停火。', [['安东尼奥·古特雷斯', '秘书长']]],
    ['总统弗拉基米尔·泽连斯基致函感谢。', [['弗拉基米尔·泽连斯基', '总统']]],
  ])('%s', (text, expected) => {
    expect(chinese(text)).toEqual(expected);
  });

  test.each([
    '市长江大桥通车',
    '市长江大桥今天通车',
    '各部门主要负责人参加',
    '区委常委会会议召开',
    '人民代表大会',
    '书记员工作',
    '张伟说',
    '区长强调要抓好落实',
    '局长安排部署工作',
    '局长严格要求',
    '书记常说',
    '主任简介',
    '区长马上办',
    '主席高举',
    '对部长方面',
    '商会会长单位代表',
    '这位院长曾任主任',
    '书记任命',
    '温州市长表示',
    '石家庄市长表示',
    '江苏省长介绍情况',
    '林业局长表示',
    '教育局长强调',
    '区长：向大家问好',
    '常务副区长表示',
    '任命决定为局长办公会议',
    '负责人向记者介绍',
    '书记曾多次强调',
    '由区长任组长。',
    '研究所所长高某等二人',
    '校长周教授说',
    '主任安全。',
    '书记高度重视',
    '市长成立专班',
    '主任万元。',
  ])('%s names nobody', (text) => {
    expect(chinese(text)).toEqual([]);
  });

  const GIVEN = '志敏 志远 国华 小军 丽君 海东 春山 永平 光辉 思明 建智 家佳'.split(' ');
  test.each([
    '到石桥镇调研',
    '和副区长到场',
    '为学校揭牌',
    '在会上讲话',
    '对此表示满意',
    '与村民交谈',
    '将出席会议',
    '作报告',
    '也到场',
    '的报告',
  ])('whole, whatever word its end would make with the sentence: %s', (behind) => {
    const names = GIVEN.map((given) => `张${given}`);
    expect(names.flatMap((name) => chinese(`县委书记${name}${behind}`))).toEqual(
      names.map((name) => [name, '县委书记']),
    );
  });

  test.each(['得到支持', '受到欢迎', '正在讲话', '成为代表', '看到水位'])(
    'with two characters where a verb follows: %s',
    (behind) => {
      expect(chinese(`县委书记张伟${behind}`)).toEqual([['张伟', '县委书记']]);
    },
  );

  const NAMES = '王建国 李小红 欧阳文 诸葛明华 陈静怡 赵大勇 周海燕 吴曙 徐伟 郑洁 孙立新 罗刚'.split(' ');
  test.each([
    ...[
      '没有到场。',
      '关于项目的汇报很长。',
      '提问时很激动。',
      '家里来了客人。',
      '当年曾访问这里。',
      '十分激动。',
    ],
    ...[
      '办公室的灯亮着。',
      '努力工作。',
      '动情地说，',
      '的女儿今年上学。',
      '再次当选。',
      '眼中的家乡。',
      '点赞志愿者。',
    ],
  ])('named whatever the sentence goes on with: %s', (behind) => {
    const found = NAMES.map((name) => chinese(`教育局局长${name}${behind}`));
    expect(found).toEqual(NAMES.map((name) => [[name, '教育局局长']]));
  });

  test.each([
    '区长{}工作顺利。',
    '书记{}提出要求。',
    '市长{}时，',
    '局长{}办公会',
    '主任{}会议',
    '院长{}了。',
  ])('not in a word that begins as a surname does: %s', (frame) => {
    const words =
      '方面 管理 关系 范围 游戏 强制 丰富 周期 江苏 付出 占有 周围 纪录 康复 周末 万里 武术 简历 安全 成立 单位 方案 高度 计划 季度 金融 路线 任务 施工 石油 温暖 项目 严格 左右 黄金 白天 马路 江山 时间 解决 毕业 任期 应当 全面 带头 安排 习惯 练习 符合 沙漠 曲线 荣誉 麻烦 鲁莽'.split(
        ' ',
      );
    expect(words.flatMap((word) => chinese(frame.replace('{}', word)))).toEqual([]);
  });
});

describe('people behind an office, in English', () => {
  test.each([
    ['The Deputy Prime Minister Nora Field said', [['Nora Field', 'Deputy Prime Minister']]],
    ['said Road Safety Minister Anna O’Shea.', [['Anna O’Shea', 'Road Safety Minister']]],
    ['Yesterday Mayor Tom\nLeary spoke', [['Tom Leary', 'Mayor']]],
    ['Mayor Pro Tem Jane Doe', [['Jane Doe', 'Mayor Pro Tem']]],
    ['the Director of Works, Sam Poe, said', [['Sam Poe', 'Director of Works']]],
    ['Lt. Gov. Bob Roe', [['Bob Roe', 'Lt. Gov.']]],
    ['Dear Mayor Jane Doe', [['Jane Doe', 'Mayor']]],
    [
      'Jane Doe, President of the Board of Supervisors, spoke',
      [['Jane Doe', 'President of the Board of Supervisors']],
    ],
    ['Rep. Jane Doe (D) said', [['Jane Doe', 'Rep.']]],
    ['with Sen. John Q. Roe today', [['John Q. Roe', 'Sen.']]],
    ['Councilmember Ann Lee voted', [['Ann Lee', 'Councilmember']]],
    ['City Manager Sam Poe resigned', [['Sam Poe', 'City Manager']]],
    ['said Fire Chief Kim Noe.', [['Kim Noe', 'Fire Chief']]],
    ['Jane Doe, Mayor of Ham, said', [['Jane Doe', 'Mayor of Ham']]],
    ['Jane Doe, the Mayor, said', [['Jane Doe', 'Mayor']]],
    ['Mayor Jane Doe’s plan', [['Jane Doe', 'Mayor']]],
    ["Mayor Kim James' plan", [['Kim James', 'Mayor']]],
    ["Governor Tom O'Shea's plan", [["Tom O'Shea", 'Governor']]],
    ['New Jersey Sen. Jane Doe voted', [['Jane Doe', 'New Jersey Sen.']]],
    ['Acting Mayor, the Honourable Jane Doe, said', [['Jane Doe', 'Acting Mayor']]],
    ['Mayor Kim Noe Opens New Pool', [['Kim Noe', 'Mayor']]],
    ['Council President Jo Roe Vows to Stay', [['Jo Roe', 'Council President']]],
    ['Mayor-elect Cory Banks was sworn in', [['Cory Banks', 'Mayor-elect']]],
    ['Lord Mayor of Ham Sam Poe spoke', [['Sam Poe', 'Lord Mayor of Ham']]],
    ['Clerk-Treasurer Jane Doe resigned', [['Jane Doe', 'Clerk-Treasurer']]],
    [
      'U.S. Rep. Kim Noe and U.S. Senator Jo Roe came',
      [
        ['Kim Noe', 'U.S. Rep.'],
        ['Jo Roe', 'U.S. Senator'],
      ],
    ],
    ['Kim Noe, the town’s finance director, spoke', [['Kim Noe', 'finance director']]],
    ['The mayor of the town, Jane Doe, spoke', [['Jane Doe', 'mayor of the town']]],
    ['The Director General of the agency, Jane Doe, spoke', [['Jane Doe', 'Director General of the agency']]],
    ['planning commission chairman Sam Poe spoke', [['Sam Poe', 'planning commission chairman']]],
    ['Fire Chief Kim Noe Retires', [['Kim Noe', 'Fire Chief']]],
    ['Mayor Larry Roe Jr spoke', [['Larry Roe Jr', 'Mayor']]],
    ['Jane Roe, Vice President, Global Engineering', [['Jane Roe', 'Vice President']]],
    ['Sam Poe, Director, ABC Securities.', [['Sam Poe', 'Director']]],
    ['Minister Ngo Xuan Lich said', [['Ngo Xuan Lich', 'Minister']]],
    ['by Sam Poe, Deputy City Manager.', [['Sam Poe', 'Deputy City Manager']]],
    ['Jane Doe, deputy mayor of Ham, spoke', [['Jane Doe', 'deputy mayor of Ham']]],
    ['Sir Sam Poe, the leader of the opposition, spoke', [['Sam Poe', 'leader of the opposition']]],
    ['Jane Doe (Deputy Mayor) was there', [['Jane Doe', 'Deputy Mayor']]],
    ['The mayor, Jane Doe, spoke', [['Jane Doe', 'mayor']]],
    ['Library director Jane Doe spoke', [['Jane Doe', 'Library director']]],
    ['Police Chief Maria de la Cruz spoke', [['Maria de la Cruz', 'Police Chief']]],
    ['Mayor-elect Jane Doe spoke', [['Jane Doe', 'Mayor-elect']]],
    [
      'Selectwoman Jane Doe and Ald. Sam Poe spoke',
      [
        ['Jane Doe', 'Selectwoman'],
        ['Sam Poe', 'Ald.'],
      ],
    ],
    ['Mayor of London Jane Doe spoke', [['Jane Doe', 'Mayor of London']]],
    ['Director of Public Works Sam Poe spoke', [['Sam Poe', 'Director of Public Works']]],
    [
      'Secretary of State Sam Poe and Speaker of the House Jane Doe',
      [
        ['Sam Poe', 'Secretary of State'],
        ['Jane Doe', 'Speaker of the House'],
      ],
    ],
    ['Leader of the Council, Cllr Sam Poe, spoke', [['Sam Poe', 'Leader of the Council']]],
    ['Education Secretary Jane Doe MP spoke', [['Jane Doe', 'Education Secretary']]],
    ['Jane Doe was elected mayor in May', [['Jane Doe', 'mayor']]],
    ['The council appointed Sam Poe as city manager on Monday', [['Sam Poe', 'city manager']]],
    [
      'Sheriff Bill Poe and Judge April West spoke',
      [
        ['Bill Poe', 'Sheriff'],
        ['April West', 'Judge'],
      ],
    ],
    ['Mayor Tom Hall spoke', [['Tom Hall', 'Mayor']]],
    [
      'Mayor Jane Doe and Fire Chief Kim Noe, Chair of the Board',
      [
        ['Jane Doe', 'Mayor'],
        ['Kim Noe', 'Fire Chief'],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(english(text)).toEqual(expected);
  });

  const THREE = ['Jane Doe', 'Sam Poe', 'Kim O’Noe'];
  test.each(
    [
      'Mayor',
      'Deputy Mayor',
      'Councilmember',
      'City Councilmember',
      'Senator',
      'Road Safety Minister',
    ].flatMap((role) => [
      [role, `${role}s Jane Doe and Sam Poe spoke.`, THREE.slice(0, 2)],
      [role, `The two ${role}s Jane Doe & Sam Poe.`, THREE.slice(0, 2)],
      [role, `${role}s Jane Doe, Sam Poe and Kim O’Noe voted.`, THREE],
      [role, `said ${role}s Jane Doe, Mr Sam Poe, and Dr Kim O’Noe, in Ham`, THREE],
    ]),
  )('several of one office, a %s each: %s', (role, text, names) => {
    expect(english(text as string)).toEqual((names as string[]).map((name) => [name, role]));
  });

  const OFFICES = [
    'Mayor',
    'Lord Mayor',
    'Lord Mayor Councillor',
    'Foreign Secretary',
    'Deputy Prime Minister',
    'City Councilmember',
  ];
  test.each(OFFICES.flatMap((one) => OFFICES.map((other) => [one, other])))(
    'beside one another, a %s and a %s have an office each',
    (one = '', other = '') => {
      for (const joint of ['and', '&', 'and the', 'and Deputy'])
        for (const name of ['Jane Doe', 'Sam Q. Poe', 'Mary Ann Lee'])
          expect(english(`${one} ${name} ${joint} ${other} Kim Noe opened it.`)).toEqual([
            [name, one],
            ['Kim Noe', joint === 'and Deputy' ? `Deputy ${other}` : other],
          ]);
    },
  );

  test.each([
    'the Mayor Street bridge',
    'The Mayors Street Office and Ham House',
    'Ministers and London Schools',
    'Senators Beat West Ham and North Ham',
    'Prime Minister Questions Today',
    'Mayor Leary spoke',
    'a minister John Smith',
    'Chair Yoga Class on Monday',
    'Chair Yoga',
    'Chair Lift Opens Today',
    'President Trump Tower',
    'In London, Mayor of the year awards',
    'New York, Mayor Leary said',
    'Mayor North Ham',
    'Director General Meeting Minutes',
    'the Premier League West Ham match',
    'Sen. Roe Calls for Action on Roads',
    'Rep. Roe Drops Out',
    'Gov. Roe Signs Housing Bill Into Law',
    'Sen. Kim Noe Stepping Down After Long Career',
    'Computer Speaker Portable Wireless Speakers',
    'Online Leader Success Mindset',
    'a Premier Solution Partner',
    'President Day Sale',
    'Director Chair Raffle',
    'Chair Exercise Programs',
    'Leader Registration Begins',
    'Mayor Celebration Weekend',
    'Clerk Classes Weekly',
    'Delegate Count Rises',
    'President Lincoln Memorial',
    'Jane Doe, wife of the mayor, spoke',
    'Jane Doe, then mayor, spoke',
    'film director Sam Poe',
  ])('%s names nobody', (text) => {
    expect(english(text)).toEqual([]);
  });
});

describe('readings', () => {
  test.each([
    ['\u5340(q\u016b)\u9577(zh\u01ceng)', '\u5340\u9577'],
    ['\u5340\uff08qu\u0304\uff09', '\u5340'],
    ['\u52d5(d\u00f2ng)\u7684(de)', '\u52d5\u7684'],
    ['\u5340(\u3111\u3129)', '\u5340'],
    ['女(n\u01da)', '女'],
  ])('%s becomes %s', (text, expected) => {
    expect(removeReadings(text)).toBe(expected);
  });

  test.each(['乡镇(街道)', '世贸(WTO)', '他(de)', '咖啡(caf\u00e9)', 'naïve (\u00e9)', '氧(O2)', '会(会上)'])(
    '%s stays',
    (text) => {
      expect(removeReadings(text)).toBe(text);
    },
  );
});

describe('of whoever is named with an office in a sentence, the name and the office are found, and nobody else', () => {
  const chinesePeople = fc.record({
    name: fc.constantFrom(
      ...'王建国 李小红 欧阳文 诸葛明华 陈静怡 赵大勇 高志强 王国强 江海波 白玉兰 于海洋 田国强 万小平 单国庆'.split(
        ' ',
      ),
      ...'任建新 成志远 关晓彤 安志刚 温和平 祝福生 冼文华 时永胜 石磊 丁立 龙飞 方明 司马南 梅里克·加兰'.split(
        ' ',
      ),
    ),
    role: fc.constantFrom(
      '区委书记',
      '市财政局局长',
      '副县长',
      '县委副书记、县长',
      '教育局副局长',
      '镇党委书记',
    ),
  });
  const chineseSentences: readonly ((name: string, role: string) => string)[] = [
    (name, role) => `会上，${role}${name}强调，要抓好落实。`,
    (name, role) => `${role}${name}主持会议并讲话。`,
    (name, role) => `近日，${role}${name}一行到镇里调研。`,
    (name, role) => `但${role}${name}表示，工程将按期完工。`,
    (name, role) => `出席会议的${role}${name}说。`,
    (name, role) => `会议任命${name}为${role}。`,
    (name, role) => `${role}：${name}`,
    (name, role) => `活动由${role}${name}主持。`,
    (name, role) => `据${role}${name}介绍，项目已开工。`,
    (name, role) => `${role}${name}（左一）在现场。`,
    (name, role) => `${role}${name}教授到会。`,
  ];
  test('in Chinese', () => {
    const sentence = fc.tuple(chinesePeople, fc.constantFrom(...chineseSentences));
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 4 }), (sentences) => {
        // An appointment is to one office; two that 、 joins are a list of offices before a name.
        const parts = sentences.map(([{ name, role }, write]) => {
          const one = write(name, role).includes('任命') ? (role.split('、').at(-1) ?? role) : role;
          return { text: write(name, one), found: [name, one] };
        });
        expect(chinese(parts.map(({ text }) => text).join('\n'))).toEqual(parts.map(({ found }) => found));
      }),
      { numRuns: 300 },
    );
  });

  const englishPeople = fc.record({
    name: fc.constantFrom(
      ...['Jane Doe', 'Kim Noe', 'Sam Q. Poe', 'Anna O’Shea', 'Mary Ann Lee', 'José Serrano', 'Rose Park'],
      ...[
        'Richard von Berg',
        'Jean-Luc Roe',
        'Grant Hill',
        'Tom Wood',
        'Will Power',
        'Zoë Núñez',
        'Paul McRoe',
      ],
    ),
    role: fc.constantFrom(
      'Mayor',
      'Fire Chief',
      'City Manager',
      'Deputy Prime Minister',
      'Councilmember',
      'Road Safety Minister',
    ),
  });
  const englishSentences: readonly ((name: string, role: string) => string)[] = [
    (name, role) => `Yesterday ${role} ${name} opened the bridge.`,
    (name, role) => `“It is done,” said ${role} ${name}.`,
    (name, role) => `The ${role}, ${name}, was there.`,
    (name, role) => `${name}, ${role}, said so.`,
    (name, role) => `It was signed by ${name}, the ${role}.`,
    (name, role) => `Former ${role} ${name}’s plan failed.`,
    (name, role) => `Residents met with ${role} ${name} (D) in the hall.`,
    (name, role) => `${role} ${name} and others met on Monday.`,
  ];
  test('in English', () => {
    const sentence = fc.tuple(englishPeople, fc.constantFrom(...englishSentences));
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 4 }), (sentences) => {
        const text = sentences.map(([{ name, role }, write]) => write(name, role)).join('\n');
        expect(english(text)).toEqual(sentences.map(([{ name, role }]) => [name, role]));
      }),
      { numRuns: 300 },
    );
  });
});

test('people are looked for as far as an article can go, and no further', () => {
  const suggest = (start: number) =>
    extractFields(`${'The bridge is open. '.repeat(start / 20)}\n\nMayor Jane Doe spoke.`, 'text/plain', {
      timezone: 'UTC',
      directory: [],
    }).suggestedOfficials;
  expect(suggest(200_000)).toEqual([{ name: 'Jane Doe', role: 'Mayor' }]);
  expect(suggest(300_000)).toEqual([]);
});
