/** Files of a project share their process: what one changed of it, clock and globals, is as it was when the next begins. */

import { afterAll, vi } from 'vitest';

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
