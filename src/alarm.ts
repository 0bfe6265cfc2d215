/** An object's one alarm, set by every object in the same way. */

/** What it needs of a Durable Object's storage. */
export type AlarmStorage = Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm'>;

/**
 * Makes sure that the alarm fires by `at` (epoch milliseconds); one that fires sooner anyway stays, because setting it
 * is a row written. An alarm in the past counts as none: the platform has had alarms that never fired, and a crash may
 * swallow one between its firing and what it was for.
 */
export async function setAlarmBy(storage: AlarmStorage, at: number, now: number): Promise<void> {
  const wanted = Math.max(at, now);
  const current = await storage.getAlarm();
  if (current !== null && current > now && current <= wanted) return;
  await storage.setAlarm(wanted);
}

/**
 * Has the alarm fire at `at`, epoch milliseconds, whenever it was to fire before. Called right after a transaction, without
 * waiting for anything in between, it is written together with that transaction's rows.
 */
export async function setAlarmWithRows(storage: AlarmStorage, at: number): Promise<void> {
  await storage.setAlarm(at);
}
