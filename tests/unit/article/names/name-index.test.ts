import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NameBearer } from '../../../../src/article/names/name-index.ts';
import { carryIndex, findNames } from '../../../../src/article/names/name-index.ts';

/** What was found, as it stands in the text, and whether it is surely whole. */
function find(text: string, ...names: string[]) {
  const bearers = names.map((name, index) => ({ slug: `s${index}`, name, aliases: [] }));
  return findNames(text.normalize('NFC'), bearers).map(({ start, end, isSure, slugs }) => ({
    text: text.normalize('NFC').slice(start, end),
    slugs,
    isSure,
  }));
}

describe('a name is found in every spelling of its script', () => {
  test.each([
    // Korean
    ['김민수', '김민수는 말했다'],
    ['김민수', '김민수에게서 들었다'],
    ['김민수', '김민수씨가 왔다'],
    ['김민수', '김민수시장은 밝혔다'],
    ['김민수', '시장 김민수입니다.'],
    // Bengali and Hindi
    ['শেখ হাসিনা', 'শেখ হাসিনার বক্তব্য'],
    ['শেখ হাসিনা', 'শেখ হাসিনাকে বলা'],
    ['नरेंद्र मोदी', 'नरेन्द्र मोदी ने कहा'],
    ['शेख हसीना', 'शेख़ हसीना ने कहा'],
    // Thai
    ['สมชาย ใจดี', 'นายสมชายใจดีกล่าวว่า'],
    // Arabic
    ['أحمد سامي', 'قال احمد سامي إن'],
    ['احمد سامي', 'قال أَحْمَد سَامِي إن'],
    ['أحمد سامي', 'قال أحـــمد سامي إن'],
    ['أحمد سامي', 'قال وأحمد سامي إن'],
    ['فاطمة علي', 'شكر لفاطمه على'],
    ['عبد الله سالم', 'قال عبدالله سالم إن'],
    ['عبدالله سالم', 'قال عبد الله سالم إن'],
    ['الحسن بن علي', 'شكر للحسن بن علي'],
    // Persian and Urdu
    ['محمود احمدی‌نژاد', 'محمود احمدي نژاد گفت'],
    ['محمود احمدی نژاد', 'محمود احمدی‌نژاد گفت'],
    ['شہباز شریف', 'شهباز شريف نے کہا'],
    // Hebrew
    ['משה כהן', 'אמר ומשה כהן היום'],
    ['משה כהן', 'אמר שלמשה כהן היום'],
    ['משה כהן', 'אמר מֹשֶׁה כֹּהֵן היום'],
    ['ג׳ון לוי', "אמר ג'ון לוי היום"],
    ['נעמה בן-דור', 'אמרה נעמה בן־דור היום'],
    // Greek
    ['Γιώργος Παπάς', 'είπε ο ΓΙΩΡΓΟΣ ΠΑΠΑΣ χθες'],
    ['Γιώργος Παπάς', 'είπε ο Γιωργος Παπας χθες'],
    // Latin and Cyrillic
    ['Jean Dupont', 'selon Jean DUPONT hier'],
    ['Jean Dupont', 'selon DUPONT Jean hier'],
    ['Jean Dupont', 'SELON JEAN DUPONT'],
    ['Pedro Núñez', 'dijo Pedro Nunez ayer'],
    ['Pedro Nunez', 'dijo Pedro Núñez ayer'],
    ['Karl Groß', 'sagte Karl Gross gestern'],
    ['Karl Gross', 'sagte Karl Groß gestern'],
    ['Jan Müller', 'sagte Jan Mueller gestern'],
    ['Lech Wałęsa', 'powiedział Lech Walesa'],
    ['Søren Bjørn', 'sagde Soren Bjorn i dag'],
    ['Сергей Королёв', 'сказал Сергей Королев вчера'],
    ['Сергей Королев', 'сказал Сергей Королёв вчера'],
    ['Пётр Ильич Семёнов', 'сказал Семёнов Пётр Ильич вчера'],
    ['Семёнов Пётр Ильич', 'сказал Пётр Ильич Семёнов вчера'],
    ['Wu Shu', 'said WU Shu today'],
    ['Ronald McDonald', 'SAID RONALD McDONALD'],
    ['Jan de Vries', 'zei Jan De Vries gisteren'],
    ['Jean-Luc Martin', 'a dit Jean Luc Martin hier'],
    ['John Smith', 'said John Q. Smith, the'],
    ['John Smith', 'said John Q Smith, the'],
    ['John Q. Smith', 'said John Smith, the'],
    ['John Q. Smith', 'said John Q Smith, the'],
    ['John Q Smith', 'said John Q. Smith, the'],
    ['Иван Иванович Петров', 'сказал Иван Петров вчера'],
    ['Иван Петров', 'сказал Иван Ильич Петров вчера'],
    ['Олена Петрівна Шевчук', 'сказала Олена Шевчук'],
    ['Петров Иван Иванович', 'сказал Иван Петров вчера'],
    ['Pedro Sánchez Pérez-Castejón', 'dijo Pedro Sánchez ayer'],
    ['DUPONT Jean', 'selon Jean Dupont hier'],
    ['Jean DUPONT', 'selon Jean Dupont hier'],
    ['JANE DOE', 'said Jane Doe today'],
    ['Smith, John', 'said John Smith today'],
    ['John Smith', 'Present: Smith, John; Doe, Jane'],
    ['John Smith', '- Smith, John (Ward 3)'],
    ['John Smith, Jr.', 'said John Smith, Jr. today'],
    ['홍 길동', '시장 홍길동이 말했다'],
    ['Angela Merkel', 'und Angela Merkels Rede war'],
    ['Angela Merkel', 'Angela Merkels Besuch ist vorbei'],
    ['Lars Holm', 'Lars Holms plan är klar'],
    ['Hope', 'said Mayor Hope today'],
    ['Hope', 'Hope said so'],
    ['Ann Lee', 'said Ann\u00adLee'.replace('\u00ad', '\u00a0')],
    ['Johanna Example', 'said Jo\u00adhan\u00adna Exam\u00adple'],
    ['Johanna Example', 'said Johanna Exam-\nple today'],
    ['John Smith-Jones', 'said John Smith-\nJones today'],
    ['Tom O’Shea', "said Tom O'Shea today"],
    ['Ann Lee', 'said Ａｎｎ Ｌｅｅ today'],
    // Han
    ['李明', '区长李　明。'],
    ['李明', '区长：李 明，'],
    ['高桥一郎', '髙橋一郎'],
    ['梅里克·加兰', '部长梅里克．加兰说'],
    ['梅里克·加兰', '部长梅里克加兰说'],
    ['梅里克·加兰', '部长梅里克•加兰。'],
    ['高橋', 'きのう高橋は話した'],
    ['王小明', '区长：王　小　明'],
    ['高桥一郎', '高桥 一郎市長は'],
    ['田中 誠', '市長の田中誠が'],
    ['山田さくら', '山田　さくらが'],
    ['ジョン・スミス', 'きのうジョン・スミス氏は'],
    ['ジョン・スミス', 'きのうジョン＝スミスが'],
  ])('%s in “%s”', (name, text) => {
    expect(find(text, name)).toMatchObject([{ slugs: ['s0'], isSure: true }]);
  });

  test.each([
    ['김민수', '김민수현이 말했다'],
    ['سامي', 'القسامية'],
    ['Ann Lee', 'then Ann Lees spoke'],
    ['John Q. Smith', 'said John P. Smith, the'],
    ['J. J. Smith', 'said Smith, the'],
    ['Иван Иванович Петров', 'сказал Иван Ильич Петров'],
    ['María José Ruiz', 'dijo María José ayer'],
    ['John Smith', 'Ann Smith, John Doe and others'],
    ['Taylor Smith', 'by Jones, Smith, Taylor and others'],
    ['John Smith', 'said John Smith-\nJones today'],
    ['史密斯', '部长约翰·史密斯说'],
    ['约翰', '部长约翰·史密斯说'],
    ['ジョン・スミス', 'ジョン・スミスソン氏は'],
    ['スミス', 'ジョン・スミス氏は'],
    ['Ann Lee', 'Ann\tLee'],
    ['Will Rice', 'where will rice grow'],
  ])('and not where another is meant: %s in “%s”', (name, text) => {
    expect(find(text, name)).toEqual([]);
  });

  test.each([
    ['김민', '김민도 말했다'],
    ['梅里克·加兰', '部长梅里克·加兰德尔来访'],
    ['李明', '李 明天来'],
    ['スミス', 'スミスは話した'],
    ['ジョン・スミス', 'ジョンスミス氏は'],
    ['Pedro Sánchez Pérez', 'dijo Pedro Sánchez Moreno'],
  ])('where it may be a longer name it is not sure: %s in “%s”', (name, text) => {
    expect(find(text, name).filter(({ isSure }) => isSure)).toEqual([]);
  });

  /** Particles by the last sound of the name: 김민수 ends in a vowel, 김영철 in a consonant. */
  test.each([
    [
      '김민수',
      '는 가 를 의 와 에게 도 만 랑 하고 로 로부터 에게서 에게는 에게도 와의 까지도 께서 께서는 보다 처럼 라고 라는 라며 이다 였다 였고 입니다 뿐 부터 마저 씨는 님께서 시장이 의원에게',
    ],
    [
      '김영철',
      '은 이 을 의 과 에게 도 만 이랑 하고 으로 으로부터 한테서 한테는 과의 까지는 께서도 이나 이라고 이라는 이라며 이었다 이었고 입니다 조차 밖에 씨가 장관은',
    ],
  ])('with whatever particles stand behind it: %s', (name, particles) => {
    const missed = particles
      .split(' ')
      .filter((particle) => find(`어제 ${name}${particle} 말했다`, name)[0]?.isSure !== true);
    expect(missed).toEqual([]);
  });

  test('in the old and the new form of a character in Japanese names', () => {
    const forms =
      '髙高 﨑崎 邊辺 邉辺 齋斎 齊斉 澤沢 櫻桜 廣広 濵浜 濱浜 惠恵 龍竜 榮栄 德徳 關関 實実 黑黒 瀨瀬 兒児 龜亀 鹽塩 澁渋 鐵鉄 權権 圓円 豐豊 曉暁 戶戸 嶋島 冨富 藏蔵 莊荘 勳勲 鄕郷 巖巌 樂楽 賴頼 瀧滝 總総 經経 繼継 藝芸 步歩 劍剣 團団 國国 眞真 彌弥';
    const missed = forms.split(' ').filter((form) => {
      const [old = '', now = ''] = form;
      return [
        [old, now],
        [now, old],
      ].some(([registered, written]) => find(`市長の${written}村一郎が`, `${registered}村一郎`).length === 0);
    });
    expect(missed).toEqual([]);
  });

  test('of two with the same names and other initials each is found under the own one, and both without', () => {
    const found = find('John P. Smith met John Q. Smith. John Smith left.', 'John P. Smith', 'John Q. Smith');
    expect(found.map(({ slugs }) => slugs)).toEqual([['s0'], ['s1'], ['s0', 's1']]);
  });

  test('a place in the text is told in its own units, whatever was passed over', () => {
    expect(find('x\u00ad\u00adx Karl Gro\u00adß, Núñez', 'Karl Groß')[0]?.text).toBe('Karl Gro\u00adß');
    expect(find('قال أحـــمد سامي إن', 'أحمد سامي')[0]?.text).toBe('أحـــمد سامي');
  });
});

/** Names with sentences of their script around them, and what its writers may do to a name. */
const SCRIPTS: readonly {
  readonly names: readonly string[];
  readonly around: readonly (readonly [string, string])[];
  readonly changes: readonly ((name: string) => string)[];
}[] = [
  {
    names: ['Anna Weber', 'Zoë Núñez', 'Karl Groß', 'Tom O’Shea', 'Mary Ann Lee'],
    around: [
      ['', ' said.'],
      ['“', '” is who'],
      ['when Mayor ', ', who'],
      ['by ', '’s plan'],
      ['(', ')'],
    ],
    changes: [
      (name) => name,
      (name) => name.toUpperCase(),
      (name) => name.normalize('NFD'),
      (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
      (name) => name.replace(' ', '\n  '),
      (name) => name.replace(/(?<=\p{L}{2})(?=\p{L}{2})/u, '\u00ad'),
      (name) => name.replace(/(?<=\p{L}{2})(?=\p{Ll}{2})/u, '-\n'),
      (name) => name.replace(/’/g, "'"),
      (name) => name.replace(/ (?=\S+$)/, ' Q. '),
    ],
  },
  {
    names: ['Сергей Королёв', 'Ёлкина Анна'],
    around: [
      ['', ' сказал.'],
      ['«', '»'],
      ['и ', ', '],
    ],
    changes: [
      (name) => name,
      (name) => name.replace(/ё/g, 'е').replace(/Ё/g, 'Е'),
      (name) => name.toUpperCase(),
    ],
  },
  {
    names: ['أحمد سامي', 'إيمان علي', 'فاطمة الزهراء'],
    around: [
      ['قال ', ' إن'],
      ['و', '، '],
      ['ل', '.'],
      ['«', '»'],
    ],
    changes: [
      (name) => name,
      (name) => name.replace(/[أإ]/g, 'ا'),
      (name) => name.replace(/ة/g, 'ه'),
      (name) => name.replace(/(?<=م)/, 'ـــ'),
      (name) => name.replace(/(?<=\p{L})/gu, '\u064e'),
    ],
  },
  {
    names: ['משה כהן', 'רות לוי'],
    around: [
      ['אמר ', ' היום'],
      ['ו', '.'],
      ['של', ','],
      ['כש', ' בא'],
    ],
    changes: [(name) => name, (name) => name.replace(/(?<=\p{L})/gu, '\u05b8')],
  },
  {
    names: ['김민수', '이서연'],
    around: [
      ['', '은'],
      ['시장 ', ' 말했다'],
      ['', '에게'],
      ['“', '”'],
      ['', '씨는'],
      ['', '의원은'],
    ],
    changes: [(name) => name, (name) => name.normalize('NFD')],
  },
  {
    names: ['欧阳文', '王建国', '张丽'],
    around: [
      ['区长', '出席会议'],
      ['会见', '。'],
      ['', '区长来了'],
      ['（', '）'],
      ['、', '、'],
    ],
    changes: [(name) => name, (name) => name.replace('张', '張').replace('国', '國').replace('欧阳', '歐陽')],
  },
];

const named = fc.constantFrom(...SCRIPTS).chain(({ names, around, changes }) =>
  fc.record({
    name: fc.constantFrom(...names),
    around: fc.constantFrom(...around),
    change: fc.constantFrom(...changes),
    noise: fc.constantFrom('', 'Nobody else. ', '会议结束。', 'ثم. ', '끝. ', '12\n'),
  }),
);

test('a name in a sentence is found once, where it stands, whatever its writer did to it', () => {
  fc.assert(
    fc.property(named, ({ name, around: [before, behind], change, noise }) => {
      const text = `${noise}${before}${change(name)}${behind} ${noise}`;
      const found = find(text, name, 'Somebody Else');
      expect(found).toHaveLength(1);
      expect(found[0]?.text).toBe(change(name).normalize('NFC'));
    }),
    { numRuns: 1000 },
  );
});

test('nothing is found that is not there, and no text makes it throw', () => {
  const unit = fc.constantFrom(
    'John',
    ' ',
    'Smith',
    '-',
    '\n',
    'Q',
    '.',
    's',
    '李',
    '明',
    '·',
    '김',
    '민',
    '은',
    'ß',
    '\u00ad',
    'ـ',
    'و',
    '\ud83d',
    '\u0301',
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40, size: 'max' }), (units) => {
      const text = units.join('').normalize('NFC');
      for (const hit of find(text, 'John Smith', '李明', '김민', 'Groß'))
        expect(hit.text.length).toBeGreaterThan(1);
    }),
    { numRuns: 500 },
  );
});

describe('the index of a directory that changes', () => {
  const names = fc.constantFrom(
    'Jane Doe',
    'Jane B. Doe',
    'Jane DOE',
    '李明',
    '李　明',
    'Bo Smith',
    'Bo',
    'Doe',
    'Núñez',
    'Nunez',
  );
  const bearer = fc.record({
    slug: fc.constantFrom('a', 'b', 'c', 'd'),
    name: names,
    aliases: fc.array(names, { maxLength: 2 }),
  });
  const directories = fc.array(fc.uniqueArray(bearer, { selector: ({ slug }) => slug, maxLength: 4 }), {
    minLength: 2,
    maxLength: 6,
  });
  const TEXT = 'Jane Doe and Jane B. Doe met 李明 and 李 明; Bo Smith, Bo, NÚÑEZ, Nunez, Jane R. Doe, Doe.';

  test('finds what one that is made anew finds', () => {
    fc.assert(
      fc.property(directories, (versions) => {
        let current: readonly NameBearer[] = [];
        findNames(TEXT, current);
        for (const version of versions) {
          const next = version.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
          carryIndex(current, next);
          expect(findNames(TEXT, next)).toEqual(findNames(TEXT, [...next]));
          current = next;
        }
      }),
    );
  });

  test('costs what has changed in it, not what it holds', () => {
    const make = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        slug: `o-${index}`,
        name: `Jane Q. Doe ${index}`,
        aliases: [`J. Doe ${index}`, `李${String.fromCodePoint(0x4e00 + index)}`],
      }));
    const directory = make(5_000);
    const measure = (work: () => void) => {
      const before = process.cpuUsage();
      work();
      return process.cpuUsage(before).user;
    };
    const whole = measure(() => findNames(TEXT, directory));
    const changed = directory.with(17, { slug: 'o-17', name: 'Bo Smith', aliases: [] });
    const carried = measure(() => {
      carryIndex(directory, changed);
      expect(findNames(TEXT, changed).map(({ slugs }) => slugs)).toContainEqual(['o-17']);
    });
    expect(carried).toBeLessThan(whole / 5);
  });
});
