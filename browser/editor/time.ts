/** Moments as the rest of the page shows them: in the publication's manner, with its zone. */

import { formatZonedTime } from '../../src/article/date-format.ts';

/** "31 Aug 2021, 21:35 (Asia/Shanghai)"; `at` in epoch milliseconds. */
export function formatTime(at: number): string {
  const { dateLanguage = 'en', timezone = 'UTC' } = document.body.dataset;
  return formatZonedTime(at, dateLanguage, timezone);
}
