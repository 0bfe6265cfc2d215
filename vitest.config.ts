import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { TestOrder } from './tests/support/test-order.ts';

/**
 * A project whose tests run in workerd, behind the service's URLs, with settings of its own. Files share a runtime, which
 * reads the whole service once, and each begins with an installation that holds nothing.
 */
function defineWorkerProject(
  name: string,
  folder: string,
  settings: Record<string, string>,
  sharesRuntime = true,
) {
  return {
    plugins: [
      cloudflareTest({
        wrangler: { configPath: './wrangler.toml' },
        miniflare: {
          bindings: {
            ADMIN_TOKEN: 'test-admin-token-0123456789',
            ALLOW_PRIVATE_TARGETS: 'true',
            ...settings,
          },
        },
      }),
    ],
    test: {
      name,
      include: [`tests/${folder}/**/*.test.ts`],
      globalSetup: ['tests/support/outside-receiver.ts'],
      isolate: !sharesRuntime,
      setupFiles: ['tests/support/fresh-service.ts'],
      // Nothing of the machine's environment reaches this runtime by itself.
      env: { TEST_CASES: process.env.TEST_CASES ?? '' },
    },
  };
}

/** A project of pure functions and programs, in Node. */
function defineNodeProject(name: string) {
  return {
    resolve: {
      alias: { 'cloudflare:workers': `${import.meta.dirname}/tests/support/cloudflare-workers.ts` },
    },
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`],
      environment: 'node' as const,
      // A process for each of a hundred files would read the same modules a hundred times: a third of all the time.
      isolate: false,
      setupFiles: ['tests/support/clean-up.ts'],
    },
  };
}

/** Two runtimes: pure functions and whole servers in Node, everything behind a URL in workerd. */
export default defineConfig({
  test: {
    // Most tests wait for alarms, retries and servers rather than compute.
    maxWorkers: 6,
    // What a test waits for comes when the machine has time for it, however busy it is: these end what hangs, and no more.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    sequence: { sequencer: TestOrder },
    projects: [
      // Types and lint, beside everything else.
      { test: { name: 'check', include: ['tests/check/**/*.test.ts'], environment: 'node' as const } },
      defineNodeProject('unit'),
      // Generators with many cases, and processes that are started: a minute, where all units take seconds.
      defineNodeProject('long'),
      // How time grows with input: each is measured until it can be told. `npm test` leaves it out.
      defineNodeProject('growth'),
      defineWorkerProject('worker', 'worker', { PUBLIC_URL: 'http://gazette.test' }),
      // What a Worker has in memory, of clients and answers, is nothing when each of these files begins.
      defineWorkerProject('worker-alone', 'alone', { PUBLIC_URL: 'http://gazette.test' }, false),
      // As it runs in public: no private targets, and an address of its own.
      defineWorkerProject('worker-public', 'public', {
        PUBLIC_URL: 'https://gazette.example',
        ALLOW_PRIVATE_TARGETS: 'false',
        INDEXNOW_KEY: 'key-of-tests',
      }),
      // A schedule that a test can see the end of.
      defineWorkerProject('worker-retries', 'retries', {
        PUBLIC_URL: 'http://gazette.test',
        WEBHOOK_RETRY_SCHEDULE: '0,0.3,0.3,0.3,0.3',
      }),
      {
        test: {
          name: 'durability',
          include: ['tests/durability/**/*.test.ts'],
          globalSetup: ['tests/support/worker-bundle.ts'],
          environment: 'node',
        },
      },
      // A quarter of an hour: `npm test` leaves it out.
      {
        test: {
          name: 'chaos',
          include: ['tests/chaos/**/*.test.ts'],
          environment: 'node',
        },
      },
      // These two need programs that npm does not bring: a browser, XML tools, readers. `npm test` leaves them out.
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'feeds',
          include: ['tests/feeds/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
        },
      },
    ],
  },
});
