import { describe, expect, test } from 'vitest';
import { findDate } from '../../../src/extract/dates.ts';

describe('dates as pages write them', () => {
  test.each([
    ['2021-08-31T21:35:07+08:00', '2021-08-31T21:35:07+08:00'],
    ['2021-08-31T13:35:07.123Z', '2021-08-31T13:35:07Z'],
    ['2021-08-31 21:35:07', '2021-08-31T21:35:07+08:00'],
    ['2021-8-3 9:05', '2021-08-03T09:05:00+08:00'],
    ['2021/08/31', '2021-08-31T00:00:00+08:00'],
    ['2021.08.31', '2021-08-31T00:00:00+08:00'],
    ['2021年8月31日 21:35', '2021-08-31T21:35:00+08:00'],
    ['2021年8月31日下午3点20分', '2021-08-31T15:20:00+08:00'],
    ['2021 年 8 月 31 日', '2021-08-31T00:00:00+08:00'],
    ['Tue, 31 Aug 2021 21:35:07 +0100', '2021-08-31T21:35:07+01:00'],
    ['31 August 2021', '2021-08-31T00:00:00+08:00'],
    ['31st of August, 2021 at 9.35pm', '2021-08-31T21:35:00+08:00'],
    ['August 31, 2021 9:35 pm', '2021-08-31T21:35:00+08:00'],
    ['Aug. 31, 2021 12:05 a.m.', '2021-08-31T00:05:00+08:00'],
    ['31/08/2021', '2021-08-31T00:00:00+08:00'],
    ['08/31/2021 10:00', '2021-08-31T10:00:00+08:00'],
  ])('%s is %s in Shanghai', (text, expected) => {
    expect(findDate(text, 'Asia/Shanghai')).toBe(expected);
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
    '',
  ])('%s leaves room for doubt and is no date', (text) => {
    expect(findDate(text, 'UTC')).toBeNull();
  });
});

describe('offsets of a zone', () => {
  test('summer and winter time follow the zone’s rules on that day', () => {
    expect(findDate('2021-07-01 12:00', 'Europe/Berlin')).toBe('2021-07-01T12:00:00+02:00');
    expect(findDate('2021-12-01 12:00', 'Europe/Berlin')).toBe('2021-12-01T12:00:00+01:00');
    expect(findDate('2021-12-01 12:00', 'Asia/Kathmandu')).toBe('2021-12-01T12:00:00+05:45');
    expect(findDate('2021-12-01 12:00', 'America/St_Johns')).toBe('2021-12-01T12:00:00-03:30');
  });

  test('an hour that comes twice is the first, one that never comes moves on', () => {
    expect(findDate('2021-10-31 02:30', 'Europe/Berlin')).toBe('2021-10-31T02:30:00+02:00');
    expect(findDate('2021-03-28 02:30', 'Europe/Berlin')).toBe('2021-03-28T03:30:00+02:00');
  });
});
