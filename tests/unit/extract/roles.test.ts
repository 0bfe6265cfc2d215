import { describe, expect, test } from 'vitest';
import { findChineseRoles } from '../../../src/extract/chinese-roles.ts';
import { findLatinRoles } from '../../../src/extract/latin-roles.ts';
import { removeReadings } from '../../../src/extract/readings.ts';

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
  ])('%s', (text, expected) => {
    expect(chinese(text)).toEqual(expected);
  });

  test.each([
    '市长江大桥通车',
    '各部门主要负责人参加',
    '区委常委会会议召开',
    '人民代表大会',
    '书记员工作',
    '张伟说',
  ])('%s names nobody', (text) => {
    expect(chinese(text)).toEqual([]);
  });
});

describe('people behind an office, in English', () => {
  test.each([
    ['The Deputy Prime Minister Nora Field said', [['Nora Field', 'Deputy Prime Minister']]],
    ['said Road Safety Minister Anna O’Shea.', [['Anna O’Shea', 'Road Safety Minister']]],
    ['Yesterday Mayor Tom\nLeary spoke', [['Tom Leary', 'Mayor']]],
  ])('%s', (text, expected) => {
    expect(english(text)).toEqual(expected);
  });

  test.each([
    'the Mayor Street bridge',
    'Prime Minister Questions Today',
    'Mayor Leary spoke',
    'a minister John Smith',
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
