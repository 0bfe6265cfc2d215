/** Files share a runtime: each begins with an installation that holds nothing. What memory knows of it stays. */

import { beforeAll } from 'vitest';
import { resetService } from './reset-service.ts';

beforeAll(resetService);
