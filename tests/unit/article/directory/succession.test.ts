import { describe, expect, it } from 'vitest';
import { announceSuccession } from '../../../../src/article/directory/succession.ts';
import { nameRoles } from '../../../../src/article/directory/terms.ts';
import { makeTerm } from '../../../support/terms.ts';

describe('the article of a change of holder', () => {
  it('is set with the marks of the publication’s language', () => {
    const office = { slug: 'mayor', name: '区长', description: null, holders: 'one' as const };
    const holder = (name: string, days: { from?: string; until?: string }) => ({
      official: { slug: 'x', name, aliases: [], url: null, image: null, terms: [] },
      term: makeTerm({ office: 'mayor', ...days }),
    });
    const write = (language: string) =>
      announceSuccession(
        {
          office: 'mayor',
          successor: holder('吴曙', { from: '2024-04-01' }),
          former: holder('张前', { until: '2024-03-31' }),
        },
        office,
        nameRoles([office], language),
        'https://gazette.example',
      );
    const chinese = write('zh-CN');
    expect(chinese.title).toBe('职务变动：吴曙，区长');
    expect(chinese.contentHtml.replace(/<[^>]+>/g, '')).toBe(
      '新任：吴曙，区长，2024年4月1日起原任：张前，区长，至2024年3月31日区长',
    );
    expect(write('en').title).toBe('Change of office: 吴曙, 区长');
    expect(write('ar').title).toBe('تغيير شاغل المنصب: 吴曙، 区长');
  });
});
