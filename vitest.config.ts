import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { bundleEntry } from './tests/support/bundled-worker.ts';
import { TestOrder } from './tests/support/test-order.ts';

/** What a test waits for comes when the machine has time for it, however busy it is: these end what hangs, and no more. */
const LIMITS = { expect: { poll: { timeout: 60_000 } }, testTimeout: 600_000, hookTimeout: 600_000 };

/** What waits for alarms, retries and servers rather than computes: several at once, before what computes. */
const WAITING = { ...LIMITS, maxWorkers: 8, sequence: { groupOrder: 0 } };

/** What computes: as many at once as the machine has cores, for each process of its own reads the modules anew. */
const COMPUTING = { ...LIMITS, maxWorkers: availableParallelism(), sequence: { groupOrder: 1 } };

/** A project of pure functions and programs, in Node. */
function defineNodeProject(name: string): TestProjectInlineConfiguration {
  return {
    test: {
      ...COMPUTING,
      name,
      include: [`tests/${name}/**/*.test.ts`],
      environment: 'node',
      // A process for each of a hundred files would read the same modules a hundred times: a third of all the time.
      isolate: false,
      setupFiles: ['tests/support/clean-up.ts'],
    },
  };
}

/** A project of servers and other programs that are started, and waited for. */
function defineProgramProject(
  name: string,
  settings: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  return {
    test: { ...WAITING, name, include: [`tests/${name}/**/*.test.ts`], environment: 'node', ...settings },
  };
}

const NODE_PROJECTS = [
  // Types and lint, beside everything else.
  defineProgramProject('check'),
  defineNodeProject('unit'),
  // Generators with many cases, and processes that are started: a minute, where all units take seconds.
  defineNodeProject('long'),
  // How time grows with input: each is measured until it can be told. `npm test` leaves it out.
  defineNodeProject('growth'),
  defineProgramProject('durability', { globalSetup: ['tests/support/worker-bundle.ts'] }),
  // A quarter of an hour: `npm test` leaves it out.
  defineProgramProject('chaos'),
  // These two need programs that npm does not bring: a browser, XML tools, readers. `npm test` leaves them out.
  defineProgramProject('browser', { fileParallelism: false, maxWorkers: undefined }),
  defineProgramProject('feeds', { fileParallelism: false, maxWorkers: undefined }),
];

/**
 * Projects whose tests run in workerd, behind the service's URLs, with settings of their own. Files share a runtime, which
 * reads the whole service once, and each begins with an installation that holds nothing.
 */
async function defineWorkerProjects(): Promise<TestProjectInlineConfiguration[]> {
  const { cloudflareTest } = await import('@cloudflare/vitest-plugin');
  const define = (
    name: string,
    folder: string,
    settings: Record<string, string>,
    sharesRuntime = true,
  ): TestProjectInlineConfiguration => ({
    // Here nothing stands for what the platform brings.
    extends: false,
    plugins: [
      bundleEntry(),
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
      ...WAITING,
      name,
      include: [`tests/${folder}/**/*.test.ts`],
      // It is kept by what was in a file when the run began, and the bundle is written by the run itself.
      fsModuleCache: false,
      globalSetup: ['tests/support/outside-receiver.ts'],
      isolate: !sharesRuntime,
      setupFiles: ['tests/support/fresh-service.ts'],
      // Nothing of the machine's environment reaches this runtime by itself.
      env: { TEST_CASES: process.env.TEST_CASES ?? '' },
    },
  });
  return [
    define('worker', 'worker', { PUBLIC_URL: 'http://gazette.test' }),
    // What a Worker has in memory, of clients and answers, is nothing when each of these files begins.
    define('worker-alone', 'alone', { PUBLIC_URL: 'http://gazette.test' }, false),
    // As it runs in public: no private targets, and an address of its own.
    define('worker-public', 'public', {
      PUBLIC_URL: 'https://gazette.example',
      ALLOW_PRIVATE_TARGETS: 'false',
      INDEXNOW_KEY: 'key-of-tests',
    }),
    // A schedule that a test can see the end of.
    define('worker-retries', 'retries', {
      PUBLIC_URL: 'http://gazette.test',
      WEBHOOK_RETRY_SCHEDULE: '0,0.3,0.3,0.3,0.3',
    }),
  ];
}

/** Whether each project that was asked for, if any was, runs in Node. */
function asksForNodeAlone(): boolean {
  const asked = process.argv.flatMap((word, index, all) => {
    const [option, name = all[index + 1]] = word.split('=');
    return option === '--project' ? [name] : [];
  });
  return asked.length > 0 && asked.every((name) => NODE_PROJECTS.some(({ test }) => test?.name === name));
}

/** Two runtimes: pure functions and whole servers in Node, everything behind a URL in workerd. */
export default defineConfig(async () => ({
  resolve: {
    alias: { 'cloudflare:workers': `${import.meta.dirname}/tests/support/cloudflare-workers.ts` },
  },
  test: {
    sequence: { sequencer: TestOrder },
    projects: [
      ...NODE_PROJECTS,
      // What runs these takes longer to load than most files of units to pass.
      ...(asksForNodeAlone() ? [] : await defineWorkerProjects()),
    ],
  },
}));
