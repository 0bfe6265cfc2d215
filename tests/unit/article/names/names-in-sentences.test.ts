import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recognizeOfficials } from '../../../../src/article/names/officials.ts';
import { DECOYS, NAMING_SENTENCES } from '../../../support/named-sentences.ts';
import { ROLE_NAMES } from '../../../support/terms.ts';

/** What a text says of one registered person. */
function recognize(text: string, name: string) {
  const official = { slug: 'o', name, aliases: [], terms: [] };
  const { attached, suggested } = recognizeOfficials(text, [official], ROLE_NAMES, null);
  return { isAttached: attached.length > 0, isFound: attached.length + suggested.length > 0 };
}

describe('who is named in a sentence', () => {
  test.each(NAMING_SENTENCES)('is attached where it can be nobody else: $language', ({ names, sure }) => {
    const missed = names.flatMap((name) =>
      sure.map((text) => text.replace('{}', name)).filter((text) => !recognize(text, name).isAttached),
    );
    expect(missed).toEqual([]);
  });

  test.each(NAMING_SENTENCES)('is at least suggested everywhere: $language', ({ names, found }) => {
    const missed = names.flatMap((name) =>
      found.map((text) => text.replace('{}', name)).filter((text) => !recognize(text, name).isFound),
    );
    expect(missed).toEqual([]);
  });

  test.each(DECOYS)('is not attached where it is words, a place or somebody else: $language', ({ cases }) => {
    const wrong = cases.flatMap(([name, ...texts]) =>
      texts.filter((text) => recognize(text, name).isAttached).map((text) => [name, text]),
    );
    expect(wrong).toEqual([]);
  });
});

/** Words of every day that begin as a surname does. */
const WORDS =
  '方面 管理 关系 关注 方向 范围 游戏 强制 向上 丰富 游客 苏联 周期 江苏 付出 占有 周刊 周围 纪录 苏州 单曲 康复 周四 周末 万国 万里 占据 周年 周边 武术 万事 丰田 占地 周到 庄园 游乐 游览 简历 管制 路径 安全 成立 成功 成果 单位 董事 方案 方法 高度 高级 高兴 顾问 计划 季度 金融 连续 路线 强化 任务 施工 石油 温暖 项目 严格 左右 黄金 白天 马路 金属 龙头 江山 石头 田地 常识 高原 高峰 牛奶 平安 时间 关键 全部 解决 程序 包括 毕业 陈列 陆续'.split(
    ' ',
  );
const FRAMES = [
  '促进{}工作。',
  '{}主任谈话',
  '书记{}工作',
  '提高了{}，',
  '这里的{}。',
  '{}、发展',
  '很{}',
  '大家{}地说',
  '区长{}，',
  '{}强大',
];
/** Words whose end is a surname, and words that go on as given names do. */
const HEADS =
  '位于 由于 对于 关于 提高 升高 防范 规范 面向 方向 终于 基于 用于 生于 处于 低于 高于 善于 勇于 厂房 历史 双向 其余 业余 征程 旅游 复苏 抢占 转向 走向 倾向'.split(
    ' ',
  );
const TAILS =
  '海洋 文化 建设 文明 国家 阳光 志愿 国际 建国 明显 新生 春天 小学 大力 光明 和平 海水 东方 北京 天津'.split(
    ' ',
  );

describe('a name is not attached', () => {
  test('where a word that is the name stands in a sentence', () => {
    const sentences = WORDS.flatMap((name) =>
      FRAMES.map((frame) => ({ name, text: frame.replace('{}', name) })),
    );
    expect(sentences.filter(({ name, text }) => recognize(text, name).isAttached)).toEqual([]);
  });

  test.each([
    ['高明', '质量提高明显', '区长提高明显'],
    ['平安', '和平安排就绪', '和平安排'],
    ['于海', '位于海洋深处', '设于海洋'],
  ])('and not even suggested between the middles of two words: %s', (name, ...texts) => {
    expect(texts.filter((text) => recognize(text, name).isFound)).toEqual([]);
  });

  test('where it reaches from the end of one word into the next', () => {
    const pairs = fc.tuple(
      fc.constantFrom(...HEADS),
      fc.constantFrom(...TAILS),
      fc.constantFrom('', '的工作', '。', '方面'),
    );
    fc.assert(
      fc.property(pairs, ([head, tail, end]) => {
        const text = `我们${head}${tail}${end}`;
        for (const name of [`${head.charAt(1)}${tail}`, `${head.charAt(1)}${tail.charAt(0)}`])
          expect([name, text, recognize(text, name).isAttached]).toEqual([name, text, false]);
      }),
      { numRuns: 1000 },
    );
  });
});
