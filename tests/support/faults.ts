/** Faults that the service writes to its log, as failures of the test in which they happen. */

import { afterEach, beforeEach, vi } from 'vitest';

/** What a killed object meets in all that it still does. Files share a process: it may be another's, and no fault. */
export const KILLED = 'The object was killed.';

/** Has whoever logs a fault fail with it, until mocks are restored. */
function throwOnFaults(): void {
  vi.spyOn(console, 'error').mockImplementation((text) => {
    if (!String(text).includes(KILLED)) throw new Error(String(text));
  });
}

/** Has every test of a file move the clock itself, and fail with what the service logs as a fault. */
export function watchFaultsByOwnClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    throwOnFaults();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
}
