import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildAssets } from '../../bin/build-assets.mjs';

describe('the editor page’s script and style in public/', () => {
  it('are what npm run build:assets makes of the sources', async () => {
    for (const { path, contents } of await buildAssets()) {
      expect(readFileSync(path).equals(Buffer.from(contents)), path).toBe(true);
    }
  });
});
