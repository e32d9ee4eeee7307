import { defineConfig } from 'vitest/config';
import { LongestFirst } from './e2e/support/longest-first.sequencer.js';

/** Specs beside the code that run built programs: to compile a program for each start takes longer than to test it. */
const RUN_BUILT_PROGRAMS = [
  'apps/mailer/mailer.integration.spec.ts',
  'apps/mailer/commands/mail-test.integration.spec.ts',
  'libs/lifecycle/run-program.integration.spec.ts',
  'libs/mail-outbox/dead-letters.integration.spec.ts',
  'libs/observability/logging/logger.integration.spec.ts',
];
const POSTGRES = 'libs/database/testing/postgres.setup.ts';
const CHART = 'deploy/helm/**';
const BUILT = ['e2e/support/build.setup.ts', POSTGRES];
const WEBSITE = 'apps/web/testing/website.setup.ts';

const shared = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // Vitest loads global set-ups in an environment of its own.
  environments: { __vitest__: { resolve: { conditions: ['source'], noExternal: [/^#libs/] } } },
};

/** Specs that use real services, some of which take long to fail. */
const patient = { testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  ...shared,
  test: {
    // Many tests wait for a server or a page: three files at once keep two processors busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{apps,libs,scripts,infra,deploy,e2e/lab}/**/*.spec.ts'],
          exclude: ['**/*.{integration,browser,slow,images}.spec.ts', CHART, '**/node_modules/**'],
          // A process for all files of a worker: to load what they share takes longer than to test it.
          isolate: false,
          unstubGlobals: true,
          // They run beside tests that keep both processors busy.
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: ['{apps,libs}/**/*.integration.spec.ts'],
          exclude: [...RUN_BUILT_PROGRAMS, '**/node_modules/**'],
          globalSetup: [POSTGRES],
          // Loading NestJS and the features once per worker takes less time than testing them.
          isolate: false,
          ...patient,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: [
            'e2e/{api,browser,journeys,support}/**/*.spec.ts',
            '{deploy,infra,e2e}/**/*.integration.spec.ts',
            ...RUN_BUILT_PROGRAMS,
          ],
          globalSetup: BUILT,
          isolate: false,
          ...patient,
        },
      },
      {
        ...shared,
        test: {
          // Needs Helm and kubeconform, which `npm run test:e2e -- chart` compiles.
          name: 'chart',
          include: [`${CHART}/*.spec.ts`],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          // Only on request: each takes over half a minute.
          name: 'slow',
          include: ['{apps,infra,e2e}/**/*.slow.spec.ts'],
          globalSetup: [...BUILT, WEBSITE],
          ...patient,
        },
      },
      {
        ...shared,
        test: {
          // Only on request: Firefox is large.
          name: 'firefox',
          include: ['e2e/firefox/**/*.spec.ts'],
          globalSetup: BUILT,
          ...patient,
        },
      },
      {
        ...shared,
        test: {
          // Only on request: builds every image, and runs them in Docker.
          name: 'images',
          include: ['deploy/images/*.images.spec.ts'],
          ...patient,
        },
      },
      {
        ...shared,
        test: {
          name: 'browser',
          include: ['apps/web/**/*.browser.spec.ts'],
          globalSetup: [...BUILT, WEBSITE],
          // The specs of a worker share Chromium.
          isolate: false,
          ...patient,
        },
      },
    ],
  },
});
