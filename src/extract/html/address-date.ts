/** The day that the address of a page names. */

import type { DateReading } from '../dates.ts';
import { findDate } from '../dates.ts';

/** A day in the path of an address, as news sites have it: `/2025/06/03/`, `/2025-06-03/`, `/20250603/`, `/t20250603_12.html`. */
const ADDRESS_DATE =
  /\/t?((?:19|20)\d\d)(?:([/-])([01]?\d)\2([0-3]?\d)|([01]\d)([0-3]\d)|\/([01]\d)([0-3]\d))(?=[/_-])/;

/** The day that an article's address names; null for none. */
export function readAddressDate(address: string, reading: DateReading): string | null {
  const path = address.replace(/[?#].*$/s, '');
  const [, year, , ...figures] = ADDRESS_DATE.exec(path) ?? [];
  const [month, day] = figures.filter((figure) => figure !== undefined);
  if (year !== undefined) return findDate(`${year}-${month}-${day}`, reading);
  const [, spelt = ''] = SPELT_DATE.exec(path) ?? [];
  return findDate(spelt.split('/').reverse().join(' '), reading);
}

/** `/2025/june/03/`, `/2025/jun/3/`. */
const SPELT_DATE = /\/((?:19|20)\d\d\/[a-z]{3,9}\/[0-3]?\d)(?=\/)/i;
