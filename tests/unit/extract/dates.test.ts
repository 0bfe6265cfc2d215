import { describe, expect, test } from 'vitest';
import { findDate, removeDate } from '../../../src/extract/dates.ts';

describe('dates as pages write them', () => {
  test.each([
    ['2021-08-31T21:35:07+08:00', '2021-08-31T21:35:07+08:00'],
    ['2021-08-31T13:35:07.123Z', '2021-08-31T13:35:07Z'],
    ['2021-08-31 21:35:07', '2021-08-31T21:35:07+08:00'],
    ['2021-8-3 9:05', '2021-08-03T09:05:00+08:00'],
    ['2021/08/31', '2021-08-31T00:00:00+08:00'],
    ['2021.08.31', '2021-08-31T00:00:00+08:00'],
    ['2021. 8. 31. 오후 4:05', '2021-08-31T16:05:00+08:00'],
    ['2021年8月31日 21:35', '2021-08-31T21:35:00+08:00'],
    ['2021年8月31日下午3点20分', '2021-08-31T15:20:00+08:00'],
    ['2021 年 8 月 31 日', '2021-08-31T00:00:00+08:00'],
    ['2021年8月31日 16時05分', '2021-08-31T16:05:00+08:00'],
    ['2021년 8월 31일 오전 9:05', '2021-08-31T09:05:00+08:00'],
    ['Tue, 31 Aug 2021 21:35:07 +0100', '2021-08-31T21:35:07+01:00'],
    ['31 August 2021', '2021-08-31T00:00:00+08:00'],
    ['31st of August, 2021 at 9.35pm', '2021-08-31T21:35:00+08:00'],
    ['August 31, 2021 9:35 pm', '2021-08-31T21:35:00+08:00'],
    ['Aug. 31, 2021 12:05 a.m.', '2021-08-31T00:05:00+08:00'],
    ['Sept. 1, 2021, 12:05 p.m.', '2021-09-01T12:05:00+08:00'],
    ['31/08/2021', '2021-08-31T00:00:00+08:00'],
    ['08/31/2021 10:00', '2021-08-31T10:00:00+08:00'],
  ])('%s is %s in Shanghai', (text, expected) => {
    expect(findDate(text, { timezone: 'Asia/Shanghai' })).toBe(expected);
  });

  test.each([
    '03/04/2021',
    '8月31日',
    '31 August',
    'yesterday',
    '2021-02-30',
    '2021-13-01',
    '31/08/21',
    '2021-08-31 25:00',
    '20210831',
    '13.13.2021',
    'chapter 3 2021',
    '10.0.12.21',
    'version 2.1.12.20',
    '0114-06-03',
    '3 Quark 2021',
    '',
  ])('%s leaves room for doubt and is no date', (text) => {
    expect(findDate(text, { timezone: 'UTC' })).toBeNull();
  });

  test.each([
    ['３ Juni 2025', '2025-06-03'],
    ['2025年６月３日', '2025-06-03'],
    ['２０２５－０６－０３', '2025-06-03'],
    ['二〇二五年六月三日', '2025-06-03'],
    ['二○一九年十二月三十一日', '2019-12-31'],
    ['二零二〇年十月二十日', '2020-10-20'],
    ['114-06-03', '2025-06-03'],
    ['114/06/03', '2025-06-03'],
    ['民國114年6月3日', '2025-06-03'],
    ['中華民國 103 年 12 月 31 日', '2014-12-31'],
    ['٣ يونيو ٢٠٢٥', '2025-06-03'],
    ['𝟑 June 𝟐𝟎𝟐𝟓', '2025-06-03'],
    ['𝟚𝟘𝟚𝟝-𝟘𝟞-𝟘𝟛', '2025-06-03'],
    ['𞥓.𞥖.𞥒𞥐𞥒𞥕', '2025-06-03'],
    ['𑄹.𑄼.𑄸𑄶𑄸𑄻', '2025-06-03'],
    ['꩓.꩖.꩒꩐꩒꩕', '2025-06-03'],
  ])('figures may be others than ASCII’s, and years the Republic’s: %s', (text, expected) => {
    expect(findDate(text, { timezone: 'UTC' })).toBe(`${expected}T00:00:00Z`);
  });

  test.each([
    ['03.06.2025', '2025-06-03'],
    ['3. 6. 2025', '2025-06-03'],
    ['23.06.25', '2025-06-23'],
    ['03.06.99', '1999-06-03'],
  ])('with dots the day is first: %s', (text, expected) => {
    expect(findDate(text, { timezone: 'UTC' })).toBe(`${expected}T00:00:00Z`);
  });

  test.each([
    ['Published 11:11 PM EST Jun 3, 2025', '2025-06-03T23:11:00-05:00'],
    ['June 3, 2025, 4:05 p.m. ET', '2025-06-03T16:05:00-04:00'],
    ['Jan. 3, 2025, 4:05 p.m. ET', '2025-01-03T16:05:00-05:00'],
    ['3 June 2025 16:05 CEST', '2025-06-03T16:05:00+02:00'],
    ['3 June 2025 16:05 (GMT+0300)', '2025-06-03T16:05:00+03:00'],
    ['Tue Jun 03 16:05:00 EDT 2025', '2025-06-03T16:05:00-04:00'],
  ])('a zone may be abbreviated: %s', (text, expected) => {
    expect(findDate(text, { timezone: 'Europe/London' })).toBe(expected);
  });

  test('an abbreviation that several places use is the publication’s own where it fits', () => {
    const text = 'Tue Jun 03 16:05:00 CST 2025';
    expect(findDate(text, { timezone: 'Asia/Shanghai' })).toBe('2025-06-03T16:05:00+08:00');
    expect(findDate(text, { timezone: 'America/Chicago' })).toBe('2025-06-03T16:05:00-06:00');
  });

  const INTL_LOCALES = 'en de fr es it pt nl pl ru tr uk cs sv da fi el id'.split(' ');
  const months = INTL_LOCALES.flatMap((locale) =>
    Array.from({ length: 12 }, (_, month) => [locale, month] as const),
  );
  test.each(months)(
    'a day of %s is read as it is written in every month, long and short: %i',
    (locale, month) => {
      const day = new Date(Date.UTC(2025, month, 23));
      for (const width of ['long', 'medium'] as const) {
        const text = new Intl.DateTimeFormat(locale, { dateStyle: width, timeZone: 'UTC' }).format(day);
        // Where the medium width is figures with slashes, it may be two days.
        if (/^\d+\/\d+\/\d+$/.test(text)) continue;
        expect(findDate(text, { timezone: 'UTC' }), text).toBe(day.toISOString().replace('.000', ''));
      }
    },
  );

  test.each([
    ['3 يونيو 2025', '2025-06-03T00:00:00Z'],
    ['le 3 juin 2025 à 12h11', '2025-06-03T12:11:00Z'],
    ['3. Juni 2025, 12:11 Uhr', '2025-06-03T12:11:00Z'],
    ['3 de junio de 2025 a las 12:11', '2025-06-03T12:11:00Z'],
    ['3 июня 2025 г., 12:11', '2025-06-03T12:11:00Z'],
    ['3 июня 2025 года в 12:11', '2025-06-03T12:11:00Z'],
    ['3 Haziran 2025 Salı 12:11', '2025-06-03T12:11:00Z'],
    ['1er juillet 2025', '2025-07-01T00:00:00Z'],
    ['3 Jun 2025, 22:11 GMT+10', '2025-06-03T22:11:00+10:00'],
    ['3 Jun 2025, 22:11 UTC-3', '2025-06-03T22:11:00-03:00'],
    ['3 Jun 2025, 22:11 GMT+5:30', '2025-06-03T22:11:00+05:30'],
    ['2025-06-03T22:11:00+0530', '2025-06-03T22:11:00+05:30'],
    ['06/23/25', '2025-06-23T00:00:00Z'],
    ['3. Jänner 2025', '2025-01-03T00:00:00Z'],
  ])('%s', (text, expected) => {
    expect(findDate(text, { timezone: 'UTC' })).toBe(expected);
  });

  test('what is left of a line has neither the date nor its time', () => {
    expect(removeDate('Am 3. Juni 2025, 12:11 Uhr erschienen')).toBe('Am   erschienen');
    expect(removeDate('２０２５年６月３日 10:00 镇报')).toBe('  镇报');
    expect(removeDate('no date')).toBe('no date');
  });
});

describe('offsets of a zone', () => {
  test('summer and winter time follow the zone’s rules on that day', () => {
    expect(findDate('2021-07-01 12:00', { timezone: 'Europe/Berlin' })).toBe('2021-07-01T12:00:00+02:00');
    expect(findDate('2021-12-01 12:00', { timezone: 'Europe/Berlin' })).toBe('2021-12-01T12:00:00+01:00');
    expect(findDate('2021-12-01 12:00', { timezone: 'Asia/Kathmandu' })).toBe('2021-12-01T12:00:00+05:45');
    expect(findDate('2021-12-01 12:00', { timezone: 'America/St_Johns' })).toBe('2021-12-01T12:00:00-03:30');
  });

  test('an hour that comes twice is the first, one that never comes moves on', () => {
    expect(findDate('2021-10-31 02:30', { timezone: 'Europe/Berlin' })).toBe('2021-10-31T02:30:00+02:00');
    expect(findDate('2021-03-28 02:30', { timezone: 'Europe/Berlin' })).toBe('2021-03-28T03:30:00+02:00');
  });
});

test.each([
  '令和7年6月3日',
  '令和７年６月３日（火）',
  '令和七年六月三日',
  '中華民國一一四年六月三日',
  '二零二五年六月三日',
  '2025年6月3日(火) 12時11分',
  '3-Jun-2025',
  '2025-Jun-03',
  '2025 June 3',
  '2025. június 3.',
  '3 มิถุนายน 2568',
  '3 มิถุนายน 2025',
  '03/06/2568',
  'Ngày 3 tháng 6 năm 2025',
  '3 tháng 6, 2025',
  '3. јун 2025.',
  '3 чэрвеня 2025',
  '3. júní 2025',
  '3 Mehefin 2025',
  '3 Meitheamh 2025',
  '3 qershor 2025',
  '3 Junie 2025',
  '3 ביוני 2025',
  '3 ژوئن 2025',
  '3 جون 2025',
  '3 जून 2025',
  '३ जून २०२५',
  '৩ জুন ২০২৫',
  '3 ஜூன் 2025',
  '3 ივნისი, 2025',
  '3 հունիսի, 2025',
  '3 iyun 2025',
  'Hunyo 3, 2025',
])('a calendar, a script or a language is no reason to miss a day: %s', (text) => {
  expect(findDate(text, { timezone: 'UTC', order: 'day-first' })?.slice(0, 10)).toBe('2025-06-03');
});

test.each([
  ['令和元年6月3日', '2019-06-03'],
  ['平成30年6月3日', '2018-06-03'],
  ['昭和六十三年十二月三十一日', '1988-12-31'],
  ['二〇二五年六月廿三日', '2025-06-23'],
])('an era’s years are counted from its first: %s', (text, day) => {
  expect(findDate(text, { timezone: 'UTC' })?.slice(0, 10)).toBe(day);
});

test('a date may be in the figures of any script that has ten', () => {
  const isFigure = (code: number) => /\p{Nd}/u.test(String.fromCodePoint(code));
  const figures = Array.from({ length: 0x20000 }, (_, code) => code).filter(isFigure);
  const rows = figures.filter((_, index) => index % 10 === 0);
  expect(rows.length).toBeGreaterThan(60);
  for (const zero of rows) {
    const write = (text: string) => text.replace(/\d/g, (one) => String.fromCodePoint(zero + Number(one)));
    for (const text of ['2025-06-03', '23.06.1987', '14 June 2019'])
      expect(findDate(write(text), { timezone: 'UTC' }), write(text)).toBe(
        findDate(text, { timezone: 'UTC' }),
      );
  }
});

describe('the calendar of Iran and Afghanistan', () => {
  test.each([
    ['۲ تیر ۱۳۹۹', '2020-06-22T00:00:00Z'],
    ['دوشنبه ۲ تير 1399 - 12:09:08 ب.ظ', '2020-06-22T12:09:08Z'],
    ['۲ تیرماه ۱۳۹۹ ساعت ۰۳:۱۵ ب.ظ', '2020-06-22T15:15:00Z'],
    ['۲ تیر ماه ۱۳۹۹', '2020-06-22T00:00:00Z'],
    ['۲۲ بهمن‌ماه ۱۴۰۳ ۰۹:۳۰ ق.ظ', '2025-02-10T09:30:00Z'],
    ['۱۳۹۹/۰۴/۰۲', '2020-06-22T00:00:00Z'],
    ['۱۴۰۴-۳-۱۳ ۱۲:۱۱', '2025-06-03T12:11:00Z'],
    ['۱۳ جوزا ۱۴۰۴', '2025-06-03T00:00:00Z'],
    ['13 غبرگولی 1404', '2025-06-03T00:00:00Z'],
    ['۳ ژوئن ۲۰۲۵', '2025-06-03T00:00:00Z'],
  ])('is read by its months, and in Persian figures: %s', (text, expected) => {
    expect(findDate(text, { timezone: 'UTC' })).toBe(expected);
  });

  test.each(['١٤٤٥/٣/١٢', '1399/04/02', '۳۲ تیر ۱۳۹۹', '۳۰ اسفند ۱۴۰۴', '۲ مارس ۱۳۹۹', '۱۳۹۹/۱۳/۰۲'])(
    'has no such day, or the calendar is another: %s',
    (text) => {
      expect(findDate(text, { timezone: 'UTC' })).toBeNull();
    },
  );

  test('has every day of five years, over its leap year', () => {
    const parts = new Intl.DateTimeFormat('fa', { dateStyle: 'long', timeZone: 'UTC' });
    for (let day = Date.UTC(2021, 0, 1); day < Date.UTC(2026, 0, 1); day += 24 * 60 * 60_000) {
      const text = parts.format(day);
      expect(findDate(text, { timezone: 'UTC' }), text).toBe(new Date(day).toISOString().replace('.000', ''));
    }
  });
});
