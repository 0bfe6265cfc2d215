import { describe, expect, test } from 'vitest';
import type { DirectoryOfficial } from '../../../../src/article/names/officials.ts';
import { recognizeOfficials } from '../../../../src/article/names/officials.ts';
import { makeTerm, ROLE_NAMES } from '../../../support/terms.ts';

const AUGUST_2021 = Date.parse('2021-08-31T13:35:07Z');

function official(slug: string, name: string, rest: Partial<DirectoryOfficial> = {}): DirectoryOfficial {
  return { slug, name, aliases: [], terms: [], ...rest };
}

function findSlugs(
  text: string,
  directory: DirectoryOfficial[],
  at: number | null = AUGUST_2021,
  zone = 'UTC',
) {
  return recognizeOfficials(text, directory, ROLE_NAMES, at, zone).attached.map(({ slug }) => slug);
}

describe('names in Chinese text', () => {
  const wu = official('wu-shu', '吴曙', { terms: [makeTerm({ role: '区委副书记、区长' })] });

  test('a name is found between other characters, and attached with its role', () => {
    expect(recognizeOfficials('区长吴曙出席会议', [wu], ROLE_NAMES, AUGUST_2021)).toEqual({
      attached: [
        { slug: 'wu-shu', name: '吴曙', role: '区委副书记、区长', office: null, relation: 'mentioned' },
      ],
      suggested: [],
    });
  });

  test('a name registered in simplified characters is found in traditional text', () => {
    expect(findSlugs('區長吳曙出席會議', [wu])).toEqual(['wu-shu']);
  });

  test('a name registered in traditional characters is found in simplified text', () => {
    expect(findSlugs('区领导吴传斗参加', [official('w', '吳傳斗')])).toEqual(['w']);
  });

  test('a name inside a longer registered name is no mention of its bearer', () => {
    const directory = [official('short', '张泓'), official('long', '张泓毅')];
    expect(findSlugs('张泓毅主持会议', directory)).toEqual(['long']);
    expect(findSlugs('张泓毅主持会议,张泓讲话', directory)).toEqual(['long', 'short']);
  });

  test('a longer name hides a shorter one even when its bearer is out of office', () => {
    const directory = [
      official('short', '张泓'),
      official('long', '张泓毅', { terms: [makeTerm({ until: '2020-01-01' })] }),
    ];
    expect(findSlugs('张泓毅来访', directory)).toEqual([]);
  });

  test('a name of one character is never looked for', () => {
    expect(findSlugs('吴地风光', [official('w', '吴')])).toEqual([]);
  });
});

describe('names in scripts with spaces', () => {
  const ann = official('ann', 'Ann Lee', { aliases: ['Councillor Lee'] });

  test('a name is found as a whole word only', () => {
    expect(findSlugs('Joann Leed the way; Ann Leeds too', [ann])).toEqual([]);
    expect(findSlugs('“Ann Lee’s plan”', [ann])).toEqual(['ann']);
  });

  test('an alias names its bearer, once', () => {
    expect(findSlugs('Councillor Lee spoke. Ann Lee left.', [ann])).toEqual(['ann']);
  });

  test('case counts, but a name in capitals throughout is the name', () => {
    const will = official('will', 'Will Rice');
    expect(findSlugs('where there is a will rice grows', [will])).toEqual([]);
    expect(findSlugs('MAYOR WILL RICE RESIGNS', [will])).toEqual(['will']);
  });

  test('a name that is broken over two lines is found', () => {
    expect(findSlugs('said Ann\nLee', [ann])).toEqual(['ann']);
  });

  test('composed and decomposed spellings are the same name', () => {
    expect(findSlugs('Mayor Jose\u0301 Rui\u0301z', [official('jose', 'José Ruíz')])).toEqual(['jose']);
    expect(findSlugs('Mayor José Ruíz', [official('jose', 'Jose\u0301 Rui\u0301z')])).toEqual(['jose']);
  });

  test('an Arabic name needs word boundaries too', () => {
    const sami = official('sami', 'سامي');
    expect(findSlugs('قال سامي إن', [sami])).toEqual(['sami']);
    expect(findSlugs('القسامية', [sami])).toEqual([]);
  });

  test('a Latin name next to Chinese characters is a whole word', () => {
    expect(findSlugs('部长Ann Lee访问', [ann])).toEqual(['ann']);
  });
});

describe('terms', () => {
  const at = (text: string) => Date.parse(text);
  const mayor = official('mayor', '吴曙', { terms: [makeTerm({ from: '2021-01-01', until: '2021-08-31' })] });

  test('both days of a term belong to it', () => {
    expect(findSlugs('吴曙', [mayor], at('2021-01-01T00:00:00Z'))).toEqual(['mayor']);
    expect(findSlugs('吴曙', [mayor], at('2021-08-31T23:59:59Z'))).toEqual(['mayor']);
    expect(findSlugs('吴曙', [mayor], at('2020-12-31T23:59:59Z'))).toEqual([]);
    expect(findSlugs('吴曙', [mayor], at('2021-09-01T00:00:00Z'))).toEqual([]);
  });

  test('the day is the publication time zone’s', () => {
    const evening = at('2021-08-31T16:30:00Z');
    expect(findSlugs('吴曙', [mayor], evening, 'UTC')).toEqual(['mayor']);
    expect(findSlugs('吴曙', [mayor], evening, 'Asia/Shanghai')).toEqual([]);
  });

  test('an article without a date yet is matched with everyone', () => {
    expect(findSlugs('吴曙', [mayor], null)).toEqual(['mayor']);
  });

  test('of two bearers of a name the one in office is attached', () => {
    const later = official('later', '吴曙', { terms: [makeTerm({ from: '2022-01-01' })] });
    expect(findSlugs('吴曙', [mayor, later])).toEqual(['mayor']);
  });
});

describe('shared names', () => {
  const directory = [official('a', '王伟', { aliases: ['王伟局长'] }), official('b', '王伟')];

  test('a name that two officials share is suggested and attached to neither', () => {
    expect(recognizeOfficials('王伟到会', directory, ROLE_NAMES, AUGUST_2021)).toEqual({
      attached: [],
      suggested: [{ name: '王伟', slugs: ['a', 'b'] }],
    });
  });

  test('the same name in the two scripts is shared as well', () => {
    const scripts = [official('a', '王伟'), official('b', '王偉')];
    expect(recognizeOfficials('王偉到会', scripts, ROLE_NAMES, AUGUST_2021).suggested).toEqual([
      { name: '王伟', slugs: ['a', 'b'] },
    ]);
  });

  test('a name of their own elsewhere in the text settles who is meant', () => {
    const { attached, suggested } = recognizeOfficials(
      '王伟局长到会。王伟说',
      directory,
      ROLE_NAMES,
      AUGUST_2021,
    );
    expect(attached.map(({ slug }) => slug)).toEqual(['a']);
    expect(suggested).toEqual([]);
  });
});

test('officials come in the order in which the text first names them', () => {
  const directory = [official('a', '张婷'), official('b', '江存富'), official('c', '潘长周')];
  expect(findSlugs('江存富、潘长周、张婷、江存富', directory)).toEqual(['b', 'c', 'a']);
});

test('two thousand names are looked for in the largest article in well under a second', () => {
  const directory = Array.from({ length: 2000 }, (_, index) =>
    official(`o${index}`, `Mary ${'x'.repeat(index % 90)}${index}`),
  );
  const text = 'Mary xxxxxxxxxxxxxxxxxxxxxxxxxxxxx 王伟 '.repeat(6000);
  expect(findSlugs(`${text} Mary 0`, directory)).toEqual(['o0']);
});

describe('a name that may be part of something longer', () => {
  test.each([
    ['李明', '区长李明华出席会议'],
    ['李明', '李明华来了'],
    ['欧阳文', '欧阳文静来了'],
    ['高明', '质量提高明显'],
    ['李刚', '行李刚刚送到'],
    ['John Smith', 'said John Smith-Jones'],
    ['John Smith', 'a house in John Smith Street'],
    ['Ann Lee', 'then Mary Ann Lee spoke'],
    ['Ann Lee', 'then Ann Lee Jones spoke'],
    ['김민수', '김민수현이 말했다'],
  ])('is not attached: %s in “%s”', (name, text) => {
    expect(findSlugs(text, [official('o', name)])).toEqual([]);
  });

  test.each([
    ['李明', '区长李明在会上讲话'],
    ['李明', '会见了李明。'],
    ['李明', '李明区长来了'],
    ['李明', '李明强调'],
    ['欧阳文', '区长欧阳文出席会议'],
    ['李明华', '随后李明华来了'],
    ['高桥', '髙桥，'],
    ['梅里克·加兰', '部长梅里克．加兰说'],
    ['Ann Lee', 'then Mayor Ann Lee spoke'],
    ['Ann Lee', 'When Ann Lee spoke'],
    ['Ann Lee', 'Library Opened\nAnn Lee\nMayor'],
    ['Jan Müller', 'Gestern hat Bürgermeister Jan Müller gesprochen'],
    ['Pedro Núñez', 'dijo Pedro Nunez ayer'],
    ['Сергей Королёв', 'сказал Сергей Королев вчера'],
    ['김민수', '김민수는 말했다'],
    ['أحمد سامي', 'قال واحمد سامي إن'],
    ['משה כהן', 'אמר למשה כהן היום'],
  ])('is attached where it is surely whole: %s in “%s”', (name, text) => {
    expect(findSlugs(text, [official('o', name)])).toEqual(['o']);
  });
});

test('a name that is not sure is suggested with its bearer', () => {
  expect(recognizeOfficials('后来李明来了', [official('o', '李明')], ROLE_NAMES, AUGUST_2021)).toEqual({
    attached: [],
    suggested: [{ name: '李明', slugs: ['o'] }],
  });
});

test('a directory that stays the same is not read again for the next article', () => {
  let reads = 0;
  const counted = Object.defineProperty(official('o', ''), 'name', {
    get: () => {
      reads += 1;
      return 'Ann Lee';
    },
  });
  const directory = [counted];
  findSlugs('nobody', directory);
  const first = reads;
  findSlugs('nobody else', directory);
  expect([first > 0, reads]).toEqual([true, first]);
});
