/** Tells the tests' types what `cloudflare:workers` gives them. */

import type { Env as GazetteEnv } from '../../src/env.ts';

declare global {
  namespace Cloudflare {
    interface Env extends GazetteEnv {
      readonly FILES: R2Bucket;
    }
    interface GlobalProps {
      mainModule: typeof import('../../src/index.ts');
    }
  }
}
