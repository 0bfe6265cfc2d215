/** Files share a runtime: each begins with an installation that holds nothing. What memory knows of it stays. */

import { reset } from 'cloudflare:test';
import { beforeAll } from 'vitest';

beforeAll(() => reset());
