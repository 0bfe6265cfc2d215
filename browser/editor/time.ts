/** Moments as the rest of the page shows them: in the publication's manner, with its zone. */

/** "31 Aug 2021, 21:35 (Asia/Shanghai)"; `at` in epoch milliseconds. */
export function formatTime(at: number): string {
  const { dateLanguage, timezone } = document.body.dataset;
  const format = new Intl.DateTimeFormat(dateLanguage, {
    timeZone: timezone,
    calendar: 'gregory',
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return `${format.format(at)} (${timezone})`;
}
