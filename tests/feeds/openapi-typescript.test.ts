import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { runProgram } from '../support/outside-program.ts';

/** It wants a TypeScript before ours, so it cannot be a package of the project. */
const PACKAGES = ['openapi-typescript@7', 'typescript@5'];

const folder = mkdtempSync(join(tmpdir(), 'gazette-openapi-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'package.json'), '{ "private": true }');
const isInstalled =
  runProgram('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', ...PACKAGES])
    .status === 0;

describe.skipIf(!isInstalled)('the OpenAPI document', () => {
  it('becomes types of a client by openapi-typescript, every call and its bodies with fields', async () => {
    const text = await (await buildApp().request('/openapi.json', {}, {})).text();
    const document = JSON.parse(text) as { readonly paths: object; readonly webhooks: object };
    writeFileSync(join(folder, 'openapi.json'), text);
    const program = join(folder, 'node_modules/.bin/openapi-typescript');
    const { status, stderr } = runProgram(program, [
      join(folder, 'openapi.json'),
      '-o',
      join(folder, 'api.ts'),
    ]);
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(/error|warn/i)]);
    const types = readFileSync(join(folder, 'api.ts'), 'utf8');
    const missing = [...Object.keys(document.paths), ...Object.keys(document.webhooks)].filter(
      (name) => !types.includes(`"${name}": {`) && !types.includes(` ${name}: {`),
    );
    expect(missing).toEqual([]);
    writeFileSync(
      join(folder, 'client.ts'),
      `import type { components, paths } from './api.ts';
type Sent = NonNullable<paths['/api/articles']['post']['requestBody']>['content']['application/json'];
export const sent: Sent = { title: 'Bridge reopened', content_text: 'Open again.', categories: ['roads'] };
// @ts-expect-error A title is a text.
export const wrong: Sent = { title: 1 };
export const readTitle = (article: components['schemas']['Article']): string => article.title;
`,
    );
    const compiler = join(folder, 'node_modules/.bin/tsc');
    const options = ['--noEmit', '--strict', '--allowImportingTsExtensions', '--module', 'esnext'];
    const compiled = runProgram(compiler, [...options, '--skipLibCheck', join(folder, 'client.ts')]);
    expect(compiled.stdout).toBe('');
  });
});
