/** Waiting for work, but not for long. */

/** Whether all of it ends in time. Nothing is stopped where it does not. */
export async function isSettledWithin(ms: number, work: readonly Promise<void>[]): Promise<boolean> {
  const timer = new AbortController();
  const isOver = Promise.all(work).then(() => true);
  const timeIsUp = scheduler.wait(ms, { signal: timer.signal }).then(
    () => false,
    () => true,
  );
  const isInTime = await Promise.race([isOver, timeIsUp]);
  timer.abort();
  return isInTime;
}
