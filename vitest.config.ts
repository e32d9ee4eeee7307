import { defineConfig } from 'vitest/config';
import { LongestFirst } from './e2e/support/longest-first.sequencer.js';

const shared = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // Vitest loads global set-ups in an environment of its own.
  environments: { __vitest__: { resolve: { conditions: ['source'], noExternal: [/^#libs/] } } },
};

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
          include: ['{apps,libs,scripts}/**/*.spec.ts'],
          exclude: ['**/*.integration.spec.ts', '**/node_modules/**'],
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
          // What needs real parts: one PostgreSQL and one build serve both kinds.
          name: 'integration',
          include: ['{apps,libs}/**/*.integration.spec.ts', 'e2e/**/*.spec.ts'],
          globalSetup: ['e2e/support/build.setup.ts', 'e2e/support/postgres.setup.ts'],
          testTimeout: 240_000,
          expect: { poll: { timeout: 60_000 } },
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
