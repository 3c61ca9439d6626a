import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/** Packages run from their sources; what a test starts itself (a worker, a process) inherits the condition. */
const condition = 'armoire-source';
const source = {
  resolve: {
    conditions: [condition],
    // Bundlers prefer graphql's .mjs while its users load the .js beside it: two copies, which refuse each other.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  ssr: { resolve: { conditions: [condition, 'module', 'node'] } },
};
const execArgv = [`--conditions=${condition}`];

export default defineConfig({
  test: {
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'adapters/*/src/**/*.test.ts',
            'examples/*/src/**/*.test.ts',
            'test/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', 'test/browser/**', 'test/outside/**'],
          execArgv,
          // A PostgreSQL starts and stops in some of them, and none is judged by its time.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        ...source,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          execArgv,
          // A browser wants the cores for itself: one file at a time, apart from the unit tests.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // On a loaded machine a page needs more than the second that is the default.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        ...source,
        test: {
          name: 'outside',
          include: ['test/outside/**/*.test.ts'],
          // Packs what was built and installs it elsewhere: needs npm's registry or cache, so `npm test` leaves it out.
          globalSetup: ['test/outside/setup.ts'],
          execArgv,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...source,
        test: {
          name: 'medusa',
          include: ['adapters/medusa/test/**/*.test.ts'],
          // Installs a Medusa store with the packed plugin: minutes, and npm's registry or cache.
          globalSetup: ['adapters/medusa/test/setup.ts'],
          execArgv,
          // Each file has a store of its own, and waits for it most of the time.
          maxWorkers: 3,
          sequence: { groupOrder: 3 },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
