import { afterEach, expect, it, vi } from 'vitest';
import { formatDay, formatDays, formatMonth } from '../../../src/http/pages/page-time.tsx';
import { readSettings } from '../../../src/settings.ts';

afterEach(() => void vi.restoreAllMocks());

it('a page of many dates makes a formatter for each kind of them, not for each of them', () => {
  const settings = readSettings({ PUBLICATION_LANGUAGE: 'de', PUBLICATION_TIMEZONE: 'Asia/Shanghai' });
  const made = vi.spyOn(Intl, 'DateTimeFormat');
  const lines = Array.from({ length: 50 }, (_, number) => {
    const month = `${2000 + number}-05`;
    return [
      formatMonth(month, settings),
      formatMonth(month, settings, false),
      formatDay(Date.UTC(2000 + number, 4, 1, 20), settings),
      formatDays(`${month}-01`, `${month}-02`, settings),
    ];
  });
  expect(lines[21]).toEqual(['Mai 2021', 'Mai', '2. Mai 2021', '1.–2. Mai 2021']);
  expect(made.mock.calls.length).toBeLessThanOrEqual(4);
});

it('a span of days has words in Chinese as well, as each of its days has', () => {
  const settings = readSettings({ PUBLICATION_LANGUAGE: 'zh-Hans' });
  expect(formatDays('2019-05-01', '2024-12-31', settings)).toBe('2019年5月1日至2024年12月31日');
});
